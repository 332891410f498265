"""What the owner said about alerts, as it is kept with the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.periods import Period

MOST_MARKS = 400
"""The oldest go first: years of marks."""


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
    """One mark: of which alert, from which day it stood, on which day it was marked.

    An explained alert takes the days from ``start`` to ``day`` out of what is usual.
    """

    kind: MarkKind
    code: str
    start: date
    day: date


def read_marks(kept: str) -> tuple[AlertMark, ...]:
    """The kept marks, the oldest first.

    Raises:
        ValueError: it is no list of marks.
    """
    found = json.loads(kept)
    if not isinstance(found, list):
        raise ValueError("no list of marks")
    return tuple(
        AlertMark(MarkKind(kind), str(code), date.fromisoformat(start), date.fromisoformat(day))
        for kind, code, start, day in found
    )


def written_marks(marks: Sequence[AlertMark]) -> str:
    """The marks as they are kept."""
    return json.dumps([[one.kind, one.code, f"{one.start}", f"{one.day}"] for one in marks[-MOST_MARKS:]])


SEEN_DAYS = 1
"""For how many days "seen" silences an alert that has no beginning of its own: other orders may wait tomorrow."""


def silenced(marks: Iterable[AlertMark], code: str, since: date | None, today: date) -> bool:
    """Whether an alert was seen, or made a problem of, since it began."""
    begun = since or today - timedelta(days=SEEN_DAYS - 1)
    return any(one.code == code and one.day >= begun and one.kind is not MarkKind.CAMPAIGN for one in marks)


def explained_days(marks: Iterable[AlertMark]) -> frozenset[date]:
    """The days that are not usual because a campaign explains them."""
    found = [Period(one.start, one.day) for one in marks if one.kind is MarkKind.CAMPAIGN]
    return frozenset(day for period in found for day in period.days())
