"""A point of a meeting: somebody does only what was decided, and not before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shopdesk.domain.daily.meetings import MeetingKind, MeetingPoint, Minute, check_point
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.errors import UserError

DAY = date(2026, 3, 16)


def point(decision: str = "", owner: str = "", due: int | None = None) -> MeetingPoint:
    return MeetingPoint(
        store_id=1, kind=MeetingKind.MORNING, day=DAY, topic="横幅", decision=decision, owner=owner,
        due=None if due is None else DAY + timedelta(days=due),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (point(), None),
        (point(owner="小满"), "what was decided"),
        (point(due=3), "what was decided"),
        (point("换", "小满", 3), None),
        (point("换", "小满", 0), None),
        (point("换"), None),
        (point("换", "小满", -1), "before the meeting"),
    ],
)
def test_who_and_by_when_need_a_decision_and_a_day_after_it(given: MeetingPoint, refused: str | None) -> None:
    if refused is None:
        check_point(given)
        return
    with pytest.raises(UserError, match=refused):
        check_point(given)


def test_a_decision_is_open_until_its_problem_is_done() -> None:
    done = Problem(store_id=1, title="换", opened_on=DAY, state=ProblemState.CLOSED)
    waits = Problem(store_id=1, title="换", opened_on=DAY)
    assert [Minute(point(), one).is_open for one in (None, done, waits)] == [False, False, True]
    assert Minute(point()).state is None
    assert str(Minute(point(), done).state) == "Closed"
