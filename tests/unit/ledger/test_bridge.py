"""The bridge of a month adds up to the fen, whatever the data are, and each step means what it says."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.ledger.bridge import SUMS, Bridge, BridgeOrder, MonthOfLines, Step, build_bridge
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.months import CLOSING, OPENING, UNCONFIRMED, asserted

MARCH = date(2026, 3, 1)
_DAYS = st.none() | st.dates(date(2026, 1, 20), date(2026, 5, 10))
_FEN = st.integers(-2_000_00, 5_000_00)
_NUMBERS = st.sampled_from(["1", "22", "333"])
_ORDERS = st.lists(
    st.builds(
        BridgeOrder,
        order_no=_NUMBERS,
        paid_on=_DAYS,
        confirmed_on=_DAYS,
        paid=st.integers(0, 3_000_00),
        refund=st.integers(0, 3_000_00),
        closed=st.booleans(),
        received=_FEN,
        refunded=_FEN,
        received_now=_FEN | st.just(0),
    ),
    max_size=5,
)
_LINES = st.builds(
    MonthOfLines,
    sums=st.dictionaries(st.sampled_from(list(LineKind)), _FEN, max_size=6),
    orders=st.dictionaries(st.sampled_from(list(LineKind)), st.lists(_NUMBERS, max_size=2).map(tuple), max_size=3),
    unknown_sales=st.lists(_NUMBERS, max_size=2).map(tuple),
    opening=st.none() | _FEN,
    closing=st.none() | _FEN,
)


def order(number: str, **more: object) -> BridgeOrder:
    """An order of 100 yuan, paid and confirmed in March, whose money came."""
    known: dict[str, object] = {
        "paid_on": date(2026, 3, 2), "confirmed_on": date(2026, 3, 9), "paid": 100, "refund": 0, "closed": False,
        "received": 100, "refunded": 0, "received_now": 100,
    }  # fmt: skip
    return BridgeOrder(order_no=number, **{**known, **more})  # type: ignore[arg-type]


def amounts(bridge: Bridge) -> dict[str, int]:
    """The steps that are not nothing."""
    return {one.step.value: one.amount for one in bridge.steps if one.amount}


def of_sales(*orders: BridgeOrder, unknown: int = 0) -> Bridge:
    """The bridge of March when these orders' sales, and some of unknown orders, are all that is in the statement."""
    sales = sum(one.received_now for one in orders) + unknown
    return build_bridge(MARCH, orders, MonthOfLines({LineKind.SALE: sales}, opening=1_000, closing=1_000 + sales))


@settings(max_examples=150, deadline=None)
@given(_ORDERS, _LINES)
def test_adds_up_for_any_data(orders: list[BridgeOrder], lines: MonthOfLines) -> None:
    """Every sum is that of the steps before it, and the last is the change of the balance."""
    bridge = build_bridge(MARCH, orders, lines)
    assert [one.step for one in bridge.steps] == list(Step)
    running = 0
    for one in bridge.steps:
        if one.step in SUMS:
            assert one.amount == running
        else:
            running += one.amount
    if lines.opening is not None and lines.closing is not None:
        assert lines.opening + bridge.step(Step.CHANGE_OF_BALANCE).amount == lines.closing
    else:
        assert bridge.step(Step.MISSING_STRETCH).amount == 0
    assert bridge.step(Step.RECEIVED).amount == lines.sums.get(LineKind.SALE, 0)


@settings(max_examples=60, deadline=None)
@given(_ORDERS)
def test_orders_come_to_their_sales(orders: list[BridgeOrder]) -> None:
    """What the steps before the statement come to is the sales of known orders, so nothing is left for unknown ones."""
    assert of_sales(*orders).step(Step.UNKNOWN_ORDERS).amount == 0


def test_an_ordinary_order() -> None:
    """Paid, confirmed and received in the month: no step but the sums."""
    bridge = of_sales(order("1"))
    assert amounts(bridge) == {
        "paid_orders": 100, "received_on_statement": 100, "change_before_transfers": 100, "change_of_balance": 100,
    }  # fmt: skip
    assert bridge.step(Step.PAID_ORDERS).orders == ("1",)
    assert (bridge.opening, bridge.closing) == (1_000, 1_100)


def test_month_of_sale_and_month_of_money() -> None:
    """Each timing has its step."""
    april, february = date(2026, 4, 2), date(2026, 2, 20)
    bridge = of_sales(
        order("later", confirmed_on=april, received_now=0),
        order("open", confirmed_on=None, received=0, received_now=0),
        order("earlier", paid_on=february),
        order("shut", confirmed_on=None, closed=True, refund=100, received=0, received_now=0),
        order("slow", received_now=0),
        order("late", paid_on=february, confirmed_on=date(2026, 2, 28)),
        unknown=7,
    )
    assert amounts(bridge) == {
        "paid_orders": 400, "not_yet_confirmed": -200, "confirmed_from_earlier_months": 100,
        "closed_before_receipt": -100, "confirmed_not_received_in_month": -100,
        "received_not_confirmed_in_month": 100, "unknown_orders": 7, "received_on_statement": 207,
        "change_before_transfers": 207, "change_of_balance": 207,
    }  # fmt: skip
    assert bridge.step(Step.NOT_YET_CONFIRMED).orders == ("later", "open")
    assert bridge.step(Step.CONFIRMED_FROM_EARLIER).orders == ("earlier",)
    assert bridge.step(Step.CLOSED_BEFORE_RECEIPT).orders == ("shut",)
    assert bridge.step(Step.CONFIRMED_NOT_RECEIVED).orders == ("slow",)
    assert bridge.step(Step.RECEIVED_NOT_CONFIRMED).orders == ("late",)


def test_refunds_before_receipt_and_amounts_that_differ() -> None:
    """A refund before receipt is no difference; what is lacking or too much beyond it is."""
    bridge = of_sales(
        order("early", refund=30, received=70, received_now=70),
        order("early and slow", refund=30, received=0, received_now=0),
        order("short", received=90, received_now=90),
        order("over", received=105, received_now=105),
        order("after", refund=20, refunded=20),
        order("whole", refund=100, received=0, received_now=0),
    )
    found = amounts(bridge)
    assert found["refunds_before_receipt"] == -160
    assert bridge.step(Step.REFUNDS_BEFORE_RECEIPT).orders == ("early", "early and slow", "whole")
    assert found["amount_differs"] == -5
    assert bridge.step(Step.AMOUNT_DIFFERS).orders == ("over", "short")
    assert found["confirmed_not_received_in_month"] == -70
    assert bridge.step(Step.CONFIRMED_NOT_RECEIVED).orders == ("early and slow",)


def test_an_order_refunded_as_a_whole_without_the_word_closed() -> None:
    """A report may still say that it waits; nothing of it will come."""
    bridge = of_sales(order("1", confirmed_on=None, refund=100, received=0, received_now=0))
    assert bridge.step(Step.CLOSED_BEFORE_RECEIPT).amount == -100


def test_from_received_to_the_balance() -> None:
    """Refunds, fees as one step, what has no kind, what only moved, and what moved without a line."""
    sums = {
        LineKind.SALE: 1000, LineKind.REFUND: -200, LineKind.COMMISSION: -50, LineKind.INSURANCE: -3,
        LineKind.INSURANCE_PAID_OUT: 8, LineKind.INTEREST: 2, LineKind.LOAN_COST: -4, LineKind.NOT_CLASSIFIED: -11,
        LineKind.TRANSFER: -500, LineKind.ADS_TOPUP: -70, LineKind.DEPOSIT: -30, LineKind.LOAN: 90,
    }  # fmt: skip
    orders = {LineKind.COMMISSION: ("2", "1"), LineKind.INSURANCE: ("1",)}
    bridge = build_bridge(MARCH, [], MonthOfLines(sums, orders, ("9",), opening=10, closing=250))
    found = amounts(bridge)
    assert (found["fees"], bridge.step(Step.FEES).orders) == (-45, ("1", "2"))
    assert found["change_before_transfers"] == 1000 - 200 - 45 + 2 - 4 - 11
    assert found["missing_stretch"] == 240 - sum(sums.values())
    assert found["change_of_balance"] == 240
    assert bridge.step(Step.UNKNOWN_ORDERS).orders == ("9",)
    assert bridge.unexplained == -11 + found["missing_stretch"]


def test_a_closed_month_asserts_nothing_for_a_kind_without_a_line() -> None:
    figures = asserted(of_sales(order("1")), {LineKind.SALE: 100})
    assert figures[LineKind.SALE.value] == 100
    assert all(figures[kind.value] == 0 for kind in LineKind if kind is not LineKind.SALE)
    assert (figures[OPENING], figures[CLOSING], figures[UNCONFIRMED]) == (1_000, 1_100, 0)


def test_an_order_given_back_whole_came_to_nothing_unless_nothing_was_paid() -> None:
    def nothing(paid: int, refund: int, *, closed: bool = False, confirmed: date | None = None) -> bool:
        return BridgeOrder("1", MARCH, confirmed, paid, refund, closed, 0, 0).came_to_nothing

    assert nothing(1, 1) and nothing(100, 100) and nothing(100, 0, closed=True)
    assert not nothing(0, 0) and not nothing(100, 99) and not nothing(1, 1, confirmed=MARCH)
    assert not nothing(100, 0, closed=True, confirmed=MARCH)


def test_an_order_without_a_sale_in_the_month_received_nothing_in_it() -> None:
    waiting = BridgeOrder("1", MARCH, None, 100, 0, False, 0, 0)
    built = build_bridge(MARCH, [waiting], MonthOfLines({}))
    assert built.step(Step.RECEIVED_NOT_CONFIRMED).amount == 0
    assert built.step(Step.NOT_YET_CONFIRMED).amount == -100
