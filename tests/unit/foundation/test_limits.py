"""Making what all tests share counts against no test, and one that hangs says what it was."""

from __future__ import annotations

import signal

import pytest

from tests.limits import limited


def test_the_limit_of_the_test_stands_still_meanwhile() -> None:
    own = signal.getsignal(signal.SIGALRM)
    before, _again = signal.getitimer(signal.ITIMER_REAL)
    assert before > 0, "the test itself has a limit"
    with limited(9_000, "a long work"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > before
    after, _again = signal.getitimer(signal.ITIMER_REAL)
    assert 0 < after <= before
    assert signal.getsignal(signal.SIGALRM) is own


def test_what_hangs_is_named() -> None:
    said = r"^making the sample store took more than 0\.01 s$"
    with pytest.raises(TimeoutError, match=said), limited(0.01, "making the sample store"):
        signal.pause()
    assert signal.getitimer(signal.ITIMER_REAL)[0] > 1, "the limit of the test goes on"
