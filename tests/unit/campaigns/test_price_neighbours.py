"""Which other prices of a product matter to a campaign, and what is said of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.price_neighbours import BOUND_DAYS, Neighbour, neighbour_words, neighbours
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState

S = CampaignState
START, END = date(2026, 3, 10), date(2026, 3, 14)
SALE = Campaign(id=1, store_id=1, name="sale", start=START, end=END)
PRODUCT = CampaignProduct(store_id=1, campaign_id=2, product_id="6012", price_fen=10_000)


def other(first: int, length: int = 1, state: CampaignState = S.PLANNED, number: int = 2) -> Campaign:
    """A campaign that begins so many days after the sale does."""
    start = START + timedelta(days=first)
    return Campaign(
        id=number, store_id=1, name="other", state=state, start=start, end=start + timedelta(days=length - 1)
    )


def found(campaign: Campaign) -> bool:
    return bool(neighbours(SALE, [(campaign, [PRODUCT])]))


@given(first=st.integers(-60, 60), length=st.integers(1, 20))
def test_a_neighbour_is_at_most_so_many_days_away(first: int, length: int) -> None:
    campaign = other(first, length)
    days = {START + timedelta(days=n) for n in range(-BOUND_DAYS, (END - START).days + BOUND_DAYS + 1)}
    assert found(campaign) == any(day in days for day in campaign.period.days())


@pytest.mark.parametrize(
    ("state", "before", "after"), [(S.REJECTED, False, False), (S.ENDED, True, False), (S.REVIEWED, True, False)]
)
def test_what_is_over_counts_where_it_came_before(state: CampaignState, before: bool, after: bool) -> None:
    assert found(other(-3, state=state)) is before
    assert found(other(3, state=state)) is after


def test_a_campaign_is_no_neighbour_of_itself() -> None:
    assert not found(other(0, number=1))


@pytest.mark.parametrize(
    ("first", "theirs", "ours", "said"),
    [
        (-3, 10_000, 9_999, "no lower price for 15 days after"),
        (-3, 10_000, 10_000, "ended on 2026-03-07 at 100.00 yuan."),
        (-3, None, 9_000, "ended on 2026-03-07 at no price yet."),
        (8, 9_999, 10_000, "lower than here"),
        (8, 10_000, 10_000, "begins on 2026-03-18 at 100.00 yuan."),
        (8, 9_000, None, "begins on 2026-03-18 at 90.00 yuan."),
        (2, 5_000, 10_000, "on the same days"),
        (4, 5_000, 10_000, "on the same days"),
        (0, 5_000, 10_000, "on the same days"),
    ],
)
def test_what_is_said(first: int, theirs: int | None, ours: int | None, said: str) -> None:
    day = START + timedelta(days=first)
    around = [Neighbour(product_id="6012", name="other", start=day, end=day, price_fen=theirs)]
    (text,) = neighbour_words(SALE, ours, around)
    assert said in str(text)
