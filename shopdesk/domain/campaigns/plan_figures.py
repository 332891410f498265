"""What a written plan was understood to say: its figures, its days, and the sums that it writes out itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from shopdesk.domain.campaigns.plan_dates import Dates
from shopdesk.domain.campaigns.plan_numbers import Unit, Written
from shopdesk.domain.campaigns.plan_words import COUNTS, MONEY, RATES, What

LONGEST = 20_000
"""Characters that are read: some ten pages."""
MOST_FIGURES = 300


class Listed(StrEnum):
    """Whether a figure stands in a list of parts, and whether the list claims to be all of them."""

    NO = "no"
    AMONG = "among"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        number: its value and its place.
        what: what it says.
        words: the number as it was written.
        key: these words and which of its like it is; by it a correction is found again in an edited text.
        part: of which month, channel or category it is; empty for the whole.
        kind: parts of one kind add up: ``month``, ``channel``, a list of its own.
        per: ``day``, ``month``, or empty for the whole time.
        earlier: ``year`` or ``month`` where it is the figure of the last one.
        total: it is said to be a total.
        listed: whether it is one of a list.
        of: what a share or a growth is of.
        base: what a share is a share in.
        falling: a growth that goes down.
        aside: it stands in brackets behind another figure.
    """

    number: Written
    what: What
    words: str
    key: tuple[str, int]
    part: str = ""
    kind: str = ""
    per: str = ""
    earlier: str = ""
    total: bool = False
    listed: Listed = Listed.NO
    of: What | None = None
    base: What | None = None
    falling: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum or product that the plan writes out: the places of its terms among the figures, and of what they make."""

    terms: tuple[int, ...]
    made: int
    product: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was read. ``cut`` says that it went on after what was read."""

    text: str = ""
    figures: tuple[Figure, ...] = ()
    dates: Dates = field(default_factory=Dates)
    equations: tuple[Equation, ...] = ()
    cut: bool = False


_BY_UNIT = {
    Unit.RATE: RATES,
    Unit.MONEY: MONEY,
    Unit.ORDERS: frozenset({What.ORDERS}),
    Unit.PIECES: frozenset({What.PIECES}),
    Unit.PEOPLE: frozenset({What.VISITORS, What.BUYERS}),
    Unit.DAYS: frozenset({What.DAYS}),
    Unit.TIMES: frozenset({What.ROI}),
}
_BARE = MONEY | COUNTS | {What.ROI}
_BARE_RATES = frozenset({What.CONVERSION, What.REFUND_RATE, What.MARGIN})


def can_be(number: Written, what: What) -> bool:
    """Whether a number with this unit can say that: no percentage is an amount of money."""
    if number.unit is not Unit.NONE:
        return what in _BY_UNIT[number.unit]
    return what in _BARE or (what in _BARE_RATES and number.style.scale == 1 and number.high < 100)


def as_rate(number: Written) -> Written:
    """A bare number that is a rate: ``3`` is 3 %, ``0.03`` is the same as a spreadsheet keeps it."""
    if number.unit is not Unit.NONE or number.high < 1:
        return number
    style = number.style
    scaled = type(style)(style.before, style.joint, style.behind, style.scale / 100, style.decimals, style.grouped)
    return Written(
        number.start,
        number.end,
        number.low / 100,
        number.high / 100,
        number.step / 100,
        scaled,
        Unit.RATE,
        number.about,
    )
