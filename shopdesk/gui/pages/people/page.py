"""The people page: the team, which team the turnover carries, who works when, is paid what, and grows how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.business.part import BusinessPart
from shopdesk.gui.pages.people.growth.part import GrowthPart
from shopdesk.gui.pages.people.org.part import OrgPart
from shopdesk.gui.pages.people.pay.part import PayPart
from shopdesk.gui.pages.people.pay_lock import PayLock
from shopdesk.gui.pages.people.planner_view import PlannerPart
from shopdesk.gui.pages.people.roster.view import RosterPart
from shopdesk.gui.pages.people.team_view import TeamPart
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.infra.i18n import tr


class PeoplePage(Page):
    """Its parts behind a tab bar, each in a package or file of its own."""

    name = "people"

    def __init__(self, context: PageContext) -> None:
        """Make the parts; each loads when it is first looked at."""
        super().__init__(context)
        self.tabs = PartTabs("people.parts", tr("Parts of the page"), titles("people"))
        self.tabs.add("team", lambda: TeamPart(context), gap=8)
        self.tabs.add("org", self._make_org, gap=8)
        self.tabs.add("planner", lambda: PlannerPart(context), gap=8)
        self.tabs.add("roster", lambda: RosterPart(context), gap=8)
        guard = partial(PayLock, context)
        if context.services.ctx.rights.sees("pay_values"):
            self.tabs.add("pay", lambda: PayPart(context), gap=8, guard=guard)
        else:
            self.tabs.add("pay", lambda: _own_pay(context), gap=8)
        self.tabs.add("schemes", lambda: _schemes(context), gap=8, guard=guard)
        self.tabs.add("paydata", lambda: _pay_data(context), gap=8, guard=guard)
        self.tabs.add("growth", lambda: GrowthPart(context), gap=8, guard=guard)
        self.tabs.add("business", lambda: BusinessPart(context), gap=8, guard=guard)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self._actions = self._make_actions()
        self.tabs.opened.connect(self._on_part_opened)
        self.addActions(self._actions)

    # A part that is made before it has a place in the tabs belongs to nobody, and stays when the page goes.

    @property
    def team(self) -> TeamPart:
        """Who works here."""
        part: TeamPart = self.tabs.part("team")
        return part

    @property
    def planner(self) -> PlannerPart:
        """The tier planner."""
        part: PlannerPart = self.tabs.part("planner")
        return part

    @property
    def roster(self) -> RosterPart:
        """The roster."""
        part: RosterPart = self.tabs.part("roster")
        return part

    def _make_org(self) -> OrgPart:
        org = OrgPart(self.context)
        org.person_opened.connect(self.show_person)
        org.plan_asked.connect(self.show_planner)
        return org

    def refresh(self) -> None:
        """Load the part in view anew."""
        part = self.tabs.shown
        if part.isVisibleTo(self.tabs):  # what is locked is not even read
            part.refresh()

    def lead_on(self, way: str) -> None:
        """Go on from an empty place: hire somebody, or look at the wages."""
        if way == "hire":
            self._hire()
        else:
            self.tabs.open("pay")

    def show_team(self) -> None:
        """Look at the team."""
        self.tabs.open("team")

    def show_planner(self) -> None:
        """Look at the tier planner."""
        self.tabs.open("planner")

    def show_roster(self, day: date | None = None) -> None:
        """Look at the roster, at the week with a day in it where one is given."""
        if day is not None and day not in self.roster.days:
            self.roster.show_week(day)
        self.tabs.open("roster")
        self.roster.grid.setFocus()

    def show_training(self) -> None:
        """Look at who is on trial."""
        self.tabs.open("growth").tabs.open("training")

    def show_corrections(self) -> None:
        """Look at what came after the wages were locked."""
        self.tabs.open("pay").show_corrections()

    def show_person(self, person_id: int) -> None:
        """Look at one person in the team."""
        self.show_team()
        self.team.choose(person_id)

    def actions_offered(self) -> list[QAction]:
        """What the menu and the command palette offer on this page."""
        return [*self._actions, *self.tabs.actions_offered]

    def print_shown(self) -> bool:
        """Print what the part in view has."""
        return bool(self.tabs.shown.print_shown())

    def help_text(self) -> str:
        """A few sentences for the help panel."""
        return tr(
            "Team: hire with Ctrl+N; F2 edits, Ctrl+R changes the post, Ctrl+L records a leave. Every change keeps its "
            "date, so that earlier months stay right. Tier planner: enter a monthly turnover and see the team it "
            "carries, what it costs against the band of 6 to 7%, and what is missing today. Roster: one key gives a "
            "shift, 0 a day off, L leave, S sick leave; select several days and fill them at once; Alt with the arrows "
            "changes the week. Pay: fill in the month's workbook and take it, compute, look over what is unusual, then "
            "lock; what comes later is paid with a later month. Org chart: who hands to whom. Pay schemes: make a new "
            "version and try it on a real payslip beside the form. Pay data: what holds for whom from which month; "
            "what is missing is named. Scorecards and training: what everybody is judged by each month, the log of "
            "design jobs, and who is on trial until when. What if: try sales, pay or the team; nothing is kept."
        )

    def _make_actions(self) -> list[QAction]:
        entries: list[tuple[str, str, str, Callable[[], None]]] = [
            ("hire", tr("Hire somebody"), "Ctrl+N", self._hire),
            ("edit", tr("Edit the chosen person"), "F2", lambda: self._ask("edit")),
            ("post", tr("Change post or hire again"), "Ctrl+R", lambda: self._ask("post")),
            ("leave", tr("Record a leave"), "Ctrl+L", lambda: self._ask("leave")),
        ]
        made = []
        for name, text, keys, act in entries:
            action = QAction(text, self)
            action.setObjectName(f"people.action.{name}")
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, act=act: act())
            made.append(action)
        return made

    def _hire(self) -> None:
        self.show_team()
        self.team.open_hire()

    def _ask(self, what: str) -> None:
        if self.tabs.current == "team":
            self.team.ask(what)

    def _on_part_opened(self, name: str) -> None:
        """What is about the chosen person is offered beside the list of the team; elsewhere F2 edits something else."""
        for action in self._actions[1:]:
            action.setEnabled(name == "team")


def _own_pay(context: PageContext) -> QWidget:
    from shopdesk.gui.pages.people.pay.own_part import OwnPayPart

    return OwnPayPart(context)


def _schemes(context: PageContext) -> QWidget:
    # Imported when first looked at: the tables of the payroll are no part of opening the page.
    from shopdesk.gui.pages.people.schemes.part import SchemesPart

    return SchemesPart(context)


def _pay_data(context: PageContext) -> QWidget:
    from shopdesk.gui.pages.people.paydata.part import PayDataPart

    return PayDataPart(context)
