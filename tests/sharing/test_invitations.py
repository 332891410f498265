"""One-time secrets: once, for a quarter of an hour, and guessing does not pay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.sharing.invitations import REFUSALS, Invitations, Refused
from shopdesk.sharing.secret import Secret
from shopdesk.sharing.throttle import Limits, Throttle


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


def test_a_secret_is_taken_once(clock: Seconds) -> None:
    invited: Invitations[str] = Invitations(clock)
    secret, other = invited.give("staff"), invited.give("manager")
    assert invited.take(secret.reveal(), "a") == "staff"
    assert invited.take(secret.reveal(), "a") is Refused.USED
    assert invited.take(other.reveal(), "a") == "manager"


def test_of_two_that_come_at_once_one_is_let_in(clock: Seconds) -> None:
    invited: Invitations[str] = Invitations(clock)
    secret = invited.give("staff").reveal()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: invited.take(secret, f"pc {number}"), range(50)))
    assert answers.count("staff") == 1
    assert answers.count(Refused.USED) == 49


def test_a_secret_ends_after_a_quarter_of_an_hour(clock: Seconds) -> None:
    invited: Invitations[str] = Invitations(clock)
    early, late = invited.give("staff"), invited.give("staff")
    clock.now += 14 * 60 + 59
    assert invited.take(early.reveal(), "a") == "staff"
    clock.now += 1
    assert invited.take(late.reveal(), "a") is Refused.OLD
    clock.now += 3 * 24 * 3600
    invited.give("staff")
    assert invited.take(late.reveal(), "a") is Refused.WRONG, "it is forgotten"


def test_all_can_be_withdrawn(clock: Seconds) -> None:
    invited: Invitations[str] = Invitations(clock)
    secret = invited.give("staff")
    invited.withdraw_all()
    assert invited.take(secret.reveal(), "a") is Refused.OLD


def test_a_secret_that_is_given_back_holds_again(clock: Seconds) -> None:
    invited: Invitations[str] = Invitations(clock)
    secret = invited.give("staff").reveal()
    assert invited.take(secret, "a") == "staff"
    invited.give_back(secret)
    assert invited.take(secret, "a") == "staff"


def test_ten_thousand_wrong_codes_of_one_pc_are_hardly_looked_at(clock: Seconds) -> None:
    """One try in a tenth of a second, which is a quarter of an hour: few of them are even compared."""
    invited: Invitations[str] = Invitations(clock)
    secret = invited.give("staff").reveal()
    answers = []
    for number in range(10_000):
        clock.now += 0.08
        answers.append(invited.take(number.to_bytes(6, "big"), "guesser"))
    assert answers.count(Refused.WRONG) < 15
    assert answers.count(Refused.TOO_MANY) > 9_980
    assert invited.take(secret, "guesser") is Refused.TOO_MANY, "even the right one has to wait then"
    assert invited.take(secret, "another") == "staff"


def test_ten_thousand_wrong_codes_of_many_pcs_close_the_door_for_all(clock: Seconds) -> None:
    invited: Invitations[str] = Invitations(clock)
    secret = invited.give("staff").reveal()
    answers = [invited.take(number.to_bytes(6, "big"), f"pc {number}") for number in range(10_000)]
    assert answers.count(Refused.WRONG) == 100
    assert invited.take(secret, "honest") is Refused.TOO_MANY
    clock.now += 15 * 60
    fresh = invited.give("staff")
    assert invited.take(fresh.reveal(), "honest") == "staff"


@given(st.lists(st.tuples(st.floats(0, 700), st.booleans()), max_size=60))
def test_the_wait_of_a_caller_only_ends_by_time(steps: list[tuple[float, bool]]) -> None:
    clock = Seconds()
    throttle = Throttle(Limits(), clock)
    for passed, wrong in steps:
        before = throttle.wait("a")
        clock.now += passed
        assert throttle.wait("a") == pytest.approx(max(0.0, before - passed), abs=1e-6)
        if wrong:
            throttle.wrong("a")
            assert 0 <= throttle.wait("a") <= 900
    assert throttle.wait("b") <= throttle.wait("a") or throttle.wait("b") == throttle.wait("a")


def test_waits_double_and_being_right_ends_the_count(clock: Seconds) -> None:
    throttle = Throttle(Limits(free=2, first_wait=3, longest_wait=20), clock)
    waits = []
    for _try in range(7):
        throttle.wrong("a")
        waits.append(throttle.wait("a"))
        clock.now += waits[-1]
    assert waits == [0, 0, 3, 6, 12, 20, 20]
    throttle.right("a")
    throttle.wrong("a")
    assert throttle.wait("a") == 0


def test_a_flood_of_callers_takes_no_more_room(clock: Seconds) -> None:
    throttle = Throttle(Limits(in_all=10**9), clock)
    for number in range(20_000):
        throttle.wrong(f"pc {number}")
    assert len(throttle._callers) <= 4096


def test_secrets_are_not_shown_or_kept(clock: Seconds) -> None:
    invited: Invitations[str] = Invitations(clock)
    secret = invited.give("staff")
    value = secret.reveal()
    shown = f"{secret} {secret!r} {vars(invited)!r}"
    assert value.hex() not in shown and repr(value)[2:-1] not in shown
    assert secret == Secret(value) and secret != Secret(b"other!")
    with pytest.raises(TypeError):
        hash(secret)


def test_every_refusal_has_its_sentence() -> None:
    assert set(REFUSALS) == set(Refused)
