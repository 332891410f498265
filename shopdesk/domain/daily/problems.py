"""Problems: what a failed check leaves to do, carried to every later day until it is closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shopdesk.domain.daily.names import same_person
from shopdesk.domain.errors import UserError
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

REPEATS = 3
REPEAT_DAYS = 14


class Severity(StrEnum):
    """How bad it is."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class ProblemState(StrEnum):
    """How far it is."""

    OPEN = "open"
    DOING = "doing"
    TO_VERIFY = "to_verify"
    CLOSED = "closed"


SEVERITY_NAMES = {Severity.LOW: Text("Minor"), Severity.NORMAL: Text("Normal"), Severity.HIGH: Text("Serious")}
STATE_NAMES = {
    ProblemState.OPEN: Text("Open", context="problem state"),
    ProblemState.DOING: Text("Being worked on"),
    ProblemState.TO_VERIFY: Text("To verify"),
    ProblemState.CLOSED: Text("Closed"),
}

S = ProblemState
NEXT_STATES: dict[ProblemState, tuple[ProblemState, ...]] = {
    S.OPEN: (S.DOING, S.TO_VERIFY, S.CLOSED),
    S.DOING: (S.TO_VERIFY, S.CLOSED, S.OPEN),
    S.TO_VERIFY: (S.CLOSED, S.DOING, S.OPEN),
    S.CLOSED: (S.OPEN,),
}
_RANK = {Severity.HIGH: 0, Severity.NORMAL: 1, Severity.LOW: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Kept):
    """Something to put right. ``owner`` follows it up; ``due`` is when; ``result`` what came of it.

    ``needs_second`` asks for another person than the one who did the work to close it. ``inspect_on`` is the day on
    which a closed one is to be looked at again, to see whether it stayed right.
    """

    store_id: int
    title: str
    detail: str = ""
    area: str = ""
    item_code: str = ""
    worksheet_id: int | None = None
    severity: Severity = Severity.NORMAL
    state: ProblemState = ProblemState.OPEN
    owner: str = ""
    due: date | None = None
    opened_on: date
    opened_by: str = ""
    needs_second: bool = False
    done_by: str = ""
    result: str = ""
    closed_on: date | None = None
    closed_by: str = ""
    reopened: int = 0
    inspect_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still comes up every day."""
        return self.state is not ProblemState.CLOSED

    def days_late(self, today: date) -> int:
        """By how many days it is overdue; 0 when it is not."""
        if self.due is None or not self.is_open:
            return 0
        return max(0, (today - self.due).days)

    def days_late_on(self, day: date) -> int:
        """By how many days it was overdue on a day, which may lie before its closing; 0 when it was not."""
        if self.due is None or (self.closed_on is not None and self.closed_on <= day):
            return 0
        return max(0, (day - self.due).days)

    def inspection_due(self, day: date) -> bool:
        """Whether it is closed and to be looked at again on ``day`` or earlier."""
        return not self.is_open and self.inspect_on is not None and self.inspect_on <= day

    def days_open(self, today: date) -> int:
        """For how many days it was or has been open."""
        return max(0, ((self.closed_on or today) - self.opened_on).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemComment(Kept):
    """What somebody said about it."""

    store_id: int
    problem_id: int
    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemEvent(Kept):
    """A step in its life."""

    store_id: int
    problem_id: int
    at: datetime
    who: str
    from_state: ProblemState
    to_state: ProblemState
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFile(Kept):
    """A photo or file kept with it; ``stored`` is its place under the data folder's attachments."""

    store_id: int
    problem_id: int
    at: datetime
    who: str
    name: str
    stored: str


def urgency(problem: Problem, today: date) -> tuple[object, ...]:
    """The order to work in: overdue first, then the worse, the sooner due, the older."""
    late = problem.days_late(today)
    return (
        not late,
        -late,
        _RANK[problem.severity],
        problem.due or date.max,
        problem.opened_on,
        problem.id or 0,
    )


def check_way(problem: Problem, to_state: ProblemState) -> None:
    """Refuse a step that nobody could take now: one that its life does not have, or closing without verifying.

    Raises:
        UserError: with the sentence for the page.
    """
    if to_state not in NEXT_STATES[problem.state]:
        raise UserError(
            Text(
                "A problem that is “{state}” cannot become “{wanted}”.",
                state=STATE_NAMES[problem.state],
                wanted=STATE_NAMES[to_state],
            )
        )
    if to_state is ProblemState.CLOSED and problem.needs_second and problem.state is not ProblemState.TO_VERIFY:
        raise UserError(Text("A second person has to look at this one. Mark it “to verify” first."))


def check_step(problem: Problem, to_state: ProblemState, who: str) -> None:
    """Refuse a step that cannot be taken, or not by this person.

    Raises:
        UserError: with the sentence for the page.
    """
    check_way(problem, to_state)
    if to_state is not ProblemState.CLOSED or not problem.needs_second:
        return
    doer = (problem.done_by or problem.owner).strip()
    if not who.strip() and not doer:
        raise UserError(Text("Say who verifies it: choose a name or type one."))
    if not who.strip() or same_person(who, doer):
        raise UserError(Text("Somebody else than {who} has to verify this.", who=doer))


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item that keeps failing: how often in the last days, and on which."""

    item_code: str
    days: tuple[date, ...]


def repeats(failed: Iterable[tuple[str, date]], today: date) -> list[Repeat]:
    """Items that failed on three days or more of the last fourteen, today included; the most frequent first."""
    first = today - timedelta(days=REPEAT_DAYS - 1)
    days: dict[str, set[date]] = defaultdict(set)
    for code, day in failed:
        if first <= day <= today:
            days[code].add(day)
    found = [Repeat(code, tuple(sorted(on))) for code, on in days.items() if len(on) >= REPEATS]
    return sorted(found, key=lambda repeat: (-len(repeat.days), repeat.item_code))
