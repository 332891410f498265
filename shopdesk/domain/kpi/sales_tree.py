"""The tree of a store's sales: what is kept = paid − refunds, paid = visitors × conversion × amount per buyer, and on.

Each group of drivers stands before the one that is taken where its figures are missing.
"""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.kinds import Unit
from shopdesk.domain.kpi.tree import DAYS, Driver, Group, Join
from shopdesk.domain.text import Text

__all__ = ["SALES_TREE"]


def _of(code: str, figure: str, *groups: Group, **more: object) -> Driver:
    """A driver that is called, measured and opened as a KPI."""
    item = kpi(code)
    return Driver(name=item.name, figure=figure, unit=item.unit, code=code, groups=groups, **more)  # type: ignore[arg-type]


_ORDERS_PER_BUYER = Driver(name=Text("Orders per buyer"), figure="paid_orders", unit=Unit.NUMBER, code="paid_orders")
_PIECES = (
    Driver(name=Text("Pieces per order"), figure="paid_pieces", unit=Unit.NUMBER, code="paid_pieces"),
    Driver(name=Text("Price per piece"), figure="paid_fen", unit=Unit.MONEY, code="paid_amount"),
)
_AMOUNT_PER_ORDER = _of("amount_per_order", "paid_fen", Group(start="paid_orders", of=_PIECES))
_ORDER_TO_BUYER = (
    _of("paying_rate", "made_and_paid"),
    Driver(name=Text("Buyers per paid order"), figure="day_buyers", unit=Unit.NUMBER, code="buyers"),
)
_VISITORS = _of(
    "visitors_per_day", "visitors",
    note=Text("No report states visitors by channel; clicks on ads are not visitors and are not added to them."),
)  # fmt: skip
_CONVERSION = _of(
    "conversion",
    "day_buyers",
    Group(
        start="visitors",
        of=(
            _of("cart_rate", "cart_buyers"),
            Driver(name=Text("Orders per person with a cart"), figure="orders", unit=Unit.RATE, code="orders"),
            *_ORDER_TO_BUYER,
        ),
    ),
    Group(
        start="visitors",
        of=(
            Driver(name=Text("Orders per visitor"), figure="orders", unit=Unit.RATE, code="orders"),
            *_ORDER_TO_BUYER,
        ),
    ),
)
_ORDER_VALUE = Driver(
    name=Text("Amount per buyer and day"),
    figure="paid_fen",
    unit=Unit.MONEY,
    code="aov",
    groups=(
        Group(start="day_buyers", of=(_ORDERS_PER_BUYER, *_PIECES)),
        Group(start="day_buyers", of=(_ORDERS_PER_BUYER, _AMOUNT_PER_ORDER)),
    ),
)
_PAID_ORDERS = _of(
    "paid_orders",
    "paid_orders",
    Group(
        of=(
            _of("orders", "orders"),
            _of("paying_rate", "made_and_paid"),
            Driver(name=Text("Paid on other days than made"), figure="paid_orders", unit=Unit.RATE, quiet=True),
        )
    ),
)
_PAID = _of(
    "paid_amount",
    "paid_fen",
    Group(
        of=(
            Driver(name=Text("Days with visitor figures"), figure=DAYS, unit=Unit.COUNT, quiet=True),
            _VISITORS,
            _CONVERSION,
            _ORDER_VALUE,
        ),
        least=Decimal(0),
        above_zero="visitors",
    ),
    Group(of=(_PAID_ORDERS, _AMOUNT_PER_ORDER), least=Decimal(0)),
)
_REFUNDS = _of(
    "refund_amount",
    "refund_fen",
    Group(
        of=(
            _of("paid_orders", "paid_orders"),
            _of("refund_rate_orders", "refunded_orders"),
            Driver(name=Text("Refund per order with a refund"), figure="refund_fen", unit=Unit.MONEY,
                   code="refund_amount"),
        )
    ),
    minus=True,
)  # fmt: skip

SALES_TREE = _of("net_amount", "net_fen", Group(join=Join.PLUS, of=(_PAID, _REFUNDS)))
"""What is kept of sales, with all that drives it."""
