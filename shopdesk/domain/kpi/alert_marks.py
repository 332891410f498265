"""What the owner said about alerts, as it is kept with the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from shopdesk.domain.periods import Period

if TYPE_CHECKING:
    from shopdesk.domain.kpi.alerts import Alert

MARKS_KEY = "kpi.alert_marks"
"""The setting of the store that holds them."""
MOST_MARKS = 400
"""The oldest go first: years of marks."""


OF_USUAL = frozenset({
    "conversion_low", "refunds_high", "visitors_low", "roi_low", "target_missed", "search_low",
})  # fmt: skip
"""The alerts that a week is held against what is usual for: a campaign takes its days out of that."""


class MarkKind(StrEnum):
    """What was said.

    ``SEEN``: silent until it ends, or for the day. ``PROBLEM``: became a problem, so it was right. ``CAMPAIGN``: was
    explained.
    """

    SEEN = "seen"
    PROBLEM = "problem"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class AlertMark:
    """One mark: of which alert (its ``key``), from which day it stood, on which day it was marked.

    An explained one of :data:`OF_USUAL` takes the days from ``start`` to ``day`` out of what is usual. One that became
    a problem names it, with the figure and the days that it rang for, so that the problem leads back to them.
    """

    kind: MarkKind
    code: str
    start: date
    day: date
    problem: int = 0
    kpi: str = ""
    period: Period | None = None

    @property
    def takes_days(self) -> bool:
        """Whether its days are no longer usual, because a campaign explains them."""
        return self.kind is MarkKind.CAMPAIGN and self.code.partition("/")[0] in OF_USUAL


def of_problem(marks: Iterable[AlertMark], problem_id: int) -> AlertMark | None:
    """The mark of the alert that a problem was made of, where it has a figure."""
    return next((one for one in marks if one.problem == problem_id and one.kpi and one.period is not None), None)


def read_marks(kept: str) -> tuple[AlertMark, ...]:
    """The kept marks, the oldest first.

    Raises:
        ValueError: it is no list of marks.
    """
    found = json.loads(kept)
    if not isinstance(found, list):
        raise ValueError("no list of marks")
    return tuple(_read(*one) for one in found)


def _read(
    kind: str, code: str, start: str, day: str, problem: int = 0, kpi: str = "", first: str = "", last: str = ""
) -> AlertMark:
    """One mark; those of earlier programs end after the day."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    begun, marked = date.fromisoformat(start), date.fromisoformat(day)
    return AlertMark(MarkKind(kind), str(code), begun, marked, int(problem), str(kpi), period)


def written_marks(marks: Sequence[AlertMark]) -> str:
    """The marks as they are kept."""
    return json.dumps([_written(one) for one in marks[-MOST_MARKS:]])


def _written(one: AlertMark) -> list[str | int]:
    plain: list[str | int] = [one.kind, one.code, f"{one.start}", f"{one.day}"]
    if one.problem and one.period is not None:
        plain += [one.problem, one.kpi, f"{one.period.start}", f"{one.period.end}"]
    return plain


SEEN_DAYS = 1
"""For how many days "seen" silences an alert that has no beginning of its own: other orders may wait tomorrow."""


def silenced(
    marks: Iterable[AlertMark], code: str, since: date | None, today: date, *, explained: bool = False
) -> bool:
    """Whether an alert was seen, or made a problem of, since it began.

    ``explained``: or explained by a campaign. One that was learned ends by itself, once the days of the campaign are
    taken out of what is usual.
    """
    begun = since or today - timedelta(days=SEEN_DAYS - 1)
    said = [one for one in marks if one.code == code and one.day >= begun]
    return any(explained or one.kind is not MarkKind.CAMPAIGN for one in said)


def explained_days(marks: Iterable[AlertMark]) -> frozenset[date]:
    """The days that are not usual because a campaign explains them."""
    found = [Period(one.start, one.day) for one in marks if one.takes_days]
    return frozenset(day for period in found for day in period.days())


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How often an alert rang within ``days`` days, and what the owner made of it; the rest nobody judged."""

    days: int
    rang: int = 0
    right: int = 0
    explained: int = 0


def is_silent(alert: Alert, marks: Sequence[AlertMark], today: date) -> bool:
    """Whether the owner said enough of it."""
    since = None if alert.comes_daily else alert.since
    return silenced(marks, alert.key, since, today, explained=not alert.learned)
