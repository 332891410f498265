"""A campaign that is held again: the date comes back, what is of its time does not."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.again import again, own_rules, products_again
from shopdesk.domain.campaigns.records import (
    Anchor,
    Campaign,
    CampaignKind,
    CampaignProduct,
    CampaignState,
    Milestone,
)


def held(start: date, length: int = 3, warm: int | None = 2) -> Campaign:
    return Campaign(
        id=7,
        version=3,
        store_id=1,
        name=f"双11 {start.year}",
        kind=CampaignKind.PLATFORM,
        state=CampaignState.REVIEWED,
        start=start,
        end=start + timedelta(days=length - 1),
        warm_up_on=None if warm is None else start - timedelta(days=warm),
        budget_fen=100,
        plan_sales_fen=5,
        plan_orders=4,
        plan_visitors=3,
        spend_fen=2,
        lessons="早点备货",
        reason="x",
        offer="满减",
        courier="c",
    )


@given(
    start=st.dates(date(2015, 1, 10), date(2040, 12, 20)),
    today=st.dates(date(2015, 1, 10), date(2045, 12, 31)),
    length=st.integers(1, 20),
    warm=st.none() | st.integers(0, 15),
)
def test_the_first_same_date_that_is_ahead(start: date, today: date, length: int, warm: int | None) -> None:
    one = held(start, length, warm)
    found = again(one, today)
    assert found.start > today and (found.start - one.start).days >= 0
    leapless = start.month == 2 and found.start.year % 4
    assert (found.start.month, found.start.day) == (start.month, min(start.day, 28) if leapless else start.day)
    assert found.start == start or found.start.replace(year=found.start.year - 1, day=min(found.start.day, 28)) <= today
    assert found.period.length == length and found.name == f"双11 {found.start.year}"
    assert (found.warm_up_on is None) == (warm is None)
    if found.warm_up_on is not None:
        assert (found.start - found.warm_up_on).days == warm


def test_what_was_of_its_time_stays_behind() -> None:
    found = again(held(date(2025, 11, 11)), date(2026, 3, 16))
    assert (found.id, found.version, found.state) == (None, 0, CampaignState.PLANNED)
    assert (found.plan_visitors, found.plan_orders, found.plan_sales_fen, found.spend_fen) == (None, None, None, None)
    assert (found.lessons, found.reason) == ("", "")
    assert (found.offer, found.courier, found.budget_fen) == ("满减", "c", 100)
    product = CampaignProduct(
        id=3, version=2, store_id=1, campaign_id=7, product_id="6012", price_fen=9_900, cost_fen=5_000,
        facts={"shipping": "6", "store_off": "20", "commission_rate": "0.05", "sold": "90", "lowest_30": "88"},
    )  # fmt: skip
    (kept,) = products_again([product])
    assert (kept.id, kept.price_fen, kept.cost_fen) == (None, 9_900, 5_000)
    assert kept.facts == {"shipping": "6", "store_off": "20", "commission_rate": "0.05"}


def test_milestones_added_by_hand_become_rules() -> None:
    day = date(2025, 11, 9)
    own = Milestone(
        store_id=1, campaign_id=7, title_zh="寄样", title_en="", anchor=Anchor.END, offset_days=-2, due=day, done_on=day
    )
    shipped = Milestone(store_id=1, campaign_id=7, code="select", title_zh="a", title_en="b", due=date(2025, 10, 12))
    (rule,) = own_rules(CampaignKind.PLATFORM, [shipped, own])
    assert (rule.title_zh, rule.anchor, rule.offset_days, rule.kind) == ("寄样", Anchor.END, -2, CampaignKind.PLATFORM)
