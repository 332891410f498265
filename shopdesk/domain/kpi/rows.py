"""The rows behind a figure: which of them, of which days, and how their sums make the figure again.

Nothing is said here of any single KPI. Its declaration names base figures and how they are rebuilt, and each base
figure says of which rows it is the sum (``bases.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shopdesk.domain.conditions import Condition
from shopdesk.domain.fields import Audience, Field, Kind
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.kpi.bases import Base, Take, base
from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES
from shopdesk.domain.kpi.declarations import KPIS
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.kinds import Kpi, Rebuild, Source, Unit
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

KIND_OF: dict[Source, ImportKind] = {
    Source.ORDERS: ImportKind.ORDERS,
    Source.STORE_DAYS: ImportKind.STORE_DAYS,
    Source.CHANNELS: ImportKind.CHANNEL_DAYS,
    Source.PRODUCTS: ImportKind.PRODUCT_DAYS,
    Source.SERVICE: ImportKind.SERVICE_DAYS,
    Source.KEYWORDS: ImportKind.KEYWORD_DAYS,
}

Conditions = tuple[tuple[str, Condition], ...]

GIVEN = "given"
"""The name of the column with what a row gives to the figure."""
DAY = "day"
"""The name of the day on which a row counts."""
HOUR = "hour"
"""The name of the hour in which an order was paid; no column shows it, a slice asks for it."""
FILE, FILE_ROW = "file", "file_row"
"""The names of the columns that say where a row was imported from."""

_CHANNEL = Field("channel", Kind.CHOICE, Text("Channel"), choices=CHANNEL_NAMES)
_COUNTS_ON = Field(DAY, Kind.DAY, Text("Counts on"))


class Place(StrEnum):
    """Where rows stand in the figure: they are it, or above or below its line of division."""

    WHOLE = "whole"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that give one base figure: those of ``days`` but for the days ``without``.

    ``weight`` names the column that each value is multiplied by where the figure is a weighted mean. ``once`` says that
    people are counted once over the whole span, otherwise once a day; ``no_sum`` that the days make no figure at all.
    ``only`` narrows it down to a slice, whose rows alone then make the figure. ``loose`` says that no sum by day tells
    on which days the figure is known, so that without rows it is not known. ``beside`` is what rows of the slice have
    to give as well on a day for it to count: the other side of a quotient.
    """

    base: Base
    place: Place
    days: Period
    without: tuple[date, ...] = ()
    weight: str = ""
    once: bool = False
    no_sum: bool = False
    only: tuple[tuple[str, Condition], ...] = ()
    loose: bool = False
    beside: Base | None = None

    @property
    def source(self) -> Source:
        """Of which imports the rows are."""
        return self.base.source


BEYOND = "beyond"
"""The condition that takes parts of a channel away: they give nothing, and the whole what it says beyond them."""
FILLED = "filled"
"""The condition that leaves only the days on which another base figure stands in for the figure's own."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which of a part's rows are wanted: words in any text, conditions on columns, and the column to sort by."""

    words: str = ""
    conditions: tuple[tuple[str, Condition], ...] = ()
    sort: str = ""
    down: bool = True

    @property
    def all(self) -> bool:
        """Whether no row is left out."""
        return not self.words and not self.conditions


@dataclass(frozen=True, slots=True)
class Origin:
    """The import that last wrote a row, its file and when it was taken in; ``row`` is the row of the file."""

    import_id: int
    file_name: str
    imported_at: datetime | None
    row: int | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row behind a figure: the day on which it counts, what it gives, its cells in the order of ``fields_of``."""

    id: int
    day: date
    given: Value
    cells: tuple[Any, ...]
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Total:
    """What the rows of a part come to.

    ``amount`` is their sum, of people the number of different ones, of a weighted mean the sum of value × weight, whose
    weights add up to ``weight``. ``last`` is the newest known value, ``days`` how many days have one.
    """

    count: int
    amount: Value
    weight: int | None = None
    last: Value = None
    days: int = 0


def fields_of(source: Source) -> tuple[Field, ...]:
    """The columns of the rows of a source, as their import declares them; nothing that tells who a buyer is."""
    known = FIELDS[KIND_OF[source]].fields
    found = tuple(one for one in known if one.stored and one.audience is Audience.EVERYBODY)
    return (_CHANNEL, *found) if source is Source.CHANNELS else found


def given_field(part: Part) -> Field:
    """The column with what each row gives: money, a count, or as the column that it is taken from."""
    one = part.base
    kind = Kind.MONEY if one.column.endswith("_fen") else Kind.COUNT
    if part.source is not Source.ORDERS and one.take is Take.VALUE:
        kind = FIELDS[KIND_OF[part.source]].field(one.column).kind
    return Field(GIVEN, kind, Text("Counts here"), lowest=None if kind is Kind.RATE else -(10**15))


def adds_up(part: Part) -> bool:
    """Whether what rows of several days give may be added: not people, who come again on the next day."""
    one = part.base
    # Of orders people are counted, and rows that are counted or multiplied are no people themselves.
    if part.days.length == 1 or part.source is Source.ORDERS or one.take is not Take.VALUE or one.times:
        return True
    return not one.people and FIELDS[KIND_OF[part.source]].field(one.column).adds_up


def columns_of(part: Part) -> tuple[Field, ...]:
    """The columns of a list of rows: the day, what each gives, then what the import says."""
    rest = tuple(field for field in fields_of(part.source) if field.name != DAY)
    return (_COUNTS_ON, given_field(part), *rest)


def label_of(one: Base) -> Text:
    """What a base figure is called: as the KPI that shows it, else as its column."""
    if one.label is not None:
        return one.label
    for item in KPIS:
        if item.figure == one.name and not item.per and item.rebuild is not Rebuild.MEAN:
            return item.name
    known = FIELDS[KIND_OF[one.source]]
    found = next((field.label for field in known.fields if field.name == one.column), None)
    return found or Text("Buyers")


def parts_of(item: Kpi, facts: Facts, period: Period, people: Collection[str] = ()) -> tuple[Part, ...]:
    """The rows behind a KPI over ``period``, in the order in which they are shown.

    Args:
        item: the KPI.
        facts: the base figures of the days.
        period: the span.
        people: base figures of people that were counted over the span from the orders.
    """
    span = range(*facts.span(period))
    top, whole = base(item.figure), _known(facts, item.figure, span)
    if not item.per:
        if item.rebuild is Rebuild.DISTINCT:
            return _people(top, Place.WHOLE, facts, whole, period, people)
        return _parts(top, Place.WHOLE, facts, whole, period)
    below, under = base(item.per), _known(facts, item.per, span)
    if item.rebuild is Rebuild.PER_PERSON:
        above = _parts(top, Place.ABOVE, facts, whole, period)
        return (*above, *_people(below, Place.BELOW, facts, under, period, people))
    both = sorted(set(whole) & set(under))
    if item.rebuild is Rebuild.WEIGHTED:
        return tuple(replace(part, weight=below.column) for part in _parts(top, Place.WHOLE, facts, both, period))
    return (*_parts(top, Place.ABOVE, facts, both, period), *_parts(below, Place.BELOW, facts, both, period))


def parts_of_slice(item: Kpi, period: Period) -> tuple[Part, ...]:
    """The rows behind a figure of a slice over ``period``: a sum, a mean, the newest one, or a quotient.

    What is divided and by what are sums of the days that have both.
    """
    if not item.per:
        return (Part(base(item.figure), Place.WHOLE, period, loose=True),)
    above, below = base(item.figure), base(item.per)
    return (
        Part(above, Place.ABOVE, period, loose=True, beside=below),
        Part(below, Place.BELOW, period, loose=True, beside=above),
    )


def narrowed(item: Kpi, parts: Sequence[Part], only: Conditions) -> tuple[Part, ...]:
    """The parts of a figure narrowed down to a slice, whose rows alone then make the figure."""
    kept = tuple(condition for condition in only if condition[0] != FILLED)
    own = {item.figure, item.per} if kept != only else set()
    return tuple(replace(part, only=kept, loose=True) for part in parts if part.base.name not in own)


def _people(
    one: Base, place: Place, facts: Facts, places: Sequence[int], period: Period, people: Collection[str]
) -> tuple[Part, ...]:
    """The rows of a number of people: all of the span where they were counted there, otherwise day by day."""
    if one.name in people:
        return (Part(one, place, period, once=True),)
    return tuple(replace(part, no_sum=period.length > 1) for part in _parts(one, place, facts, places, period))


def _known(facts: Facts, name: str, span: range) -> list[int]:
    column = facts.columns.get(name)
    return [] if column is None else [place for place in span if column[place] is not None]


def _parts(one: Base, place: Place, facts: Facts, places: Sequence[int], period: Period) -> tuple[Part, ...]:
    """The rows of a base figure on these days, and those of its stand-in where that was taken."""
    stood_in = facts.filled_at.get(one.name, frozenset())
    own = [number for number in places if number not in stood_in]
    taken = [number for number in places if number in stood_in]
    found = [Part(one, place, *_days(facts, own, period))] if own else []
    if taken:
        found.append(Part(base(one.stand_in), place, *_days(facts, taken, period)))
    return tuple(found)


def _days(facts: Facts, places: Sequence[int], period: Period) -> tuple[Period, tuple[date, ...]]:
    first, last, wanted = places[0], places[-1], set(places)
    without = tuple(facts.days[number] for number in range(first, last + 1) if number not in wanted)
    days = Period(facts.days[first], facts.days[last])
    # Days that nothing is known of have no rows; so a whole span is said as it was asked for.
    return (period if not without and len(places) == len(range(*facts.span(period))) else days), without


def rebuilt(item: Kpi, parts: Sequence[Part], totals: Sequence[Total]) -> Value:
    """The figure made again of what its rows come to; ``None`` where they give none."""
    if any(part.no_sum for part in parts):
        return None
    given = list(zip(parts, totals, strict=True))
    if item.rebuild is Rebuild.WEIGHTED:
        return ratio(totals[0].amount, totals[0].weight) if totals else None
    if item.rebuild is Rebuild.LAST:
        return totals[0].last if totals else None
    above = _together([total for part, total in given if part.place is not Place.BELOW])
    if item.rebuild is Rebuild.MEAN:
        days = sum(total.days for total in totals)
        return (
            divide_fen(None if above is None else int(above), days) if item.unit is Unit.MONEY else ratio(above, days)
        )
    if not item.per:
        return above
    below = _together([total for part, total in given if part.place is Place.BELOW])
    if above is None or below is None:
        return None
    return divide_fen(int(above), int(below)) if item.unit is Unit.MONEY else ratio(above, below)


def _together(totals: Sequence[Total]) -> int | Decimal | None:
    known = [total.amount for total in totals if total.amount is not None]
    return sum(known) if known else None
