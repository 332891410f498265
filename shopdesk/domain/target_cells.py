"""Targets hang together: a year and its months, a month and its days. What was typed stays, the rest follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from shopdesk.domain.fields import FIRST_DAY, HIGHEST_FEN, LAST_DAY, Field, Kind, Noun, keys
from shopdesk.domain.money import share_out
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

K = TypeVar("K", date, int)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetYear(Kept):
    """What a store, or one of its product groups, wants of a KPI in a year; its months share it."""

    store_id: int
    year: int
    metric: str
    product_group: str = ""
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDay(Kept):
    """A day's target that somebody typed; the other days of its month share what it leaves."""

    store_id: int
    day: date
    metric: str
    product_group: str = ""
    value: int


@dataclass(frozen=True, slots=True)
class Spread(Generic[K]):
    """The parts of a total, and what they leave of it: more than zero is missing, less is too much."""

    values: dict[K, int]
    left: int = 0


def spread(total: int, weights: Mapping[K, int | Decimal], stay: Mapping[K, int]) -> Spread[K]:
    """Share a total over its parts by their weights; parts that stay keep what they have.

    Where something is left to share and a part is free, the parts add up to the total exactly. Otherwise the free parts
    get nothing, and the difference is told.

    Args:
        total: what is shared.
        weights: of every part, by what tells it.
        stay: the parts that were typed, with their values.
    """
    rest = total - sum(stay.values())
    free = sorted(part for part in weights if part not in stay)
    shares = share_out(max(rest, 0), [weights[part] for part in free])
    found = {**stay, **dict(zip(free, shares, strict=True))}
    return Spread({part: found[part] for part in sorted(found)}, total - sum(found.values()))


def week_days(
    value: int, days: Mapping[date, int], weights: Mapping[date, int | Decimal], typed: Collection[date]
) -> dict[date, int]:
    """A week's target over its days: typed ones stay where they leave room, the others share the rest by weight.

    Where typed days alone come to more than the week, or all were typed and come to something else, every day follows.

    Args:
        value: the week's target.
        days: what each day of the week has now.
        weights: of these days.
        typed: the days that stay.
    """
    stay = {day: amount for day, amount in days.items() if day in typed}
    found = spread(value, {day: weights[day] for day in days}, stay)
    if found.left:
        found = spread(value, {day: weights[day] for day in days}, {})
    return found.values


_VALUE = Field("value", Kind.COUNT, Text("Value"), highest=HIGHEST_FEN, additive=False)
_GROUP = Field("product_group", Kind.LINE, Text("Product group"))
TARGET_YEAR = Noun(
    "target_years",
    TargetYear,
    Text("Target of a year"),
    (
        *keys("metric"),
        Field("year", Kind.COUNT, Text("Year"), required=True, lowest=FIRST_DAY.year, highest=LAST_DAY.year,
              additive=False, plain=True),
        _GROUP,
        _VALUE,
    ),
    titles=("year",),
)  # fmt: skip
TARGET_DAY = Noun(
    "target_days",
    TargetDay,
    Text("Target of a day"),
    (*keys("metric"), Field("day", Kind.DAY, Text("Day"), required=True), _GROUP, _VALUE),
    titles=("day",),
)
