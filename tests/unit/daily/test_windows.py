"""How an item stands by the clock, and what its answer must bring."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.checklist import AnswerKind, Item
from shopdesk.domain.daily.worksheet import (
    Answer,
    Result,
    Standing,
    check_answer,
    may_verify,
    read_number,
    result_of_number,
    standing,
)
from shopdesk.domain.errors import UserError

DAY = date(2026, 3, 16)


def item(**values: object) -> Item:
    return Item(code="a.1", area="a", zh="检查", en="Check", **values)  # type: ignore[arg-type]


def answer(result: Result, who: str = "小满") -> Answer:
    return Answer(
        store_id=1, worksheet_id=1, item_code="a.1", result=result, who=who, at=datetime.combine(DAY, time(9))
    )


@pytest.mark.parametrize(
    ("clock", "wanted"),
    [
        ("08:29", Standing.UPCOMING),
        ("08:30", Standing.OPEN),
        ("09:29", Standing.OPEN),
        ("09:30", Standing.DUE),
        ("10:00", Standing.DUE),
        ("10:01", Standing.LATE),
        ("23:59", Standing.LATE),
    ],
)
def test_an_unanswered_item_follows_its_time_window(clock: str, wanted: Standing) -> None:
    checked = item(opens=time(8, 30), due=time(10))
    now = datetime.combine(DAY, time.fromisoformat(clock))
    assert standing(checked, None, DAY, now) is wanted


def test_an_item_without_a_window_is_open_all_day() -> None:
    assert standing(item(), None, DAY, datetime.combine(DAY, time(23, 59))) is Standing.OPEN


def test_after_its_day_it_is_missed_and_before_it_is_to_come() -> None:
    now = datetime.combine(DAY, time(12))
    assert standing(item(), None, date(2026, 3, 15), now) is Standing.MISSED
    assert standing(item(), None, date(2026, 3, 17), now) is Standing.UPCOMING


@pytest.mark.parametrize(
    ("result", "wanted"),
    [
        (Result.PASS, Standing.DONE),
        (Result.FAIL, Standing.FAILED),
        (Result.NOT_APPLICABLE, Standing.NOT_APPLICABLE),
    ],
)
def test_an_answer_counts_whatever_the_clock_says(result: Result, wanted: Standing) -> None:
    late = datetime(2030, 1, 1)
    assert standing(item(due=time(8)), answer(result), DAY, late) is wanted


@given(st.times(), st.times(), st.datetimes(datetime(2026, 3, 14), datetime(2026, 3, 18)))
def test_every_moment_has_exactly_one_standing(opens: time, due: time, now: datetime) -> None:
    found = standing(item(opens=opens, due=due), None, DAY, now)
    assert (found is Standing.MISSED) == (now.date() > DAY)
    assert now.date() >= DAY or found is Standing.UPCOMING


@pytest.mark.parametrize("text", ["", "abc", "1e", "NaN", "inf", "--1"])
def test_what_is_no_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="not a number"):
        read_number(item(kind=AnswerKind.NUMBER), text)


def test_numbers_are_read_as_people_write_them() -> None:
    assert read_number(item(), " 1,234.5 ") == Decimal("1234.5")


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_a_number_passes_within_its_limits_ends_included(low: Decimal, high: Decimal, number: Decimal) -> None:
    checked = item(kind=AnswerKind.NUMBER, minimum=min(low, high), maximum=max(low, high))
    wanted = Result.PASS if min(low, high) <= number <= max(low, high) else Result.FAIL
    assert result_of_number(checked, number) is wanted


def test_without_limits_every_number_passes() -> None:
    assert result_of_number(item(kind=AnswerKind.NUMBER), Decimal("-99999")) is Result.PASS


@pytest.mark.parametrize("kind", [AnswerKind.NUMBER, AnswerKind.TEXT, AnswerKind.PHOTO])
def test_a_pass_needs_what_the_item_asks_for_a_fail_does_not(kind: AnswerKind) -> None:
    with pytest.raises(UserError, match="asks for"):
        check_answer(item(kind=kind), Result.PASS, None, " ", "", language="en")
    check_answer(item(kind=kind), Result.FAIL, None, "", "", language="en")


def test_the_second_person_is_another_one() -> None:
    given_answer = answer(Result.PASS, "小满")
    assert may_verify(given_answer, "惊蛰")
    assert not may_verify(given_answer, " 小满 ")
    assert not may_verify(given_answer, "  ")
