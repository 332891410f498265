"""Bars of the month grid: none cover each other, none are lost."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.gui.pages.promotions.bar_drag import Drag, Grip, nudged
from shopdesk.gui.pages.promotions.month_layout import WEEKS, grid_start, place, with_cut_bars

START = grid_start(2026, 3)
SPANS = st.lists(st.tuples(st.integers(-20, 50), st.integers(0, 30)), max_size=14)


def campaigns(spans: list[tuple[int, int]]) -> list[Campaign]:
    return [
        Campaign(id=number, store_id=1, name=str(number), start=START + timedelta(days=first),
                 end=START + timedelta(days=first + length))
        for number, (first, length) in enumerate(spans, 1)
    ]  # fmt: skip


def test_a_month_begins_on_its_monday() -> None:
    assert grid_start(2026, 3) == date(2026, 2, 23)
    assert grid_start(2026, 6) == date(2026, 6, 1)


@settings(deadline=None)
@given(SPANS)
def test_no_two_bars_share_a_place(spans: list[tuple[int, int]]) -> None:
    segments = place(campaigns(spans), START)
    for one, other in combinations(segments, 2):
        if one.week == other.week and one.lane == other.lane:
            assert one.last < other.first or other.last < one.first


@settings(deadline=None)
@given(SPANS, st.integers(1, 4))
def test_each_campaign_is_drawn_or_counted_on_each_of_its_days(spans: list[tuple[int, int]], lanes: int) -> None:
    everything = campaigns(spans)
    segments = place(everything, START)
    drawn, more = with_cut_bars(segments, lanes)
    for week in range(WEEKS):
        for column in range(7):
            day = START + timedelta(days=7 * week + column)
            held = sum(campaign.start <= day <= campaign.end for campaign in everything)
            bars = [s for s in drawn if s.week == week and s.first <= column <= s.last]
            assert len(bars) + more.get((week, column), 0) == held
            assert all(bar.lane < lanes - (1 if (week, column) in more else 0) for bar in bars)


@settings(deadline=None)
@given(st.integers(0, 20), st.integers(0, 10), st.integers(-30, 30))
def test_a_drag_keeps_the_length_and_an_edge_never_passes_the_other(first: int, length: int, shift: int) -> None:
    campaign = campaigns([(first, length)])[0]
    here = campaign.start + timedelta(days=shift)
    body = Drag(Grip.BODY, campaign.start, campaign, here, active=True).span()
    assert body == (here, here + timedelta(days=length))
    for grip in (Grip.START, Grip.END):
        start, end = Drag(grip, campaign.start, campaign, here, active=True).span()
        assert start <= end
        assert (start == campaign.start) or (end == campaign.end)


def test_a_nudge_of_the_end_stops_at_one_day() -> None:
    campaign = campaigns([(3, 0)])[0]
    assert nudged(campaign, -1, end_only=True) is None
    assert nudged(campaign, 7, end_only=True) == (campaign.start, campaign.start + timedelta(days=7))
