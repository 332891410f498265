"""Looking back over many days: how complete, how often failed, how long open. Plain figures in, plain figures out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.daily.checklist import Item
from shopdesk.domain.daily.problems import Problem, Repeat
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period

NEVER_FAILED_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; the rate is ``None`` where nothing was asked."""

    done: int
    asked: int

    @property
    def rate(self) -> Decimal | None:
        """The share done."""
        return ratio(self.done, self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCompletion:
    """One day: items asked, answered and failed, over all its forms. A day nobody began asks but has no answers.

    ``waiting`` are items of a day that is not over, not answered but still in their time: nobody missed them yet.
    """

    day: date
    asked: int
    answered: int
    failed: int
    waiting: int = 0

    @property
    def share(self) -> Share:
        """How complete it is."""
        return Share(done=self.answered, asked=self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHistory:
    """One item over the span: how often answered and failed, and its present streak of passes."""

    item_code: str
    answered: int
    failed: int
    passes_in_a_row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFigures:
    """Problems over a span; ``mean_days`` is the mean time from finding to closing of those closed in it."""

    opened: int
    closed: int
    still_open: int
    overdue: int
    mean_days: Decimal | None


@dataclass(frozen=True, slots=True)
class PersonCount:
    """The answers that one person gave, on how many days."""

    who: str
    answered: int
    failed: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookback:
    """A span looked back at. ``items`` gives the words for the codes in the histories."""

    period: Period
    days: tuple[DayCompletion, ...]
    completion: Share
    by_area: dict[str, Share]
    by_weekday: dict[int, Share]
    people: tuple[PersonCount, ...]
    histories: tuple[ItemHistory, ...]
    never_failing: tuple[ItemHistory, ...]
    streak: int
    problems: ProblemFigures
    items: dict[str, Item]
    area_names: dict[str, tuple[str, str]]

    @property
    def failed(self) -> int:
        """How many checks failed."""
        return sum(one.failed for one in self.days)

    def area_name(self, code: str, language: str) -> str:
        """The name of an area; its code where no form knows it."""
        zh, en = self.area_names.get(code, ("", ""))
        return (zh or en or code) if language.startswith("zh") else (en or zh or code)

    def item_text(self, code: str, language: str) -> str:
        """The words of an item; its code where no form knows it."""
        item = self.items.get(code)
        return item.text(language) if item is not None else code


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSummary:
    """What the weekly report says about the daily checks."""

    completion: Share
    failed: int
    days: tuple[DayCompletion, ...]
    by_area: Mapping[str, Share]
    problems: ProblemFigures
    open_problems: tuple[Problem, ...]
    repeated: tuple[Repeat, ...]


def complete_days_in_a_row(days: Sequence[DayCompletion], until: date) -> int:
    """How many days up to ``until`` were complete without a break; days on which nothing is asked do not break it."""
    by_day = {one.day: one for one in days}
    streak = 0
    day = until
    while day in by_day:
        one = by_day[day]
        if one.asked and one.answered < one.asked:
            break
        streak += bool(one.asked)
        day -= timedelta(days=1)
    return streak


def item_histories(answers: Iterable[tuple[str, str]]) -> list[ItemHistory]:
    """From answers (item and result) in order of days to one history for each item; those that fail most come first."""
    answered: dict[str, int] = defaultdict(int)
    failed: dict[str, int] = defaultdict(int)
    streak: dict[str, int] = defaultdict(int)
    for code, result in answers:
        if result == Result.NOT_APPLICABLE:
            continue
        answered[code] += 1
        if result == Result.FAIL:
            failed[code] += 1
            streak[code] = 0
        else:
            streak[code] += 1
    found = [
        ItemHistory(item_code=code, answered=count, failed=failed[code], passes_in_a_row=streak[code])
        for code, count in answered.items()
    ]
    return sorted(found, key=lambda one: (-one.failed, -one.answered, one.item_code))


def never_failing(histories: Iterable[ItemHistory]) -> list[ItemHistory]:
    """Items answered on sixty days or more without a fail: candidates to drop or to ask less often."""
    found = [one for one in histories if not one.failed and one.answered >= NEVER_FAILED_DAYS]
    return sorted(found, key=lambda one: -one.answered)


def problem_figures(problems: Iterable[Problem], start: date, end: date) -> ProblemFigures:
    """Problems of a span; open and overdue as they stood at its end."""
    known = [problem for problem in problems if problem.opened_on <= end]
    closed = [problem for problem in known if problem.closed_on is not None and start <= problem.closed_on <= end]
    still = [problem for problem in known if problem.closed_on is None or problem.closed_on > end]
    total = sum(problem.days_open(end) for problem in closed)
    return ProblemFigures(
        opened=sum(start <= problem.opened_on for problem in known),
        closed=len(closed),
        still_open=len(still),
        overdue=sum(problem.due is not None and problem.due < end for problem in still),
        mean_days=ratio(total, len(closed)),
    )
