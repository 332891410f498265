"""The rules of the pay password: what one may be, how it is compared, and how wrong tries slow down."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.pay_password import LONGEST, SHORTEST, Tries, check_new, prepared, wait_after
from shopdesk.infra.passwords import hash_password, is_password

NOW = datetime(2026, 3, 16, 9, 0)


@pytest.mark.parametrize("wrong", ["", "12345", " " * 10, "x" * (LONGEST + 1)])
def test_what_is_no_password_is_refused(wrong: str) -> None:
    with pytest.raises(UserError, match=f"{SHORTEST} to {LONGEST}"):
        check_new(wrong)


def test_full_width_letters_of_an_input_method_count_as_plain_ones() -> None:
    assert prepared("ａｂｃ１２３") == check_new("abc123") == "abc123"


def test_the_waits_grow_and_end() -> None:
    assert [wait_after(failed) for failed in range(12)] == [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert wait_after(10**9) == 300


@given(some.integers(0, 50), some.integers(0, 1000))
@settings(max_examples=60)
def test_time_runs_off_and_a_clock_that_was_set_back_keeps_nobody_out(failed: int, seconds: int) -> None:
    tries = Tries(failed, NOW)
    left = tries.seconds_left(NOW + timedelta(seconds=seconds))
    assert left == max(0, wait_after(failed) - seconds)
    assert tries.seconds_left(NOW - timedelta(seconds=1)) == 0
    assert Tries(failed).seconds_left(NOW) == 0


def test_a_hash_tells_its_password_and_no_other() -> None:
    kept = hash_password("abc 密码")
    assert kept.startswith("$argon2id$") and "abc" not in kept
    assert is_password(kept, "abc 密码")
    assert not is_password(kept, "abc 密碼") and not is_password("nonsense", "abc 密码")
    assert hash_password("abc 密码") != kept
