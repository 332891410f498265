"""When somebody is told of a deadline ahead, and that nothing turns a line of text round unseen."""

from __future__ import annotations

import pytest

from shopdesk.domain.deadlines import ALARM_DAYS, CLOCK_WARN_DAYS, TRIAL_WARN_DAYS, DeadlineKind
from shopdesk.domain.hidden_signs import turns, visible


def test_a_calendar_rings_in_time_for_what_has_to_be_done() -> None:
    # Renewing a paper takes weeks; a milestone, a time limit and a trial also ring on the day itself.
    assert {kind.value: days for kind, days in ALARM_DAYS.items()} == {
        "milestone": (1, 0), "document": (60, 30, 7), "clock": (3, 1, 0), "trial": (7, 1, 0),
        "renewal": (),
    }  # fmt: skip
    assert set(ALARM_DAYS) == set(DeadlineKind)


def test_the_program_speaks_of_a_deadline_from_the_day_on_which_a_calendar_first_rings() -> None:
    assert ALARM_DAYS[DeadlineKind.TRIAL][0] == TRIAL_WARN_DAYS
    assert ALARM_DAYS[DeadlineKind.CLOCK][0] == CLOCK_WARN_DAYS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"), ("女装，第 1 页", "女装，第 1 页"), ("", ""),
        ("a\u202eb", "a[U+202E]b"), ("\u2066女装\u2069", "[U+2066]女装[U+2069]"),
    ],
)  # fmt: skip
def test_signs_that_turn_a_text_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert turns(text) is (text != shown)
