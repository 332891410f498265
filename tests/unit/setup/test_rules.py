"""What waits for what, what blocks the opening, and in which order it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.clocks import ClockState, read_clock
from shopdesk.domain.setup.records import DocumentState, SetupClock, SetupDocument, SetupStep, StepState
from shopdesk.domain.setup.rules import (
    Papers,
    blockers,
    check_waits,
    do_next,
    held_up,
    next_state,
    open_waits,
    progress,
)
from shopdesk.domain.setup.schedule import earliest_opening, schedule

TODAY = date(2026, 3, 16)


def step(code: str, *waits: str, **fields: object) -> SetupStep:
    return SetupStep(store_id=1, code=code, phase="plan", position=0, waits_for=waits, **fields)  # type: ignore[arg-type]


def paper(code: str, **fields: object) -> SetupDocument:
    return SetupDocument(store_id=1, code=code, position=0, **fields)  # type: ignore[arg-type]


def test_space_walks_through_every_state_and_round_again() -> None:
    seen = [StepState.NOT_STARTED]
    for _ in range(5):
        seen.append(next_state(seen[-1]))
    assert set(seen[:5]) == set(StepState)
    assert seen[5] is StepState.NOT_STARTED


def test_a_step_waits_for_unsettled_steps_and_papers_that_are_not_in_hand() -> None:
    first, second = step("a"), step("b", "a", documents=("doc.x", "doc.y", "doc.gone"))
    papers = Papers([paper("doc.x"), paper("doc.y", state=DocumentState.SUBMITTED)])
    steps = {"a": first, "b": second}
    assert open_waits(second, steps, papers, TODAY) == ("a", "doc.x")
    steps["a"] = replace(first, state=StepState.NOT_NEEDED)
    assert open_waits(second, steps, papers, TODAY) == ("doc.x",)


def test_a_covered_document_is_never_missing_by_itself() -> None:
    licence = paper("doc.licence")
    tax = paper("doc.tax", covered_by="doc.licence")
    found = blockers([step("a", documents=("doc.licence", "doc.tax"))], [licence, tax], TODAY)
    assert [blocker.code for blocker in found] == ["doc.licence", "a"]


def test_a_rejected_or_expired_document_blocks_even_when_no_open_step_asks_for_it() -> None:
    documents = [
        paper("doc.rejected", state=DocumentState.REJECTED),
        paper("doc.expired", state=DocumentState.APPROVED, expires_on=TODAY - timedelta(days=1)),
        paper("doc.last_day", state=DocumentState.APPROVED, expires_on=TODAY),
        paper("doc.unneeded", state=DocumentState.NOT_NEEDED, expires_on=TODAY - timedelta(days=1)),
        paper("doc.nobody_asks"),
    ]
    assert {blocker.code for blocker in blockers([], documents, TODAY)} == {"doc.rejected", "doc.expired"}


def test_overdue_stands_first_then_what_can_be_done_now_and_holds_up_most() -> None:
    steps = [
        step("late_but_waiting", "root", due_on=TODAY - timedelta(days=3)),
        step("root"),
        step("single"),
        step("later", "late_but_waiting"),
        step("harmless", blocks_opening=False),
        step("finished", state=StepState.DONE, due_on=TODAY - timedelta(days=30)),
    ]
    found = blockers(steps, [], TODAY)
    assert [blocker.code for blocker in found] == ["late_but_waiting", "root", "single", "later"]
    assert found[0].days_late == 3
    assert found[1].holds_up == 2


def test_next_are_the_steps_without_open_steps_before_them_begun_ones_first() -> None:
    steps = [
        step("a"),
        step("b", "a"),
        step("begun", state=StepState.DOING),
        step("late", due_on=TODAY - timedelta(days=1)),
        step("soon", due_on=TODAY + timedelta(days=1)),
    ]
    assert [found.code for found in do_next(steps, [], TODAY)] == ["late", "begun", "soon", "a"]


def test_held_up_counts_through_other_steps() -> None:
    effect = held_up([step("a"), step("b", "a"), step("c", "b", documents=("doc.x",)), step("d", "c")])
    assert effect["a"] == 3
    assert effect["doc.x"] == 2


def test_a_circle_of_waits_is_refused_and_named() -> None:
    steps = [step("a", "c"), step("b", "a"), step("c", "b")]
    with pytest.raises(UserError, match="A → C → B → A"):
        check_waits(steps[0], steps, {"a": "A", "b": "B", "c": "C"})
    check_waits(step("a"), steps, {})


def test_an_old_circle_does_not_hang_schedule_or_effect() -> None:
    steps = [step("a", "b"), step("b", "a")]
    assert set(schedule(steps, TODAY)) == {"a", "b"}
    assert held_up(steps)["a"] == 1


def test_progress_leaves_out_what_is_not_needed_and_100_means_all() -> None:
    done, rest = step("a", state=StepState.DONE), step("b", state=StepState.NOT_NEEDED)
    assert progress([done, rest]).percent == 100
    assert progress([rest]).percent is None
    assert progress([done] * 199 + [step("z")]).percent == 99


def test_the_earliest_opening_follows_the_longest_chain_of_blocking_steps() -> None:
    steps = [
        step("a", typical_days=5),
        step("b", "a", typical_days=2),
        step("c", typical_days=3),
        step("later", "b", typical_days=90, blocks_opening=False),
    ]
    assert earliest_opening(steps, TODAY) == TODAY + timedelta(days=6)
    assert earliest_opening([step("a", state=StepState.DONE)], TODAY) is None


@pytest.mark.parametrize(
    ("today", "ended", "state", "left"),
    [
        (date(2026, 3, 16), None, ClockState.RUNNING, 1),
        (date(2026, 3, 17), None, ClockState.RUNNING, 0),
        (date(2026, 3, 18), None, ClockState.MISSED, -1),
        (date(2026, 3, 18), date(2026, 3, 17), ClockState.MET, None),
        (date(2026, 3, 18), date(2026, 3, 18), ClockState.MET_LATE, None),
    ],
)
def test_a_clock_of_15_days_starts_with_its_step_and_ends_with_another(
    today: date, ended: date | None, state: ClockState, left: int | None
) -> None:
    clock = SetupClock(store_id=1, code="pay", position=0, trigger="review", ends="pay", days=15)
    review = step("review", state=StepState.DONE, done_on=date(2026, 3, 2))
    pay = step("pay", state=StepState.DONE if ended else StepState.DOING, done_on=ended)
    reading = read_clock(clock, {"review": review, "pay": pay}, today)
    assert (reading.state, reading.days_left, reading.ends_by) == (state, left, date(2026, 3, 17))


def test_a_clock_without_its_trigger_stands_still() -> None:
    clock = SetupClock(store_id=1, code="pay", position=0, trigger="review", days=15)
    assert read_clock(clock, {"review": step("review")}, TODAY).state is ClockState.IDLE
    by_hand = replace(clock, started_on=TODAY)
    assert read_clock(by_hand, {}, TODAY).days_left == 15
