"""The invented trade is the same for the same seed, in every release: guides and pictures show its figures.

Whoever changes how it is made takes the pictures anew and writes the sums and seals that the last test names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.figures import Channel
from shopdesk.domain.orders import Order
from shopdesk.domain.sample.figures import DayFigures, Figures
from shopdesk.domain.sample.items import Items
from shopdesk.domain.sample.shape import SampleCampaign, SampleProduct, Shape, season_weight
from shopdesk.domain.sample.trade import Trade

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
NOW = datetime(2027, 1, 1, 9, 0)
PRODUCTS = [
    SampleProduct("1", "Lamp", "Lamps", 129_00, 50, "even", "hero", 400, 300_00),
    SampleProduct("2", "Fan", "Fans", 89_00, 30, "warm", "", 200, None),
    SampleProduct("3", "Quilt", "Quilts", 259_00, 20, "cold", "", 90, None),
]
BIG = SampleCampaign("big", "Big", "big", date(2026, 6, 16), date(2026, 6, 20), 2.0, 1.8, Decimal("0.15"))
SMALL = SampleCampaign("small", "Small", "small", date(2026, 9, 1), date(2026, 9, 1), 1.4, 1.2, Decimal("0.05"))
MONTHS = (92, 78, 102, 100, 98, 102, 94, 96, 105, 106, 112, 104)
WEEK = (104, 102, 99, 98, 95, 96, 106)
"""What months and weekdays from Monday on are worth, in per cent."""
SHAPE = Shape(FIRST, LAST, [SMALL, BIG], [date(2026, 2, 17)])
DAYS = [FIRST + timedelta(days=number) for number in range(0, 365, 9)]
DAYS = sorted({*DAYS, date(2026, 6, 16), date(2026, 12, 30), LAST})


def year() -> tuple[list[Order], list[DayFigures]]:
    """Every ninth day of a year, the days of a campaign and the last days."""
    trade, figures = Trade(1, 11, SHAPE, PRODUCTS, NOW), Figures(1, 11, SHAPE, PRODUCTS)
    placed = {day: list(trade.orders(day)) for day in DAYS}
    orders = [order for those in placed.values() for order in those]
    paid = {day: [order for order in orders if order.paid_day == day] for day in DAYS}
    items = Items(PRODUCTS)
    return orders, [
        figures.of(day, paid[day], placed[day], ["A", "B"], [one for order in paid[day] for one in items.of(order)])
        for day in DAYS
    ]


def last_nights() -> list[Order]:
    """Many a last day, so that some pay after midnight."""
    return [order for seed in range(30) for order in Trade(1, seed, SHAPE, PRODUCTS, NOW).orders(LAST)]


def seal(rows: Iterable[Any]) -> str:
    """A short sign of what rows hold; fields that are new and empty change nothing."""
    told = [[(field.name, str(value)) for field in fields(row) if (value := getattr(row, field.name)) is not None]
            for row in rows]  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2026, 6, 11), 1.0),
        (date(2026, 6, 12), 0.86),
        (date(2026, 6, 15), 0.86),
        (date(2026, 6, 16), 2.0),
        (date(2026, 6, 20), 2.0),
        (date(2026, 6, 21), 0.8),
        (date(2026, 6, 23), 0.8),
        (date(2026, 6, 24), 1.0),
        (date(2026, 8, 31), 1.0),
        (date(2026, 9, 1), 1.4),
        (date(2026, 9, 2), 1.0),
        (date(2026, 2, 10), 1.0),
        (date(2026, 2, 11), 0.38),
        (date(2026, 2, 23), 0.38),
        (date(2026, 2, 24), 1.0),
    ],
)
def test_buyers_wait_for_a_big_campaign_and_stay_at_home_at_spring_festival(day: date, share: float) -> None:
    ordinary = Shape(FIRST, LAST, [], [])
    assert SHAPE.visitors(day) / ordinary.visitors(day) == pytest.approx(share)
    bite = {BIG.start: 1.8, BIG.end: 1.8, SMALL.start: 1.2}.get(day, 1.0)
    assert SHAPE.conversion(day) == pytest.approx(0.027 * bite)


def test_a_store_grows_over_its_span_and_has_strong_and_weak_days_and_months() -> None:
    even = Shape(FIRST, LAST, [], [])
    assert round(even.visitors(FIRST)) == round(820 * 0.98 * 0.92)  # a Thursday in January
    assert round(even.visitors(LAST)) == round(1750 * 0.98 * 1.04)  # a Thursday in December
    assert Shape(FIRST, FIRST, [], []).visitors(FIRST) == pytest.approx(820 * 0.98 * 0.92)
    for number in range(365):
        day = FIRST + timedelta(days=number)
        wanted = (820 + 930 * number / 364) * WEEK[day.weekday()] * MONTHS[day.month - 1] / 10_000
        assert even.visitors(day) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("season", "weights"),
    [
        ("even", [10] * 12),
        ("warm", [1, 1.2, 2.5, 5, 11, 17, 20, 17, 11, 5, 2.5, 1.2]),
        ("cold", [17, 11, 5, 2.5, 1.2, 1, 1.2, 2.5, 5, 11, 17, 20]),
    ],
)
def test_warm_products_sell_in_summer_and_cold_ones_in_winter(season: str, weights: list[float]) -> None:
    product = SampleProduct("1", "x", "x", 1, 10, season, "", 0, None)
    assert [season_weight(product, date(2026, month, 1)) for month in range(1, 13)] == pytest.approx(weights)


def test_an_order_is_what_its_state_says() -> None:
    orders, _ = year()
    assert len({order.order_no for order in orders}) == len(orders)
    for order in [*orders, *last_nights()]:
        gross = order.gross_fen or 0
        if order.paid_at is None:
            assert (order.received_fen, order.refund_fen, order.shipped_at) == (0, 0, None)
            assert (order.closed_reason == "买家未付款") == (order.status == "交易关闭")
            continue
        assert order.created_at < order.paid_at <= NOW
        assert (order.received_fen or 0) + (order.refund_fen or 0) == gross == order.paid_fen
        assert order.paid_at.date() == order.paid_day <= LAST
        assert (order.status == "交易关闭") == (order.received_fen == 0) == (order.closed_reason == "退款")
        assert (order.finished_at is not None) == (order.status == "交易成功")
        assert order.shipped_at is None or order.paid_at < order.shipped_at <= NOW
        assert order.finished_at is None or order.finished_at <= NOW
        assert order.finished_at is None or (order.shipped_at is not None and order.shipped_at < order.finished_at)
        assert (order.status == "买家已付款，等待卖家发货") <= (order.shipped_at is None)
    waiting = [order for order in last_nights() if order.status == "等待买家付款"]
    assert waiting
    assert not any(order.status == "等待买家付款" for order in orders if order.created_day != LAST)


def test_a_days_figures_fit_each_other() -> None:
    orders, figures = year()
    for one in figures:
        store = one.store
        paid = [order for order in orders if order.paid_day == store.day]
        assert (store.orders, store.paid_fen) == (len(paid), sum(order.paid_fen or 0 for order in paid))
        assert (store.new_buyers or 0) + (store.returning_buyers or 0) == store.buyers
        assert (store.good_reviews or 0) + (store.bad_reviews or 0) == store.reviews
        assert sum(row.store_visits or 0 for row in one.channels) == store.visitors
        assert sum(row.sales_fen or 0 for row in one.channels) == store.paid_fen
        assert sum(row.orders or 0 for row in one.channels) == store.orders
        spent = {row.channel: row.spend_fen or 0 for row in one.channels}
        assert store.affiliate_fen == spent.pop(Channel.AFFILIATES)
        assert store.ads_fen == sum(spent.values())
        assert (spent[Channel.ORGANIC], spent[Channel.OTHER]) == (0, 0)
        assert sum(row.paid_fen or 0 for row in one.products) == store.paid_fen
        assert all((row.visitors or 0) >= (row.buyers or 0) for row in one.products)
        assert [row.stock_pieces for row in one.products] == ([400, 200, 90] if store.day == LAST else [None] * 3)
        assert sum(row.sales_fen or 0 for row in one.service) == (store.paid_fen or 0) * 46 // 100
        assert all((row.received or 0) - (row.replied or 0) in (0, 1) for row in one.service)


def test_the_same_seed_makes_what_it_made_in_every_release() -> None:
    orders, figures = year()
    stores = [one.store for one in figures]
    assert (len(orders), sum(order.gross_fen or 0 for order in orders)) == (2021, 341_738_25)
    assert (sum(day.visitors or 0 for day in stores), sum(day.buyers or 0 for day in stores)) == (58213, 1698)
    assert (stores[-1].followers, stores[-1].members) == (10469, 3867)
    assert {
        "nights": seal(last_nights()),
        "orders": seal(orders),
        "stores": seal(stores),
        "channels": seal(row for one in figures for row in one.channels),
        # Search came later, so the seal of the first releases does not know it.
        "products": seal(replace(row, search_visitors=None) for one in figures for row in one.products),
        "service": seal(row for one in figures for row in one.service),
    } == {
        "nights": "ed8e7968454d",
        "orders": "37814098cff2",
        "stores": "649654edd64f",
        "channels": "ecb4db8ccfe8",
        "products": "531d4613273f",
        "service": "9412c5aa42a9",
    }
    assert all(0 < (row.search_visitors or 0) < (row.visitors or 0) for one in figures for row in one.products)
