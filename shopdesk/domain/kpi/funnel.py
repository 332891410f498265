"""How many visitors get as far as each step, from what the imports state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, Point
from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

_CODES = {"visitors": "visitors_per_day", "orders": "paid_orders", "kept": "effective_orders"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its name, its words, and what would bring it where it is missing; ``first`` begins a count anew.

    People are counted by day and orders one by one, so a step is only compared with one of its own kind.
    """

    name: str
    label: Text
    first: bool
    missing: Text


STEPS: tuple[Step, ...] = (
    Step("visitors", Text("Visitors a day"), True,
         Text("Visitors are not known: import the platform's daily store table.")),
    Step("cart", Text("Put something into the cart"), False,
         Text("The cart is not known: import the daily store table with people who added to the cart.")),
    Step("placed", Text("Placed an order"), False,
         Text("Who ordered is not known: import the daily store table with people who placed an order.")),
    Step("paid", Text("Paid for an order"), False,
         Text("Who paid is not known: import the daily store table with buyers.")),
    Step("orders", Text("Paid orders a day"), True, Text("Paid orders are not known: import an order report.")),
    Step("kept", Text("Orders with money left after refunds"), False,
         Text("Refunds are not known: import an order report with refunds.")),
)  # fmt: skip


def funnel(period: Period, days: Sequence[Mapping[str, int | None]]) -> ChartAnswer:
    """The steps as means per day.

    A visitor who comes on two days is two visitors of a sum, so nothing is added over days: each step is a mean of the
    days that state it together with the first of its kind, and its share is rebuilt of the same days.

    Args:
        period: the span.
        days: of each day the figures by the name of their step.
    """
    points, lacking, first, before = [], [], "", None
    for step in STEPS:
        first = step.name if step.first else first
        both = [day for day in days if day.get(first) is not None and day.get(step.name) is not None]
        if not both:
            lacking.append(step.missing)
            continue
        mean = ratio(sum(day[step.name] or 0 for day in both), len(both))
        share = ratio(sum(day[step.name] or 0 for day in both), sum(day[first] or 0 for day in both))
        before = None if step.first else before
        cells = (step.label.template, mean, share, None if before is None else ratio(share, before), len(both))
        code = _CODES.get(step.name)
        points.append(Point(cells, None if code is None else Behind(code, period)))
        before = share
    return ChartAnswer(
        fields=(
            Field("step", Kind.CHOICE, Text("Step"), choices={step.label.template: step.label for step in STEPS}),
            Field("mean", Kind.DECIMAL, Text("Mean a day"), additive=False),
            Field("share", Kind.RATE, Text("Of the first step")),
            Field("of_before", Kind.RATE, Text("Of the step before")),
            Field("days", Kind.COUNT, Text("Days known"), additive=False),
        ),
        points=tuple(points),
        said=_said(points),
        lacking=tuple(lacking),
        source=Text("The platform's daily store table, and order reports for the last two steps."),
        drawn={
            "values": tuple(point.cells[1] for point in points),
            "captions": ("step", "mean", "share"),
            "breaks": tuple(place for place, point in enumerate(points) if place and point.cells[3] is None),
        },
    )


def _said(points: Sequence[Point]) -> tuple[Text, ...]:
    """Where most are lost."""
    steps = [point for point in points if point.cells[3] is not None]
    if not steps:
        return ()
    worst = min(steps, key=lambda point: point.cells[3])
    label = next(step.label for step in STEPS if step.label.template == worst.cells[0])
    return (
        Text(
            "Most are lost before “{step}”: {share} of the step before get there.",
            step=label, share=percent_text(worst.cells[3], 1),
        ),
    )  # fmt: skip
