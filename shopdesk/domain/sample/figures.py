"""The platform's daily figures of the sample store, made from its orders so that they agree with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from shopdesk.domain.figures import Channel, ChannelDay, ProductDay, ServiceDay, StoreDay
from shopdesk.domain.money import round_half_up, share_out
from shopdesk.domain.orders import Order
from shopdesk.domain.sample.items import SampleItem
from shopdesk.domain.sample.shape import SampleProduct, Shape

# share of the day's visitors, views for each, cost of a visitor in fen, share of the day's paid amount
_SOURCES: dict[Channel, tuple[int, int]] = {
    Channel.ORGANIC: (56, 0),
    Channel.SEARCH_ADS: (22, 62),
    Channel.DISPLAY_ADS: (9, 48),
    Channel.AFFILIATES: (6, 0),
    Channel.OTHER: (7, 0),
}
_AFFILIATE_RATE = Decimal("0.08")

_SEARCH_SHARE = 0.42  # of the visitors of a product; not drawn, so that a seed goes on giving the same other figures


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Everything the platform would state about one day."""

    store: StoreDay
    products: tuple[ProductDay, ...]
    channels: tuple[ChannelDay, ...]
    service: tuple[ServiceDay, ...]


class Figures:
    """Makes the figures of each day from the orders paid on it."""

    def __init__(self, store_id: int, seed: int, shape: Shape, products: Sequence[SampleProduct]) -> None:
        """Prepare; figures of different days do not depend on each other but for buyers seen before."""
        self._store_id = store_id
        self._random = Random(seed + 7)
        self._shape = shape
        self._products = products
        self._seen: set[str] = set()
        self._members = 3_400
        self._followers = 9_800

    def of(
        self,
        day: date,
        paid: Sequence[Order],
        placed: Sequence[Order],
        agents: Sequence[str],
        items: Sequence[SampleItem],
    ) -> DayFigures:
        """The figures of ``day``: ``paid`` are the orders paid on it with their ``items``, ``placed`` those placed."""
        rnd = self._random
        buyers = {order.buyer_key for order in paid if order.buyer_key}
        new = buyers - self._seen
        self._seen |= buyers
        visitors = max(len(buyers), round(self._shape.visitors(day) * rnd.uniform(0.94, 1.06)))
        paid_fen = sum(order.paid_fen or 0 for order in paid)
        channels = self._channels(day, visitors, paid_fen, len(paid))
        reviews = round(len(paid) * rnd.uniform(0.35, 0.5))
        bad = sum(rnd.random() < 0.012 for _ in range(reviews))
        self._followers += round(visitors * rnd.uniform(0.008, 0.015))
        self._members += round(len(new) * rnd.uniform(0.25, 0.4))
        store = StoreDay(
            store_id=self._store_id,
            day=day,
            visitors=visitors,
            page_views=round(visitors * rnd.uniform(3.6, 4.6)),
            product_visitors=round(visitors * rnd.uniform(0.82, 0.9)),
            buyers=len(buyers),
            new_buyers=len(new),
            returning_buyers=len(buyers) - len(new),
            orders=len(paid),
            paid_pieces=sum(order.pieces or 0 for order in paid),
            paid_fen=paid_fen,
            placed_fen=sum(order.gross_fen or 0 for order in placed),
            placed_buyers=len({order.buyer_key for order in placed}),
            refund_fen=sum(order.refund_fen or 0 for order in paid),
            cart_buyers=round(visitors * rnd.uniform(0.07, 0.1)),
            cart_pieces=round(visitors * rnd.uniform(0.1, 0.15)),
            favourite_buyers=round(visitors * rnd.uniform(0.03, 0.05)),
            stay_seconds=round(rnd.uniform(62, 95)),
            bounce_rate=_rate(rnd.uniform(0.46, 0.58)),
            dsr_description=_score(4.78, day, self._shape, rnd),
            dsr_service=_score(4.74, day, self._shape, rnd),
            dsr_logistics=_score(4.71, day, self._shape, rnd),
            ads_fen=sum(row.spend_fen or 0 for row in channels if row.channel is not Channel.AFFILIATES),
            affiliate_fen=sum(row.spend_fen or 0 for row in channels if row.channel is Channel.AFFILIATES),
            reviews=reviews,
            good_reviews=reviews - bad,
            bad_reviews=bad,
            shipped_parcels=len(paid),
            followers=self._followers,
            members=self._members,
        )
        return DayFigures(
            store, self._product_days(day, visitors, paid, items), channels, self._service(day, paid_fen, agents)
        )

    def _channels(self, day: date, visitors: int, paid_fen: int, orders: int) -> tuple[ChannelDay, ...]:
        rnd = self._random
        people = share_out(visitors, [round(share * rnd.uniform(90, 110)) for share, _cost in _SOURCES.values()])
        worth = [round(share * rnd.uniform(80, 120)) for share, _cost in _SOURCES.values()]
        sales = share_out(paid_fen, worth)
        sold = share_out(orders, worth)
        rows = []
        for (channel, (_share, cost)), count, amount, number in zip(_SOURCES.items(), people, sales, sold, strict=True):
            spend: int | None = round(count * cost * rnd.uniform(0.85, 1.15)) if cost else None
            if channel is Channel.AFFILIATES:
                spend = round_half_up(amount * _AFFILIATE_RATE)
            advert = channel in (Channel.SEARCH_ADS, Channel.DISPLAY_ADS)
            rows.append(
                ChannelDay(
                    store_id=self._store_id,
                    channel=channel,
                    day=day,
                    impressions=round(count * rnd.uniform(22, 30)) if advert else None,
                    clicks=round(count * rnd.uniform(1.02, 1.1)) if advert else None,
                    spend_fen=spend,
                    sales_fen=amount,
                    orders=number,
                    cart_adds=round(count * rnd.uniform(0.08, 0.12)),
                    store_visits=count,
                    favourites=round(count * rnd.uniform(0.03, 0.05)),
                )
            )
        return tuple(rows)

    def _product_days(
        self, day: date, visitors: int, paid: Iterable[Order], items: Iterable[SampleItem]
    ) -> tuple[ProductDay, ...]:
        rnd = self._random
        buyer = {order.order_no: order.buyer_key for order in paid}
        by_product: dict[str, list[SampleItem]] = defaultdict(list)
        for item in items:
            by_product[item.product_id].append(item)
        rows = []
        weights = sum(product.weight for product in self._products)
        for product in self._products:
            sold = by_product[product.id]
            buyers = len({buyer[item.order_no] for item in sold})
            seen = max(buyers, round(visitors * 1.35 * product.weight / weights * rnd.uniform(0.8, 1.2)))
            rows.append(
                ProductDay(
                    store_id=self._store_id,
                    product_id=product.id,
                    day=day,
                    title=product.title,
                    category=product.category,
                    visitors=seen,
                    page_views=round(seen * rnd.uniform(1.4, 1.9)),
                    stay_seconds=round(rnd.uniform(35, 80)),
                    cart_buyers=round(seen * rnd.uniform(0.05, 0.1)),
                    favourite_buyers=round(seen * rnd.uniform(0.02, 0.05)),
                    search_visitors=round(seen * _SEARCH_SHARE),
                    buyers=buyers,
                    paid_pieces=sum(item.pieces for item in sold),
                    paid_fen=sum(item.received_fen + item.refund_fen for item in sold),
                    refund_fen=sum(item.refund_fen for item in sold),
                    stock_pieces=product.stock if day == self._shape.last else None,
                )
            )
        return tuple(rows)

    def _service(self, day: date, paid_fen: int, agents: Sequence[str]) -> tuple[ServiceDay, ...]:
        rnd = self._random
        chatted = share_out(paid_fen * 46 // 100, [rnd.randrange(80, 120) for _ in agents])
        rows = []
        for agent, sales in zip(agents, chatted, strict=True):
            received = max(4, round(sales / 10_000 * rnd.uniform(1.6, 2.4)))
            inquiries = round(received * rnd.uniform(0.7, 0.85))
            ratings = round(received * rnd.uniform(0.2, 0.35))
            rows.append(
                ServiceDay(
                    store_id=self._store_id,
                    agent=agent,
                    day=day,
                    received=received,
                    replied=received - (rnd.random() < 0.25),
                    inquiries=inquiries,
                    paid_inquiries=round(inquiries * rnd.uniform(0.42, 0.6)),
                    first_reply_seconds=round(rnd.uniform(9, 32)),
                    sales_fen=sales,
                    ratings=ratings,
                    good_ratings=ratings - sum(rnd.random() < 0.06 for _ in range(ratings)),
                )
            )
        return tuple(rows)


def _rate(value: float) -> Decimal:
    return Decimal(round(value * 10_000)).scaleb(-4)


def _score(level: float, day: date, shape: Shape, rnd: Random) -> Decimal:
    """A six-month rolling score hardly moves: a slow rise and a hair of noise."""
    done = (day - shape.first).days / max(1, (shape.last - shape.first).days)
    return Decimal(round((level + 0.06 * done + rnd.uniform(-0.004, 0.004)) * 100_000)).scaleb(-5)
