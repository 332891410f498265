"""The part with the org chart: who stands where, which posts are open, who hands to whom; printed, and as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.org_chart import OrgChart, org_chart
from shopdesk.domain.rights import if_seen
from shopdesk.gui.charts.picture import write_picture
from shopdesk.gui.pages.people.org.chart import OrgChartView
from shopdesk.gui.pages.people.org.layout import Box, Shape
from shopdesk.gui.pages.people.org.painting import pages, picture
from shopdesk.gui.pages.people.org.texts import Names, chart_lines
from shopdesk.gui.part import Part
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.team import Team
    from shopdesk.services.registry import Services

_PICTURE_WIDTH = 1200


@dataclass(frozen=True, slots=True)
class _Answer:
    """The chart with the names of its departments and roles."""

    chart: OrgChart
    team: Team


class OrgPart(Part):
    """``person_opened`` carries the id of a person that was clicked, ``plan_asked`` says that an open post was."""

    person_opened = Signal(int)
    plan_asked = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the chart is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName("people.org")
        self.dialog: PrintDialog | None = None
        self.chart: OrgChart | None = None
        self._names = Names("", {}, {})
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.print = button("people.org.print", tr("&Print…"), self.ask_print)
        self.save = button("people.org.picture", tr("Save as picture…"), self.save_picture)
        self.copy = button("people.org.copy", tr("Copy as text"), self.copy_text)
        for one in (self.print, self.save, self.copy):
            row.addWidget(one)
        self.about = words(name="people.org.about", role="muted")
        self.path = words(name="people.org.path")
        self.view = OrgChartView(context.theme)
        self.view.opened.connect(self._on_opened)
        self.view.pointed.connect(self.path.setText)
        self.view.moved.connect(self._on_moved)
        self.scroller = QuietScroll()
        self.scroller.setObjectName("people.org.scroll")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(self.view)
        self.empty = EmptyState(
            tr("Nobody works in the store yet"),
            tr("Hire somebody under “Team”; the chart draws itself from departments, roles and their levels."),
            tr("Hire…"),
            lambda: context.events.way_wanted.emit("hire"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.scroller)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(bar)
        layout.addWidget(self.about)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.path)

    # Loading and showing

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew what stood: the turnover to plan with is kept without telling anybody."""
        if self.main_look.stands:
            self.refresh()
        super().showEvent(event)

    def load(self, services: Services, question: Any) -> _Answer:
        """The team of today against the structure that the tier planner proposes."""
        services.ask_ahead(
            lambda: services.people.team(question), lambda: if_seen(lambda: services.tiers.view(question), None)
        )
        team = services.people.team(question)
        # What a post costs is closed to some; they see the team without the posts that are planned.
        plan = if_seen(lambda: services.tiers.view(question).plan, None)
        gaps = None if plan is None else plan.gaps
        return _Answer(org_chart(team.people, team.departments, team.roles, gaps), team)

    def populate(self, answer: _Answer) -> None:
        """Draw it."""
        language = current_language()
        self.chart = answer.chart
        self._names = Names(
            self.context.store.name,
            {one.code: one.name(language) for one in answer.team.departments},
            {one.code: one.name(language) for one in answer.team.roles},
        )
        there = bool(answer.chart.people or answer.chart.branches)
        self.stack.setCurrentWidget(self.scroller if there else self.empty)
        self.view.show_chart(answer.chart, self._names)
        closed = not self.context.services.ctx.rights.sees("tier_tables")
        count = tr("{count} people", count=len(answer.chart.people))
        self.about.setText(count if closed else self._about(answer.chart))
        for one in (self.print, self.save, self.copy):
            one.setEnabled(there)
        self.path.setVisible(there)

    @staticmethod
    def _about(chart: OrgChart) -> str:
        said = tr("{count} people", count=len(chart.people))
        if not chart.planned:
            return tr("{words}. Enter a turnover in the tier planner to see open posts here.", words=said)
        if not chart.vacant:
            return tr("{words}. Every post of the tier's structure is filled.", words=said)
        return tr(
            "{words}, {count} posts of the tier's structure open (dashed). A click on one opens the tier planner.",
            words=said,
            count=chart.vacant,
        )

    @property
    def title(self) -> str:
        """The title of picture and paper, with the day it was drawn."""
        return tr("Org chart of {store}, {day}", store=self.context.store.name, day=self.context.clock.today())

    # What the user does

    def _on_opened(self, box: Box) -> None:
        if box.person is not None and box.person.id is not None:
            self.person_opened.emit(box.person.id)
        elif box.shape is Shape.VACANCY:
            self.plan_asked.emit()

    def _on_moved(self, box: Box) -> None:
        middle = box.rect.center().toPoint()
        self.scroller.ensureVisible(middle.x(), middle.y(), int(box.rect.width()), int(box.rect.height()))

    def ask_print(self) -> None:
        """Show the pages and print them, or save them as PDF."""
        chart, names, title = self.chart, self._names, self.title
        if chart is None:
            return
        printable = Printable("org", tr("Org chart"), title, lambda: pages(chart, names, title))
        self.dialog = PrintDialog(self.context, "people.org.printing", tr("Print the org chart"), [printable])
        self.dialog.open()

    def print_shown(self) -> bool:
        """Printing from the window's menu prints the chart."""
        self.ask_print()
        return True

    def save_picture(self) -> None:
        """Save the whole chart as a picture."""
        chart, names, title = self.chart, self._names, self.title
        if chart is None:
            return

        def write(target: Path) -> None:
            drawn = picture(chart, names, self.context.theme, self.view.font(), title, _PICTURE_WIDTH)
            write_picture(drawn, target)

        save_file(self.context, self, title=tr("Save as picture"), suggested=title, kind=FileKind.PICTURE, write=write)

    def copy_text(self) -> None:
        """Copy the chart as indented lines."""
        if self.chart is not None:
            QGuiApplication.clipboard().setText("\n".join(chart_lines(self.chart, self._names)))
            self.context.messages.success(tr("The chart was copied as text."))
