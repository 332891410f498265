"""Moving and resizing: length, warm-up and milestones go along; nothing leaves the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.campaigns.moving import milestones_after_move, milestones_for, moved, resized
from shopdesk.domain.campaigns.records import Anchor, Campaign, CampaignKind, MilestoneRule
from shopdesk.domain.errors import UserError

DAYS = st.dates(date(2000, 6, 1), date(2056, 6, 1))


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    start = draw(DAYS)
    length = draw(st.integers(0, 60))
    warm = draw(st.none() | st.integers(0, 20))
    return Campaign(
        id=1, store_id=1, name="x", kind=CampaignKind.DISCOUNT, start=start, end=start + timedelta(days=length),
        warm_up_on=None if warm is None else start - timedelta(days=warm),
    )  # fmt: skip


RULES = [
    MilestoneRule(kind=CampaignKind.DISCOUNT, title_zh="选品", title_en="Choose", offset_days=-30),
    MilestoneRule(kind=CampaignKind.DISCOUNT, title_zh="复盘", title_en="Review", anchor=Anchor.END, offset_days=7),
    MilestoneRule(kind=CampaignKind.LIVE, title_zh="直播", title_en="Live", offset_days=0),
]


@settings(deadline=None)
@given(campaigns(), DAYS)
def test_a_move_keeps_length_and_warm_up_distance_and_moving_back_restores_it(campaign: Campaign, day: date) -> None:
    after = moved(campaign, day)
    assert after.start == day
    assert after.period.length == campaign.period.length
    if campaign.warm_up_on is not None:
        assert after.warm_up_on is not None
        assert after.start - after.warm_up_on == campaign.start - campaign.warm_up_on
    assert moved(after, campaign.start) == campaign


@settings(deadline=None)
@given(campaigns(), DAYS, st.integers(0, 90))
def test_open_milestones_follow_and_done_ones_stay(campaign: Campaign, day: date, longer: int) -> None:
    made = milestones_for(campaign, RULES)
    assert [entry.title_en for entry in made] == ["Choose", "Review"]
    after = resized(moved(campaign, day), day, day + timedelta(days=longer))
    done = [replace(entry, done_on=campaign.start) for entry in made]
    assert milestones_after_move(after, done) == []
    followed = {entry.title_en: entry.due for entry in made}
    followed.update({entry.title_en: entry.due for entry in milestones_after_move(after, made)})
    assert followed == {"Choose": after.start - timedelta(days=30), "Review": after.end + timedelta(days=7)}


@settings(deadline=None)
@given(campaigns(), st.integers(1, 90))
def test_an_end_before_the_start_is_refused(campaign: Campaign, days: int) -> None:
    with pytest.raises(UserError, match="at least one day"):
        resized(campaign, campaign.start, campaign.start - timedelta(days=days))


def test_a_move_out_of_the_calendar_is_refused() -> None:
    campaign = Campaign(id=1, store_id=1, name="x", start=date(2026, 1, 1), end=date(2026, 1, 9))
    for day in (date(1999, 12, 31), date(2056, 12, 30)):
        with pytest.raises(UserError, match="2000 to 2056"):
            moved(campaign, day)
