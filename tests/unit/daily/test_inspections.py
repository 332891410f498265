"""Points of a walk, what was seen before, and which rounds are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.inspections import (
    LONGEST_PLACE,
    MOST_PLACES,
    InspectionMark,
    InspectionRound,
    check_round,
    is_due,
    stations_on,
    visits,
)
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.fields import FieldError

DAY = date(2026, 3, 16)
ROUND = InspectionRound(id=1, store_id=1, name="首页", places="店招\n\n 主视觉 \n店招\n优惠券")


def mark(place: str, points: int | None, back: int = 0, **more: object) -> InspectionMark:
    return InspectionMark(store_id=1, round_id=1, day=DAY - timedelta(days=back), place=place, points=points, **more)  # type: ignore[arg-type]


def test_places_keep_their_order_and_count_once() -> None:
    assert ROUND.stations == ("店招", "主视觉", "优惠券")


def test_a_place_that_nobody_looked_at_is_no_bad_one() -> None:
    (visit,) = visits(ROUND, [mark("店招", 4), mark("主视觉", None, note="灯坏了")])
    assert (visit.points, visit.best, visit.seen, visit.places) == (4, 5, 2, 3)
    assert visit.share == Decimal("0.8")
    (visit,) = visits(ROUND, [mark("主视觉", None, note="灯坏了")])
    assert visit.share is None


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(ROUND.stations), st.integers(0, 9)), max_size=20,
                unique_by=lambda one: one[:2]), st.integers(1, 7))  # fmt: skip
def test_points_of_the_days_are_those_of_their_places(drawn: list[tuple[int, str, int]], best: int) -> None:
    one = replace(ROUND, best=best)
    found = visits(one, [mark(place, points, back) for back, place, points in drawn])
    assert [visit.day for visit in found] == sorted(
        {DAY - timedelta(days=back) for back, _p, _n in drawn}, reverse=True
    )
    for visit in found:
        mine = [points for back, _place, points in drawn if DAY - timedelta(days=back) == visit.day]
        assert visit.points == sum(min(points, best) for points in mine) <= visit.best == best * len(mine)


def test_each_place_shows_this_walk_the_last_one_and_its_problem() -> None:
    problem = Problem(id=7, store_id=1, title="字太小", opened_on=DAY)
    marks = [mark("店招", 3, back=9), mark("店招", 4, back=2), mark("店招", 5, problem_id=7), mark("仓库门", 2)]
    stations = stations_on(ROUND, marks, {7: problem}, DAY)
    # A place that the round no longer has stays on the day on which it was seen.
    assert [one.place for one in stations] == ["店招", "主视觉", "优惠券", "仓库门"]
    first = stations[0]
    assert first.mark is not None and first.before is not None
    assert (first.mark.points, first.before.points, first.problem) == (5, 4, problem)
    assert [one.place for one in stations_on(ROUND, marks, {}, DAY - timedelta(days=2))] == list(ROUND.stations)


@pytest.mark.parametrize(("every", "back", "due"), [(None, 400, False), (7, 6, False), (7, 7, True), (7, None, True)])
def test_a_round_with_a_rhythm_falls_due(every: int | None, back: int | None, due: bool) -> None:
    walked = visits(ROUND, [mark("店招", 5, back)]) if back is not None else []
    assert is_due(replace(ROUND, every=every), walked, DAY) is due


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (" \n ", "at least one place"),
        ("\n".join(map(str, range(MOST_PLACES + 1))), f"{MOST_PLACES + 1} places, {MOST_PLACES} fit"),
        ("x" * (LONGEST_PLACE + 1), f"{LONGEST_PLACE + 1} characters"),
    ],
)
def test_a_round_that_nobody_can_walk_is_refused(places: str, said: str) -> None:
    with pytest.raises(FieldError, match=said):
        check_round(replace(ROUND, places=places))
    check_round(ROUND)
