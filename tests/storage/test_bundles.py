"""What is bought together, asked of a store: which orders and lines count, prices, costs and names."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from shopdesk.bootstrap import App
from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.orders import order_items, orders

FIRST = date(2026, 2, 1)
SPAN = Period(FIRST, FIRST + timedelta(days=9))
# Days from before the span to after it, paid or not, in this store or another, with lines that repeat or lack a number.
ORDERS = st.lists(
    st.tuples(
        st.integers(-2, 12),
        st.booleans(),
        st.sampled_from((True, True, True, False)),
        st.lists(st.sampled_from(("1", "2", "3", "", None)), max_size=4),
        st.none() | st.integers(1, 90_000),
    ),
    max_size=25,
)


def sell(
    app: App, store_id: int, other_id: int, sold: list[tuple[int, bool, bool, list[str | None], int | None]]
) -> None:
    with app.services.ctx.open_uow("sales") as uow:
        for table in (order_items, orders):
            uow.connection.execute(delete(table))
        for place, (day, is_paid, here, lines, fen) in enumerate(sold):
            at = datetime(2026, 2, 1, 12) + timedelta(days=day)
            paid: dict[str, Any] = {"paid_at": at, "paid_day": at.date()} if is_paid else {"paid_at": None}
            # The same number in both stores: an item belongs to the order of its own store.
            store, number = (store_id if here else other_id), f"n{place // 2}.{place % 2 if here else 0}"
            uow.connection.execute(
                insert(orders).values(
                    store_id=store, order_key=f"k{place}", order_no=number, created_at=at, created_day=at.date(),
                    received_fen=None if fen is None else fen - 1, refund_fen=None if fen is None else 1, **paid,
                )
            )  # fmt: skip
            for line, product in enumerate(lines):
                code = "c" if product == "" else None
                uow.connection.execute(
                    insert(order_items).values(
                        store_id=store, item_key=f"{place}.{line}", order_no=number, product_id=product,
                        merchant_code=code, pieces=1,
                    )
                )  # fmt: skip
        uow.touch("orders", "order_items")
        uow.commit()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ORDERS)
def test_pairs_of_a_store_are_those_of_its_paid_orders(
    app: App, store: Store, sold: list[tuple[int, bool, bool, list[str | None], int | None]]
) -> None:
    others = [one for one in app.services.stores.all() if one.id != store.id] or [app.services.stores.create("B")]
    sell(app, store.id or 0, others[0].id or 0, sold)
    counted: Counter[tuple[str, ...]] = Counter()
    amounts: dict[tuple[str, ...], list[int]] = {}
    paid = told = several = 0
    for day, is_paid, here, lines, fen in sold:
        if not (is_paid and here and 0 <= day <= 9):
            continue
        products = {"c" if one == "" else one for one in lines if one is not None}
        paid, told, several = paid + 1, told + bool(products), several + (len(products) > 1)
        for two in combinations(sorted(products), 2):
            counted[two] += 1
            amounts.setdefault(two, []).extend([] if fen is None else [fen])
    found = app.services.campaigns.bundles.together(store.id or 0, SPAN)
    assert (found.paid, found.told, found.several) == (paid, told, several)
    assert found.items is any(lines for _day, _paid, here, lines, _fen in sold if here)
    assert {tuple(sorted((one.first, one.second))): one.orders for one in found.pairs} == counted
    for one in found.pairs:
        known = amounts[tuple(sorted((one.first, one.second)))]
        assert one.both_fen == ((2 * sum(known) + len(known)) // (2 * len(known)) if known else None)


def test_a_bundle_begins_with_what_is_known(app: App, store: Store) -> None:
    store_id, bundles = store.id or 0, app.services.campaigns.bundles
    sell(app, store_id, store_id, [(0, True, True, ["1", "2"], 30_000), (1, True, True, ["1"], None)])
    with app.services.ctx.open_uow("reports") as uow:
        # Turnover at list price of three pieces a day: the price of one is a third of it.
        for day, fen in ((1, 3 * 19_900), (3, 3 * 18_900), (11, 3)):
            uow.connection.execute(
                insert(product_days).values(
                    store_id=store_id,
                    product_id="1",
                    title="羽绒服",
                    day=FIRST + timedelta(days=day),
                    list_fen=fen,
                    paid_pieces=3,
                )
            )
        uow.connection.execute(
            order_items.update()
            .where(order_items.c.product_id == "2")
            .values(title="帽子", pieces=2, received_fen=9_001, refund_fen=1_000)
        )
        uow.touch("product_days", "order_items")
        uow.commit()
    app.services.costs.keep(UnitCost(store_id=store_id, product_id="1", cost_fen=9_000))
    app.services.costs.keep(UnitCost(store_id=store_id, merchant_code="2", cost_fen=2_000))
    (pair,) = bundles.together(store_id, SPAN).pairs
    assert (pair.first_title, pair.second_title) == ("羽绒服", "帽子")
    begun = bundles.begun(store_id, pair, SPAN)
    assert (begun.first_fen, begun.second_fen) == (18_900, 5_001), "the newest list price of a piece; else paid a piece"
    assert (begun.first_cost_fen, begun.second_cost_fen, begun.price_fen) == (9_000, 2_000, 23_901)
    early = bundles.begun(store_id, pair, Period(FIRST - timedelta(days=9), FIRST - timedelta(days=1)))
    assert (early.first_fen, early.second_fen, early.price_fen) == (None, None, None)
