"""Why sales moved: every list of causes adds up to the change of the tile, on its basis."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, text

from shopdesk.bootstrap import App
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.kpi.wholeness import Shortfall
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.orders import order_items
from tests.kpi_data import (
    add_orders,
    add_store_days,
    lively_store,
    order,
)

SUNDAY = date(2026, 3, 15)
MONDAY = date(2026, 3, 9)


@pytest.fixture
def store_id(store: Store) -> int:
    """The store's id."""
    assert store.id is not None
    return store.id


def test_the_split_adds_up_and_names_the_provinces(app: App, store_id: int) -> None:
    lively_store(app.services.ctx, store_id, SUNDAY)
    why = app.services.kpi.split(store_id, Period(MONDAY, SUNDAY))
    assert why.split is not None
    assert [part.factor for part in why.split.parts] == ["visitors", "conversion", "aov"]
    assert sum(part.effect for part in why.split.parts) == why.split.change
    assert {part.factor for part in why.by_product} == {"Dress A", "Dress B", "other"}


def test_products_channels_and_regions_add_up_to_the_tile(app: App, store_id: int) -> None:
    lively_store(app.services.ctx, store_id, SUNDAY)
    places = ("浙江", "江苏", None)
    with app.services.ctx.open_uow("places") as uow:
        for number, (key,) in enumerate(uow.connection.execute(text("SELECT order_key FROM orders")).all()):
            uow.connection.execute(
                text("UPDATE orders SET province = :place, order_no = order_key WHERE order_key = :key"),
                {"place": places[number % 3], "key": key},
            )
        uow.touch("orders")
        uow.commit()
    for basis in Basis:
        period = Period(MONDAY, SUNDAY)
        moved = app.services.kpi.compare(store_id, period, basis).change(kpi("paid_amount"))
        why = app.services.kpi.split(store_id, period, basis)
        for parts in (why.by_product, why.by_channel, why.by_region):
            assert sum(part.effect for part in parts) == moved.amount
            assert parts[-1].factor == "other"


def test_the_items_of_the_orders_tell_the_products_on_the_basis_of_the_tile(app: App, store_id: int) -> None:
    late = MONDAY + timedelta(days=7)
    rows = [
        {**order("a", MONDAY - timedelta(days=7), 5000, paid=MONDAY), "order_no": "a"},
        {**order("b", MONDAY, 9000, paid=late), "order_no": "b"},
        {**order("c", MONDAY, 1000), "order_no": "c"},
    ]
    add_orders(app.services.ctx, store_id, rows)
    with app.services.ctx.open_uow("items") as uow:
        for number, (name, fen) in enumerate((("a", 5000), ("b", 6000), ("b", 3000), ("c", 1000))):
            uow.connection.execute(
                insert(order_items).values(
                    store_id=store_id, item_key=str(number), order_no=name, product_id=f"p{number}", title="Dress",
                    payable_fen=fen,
                )
            )  # fmt: skip
        uow.commit()
    why = app.services.kpi.split(store_id, Period(MONDAY, SUNDAY))
    assert {part.factor: part.effect for part in why.by_product} == {
        "Dress (p1)": 6000, "Dress (p0)": -5000, "Dress (p2)": 3000,
    }  # fmt: skip
    paid = app.services.kpi.split(store_id, Period(late, late + timedelta(days=6)), Basis.PAID)
    assert {part.factor: part.effect for part in paid.by_product} == {
        "Dress (p1)": 6000, "Dress (p0)": -5000, "Dress (p2)": 3000,
    }  # fmt: skip


def test_items_with_an_empty_number_are_told_by_their_title(app: App, store_id: int) -> None:
    """An empty number is none: two goods without one are not one product."""
    weeks = (MONDAY - timedelta(days=7), MONDAY)
    add_orders(
        app.services.ctx,
        store_id,
        [{**order(f"{day}", day, 10000, paid=day), "order_no": f"{day}"} for day in weeks],
    )
    with app.services.ctx.open_uow("items") as uow:
        for day in weeks:
            moved = 500 if day == MONDAY else 0
            for number, (title, fen) in enumerate((("Cup", 4000 - moved), ("Pot", 5000 + moved), ("", 1000))):
                uow.connection.execute(
                    insert(order_items).values(
                        store_id=store_id, item_key=f"{day} {number}", order_no=f"{day}", product_id="", title=title,
                        payable_fen=fen,
                    )
                )  # fmt: skip
        uow.commit()
    why = app.services.kpi.split(store_id, Period(MONDAY, SUNDAY))
    assert {part.factor: part.effect for part in why.by_product if part.effect} == {"Cup": -500, "Pot": 500}


def test_more_days_are_a_cause_of_their_own(app: App, store_id: int) -> None:
    """March has three days more than February, at the same visitors, buyers and amounts a day."""
    days = [date(2026, 2, 1) + timedelta(days=offset) for offset in range(59)]
    add_store_days(
        app.services.ctx,
        store_id,
        [{"day": day, "visitors": 100, "buyers": 5, "paid_fen": 50000, "orders": 5} for day in days],
    )
    why = app.services.kpi.split(store_id, Period(date(2026, 3, 1), date(2026, 3, 31)))
    assert why.split is not None
    effects = {part.factor: (part.before, part.after, part.effect) for part in why.split.parts}
    assert effects["days"] == (28, 31, 150000)
    assert effects["visitors"] == (100, 100, 0)


def test_a_span_that_is_known_in_part_is_not_compared(app: App, store_id: int) -> None:
    """119 of 365 days are no year: nothing rose by 298.1%."""
    first = date(2025, 3, 16) - timedelta(days=119)
    days = [first + timedelta(days=offset) for offset in range(119 + 365)]
    add_store_days(app.services.ctx, store_id, [{"day": day, "paid_fen": 10000, "visitors": 100} for day in days])
    year = Period(days[-365], days[-1])
    compared = app.services.kpi.compare(store_id, year)
    moved = compared.change(kpi("paid_amount"))
    assert moved.lacking == Shortfall(119, 365, before=True)
    assert (moved.amount, moved.relative, moved.direction, moved.good) == (None, None, None, None)
    assert app.services.kpi.split(store_id, year).moved.lacking == Shortfall(119, 365, before=True)
