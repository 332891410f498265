"""The people page: the team, which team the turnover carries, and who works when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout

from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.planner_view import PlannerPart
from shopdesk.gui.pages.people.roster.view import RosterPart
from shopdesk.gui.pages.people.team_view import TeamPart
from shopdesk.infra.i18n import tr

TEAM, PLANNER, ROSTER = 0, 1, 2


class PeoplePage(Page):
    """Three parts behind a tab bar: team, tier planner and roster."""

    name = "people"
    listens = frozenset(
        {
            "people",
            "departments",
            "roles",
            "staff_events",
            "tier_tables",
            "tiers",
            "tier_posts",
            "store_settings",
            "order_days",
            "store_days",
            "targets",
            "shifts",
            "roster_days",
            "campaigns",
            "own_days",
            "holiday_notices",
        }
    )

    def __init__(self, context: PageContext) -> None:
        """Build the parts; each loads when it is first looked at."""
        super().__init__(context)
        self.tabs = QTabBar()
        self.tabs.setObjectName("people.parts")
        self.tabs.setAccessibleName(tr("Parts of the page"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(tr("Team"))
        self.tabs.addTab(tr("Tier planner"))
        self.tabs.addTab(tr("Roster"))
        self.tabs.setTabToolTip(TEAM, tr("Team") + " (Ctrl+Shift+1)")
        self.tabs.setTabToolTip(PLANNER, tr("Tier planner") + " (Ctrl+Shift+2)")
        self.tabs.setTabToolTip(ROSTER, tr("Roster") + " (Ctrl+Shift+3)")
        self.team = TeamPart(context)
        self.planner = PlannerPart(context)
        self.roster = RosterPart(context)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.team)
        self.parts.addWidget(self.planner)
        self.parts.addWidget(self.roster)
        self._waiting = {TEAM, PLANNER, ROSTER}
        self.tabs.currentChanged.connect(self._on_part_chosen)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.parts, 1)
        self._actions = self._make_actions()
        self.addActions(self._actions)

    def refresh(self) -> None:
        """Load the part in view now and the others when they are looked at."""
        self._waiting = {TEAM, PLANNER, ROSTER}
        self._load()

    def show_team(self) -> None:
        """Look at the team."""
        self.tabs.setCurrentIndex(TEAM)

    def show_planner(self) -> None:
        """Look at the tier planner."""
        self.tabs.setCurrentIndex(PLANNER)

    def show_roster(self, day: date | None = None) -> None:
        """Look at the roster, at the week with a day in it where one is given."""
        if day is not None and day not in self.roster.days:
            self._waiting.discard(ROSTER)
            self.roster.show_week(day)
        self.tabs.setCurrentIndex(ROSTER)
        self.roster.grid.setFocus()

    def show_person(self, person_id: int) -> None:
        """Look at one person in the team."""
        self.show_team()
        self.team.choose(person_id)

    def actions_offered(self) -> list[QAction]:
        """What the menu and the command palette offer on this page."""
        return self._actions

    def help_text(self) -> str:
        """A few sentences for the help panel."""
        return tr(
            "Team: hire with Ctrl+N; F2 edits, Ctrl+R changes the post, Ctrl+L records a leave. Every change keeps its "
            "date, so that earlier months stay right. Tier planner: enter a monthly turnover and see the team it "
            "carries, what it costs against the band of 6 to 7%, and what is missing today. Roster: one key gives a "
            "shift, 0 a day off, L leave, S sick leave; select several days and fill them at once; Alt with the arrows "
            "changes the week."
        )

    def _make_actions(self) -> list[QAction]:
        entries: list[tuple[str, str, str, Callable[[], None]]] = [
            ("hire", tr("Hire somebody"), "Ctrl+N", self._hire),
            ("edit", tr("Edit the chosen person"), "F2", lambda: self._ask("edit")),
            ("post", tr("Change post or hire again"), "Ctrl+R", lambda: self._ask("post")),
            ("leave", tr("Record a leave"), "Ctrl+L", lambda: self._ask("leave")),
            ("team", tr("Show the team"), "Ctrl+Shift+1", self.show_team),
            ("planner", tr("Show the tier planner"), "Ctrl+Shift+2", self.show_planner),
            ("roster", tr("Show the roster"), "Ctrl+Shift+3", self.show_roster),
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
        if self.tabs.currentIndex() == TEAM:
            self.team.ask(what)

    def _on_part_chosen(self, part: int) -> None:
        self.parts.setCurrentIndex(part)
        self._load()

    def _load(self) -> None:
        part = self.tabs.currentIndex()
        if part not in self._waiting:
            return
        self._waiting.discard(part)
        if part == TEAM:
            self.team.refresh()
        elif part == PLANNER:
            self.planner.refresh()
        else:
            self.roster.refresh()
