"""A store without a product report: pieces and sales of the list come from the items of its paid orders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert

from shopdesk.bootstrap import App
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.orders import order_items, orders
from tests.kpi_data import add_product_days

LAST = date(2026, 3, 15)


def sell(app: App, store_id: int, seed: int, days: int = 90) -> list[dict[str, Any]]:
    """Orders of some days, paid or not; items that lack their pieces, amount or number; as they were put in."""
    rnd = Random(seed)
    told = []
    with app.services.ctx.open_uow("sales") as uow:
        for back in range(days):
            for number in range(rnd.randint(1, 3)):
                day, paid = LAST - timedelta(days=back), (back, number) == (0, 0) or rnd.random() < 0.8
                at, key = (
                    datetime.combine(day, datetime.min.time()),
                    {"store_id": store_id, "order_no": f"{back}.{number}"},
                )
                uow.connection.execute(
                    insert(orders).values(
                        **key, order_key=key["order_no"], created_at=at, created_day=day,
                        paid_at=at if paid else None, paid_day=day if paid else None,
                    )
                )  # fmt: skip
                for line in range(rnd.randint(1, 3)):
                    one = {
                        "product_id": rnd.choice(("1", "2", "3", "4", None, "")),
                        "pieces": rnd.randint(1, 5),
                        "received_fen": rnd.randint(0, 9_000),
                        "refund_fen": rnd.choice((0, 0, 500)),
                    }
                    if one["product_id"] == "3" and rnd.random() < 0.2:
                        one["pieces"] = None
                    if one["product_id"] == "4" and rnd.random() < 0.2:
                        one["received_fen"] = None
                    uow.connection.execute(insert(order_items).values(**key, item_key=f"{back}.{number}.{line}", **one))
                    told.append({**one, "day": day if paid else None})
        uow.touch("orders", "order_items")
        uow.commit()
    return told


def plainly(rows: list[dict[str, Any]], product: str, first: date, last: date) -> tuple[int | None, int | None]:
    """Pieces and what was paid; nothing where an item does not say it, or where there is none."""
    mine = [row for row in rows if row["product_id"] == product and row["day"] and first <= row["day"] <= last]
    pieces = [row["pieces"] for row in mine]
    paid = [None if row["received_fen"] is None else row["received_fen"] + row["refund_fen"] for row in mine]
    return tuple(None if not of or None in of else sum(of) for of in (pieces, paid))  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(5))
def test_pieces_and_sales_are_those_counted_by_hand(app: App, store: Store, seed: int) -> None:
    rows = sell(app, store.id or 0, seed)
    board = app.services.products.board(store.id or 0)
    assert board.of_items and board.period is not None
    assert (board.period.start, board.period.end) == (LAST - timedelta(days=29), LAST)
    for product in ("1", "2", "3", "4"):
        line = board.figures[product].line
        assert line is not None
        assert (line.pieces, line.sales_fen) == plainly(rows, product, LAST - timedelta(29), LAST)
        assert (line.pieces_before, line.sales_before_fen) == plainly(
            rows, product, LAST - timedelta(59), LAST - timedelta(30)
        )
        assert (line.page_views, line.stock_pieces, line.visitors_a_day, line.refund_rate) == (None,) * 4
    lost = sum(not row["product_id"] and row["day"] is not None and row["day"] > LAST - timedelta(30) for row in rows)
    assert f"{lost} items have no product number and are left out." in [str(one) for one in board.said]


def test_orders_that_begin_within_the_days_before_make_no_trend(app: App, store: Store) -> None:
    sell(app, store.id or 0, 1, days=45)
    board = app.services.products.board(store.id or 0)
    assert not board.comparable
    assert {one.line.pieces_before for one in board.figures.values() if one.line} == {None}
    assert {one.trend for one in board.figures.values()} == {None}


def test_one_product_report_is_enough_for_nothing_to_come_from_items(app: App, store: Store) -> None:
    sell(app, store.id or 0, 2)
    add_product_days(
        app.services.ctx, store.id or 0, [{"day": LAST, "product_id": "1", "paid_pieces": 1, "paid_fen": 5}]
    )
    board = app.services.products.board(store.id or 0)
    assert not board.of_items and set(board.figures) == {"1"}
    line = board.figures["1"].line
    assert line is not None and (line.pieces, line.sales_fen) == (1, 5)


@pytest.mark.parametrize("lacking", [None, 3, 20])
def test_reorder_advice_reads_the_items_where_they_are_all_there_is(
    app: App, store: Store, lacking: int | None
) -> None:
    """Every week of which each order has items is known; a week with an order without any says nothing."""
    store_id = store.id or 0
    with app.services.ctx.open_uow("sales") as uow:
        for back in range(60):
            day, key = LAST - timedelta(days=back), {"store_id": store_id, "order_no": f"{back}"}
            at = datetime.combine(day, datetime.min.time())
            uow.connection.execute(
                insert(orders).values(
                    **key, order_key=f"{back}", created_at=at, created_day=day, paid_at=at, paid_day=day
                )
            )
            if back != lacking:
                item = {"item_key": f"{back}", "product_id": "1", "pieces": 25, "received_fen": 1_000, "refund_fen": 0}
                uow.connection.execute(insert(order_items).values(**key, **item))
        uow.touch("orders", "order_items")
        uow.commit()
    (said,) = [one for one in app.services.products.board(store_id).said if "Rows open" in str(one)]
    assert str(said) == "Rows open behind figures of product reports only."
    advice = app.services.products.advice(store_id).advice["1"]
    told = " ".join(str(reason.text) for reason in advice.reasons)
    if lacking is None:
        assert "even the weakest of the last 4 weeks sold 175 pieces" in told
    else:
        assert "is not known: the pieces of 3 of the last 4 weeks are" in told
    assert ("350" in told) is (lacking != 3), "the last two weeks are known where each of their orders is"
