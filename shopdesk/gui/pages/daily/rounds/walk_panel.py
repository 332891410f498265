"""A round on a day: its places with points and notes in their cells, and what is still to be followed up."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.daily.inspections import INSPECTION_MARK, InspectionRound, Station, Visit
from shopdesk.domain.daily.problems import STATE_NAMES, Problem
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.money import percent_text
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.opening import open_once
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.pages.daily.rounds.finding_dialog import FindingDialog
    from shopdesk.services.daily.inspections import Walk
    from shopdesk.services.registry import Services

_NAME = "daily.walk"
_EARLIER = 3
_POINTS = 1
"""The column in which a walk begins to be entered."""


class WalkPanel(Part):
    """Shows the round that it is told. ``problem_opened`` asks for a problem that came of it."""

    problem_opened = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without a round, on today."""
        super().__init__(context, parent)
        self._round: InspectionRound | None = None
        self.walk: Walk | None = None
        self.people: Sequence[str] = ()
        self.dialog: FindingDialog | None = None
        today = context.clock.today()
        self._day = today
        self.title = words(name=f"{_NAME}.title", role="heading")
        self.day = DayEdit(today=today)
        self.day.setObjectName(f"{_NAME}.day")
        self.day.setAccessibleName(tr("Day of the walk"))
        self.day.set_day(today)
        self.day.day_changed.connect(self._on_day)
        self.finding = button(f"{_NAME}.finding", tr("Make a problem of it…"), self.open_finding)
        self.shown = button(f"{_NAME}.problem", tr("Show the problem"), self._show_problem)
        points, note = INSPECTION_MARK.field("points"), INSPECTION_MARK.field("note")
        columns: list[Column[Station]] = [
            Column(tr("Place"), lambda one: one.place, width=200, name="place"),
            Column(tr("Points given"), lambda one: one.mark.points if one.mark is not None else None, numeric=True,
                   edited=lambda _one: points, name="points"),
            Column(tr("Last time"), lambda one: one.before.points if one.before is not None else None, numeric=True,
                   name="before"),
            Column(tr("Note"), lambda one: one.mark.note or None if one.mark is not None else None,
                   edited=lambda _one: note, width=180, name="note"),
            Column(tr("Problem"), _state, name="problem"),
        ]  # fmt: skip
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("Places of the round"))
        reader = Reader(today=today, say=tr)
        self.table.reader = lambda: reader
        self.table.edited.connect(self._on_edited)
        self.table.chosen.connect(lambda _one: self._enable())
        self.refused = LyingLabel(f"{_NAME}.refused", self.table)
        self.table.refused.connect(self.refused.say)
        self.table.setMinimumHeight(scaled(self, 160))
        self.said = words(name=f"{_NAME}.said")
        self.open_ones = words(name=f"{_NAME}.open", role="muted")
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.day, self.finding, self.shown):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.title, bar, self.said):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.open_ones)
        self._enable()

    def show_round(self, one: InspectionRound | None, people: Sequence[str]) -> None:
        """Show another round, or none."""
        self.people = people
        changed = (one.id if one is not None else None) != (self._round.id if self._round is not None else None)
        self._round = one
        self.title.setText(breakable(one.name) if one is not None else "")
        if one is None:
            self._fill(None)
        elif changed:
            self.refresh()

    def question(self) -> Hashable:
        """The round on the day."""
        return (self._round.id, self._day, self._round.store_id) if self._round is not None else None

    def load(self, services: Services, question: Any) -> Walk:
        """Its places."""
        return services.inspections.walk(*question)

    def populate(self, walk: Walk) -> None:
        """Show them."""
        self._fill(walk)

    def _fill(self, walk: Walk | None) -> None:
        self.walk = walk
        kept = self.table.currentIndex()
        self.table.set_records(walk.stations if walk is not None else ())
        if walk is not None and 0 <= kept.row() < len(walk.stations):
            self.table.setCurrentIndex(self.table.records_model.index(kept.row(), max(kept.column(), 0)))
        elif walk is not None:
            self.table.setCurrentIndex(self.table.records_model.index(0, _POINTS))
        self.said.setText(sentences(_said(walk)) if walk is not None else "")
        open_ones = [_line(one, self.context.clock.today()) for one in walk.findings] if walk is not None else []
        self.open_ones.setText(breakable("\n".join([tr("To be followed up:"), *open_ones])) if open_ones else "")
        self._enable()

    def _enable(self) -> None:
        station = self.table.current()
        self.day.setEnabled(self.walk is not None)
        self.finding.setEnabled(station is not None and station.problem is None)
        self.shown.setEnabled(station is not None and station.problem is not None)

    def _on_day(self, day: date | None) -> None:
        if day is not None and day != self._day:
            self._day = day
            self.refresh()

    def _on_edited(self, station: Station, name: str, value: Any) -> None:
        if self._round is None:
            return
        inspections, number, day = self.context.services.inspections, self._round.id or 0, self._day
        who, was = self.context.actor, station.was(name)
        self.refused.say("")
        self.context.tasks.database(
            lambda: inspections.mark(number, day, station.place, who=who, was=was, **{name: value}),
            failed=self._on_refused,
            owner=self,
        )

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.refused.say(tr(error.text))

    def open_finding(self) -> None:
        """Write down what was found at the chosen place, with photos."""
        from shopdesk.gui.pages.daily.rounds.finding_dialog import FindingDialog

        station = self.table.current()
        if self._round is not None and station is not None:
            self.dialog = open_once(FindingDialog(self.context, self._round, self._day, station, self.people))

    def _show_problem(self) -> None:
        station = self.table.current()
        if station is not None and station.problem is not None:
            self.problem_opened.emit(station.problem.id or 0)


def _state(station: Station) -> str | None:
    problem = station.problem
    if problem is None:
        return None
    if not problem.is_open and problem.inspect_on is not None:
        return tr("look again on {day}", day=problem.inspect_on)
    return tr(STATE_NAMES[problem.state])


def _said(walk: Walk) -> list[str]:
    """How this walk went, and the ones before it."""
    found = []
    now = next((one for one in walk.visits if one.day == walk.day), None)
    if now is None:
        found.append(tr("Not walked on this day yet: enter the points of each place, {best} for one in order.",
                        best=walk.round.best))  # fmt: skip
    else:
        found.append(
            tr("{points} of {best} points ({share}), {seen} of {places} places seen.", points=now.points, best=now.best,
               share=_share(now), seen=now.seen, places=now.places)
        )  # fmt: skip
    earlier = [one for one in walk.visits if one.day < walk.day][:_EARLIER]
    if earlier:
        found.append(
            tr(
                "Before: {walks}.",
                walks=in_a_row(tr("{day} {share}", day=one.day, share=_share(one)) for one in earlier),
            )
        )
    return found


def _share(visit: Visit) -> str:
    return NO_DATA if visit.share is None else percent_text(visit.share, 0)


def _line(problem: Problem, today: date) -> str:
    parts = [problem.title, problem.owner, tr(STATE_NAMES[problem.state])]
    if late := problem.days_late(today):
        parts.append(tr("{days} days late", days=late))
    elif problem.is_open and problem.due is not None:
        parts.append(tr("due {day}", day=problem.due))
    elif problem.inspect_on is not None:
        parts.append(tr("look again on {day}", day=problem.inspect_on))
    return " · ".join(part for part in parts if part)
