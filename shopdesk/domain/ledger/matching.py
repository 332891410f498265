"""Orders against money: what an order's buyer paid, what of it reached the account, and what is to be said of it.

Amounts are fen. What the reports say of an order (:class:`OrderFacts`) and what the statements say
(:class:`OrderMoney`) are kept apart; :func:`match` holds one against the other. The states and the order in which they
are tested are those of the command's contract.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from shopdesk.domain.text import Text

CLOSED = "交易关闭"
"""The word of the order report for an order that came to nothing."""

FEE_TOLERANCE = 1
"""Fen by which a commission may be off before it is pointed out: the platform rounds by sub-order."""

DAYS_TO_WAIT = 3
"""Days after the confirmed receipt in which money may still come before it counts as missing."""


class OrderState(StrEnum):
    """What came of holding an order against the statements."""

    SETTLED = "settled"
    WAITING = "waiting"
    SHORT = "short"
    OVER = "over"
    REFUND_DIFFERS = "refund_differs"
    FEE_DIFFERS = "fee_differs"
    UNKNOWN_ORDER = "unknown_order"
    NO_MONEY = "no_money"


STATE_NAMES: dict[OrderState, Text] = {
    OrderState.SETTLED: Text("Settled"),
    OrderState.WAITING: Text("Waiting"),
    OrderState.SHORT: Text("Short"),
    OrderState.OVER: Text("Over"),
    OrderState.REFUND_DIFFERS: Text("Refund differs"),
    OrderState.FEE_DIFFERS: Text("Fee differs"),
    OrderState.UNKNOWN_ORDER: Text("Unknown order"),
    OrderState.NO_MONEY: Text("No money"),
}

NO_STATEMENT = Text("No statement")
"""Instead of the state's name where no statement covers the time in which the money would have come."""

IN_ORDER = frozenset({OrderState.SETTLED, OrderState.WAITING})
"""States that nobody has to look at."""


class Hint(StrEnum):
    """What is worth knowing of an order beside its state."""

    BEFORE_RECEIPT = "before_receipt"
    OLDER_REPORT = "older_report"
    ITEMS_DIFFER = "items_differ"
    FEE_GIVEN_BACK = "fee_given_back"
    BEFORE_STATEMENTS = "before_statements"


HINT_NAMES: dict[Hint, Text] = {
    Hint.BEFORE_RECEIPT: Text("Refunded before receipt: this never passed the account."),
    Hint.OLDER_REPORT: Text("The money is ahead of the order report. Import a newer one."),
    Hint.ITEMS_DIFFER: Text("The sub-order report says another refund; the order report counts."),
    Hint.FEE_GIVEN_BACK: Text("Commission was given back."),
    Hint.BEFORE_STATEMENTS: Text("Confirmed before the first day of the statements."),
}


class OrderFacts(NamedTuple):
    """What the reports say of an order; a tuple, for there may be hundreds of thousands of them.

    ``paid`` and ``confirmed``: that a report says when the order was paid, and when its buyer confirmed the receipt.
    ``buyer_paid`` is what the buyer paid, refunds not taken off. ``refund`` is that of the order report, or of the
    sub-order report where that alone knows one; ``item_refund`` is what the sub-orders add up to. ``freight`` is the
    part of the amount paid for shipping. ``closed``: the order came to nothing.
    """

    paid: bool
    confirmed: bool
    buyer_paid: int | None
    refund: int | None
    item_refund: int | None = None
    freight: int = 0
    closed: bool = False

    @property
    def due(self) -> int:
        """What has to be in the account in the end; a figure that no report states counts as nothing."""
        return (self.buyer_paid or 0) - (self.refund or 0)


class OrderMoney(NamedTuple):
    """What the statements say of an order: ``received`` and ``refunded`` are positive, the ``commission`` too.

    ``charged`` is the commission without what was given back.
    ``received_on`` is the day of its first sale.
    """

    received: int = 0
    refunded: int = 0
    commission: int = 0
    charged: int = 0
    received_on: date | None = None

    @property
    def net(self) -> int:
        """What stayed in the account of the order's price."""
        return self.received - self.refunded


def what_buyer_paid(gross: int | None, received: int | None, refund: int | None) -> int | None:
    """What the buyer paid, refunds not taken off.

    The order total is that. Where it equals 买家实付金额 + 退款金额 the file says that 买家实付金额 is what was left
    after refunds, which changes nothing about the total; a report without totals is read in this way.
    """
    if gross is not None:
        return gross
    return None if received is None else received + (refund or 0)


def expected_commission(rate: Fraction | Decimal | None, received: int, freight: int) -> int | None:
    """The rate of the received amount without its freight, half up to the fen.

    ``None`` while nothing is received, and where no rule says a rate. Later refunds do not change it. Freight beyond
    what was received leaves nothing to charge.
    """
    if rate is None or received <= 0:
        return None
    above, below = rate.as_integer_ratio()
    return (2 * above * max(0, received - freight) + below) // (2 * below)


def refund_before_receipt(paid: int, refund: int, received: int, refunded: int) -> int:
    """The refund that the buyer got before the money came, so that it is in no statement; never below 0.

    At most what the report says beyond the statements' refunds, and at most what is lacking in what was received.
    """
    return max(0, min(refund - refunded, paid - received))


def match(facts: OrderFacts | None, money: OrderMoney, expected: int | None) -> OrderState:
    """The state of an order, but that an order confirmed long ago without money is still :attr:`OrderState.WAITING`.

    How long ago counts from the last day of the statements, which moves: see :func:`state_on`.

    Args:
        facts: what the reports say; ``None`` where no report knows the order.
        money: what the statements say.
        expected: the commission by the rule of the day, ``None`` where there is none.
    """
    if facts is None:
        return OrderState.UNKNOWN_ORDER
    if not money.received and not money.refunded:
        return OrderState.SETTLED if nothing_due(facts) else OrderState.WAITING
    if money.net == facts.due:
        off = expected is not None and abs(money.commission - expected) > FEE_TOLERANCE
        return OrderState.FEE_DIFFERS if off else OrderState.SETTLED
    if money.received == (facts.buyer_paid or 0):
        return OrderState.REFUND_DIFFERS
    return OrderState.SHORT if money.net < facts.due else OrderState.OVER


def nothing_due(facts: OrderFacts) -> bool:
    """Whether the reports say that no money has to come; what they do not state is not taken for nothing."""
    return facts.buyer_paid is not None and facts.due == 0


def last_day_waited_out(covered_to: date | None) -> date | None:
    """Orders confirmed on this day or before had time to bring their money; ``None`` without statements.

    Days are counted, not hours: confirmed more than three days before the last day that the statements cover.
    """
    return None if covered_to is None else earlier(covered_to, DAYS_TO_WAIT + 1)


def earlier(day: date, days: int) -> date:
    """So many days before; never before the calendar begins, whatever day a file states."""
    return date.fromordinal(max(date.min.toordinal(), day.toordinal() - days))


def state_on(state: OrderState, confirmed_on: date | None, covered_to: date | None) -> OrderState:
    """The state as it is to be shown, given the last day that the statements cover."""
    bound = last_day_waited_out(covered_to)
    if state is OrderState.WAITING and confirmed_on is not None and bound is not None and confirmed_on <= bound:
        return OrderState.NO_MONEY
    return state


def is_stated(
    state: OrderState, paid_on: date | None, confirmed_on: date | None, covered: tuple[date, date] | None
) -> bool:
    """Whether the statements can tell of an order's money: whoever has none of that time knows nothing of it.

    Args:
        state: the order's state; one that money was found for is told of.
        paid_on: the day it was paid.
        confirmed_on: the day its receipt was confirmed, ``None`` where no report says so.
        covered: the first and the last day of the statements, ``None`` without statements.
    """
    if state not in (OrderState.WAITING, OrderState.NO_MONEY):
        return True
    if covered is None:
        return False
    if confirmed_on is not None:
        return covered[0] <= confirmed_on <= covered[1]
    return paid_on is None or paid_on <= covered[1]


def hints(facts: OrderFacts | None, money: OrderMoney, state: OrderState) -> tuple[Hint, ...]:
    """What is worth saying beside the state."""
    if facts is None:
        return ()
    found: list[Hint] = []
    paid, refund = facts.buyer_paid or 0, facts.refund or 0
    early = refund_before_receipt(paid, refund, money.received, money.refunded)
    if early and (money.received or nothing_due(facts)):
        found.append(Hint.BEFORE_RECEIPT)
    if money.received and (not facts.paid or (not facts.confirmed and not facts.closed)):
        found.append(Hint.OLDER_REPORT)
    if facts.item_refund is not None and facts.refund is not None and facts.item_refund != facts.refund:
        found.append(Hint.ITEMS_DIFFER)
    if state is OrderState.FEE_DIFFERS and money.charged > money.commission:
        found.append(Hint.FEE_GIVEN_BACK)
    return tuple(found)


def difference(facts: OrderFacts | None, money: OrderMoney, expected: int | None, state: OrderState) -> int:
    """By how much an order differs, in fen: money beyond what was due is positive, a commission too high is positive.

    For an order that waits it is what is still to come, negative.
    """
    if state is OrderState.FEE_DIFFERS:
        return money.commission - (expected or 0)
    if state is OrderState.SETTLED:
        return 0
    return money.net - (facts.due if facts else 0)
