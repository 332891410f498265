"""The life of a campaign: allowed steps, what they ask for, and what nobody offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from shopdesk.domain.campaigns.life import (
    KIND_NAMES,
    NEXT,
    STATE_NAMES,
    STATE_SIGNS,
    STEP_NAMES,
    Step,
    allowed_next,
    due_step,
    take_step,
)
from shopdesk.domain.campaigns.nouns import check_campaign
from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.domain.errors import UserError

S = CampaignState
AT = datetime(2026, 3, 16, 9)
CAMPAIGN = Campaign(id=7, store_id=1, name="38 焕新", start=date(2026, 3, 4), end=date(2026, 3, 8))


def step(to: CampaignState, note: str = "") -> Step:
    return Step(to=to, day=date(2026, 3, 16), who="林晓", note=note)


def test_a_whole_life_with_a_date_and_a_person_at_each_step() -> None:
    campaign, events = CAMPAIGN, []
    for to in (S.PLANNED, S.APPLIED, S.APPROVED, S.PREPARING, S.WARM_UP, S.RUNNING, S.ENDED, S.REVIEWED):
        campaign, event = take_step(campaign, step(to), AT)
        events.append(event)
    assert campaign.state is S.REVIEWED
    assert [event.to_state for event in events][:2] == [S.PLANNED, S.APPLIED]
    assert all(event.who == "林晓" and event.day == date(2026, 3, 16) for event in events)


def test_a_rejection_needs_its_reason_and_keeps_it() -> None:
    applied = replace(CAMPAIGN, state=S.APPLIED)
    with pytest.raises(UserError, match="Say why"):
        take_step(applied, step(S.REJECTED, "  "), AT)
    rejected, event = take_step(applied, step(S.REJECTED, "销量不足"), AT)
    assert (rejected.reason, event.note) == ("销量不足", "销量不足")
    assert allowed_next(S.REJECTED) == (S.PLANNED, S.IDEA)


@pytest.mark.parametrize("state", list(S))
def test_every_other_step_is_refused_in_words(state: CampaignState) -> None:
    for to in S:
        if to not in NEXT[state]:
            with pytest.raises(UserError, match="is not possible"):
                take_step(replace(CAMPAIGN, state=state), step(to, "x"), AT)


def test_it_cannot_have_ended_before_it_started() -> None:
    with pytest.raises(UserError, match="before it started"):
        take_step(replace(CAMPAIGN, state=S.RUNNING), Step(to=S.ENDED, day=date(2026, 3, 1)), AT)


def test_the_calendar_says_which_step_is_due() -> None:
    assert due_step(replace(CAMPAIGN, state=S.PREPARING), date(2026, 3, 3)) is None
    assert due_step(replace(CAMPAIGN, state=S.PREPARING), date(2026, 3, 4)) is S.RUNNING
    assert due_step(replace(CAMPAIGN, state=S.RUNNING), date(2026, 3, 8)) is None
    assert due_step(replace(CAMPAIGN, state=S.RUNNING), date(2026, 3, 9)) is S.ENDED
    assert due_step(replace(CAMPAIGN, state=S.ENDED), date(2026, 3, 15)) is S.REVIEWED


def test_every_state_and_kind_has_a_name_and_every_state_its_own_sign() -> None:
    assert set(STATE_NAMES) == set(STATE_SIGNS) == set(STEP_NAMES) == set(S)
    assert len(set(STATE_SIGNS.values())) == len(S)
    assert set(KIND_NAMES) == set(CampaignKind)


def test_no_kind_for_brushed_orders_or_paid_reviews() -> None:
    words = " ".join(kind.value for kind in CampaignKind) + " ".join(str(name) for name in KIND_NAMES.values())
    for banned in ("review", "fake", "brush", "刷", "好评", "返现", "cash"):
        assert banned not in words.lower()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Name"),
        ({"end": date(2026, 3, 1)}, "later end"),
        ({"warm_up_on": date(2026, 3, 5)}, "warm-up"),
        ({"budget_fen": -1}, "Budget: At least 0.00"),
        ({"plan_orders": -1}, "Planned orders: At least 0"),
        ({"end": date(2036, 3, 1)}, "at most 366"),
        ({"end": date(9999, 12, 31)}, "2056-12-31"),
        ({"plan_sales_fen": 10**20}, "Planned sales: At most"),
        ({"note": "x" * 5000}, "Note: The text has 5000"),
    ],
)
def test_a_wrong_field_is_answered_with_a_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_campaign(replace(CAMPAIGN, **change))  # type: ignore[arg-type]
