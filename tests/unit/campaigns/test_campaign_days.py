"""The days of a campaign at their borders: steps that are due, warm-ups, limits, ordinary days, its review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from shopdesk.domain.campaigns.life import Step, asks_for_lessons, due_step, needs_reason, take_step
from shopdesk.domain.campaigns.moving import milestones_for, resized
from shopdesk.domain.campaigns.nouns import check_campaign, check_milestone
from shopdesk.domain.campaigns.ordinary import busy_days
from shopdesk.domain.campaigns.records import Campaign, CampaignState, Milestone, MilestoneRule
from shopdesk.domain.campaigns.review import Takings, review
from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period

D = Decimal
S = CampaignState
AT = datetime(2026, 3, 16, 9)
CAMPAIGN = Campaign(id=7, store_id=1, name="38 焕新", start=date(2026, 3, 4), end=date(2026, 3, 8))


@pytest.mark.parametrize(
    ("state", "day", "due"),
    [
        (S.WARM_UP, 3, None),
        (S.WARM_UP, 4, S.RUNNING),
        (S.PREPARING, 4, S.RUNNING),
        (S.PLANNED, 31, None),
        (S.RUNNING, 8, None),
        (S.RUNNING, 9, S.ENDED),
        (S.ENDED, 14, None),
        (S.ENDED, 15, S.REVIEWED),
        (S.REVIEWED, 31, None),
    ],
)
def test_a_step_is_due_on_its_day_and_not_the_day_before(state: CampaignState, day: int, due: CampaignState) -> None:
    assert due_step(replace(CAMPAIGN, state=state), date(2026, 3, day)) is due


@pytest.mark.parametrize(
    ("planned", "stepped", "warm_up"),
    [(None, 2, 2), (None, 6, 4), (3, 2, 3), (4, 2, 4), (5, 2, 2)],
)
def test_a_warm_up_begins_as_planned_or_today_and_no_later_than_the_campaign(
    planned: int | None, stepped: int, warm_up: int
) -> None:
    campaign = replace(CAMPAIGN, state=S.PREPARING, warm_up_on=None if planned is None else date(2026, 3, planned))
    after, _ = take_step(campaign, Step(to=S.WARM_UP, day=date(2026, 3, stepped)), AT)
    assert after.warm_up_on == date(2026, 3, warm_up)


def test_lessons_are_kept_where_there_are_any_and_an_end_on_the_first_day_is_one() -> None:
    ended, _ = take_step(replace(CAMPAIGN, state=S.RUNNING), Step(to=S.ENDED, day=date(2026, 3, 4)), AT)
    assert ended.state is S.ENDED
    learned = replace(ended, lessons="before")
    assert take_step(learned, Step(to=S.REVIEWED, day=AT.date(), note=" more stock "), AT)[0].lessons == "more stock"
    assert take_step(learned, Step(to=S.REVIEWED, day=AT.date(), note=" "), AT)[0].lessons == "before"
    idea, _ = take_step(replace(CAMPAIGN, state=S.PLANNED), Step(to=S.IDEA, day=AT.date(), note="x"), AT)
    assert (idea.reason, idea.lessons) == (CAMPAIGN.reason, CAMPAIGN.lessons)


@pytest.mark.parametrize(
    ("change", "fine"),
    [
        ({"end": date(2026, 3, 4)}, True),
        ({"end": date(2026, 3, 3)}, False),
        ({"end": date(2027, 3, 4)}, True),
        ({"end": date(2027, 3, 5)}, False),
        ({"warm_up_on": date(2026, 3, 4)}, True),
        ({"warm_up_on": date(2026, 3, 5)}, False),
    ],
)
def test_the_days_of_a_campaign_are_in_order_and_a_year_at_most(change: dict[str, date], fine: bool) -> None:
    campaign = replace(CAMPAIGN, **change)  # type: ignore[arg-type]
    if fine:
        assert check_campaign(campaign) == campaign
        return
    with pytest.raises(UserError):
        check_campaign(campaign)


def test_a_campaign_of_one_day_is_one_and_a_milestone_says_something() -> None:
    assert resized(CAMPAIGN, CAMPAIGN.end, CAMPAIGN.end).period.length == 1
    with pytest.raises(UserError, match="at least one day"):
        resized(CAMPAIGN, CAMPAIGN.end, CAMPAIGN.start)
    milestone = Milestone(store_id=1, campaign_id=7, title_zh="", title_en="", due=AT.date())
    for titles in ({"title_zh": "选品"}, {"title_en": "Choose"}):
        check_milestone(replace(milestone, **titles))
    with pytest.raises(UserError, match="Say what is to be done"):
        check_milestone(replace(milestone, title_zh=" ", title_en=" "))


@pytest.mark.parametrize(
    ("end", "state", "days"),
    [
        (date(2026, 3, 28), S.PLANNED, 27),
        (date(2026, 3, 29), S.PLANNED, 28),
        (date(2026, 3, 30), S.PLANNED, 0),
        (date(2026, 3, 28), S.IDEA, 0),
        (date(2026, 3, 28), S.REJECTED, 0),
        (date(2026, 3, 28), S.REVIEWED, 27),
    ],
)
def test_a_campaign_of_four_weeks_makes_its_days_busy_and_a_longer_one_is_everyday_life(
    end: date, state: CampaignState, days: int
) -> None:
    campaign = replace(CAMPAIGN, start=date(2026, 3, 2), end=end, state=state)
    assert len(busy_days([campaign], Period(date(2026, 1, 1), date(2026, 12, 31)))) == days
    assert busy_days([campaign], Period(date(2026, 4, 1), date(2026, 4, 2))) == frozenset()


def test_a_review_says_what_is_known() -> None:
    own = replace(CAMPAIGN, spend_fen=200_00, plan_sales_fen=1000_00, plan_orders=100, plan_visitors=500)
    store = Takings(days=5, orders=50, sales_fen=500_00, visitors_per_day=D(200), views_per_visitor=D(3))
    usual = Takings(days=10, orders=40, sales_fen=2000_00)
    found = review(own, store, usual, Takings(days=5, orders=20, sales_fen=200_00))
    assert (found.roi, found.sales_against_plan, found.orders_against_plan) == (D(1), D("0.5"), D("0.5"))
    assert (found.sales_change, found.sells_cheap) == (D("-0.5"), False)
    alone = review(own, store, Takings(days=0), None)
    assert (alone.roi, alone.share_of_orders, alone.share_of_sales, alone.sells_cheap) == (None,) * 4
    assert (alone.clicks_per_visitor, alone.sales_change) == (D(3), None)
    half = review(own, store, usual, Takings(days=5, orders=20))
    assert (half.share_of_orders, half.share_of_sales, half.sells_cheap) == (D("0.4"), None, None)
    assert Takings(days=0, sales_fen=5).sales_per_day is None


@pytest.mark.parametrize("state", S)
def test_what_runs_or_is_over_is_not_moved_without_a_second_thought(state: CampaignState) -> None:
    assert replace(CAMPAIGN, state=state).fixed is (state in (S.RUNNING, S.ENDED, S.REVIEWED))
    assert asks_for_lessons(state) is (state is S.REVIEWED)
    assert needs_reason(state) is (state is S.REJECTED)


def test_a_milestone_is_on_the_first_day_unless_it_says_otherwise() -> None:
    rule = MilestoneRule(kind=CAMPAIGN.kind, title_zh="选品", title_en="Choose")
    (made,) = milestones_for(CAMPAIGN, [rule])
    assert (made.due, made.offset_days, rule.position) == (CAMPAIGN.start, 0, 0)
