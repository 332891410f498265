"""A past campaign played again on the days of a new one: its shape from day to day, on other weekdays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from shopdesk.domain.campaigns.forecast import Learned, Scenario
from shopdesk.domain.money import round_up, share_out


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayDay:
    """A day of the new campaign, the one that it takes after, what that one sold, and what this one may.

    ``packers`` is ``None`` where nobody said how many parcels one person packs.
    """

    day: date
    then: date
    then_fen: int
    visitors: int
    orders: int
    sales_fen: int
    packers: int | None


def replay(
    learned: Learned, start: date, days: int, found: Scenario, weekdays: Sequence[int], each: int | None
) -> tuple[ReplayDay, ...]:
    """A scenario dealt out over its days as a past campaign's sales were; the parts add up to the scenario.

    A day takes after the one as far into that campaign as itself; where the new one is longer or shorter, the shape is
    stretched. What a weekday weighs at ordinary times is taken out of the old day and put into the new one.

    Args:
        learned: the past campaign; nothing is said where the sales of one of its days are not known.
        start: the first new day.
        days: how many there are.
        found: what they come to together.
        weekdays: the mean of ordinary days by weekday in fen, Monday first; empty: all weigh the same.
        each: how many parcels one person packs a day.
    """
    shape = learned.by_day
    if not shape or not any(shape):
        return ()
    means = weekdays if len(weekdays) == len(_EVEN) and all(weekdays) else _EVEN
    places = [min(day * len(shape) // days, len(shape) - 1) for day in range(days)]
    new = [start + timedelta(days=number) for number in range(days)]
    old = [learned.start + timedelta(days=place) for place in places]
    weights = [
        Fraction(shape[place] * means[day.weekday()], means[then.weekday()])
        for place, day, then in zip(places, new, old, strict=True)
    ]
    visitors, orders, sales = (share_out(total, weights) for total in (found.visitors, found.orders, found.sales_fen))
    return tuple(
        ReplayDay(
            day=day,
            then=then,
            then_fen=shape[place],
            visitors=visitors[number],
            orders=orders[number],
            sales_fen=sales[number],
            packers=round_up(Fraction(orders[number], each)) if each else None,
        )
        for number, (day, then, place) in enumerate(zip(new, old, places, strict=True))
    )


_EVEN = (1,) * 7
