"""The planner: the right tier, exact sums, and a gap that always closes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.tiers.band import BandPosition
from shopdesk.domain.tiers.planner import Head, MoveKind, department_gap, move_text, plan, tier_for
from shopdesk.domain.tiers.records import Ladder, Post, Step
from shopdesk.services.people.templates import presets

STANDARD, LEAN = (entry.ladder for entry in presets())
count = st.integers(0, 12)
fen = st.integers(0, 10**9)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """A table whose steps rise and whose departments never get cheaper, as a sensible one does."""
    turnovers = sorted(draw(st.lists(st.integers(1, 10**9), min_size=1, max_size=6, unique=True)))
    cost, steps = 0, []
    for turnover in turnovers:
        cost += draw(st.integers(0, 10**7))
        posts = (
            Post(department_code="service", leads=draw(count), staff=draw(count), cost_fen=cost),
            Post(department_code="design", staff=draw(count), cost_fen=cost // 3),
        )
        steps.append(Step(turnover_fen=turnover, budget_fen=0, total_fen=0, posts=posts))
    return Ladder(name="", origin="", departments=("service", "design"), steps=tuple(steps))


@pytest.mark.parametrize(
    ("turnover", "tier", "reached"),
    [
        (0, 0, False),
        (99_999, 0, False),
        (100_000, 0, True),
        (199_999, 0, True),
        (200_000, 1, True),
        (299_999, 1, True),
        (450_000, 2, True),
        (500_000, 3, True),
        (9_000_000, 3, True),
    ],
)
def test_the_highest_reached_tier_is_recommended(turnover: int, tier: int, reached: bool) -> None:
    assert tier_for(STANDARD, turnover * 100) == (tier, reached)


def test_a_plan_in_figures() -> None:
    answer = plan(STANDARD, 25_000_000, [])
    assert (answer.cost_fen, answer.cost_ratio) == (1_650_000, Decimal("0.066"))
    assert (answer.band_low_fen, answer.band_high_fen, answer.position) == (1_500_000, 1_750_000, BandPosition.INSIDE)
    assert answer.next_tier is STANDARD.steps[2]
    assert answer.to_next_fen == 5_000_000


def test_the_last_tier_has_no_next() -> None:
    answer = plan(LEAN, 10_000_000, [])
    assert answer.next_tier is None
    assert answer.to_next_fen is None
    assert answer.position is BandPosition.ABOVE
    assert answer.cost_ratio == Decimal("0.34")


def test_no_turnover_has_no_ratio() -> None:
    answer = plan(LEAN, 0, [Head(department_code="service", leads=False, base_fen=200_000)])
    assert answer.cost_ratio is None
    assert answer.team_ratio is None
    assert not answer.reached


def test_the_gap_in_words() -> None:
    """A team of three service staff and two warehouse people at 200,000: promote, hire, and one too many."""
    team = [Head(department_code="service", leads=False, base_fen=200_000)] * 3
    team += [Head(department_code="logistics", leads=False, base_fen=250_000)] * 2
    team += [Head(department_code="finance", leads=False)]
    answer = plan(STANDARD, 20_000_000, team)
    names = {code: code for code in STANDARD.departments}
    assert [str(move_text(move, names)) for move in answer.moves] == [
        "service: promote 1 of the team to lead",
        "design: hire 1",
        "promotion: hire 1",
        "logistics: 1 surplus",
    ]
    assert answer.outside == {"finance": 1}, "finance is not planned by the table, so nobody there is surplus"
    assert (answer.team_people, answer.team_fen, answer.team_without_base) == (6, 1_100_000, 1)


def test_departments_of_higher_tiers_count_as_surplus_now() -> None:
    answer = plan(STANDARD, 10_000_000, [Head(department_code="design", leads=False)])
    assert [(move.kind, move.department_code, move.count) for move in answer.moves] == [
        (MoveKind.HIRE, "service", 2),
        (MoveKind.SURPLUS, "design", 1),
    ]


def test_a_lead_too_many_fills_a_staff_post_first() -> None:
    gap = department_gap("service", want=(0, 2), have=(2, 1))
    assert [(move.kind, move.count) for move in gap.moves] == [(MoveKind.COVER, 1), (MoveKind.SURPLUS_LEAD, 1)]


@given(count, count, count, count)
def test_moves_close_the_gap_exactly(want_leads: int, want_staff: int, have_leads: int, have_staff: int) -> None:
    gap = department_gap("x", want=(want_leads, want_staff), have=(have_leads, have_staff))
    move = dict.fromkeys(MoveKind, 0) | {move.kind: move.count for move in gap.moves}
    assert all(value >= 0 for value in move.values())
    leads = (
        have_leads
        + move[MoveKind.PROMOTE]
        + move[MoveKind.HIRE_LEAD]
        - move[MoveKind.SURPLUS_LEAD]
        - move[MoveKind.COVER]
    )
    staff = have_staff - move[MoveKind.PROMOTE] + move[MoveKind.HIRE] + move[MoveKind.COVER] - move[MoveKind.SURPLUS]
    assert (leads, staff) == (want_leads, want_staff)
    assert not (move[MoveKind.HIRE] and move[MoveKind.SURPLUS]), "nobody is hired where somebody is too many"
    assert not (move[MoveKind.HIRE_LEAD] and move[MoveKind.SURPLUS]), "staff too many would have been promoted"


@given(ladders(), fen, fen)
def test_more_turnover_never_recommends_a_lower_or_cheaper_tier(ladder: Ladder, one: int, other: int) -> None:
    low, high = sorted((one, other))
    below, above = plan(ladder, low, []), plan(ladder, high, [])
    assert below.tier_index <= above.tier_index
    assert below.cost_fen <= above.cost_fen


@given(ladders(), fen)
def test_cost_is_the_exact_sum_and_next_is_above(ladder: Ladder, turnover: int) -> None:
    answer = plan(ladder, turnover, [])
    assert answer.cost_fen == sum(post.cost_fen for post in answer.tier.posts)
    assert sum(gap.want_leads + gap.want_staff for gap in answer.gaps) == answer.tier.people
    if answer.next_tier is None:
        assert all(step.turnover_fen <= turnover for step in ladder.steps)
    else:
        assert answer.to_next_fen is not None
        assert answer.to_next_fen > 0
        assert turnover + answer.to_next_fen == answer.next_tier.turnover_fen
        assert tier_for(ladder, answer.next_tier.turnover_fen) == (ladder.steps.index(answer.next_tier), True)


def test_steps_out_of_order_are_answered_by_turnover() -> None:
    turned = Ladder(name="", origin="", departments=(), steps=tuple(reversed(STANDARD.steps)))
    assert tier_for(turned, 20_000_000) == (2, True)


def test_no_tier_and_negative_turnover_get_a_sentence() -> None:
    with pytest.raises(UserError, match="no tier"):
        plan(Ladder(name="", origin="", departments=(), steps=()), 1, [])
    with pytest.raises(UserError, match="below zero"):
        plan(STANDARD, -1, [])
