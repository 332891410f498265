"""Lists of thousands of steps, circles among them, and the days on which a paper is warned of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.records import SetupStep, StepState
from shopdesk.domain.setup.rules import check_waits, held_up
from shopdesk.domain.setup.schedule import schedule
from shopdesk.domain.setup.warnings import warned_on, warning_days

DAY = date(2026, 3, 16)


def step(number: int, *waits: int, state: StepState = StepState.NOT_STARTED) -> SetupStep:
    codes = tuple(f"s{wait}" for wait in waits)
    return SetupStep(store_id=1, code=f"s{number}", phase="plan", position=number, waits_for=codes, state=state)


def test_a_chain_of_two_thousand_steps_is_reckoned_and_its_circle_is_named() -> None:
    chain = [step(0), *(step(number, number - 1) for number in range(1, 2000))]
    assert held_up(chain)["s0"] == 1999
    assert schedule(chain, DAY)["s1999"].start == DAY + timedelta(days=1999)
    assert schedule(chain[::-1], DAY) == schedule(chain, DAY)
    with pytest.raises(UserError, match="s0 → s1999 → s1998") as refused:
        check_waits(step(0, 1999), chain, {})
    assert str(refused.value.text).count("→") == 2000


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25), st.sets(st.integers(0, 9)))
def test_whoever_waits_through_others_is_counted_once_and_circles_are_found(
    links: list[tuple[int, int]], settled: set[int]
) -> None:
    waits: dict[int, set[int]] = {number: set() for number in range(10)}
    for one, other in links:
        waits[one].add(other)
    steps = [
        step(number, *sorted(waits[number]), state=StepState.DONE if number in settled else StepState.NOT_STARTED)
        for number in range(10)
    ]

    def followers(code: int) -> set[int]:
        found: set[int] = set()
        queue = [code]
        while queue:
            current = queue.pop()
            more = {number for number in range(10) if current in waits[number] and number not in settled} - found
            found |= more
            queue += more
        return found - {code}

    counted = held_up(steps)
    assert all(counted.get(f"s{number}", 0) == len(followers(number)) for number in range(10))
    for number in range(10):
        reached, queue = set(), list(waits[number])
        while queue:
            current = queue.pop()
            if current not in reached:
                reached.add(current)
                queue += waits[current]
        if number in reached:
            with pytest.raises(UserError, match=f"s{number} → .*s{number}"):
                check_waits(steps[number], steps, {})
        else:
            check_waits(steps[number], steps, {})


def test_a_paper_is_spoken_of_sixty_thirty_and_seven_days_ahead_and_once_it_is_over() -> None:
    ends = DAY + timedelta(days=60)
    days = warning_days(ends, 60)
    assert [(ends - day).days for day in days] == [60, 30, 7, -1]
    assert [(ends - day).days for day in warning_days(ends, 90)] == [90, 30, 7, -1]
    assert [(ends - day).days for day in warning_days(ends, 7)] == [7, -1]
    assert warned_on(ends, 60, DAY) == DAY
    assert warned_on(ends, 60, DAY + timedelta(days=29)) == DAY
    assert warned_on(ends, 60, DAY + timedelta(days=30)) == DAY + timedelta(days=30)
    assert warned_on(ends, 60, ends) == ends - timedelta(days=7)
    assert warned_on(ends, 60, ends + timedelta(days=40)) == ends + timedelta(days=1)
    assert warning_days(date.max, 60)[-1] == date.max - timedelta(days=7)
    assert warning_days(date.min, 60) == [date.min + timedelta(days=1)]
