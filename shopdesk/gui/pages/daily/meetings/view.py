"""The agenda: every point of every meeting, what was decided, and how it stands on the board of problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopdesk.domain.daily.meetings import MEETING_POINT, MeetingKind, MeetingPoint, Minute
from shopdesk.domain.text import Names
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.daily.meetings import Agenda
    from shopdesk.services.registry import Services

_NAME = "daily.meetings"


class MeetingsPart(RecordListPart):
    """Points of meetings. ``problem_opened`` asks for the problem as which a decision is followed up."""

    problem_opened = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the agenda is loaded when the part is first seen."""
        self._minutes: dict[int, Minute] = {}
        self._people: tuple[str, ...] = ()
        listed = Listed(
            MEETING_POINT,
            _NAME,
            tr("Meetings"),
            tr("New point"),
            tr("No meeting is written down yet"),
            tr(
                "Write down what a meeting talks about and what it decides, who does it and by when. Each decision "
                "comes up every day as a problem until it is done, and stands in the weekly and monthly report."
            ),
        )
        super().__init__(context, listed, parent)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(1, self.said)

    def more_buttons(self) -> Sequence[QWidget]:
        """The way to the problem of a decision, and its end."""
        self.done = button(f"{_NAME}.done", tr("Decision carried out"), self.close_chosen)
        self.problem = button(f"{_NAME}.problem", tr("Show the problem"), self.show_problem)
        return self.done, self.problem

    def more_columns(self) -> Sequence[Column[MeetingPoint]]:
        """How the decision stands, and who has it by now."""
        return (Column(tr("State"), self._state, name="state", tip=lambda point: self._state(point) or ""),)

    def _state(self, point: MeetingPoint) -> str | None:
        minute = self._minutes.get(point.id or 0)
        if minute is None or minute.problem is None or minute.state is None:
            return None
        problem, parts = minute.problem, [tr(minute.state)]
        if problem.closed_on is not None:
            parts.append(str(problem.closed_on))
        elif late := problem.days_late(self.context.clock.today()):
            parts.append(tr("{days} days late", days=late))
        if (problem.owner, problem.due) != (point.owner, point.due) and problem.is_open:
            now = [one for one in (problem.owner, str(problem.due or "")) if one]
            parts.append(tr("now {who}", who=Names(now)))
        return " · ".join(parts)

    def load(self, services: Services, question: Any) -> Agenda:
        """The whole agenda."""
        return services.meetings.agenda(question)

    def populate(self, agenda: Agenda) -> None:
        """Show it; what is open is counted above."""
        self._minutes = {minute.point.id or 0: minute for minute in agenda.minutes}
        self._people = agenda.people
        open_ones = [minute for minute in agenda.minutes if minute.is_open]
        today = self.context.clock.today()
        late = sum(bool(minute.problem.days_late(today)) for minute in open_ones if minute.problem is not None)
        self.said.setText(
            tr("Decisions still to be carried out: {count}, {late} of them late.", count=len(open_ones), late=late)
            if open_ones
            else tr("Every decision is carried out.")
        )
        self.said.setVisible(bool(agenda.minutes))
        self.show_records([minute.point for minute in agenda.minutes])

    def enable(self) -> None:
        """Only what is decided can be carried out."""
        super().enable()
        minute = self._minutes.get(self.chosen.id) if self.chosen is not None else None
        self.done.setEnabled(minute is not None and minute.is_open)
        self.problem.setEnabled(minute is not None and minute.problem is not None)

    def start(self) -> Mapping[str, Any]:
        """Another point of the meeting that the cursor is on where it is today's, otherwise of this morning's."""
        today, chosen = self.context.clock.today(), self.chosen
        kind = chosen.kind if chosen is not None and chosen.day == today else MeetingKind.MORNING
        return {"kind": kind.value, "day": today}

    def widgets(self) -> Mapping[str, QWidget]:
        """A name of the team, or any other."""
        owner = OwnerBox()
        owner.be_narrow()
        owner.offer(self._people)
        return {"owner": owner}

    def keep(self, record: MeetingPoint) -> MeetingPoint:
        """Keep a point."""
        return self.context.services.meetings.keep(record)

    def discard(self, record: MeetingPoint) -> None:
        """Take a point away."""
        self.context.services.meetings.remove(record)

    def close_chosen(self) -> None:
        """The chosen decision is carried out."""
        meetings, point = self.context.services.meetings, self.chosen
        if point is not None:
            self.context.tasks.database(lambda: meetings.done(point), owner=self)

    def show_problem(self) -> None:
        """Bring the problem of the chosen decision to the front."""
        if self.chosen is not None and self.chosen.problem_id is not None:
            self.problem_opened.emit(self.chosen.problem_id)
