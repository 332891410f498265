"""The plan of the range asked of a store: what is there, what sold by either source, and targets that follow."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert

from shopdesk.bootstrap import App
from shopdesk.domain.assortment import AssortmentRow, PlanRole, Sold
from shopdesk.domain.campaigns.records import Hero, ProductRole
from shopdesk.domain.errors import UserError
from shopdesk.domain.products import Product
from shopdesk.domain.stores import Store
from shopdesk.services.assortment import AssortmentBoard, SoldSource
from shopdesk.storage.tables.orders import order_items, orders
from tests.kpi_data import add_product_days

YEAR = 2026


def planned(app: App, store: Store, quarter: int, amount: int | None, group: str = "杯具") -> AssortmentRow:
    return app.services.assortment.keep(
        AssortmentRow(
            store_id=store.id or 0,
            year=YEAR,
            quarter=quarter,
            product_group=group,
            role=PlanRole.HERO,
            amount_fen=amount,
        )
    )


def board(app: App, store: Store) -> AssortmentBoard:
    return app.services.assortment.board(store.id or 0, YEAR)


def sold(found: AssortmentBoard, quarter: int) -> dict[tuple[str, PlanRole], Sold | None]:
    return {(one.row.product_group, one.row.role): one.sold for one in found.lines if one.row.quarter == quarter}


def test_what_is_there_and_what_sold_comes_from_reports_and_list(app: App, store: Store) -> None:
    store_id, products = store.id or 0, app.services.products
    first = date(2026, 1, 10)
    days = [{"day": first + timedelta(days=place)} for place in range(3)]
    rows = [
        {**day, "product_id": number, "category": category, "paid_pieces": pieces, "paid_fen": fen}
        for day in days
        for number, category, pieces, fen in (("1", "杯子", 2, 4_000), ("2", "杯子", 1, 1_500), ("3", "碗", None, None))
    ]
    add_product_days(app.services.ctx, store_id, rows)
    products.keep(Product(store_id=store_id, product_id="1", product_group="杯具"))
    products.keep(Product(store_id=store_id, product_id="2", role=ProductRole.TRAFFIC))
    products.keep(Product(store_id=store_id, product_id="4", product_group="盘"))
    app.services.campaigns.heroes.save(Hero(store_id=store_id, product_id="1"))
    planned(app, store, 1, 500_000)
    found = board(app, store)
    assert found.sold[1].source is SoldSource.REPORTS and (found.sold[1].days, found.sold[1].of) == (3, 90)
    assert sold(found, 1) == {
        ("杯具", PlanRole.HERO): Sold(products=1, pieces=6, paid_fen=12_000),
        ("杯子", PlanRole.PROMOTION): Sold(products=1, pieces=3, paid_fen=4_500),
        ("碗", PlanRole.REST): Sold(products=0, pieces=0, paid_fen=0),
        ("盘", PlanRole.REST): Sold(products=0, pieces=0, paid_fen=0),
    }
    there = {(one.row.product_group, one.row.role): one.now for one in found.lines if one.row.quarter == 2}
    assert there == {
        ("杯具", PlanRole.HERO): 1, ("杯子", PlanRole.PROMOTION): 1, ("碗", PlanRole.REST): 1, ("盘", PlanRole.REST): 1,
    }  # fmt: skip
    assert all(one.sold is None for one in found.lines if one.row.quarter == 2), "nobody knows, which is not nothing"
    assert app.services.assortment.board(store_id, 2025).lines == ()


def test_items_of_orders_say_it_where_they_know_more_days(app: App, store: Store) -> None:
    store_id = store.id or 0
    with app.services.ctx.open_uow("sales") as uow:
        for place, (number, pieces, fen, is_paid) in enumerate(
            (
                ("1", 2, 4_000, True),
                ("1", 1, 2_000, True),
                ("2", None, 900, True),
                ("1", 9, 9_000, False),
                (None, 1, 70, True),
            )
        ):
            at = datetime(2026, 2, 1 + place, 12)
            paid = {"paid_at": at, "paid_day": at.date()} if is_paid else {}
            uow.connection.execute(
                insert(orders).values(
                    store_id=store_id, order_key=f"k{place}", order_no=f"n{place}", created_at=at,
                    created_day=at.date(), **paid,
                )
            )  # fmt: skip
            uow.connection.execute(
                insert(order_items).values(
                    store_id=store_id, item_key=f"{place}", order_no=f"n{place}", product_id=number, pieces=pieces,
                    payable_fen=fen,
                )
            )  # fmt: skip
        uow.commit()
    app.services.products.keep(Product(store_id=store_id, product_id="1", product_group="杯具"))
    found = board(app, store)
    assert found.sold[1].source is SoldSource.ORDERS and found.sold[1].days == 4
    assert sold(found, 1) == {
        ("杯具", PlanRole.REST): Sold(products=1, pieces=3, paid_fen=6_000),
        ("", PlanRole.REST): Sold(products=2, pieces=1, paid_fen=970),
    }


def test_the_targets_follow_to_the_fen_and_come_back(app: App, store: Store) -> None:
    store_id, targets = store.id or 0, app.services.targets
    targets.set_year(store_id, YEAR, 1_200_000)
    targets.set_month(store_id, date(YEAR, 2, 1), 150_000)
    before, whole = targets.year(store_id, YEAR), targets.year_total(store_id, YEAR)
    for quarter, amount in ((1, 400_001), (2, 300_002), (3, 300_000), (4, 600_003)):
        planned(app, store, quarter, amount)
    shown = board(app, store)
    assert any("come to" in str(line) for line in shown.contradictions)
    assert app.services.assortment.follow(store_id, shown) == len(shown.following.changes)
    after = targets.year(store_id, YEAR)
    sums = [
        sum(value for month, value in after.items() if (month.month + 2) // 3 == quarter) for quarter in range(1, 5)
    ]
    assert sums == [400_001, 300_002, 300_000, 600_003]
    assert after[date(YEAR, 2, 1)] == 150_000, "a month that was typed stays"
    assert targets.year_total(store_id, YEAR) == 1_600_006
    agreed = board(app, store)
    assert agreed.contradictions == () and not agreed.following.anything
    with pytest.raises(UserError, match="meanwhile"):
        app.services.assortment.follow(store_id, shown)
    app.services.history.undo()
    assert (targets.year(store_id, YEAR), targets.year_total(store_id, YEAR)) == (before, whole)


def test_a_quarter_without_all_amounts_moves_no_target(app: App, store: Store) -> None:
    planned(app, store, 1, 300_000)
    planned(app, store, 1, None, "盘")
    found = board(app, store)
    assert found.wanted == {} and found.sums[1].without == 1 and found.sums[1].amount_fen == 300_000


def test_rows_are_kept_changed_and_taken_back(app: App, store: Store) -> None:
    service = app.services.assortment
    row = planned(app, store, 3, 100)
    with pytest.raises(UserError, match="in the plan of that quarter already"):
        planned(app, store, 3, 200)
    with pytest.raises(UserError):
        planned(app, store, 5, 200)
    service.remove(row)
    service.remove(AssortmentRow(store_id=store.id or 0, year=YEAR, quarter=3))
    assert board(app, store).lines == ()
