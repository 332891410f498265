"""What a campaign brought, by figures small enough to divide by hand; what nobody stated is never nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import Takings, review, takings_of
from shopdesk.domain.campaigns.review_plan import Actuals, plan_lines
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.periods import Period

D = Decimal
FIRST, SECOND = date(2026, 3, 6), date(2026, 3, 7)
SALE = Campaign(
    store_id=1,
    name="上新",
    start=FIRST,
    end=SECOND,
    spend_fen=500,
    plan_sales_fen=4000,
    plan_orders=8,
    plan_visitors=600,
)
STORE = Takings(days=2, orders=10, sales_fen=5000, visitors_per_day=D(150), views_per_visitor=D(2))
USUAL = Takings(days=28, orders=28, sales_fen=28_000)


def test_takings_are_the_figures_of_the_same_names() -> None:
    columns = {
        "paid_orders": [3, 5], "paid_fen": [900, 1100], "visitors": [100, 300], "page_views": [300, 500],
        "day_buyers": [2, 6], "paid_pieces": [4, 6],
    }  # fmt: skip
    found = takings_of(Figures(Facts([FIRST, SECOND], columns), Period(FIRST, SECOND)))
    assert found == Takings(
        days=2, orders=8, sales_fen=2000, visitors_per_day=D(200), conversion=D("0.02"), views_per_visitor=D(2),
        pieces=10,
    )  # fmt: skip
    assert found.sales_per_day == 1000
    silent = takings_of(Figures(Facts([FIRST], {"paid_fen": [None]}), Period(FIRST, FIRST)))
    assert silent == Takings(days=0)
    assert silent.sales_per_day is None


def test_a_campaign_is_held_against_its_plan_and_ordinary_days() -> None:
    found = review(SALE, STORE, USUAL, None)
    assert found.sales_change == D("1.5")
    assert (found.sales_against_plan, found.orders_against_plan) == (D("1.25"), D("1.25"))
    visitors = plan_lines(SALE, STORE, Actuals())[0]
    assert (visitors.planned, visitors.actual, visitors.share) == (300, 150, D("0.5")), "planned are those of both days"
    assert found.clicks_per_visitor == 2
    assert (found.roi, found.share_of_orders, found.share_of_sales, found.sells_cheap) == (None, None, None, None)
    unknown = replace(STORE, sales_fen=None)
    assert review(SALE, unknown, USUAL, None).sales_change is None
    assert review(SALE, STORE, replace(USUAL, sales_fen=None), None).sales_change is None


@pytest.mark.parametrize(
    ("orders", "fen", "cheap"),
    [(5, 2499, True), (5, 2500, False), (5, 2501, False), (None, 100, None), (5, None, None)],
)
def test_a_campaign_sells_cheap_where_its_share_of_sales_is_below_that_of_orders(
    orders: int | None, fen: int | None, cheap: bool | None
) -> None:
    own = Takings(days=2, orders=orders, sales_fen=fen, views_per_visitor=D(7))
    found = review(SALE, STORE, USUAL, own)
    assert found.sells_cheap is cheap
    assert found.clicks_per_visitor == 7, "its own products are looked at where they are known"
    assert found.roi == (None if fen is None else D(fen) / 500)
