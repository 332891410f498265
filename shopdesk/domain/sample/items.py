"""What the orders of the sample store hold, as the item report says it: it fits each order to the fen.

Nothing is drawn, so that a seed goes on giving the same orders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shopdesk.domain.money import share_out
from shopdesk.domain.orders import Order
from shopdesk.domain.sample.shape import SampleProduct

_DEAREST = Decimal("1.35")
"""Who takes a second product with one pays at most so much less than it costs alone."""
_OF_TWO = 2
"""Every so many-th order of several pieces holds two products."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleItem:
    """A line of the item report; money in fen."""

    store_id: int
    item_key: str
    order_no: str
    title: str
    product_id: str
    merchant_code: str
    status: str | None
    price_fen: int
    pieces: int
    payable_fen: int
    received_fen: int
    refund_fen: int
    created_at: datetime
    paid_at: datetime | None


def merchant_code(product: SampleProduct) -> str:
    """The code by which the store itself knows a product."""
    return f"HM-{product.id[-4:]}"


class Items:
    """Tells what orders hold."""

    def __init__(self, products: Sequence[SampleProduct]) -> None:
        """Of a range of products."""
        self._products: Mapping[str, SampleProduct] = {one.title: one for one in products}
        self._with = {one.title: _taken_with(one, products) for one in products}

    def of(self, order: Order) -> list[SampleItem]:
        """The items of one order."""
        product, pieces = self._products[order.title or ""], order.pieces or 1
        held = [(product, pieces)]
        other = self._with[product.title]
        number = order.order_no or order.order_key
        if pieces > 1 and other is not None and int(number) % _OF_TWO == 0:
            held = [(product, pieces - 1), (other, 1)]
        weights = [one.price * count for one, count in held]
        payable = share_out(order.gross_fen or 0, weights)
        back = share_out(order.refund_fen or 0, payable)
        paid = payable if order.paid_at is not None else [0] * len(held)
        return [
            SampleItem(
                store_id=order.store_id,
                item_key=f"{number}{place}",
                order_no=number,
                title=one.title,
                product_id=one.id,
                merchant_code=merchant_code(one),
                status=order.status,
                price_fen=one.price,
                pieces=count,
                payable_fen=payable[place],
                received_fen=paid[place] - back[place],
                refund_fen=back[place],
                created_at=order.created_at,
                paid_at=order.paid_at,
            )
            for place, (one, count) in enumerate(held)
        ]


def _taken_with(product: SampleProduct, products: Sequence[SampleProduct]) -> SampleProduct | None:
    """What is taken with a product for the price of a second piece: the next dearer one that is in season with it."""
    near = [
        one
        for one in products
        if one.id != product.id
        and product.price <= one.price <= product.price * _DEAREST
        and one.season in ("even", product.season)
    ]
    return min(near, key=lambda one: (one.price, one.id), default=None)
