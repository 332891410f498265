"""Where a written plan stops agreeing: the borders of rounding, and every change of a day that is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.plan_checks import check
from shopdesk.domain.campaigns.plan_findings import Verdict
from shopdesk.domain.campaigns.plan_holding import Holding
from shopdesk.domain.campaigns.plan_numbers import Style, Written
from shopdesk.domain.campaigns.plan_sums import Relation, Sort

TODAY = date(2026, 3, 16)

# --- the sum of what is written ---------------------------------------------------------------------------------------


def number(low: Fraction | int, high: Fraction | int | None = None, step: Fraction = Fraction(1)) -> Written:
    """A number as if it were written with its last digit at ``step``."""
    return Written(0, 0, Fraction(low), Fraction(low if high is None else high), step, Style())


def holds(sort: Sort, terms: list[Written], made: Written | None, **more: object) -> bool:
    """Whether the terms make it."""
    places = tuple(range(len(terms)))
    relation = Relation(sort, places, None if made is None else len(terms), **more)  # type: ignore[arg-type]
    return Holding(relation, [*terms, *([] if made is None else [made])]).holds()


@pytest.mark.parametrize("said", range(580, 621))
def test_a_product_holds_as_long_as_one_of_its_figures_rounds_to_what_is_written(said):
    # 20 may have been 19.5 to 20.5, which makes 585 to 615 of 30 each; 30 alone would allow less.
    assert holds(Sort.PRODUCT, [number(20), number(30)], number(said)) == (585 <= said <= 615)


@pytest.mark.parametrize("said", range(295, 306))
def test_a_sum_holds_within_half_of_the_last_digit_of_each_figure(said):
    assert holds(Sort.SUM, [number(100), number(200)], number(said)) == (299 <= said <= 301)


@pytest.mark.parametrize("half_steps", range(590, 612))
def test_parts_may_be_less_than_the_whole_and_not_more_than_rounding_allows(half_steps):
    said = Fraction(half_steps, 2)
    assert holds(Sort.AT_MOST, [number(100), number(200)], number(said)) == (said + Fraction(3, 2) >= 300)


@pytest.mark.parametrize("last", range(28, 41))
def test_shares_make_a_hundred_within_half_a_per_cent_each(last):
    hundredth = Fraction(1, 100)
    shares = [number(Fraction(one, 100), step=hundredth) for one in (33, 33, last)]
    assert holds(Sort.SHARES, shares, None) == (33 <= last <= 35)


HALF, CENT = Fraction(1, 2), Fraction(1, 100)


@pytest.mark.parametrize(
    ("said", "wanted"), [(299, False), (299 + HALF, True), (306, True), (312 + HALF, True), (313, False)]
)
def test_a_sum_of_ranges_holds_up_to_the_rounding_at_each_end(said, wanted):
    assert holds(Sort.SUM, [number(101, 111), number(200)], number(said)) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"), [(8385, False), (8385 + HALF, True), (9000, True), (9316, True), (9317, False)]
)
def test_a_month_has_28_to_31_days_of_what_a_day_makes_and_its_rounding(said, wanted):
    days = (Fraction(28), Fraction(31))
    assert holds(Sort.MONTH, [number(300)], number(said), factor=days) == wanted


@pytest.mark.parametrize(("falling", "after"), [(False, 120), (True, 80)])
def test_growth_is_added_to_or_taken_from_one(falling, after):
    growth = number(Fraction(20, 100), step=Fraction(1, 1000))
    before = number(100, step=Fraction(1, 10))
    for said in range(70, 131):
        made = number(said, step=Fraction(1, 10))
        assert holds(Sort.GROWTH, [before, growth], made, falling=falling) == (said == after)


@pytest.mark.parametrize(
    ("terms", "said", "wanted"),
    [
        ([(10, 20), (30, 30)], (300, 600), True),  # both are ranges: their ends meet
        ([(10, 20), (30, 30)], (300, 700), False),
        ([(10, 20), (30, 30)], (400, 600), False),
        ([(10, 20), (30, 30)], (450, 450), True),  # one number lies within what a range makes
        ([(10, 20), (30, 30)], (300, 300), True),
        ([(10, 20), (30, 30)], (600, 600), True),
        ([(10, 20), (30, 30)], (300 - CENT / 2, 300 - CENT / 2), True),
        ([(10, 20), (30, 30)], (600 + CENT / 2, 600 + CENT / 2), True),
        ([(10, 20), (30, 30)], (299, 299), False),
        ([(10, 20), (30, 30)], (601, 601), False),
        ([(15, 15), (30, 30)], (300, 600), True),  # what two numbers make lies within a range
        ([(10, 10), (30, 30)], (300, 600), True),
        ([(20, 20), (30, 30)], (300, 600), True),
        ([(8, 8), (30, 30)], (300, 600), False),
        ([(22, 22), (30, 30)], (300, 600), False),
    ],
)
def test_ranges_meet_at_their_ends_and_a_single_number_lies_within(terms, said, wanted):
    written = [number(*one, step=CENT) for one in terms]
    assert holds(Sort.PRODUCT, written, number(*said, step=CENT)) == wanted


amounts = st.fractions(min_value=1, max_value=1000, max_denominator=50)


@given(
    sort=st.sampled_from([Sort.PRODUCT, Sort.SHARE, Sort.DAYS, Sort.SUM, Sort.GROWTH]),
    falling=st.booleans(),
    terms=st.lists(amounts, min_size=2, max_size=4),
    made=amounts,
    factor=st.integers(1, 40),
)
def test_what_one_figure_would_have_to_be_makes_the_relation_exact(sort, falling, terms, made, factor):
    if sort is Sort.GROWTH:
        terms = [terms[0], terms[1] / 2000]  # a growth of less than a hundred per cent
    times = Fraction(factor if sort is Sort.DAYS else 1)
    tiny = Fraction(1, 10**12)
    numbers = [number(one, step=tiny) for one in (*terms, made)]
    relation = Relation(sort, tuple(range(len(terms))), len(terms), (times, times), falling and sort is Sort.GROWTH)
    for place in range(len(numbers)):
        solved = Holding(relation, numbers).solved(place, "low")
        changed = [*numbers]
        changed[place] = replace(changed[place], low=solved, high=solved)
        whole = Holding(relation, changed)
        low, high = whole.makes()
        assert low == high == changed[-1].low
        assert whole.holds()


def test_nothing_times_anything_never_makes_an_amount():
    holding = Holding(Relation(Sort.PRODUCT, (0, 1), 2), [number(0), number(30), number(600)])
    assert holding.solved(1, "low") is None
    assert holding.solved(0, "low") == 20
    assert holding.solved(2, "low") == 0


# --- days -------------------------------------------------------------------------------------------------------------

CURES = [
    # The weekday that it is, or the nearest such weekday of the same month.
    ("2026-11-11（周四）开始", {"2026-11-11（周三）开始", "2026-11-12（周四）开始"}),
    ("2026-11-11（周六）开始", {"2026-11-11（周三）开始", "2026-11-14（周六）开始"}),
    ("2026-11-11（周日）开始", {"2026-11-11（周三）开始", "2026-11-8（周日）开始"}),
    ("2026-11-11（周二）开始", {"2026-11-11（周三）开始", "2026-11-10（周二）开始"}),
    ("2026-12-1（周一）开始", {"2026-12-1（周二）开始"}),
    # Without a year it may be of this one or of the next.
    ("11月11日（周五）开始", {"11月11日（周三）开始", "11月11日（周四）开始", "11月13日（周五）开始"}),
    # The length that it has, or the other end moved within its month.
    ("活动 11.1-11.11，共10天", {"活动 11.1-11.11，共11天", "活动 11.1-11.10，共10天", "活动 11.2-11.11，共10天"}),
    ("活动 10.30-11.3，共3天", {"活动 10.30-11.3，共5天", "活动 10.30-11.1，共3天"}),
    (
        "元旦活动 12.30-1.5，共6天",
        {"元旦活动 12.30-1.5，共7天", "元旦活动 12.30-1.4，共6天", "元旦活动 12.31-1.5，共6天"},
    ),
    ("2月活动 12.28-1.31", {"12月活动 12.28-1.31"}),
    ("3月活动 4.5-4.5", {"4月活动 4.5-4.5"}),
    ("2026 November campaign 2026.12.1-2026.12.5", set()),  # a name in letters is for its owner to change
    ("活动 2026.2.29 结束", {"活动 2026.2.28 结束"}),
    ("活动 2027.4.31 结束", {"活动 2027.4.30 结束"}),
    # Over the turn of the year goes what begins in the last quarter and ends in the first.
    ("活动 9.30-1.5", {"活动 1.5-9.30"}),
    ("活动 10.20-4.5", {"活动 4.5-10.20"}),
    ("活动 2026.12.30-2026.1.5", {"活动 2026.1.5-2026.12.30"}),
]


@pytest.mark.parametrize(("text", "wanted"), CURES)
def test_these_changes_of_a_day_are_offered_and_no_others(text, wanted):
    (finding,) = [one for one in check(text, TODAY)[1] if one.verdict is Verdict.DIFFERS]
    edits = [one.edit for one in finding.proposals]
    assert {text[: edit.start] + edit.words + text[edit.end :] for edit in edits} == wanted
    for cured in wanted:
        assert not [one for one in check(cured, TODAY)[1] if one.verdict is Verdict.DIFFERS]


def test_a_campaign_is_called_after_the_month_in_which_it_begins():
    (finding,) = [one for one in check("2月活动 12.28-1.31", TODAY)[1] if one.verdict is Verdict.DIFFERS]
    assert [str(one.label) for one in finding.proposals] == ["Call it after month 12"]


@pytest.mark.parametrize(
    "text",
    [
        "11月11日（周三）开始",
        "11月11日（周四）开始",
        "2028年计划：11月11日（周六）开始",
        "活动 2028.2.29 结束",
        "活动 10.1-3.31",
        "1月活动 12.28-2.3",
        "12月活动 11.30-12.1",
        "11月活动 11.30-12.5",
        "活动 11.11-11.11，共1天",
    ],
)
def test_days_that_can_be_are_left_in_peace(text):
    assert not [str(one.sentence) for one in check(text, TODAY)[1] if one.verdict is Verdict.DIFFERS]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("活动 11.1-11.11，日均销售额 8.2万，总销售额 95万", 11),
        ("活动 12.30-1.5，日均销售额 8.2万，总销售额 95万", 7),
        ("活动 11.1-11.11，共11天，预热 10.20-10.31，日均销售额 8.2万，总销售额 95万", 11),
        ("预热 10.20-10.31，活动 11.1-11.11，日均销售额 8.2万，总销售额 95万", None),
    ],
)
def test_a_day_counts_as_often_as_the_campaign_has_days(text, days):
    said = [str(one.sentence) for one in check(text, TODAY)[1] if one.verdict is Verdict.DIFFERS]
    assert [one for one in said if f"× {days} days" in one] == said
    assert bool(said) == (days is not None)
