"""What the data answer on a day's form, and names in the reader's language with the other one in reserve."""

from __future__ import annotations

from datetime import datetime

import pytest

from shopdesk.domain.daily.checklist import Area, Checklist, Item
from shopdesk.domain.daily.data_answers import Place, answers_of_data
from shopdesk.domain.daily.lookback import item_histories
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.sheet import AutoFinding
from shopdesk.domain.daily.timetable import TimetableEntry
from shopdesk.domain.daily.worksheet import Answer, Result
from shopdesk.domain.text import Text

NOW = datetime(2026, 3, 16, 9)
PLACE = Place(store_id=1, worksheet_id=7, now=NOW)
P, F = Result.PASS, Result.FAIL


def kept(result: Result, said: str = "fine", **more: object) -> Answer:
    given = {"auto": True, "id": 5, "version": 3, **more}
    return Answer(store_id=1, worksheet_id=7, item_code="a", result=result, at=NOW, said=Text(said), **given)  # type: ignore[arg-type]


def given(
    found: AutoFinding, *answers: Answer, asked: tuple[str, ...] = ("a",), carried: tuple[Problem, ...] = ()
) -> list[Answer]:
    return list(answers_of_data(PLACE, asked, answers, {"a": found}, carried))


def finding(result: Result | None, said: str = "fine") -> AutoFinding:
    return AutoFinding(result=result, sentence=Text(said))


@pytest.mark.parametrize(
    ("found", "answers", "asked", "written"),
    [
        (finding(P), (), ("a",), True),
        (finding(None), (), ("a",), False),
        (finding(P), (), ("b",), False),
        (finding(P), (kept(F),), ("b",), True),
        (finding(P), (kept(P),), ("a",), False),
        (finding(P, "better"), (kept(P),), ("a",), True),
        (finding(F), (kept(P),), ("a",), True),
        (finding(F), (kept(P, auto=False),), ("a",), False),
    ],
)
def test_the_data_answer_what_is_asked_and_changed_and_no_person_answered(
    found: AutoFinding, answers: tuple[Answer, ...], asked: tuple[str, ...], written: bool
) -> None:
    made = given(found, *answers, asked=asked)
    assert len(made) == written
    for one in made:
        assert (one.result, str(one.said), one.auto, one.at) == (found.result, str(found.sentence), True, NOW)
        assert (one.id, one.version) == ((5, 3) if answers else (None, 0))


@pytest.mark.parametrize(
    ("result", "own", "earlier", "goes_with"),
    [(F, None, 4, 4), (F, 9, 4, 9), (F, None, None, None), (P, None, 4, None), (P, 9, 4, 9)],
)
def test_what_fails_by_the_data_goes_with_the_items_earlier_problem(
    result: Result, own: int | None, earlier: int | None, goes_with: int | None
) -> None:
    def problem(number: int, code: str) -> Problem:
        return Problem(id=number, store_id=1, title="x", item_code=code, opened_on=NOW.date())

    carried = (problem(2, ""), *((problem(earlier, "a"), problem(3, "a")) if earlier else ()))
    (made,) = given(finding(result, "new"), kept(P, problem_id=own), carried=carried)
    assert made.problem_id == goes_with


@pytest.mark.parametrize(
    ("zh", "en", "chinese", "english"),
    [("中", "E", "中", "E"), ("", "E", "E", "E"), ("中", "", "中", "中"), ("", "", "", "")],
)
def test_a_name_that_is_missing_in_one_language_is_said_in_the_other(
    zh: str, en: str, chinese: str, english: str
) -> None:
    entry = TimetableEntry(time=NOW.time(), zh=zh, en=en)
    item = Item(code="a.1", area="a", zh=zh, en=en, requirement_zh=zh, requirement_en=en)
    checklist = Checklist(store_id=1, code="x", name_zh=zh, name_en=en)
    area = Area(code="a", zh=zh, en=en)
    for said in (entry.text, item.text, item.requirement, checklist.name, area.name):
        assert (said("zh_CN"), said("en")) == (chinese, english)


def test_among_items_that_fail_as_often_the_one_asked_more_often_comes_first() -> None:
    answers = [("a", "pass"), ("b", "pass"), ("b", "pass"), ("c", "fail"), ("d", "pass"), ("d", "pass")]
    assert [one.item_code for one in item_histories(answers)] == ["c", "b", "d", "a"]
