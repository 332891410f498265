"""Milestones that wait for one another: never in a circle, never ticked too early, told when they are due too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.milestones import check_may_be_done, check_order, due_too_early, waits_for
from shopdesk.domain.campaigns.moving import due_day, milestones_after_move, moved
from shopdesk.domain.campaigns.records import Anchor, Campaign, Milestone
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError

DAY = date(2026, 6, 1)


def milestone(number: int, after: int | None = None, **more: object) -> Milestone:
    return Milestone(
        id=number, store_id=1, campaign_id=1, title_zh=f"第{number}项", title_en=f"step {number}", after_id=after,
        **{"due": DAY, **more},  # type: ignore[arg-type]
    )  # fmt: skip


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[Milestone], Milestone]:
    """Milestones of which none waits for itself, by whatever way; and one of them, waiting for something else."""
    count = draw(st.integers(1, 7))
    made = [milestone(1)]
    for number in range(2, count + 1):
        made.append(milestone(number, draw(st.none() | st.integers(1, number - 1))))
    changed = replace(draw(st.sampled_from(made)), after_id=draw(st.none() | st.integers(1, count + 2)))
    return made, changed


@given(chains())
def test_no_circle_is_ever_kept(found: tuple[list[Milestone], Milestone]) -> None:
    made, changed = found
    kept = {one.id: (changed if one.id == changed.id else one).after_id for one in made}

    def comes_back(number: int | None) -> bool:
        place = kept.get(number)
        for _step in range(len(kept) + 1):
            if place == number:
                return True
            place = kept.get(place)
        return False

    if comes_back(changed.id):
        with pytest.raises(FieldError, match="neither could ever be done"):
            check_order(changed, made, "en")
    else:
        check_order(changed, made, "en")
        assert not any(comes_back(number) for number in kept)


def test_one_is_ticked_after_the_one_that_it_waits_for() -> None:
    first, second = milestone(1), milestone(2, 1)
    assert waits_for(second, [first, second]) is first
    with pytest.raises(UserError, match="“step 2” waits for “step 1”"):
        check_may_be_done(second, [first, second], "en")
    with pytest.raises(UserError, match="第1项"):
        check_may_be_done(second, [first, second], "zh_CN")
    done = replace(first, done_on=DAY)
    check_may_be_done(second, [done, second], "en")
    check_may_be_done(first, [first, second], "en")
    check_may_be_done(second, [second], "en")  # the other one was removed


@pytest.mark.parametrize(("later", "early"), [(-1, False), (0, False), (1, True)])
def test_due_before_what_has_to_be_done_first(later: int, early: bool) -> None:
    first = milestone(1, due=DAY + timedelta(days=later))
    second = milestone(2, 1)
    assert (due_too_early(second, [first, second]) is first) is early
    assert due_too_early(second, [replace(first, done_on=DAY), second]) is None


def test_those_of_the_warm_up_follow_it() -> None:
    campaign = Campaign(id=1, store_id=1, name="c", start=date(2026, 6, 10), end=date(2026, 6, 12), warm_up_on=DAY)
    assert due_day(campaign, Anchor.WARM_UP, -2) == date(2026, 5, 30)
    assert due_day(replace(campaign, warm_up_on=None), Anchor.WARM_UP, -2) == date(2026, 6, 8)
    one = milestone(1, anchor=Anchor.WARM_UP, offset_days=-2, due=date(2026, 5, 30))
    (after,) = milestones_after_move(replace(campaign, warm_up_on=date(2026, 6, 5)), [one])
    assert after.due == date(2026, 6, 3)
    (after,) = milestones_after_move(moved(campaign, date(2026, 6, 20)), [one])
    assert after.due == date(2026, 6, 9)
