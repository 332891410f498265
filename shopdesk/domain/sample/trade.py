"""The orders of the sample store, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from shopdesk.domain.money import round_half_up
from shopdesk.domain.orders import Order
from shopdesk.domain.sample.shape import SampleProduct, Shape, season_weight

_HOURS = (2, 1, 1, 1, 1, 1, 2, 4, 6, 8, 10, 9, 8, 9, 9, 9, 8, 8, 9, 11, 14, 15, 12, 7)
_PROVINCES = {
    "广东省": 14, "浙江省": 12, "江苏省": 12, "上海": 9, "北京": 7, "山东省": 7, "四川省": 6, "湖北省": 5, "河南省": 5,
    "福建省": 5, "湖南省": 4, "安徽省": 4, "河北省": 4, "辽宁省": 3, "陕西省": 3, "江西省": 3, "重庆": 3, "天津": 2,
    "广西壮族自治区": 2, "云南省": 2, "黑龙江省": 2, "吉林省": 1, "山西省": 2, "贵州省": 1, "内蒙古自治区": 1,
}  # fmt: skip
_RETURNING = 0.24
_UNPAID = 0.115
_PAID_NEXT_DAY = 0.012
_REFUNDED = 0.068
_FULL_REFUND = 0.55
_SHOP_CLOSES_THE_DAY = 16


class Trade:
    """Makes the orders; the same seed and span give the same orders."""

    def __init__(
        self, store_id: int, seed: int, shape: Shape, products: Sequence[SampleProduct], now: datetime
    ) -> None:
        """Prepare; ``now`` decides which parcels are out, which refunds are through."""
        self._store_id = store_id
        self._random = Random(seed)
        self._shape = shape
        self._products = products
        self._now = now
        self._buyers = 0
        self._number = 2_300_000_000_000_000_000 + seed * 10_000_000_000

    def orders(self, day: date) -> Iterator[Order]:
        """The orders placed on ``day``, in no order of time."""
        expected = self._shape.visitors(day) * self._shape.conversion(day)
        count = max(0, round(self._random.gauss(expected, expected**0.5)))
        weights = [season_weight(product, day) for product in self._products]
        for _ in range(round(count * 1.05 / (1 - _UNPAID))):
            yield self._order(day, weights)

    def _order(self, day: date, weights: Sequence[float]) -> Order:
        rnd = self._random
        hour = rnd.choices(range(24), _HOURS)[0]
        created = datetime(day.year, day.month, day.day, hour, rnd.randrange(60), rnd.randrange(60))
        product = rnd.choices(self._products, weights)[0]
        pieces = rnd.choices((1, 2, 3), (86, 11, 3))[0]
        campaign = self._shape.campaign_on(day)
        price = product.price
        if campaign:
            price = round_half_up(Decimal(price) * (1 - campaign.off))
        self._number += rnd.randrange(1, 9_999)
        gross = price * pieces
        base = Order(
            store_id=self._store_id,
            order_key=str(self._number),
            order_no=str(self._number),
            created_at=created,
            created_day=day,
            gross_fen=gross,
            pieces=pieces,
            province=rnd.choices(list(_PROVINCES), list(_PROVINCES.values()))[0],
            title=product.title,
            buyer_key=self._buyer(),
        )
        if rnd.random() < _UNPAID:
            return _with(base, status="交易关闭", received_fen=0, refund_fen=0, closed_reason="买家未付款")
        return self._paid(base, created)

    def _buyer(self) -> str:
        rnd = self._random
        if self._buyers > 50 and rnd.random() < _RETURNING:
            # Recent buyers come back sooner than old ones.
            return f"sample-{self._buyers - int(self._buyers * rnd.random() ** 2)}"
        self._buyers += 1
        return f"sample-{self._buyers}"

    def _paid(self, order: Order, created: datetime) -> Order:
        rnd = self._random
        wait = timedelta(seconds=rnd.randrange(20, 900))
        if rnd.random() < _PAID_NEXT_DAY:
            wait = timedelta(hours=rnd.randrange(14, 26))
        paid = created + wait
        shipped = _shipping_time(paid, rnd)
        finished = shipped + timedelta(days=rnd.randrange(4, 11), seconds=rnd.randrange(86_400))
        gross = order.gross_fen or 0
        refund = 0
        if rnd.random() < _REFUNDED:
            share = Decimal(1) if rnd.random() < _FULL_REFUND else Decimal(rnd.randrange(10, 60)) / 100
            amount = round_half_up(gross * share)
            if paid + timedelta(days=rnd.randrange(1, 9)) <= self._now:
                refund = amount
        # The sample ends with yesterday: who pays after midnight belongs to the next export.
        if paid > self._now or paid.date() > self._shape.last:
            return _with(order, status="等待买家付款", received_fen=0, refund_fen=0)
        closed = refund == gross
        status = "买家已付款，等待卖家发货"
        if closed:
            status = "交易关闭"
        elif finished <= self._now:
            status = "交易成功"
        elif shipped <= self._now:
            status = "卖家已发货，等待买家确认"
        return _with(
            order,
            status=status,
            paid_at=paid,
            paid_day=paid.date(),
            received_fen=gross - refund,
            refund_fen=refund,
            shipped_at=shipped if shipped <= self._now else None,
            finished_at=finished if finished <= self._now and not closed else None,
            closed_reason="退款" if closed else None,
        )


def _shipping_time(paid: datetime, rnd: Random) -> datetime:
    """Paid by the afternoon leaves the same evening, the rest the next day; a few wait longer."""
    evening = paid.replace(hour=18, minute=rnd.randrange(60), second=rnd.randrange(60))
    if paid.hour >= _SHOP_CLOSES_THE_DAY:
        evening += timedelta(days=1)
    return evening + timedelta(days=rnd.choices((0, 1, 2), (965, 28, 7))[0])


def _with(order: Order, **values: object) -> Order:
    return replace(order, **values)  # type: ignore[arg-type]
