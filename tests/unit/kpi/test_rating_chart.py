"""The chart of ratings: a score is a level, so each step shows its last one, and nothing is added or averaged."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer
from shopdesk.domain.kpi.definitions import DefinitionChange
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.figures import Figures, KpiTable
from shopdesk.domain.kpi.kinds import Basis
from shopdesk.domain.kpi.rating_chart import RATINGS, ratings
from shopdesk.domain.periods import By, Period, split

D = Decimal
MONDAY = date(2026, 3, 2)
SPAN = Period(MONDAY, MONDAY + timedelta(days=20))


def table(by: By = By.WEEK, **scores: dict[int, str]) -> KpiTable:
    """Three weeks; each score by the number of its day. A step without any of them is left out, as storage does."""
    days = list(SPAN.days())
    columns: dict[str, list[Value]] = {
        code: [D(known[place]) if place in known else None for place in range(len(days))]
        for code, known in scores.items()
    }
    facts = Facts(days, columns)
    steps = [Figures(facts, span) for span in split(SPAN, by)]
    rows = tuple(one for one in steps if any(one[code] is not None for code in scores))
    return KpiTable(1, SPAN, by, Basis.CREATED, rows, Figures(facts, SPAN), days, {})


def said(answer: ChartAnswer) -> list[str]:
    return [str(one) for one in answer.said]


def changed(day: date, *codes: str) -> DefinitionChange:
    return DefinitionChange(codes=codes or ("dsr_service",), day=day, en="counted otherwise", zh="换了算法")


def test_each_week_shows_its_last_known_score() -> None:
    found = ratings(table(dsr_service={0: "4.7", 5: "4.9", 6: "4.8", 15: "4.6"}))
    assert [point.cells for point in found.points] == [
        ("2026-W10", "dsr_service", D("4.8")), ("2026-W12", "dsr_service", D("4.6")),
    ]  # fmt: skip
    weeks = split(SPAN, By.WEEK)
    assert [point.behind for point in found.points] == [
        Behind("dsr_service", weeks[0]), Behind("dsr_service", weeks[2]),
    ]  # fmt: skip


def test_a_step_without_a_score_keeps_its_place_and_is_no_nought() -> None:
    drawn = ratings(table(dsr_service={0: "4.7", 15: "4.6"}, dsr_description={8: "4.5"})).drawn
    assert drawn["columns"] == ("2026-W10", "2026-W11", "2026-W12")
    assert drawn["spans"] == tuple(split(SPAN, By.WEEK))
    names = [str(name) for name in drawn["names"]]
    assert names == ["Rating: description", "Rating: service"]
    lines = [
        (names[series], place, value)
        for series, place, value in zip(drawn["series"], drawn["places"], drawn["values"], strict=True)
    ]
    assert lines == [
        ("Rating: description", 1, D("4.5")), ("Rating: service", 0, D("4.7")), ("Rating: service", 2, D("4.6")),
    ]  # fmt: skip


def test_the_move_of_a_score_is_said_from_the_first_to_the_last_with_the_lowest() -> None:
    found = ratings(table(By.DAY, dsr_service={0: "4.7", 3: "4.52", 9: "4.80"}))
    assert said(found) == ["Rating: service: 4.70 to 4.80, lowest 4.52."]


def test_of_many_scores_three_are_said_and_all_are_drawn() -> None:
    assert len(RATINGS) > 4
    found = ratings(table(**{code: {0: "4.7"} for code in RATINGS[:4]}))
    assert len(found.said) == 3
    assert [point.cells[1] for point in found.points] == list(RATINGS[:4])
    (choice,) = [field for field in found.fields if field.name == "rating"]
    assert list(choice.choices) == list(RATINGS[:4])


def test_only_scores_are_drawn_and_no_counts_of_reviews() -> None:
    found = ratings(table(dsr_service={0: "4.7"}, bad_reviews={0: "3"}))
    assert {point.cells[1] for point in found.points} == {"dsr_service"}


def test_without_a_score_nothing_is_said() -> None:
    found = ratings(table())
    assert (found.points, found.said, found.lacking) == ((), (), ())
    assert found.drawn["breaks"] == ()


def test_a_new_way_of_counting_breaks_the_line_where_it_begins() -> None:
    day = MONDAY + timedelta(days=9)
    found = ratings(table(dsr_service={0: "4.7", 15: "4.6"}), [changed(day)])
    assert found.drawn["breaks"] == (1,)
    assert [str(one) for one in found.lacking] == [
        "From 2026-03-11 on a score is counted otherwise; before and after do not mean the same."
    ]


def test_breaks_are_in_order_and_each_is_said_once() -> None:
    late, early = MONDAY + timedelta(days=14), MONDAY + timedelta(days=1)
    both = table(dsr_service={0: "4.7"}, dsr_description={0: "4.8"})
    found = ratings(both, [changed(late), changed(early), changed(late, "dsr_description", "dsr_service")])
    assert found.drawn["breaks"] == (0, 2)
    assert [str(one)[5:15] for one in found.lacking] == ["2026-03-03", "2026-03-16"]


def test_a_change_of_a_score_that_is_not_drawn_or_of_other_days_breaks_nothing() -> None:
    changes = [changed(MONDAY), changed(SPAN.end + timedelta(days=1)), changed(SPAN.end, "dsr_logistics")]
    found = ratings(table(dsr_service={0: "4.7"}), changes)
    assert (found.drawn["breaks"], found.lacking) == ((), ())
    assert ratings(table(dsr_service={0: "4.7"}), [changed(SPAN.end)]).drawn["breaks"] == (2,)
