"""Which days the statements of a store cover, and what is missing between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from shopdesk.domain.ledger.lines import StatementGap, StatementSpan
from shopdesk.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Coverage:
    """``covered`` and ``uncovered`` are stretches of days in their order, whatever statement covers them.

    ``last_day`` is the last day that is covered, ``None`` without statements. ``gaps`` are missing lines by the
    running balance.
    """

    spans: tuple[StatementSpan, ...]
    covered: tuple[Period, ...]
    uncovered: tuple[Period, ...]
    gaps: tuple[StatementGap, ...]

    @property
    def last_day(self) -> date | None:
        """The last day that a statement covers."""
        return self.covered[-1].end if self.covered else None


def coverage(spans: Sequence[StatementSpan], gaps: Sequence[StatementGap]) -> Coverage:
    """Put the days of all statements together."""
    covered: list[Period] = []
    for span in sorted(spans, key=lambda one: (one.first_day, one.last_day)):
        if covered and span.first_day <= covered[-1].end + timedelta(days=1):
            covered[-1] = Period(covered[-1].start, max(covered[-1].end, span.last_day))
        else:
            covered.append(Period(span.first_day, span.last_day))
    between = [
        Period(before.end + timedelta(days=1), after.start - timedelta(days=1)) for before, after in pairwise(covered)
    ]
    return Coverage(tuple(spans), tuple(covered), tuple(between), tuple(gaps))
