"""What was seen of competitors beside the own figures: refused looks, when to look again, own figures of 30 days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.domain.competitors import (
    MEASURES,
    Competitor,
    CompetitorLook,
    Measure,
    OwnDay,
    OwnProducts,
    check_look,
    last_looks,
    own_figure,
    side_by_side,
    stale,
)
from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.competitor_chart import competitor_chart
from shopdesk.domain.periods import Period

D = Decimal
DAY = date(2026, 3, 16)
LOOK = CompetitorLook(store_id=1, competitor_id=1, day=DAY)


def measure(name: str) -> Measure:
    return next(one for one in MEASURES if one.name == name)


@pytest.mark.parametrize(("low", "high"), [("visitors_low", "visitors_high"), ("paid_low_fen", "paid_high_fen"),
                                           ("best_sold_low", "best_sold_high")])  # fmt: skip
def test_a_range_may_be_open_or_a_single_figure_and_never_ends_below_its_beginning(low: str, high: str) -> None:
    for ends in ({}, {low: 5}, {high: 5}, {low: 5, high: 5}, {low: 5, high: 6}):
        check_look(replace(LOOK, **ends), DAY)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="ends below its beginning"):
        check_look(replace(LOOK, **{low: 6, high: 5}), DAY)


def test_nobody_has_looked_tomorrow() -> None:
    check_look(LOOK, DAY)
    with pytest.raises(UserError, match="lies ahead"):
        check_look(LOOK, DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("ago", "every", "active", "again"),
    [(7, 7, True, True), (6, 7, True, False), (7, 7, False, False), (99, None, True, False), (None, 7, True, True),
     (None, 7, False, False), (None, None, True, False)],
)  # fmt: skip
def test_a_competitor_is_looked_at_again_after_its_days(
    ago: int | None, every: int | None, active: bool, again: bool
) -> None:
    rival = Competitor(store_id=1, name="隔壁", look_days=every, active=active)
    assert stale(rival, None if ago is None else DAY - timedelta(days=ago), DAY) is again


def month(**more: int | None) -> dict[date, OwnDay]:
    return {DAY - timedelta(days=back): OwnDay(reviews=2, good_reviews=1, **more) for back in range(30)}


def test_reviews_are_those_of_thirty_whole_days() -> None:
    days = month()
    assert own_figure(measure("reviews"), days, DAY) == 60
    assert own_figure(measure("bad_rate"), days, DAY) == D("0.5")
    far = {**days, DAY - timedelta(days=30): OwnDay(reviews=900, good_reviews=0)}
    assert own_figure(measure("reviews"), far, DAY) == 60
    for gap in (0, 29):
        held = {day: one for day, one in days.items() if day != DAY - timedelta(days=gap)}
        assert own_figure(measure("reviews"), held, DAY) is None
        assert own_figure(measure("bad_rate"), held, DAY) is None
    silent = {**days, DAY: OwnDay(reviews=2)}
    assert own_figure(measure("reviews"), silent, DAY) == 60
    assert own_figure(measure("bad_rate"), silent, DAY) is None, "how many of them were good is not known"
    assert own_figure(measure("bad_rate"), {day: OwnDay(reviews=0, good_reviews=0) for day in days}, DAY) is None


def test_the_other_own_figures_are_of_the_day_or_of_its_products() -> None:
    days = {DAY: OwnDay(visitors=900, paid_fen=1000, refund_fen=50, reviews=4, good_reviews=3, dsr_service=D("4.8"))}
    own = {one.measure.name: one.own for one in side_by_side(LOOK, days, OwnProducts(products=12, best_sold=70))}
    assert own == {
        "visitors_low": 900, "paid_low_fen": 1000, "dsr_description": None, "dsr_service": D("4.8"),
        "dsr_logistics": None, "praise_rate": D("0.75"), "refund_rate": D("0.05"), "reviews": None, "bad_rate": None,
        "products": 12, "best_sold_low": 70,
    }  # fmt: skip
    assert own_figure(measure("products"), days, DAY) is None
    assert own_figure(measure("visitors_low"), {}, DAY) is None


def test_a_figure_with_one_end_was_seen() -> None:
    def seen(**ends: int) -> bool:
        found = side_by_side(replace(LOOK, **ends), {}, OwnProducts())  # type: ignore[arg-type]
        return next(one.seen for one in found if one.measure.name == "visitors_low")

    assert (seen(), seen(visitors_low=5), seen(visitors_high=5)) == (False, True, True)


def test_the_newest_look_of_each_counts() -> None:
    looks = [replace(LOOK, day=DAY - timedelta(days=back), competitor_id=who) for who, back in ((1, 3), (1, 1), (1, 2),
                                                                                               (2, 9))]  # fmt: skip
    assert last_looks(looks) == {1: DAY - timedelta(days=1), 2: DAY - timedelta(days=9)}


def test_a_chart_shows_ranges_as_seen_and_the_own_figure_first() -> None:
    before, span = DAY - timedelta(days=1), Period(DAY - timedelta(days=2), DAY)
    looks = [replace(LOOK, visitors_low=5), replace(LOOK, competitor_id=2, visitors_high=9, day=before),
             replace(LOOK, competitor_id=3)]  # fmt: skip
    names = {1: "乙店", 2: "甲店", 3: "丙店"}
    own = {DAY: OwnDay(visitors=7), before: OwnDay()}
    found = competitor_chart("visitors_low", span, looks, names, own, {})
    drawn = list(zip((point.cells for point in found.points), found.drawn["series"], strict=True))
    assert drawn == [
        (("\0", DAY, 7, 7), 0), (("乙店", DAY, 5, None), 1), (("甲店", before, None, 9), 2),
    ]  # fmt: skip
    assert str(found.said[0]) == "Visitors of the day: 2 competitors, seen on 2 days."
    assert found.lacking == ()
    alone = competitor_chart("visitors_low", span, looks, names, {}, {})
    assert [str(one) for one in alone.lacking] == ["The own figure is not known on these days."]
    assert competitor_chart("visitors_low", span, looks[2:], names, own, {}).points == ()
    single = competitor_chart("reviews", span, [replace(LOOK, reviews=8)], names, {}, {})
    assert [point.cells for point in single.points] == [("乙店", DAY, 8)]
