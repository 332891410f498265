"""What to look at in the money, each in one sentence: months that changed after they were closed, orders, lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.ledger.matching import OrderState
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.text import Text

LOOKED_AT = 90
"""Days before the last day of the statements in which orders and lines are looked at; what is older was seen."""


_MONTHS_UNJUDGED = Text("what a closed month held on an earlier day is not kept")
_ORDERS_UNJUDGED = Text("reports and statements come after the days they tell of, and what was known then is not kept")
_LINES_UNJUDGED = Text("a rule counts for older lines too, so nobody can tell on which day they had none")


@dataclass(frozen=True, slots=True)
class ChangedMonth:
    """A closed month in which so many figures became others, the largest of them by ``difference`` fen."""

    month: date
    figures: int
    name: Text
    difference: int
    cause: Text


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """How many orders of a state nobody explained, and by how much they differ together, in fen."""

    state: OrderState
    orders: int
    difference: int


@dataclass(frozen=True, slots=True)
class Unclassified:
    """Lines that no rule knows: how many, and what came in less what went out, in fen."""

    lines: int
    amount: int


def changed_words(changed: ChangedMonth) -> Text:
    """What to say of a closed month that changed."""
    month, difference = f"{changed.month:%Y-%m}", format_yuan(changed.difference)
    if changed.figures == 1:
        return Text(
            "{month} was closed, and {figure} changed since by {difference}. {cause}",
            month=month,
            figure=changed.name,
            difference=difference,
            cause=changed.cause,
        )
    return Text(
        "{month} was closed, and {count} of its figures changed since: {figure} by {difference}. {cause}",
        month=month,
        count=changed.figures,
        figure=changed.name,
        difference=difference,
        cause=changed.cause,
    )


def money_alerts(
    span: Period, changed: Sequence[ChangedMonth], orders: Sequence[OpenOrders], lines: Unclassified
) -> list[Alert]:
    """Everything to look at in the money.

    Args:
        span: the days of the orders and lines.
        changed: closed months that changed.
        orders: orders of the span by state.
        lines: lines of the span that no rule knows.
    """
    found = [
        Alert(
            code=f"month_changed_{one.month:%Y_%m}", severity=Severity.NOW, text=changed_words(one), kpi="",
            period=month_of(one.month), unjudged=_MONTHS_UNJUDGED,
        )
        for one in changed
    ]  # fmt: skip
    for one in orders:
        words = _order_words(one)
        if words is not None:
            code = f"orders_{one.state.value}"
            found.append(
                Alert(
                    code=code, severity=Severity.SOON, text=words, kpi="", period=span, unjudged=_ORDERS_UNJUDGED,
                )
            )  # fmt: skip
    if lines.lines:
        text = Text(
            "Statement lines of no known kind: {count}, {amount} together. Add a rule for them.",
            count=lines.lines,
            amount=format_yuan(lines.amount),
        )
        found.append(
            Alert(
                code="not_classified", severity=Severity.SOON, text=text, kpi="", period=span,
                unjudged=_LINES_UNJUDGED,
            )
        )  # fmt: skip
    return found


def _order_words(orders: OpenOrders) -> Text | None:
    count, amount = orders.orders, format_yuan(abs(orders.difference))
    if not count:
        return None
    if orders.state is OrderState.NO_MONEY:
        return Text("{count} confirmed orders brought no money; {amount} is lacking.", count=count, amount=amount)
    if orders.state is OrderState.SHORT:
        return Text("{count} orders brought too little, {amount} together.", count=count, amount=amount)
    return None


def place_of(alert: Alert) -> tuple[str, str]:
    """The part of the money that has what an alert of it speaks of, and what of it: a state of orders, a split."""
    if alert.code == "loss_makers":
        return "profit", "product"
    if alert.code.startswith("orders_"):
        return "orders", alert.code.removeprefix("orders_")
    return ("rules" if alert.code == "not_classified" else "months"), ""
