"""How an item stands by the clock, which numbers pass, and what a pass asks for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from shopdesk.domain.daily.checklist import AnswerKind, Item
from shopdesk.domain.daily.worksheet import (
    Answer,
    Result,
    Standing,
    check_answer,
    may_verify,
    minutes,
    outcome,
    read_number,
    result_of_number,
    standing,
    too_early,
)
from shopdesk.domain.errors import UserError

DAY = date(2026, 3, 16)
S, R = Standing, Result


def item(**values: object) -> Item:
    return Item(code="a.1", area="a", zh="横幅", en="Banners", **values)  # type: ignore[arg-type]


def answer(result: Result, who: str = "小满") -> Answer:
    return Answer(
        store_id=1, worksheet_id=1, item_code="a.1", result=result, who=who, at=datetime.combine(DAY, time(9))
    )


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("07:59", S.UPCOMING),
        ("08:00", S.OPEN),
        ("09:29", S.OPEN),
        ("09:30", S.DUE),
        ("10:00", S.DUE),
        ("10:01", S.LATE),
        ("23:59", S.LATE),
    ],
)
def test_an_item_with_a_window_stands_by_the_clock(clock: str, expected: Standing) -> None:
    now = datetime.combine(DAY, time.fromisoformat(clock))
    assert standing(item(opens=time(8), due=time(10)), None, DAY, now) is expected


def test_without_a_window_an_item_is_open_all_day_missed_after_it_and_not_begun_before() -> None:
    plain = item()
    for clock in (time(0), time(23, 59)):
        assert standing(plain, None, DAY, datetime.combine(DAY, clock)) is S.OPEN
        assert standing(plain, None, DAY, datetime.combine(DAY + timedelta(days=1), clock)) is S.MISSED
        assert standing(plain, None, DAY, datetime.combine(DAY - timedelta(days=1), clock)) is S.UPCOMING


@pytest.mark.parametrize(
    ("began", "expected"),
    [
        (datetime.combine(DAY, time(9, 59)), S.LATE),
        (datetime.combine(DAY, time(10)), S.OPEN),
        (datetime.combine(DAY - timedelta(days=1), time(12)), S.LATE),
        (datetime.combine(DAY + timedelta(days=1), time(12)), S.LATE),
        (None, S.LATE),
    ],
)
def test_on_its_first_day_a_store_is_not_late_with_what_was_over_before(
    began: datetime | None, expected: Standing
) -> None:
    now = datetime.combine(DAY, time(15))
    assert standing(item(due=time(10)), None, DAY, now, began) is expected


@pytest.mark.parametrize(("clock", "asks"), [("08:59", True), ("09:00", False), ("10:00", False), ("23:00", False)])
def test_whoever_answers_more_than_an_hour_ahead_is_asked(clock: str, asks: bool) -> None:
    now = datetime.combine(DAY, time.fromisoformat(clock))
    assert too_early(item(opens=time(10)), DAY, now) is asks
    assert not too_early(item(), DAY, now), "it has no time to begin"
    for other in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        assert not too_early(item(opens=time(10)), other, now), "only the day itself has a clock"


@pytest.mark.parametrize(
    ("result", "expected"), [(R.PASS, S.DONE), (R.FAIL, S.FAILED), (R.NOT_APPLICABLE, S.NOT_APPLICABLE)]
)
def test_an_answer_counts_whatever_the_clock_says(result: Result, expected: Standing) -> None:
    late = datetime.combine(DAY + timedelta(days=5), time(12))
    assert standing(item(due=time(8)), answer(result), DAY, late) is expected


def test_minutes_since_midnight() -> None:
    assert [minutes(time(*clock)) for clock in ((0, 0), (0, 1), (1, 0), (23, 59))] == [0, 1, 60, 1439]


@pytest.mark.parametrize(
    ("number", "expected"), [("3.99", R.FAIL), ("4", R.PASS), ("4.5", R.PASS), ("5", R.PASS), ("5.01", R.FAIL)]
)
def test_a_number_passes_within_its_limits_and_at_them(number: str, expected: Result) -> None:
    limited = item(kind=AnswerKind.NUMBER, minimum=Decimal(4), maximum=Decimal(5))
    assert result_of_number(limited, Decimal(number)) is expected
    assert outcome(limited, R.PASS, Decimal(number)) is expected
    assert outcome(limited, R.FAIL, Decimal(number)) is R.FAIL, "a person saw more than the number"
    assert outcome(item(minimum=Decimal(4)), R.PASS, Decimal(number)) is R.PASS, "no number is asked for"
    assert result_of_number(item(kind=AnswerKind.NUMBER), Decimal(number)) is R.PASS
    assert outcome(limited, R.PASS, None) is R.PASS


@pytest.mark.parametrize("typed", ["", "four", "NaN", "Infinity", "1.2.3"])
def test_what_is_no_number_is_refused_as_typed(typed: str) -> None:
    with pytest.raises(UserError, match=f"“{typed}” is not a number"):
        read_number(item(), f" {typed} ")
    assert read_number(item(), " 1,234.5 ") == Decimal("1234.5")


@pytest.mark.parametrize(
    ("kind", "given", "word"),
    [
        (AnswerKind.NUMBER, {"number": Decimal(0)}, "number"),
        (AnswerKind.TEXT, {"words": "seen"}, "words"),
        (AnswerKind.PHOTO, {"file": "a.png"}, "photo"),
    ],
)
def test_a_pass_needs_what_the_item_asks_for_and_a_fail_does_not(
    kind: AnswerKind, given: dict[str, object], word: str
) -> None:
    empty: dict[str, object] = {"number": None, "words": " ", "file": ""}
    with pytest.raises(UserError, match=f"“Banners” asks for a .*{word}"):
        check_answer(item(kind=kind), R.PASS, **empty, language="en")  # type: ignore[arg-type]
    check_answer(item(kind=kind), R.PASS, **{**empty, **given}, language="en")  # type: ignore[arg-type]
    for result in (R.FAIL, R.NOT_APPLICABLE):
        check_answer(item(kind=kind), result, **empty, language="en")  # type: ignore[arg-type]
    check_answer(item(), R.PASS, **empty, language="en")  # type: ignore[arg-type]


def test_the_second_person_is_somebody_else() -> None:
    assert may_verify(answer(R.PASS), "惊蛰")
    assert not may_verify(answer(R.PASS), "小满")
    assert not may_verify(answer(R.PASS), " 小满 ")
    assert not may_verify(answer(R.PASS), " ")
