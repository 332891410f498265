"""What the people cost from the first of the month on, against the band that the store plans with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.money import ratio, round_half_up
from shopdesk.domain.payroll.people_cost import MonthCost
from shopdesk.domain.people import Person, StaffEvent, standing_on
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.tiers.band import BandPosition, band_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleCost:
    """Base pay of the passed days of a month against the paid amount of the same days.

    Where the wages of the month are locked (``wages``), ``cost_fen`` is these days' part of what they cost with the
    employer's insurance. Else it is recorded base pay only, each day a part of its calendar month; commission, bonuses
    and insurance are not in it, and ``without_base`` counts people whose base pay nobody recorded. ``last`` is the
    newest locked month before.
    """

    span: Period
    people: int
    without_base: int
    cost_fen: int
    paid_fen: int | None
    band_low: Decimal
    band_high: Decimal
    wages: MonthCost | None = None
    drafted: bool = False
    last: MonthCost | None = None

    @property
    def share(self) -> Decimal | None:
        """Cost by paid amount."""
        return ratio(self.cost_fen, self.paid_fen)

    @property
    def band(self) -> tuple[int, int] | None:
        """What the band allows for the paid amount, in fen."""
        return None if self.paid_fen is None else band_fen(self.paid_fen, self.band_low, self.band_high)

    @property
    def position(self) -> BandPosition | None:
        """Where the cost lies; ``None`` without a paid amount or without any recorded pay."""
        share = self.share
        if share is None or not self.cost_fen:
            return None
        if share < self.band_low:
            return BandPosition.BELOW
        return BandPosition.ABOVE if share > self.band_high else BandPosition.INSIDE


def part_of_month(cost_fen: int, span: Period) -> int:
    """The part of a month's cost that the days of ``span`` within that month are, half-up to the fen."""
    return round_half_up(Decimal(cost_fen) * span.length / month_of(span.start).length)


def base_pay(
    people: Iterable[tuple[Person, Sequence[StaffEvent]]], until: date, month: Period | None = None
) -> tuple[int, int, int]:
    """The base pay in fen of the days from the first of the month to ``until``, people at its end, those without pay.

    A day costs the monthly base by the number of days of the month; each person's sum is rounded half-up to the fen.
    """
    span = month or month_of(until)
    total = present = unknown = 0
    for person, events in people:
        exact = Decimal(0)
        last: Person | None = None
        for day in Period(span.start, until).days():
            last = standing_on(person, events, day)
            if last is not None and last.base_fen is not None:
                exact += last.base_fen
        total += round_half_up(exact / span.length)
        present += last is not None
        unknown += last is not None and last.base_fen is None
    return total, present, unknown
