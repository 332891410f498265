"""Slack against a search day by day, and what moves against a second reckoning that knows no order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.critical_path import bars, clashes, moved, slacks
from shopdesk.domain.setup.records import SetupStep, StepState
from shopdesk.domain.setup.rules import check_waits, held_up
from shopdesk.domain.setup.schedule import earliest_opening, in_order, schedule

TODAY = date(2026, 3, 2)


def step(code: str, waits: tuple[str, ...] = (), days: int = 1, **more: object) -> SetupStep:
    return SetupStep(store_id=1, code=code, phase="plan", position=1, waits_for=waits, typical_days=days, **more)  # type: ignore[arg-type]


@st.composite
def plans(draw: st.DrawFn) -> list[SetupStep]:
    """Steps that wait only for steps before them, so there is no circle; in a random order."""
    count = draw(st.integers(1, 7))
    made = []
    for number in range(count):
        waits = draw(st.sets(st.integers(0, number - 1))) if number else set()
        made.append(
            step(
                f"s{number}",
                tuple(f"s{one}" for one in sorted(waits)),
                draw(st.integers(1, 5)),
                blocks_opening=draw(st.booleans()),
                state=draw(st.sampled_from([StepState.NOT_STARTED, StepState.DOING, StepState.DONE])),
                due_on=draw(st.none() | st.integers(-3, 20).map(lambda days: TODAY + timedelta(days=days))),
            )
        )
    return draw(st.permutations(made))


def opening_if_late(steps: list[SetupStep], code: str, days: int) -> date | None:
    """The earliest opening when one step takes so many days more."""
    from dataclasses import replace

    late = [replace(one, typical_days=one.typical_days + days) if one.code == code else one for one in steps]
    return earliest_opening(late, schedule(late, TODAY))


@given(plans())
@settings(max_examples=150, deadline=None)
def test_slack_is_the_most_days_by_which_a_step_may_be_late(steps: list[SetupStep]) -> None:
    opening = earliest_opening(steps, schedule(steps, TODAY))
    for code, slack in slacks(steps, schedule(steps, TODAY)).items():
        if slack is None:
            assert opening_if_late(steps, code, 60) == opening
        else:
            assert slack >= 0
            assert opening_if_late(steps, code, slack) == opening
            assert opening_if_late(steps, code, slack + 1) > opening


@given(plans())
@settings(max_examples=100, deadline=None)
def test_where_something_blocks_the_opening_the_critical_path_leads_there(steps: list[SetupStep]) -> None:
    opening = earliest_opening(steps, schedule(steps, TODAY))
    critical = {code for code, slack in slacks(steps, schedule(steps, TODAY)).items() if slack == 0}
    if opening is None:
        assert not critical
        return
    slots = schedule(steps, TODAY)
    by_code = {one.code: one for one in steps}
    # From a last step back to one that begins today, every link of the way lies on the critical path.
    way = next(code for code in critical if slots[code].end == opening)
    while slots[way].start > TODAY:
        way = next(
            one for one in by_code[way].waits_for
            if one in critical and slots[one].end == slots[way].start - timedelta(days=1)
        )  # fmt: skip


@given(plans(), st.integers(-5, 25), st.data())
@settings(max_examples=150, deadline=None)
def test_what_waits_for_a_moved_step_gives_way_and_nothing_else_does(
    steps: list[SetupStep], days: int, data: st.DataObject
) -> None:
    open_ones = [one for one in steps if not one.settled]
    assume(open_ones)
    held = data.draw(st.sampled_from(open_ones))
    due = TODAY + timedelta(days=days)
    fresh = moved(steps, held.code, due, TODAY)
    assert fresh[held.code] == max(due, TODAY)
    planned = bars(steps, schedule(steps, TODAY))
    # A second reckoning: push again and again until nothing begins too early.
    ends = {held.code: fresh[held.code]}
    changed = True
    while changed:
        changed = False
        for one in open_ones:
            for wait in one.waits_for:
                if wait not in ends or one.code == held.code:
                    continue
                needed = ends[wait] + timedelta(days=one.typical_days)
                if ends.get(one.code, planned[one.code].end) < needed:
                    ends[one.code], changed = needed, True
    dated = {one.code for one in open_ones if one.due_on is not None} | {held.code}
    assert fresh == {code: end for code, end in ends.items() if code in dated}


@given(plans())
@settings(max_examples=100, deadline=None)
def test_the_schedule_itself_never_clashes(steps: list[SetupStep]) -> None:
    from dataclasses import replace

    bare = [replace(one, due_on=None) for one in steps]
    assert not clashes(bare, bars(bare, schedule(bare, TODAY)))


def test_a_step_that_begins_before_what_it_waits_for_clashes() -> None:
    steps = [step("a", days=5, due_on=date(2026, 3, 10)), step("b", ("a",), 3, due_on=date(2026, 3, 12))]
    assert clashes(steps, bars(steps, schedule(steps, TODAY))) == {"b"}
    assert moved(steps, "a", date(2026, 3, 10), TODAY) == {"a": date(2026, 3, 10), "b": date(2026, 3, 13)}


def test_a_chain_of_two_thousand_steps_is_no_deeper_than_the_program_bears() -> None:
    steps = [step(f"s{number}", (f"s{number - 1}",) if number else ()) for number in range(2000)]
    assert earliest_opening(steps, schedule(steps, TODAY)) == TODAY + timedelta(days=1999)
    assert [one.code for one, _waits in in_order(list(reversed(steps)))] == [one.code for one in steps]
    with pytest.raises(UserError, match="wait for each other"):
        check_waits(step("s0", ("s1999",)), steps, {})


def test_checking_many_ways_to_the_same_step_takes_no_longer_than_there_are_steps() -> None:
    # Two ways at each of sixty forks: walked one by one they would be more than there are seconds in a century.
    steps = [step("s0a"), step("s0b")]
    for number in range(1, 60):
        before = (f"s{number - 1}a", f"s{number - 1}b")
        steps += [step(f"s{number}a", before), step(f"s{number}b", before)]
    check_waits(step("last", ("s59a", "s59b")), steps, {})


def test_a_circle_is_named_along_its_way() -> None:
    steps = [step("a", ("c",)), step("b", ("a",)), step("c", ("x",)), step("x")]
    with pytest.raises(UserError) as refused:
        check_waits(step("c", ("b",)), steps, {"a": "A", "b": "B", "c": "C"})
    assert "C → B → A → C" in str(refused.value)


def test_an_old_file_with_a_circle_still_has_a_schedule() -> None:
    steps = [step("a", ("b",), 2), step("b", ("a",), 3)]
    slots = schedule(steps, TODAY)
    assert {slots["a"].end, slots["b"].end} == {TODAY + timedelta(days=4), TODAY + timedelta(days=2)}


@given(plans(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_what_a_step_holds_up_is_counted_by_walking_from_it(steps: list[SetupStep], circle: bool) -> None:
    from dataclasses import replace

    if circle:  # an old file may hold one
        steps = [replace(steps[0], waits_for=(*steps[0].waits_for, steps[-1].code)), *steps[1:]]
    open_ones = [one for one in steps if not one.settled]
    found = held_up(steps)
    for one in steps:
        seen: set[str] = set()
        waiting = {one.code}
        while waiting:
            current = waiting.pop()
            after = {other.code for other in open_ones if current in other.waits_for} - seen
            seen |= after
            waiting |= after
        assert found.get(one.code, 0) == len(seen - {one.code})
