"""The KPI tab: days and basis above, key figures, then the sections."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Hashable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.kpi import Kpi, kpi
from shopdesk.domain.kpi.alert_marks import AlertMark
from shopdesk.domain.kpi.alerts import OFF_CHART, Alert, AlertLimits
from shopdesk.domain.kpi.compare import compared_with
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.ledger.alerts import place_of
from shopdesk.domain.periods import By, Period
from shopdesk.gui.look import Load, Look, Question, Show
from shopdesk.gui.opening import open_once
from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi import loading
from shopdesk.gui.pages.kpi.explain import Explanation, facts_of
from shopdesk.gui.pages.kpi.loading import KpiView, Section, hint
from shopdesk.gui.pages.kpi.range_bar import RangeBar
from shopdesk.gui.pages.kpi.tiles import TileRow
from shopdesk.gui.pages.kpi.trend_tab import TrendTab
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.gui.widgets.controls import action, button
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr
from shopdesk.services.registry import Services

_AROUND = timedelta(days=28)
_ALONE = ("gaps", "money", "charts", "market")


class KpiPage(Page):
    """Assembles the parts, asks for the figures and hands them on: the quick part first, then the rest."""

    name = "kpi"

    def __init__(self, context: PageContext) -> None:
        """Build the widgets."""
        super().__init__(context)
        self._view: KpiView | None = None
        self._offered: list[QAction] = []
        self.range = RangeBar(context.clock.today())
        self.range.selected.connect(lambda _selection: self.refresh())
        self.alert_link = button("kpi.alertLink", "", lambda: self.tabs.open("alerts"), role="flat")
        self.alert_link.hide()
        self.hint = QLabel()
        self.hint.setObjectName("kpi.hint")
        self.hint.setProperty("role", "muted")
        self.hint.hide()
        self.tiles = TileRow(context)
        self.tiles.chosen.connect(self.show_figure)
        self.tiles.explained.connect(self.explain)
        self.tiles.rows_wanted.connect(self.show_rows)
        self.tiles.looked_up.connect(self.show_dictionary)
        self.tiles.choice_wanted.connect(self.choose_tiles)
        self.trend = TrendTab(context)
        self.trend.rows_wanted.connect(self.show_rows)
        self.tabs = PartTabs("kpi.sections", tr("KPIs"), titles("kpi"))
        self._alerts: list[Alert] | None = None
        self.empty = EmptyState(
            tr("No figures yet"),
            tr(
                "Drop the platform's order report, daily store table or ads report on the window, or import them. "
                "The sample store shows what this page can do."
            ),
            tr("Import…"),
            self._import,
        )
        self.empty.setObjectName("kpi.empty")
        self.money_link = button("kpi.moneyLink", tr("Money"), lambda: self.open_money(), role="flat")
        self._stack = QStackedWidget()
        self._complete = self._rest(
            "complete",
            self._known,
            lambda services, wanted: loading.load(services, *wanted, complete=True),
            self.show_view,
        )
        self._alerts_look = self._rest(
            "alerts",
            self._known,
            lambda services, wanted: loading.load_alerts(services, wanted[0], wanted[2]),
            self._show_alerts,
            covered=lambda: self.tabs.part("alerts"),
        )
        self._section = self._rest(
            "section",
            self._wanted_section,
            loading.load_section,
            self._show_section,
            covered=lambda: self.tabs.shown,
        )
        self._arrange()
        self.tabs.opened.connect(lambda _name: self._open_section())

    def _arrange(self) -> None:
        title = QLabel(tr("KPIs"))
        title.setProperty("role", "title")
        head = FlowLayout(spacing=6)
        head.add(title, self.alert_link)
        head.add_stretch()
        head.add(self.range)
        self.tabs.add("trend", lambda: self.trend)
        self.tabs.add("why", self._make_why)
        self.tabs.add("channels", lambda: self._make_lines("channels_tab", "ChannelsTab", "channels"))
        self.tabs.add("products", lambda: self._make_lines("products_tab", "ProductsTab", "product"))
        self.tabs.add("targets", self._make_targets)
        self.tabs.add("alerts", self._make_alerts)
        self.tabs.add("gaps", lambda: self._plain("coverage_part", "CoveragePart"))
        self.tabs.add("money", self._make_money)
        self.tabs.add("charts", self._make_charts)
        self.tabs.add("market", lambda: self._plain("market.part", "MarketPart"))
        self.tabs.part("trend")
        self.tiles.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_tiles()
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.hint)
        column.addWidget(self.tabs, 1)
        self._stack.addWidget(full)
        without = QWidget()
        middle = QVBoxLayout(without)
        middle.addWidget(self.empty, 1)
        middle.addWidget(self.money_link, 0, Qt.AlignmentFlag.AlignHCenter)
        self._stack.addWidget(without)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _make_why(self) -> QWidget:
        from shopdesk.gui.pages.kpi.why_tab import WhyTab

        made = WhyTab(self.context)
        made.rows_wanted.connect(lambda code, only: self.show_rows(code, **only))
        made.product_wanted.connect(self.show_product)
        return made

    def _plain(self, module: str, kind: str, *more: object) -> QWidget:
        """A section whose signals the page does not hear; ``more`` is what it is made with."""
        made: QWidget = getattr(importlib.import_module(f"shopdesk.gui.pages.kpi.{module}"), kind)(self.context, *more)
        return made

    def _make_lines(self, module: str, kind: str, of: str) -> QWidget:
        """A table of lines; ``of`` is what of them their rows are narrowed to."""
        made: Any = self._plain(module, kind)
        made.rows_wanted.connect(
            lambda code, chosen, before: self.show_rows(code, self._days(before=before), **{of: chosen})
        )
        made.days_wanted.connect(lambda days: self.range.choose(Range.CUSTOM, days))
        return made

    def _make_targets(self) -> QWidget:
        from shopdesk.gui.pages.kpi.targets_tab import TargetsTab

        made = TargetsTab(self.context)
        made.wanted_changed.connect(self._section.ask)
        return made

    def _make_alerts(self) -> QWidget:
        from shopdesk.gui.pages.kpi.alerts_tab import AlertsTab

        made = AlertsTab(self.context)
        made.wanted.connect(self.show_alert)
        made.limits_wanted.connect(self._ask_limits)
        made.rows_wanted.connect(self.show_alert_rows)
        made.closed.setVisible(not self.context.services.ctx.rights.sees("order_money"))
        made.show_alerts(self._alerts)
        return made

    def _make_charts(self) -> QWidget:
        from shopdesk.gui.pages.kpi.charts.part import ChartsPart

        made = ChartsPart(self.context, self._money_days, lambda: self.range.selection)
        made.days_wanted.connect(lambda days: self.range.choose(Range.CUSTOM, days))
        made.look_wanted.connect(self.show_look)
        return made

    def show_look(self, look_id: int) -> None:
        """Bring a look at a competitor to the front, beside the own figures of its day."""
        self.tabs.open("market").tabs.open("looks").point_at(look_id)

    def _make_money(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.part import MoneyPart

        made = MoneyPart(self.context, self._money_days, lambda: self.range.selection.by)
        made.days_wanted.connect(lambda days: self.range.choose(Range.CUSTOM, days))
        made.import_wanted.connect(self._import)
        return made

    def _days(self, *, before: bool) -> Period | None:
        """The days shown, or those that they are compared with."""
        return compared_with(self._view.period) if before and self._view is not None else None

    def _money_days(self) -> Period:
        """The days that the page shows; those that were chosen where no order says anything."""
        return loading.days_shown(self._view, self.range.selection, self.context.clock.today())

    # Asking and answering -----------------------------------------------------------------------------------------

    def question(self) -> Hashable:
        """The days, steps and basis that are chosen; nothing while days of one's own are being chosen."""
        selection = self.range.selection
        if selection.choice is Range.CUSTOM and selection.period is None:
            return None
        return (self.context.store_id, self.context.clock.today(), selection)

    def load(self, services: Services, question: Any) -> KpiView:
        """The quick part."""
        return loading.load(services, *question, complete=False)

    def refresh(self) -> None:
        """Ask for the quick part; the rest follows it."""
        self.range.set_today(self.context.clock.today())
        if self.range.reversed:
            self._say(tr("The last day lies before the first. Choose a later last day."))
        super().refresh()

    def populate(self, view: KpiView) -> None:
        """Show the quick part and ask for the rest."""
        self.show_view(view)
        if view.known is not None:
            self._complete.ask()
            self._alerts_look.ask()
            self._section.ask()

    def covered(self) -> QWidget:
        """What is below the row of days."""
        return self._stack

    def _rest(
        self,
        name: str,
        question: Question,
        load: Load,
        show: Show,
        covered: Callable[[], QWidget | None] = lambda: None,
    ) -> Look:
        """A look at what follows the quick part; by itself it is asked anew only where that part still stands."""
        look = Look(self, self.context, question, load, show, after=self.main_look, covered=covered)
        look.setObjectName(f"kpi.look.{name}")
        return look

    def _known(self) -> Hashable:
        """What the quick part in view answers, where it has figures; nothing while another one is on its way."""
        view = self._view
        if view is None or view.known is None or self.main_look.waiting:
            return None
        return (self.context.store_id, self.context.clock.today(), view.selection)

    def _wanted_section(self) -> Hashable:
        """What the open section asks for; the sections in the background wait."""
        view, name = self._view, self.tabs.current
        if view is None or view.table is None or name not in ("why", "channels", "products", "targets"):
            return None
        if name == "targets":
            until = self.context.clock.today() - timedelta(days=1)
            return (name, self.context.store_id, self.tabs.part(name).wanted, until, self.range.selection.basis)
        return (name, self.context.store_id, view.period, view.selection.basis)

    def _show_section(self, answer: Section) -> None:
        show = {"why": "show_why", "targets": "show_view"}.get(answer.name, "show_lines")
        getattr(self.tabs.part(answer.name), show)(answer.content)

    def _open_section(self) -> None:
        self._show_tiles()
        self._show_stack()
        if self.tabs.current == "gaps" and self._view is not None and self._view.table is not None:
            self.tabs.part("gaps").show_table(self._view.table)
        self._section.ask()

    def _show_tiles(self) -> None:
        """The key figures stand in the open section, below the tabs, which so never move; some have their own."""
        if self.tabs.current in _ALONE:
            return
        layout = self.tabs.currentWidget().layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.tiles)
        layout.setStretch(1, 1)

    def _show_stack(self) -> None:
        """Without any order only the money and the market have something to show."""
        alone = self.tabs.current in _ALONE
        known = self._view is None or self._view.known is not None
        self._stack.setCurrentIndex(0 if known or alone else 1)
        self.range.setEnabled(known or alone)

    def show_view(self, view: KpiView) -> None:
        """Show the figures of a view."""
        self._view = view
        self._show_stack()
        for name in ("money", "charts"):
            if self.tabs.made(name):
                self.tabs.part(name).days_changed()
        if view.table is None or view.comparison is None or view.daily is None:
            return
        self.range.remember(view.period)
        self._say(hint(view))
        self.tiles.show_view(view)
        self.trend.show_view(view)
        if self.tabs.current == "gaps":
            self.tabs.part("gaps").show_table(view.table)

    def _say(self, hint: str) -> None:
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def _show_alerts(self, alerts: list[Alert]) -> None:
        self._alerts = alerts
        if self.tabs.made("alerts"):
            self.tabs.part("alerts").show_alerts(alerts)
        self.alert_link.setVisible(bool(alerts))
        self.alert_link.setText(tr("Alerts: {count}", count=len(alerts)))

    def _ask(self, work: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        self.context.tasks.database(work, done, owner=self)

    # What the reader does -----------------------------------------------------------------------------------------

    def show_figure(self, code: str) -> None:
        """Put a figure on the chart, and nothing else."""
        self.tabs.open("trend")
        self.trend.pick([code])

    def show_product(self, title: str) -> None:
        """Bring the products to the front, with this one."""
        self.tabs.open("products")
        self.tabs.part("products").search.setText(title)

    def explain(self, code: str) -> None:
        """Open the card that explains a figure."""
        view, tile = self._view, self.tiles.tile(code)
        if view is None or view.table is None or view.comparison is None:
            return
        item: Kpi = kpi(code)
        known = view.table.totals.known_days(code)
        lines = facts_of(item, view.held_against(item), view.period, view.selection.basis, known)
        Explanation(tr(item.name), lines, self).show_below(tile or self.tiles)

    def show_rows(self, code: str, period: Period | None = None, **only: Any) -> None:
        """Open the rows of a figure of the days shown or of others, ``only`` those of a channel or product."""
        from shopdesk.gui.pages.kpi.rows_dialog import open_rows
        from shopdesk.gui.pages.kpi.rows_of import RowsOf

        view = self._view
        if view is not None and view.known is not None:
            open_rows(self.context, RowsOf.of(code, period or view.period, view.selection.basis, **only), self)

    def show_alert_rows(self, alert: Alert) -> None:
        """Open the rows behind an alert; of money, the part that has its orders, lines or month."""
        from shopdesk.gui.pages.kpi.rows_dialog import open_rows
        from shopdesk.gui.pages.kpi.rows_of import RowsOf

        if not alert.kpi:
            part, what = place_of(alert)
            self.range.choose(Range.CUSTOM, alert.period)
            self.open_money(part)
            if what:
                self.tabs.shown.tabs.shown.point_at(what)
        elif alert.rows is None:
            self.show_rows(alert.kpi, alert.period)
        else:
            open_rows(self.context, RowsOf.behind(alert.rows, self.range.selection.basis), self)

    def show_dictionary(self, code: str = "") -> None:
        """Open the dictionary of figures, at one of them."""
        from shopdesk.gui.pages.kpi.dictionary_dialog import DictionaryDialog

        open_once(DictionaryDialog(self.context, self.show_figure, self.show_rows, code, self))

    def choose_tiles(self) -> None:
        """Let the owner choose which figures stand above the sections, and in which order."""
        from shopdesk.gui.pages.kpi.tiles_dialog import TilesDialog

        open_once(TilesDialog(self.context, self.tiles.tiles, self))

    def show_alert(self, alert: Alert | AlertMark) -> None:
        """Show an alert's figure on the chart, with the weeks before it; among the alerts where no chart shows it."""
        assert alert.period is not None
        self.tabs.open("alerts" if alert.code in OFF_CHART else "trend")
        if alert.code not in OFF_CHART:
            self.trend.series.pick([alert.kpi])
            self.range.choose(Range.CUSTOM, Period(alert.period.start - _AROUND, alert.period.end), By.DAY)

    def _ask_limits(self) -> None:
        services, store = self.context.services, self.context.store_id
        self._ask(lambda: services.alerts.limits(store), self.open_limits)

    def open_limits(self, limits: AlertLimits) -> None:
        """Let the owner change the bars; the alerts are looked for again at once."""
        from shopdesk.gui.pages.kpi.limits_dialog import LimitsDialog

        open_once(LimitsDialog(self.context, limits, self))

    def _import(self) -> None:
        from shopdesk.gui.imports.entry import choose_files, import_files

        paths = choose_files(self.context, self)
        if paths:
            import_files(self.context, paths, self)

    def open_money(self, part: str = "account") -> None:
        """Show the money, one of its parts."""
        self.tabs.open("money").tabs.open(part)
        self._show_stack()

    def print_shown(self) -> bool:
        """The money prints its own papers."""
        return self.tabs.current == "money" and bool(self.tabs.shown.print_shown())

    def actions_offered(self) -> list[QAction]:
        """Chart actions for the menu and the command palette."""
        if not self._offered:
            for name, text, keys, act in (
                *self.trend.acts(),
                ("tiles", tr("Choose the figures above…"), "", self.choose_tiles),
            ):
                made = action(f"kpi.action.{name}", text, act, self, shortcut=keys)
                made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                self._offered.append(made)
        return [*self._offered, *self.tabs.actions_offered]

    def help_text(self) -> str:
        """How to read the page."""
        return tr(
            "Choose the days above. A click on a figure puts it on the chart; the small i explains it. In the chart "
            "the wheel zooms, dragging moves, ← and → walk from day to day, 0 shows everything. A dash means that "
            "there are no figures, never zero."
        )
