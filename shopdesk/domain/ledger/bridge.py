"""The bridge of a month: from the orders that were paid to the change of the account's balance.

Money of an order arrives when the buyer confirms, so the month of sale and the month of money differ. Each step is a
signed amount in fen, and the steps between two sums add up to the second exactly, whatever the data are: what the
running balance moved without a line is the step :attr:`Step.MISSING_STRETCH`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from shopdesk.domain.ledger.kinds import FEE_KINDS, LineKind
from shopdesk.domain.ledger.matching import refund_before_receipt
from shopdesk.domain.text import Text


class Step(StrEnum):
    """The steps in their order; :data:`SUMS` are sums of those before."""

    PAID_ORDERS = "paid_orders"
    NOT_YET_CONFIRMED = "not_yet_confirmed"
    CONFIRMED_FROM_EARLIER = "confirmed_from_earlier_months"
    CLOSED_BEFORE_RECEIPT = "closed_before_receipt"
    REFUNDS_BEFORE_RECEIPT = "refunds_before_receipt"
    CONFIRMED_NOT_RECEIVED = "confirmed_not_received_in_month"
    RECEIVED_NOT_CONFIRMED = "received_not_confirmed_in_month"
    AMOUNT_DIFFERS = "amount_differs"
    UNKNOWN_ORDERS = "unknown_orders"
    RECEIVED = "received_on_statement"
    REFUNDS = "refunds_on_statement"
    FEES = "fees"
    INTEREST = "interest"
    LOAN_COST = "loan_cost"
    NOT_CLASSIFIED = "not_classified"
    CHANGE_BEFORE_TRANSFERS = "change_before_transfers"
    TRANSFER = "transfer"
    ADS_TOPUP = "ads_topup"
    DEPOSIT = "deposit"
    LOAN = "loan"
    MISSING_STRETCH = "missing_stretch"
    CHANGE_OF_BALANCE = "change_of_balance"


STEP_NAMES: dict[Step, Text] = {
    Step.PAID_ORDERS: Text("Orders paid in the month"),
    Step.NOT_YET_CONFIRMED: Text("not confirmed in the month"),
    Step.CONFIRMED_FROM_EARLIER: Text("confirmed from earlier months"),
    Step.CLOSED_BEFORE_RECEIPT: Text("closed before receipt"),
    Step.REFUNDS_BEFORE_RECEIPT: Text("refunded before receipt"),
    Step.CONFIRMED_NOT_RECEIVED: Text("confirmed, money not in the month"),
    Step.RECEIVED_NOT_CONFIRMED: Text("money in the month, confirmed in another"),
    Step.AMOUNT_DIFFERS: Text("amount differs"),
    Step.UNKNOWN_ORDERS: Text("money of unknown orders"),
    Step.RECEIVED: Text("Received by the statement"),
    Step.REFUNDS: Text("refunds by the statement"),
    Step.FEES: Text("fees and other costs"),
    Step.INTEREST: Text("interest"),
    Step.LOAN_COST: Text("cost of loans"),
    Step.NOT_CLASSIFIED: Text("not classified"),
    Step.CHANGE_BEFORE_TRANSFERS: Text("Change before transfers"),
    Step.TRANSFER: Text("transfers"),
    Step.ADS_TOPUP: Text("advertising top-ups"),
    Step.DEPOSIT: Text("deposit"),
    Step.LOAN: Text("loans"),
    Step.MISSING_STRETCH: Text("missing stretch of the statement"),
    Step.CHANGE_OF_BALANCE: Text("Change of the balance"),
}

SUMS = frozenset({Step.RECEIVED, Step.CHANGE_BEFORE_TRANSFERS, Step.CHANGE_OF_BALANCE})
"""Steps that say what those before come to."""

FROM_STATEMENT = frozenset(list(Step)[list(Step).index(Step.CONFIRMED_NOT_RECEIVED) :])
"""Steps that nobody can know of a month without a statement."""

KINDS_OF_STEP: dict[Step, tuple[LineKind, ...]] = {
    Step.REFUNDS: (LineKind.REFUND,),
    Step.FEES: FEE_KINDS,
    Step.INTEREST: (LineKind.INTEREST,),
    Step.LOAN_COST: (LineKind.LOAN_COST,),
    Step.NOT_CLASSIFIED: (LineKind.NOT_CLASSIFIED,),
    Step.TRANSFER: (LineKind.TRANSFER,),
    Step.ADS_TOPUP: (LineKind.ADS_TOPUP,),
    Step.DEPOSIT: (LineKind.DEPOSIT,),
    Step.LOAN: (LineKind.LOAN,),
}
"""Which lines of the month's statement make up a step that comes straight from it."""


class BridgeOrder(NamedTuple):
    """An order that a month's bridge may have to count; a tuple, for there are tens of thousands of them.

    ``received`` and ``refunded`` are of all months, ``received_now`` is the sale of this month alone.
    """

    order_no: str
    paid_on: date | None
    confirmed_on: date | None
    paid: int
    refund: int
    closed: bool
    received: int
    refunded: int
    received_now: int = 0

    @property
    def came_to_nothing(self) -> bool:
        """Never confirmed, and closed or refunded as a whole: its money went back before it came."""
        return self.confirmed_on is None and (self.closed or (self.refund > 0 and self.refund == self.paid))


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One step: a signed amount in fen and the order numbers that make it up."""

    step: Step
    amount: int
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthOfLines:
    """What the statements say of a month.

    ``sums`` are the signed sums by kind; ``orders`` the order numbers of the lines by kind; ``unknown_sales`` those
    with a sale that no report knows; ``opening`` and ``closing`` balances are ``None`` where no line states one.
    """

    sums: Mapping[LineKind, int]
    orders: Mapping[LineKind, tuple[str, ...]] = field(default_factory=dict)
    unknown_sales: tuple[str, ...] = ()
    opening: int | None = None
    closing: int | None = None

    @property
    def change(self) -> int:
        """The change of the balance; what the lines add up to where no balance is stated."""
        if self.opening is None or self.closing is None:
            return sum(self.sums.values())
        return self.closing - self.opening


@dataclass(frozen=True, slots=True)
class Bridge:
    """The bridge of a month, given by its first day."""

    month: date
    opening: int | None
    closing: int | None
    steps: tuple[BridgeStep, ...]

    def step(self, step: Step) -> BridgeStep:
        """One of the steps; every bridge has all."""
        return next(one for one in self.steps if one.step is step)

    @property
    def unexplained(self) -> int:
        """What nothing explains: lines without a kind, and balance that moved without a line."""
        return self.step(Step.NOT_CLASSIFIED).amount + self.step(Step.MISSING_STRETCH).amount


class _Steps:
    """Adds up amounts and order numbers by step."""

    def __init__(self) -> None:
        self.amounts: dict[Step, int] = dict.fromkeys(Step, 0)
        self.orders: dict[Step, list[str]] = {step: [] for step in Step}

    def add(self, step: Step, amount: int, order_no: str) -> None:
        self.amounts[step] += amount
        self.orders[step].append(order_no)


def build_bridge(month: date, orders: Iterable[BridgeOrder], lines: MonthOfLines) -> Bridge:
    """The bridge of the month that begins on ``month``.

    Args:
        month: the first day.
        orders: every known order that was paid or confirmed in the month or has a sale in it; others do no harm.
        lines: what the statements say of the month.
    """
    found = _Steps()
    for order in orders:
        _add_order(found, order, month)
    received = lines.sums.get(LineKind.SALE, 0)
    # A sale without any order number is money of no known order, too, but there is no order to open.
    found.amounts[Step.UNKNOWN_ORDERS] = received - sum(found.amounts.values())
    found.orders[Step.UNKNOWN_ORDERS] = list(lines.unknown_sales)
    found.amounts[Step.RECEIVED] = received
    found.orders[Step.RECEIVED] = list(lines.orders.get(LineKind.SALE, ()))
    for step, kinds in KINDS_OF_STEP.items():
        found.amounts[step] = sum(lines.sums.get(kind, 0) for kind in kinds)
        found.orders[step] = [order_no for kind in kinds for order_no in lines.orders.get(kind, ())]
    before = [Step.RECEIVED, Step.REFUNDS, Step.FEES, Step.INTEREST, Step.LOAN_COST, Step.NOT_CLASSIFIED]
    found.amounts[Step.CHANGE_BEFORE_TRANSFERS] = sum(found.amounts[step] for step in before)
    found.amounts[Step.MISSING_STRETCH] = lines.change - sum(lines.sums.values())
    found.amounts[Step.CHANGE_OF_BALANCE] = lines.change
    steps = tuple(BridgeStep(step, found.amounts[step], tuple(sorted(set(found.orders[step])))) for step in Step)
    return Bridge(month, lines.opening, lines.closing, steps)


def _add_order(found: _Steps, order: BridgeOrder, month: date) -> None:
    """Count an order in the steps from what was paid to what was received; together they are ``received_now``."""
    paid_now = order.paid_on is not None and _same_month(order.paid_on, month)
    confirmed_now = order.confirmed_on is not None and _same_month(order.confirmed_on, month)
    if paid_now:
        found.add(Step.PAID_ORDERS, order.paid, order.order_no)
    if confirmed_now:
        if not paid_now:
            found.add(Step.CONFIRMED_FROM_EARLIER, order.paid, order.order_no)
        _add_confirmed(found, order)
        return
    if paid_now:
        step = Step.CLOSED_BEFORE_RECEIPT if order.came_to_nothing else Step.NOT_YET_CONFIRMED
        found.add(step, -order.paid, order.order_no)
    if order.received_now:
        found.add(Step.RECEIVED_NOT_CONFIRMED, order.received_now, order.order_no)


def _add_confirmed(found: _Steps, order: BridgeOrder) -> None:
    early = refund_before_receipt(order.paid, order.refund, order.received, order.refunded)
    if early:
        found.add(Step.REFUNDS_BEFORE_RECEIPT, -early, order.order_no)
    off = order.received_now - (order.paid - early)
    if off:
        found.add(Step.AMOUNT_DIFFERS if order.received_now else Step.CONFIRMED_NOT_RECEIVED, off, order.order_no)


def _same_month(day: date, month: date) -> bool:
    return day.year == month.year and day.month == month.month
