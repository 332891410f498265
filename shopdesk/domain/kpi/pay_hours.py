"""When buyers pay: paid orders and amounts by weekday and hour, as a mean of the days that are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from shopdesk.domain.conditions import Condition
from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, Point, one_of
from shopdesk.domain.kpi.kinds import Basis
from shopdesk.domain.kpi.rows import DAY, HOUR
from shopdesk.domain.money import decimal_text, divide_fen, format_yuan, percent_text, ratio
from shopdesk.domain.periods import WEEKDAYS, Period
from shopdesk.domain.text import Text

HOURS = 24
AMOUNT = "amount"
"""The measure that shows money; any other shows numbers of orders."""

_FIELDS = (
    Field("weekday", Kind.CHOICE, Text("Weekday"), choices=dict(enumerate(WEEKDAYS))),
    Field("hour", Kind.LINE, Text("Hour")),
    Field("mean_orders", Kind.DECIMAL, Text("Paid orders, mean")),
    Field("mean_fen", Kind.MONEY, Text("Paid amount, mean"), additive=False),
    Field("orders", Kind.COUNT, Text("Paid orders")),
    Field("paid", Kind.MONEY, Text("Paid amount")),
    Field("days", Kind.COUNT, Text("Days"), additive=False),
)


def pay_hours(
    period: Period, known: Collection[date], sums: Mapping[tuple[int, int], tuple[int, int | None]], measure: str
) -> ChartAnswer:
    """The map of a span.

    The mean of an hour is what was paid in it on all such weekdays by the number of these weekdays **with any order**:
    a day without any order is not known, and counts in no mean.

    Args:
        period: the span.
        known: the days of the span that have orders.
        sums: paid orders and amount by weekday (0 is Monday) and hour.
        measure: ``AMOUNT``, or anything else for the number of orders.
    """
    days = Counter(day.weekday() for day in known)
    points = []
    for weekday in range(7):
        of_weekday = tuple(day for day in period.days() if day.weekday() == weekday) if days[weekday] else ()
        for hour in range(HOURS):
            orders, fen = sums.get((weekday, hour), (0, 0)) if days[weekday] else (None, None)
            cells = (
                weekday, f"{hour:02d}:00", ratio(orders, days[weekday]), divide_fen(fen, days[weekday]), orders, fen,
                days[weekday],
            )  # fmt: skip
            # The days are named only where there is something to open.
            points.append(Point(cells, _behind(period, of_weekday, hour, measure) if orders else None))
    values = [point.cells[3 if measure == AMOUNT else 2] for point in points]
    found = [place for place, value in enumerate(values) if value]
    if not found:
        points = []
    best = max(found, key=lambda place: (values[place], -place), default=None)
    return ChartAnswer(
        fields=_FIELDS,
        points=tuple(points),
        said=() if best is None else _said(points, values, best, measure),
        lacking=_lacking(period, known) if points else (),
        source=Text("Pay times of the order reports; every order counts on the day it was paid."),
        drawn={"values": tuple(values), "money": measure == AMOUNT},
        mark=() if best is None else (best,),
    )


def _behind(period: Period, days: tuple[date, ...], hour: int, measure: str) -> Behind:
    return Behind(
        "paid_amount" if measure == AMOUNT else "paid_orders",
        period,
        ((DAY, Condition((("in", days),))), (HOUR, one_of(hour))),
        Text("{weekday}, {hour}", weekday=WEEKDAYS[days[0].weekday()], hour=f"{hour:02d}:00"),
        Basis.PAID,
    )


def _said(points: list[Point], values: list[Decimal | int | None], best: int, measure: str) -> tuple[Text, ...]:
    cells = points[best].cells
    words = (
        Text(
            "Most is paid on {weekday} from {hour}: {amount} an hour, the mean of {days} days.",
            weekday=WEEKDAYS[cells[0]], hour=cells[1], amount=format_yuan(cells[3]), days=cells[6],
        )
        if measure == AMOUNT
        else Text(
            "Most orders are paid on {weekday} from {hour}: {count} an hour, the mean of {days} days.",
            weekday=WEEKDAYS[cells[0]], hour=cells[1], count=decimal_text(cells[2] or 0, 1), days=cells[6],
        )
    )  # fmt: skip
    whole = sum(value or 0 for value in values)
    by_hour = [sum(values[day * HOURS + hour] or 0 for day in range(7)) for hour in range(HOURS)]
    spans = [sum(by_hour[(hour + more) % HOURS] for more in range(3)) for hour in range(HOURS)]
    start = max(range(HOURS), key=lambda hour: (spans[hour], -hour))
    share = ratio(spans[start], whole)
    return words, Text(
        "The three strongest hours of a day, from {start}:00 to {end}:00, bring {share} of it.",
        start=f"{start:02d}", end=f"{(start + 3) % HOURS:02d}", share=percent_text(share, 0),
    )  # fmt: skip


def _lacking(period: Period, known: Collection[date]) -> tuple[Text, ...]:
    missing = period.length - len(known)
    if not missing:
        return ()
    return (Text("{missing} of {days} days have no order and count in no mean.", missing=missing, days=period.length),)
