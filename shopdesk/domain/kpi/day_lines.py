"""Lines of a daily figure: chosen keywords beside each other, a product before and after its title was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.figures import KeywordDay
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, Point, one_of
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.domain.title_tests import Comparison, ProductDay

Value = int | Decimal | None

KEYWORD_FIGURES: tuple[Field, ...] = (
    Field("visitors", Kind.COUNT, Text("Visitors"), additive=False),
    Field("conversion", Kind.RATE, Text("Conversion"), additive=False),
    Field("impressions", Kind.COUNT, Text("Impressions"), additive=False),
    Field("rank", Kind.DECIMAL, Text("Rank", context="keyword"), additive=False),
    Field("spend_fen", Kind.MONEY, Text("Spend"), additive=False),
)
"""What can be drawn of keywords."""
TITLE_FIGURES: tuple[Field, ...] = (
    Field("visitors", Kind.COUNT, Text("Visitors"), additive=False),
    Field("conversion", Kind.RATE, Text("Conversion"), additive=False),
    Field("page_views", Kind.COUNT, Text("Page views"), additive=False),
    Field("paid_pieces", Kind.COUNT, Text("Pieces paid"), additive=False),
    Field("paid_fen", Kind.MONEY, Text("Paid amount"), additive=False),
)
"""What can be drawn of a title test."""
MOST_WORDS = 6
"""More lines cannot be told apart."""


def keyword_lines(name: str, period: Period, days: Mapping[str, Sequence[KeywordDay]]) -> ChartAnswer:
    """A figure of chosen keywords by day; people are not added over words."""
    field = next(one for one in KEYWORD_FIGURES if one.name == name)
    lines = [(word, [(day.day, _figure(day, name)) for day in found]) for word, found in days.items()]
    behind = [(f"word_{name}", "word", word) for word in days]
    return _answer(field, period, lines, behind, Text("Figures of keywords by day, as they were imported."))


def title_lines(name: str, found: Comparison, days: Sequence[ProductDay]) -> ChartAnswer:
    """A figure of a product by day, before and after its title was changed."""
    field = next(one for one in TITLE_FIGURES if one.name == name)
    start = found.test.start
    sides = (
        (Text("Before", context="title test"), [day for day in days if day.day < start]),
        (Text("After", context="title test"), [day for day in days if day.day >= start]),
    )
    lines = [(who, [(day.day, _figure(day, name)) for day in those]) for who, those in sides]
    known = [day.day for day in days] or [start]
    behind = [(f"item_{name}", "product_id", found.test.product_id)] * len(lines)
    whole = Period(known[0], max(known[-1], known[0]))
    answer = _answer(field, whole, lines, behind, Text("Product reports of these days."))
    return replace(answer, said=answer.said and (*answer.said, *found.doubts))


def _figure(day: KeywordDay | ProductDay, name: str) -> Value:
    if name == "conversion":
        return ratio(day.buyers, day.visitors)
    found: Value = getattr(day, name)
    return found


def _answer(
    field: Field,
    period: Period,
    lines: Sequence[tuple[Text | str, Sequence[tuple[date, Value]]]],
    rows: Sequence[tuple[str, str, str]],
    source: Text,
) -> ChartAnswer:
    """Lines of daily values; behind each line are ``rows``: the figure, and the column that holds only this value."""
    points, series = [], []
    for number, (who, days) in enumerate(lines):
        code, column, only = rows[number]
        for day, value in days:
            if value is not None:
                behind = Behind(code, Period(day, day), ((column, one_of(only)),), only)
                # A keyword is shown as it is.
                points.append(Point((number if isinstance(who, Text) else who, day, value), behind))
                series.append(number)
    names = tuple(who for who, _days in lines)
    choices = {at: name for at, name in enumerate(names) if isinstance(name, Text)}
    return ChartAnswer(
        fields=(
            Field("line", Kind.CHOICE, Text("Line"), choices=choices),
            Field("day", Kind.DAY, Text("Day")),
            field,
        ),
        points=tuple(points),
        said=(Text("{figure}, {days} days.", figure=field.label or "", days=len({one.cells[1] for one in points})),)
        if points
        else (),
        source=source,
        drawn={
            "series": tuple(series),
            "names": names,
            "first": period.start,
            "last": period.end,
            "ends": tuple((point.cells[2], point.cells[2]) for point in points),
            "kind": field.kind,
            "daily": True,
        },
    )
