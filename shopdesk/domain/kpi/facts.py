"""The daily base figures from which every KPI is rebuilt, kept as columns because columns add up fast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from shopdesk.domain.periods import Period

Value = int | Decimal | None
"""A figure: fen or a count, a rate or score, or ``None`` for no data."""


class Facts:
    """Base figures of the days that have any, oldest first.

    ``columns`` maps the name of a base figure to one value per day (``None`` = not known that day). A figure without a
    column is not known on any day. ``filled`` names, per figure, how many days were taken from the platform's daily
    table because no order report covers them, ``filled_at`` their positions.
    """

    __slots__ = ("_ordinals", "columns", "days", "filled", "filled_at")

    def __init__(self, days: Sequence[date], columns: Mapping[str, Sequence[Value]]) -> None:
        """Keep the columns; every column is as long as ``days``."""
        self.days = days
        self.columns: dict[str, Sequence[Value]] = dict(columns)
        self.filled: dict[str, int] = {}
        self.filled_at: dict[str, frozenset[int]] = {}
        self._ordinals = [day.toordinal() for day in days]

    def __len__(self) -> int:
        """How many days have any figure."""
        return len(self.days)

    def span(self, period: Period) -> tuple[int, int]:
        """The half-open range of positions whose days lie in ``period``."""
        low = bisect_left(self._ordinals, period.start.toordinal())
        return low, bisect_right(self._ordinals, period.end.toordinal())

    def without(self, days: Collection[date]) -> Facts:
        """The same figures as if nothing were known of some days."""
        kept = [number for number, day in enumerate(self.days) if day not in days]
        columns = {name: [column[number] for number in kept] for name, column in self.columns.items()}
        return Facts([self.days[number] for number in kept], columns)

    def last(self, count: int) -> Facts:
        """The newest ``count`` days that have any figure."""
        return self.without(set(self.days[: max(len(self.days) - count, 0)]))

    def known(self, name: str, low: int, high: int) -> list[int | Decimal]:
        """The known values of a figure on the days from position ``low`` to ``high``, the last one excluded."""
        column = self.columns.get(name)
        if column is None:
            return []
        return [value for value in column[low:high] if value is not None]

    def pairs(self, name: str, other: str, low: int, high: int) -> list[tuple[int | Decimal, int | Decimal]]:
        """The values of two figures on the days that have both."""
        first, second = self.columns.get(name), self.columns.get(other)
        if first is None or second is None:
            return []
        return [
            (one, two)
            for one, two in zip(first[low:high], second[low:high], strict=True)
            if one is not None and two is not None
        ]

    def fill(self, name: str, fallback: Iterable[Value] | None) -> None:
        """Put ``fallback`` where ``name`` has no value, and remember on how many days it was used."""
        if fallback is None:
            return
        column = self.columns.get(name) or [None] * len(self.days)
        filled = [other if value is None else value for value, other in zip(column, fallback, strict=True)]
        used = [place for place, old in enumerate(column) if old is None and filled[place] is not None]
        if used:
            self.columns[name] = filled
            self.filled[name] = self.filled.get(name, 0) + len(used)
            self.filled_at[name] = self.filled_at.get(name, frozenset()).union(used)
