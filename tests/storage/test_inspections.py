"""What is seen on a round is kept place by place, what is found is a problem, and one undo takes both back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.inspections import InspectionRound
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.services.daily.reminders import collect
from tests.conftest import MONDAY

TODAY = MONDAY.date()


@pytest.fixture
def walked(app: App, store: Store) -> InspectionRound:
    return app.services.inspections.keep(
        InspectionRound(store_id=store.id or 0, name="首页", places="店招\n主视觉", every=7)
    )


def test_points_and_notes_are_kept_apart_and_emptied(app: App, walked: InspectionRound) -> None:
    inspections, number = app.services.inspections, walked.id or 0
    inspections.mark(number, TODAY, "店招", points=4, who=" 小满 ")
    kept = inspections.mark(number, TODAY, "店招", note="字太小")
    assert kept is not None and (kept.points, kept.note, kept.who) == (4, "字太小", "小满")
    inspections.mark(number, TODAY, "店招", points=None)
    assert inspections.mark(number, TODAY, "店招", note="") is None
    assert inspections.walk(number, TODAY).visits == ()


@pytest.mark.parametrize(
    ("day", "points", "said"),
    [(TODAY, 6, "6 points are more than the 5"), (TODAY + timedelta(days=1), 5, "not come yet")],
)
def test_what_cannot_be_is_refused(app: App, walked: InspectionRound, day: object, points: int, said: str) -> None:
    with pytest.raises(UserError, match=said):
        app.services.inspections.mark(walked.id or 0, day, "店招", points=points)  # type: ignore[arg-type]
    assert app.services.inspections.walk(walked.id or 0, TODAY).visits == ()


def test_a_finding_is_a_problem_with_its_photo_and_one_step(
    app: App, walked: InspectionRound, store: Store, tmp_path: Path
) -> None:
    inspections, number = app.services.inspections, walked.id or 0
    photo = tmp_path / "店招.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")
    problem = Problem(store_id=store.id or 0, title="店招字太小", opened_on=TODAY, inspect_on=TODAY + timedelta(days=7))
    kept = inspections.found(number, TODAY, "店招", problem, [photo], who="小满")
    assert (kept.area, len(app.services.problems.view(kept.id or 0).files)) == ("首页", 1)
    walk = inspections.walk(number, TODAY)
    assert walk.stations[0].problem == kept and walk.findings == (kept,)
    with pytest.raises(UserError, match="has its problem on this day already"):
        inspections.found(number, TODAY, "店招", problem)
    app.services.history.undo()
    assert app.services.problems.all(store.id or 0) == [] and inspections.walk(number, TODAY).visits == ()


def test_a_finding_is_followed_until_it_was_looked_at_again(app: App, walked: InspectionRound, store: Store) -> None:
    inspections, problems, number = app.services.inspections, app.services.problems, walked.id or 0
    problem = Problem(store_id=store.id or 0, title="店招字太小", opened_on=TODAY, inspect_on=TODAY)
    kept = inspections.found(number, TODAY, "店招", problem)
    assert inspections.board(store.id or 0).open == {number: 1}
    problems.step(kept.id or 0, ProblemState.CLOSED, who="小满", note="换了字体")
    assert inspections.board(store.id or 0).open == {number: 1}, "closed, and still to be looked at"
    problems.look_again(kept.id or 0, right=True, who="惊蛰")
    assert inspections.board(store.id or 0).open == {}


def test_a_problem_that_is_gone_leaves_the_place(app: App, walked: InspectionRound, store: Store) -> None:
    inspections, number = app.services.inspections, walked.id or 0
    inspections.mark(number, TODAY, "主视觉", points=5)
    inspections.remove(walked)
    app.services.history.undo()
    board = inspections.board(store.id or 0)
    assert board.last[board.rounds[0].id or 0].points == 5


def test_a_changed_round_keeps_what_was_seen(app: App, walked: InspectionRound) -> None:
    inspections, number = app.services.inspections, walked.id or 0
    inspections.mark(number, TODAY, "店招", points=3)
    inspections.keep(replace(walked, places="主视觉"))
    assert [one.place for one in inspections.walk(number, TODAY).stations] == ["主视觉", "店招"]


def test_the_bell_asks_for_the_walk_until_it_is_done(app: App, walked: InspectionRound) -> None:
    said = [str(one.sentence) for one in collect(app.services, TODAY) if one.kind.value == "round"]
    assert said == ["Walk the inspection round “首页”: it was not walked yet"]
    app.services.inspections.mark(walked.id or 0, TODAY, "店招", points=5)
    assert not [one for one in collect(app.services, TODAY) if one.kind.value == "round"]
