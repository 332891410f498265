"""A campaign's day as it runs: parts that add up, stock that never goes below nothing, an hour that is honest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.campaigns.war_room import PACE_HOURS, Sold, Stock, day_pace, day_target, stock_pace

START = date(2026, 11, 10)
SALE = Campaign(id=1, store_id=1, name="双11", start=START, end=date(2026, 11, 11), plan_sales_fen=100_001)
PRODUCT = CampaignProduct(id=1, store_id=1, campaign_id=1, product_id="6012")
HOURS = st.lists(st.integers(0, 900), min_size=24, max_size=24)


@given(
    plan=st.integers(0, 10**12), days=st.integers(1, 30), weights=HOURS | st.just([]),
    paid=st.dictionaries(st.integers(0, 23), st.integers(0, 10**9)), minute=st.integers(0, 24 * 60 - 1),
)  # fmt: skip
def test_the_parts_of_a_day_and_of_its_hours_add_up(
    plan: int, days: int, weights: list[int], paid: dict[int, int], minute: int
) -> None:
    campaign = replace(SALE, plan_sales_fen=plan, end=START + timedelta(days=days - 1))
    targets = [day_target(campaign, START + timedelta(days=place)) for place in range(days)]
    assert sum(one or 0 for one in targets) == plan
    until = datetime(2026, 11, 10) + timedelta(minutes=minute)
    paid = {hour: fen for hour, fen in paid.items() if hour <= until.hour}
    found = day_pace(campaign, START, weights, paid, until)
    assert sum(one.due_fen or 0 for one in found.hours) == targets[0] == found.target_fen
    assert found.paid_fen == sum(paid.values())
    assert [one.paid_fen is None for one in found.hours] == [hour > until.hour for hour in range(24)]
    due = found.due_fen
    assert due is not None and 0 <= due <= (found.target_fen or 0)
    later = day_pace(campaign, START, weights, paid, until + timedelta(minutes=1)).due_fen
    assert (until.hour == 23 and until.minute == 59) or (later or 0) >= due
    assert found.ahead_fen == sum(paid.values()) - due


def test_a_day_without_plan_or_orders_says_so() -> None:
    assert day_target(replace(SALE, plan_sales_fen=None), START) is None
    assert day_target(SALE, date(2026, 11, 12)) is None
    none = day_pace(SALE, START, (), {}, None)
    assert (none.paid_fen, none.due_fen, none.ahead_fen) == (None, None, None)
    assert none.target_fen == 50_001
    unplanned = day_pace(replace(SALE, plan_sales_fen=None), START, (), {3: 5}, datetime(2026, 11, 10, 3, 30))
    assert (unplanned.paid_fen, unplanned.due_fen, unplanned.ahead_fen) == (5, None, None)


def test_one_by_hand() -> None:
    weights = [6] + [0] * 9 + [4] + [0] * 13
    found = day_pace(SALE, START, weights, {0: 30_000, 10: 1_000}, datetime(2026, 11, 10, 10, 15))
    # 60 % of 500.01 yuan at midnight, 40 % from ten: a quarter of it by a quarter past ten.
    assert (found.hours[0].due_fen, found.hours[10].due_fen) == (30_001, 20_000)
    assert (found.due_fen, found.paid_fen, found.ahead_fen) == (35_001, 31_000, -4_001)
    # A minute is a sixtieth: 333 1/3 fen, of which only whole ones are due.
    minute = day_pace(SALE, START, weights, {0: 30_000}, datetime(2026, 11, 10, 10, 1))
    assert (minute.due_fen, minute.ahead_fen) == (30_334, -334)


@given(
    pieces=st.integers(0, 10**6), sold=st.integers(0, 10**6), lately=st.integers(0, 10**5),
    known=st.booleans(), day=st.none() | st.just(date(2026, 11, 9)),
)  # fmt: skip
def test_stock_runs_out_at_the_pace_of_the_last_hours(
    pieces: int, sold: int, lately: int, known: bool, day: date | None
) -> None:
    until = datetime(2026, 11, 10, 12) if known else None
    found = stock_pace(PRODUCT, Stock(pieces, day), Sold(sold, min(lately, sold)), until)
    assert found.left == max(pieces - sold, 0) and found.counted_from == day
    if until is None:
        assert found.out_at is None
    elif found.left == 0:
        assert found.out_at == until
    elif min(lately, sold) == 0:
        assert found.out_at is None, "nothing was sold of late, so nothing says when"
    elif found.out_at is not None:
        hours = (found.out_at - until) / timedelta(hours=1)
        assert abs(hours - found.left * PACE_HOURS / min(lately, sold)) <= 1 / 60


@pytest.mark.parametrize(("stock", "sold"), [(None, Sold(3, 1)), (Stock(5, None), None), (None, None)])
def test_what_is_not_known_stays_unknown(stock: Stock | None, sold: Sold | None) -> None:
    found = stock_pace(PRODUCT, stock, sold, datetime(2026, 11, 10, 12))
    assert (found.left, found.out_at) == (None, None)
    assert found.sold == (None if sold is None else 3)
