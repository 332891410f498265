"""Standing tasks: what is done again and again beside the checks, by whom, and on which days it falls due."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.fields import Field, FieldError, Kind, Noun, keys
from shopdesk.domain.periods import Period
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class TaskRhythm(StrEnum):
    """How a task comes round."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    LONG = "long"


TASK_RHYTHM_NAMES: dict[TaskRhythm, Text] = {
    TaskRhythm.DAYS: Text("Every so many days"),
    TaskRhythm.WEEKS: Text("Every so many weeks"),
    TaskRhythm.MONTHS: Text("Every so many months"),
    TaskRhythm.LONG: Text("All the time, looked over on a day"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingTask(Kept):
    """One task.

    It falls due on ``start`` and from then on every ``every`` days, weeks or months (in a month without that day on its
    last), until ``until`` where that is given. One that goes on all the time is due on ``review_on`` only; for the
    others that is the day on which the task itself is thought over. ``owner`` is the label of a person, ``role_code``
    the role in charge. ``code`` is that of the shipped task that it began as.
    """

    store_id: int
    title: str
    what: str = ""
    rhythm: TaskRhythm = TaskRhythm.WEEKS
    every: int = 1
    start: date
    until: date | None = None
    owner: str = ""
    role_code: str | None = None
    review_on: date | None = None
    code: str = ""


STANDING_TASK = Noun(
    "standing_tasks",
    StandingTask,
    Text("Standing task"),
    (
        Field("title", Kind.LINE, Text("Standing task"), key="t", required=True, longest=120),
        Field("what", Kind.WORDS, Text("What is to be done"), key="w", column=False),
        Field("rhythm", Kind.CHOICE, Text("Comes round"), key="c", required=True, choices=TASK_RHYTHM_NAMES,
              column=False),
        Field("every", Kind.COUNT, Text("Every", context="standing task"), key="e", required=True, lowest=1,
              highest=366, additive=False, column=False),
        Field("start", Kind.DAY, Text("First on"), key="f", required=True, column=False),
        Field("until", Kind.DAY, Text("Until"), key="u", ahead=True, column=False),
        Field("owner", Kind.LINE, Text("Responsible"), key="r", longest=60),
        Field("role_code", Kind.REFERENCE, Text("Role in charge"), key="o"),
        Field("review_on", Kind.DAY, Text("To be reviewed on"), key="v", ahead=True),
        *keys("code"),
    ),
    titles=("title",),
    identity=("title",),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingDone(Kept):
    """A task was done for the day on which it was due, on ``done_on`` by ``who``."""

    store_id: int
    task_id: int
    due_on: date
    done_on: date
    who: str = ""


STANDING_DONE = Noun(
    "standing_done",
    StandingDone,
    Text("Standing task done"),
    (
        Field("due_on", Kind.DAY, Text("Due"), required=True),
        Field("done_on", Kind.DAY, Text("Done on"), required=True),
        Field("who", Kind.LINE, Text("Done by")),
        *keys("task_id"),
    ),
)


@dataclass(frozen=True, slots=True)
class StandingDue:
    """A task that fell due on ``due``; ``done`` says whether and when it was done for that day."""

    task: StandingTask
    due: date
    done: StandingDone | None

    def days_late(self, day: date) -> int:
        """How many days it is late on a day; 0 where it is done or not late."""
        return 0 if self.done is not None else max((day - self.due).days, 0)


def check_task(task: StandingTask) -> None:
    """Refuse a task that contradicts itself.

    Raises:
        FieldError: it ends before it begins, or goes on all the time and is never looked over.
    """
    if task.until is not None and task.until < task.start:
        raise FieldError(
            STANDING_TASK.field("until"),
            Text("{until} lies before the first day. Choose a later one.", until=task.until),
        )
    if task.rhythm is TaskRhythm.LONG and task.review_on is None:
        raise FieldError(
            STANDING_TASK.field("review_on"), Text("Say on which day a task that goes on all the time is looked over.")
        )


def rhythm_words(task: StandingTask) -> Text:
    """How a task comes round: ``every 4 weeks``."""
    if task.rhythm is TaskRhythm.LONG:
        return Text("all the time")
    if task.every == 1:
        return _EVERY_ONE[task.rhythm]
    if task.rhythm is TaskRhythm.DAYS:
        return Text("every {count} days", count=task.every)
    if task.rhythm is TaskRhythm.WEEKS:
        return Text("every {count} weeks", count=task.every)
    return Text("every {count} months", count=task.every)


_EVERY_ONE = {
    TaskRhythm.DAYS: Text("every day"),
    TaskRhythm.WEEKS: Text("every week"),
    TaskRhythm.MONTHS: Text("every month"),
}


def last_due(task: StandingTask, day: date) -> date | None:
    """The last day up to ``day`` on which a task fell due; ``None`` where it never did."""
    if task.rhythm is TaskRhythm.LONG:
        return task.review_on if task.review_on is not None and task.review_on <= day else None
    last = day if task.until is None else min(day, task.until)
    if last < task.start:
        return None
    if task.rhythm is TaskRhythm.MONTHS:
        turns = ((last.year - task.start.year) * 12 + last.month - task.start.month) // task.every
        found = _month_turn(task, turns)
        return found if found <= last else _month_turn(task, turns - 1)
    step = task.every * (7 if task.rhythm is TaskRhythm.WEEKS else 1)
    return task.start + timedelta(days=(last - task.start).days // step * step)


def next_due(task: StandingTask, day: date) -> date | None:
    """The first day after ``day`` on which a task falls due; ``None`` where it does so no more."""
    if task.rhythm is TaskRhythm.LONG:
        return task.review_on if task.review_on is not None and task.review_on > day else None
    before = last_due(task, day)
    if day < task.start:
        found: date | None = task.start
    elif before is None:
        found = None
    elif task.rhythm is TaskRhythm.MONTHS:
        turn = ((before.year - task.start.year) * 12 + before.month - task.start.month) // task.every
        found = _month_turn(task, turn + 1)
    else:
        found = before + timedelta(days=task.every * (7 if task.rhythm is TaskRhythm.WEEKS else 1))
    return None if found is None or (task.until is not None and found > task.until) else found


def _month_turn(task: StandingTask, turn: int) -> date:
    months = task.start.month - 1 + turn * task.every
    year, month = task.start.year + months // 12, months % 12 + 1
    return date(year, month, min(task.start.day, calendar.monthrange(year, month)[1]))


def due_within(task: StandingTask, period: Period) -> Iterator[date]:
    """Every day of a span on which a task falls due, the first one first."""
    day = next_due(task, period.start - timedelta(days=1))
    while day is not None and day <= period.end:
        yield day
        day = next_due(task, day)


def on_day(
    tasks: Iterable[StandingTask], done: Mapping[tuple[int, date], StandingDone], day: date
) -> tuple[StandingDue, ...]:
    """What stands on the form of a day: all that fell due last and is not done, and what was done on that day.

    A task that was missed gives way when it falls due again. The longest late stand first.
    """
    found = []
    for task in tasks:
        due = last_due(task, day)
        if due is None:
            continue
        made = done.get((task.id or 0, due))
        if made is None or made.done_on >= day:
            found.append(StandingDue(task, due, made if made is not None and made.done_on <= day else None))
    return tuple(sorted(found, key=lambda one: (one.due, one.task.title)))


def of_span(
    tasks: Iterable[StandingTask], done: Mapping[tuple[int, date], StandingDone], period: Period, today: date
) -> tuple[StandingDue, ...]:
    """Every task with each day of a span on which it fell due, up to today, by day."""
    found = [
        StandingDue(task, due, done.get((task.id or 0, due)))
        for task in tasks
        for due in due_within(task, period)
        if due <= today
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.task.title)))
