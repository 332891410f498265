"""The setup as a timeline: rows with their days and slack, and moving a step with what waits for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import check
from shopdesk.domain.setup.critical_path import bars, clashes, moved, slacks
from shopdesk.domain.setup.nouns import SETUP_STEP
from shopdesk.domain.setup.schedule import Slot, days_after
from shopdesk.domain.text import Text
from shopdesk.storage.repositories.setup import SetupSteps

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.setup.views import ClockView, SetupBoard, StepView

_MARGIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A step on the timeline.

    Attributes:
        view: the step.
        phase: the title of its phase.
        bar: its days; ``None`` where it has none.
        slack: days by which it may be late, ``None`` where it does not hold up the opening or is settled.
        clash: it would begin before what it waits for has ended.
    """

    view: StepView
    phase: str
    bar: Slot | None
    slack: int | None
    clash: bool

    @property
    def id(self) -> int | None:
        """That of the step."""
        return self.view.step.id

    @property
    def latest(self) -> date | None:
        """The last day on which it may end without the opening being later than it can be at the earliest."""
        slot = self.view.slot
        return None if self.slack is None or slot is None else days_after(slot.end, self.slack)

    @property
    def critical(self) -> bool:
        """Whether a day more would put off the opening."""
        return self.slack == 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """All steps with the days that they lie on, and the time limits that run."""

    rows: tuple[TimelineRow, ...]
    first: date
    last: date
    today: date
    opening: date | None
    earliest: date | None
    clocks: tuple[ClockView, ...]


def timeline_of(board: SetupBoard) -> Timeline:
    """The timeline of what the page shows."""
    steps = [view.step for view in board.steps() if view.applies]
    slots = {view.step.code: view.slot for view in board.steps() if view.slot is not None}
    planned, slack = bars(steps, slots), slacks(steps, slots)
    clashing = clashes(steps, planned)
    rows = tuple(
        TimelineRow(
            view, phase.title, planned.get(view.step.code), slack.get(view.step.code), view.step.code in clashing
        )
        for phase in board.phases
        for view in phase.steps
        if view.applies
    )
    clocks = tuple(one for one in board.clocks if one.reading.days_left is not None)
    days = [board.today, *(day for bar in planned.values() for day in (bar.start, bar.end))]
    days += [day for day in (board.plan.opening_on, board.earliest) if day is not None]
    days += [one.reading.ends_by for one in clocks if one.reading.ends_by is not None]
    first = date.fromordinal(max(min(days).toordinal() - _MARGIN.days, 1))
    last = date.fromordinal(min(max(days).toordinal() + _MARGIN.days, date.max.toordinal()))
    return Timeline(rows, first, last, board.today, board.plan.opening_on, board.earliest, clocks)


class SetupTimeline:
    """Moves steps along the timeline."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def move(self, step_id: int, due: date) -> int:
        """Have a step done by a day; those that wait for it and would begin too early give way, in one undo.

        Returns:
            how many others moved.

        Raises:
            UserError: the step is done or not needed, or the day is none of the calendar's.
            NotFound: the step is gone.
        """
        check(SETUP_STEP.field("due_on"), due, named=True)
        with self._ctx.open_uow(Text("Steps moved on the timeline")) as uow:
            repository = uow.repository(SetupSteps)
            step = repository.get(step_id)
            if step.settled:
                raise UserError(Text("This step is settled: it keeps its day."))
            steps = {one.code: one for one in repository.of(step.store_id)}
            fresh = moved(list(steps.values()), step.code, due, self._ctx.clock.today())
            for code, day in fresh.items():
                check(SETUP_STEP.field("due_on"), day, named=True)
                if steps[code].due_on != day:
                    repository.update(replace(steps[code], due_on=day))
            uow.commit()
        return len(fresh) - 1
