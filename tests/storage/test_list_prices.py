"""What a piece is listed at: the day's turnover at list price is of many pieces, never the price of one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.bundles import Pair
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.list_price import listed_piece
from shopdesk.domain.periods import Period
from shopdesk.domain.products import Product
from shopdesk.domain.stores import Store
from shopdesk.storage.queries.list_prices import list_prices
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.market import products
from shopdesk.storage.tables.orders import order_items, orders
from tests.storage.test_imports_real_files import imported

TODAY = date(2026, 5, 1)
CODES = {"1": "A", "2": "B", "3": "B"}
FEN = st.none() | st.integers(0, 30).map(lambda value: value * 25)
# Product, days back, turnover, pieces, paid.
REPORTS = st.lists(
    st.tuples(st.sampled_from("123"), st.integers(-1, 62), FEN, st.none() | st.integers(0, 3), FEN),
    max_size=12, unique_by=lambda row: row[:2],
)  # fmt: skip
# Number, code, days back, price, whether it is of the other store.
ITEMS = st.lists(
    st.tuples(
        st.sampled_from(("1", "2", "", None)), st.sampled_from(("A", "B", "C", "", None)), st.integers(-1, 62), FEN,
        st.booleans(),
    ),
    max_size=12,
)  # fmt: skip
OWN = st.dictionaries(
    st.sampled_from("123"), st.none() | st.integers(0, 3).map(lambda value: value * 1_111), max_size=3
)


def fill(app: App, store: int, other: int, own: dict[str, int | None], reports: Any, items: Any) -> None:
    with app.services.ctx.open_uow("figures") as uow:
        put = uow.connection.execute
        for table in (product_days, products, order_items, orders):
            put(delete(table))
        for number, fen in own.items():
            put(insert(products).values(store_id=store, product_id=number, merchant_code=CODES[number], list_fen=fen))
        for number, back, turnover, pieces, paid in reports:
            put(
                insert(product_days).values(
                    store_id=store, product_id=number, day=TODAY - timedelta(back), list_fen=turnover,
                    paid_pieces=pieces, paid_fen=paid,
                )
            )  # fmt: skip
        for place, (number, code, back, price, elsewhere) in enumerate(items):
            at = datetime.combine(TODAY - timedelta(back), datetime.min.time())
            key = {"store_id": other if elsewhere else store, "order_no": f"n{place}"}
            put(insert(orders).values(**key, order_key=f"n{place}", created_at=at, created_day=at.date()))
            put(
                insert(order_items).values(
                    **key, item_key=f"i{place}", product_id=number, merchant_code=code, price_fen=price, pieces=2
                )
            )
        uow.touch("orders", "order_items", "product_days", "products")
        uow.commit()


def plainly(key: str, own: dict[str, int | None], reports: Any, items: Any) -> tuple[int, date | None] | None:
    """The same, one product at a time and in so many words."""
    for number, fen in own.items():
        if fen and number == key:
            return fen, None
    same_code = [fen for number, fen in own.items() if fen and CODES[number] == key]
    if len(same_code) == 1:
        return same_code[0], None
    days = sorted(row[1] for row in reports if row[0] == key and 0 <= row[1] <= 60 and row[2] and row[3])
    if days:
        ((_key, back, turnover, pieces, paid),) = [row for row in reports if row[0] == key and row[1] == days[0]]
        price = Decimal(turnover) / pieces
        if price == int(price) and (paid is None or paid <= turnover):
            return int(price), TODAY - timedelta(back)
    stated = [
        (back, price) for number, code, back, price, elsewhere in items
        if (number or code) == key and price and 0 <= back <= 60 and not elsewhere
    ]  # fmt: skip
    if not stated:
        return None
    newest = min(back for back, _price in stated)
    at = {price for back, price in stated if back == newest}
    return (at.pop(), TODAY - timedelta(newest)) if len(at) == 1 else None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OWN, REPORTS, ITEMS)
def test_a_list_price_is_what_a_plain_reckoning_says(
    app: App, store: Store, own: Any, reports: Any, items: Any
) -> None:
    others = [one for one in app.services.stores.all() if one.id != store.id] or [app.services.stores.create("B")]
    fill(app, store.id or 0, others[0].id or 0, own, reports, items)
    expected = {
        key: found for key in ("1", "2", "3", "A", "B", "C")
        if (found := plainly(key, own, reports, items)) is not None
    }  # fmt: skip
    with app.services.ctx.read() as uow:
        everything = list_prices(uow.connection, store.id or 0, TODAY)
        some = list_prices(uow.connection, store.id or 0, TODAY, ("1", "B"))
    assert {key: (one.fen, one.day) for key, one in everything.items()} == expected
    assert some == {key: one for key, one in everything.items() if key in ("1", "B")}


@pytest.mark.parametrize(
    ("turnover", "pieces", "paid", "price"),
    [
        (7_980_00, 100, None, 79_80),
        (79_80, 1, 79_80, 79_80),
        (0, 3, None, None),
        (100, 0, None, None),
        # Not whole fen: two prices within the day.
        (2 * 79_80 + 69_80, 3, None, None),
        # More was paid than the pieces are listed at: the two count different orders.
        (79_80, 1, 79_81, None),
    ],
)
def test_a_turnover_is_divided_by_the_pieces_it_stands_for(
    turnover: int, pieces: int, paid: int | None, price: int | None
) -> None:
    assert listed_piece(turnover, pieces, paid) == price


def test_the_real_report_gives_the_printed_price_of_every_book(app: App, store: Store, shared_data: Path) -> None:
    imported(app, store, shared_data, "product_daily_201911.xlsx")
    frame = pd.read_excel(shared_data / "real" / "product_daily_201911.xlsx", engine="openpyxl")
    sold = frame[frame["成交商品件数"] > 0]
    prices = (sold["成交码洋"] / sold["成交商品件数"]).round(2).groupby(sold["SKU"].astype(str)).agg(["min", "max"])
    assert len(prices) == 33 and (prices["min"] == prices["max"]).all(), "one price all month: it is a turnover"
    with app.services.ctx.read() as uow:
        found = list_prices(uow.connection, store.id or 0, date(2019, 11, 30))
    assert {key: one.fen for key, one in found.items()} == {
        sku: round(price * 100) for sku, price in prices["max"].items()
    }


def test_rules_bundles_picker_and_price_form_say_the_same(app: App, store: Store) -> None:
    """100 pieces at 79.80 a day; the owner says 89.00 of another product; of a third only its orders know."""
    store_id, today = store.id or 0, app.clock.today()
    with app.services.ctx.open_uow("figures") as uow:
        uow.connection.execute(
            insert(product_days).values(
                store_id=store_id, product_id="1", day=today - timedelta(1), list_fen=7_980_00, paid_pieces=100
            )
        )
        at = datetime.combine(today - timedelta(2), datetime.min.time())
        key = {"store_id": store_id, "order_no": "n"}
        uow.connection.execute(insert(orders).values(**key, order_key="n", created_at=at, created_day=at.date()))
        uow.connection.execute(
            insert(order_items).values(
                **key, item_key="i", product_id="3", title="帽子", price_fen=59_00, pieces=3, payable_fen=90_00
            )
        )
        uow.touch("orders", "order_items", "product_days")
        uow.commit()
    services = app.services
    services.products.keep(Product(store_id=store_id, product_id="2", list_fen=89_00))
    expected = {"1": 79_80, "2": 89_00, "3": 59_00}

    made = services.campaigns.create(Campaign(store_id=store_id, name="x", start=today, end=today))
    services.campaigns.products.save(
        made.id or 0,
        [CampaignProduct(store_id=0, campaign_id=0, product_id=one, price_fen=39_90, quantity=1) for one in expected],
    )
    answers = services.campaigns.gates.check(made.id or 0, "duchangtuan", {})
    gates = {
        entry.product.product_id: (known.value, known.day)
        for entry in answers for known in entry.imported if known.code == "list_price"
    }  # fmt: skip
    assert gates == {
        "1": (Decimal("79.80"), today - timedelta(1)),
        "2": (Decimal(89), None),
        "3": (Decimal(59), today - timedelta(2)),
    }
    assert {one.product_id: one.list_fen for one in services.products.named(store_id)} == expected
    assert {one: services.products.list_price(store_id, one) for one in expected} == expected
    pair = Pair("1", "3", 1, None, None, None, None, None, None)
    begun = services.campaigns.bundles.begun(store_id, pair, Period(today - timedelta(30), today))
    assert (begun.first_fen, begun.second_fen) == (79_80, 59_00)
