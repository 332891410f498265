"""A campaign's day from imported orders: pieces counted as by hand, whatever was sold when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState, Milestone
from shopdesk.domain.campaigns.war_room import PACE_HOURS
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.orders import order_items, orders

TODAY = date(2026, 3, 16)
START = TODAY - timedelta(days=1)
NOON = datetime(2026, 3, 16, 12, 0)
PRODUCTS = ("1", "2", "3")
SALES = st.lists(
    st.tuples(
        st.sampled_from((*PRODUCTS, "9")), st.none() | st.integers(0, 5), st.integers(-60 * 60, 11 * 60), st.booleans()
    ),
    max_size=25,
)


def sell(app: App, store_id: int, sales: Sequence[tuple[str, int | None, int, bool]]) -> None:
    """Orders with one item each, so many minutes after midnight of today; the last says whether it was paid."""
    with app.services.ctx.open_uow("sales") as uow:
        for table in (order_items, orders, product_days):
            uow.connection.execute(delete(table))
        for place, (product, pieces, minutes, is_paid) in enumerate(sales):
            at = datetime(2026, 3, 16) + timedelta(minutes=minutes)
            paid = {"paid_at": at, "paid_day": at.date()} if is_paid else {}
            uow.connection.execute(
                insert(orders).values(
                    store_id=store_id, order_key=f"k{place}", order_no=f"n{place}", created_at=at,
                    created_day=at.date(), **paid,
                )
            )  # fmt: skip
            uow.connection.execute(
                insert(order_items).values(
                    store_id=store_id, item_key=f"i{place}", order_no=f"n{place}", product_id=product, pieces=pieces
                )
            )
        # Product 1 has a report of the evening before yesterday, product 3 one that is too old.
        for product, day, stock in (("1", TODAY - timedelta(days=2), 30), ("3", TODAY - timedelta(days=9), 99)):
            uow.connection.execute(
                insert(product_days).values(store_id=store_id, product_id=product, day=day, stock_pieces=stock)
            )
        uow.touch("orders")
        uow.commit()


def held(app: App, store: Store) -> int:
    campaigns = app.services.campaigns
    made = campaigns.create(
        Campaign(store_id=store.id or 0, name="x", state=CampaignState.RUNNING, start=START, end=TODAY,
                 plan_sales_fen=2_000_00)
    )  # fmt: skip
    number = made.id or 0
    quantities = {"1": 500, "2": 20, "3": None}
    campaigns.products.save(
        number,
        [CampaignProduct(store_id=0, campaign_id=0, product_id=one, quantity=quantities[one]) for one in PRODUCTS],
    )
    return number


@given(SALES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_are_those_that_a_pencil_counts(
    app: App, store: Store, clock: FixedClock, sales: list[tuple[str, int | None, int, bool]]
) -> None:
    clock.set(NOON)
    number = app.services.campaigns.of_store(store.id or 0)
    campaign = number[0].id if number else held(app, store)
    sell(app, store.id or 0, sales)
    found = app.services.war_room.now(campaign or 0)
    paid = [
        (product, 1 if pieces is None else pieces, minutes) for product, pieces, minutes, is_paid in sales if is_paid
    ]
    today = [minutes for _product, _pieces, minutes in paid if minutes >= 0]
    lines = {one.product.product_id: one for one in found.stock}
    if not today:
        assert found.pace.until is None and all(one.sold is None for one in lines.values())
        return
    newest = max(today)
    assert found.pace.until == datetime(2026, 3, 16) + timedelta(minutes=newest)
    begins = {"1": -24 * 60, "2": -24 * 60, "3": -24 * 60}
    stock = {"1": 30, "2": 20}
    for product in PRODUCTS:
        counted = [(pieces, minutes) for one, pieces, minutes in paid if one == product and minutes >= begins[product]]
        sold = sum(pieces for pieces, _minutes in counted)
        lately = sum(pieces for pieces, minutes in counted if minutes > newest - PACE_HOURS * 60)
        line = lines[product]
        assert line.sold == sold
        assert line.left == (max(stock[product] - sold, 0) if product in stock else None)
        assert line.counted_from == (TODAY - timedelta(days=2) if product == "1" else None)
        if line.left and lately:
            assert line.out_at is not None and line.out_at > found.pace.until


def test_what_else_belongs_to_the_day(app: App, store: Store, clock: FixedClock) -> None:
    clock.set(NOON)
    campaigns, number = app.services.campaigns, held(app, store)
    for milestone in campaigns.view(number).milestones:
        campaigns.remove_milestone(milestone.id or 0)
    for place, (offset, title) in enumerate(((0, "first"), (1, "second"), (3, "later"))):
        after = campaigns.view(number).milestones[0].id if title == "second" else None
        campaigns.save_milestone(
            Milestone(store_id=store.id or 0, campaign_id=number, title_zh=title, title_en=title, offset_days=offset,
                      after_id=after, due=TODAY, note=str(place))
        )  # fmt: skip
    app.services.problems.create(Problem(store_id=store.id or 0, title="Page is down", opened_on=TODAY))
    found = app.services.war_room.now(number)
    assert [one.title_en for one in found.milestones] == ["first"], "the second waits for it, the third is not due"
    assert [one.title for one in found.problems] == ["Page is down"]
    assert found.pace.target_fen == 1_000_00 and found.on_duty == ()
