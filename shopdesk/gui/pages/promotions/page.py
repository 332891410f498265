"""The promotions tab: month, year and list of the shopping calendar, and the campaign or day in view beside it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from shopdesk.domain.calendar.lunar import FIRST_YEAR, LAST_YEAR, check_year
from shopdesk.domain.campaigns.again import again
from shopdesk.domain.campaigns.forecast import Grounds
from shopdesk.domain.campaigns.records import Campaign, CampaignState, Milestone
from shopdesk.domain.errors import UserError
from shopdesk.gui.look import Look
from shopdesk.gui.opening import open_once
from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.calendar_data import CalendarData, load
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm, blank
from shopdesk.gui.pages.promotions.campaign_panel import CampaignPanel
from shopdesk.gui.pages.promotions.day_menu import DayMenus
from shopdesk.gui.pages.promotions.day_panel import DayPanel
from shopdesk.gui.pages.promotions.extras import MilestoneForm
from shopdesk.gui.pages.promotions.help_text import promotions_help
from shopdesk.gui.pages.promotions.month_grid import MonthGrid
from shopdesk.gui.pages.promotions.month_layout import DAYS, grid_start
from shopdesk.gui.pages.promotions.more import ENTRIES, Entry
from shopdesk.gui.pages.promotions.product_actions import ProductActions
from shopdesk.gui.pages.promotions.question_strip import QuestionStrip
from shopdesk.gui.pages.promotions.toolbar import VIEWS, Toolbar
from shopdesk.gui.pages.promotions.year_list import Row, YearList
from shopdesk.gui.pages.promotions.year_timeline import YearTimeline
from shopdesk.gui.pages.promotions.year_view import YearView
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.campaigns.views import CampaignView
from shopdesk.services.registry import Services


class PromotionsPage(Page):
    """Asks the services on the database thread and hands the answers to its views."""

    name = "promotions"

    def __init__(self, context: PageContext) -> None:
        """Build the views of this month."""
        super().__init__(context)
        today = context.clock.today()
        self._data = CalendarData(today, today)
        self._view: CampaignView | None = None
        self._shown_store = context.store_id
        self.toolbar = Toolbar(today.year, today.month)
        self.question_strip = QuestionStrip(context.theme)
        self.grid = MonthGrid(context.theme, today)
        self.year = YearView(context.theme, today)
        self.timeline = YearTimeline(context.theme, today)
        self.list = YearList(context)
        self.views = QStackedWidget()
        for widget in (self.grid, _scrolling(self.year), _scrolling(self.timeline), self.list):
            self.views.addWidget(widget)
        self.day_panel = DayPanel()
        self.panel = CampaignPanel(context)
        self.side = QStackedWidget()
        self.side.addWidget(self.day_panel)
        self.side.addWidget(self.panel)
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.side)
        inner.addStrut(350)
        self.split = SplitView(self.views, frame, (7, 3))
        self.split.setStyleSheet("QSplitter::handle { background: transparent; }")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.question_strip)
        layout.addWidget(self.split, 1)
        self._review = Look(
            self,
            context,
            self._reviewed,
            lambda services, campaign_id: services.campaign_results.of(campaign_id),
            self.panel.review.show_figures,
            failed=lambda _gone: None,
        )
        self._connect_views()
        self._connect_panel()
        self.menus = DayMenus(self, self._do, self._undo, lambda day: self._data.entries.get(day, []))
        for action in self.actions_offered():
            self.addAction(action)

    def _connect_views(self) -> None:
        bar, grid = self.toolbar, self.grid
        bar.view_chosen.connect(self.show_view)
        bar.moved_to.connect(self.go_to_month)
        bar.today_asked.connect(lambda: self.go_to_day(self.context.clock.today()))
        bar.filter_changed.connect(self._show_data)
        bar.new.triggered.connect(lambda: self.new_campaign(*self.grid.marked_days))
        for entry in ENTRIES:
            bar.entries[entry.name].triggered.connect(partial(self._open, entry))
        grid.range_chosen.connect(self.new_campaign)
        grid.span_changed.connect(self.change_days)
        grid.campaign_selected.connect(lambda _id: self.refresh())
        grid.campaign_opened.connect(lambda _id: self.edit_campaign())
        grid.campaign_removed.connect(lambda _id: self.delete_campaign())
        grid.day_changed.connect(lambda _day: self._show_side())
        grid.month_stepped.connect(bar.step)
        for view in (self.year, self.timeline):
            view.day_opened.connect(self._on_day_opened)
            view.day_changed.connect(self._on_day_in_view)
        self.timeline.campaign_chosen.connect(grid.select)
        self.timeline.campaign_opened.connect(lambda _id: self.edit_campaign())
        self.timeline.span_changed.connect(self.change_days)
        self.list.row_opened.connect(self._on_row_opened)
        self.list.row_changed.connect(self._on_row_changed)

    def _connect_panel(self) -> None:
        panel = self.panel
        self.day_panel.new_asked.connect(lambda: self.new_campaign(*self.grid.marked_days))
        self.day_panel.campaign_chosen.connect(self.grid.select)
        panel.edit_asked.connect(self.edit_campaign)
        panel.delete_asked.connect(self.delete_campaign)
        panel.war_room_asked.connect(self.show_war_room)
        panel.forecast_asked.connect(self.show_forecast)
        panel.again_asked.connect(self.hold_again)
        panel.steps.step_taken.connect(self._on_step)
        panel.milestones.ticked.connect(self._on_ticked)
        panel.milestones.add_asked.connect(self._on_milestone)
        panel.milestones.change_asked.connect(self._on_milestone)
        panel.milestones.remove_asked.connect(
            lambda milestone_id: self._do(lambda: self._campaigns.remove_milestone(milestone_id))
        )
        self._products = ProductActions(self.context, panel.products, lambda: self._view, self._do)
        panel.review.print_asked.connect(self.print_review)
        panel.tabs.currentChanged.connect(lambda _index: self._ask_review())

    @property
    def _campaigns(self):
        return self.context.services.campaigns

    # --- what is shown ---------------------------------------------------------------------------------------------

    def question(self) -> Hashable:
        """The days in view and the selected campaign."""
        return (self.context.store_id, *self._span(), self.grid.selected_id)

    def load(self, services: Services, question: Any) -> CalendarData:
        """The days with their campaigns, and the selected one in full."""
        return load(services, *question)

    def refresh(self) -> None:
        """Fetch the days in view and the selected campaign."""
        if self.context.store_id != self._shown_store:
            self._shown_store = self.context.store_id
            self.question_strip.hide()
            self.grid.select(None)
        super().refresh()

    def _span(self) -> tuple[date, date]:
        year, month = self.toolbar.place
        if self.views.currentWidget() is self.grid:
            start = grid_start(year, month)
            return start, start + timedelta(days=DAYS - 1)
        return date(year, 1, 1), date(year, 12, 31)

    def populate(self, data: CalendarData) -> None:
        """Show the days and the campaign."""
        selected = self.grid.selected_id
        self._data = data
        self._view = data.selected
        if data.selected is None and selected is not None:
            self.grid.select(None)
        self._show_data()

    def _show_data(self) -> None:
        shown = replace(self._data, campaigns=tuple(c for c in self._data.campaigns if self.toolbar.wants(c)))
        (self.grid, self.year, self.timeline, self.list)[self.views.currentIndex()].set_data(shown)
        self._show_side()

    def _show_side(self) -> None:
        if self._view is not None and self.grid.selected_id == self._view.campaign.id:
            self.panel.show_view(self._view)
            self.side.setCurrentWidget(self.panel)
            self._ask_review()
        else:
            seen = {"year": self.year, "timeline": self.timeline}.get(VIEWS[self.views.currentIndex()], self.grid)
            self.day_panel.show_day(seen.cursor_day, self._data)
            self.side.setCurrentWidget(self.day_panel)

    def _ask_review(self) -> None:
        if self._reviewed() is not None:
            self._review.ask()

    def _reviewed(self) -> int | None:
        """The campaign whose review is in view."""
        if self._view is None or self.panel.tabs.currentWidget() is not self.panel.review:
            return None
        return self._view.campaign.id

    def show_forecast(self) -> None:
        """Show what the campaign in view may bring."""
        from shopdesk.gui.pages.promotions.forecast_form import ForecastForm

        if self._view is None:
            return
        campaign, reviews = self._view.campaign, self._campaigns.reviews

        def show(grounds: Grounds) -> None:
            open_once(ForecastForm(self.context, campaign, grounds, self))

        self.context.tasks.database(lambda: reviews.grounds(campaign.id or 0), done=show, owner=self)

    def show_war_room(self) -> None:
        """Show the day of the campaign in view, in a window of its own that the main window does not wait for."""
        from shopdesk.gui.pages.promotions.war_room import WarRoomWindow

        if self._view is not None:
            for one in self.findChildren(WarRoomWindow):
                one.close()
            self.dialog = WarRoomWindow(self.context, self._view.campaign.id or 0, self)
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog.show()

    def print_review(self) -> None:
        """Show the review in view as a page."""
        from shopdesk.gui.pages.promotions.review_list import print_review

        if self._view is not None and self.panel.review.figures is not None:
            self.dialog = print_review(self.context, self._view.campaign, self.panel.review.figures)
            open_once(self.dialog)

    def show_view(self, name: str) -> None:
        """Show the month, the year, the timeline or the list."""
        self.toolbar.set_view(name)
        self.views.setCurrentIndex(VIEWS.index(name))
        self.views.currentWidget().setFocus()
        for view in (self.year, self.timeline):
            view.show_year(self.toolbar.place[0])
        self.refresh()

    def go_to_month(self, year: int, month: int) -> None:
        """Show another month or year; outside the calendar a sentence says why not."""
        try:
            check_year(year)
        except UserError as error:
            self.context.messages.warning(tr(error.text))
            year, month = (FIRST_YEAR, 1) if year < FIRST_YEAR else (LAST_YEAR, 12)
        self.toolbar.set_place(year, month)
        self.grid.show_month(year, month)
        for view in (self.year, self.timeline):
            view.show_year(year)
        self.refresh()

    def go_to_day(self, day: date) -> None:
        """Bring a day into view."""
        self.go_to_month(day.year, day.month)
        self.grid.go_to(day)

    def show_campaign(self, campaign: Campaign) -> None:
        """Bring a campaign into view, for whoever found it elsewhere."""
        self.show_view("month")
        self.go_to_day(campaign.start)
        self.grid.select(campaign.id)

    def _on_day_opened(self, day: date) -> None:
        self.show_view("month")
        self.go_to_day(day)

    def _on_day_in_view(self, day: date) -> None:
        self.grid.select(None)
        self.day_panel.show_day(day, self._data)

    def _on_row_changed(self, row: Row) -> None:
        self.grid.select(row.campaign_id)
        if row.campaign_id is None:
            self.day_panel.show_day(row.first, self._data)

    def _on_row_opened(self, row: Row) -> None:
        self._on_day_opened(row.first)
        self.grid.select(row.campaign_id)

    # --- what is done ----------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], object], done: Callable[[object], None] | None = None) -> None:
        """Run a change on the database thread; the page refreshes by itself when it is kept."""
        self.context.tasks.database(work, done=done, failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.context.messages.error(tr(error.text))
        self.refresh()

    def new_campaign(self, start: date, end: date) -> None:
        """Open the form of a new campaign over some days."""
        form = CampaignForm(self.context, blank(self.context.store_id, start, end), self._data.gates, self)
        form.saved.connect(self._on_created)
        open_once(form)

    def hold_again(self) -> None:
        """Open the form of a new campaign that begins as the one in view was."""
        if self._view is not None:
            begun = again(self._view.campaign, self.context.clock.today())
            form = CampaignForm(self.context, begun, self._data.gates, self, self._view)
            form.saved.connect(self._on_created)
            open_once(form)

    def _on_created(self, campaign: Campaign) -> None:
        self.context.messages.success(tr("“{name}” is on the calendar.", name=campaign.name))
        shown = self.grid.rect_of(campaign.start)
        if shown.isEmpty():
            self.go_to_month(campaign.start.year, campaign.start.month)
        self.grid.select(campaign.id)

    def edit_campaign(self) -> None:
        """Open the form of the selected campaign."""
        if self._view is not None and self._view.campaign.id == self.grid.selected_id:
            open_once(CampaignForm(self.context, self._view.campaign, self._data.gates, self))

    def delete_campaign(self) -> None:
        """Remove the selected campaign; the message offers to take that back."""
        if self._view is None:
            return
        campaign = self._view.campaign
        if campaign.fixed:
            self.question_strip.ask(
                tr("“{name}” has already run. Deleting it removes its history too.", name=campaign.name),
                tr("Delete it anyway"),
                lambda: self._delete(campaign),
            )
        else:
            self._delete(campaign)

    def _delete(self, campaign: Campaign) -> None:
        self._do(
            lambda: self._campaigns.delete(campaign.id or 0),
            lambda _none: self.context.messages.success(
                tr("“{name}” was deleted.", name=campaign.name), tr("Undo"), self._undo
            ),
        )

    def change_days(self, campaign_id: int, start: date, end: date) -> None:
        """Move or stretch a campaign; one that is running or over asks first, inside the page."""
        campaign = next((c for c in self._data.campaigns if c.id == campaign_id), None)
        if campaign is None:
            return
        if campaign.fixed:
            sentence = (
                tr("“{name}” is running. Move it to {start} – {end}?", name=campaign.name, start=start, end=end)
                if campaign.state is CampaignState.RUNNING
                else tr("“{name}” is over. Move it to {start} – {end}?", name=campaign.name, start=start, end=end)
            )
            self.question_strip.ask(sentence, tr("Move it anyway"), lambda: self._change_days(campaign, start, end))
        else:
            self._change_days(campaign, start, end)

    def _change_days(self, campaign: Campaign, start: date, end: date) -> None:
        service, campaign_id = self._campaigns, campaign.id or 0
        moves = end - start == campaign.end - campaign.start

        def work() -> object:
            return service.move(campaign_id, start) if moves else service.resize(campaign_id, start, end)

        self._do(work, lambda after: self._on_days_changed(after))

    def _on_days_changed(self, campaign: object) -> None:
        assert isinstance(campaign, Campaign)
        self.context.messages.success(
            tr("“{name}” is now {start} – {end}.", name=campaign.name, start=campaign.start, end=campaign.end),
            tr("Undo"),
            self._undo,
        )

    def _undo(self) -> None:
        history = self.context.services.history
        self._do(history.undo)

    def _on_step(self, to: CampaignState, day: date, who: str, note: str) -> None:
        if self._view is not None:
            campaign_id, service = self._view.campaign.id or 0, self._campaigns
            self._do(lambda: service.advance(campaign_id, to, day=day, who=who, note=note))

    def _on_ticked(self, milestone_id: int, done: bool) -> None:
        service, actor = self._campaigns, self.context.actor
        self._do(lambda: service.tick_milestone(milestone_id, done, actor))

    def _on_milestone(self, milestone: Milestone | None = None) -> None:
        if self._view is not None:
            view = self._view
            open_once(MilestoneForm(self.context, view.campaign.id or 0, view.milestones, self, milestone))

    def _open(self, entry: Entry, _checked: bool = False) -> None:
        entry.run(self)

    def actions_offered(self) -> list[QAction]:
        """New campaign, and what the menu offers."""
        return [self.toolbar.new, *self.toolbar.entries.values()]

    def help_text(self) -> str:
        """How to use the calendar."""
        return promotions_help()


def _scrolling(view: YearView) -> VerticalScroll:
    """A year in a frame that follows the day in view."""
    scroll = VerticalScroll(view)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setFocusProxy(view)
    view.day_seen.connect(lambda place: scroll.ensureVisible(place.center().x(), place.center().y()))
    return scroll
