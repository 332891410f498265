"""The states of an order held against the statements, and the commission that was to be charged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from shopdesk.domain.ledger.matching import (
    Hint,
    OrderFacts,
    OrderMoney,
    OrderState,
    difference,
    expected_commission,
    hints,
    last_day_waited_out,
    match,
    refund_before_receipt,
    state_on,
    what_buyer_paid,
)

NO_LINES = OrderMoney()


def facts(paid: int | None = 100_00, refund: int | None = 0, **more: object) -> OrderFacts:
    """A confirmed order of 100 yuan."""
    known: dict[str, object] = {"paid": True, "confirmed": True, "buyer_paid": paid, "refund": refund}
    return OrderFacts(**{**known, **more})  # type: ignore[arg-type]


def money(received: int = 0, refunded: int = 0, commission: int = 0, charged: int | None = None) -> OrderMoney:
    """What the statement says."""
    return OrderMoney(received, refunded, commission, commission if charged is None else charged)


@pytest.mark.parametrize(
    ("order", "lines", "expected", "state"),
    [
        (facts(), money(100_00), None, OrderState.SETTLED),
        (facts(refund=30_00), money(100_00, 30_00), None, OrderState.SETTLED),
        # Refunded before receipt: only the rest came, and there is no refund line.
        (facts(refund=30_00), money(70_00), None, OrderState.SETTLED),
        (facts(refund=100_00, confirmed=False, closed=True), NO_LINES, None, OrderState.SETTLED),
        (facts(confirmed=False), NO_LINES, None, OrderState.WAITING),
        (facts(), NO_LINES, None, OrderState.WAITING),
        (facts(), money(99_00), None, OrderState.SHORT),
        (facts(), money(101_00), None, OrderState.OVER),
        (facts(), money(100_00, 10_00), None, OrderState.REFUND_DIFFERS),
        (facts(refund=10_00), money(100_00), None, OrderState.REFUND_DIFFERS),
        (facts(refund=10_00), money(95_00, 20_00), None, OrderState.SHORT),
        (facts(), money(0, 100_00), None, OrderState.SHORT),
        (facts(refund=100_00, confirmed=False, closed=True), money(100_00), None, OrderState.REFUND_DIFFERS),
        (facts(), money(100_00, 0, 5_00), 5_00, OrderState.SETTLED),
        (facts(), money(100_00, 0, 5_01), 5_00, OrderState.SETTLED),
        (facts(), money(100_00, 0, 4_99), 5_00, OrderState.SETTLED),
        (facts(), money(100_00, 0, 5_02), 5_00, OrderState.FEE_DIFFERS),
        (facts(), money(100_00, 0, 4_98), 5_00, OrderState.FEE_DIFFERS),
        (facts(), money(100_00), 5_00, OrderState.FEE_DIFFERS),
        (facts(), money(100_00), 2, OrderState.FEE_DIFFERS),
        (facts(), money(100_00), 1, OrderState.SETTLED),
        # A wrong amount outranks a wrong fee.
        (facts(), money(90_00), 5_00, OrderState.SHORT),
        # The money came while the report on hand is older.
        (facts(confirmed=False), money(100_00), None, OrderState.SETTLED),
        (facts(paid=None, refund=None), NO_LINES, None, OrderState.WAITING),
        # A report that states no amount lets nothing be due; what came went back again.
        (facts(paid=None, refund=None), money(100_00, 100_00), None, OrderState.SETTLED),
        (facts(paid=None, refund=None), money(1), None, OrderState.OVER),
        (None, money(100_00), None, OrderState.UNKNOWN_ORDER),
        (None, NO_LINES, None, OrderState.UNKNOWN_ORDER),
    ],
)
def test_state(order: OrderFacts | None, lines: OrderMoney, expected: int | None, state: OrderState) -> None:
    """Every state, tested in the contract's order."""
    assert match(order, lines, expected) is state


def test_waiting_becomes_no_money_by_the_last_covered_day() -> None:
    """Confirmed more than three days before the last day that the statements cover."""
    confirmed = date(2026, 3, 8)
    assert state_on(OrderState.WAITING, confirmed, date(2026, 3, 11)) is OrderState.WAITING
    assert state_on(OrderState.WAITING, confirmed, date(2026, 3, 12)) is OrderState.NO_MONEY
    assert state_on(OrderState.WAITING, None, date(2026, 5, 1)) is OrderState.WAITING
    assert state_on(OrderState.WAITING, confirmed, None) is OrderState.WAITING
    assert state_on(OrderState.SHORT, confirmed, date(2026, 5, 1)) is OrderState.SHORT
    assert last_day_waited_out(date(2026, 3, 12)) == confirmed
    assert last_day_waited_out(None) is None


@pytest.mark.parametrize(
    ("rate", "received", "freight", "fen"),
    [
        (Decimal("0.05"), 100_00, 0, 5_00),
        (Decimal("0.05"), 110_00, 10_00, 5_00),
        (Decimal("0.05"), 10, 0, 1),  # half a fen goes up
        (Decimal("0.05"), 9, 0, 0),
        (Decimal("0"), 100_00, 0, 0),
        (Decimal("0.5"), 1, 0, 1),  # a single fen came
        (Decimal("0.05"), 0, 0, None),
        (Decimal("0.05"), -100_00, 0, None),
        (Decimal("0.05"), 5_00, 10_00, 0),
        (None, 100_00, 0, None),
        (Fraction(1, 3), 100, 0, 33),
        (Fraction(1, 3), 200, 0, 67),
    ],
)
def test_expected_commission(rate: Fraction | Decimal | None, received: int, freight: int, fen: int | None) -> None:
    """The rate of what was received without freight, half up; unknown while nothing came."""
    assert expected_commission(rate, received, freight) == fen


def test_what_the_buyer_paid() -> None:
    """The total counts; where a report has none, what was left with what was given back."""
    assert what_buyer_paid(100_00, 70_00, 30_00) == 100_00
    assert what_buyer_paid(100_00, 100_00, 30_00) == 100_00
    assert what_buyer_paid(None, 70_00, 30_00) == 100_00
    assert what_buyer_paid(None, 70_00, None) == 70_00
    assert what_buyer_paid(None, None, 30_00) is None


def test_refund_before_receipt() -> None:
    """At most what the statements do not show of the refund, at most what is lacking, never negative."""
    assert refund_before_receipt(100, 30, 70, 0) == 30
    assert refund_before_receipt(100, 30, 100, 30) == 0
    assert refund_before_receipt(100, 30, 100, 0) == 0
    assert refund_before_receipt(100, 30, 80, 0) == 20
    assert refund_before_receipt(100, 30, 60, 10) == 20
    assert refund_before_receipt(100, 0, 60, 10) == 0
    assert refund_before_receipt(100, 30, 0, 0) == 30


def test_hints() -> None:
    """What is worth saying beside the state."""
    early = facts(refund=30_00)
    assert hints(early, money(70_00), OrderState.SETTLED) == (Hint.BEFORE_RECEIPT,)
    assert hints(early, money(100_00, 30_00), OrderState.SETTLED) == ()
    assert hints(facts(), money(60_00), OrderState.SHORT) == (), "what is lacking is no refund that nobody reports"
    closed = facts(refund=100_00, confirmed=False, closed=True)
    assert hints(closed, NO_LINES, OrderState.SETTLED) == (Hint.BEFORE_RECEIPT,)
    assert hints(early, NO_LINES, OrderState.WAITING) == ()
    assert hints(facts(confirmed=False), money(100_00), OrderState.SETTLED) == (Hint.OLDER_REPORT,)
    unpaid = facts(paid=False, confirmed=False)
    assert hints(unpaid, money(100_00), OrderState.SETTLED) == (Hint.OLDER_REPORT,)
    assert hints(facts(refund=10_00, item_refund=12_00), money(100_00, 10_00), OrderState.SETTLED) == (
        Hint.ITEMS_DIFFER,
    )
    back = money(100_00, 0, 0, charged=5_00)
    assert hints(facts(), back, OrderState.FEE_DIFFERS) == (Hint.FEE_GIVEN_BACK,)
    assert hints(facts(), back, OrderState.SETTLED) == ()
    assert hints(facts(), money(100_00, 0, 7_00), OrderState.FEE_DIFFERS) == ()
    assert hints(None, money(100_00), OrderState.UNKNOWN_ORDER) == ()


def test_difference() -> None:
    """How much is off: of the amount, or of the commission; what an order waits for is lacking."""
    assert difference(facts(), money(90_00), None, OrderState.SHORT) == -10_00
    assert difference(facts(), money(110_00), None, OrderState.OVER) == 10_00
    assert difference(facts(refund=10_00), money(100_00), None, OrderState.REFUND_DIFFERS) == 10_00
    assert difference(facts(), money(100_00, 0, 7_00), 5_00, OrderState.FEE_DIFFERS) == 2_00
    assert difference(facts(), money(100_00), None, OrderState.SETTLED) == 0
    assert difference(facts(refund=20_00), NO_LINES, None, OrderState.WAITING) == -80_00
    assert difference(None, money(80_00, 30_00), None, OrderState.UNKNOWN_ORDER) == 50_00
