"""Budgets against spend: what is left, how long it lasts, what is said; and the plans of affiliates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.ads.affiliates import AffiliateDay, affiliate_lines, plan_warnings, together
from shopdesk.domain.ads.months import AdsMonth, Cell, ads_month, budget_of, month_warnings, programmes_of
from shopdesk.domain.ads.records import AdsBudget, AdsChannel, AffiliateKind, AffiliatePlan, check_budget, check_plan
from shopdesk.domain.ads.spend import NO_PROGRAMME, Programme, Sorter, product_in
from shopdesk.domain.ads.start import StartChoice, StartPlan, start_budgets
from shopdesk.domain.errors import UserError
from shopdesk.domain.figures import Channel
from shopdesk.domain.periods import month_of

MARCH = date(2026, 3, 1)
SEARCH = Programme(AdsChannel.SEARCH_ADS)
SHOWN = Programme(AdsChannel.DISPLAY_ADS)


def budget(fen: int, channel: AdsChannel = AdsChannel.SEARCH_ADS, *, plan: str = "", product: str = "") -> AdsBudget:
    return AdsBudget(store_id=1, month=MARCH, channel=channel, plan=plan, product_id=product, amount_fen=fen)


def march(*budgets: AdsBudget, spent: list[tuple[Channel | None, str, int]], days: int) -> AdsMonth:
    known = [MARCH + timedelta(days=place) for place in range(days)]
    parts: dict[Channel | None, dict[str, int]] = {}
    for channel, subject, fen in spent:
        parts.setdefault(channel, {})[subject] = fen
    return ads_month(MARCH, budgets, parts, Sorter(programmes_of(budgets)), known)


def said(month: AdsMonth) -> list[str]:
    return [str(text) for text in month_warnings(month)]


def test_a_budget_that_runs_out_early_is_said_with_its_day() -> None:
    # 100 a day for ten days: of 1,800 there are 800 left, which pay for eight more, to the 18th.
    month = march(budget(180_000), spent=[(Channel.SEARCH_ADS, "", 100_000)], days=10)
    assert month.cells[SEARCH].left_fen == 80_000
    assert month.lasts_to(month.cells[SEARCH]) == date(2026, 3, 18)
    assert month.passed == Decimal(10) / 31
    assert said(month) == [
        "Search ads: at the spend so far the budget of 2026-03 lasts to 2026-03-18, 13 days too short."
    ]


def test_nothing_is_said_of_a_budget_that_lasts_or_of_too_few_days() -> None:
    enough = march(budget(310_000), spent=[(Channel.SEARCH_ADS, "", 100_000)], days=10)
    assert said(enough) == []
    short = march(budget(180_000), spent=[(Channel.SEARCH_ADS, "", 20_000)], days=2)
    assert said(short) == [] and short.lasts_to(short.cells[SEARCH]) is None


def test_more_spent_than_planned_is_said_for_all_and_for_each() -> None:
    month = march(
        budget(100_00), budget(50_00, AdsChannel.DISPLAY_ADS),
        spent=[(Channel.SEARCH_ADS, "", 120_00), (Channel.DISPLAY_ADS, "9", 40_00)], days=31,
    )  # fmt: skip
    assert month.total == Cell(150_00, 160_00)
    assert said(month) == [
        "All ads: 10.00 more than the budget of 2026-03 is spent.",
        "Search ads: 20.00 more than the budget of 2026-03 is spent.",
    ]


def test_unknown_is_never_nothing() -> None:
    month = march(budget(100_00), spent=[(Channel.DISPLAY_ADS, "", 5_00)], days=5)
    assert month.cells[SEARCH].spent_fen is None and month.cells[SEARCH].left_fen is None
    assert month.cells[SHOWN].budget_fen is None and month.cells[SHOWN].left_fen is None
    empty = march(spent=[], days=0)
    assert empty.total == Cell() and empty.passed is None and said(empty) == []


def test_products_are_parts_of_their_programme_and_never_added_to_it() -> None:
    parts = [budget(60_00, product="1"), budget(50_00, product="2")]
    assert budget_of(parts) == (110_00, 110_00)
    assert budget_of([budget(100_00), *parts]) == (100_00, 110_00)
    month = march(budget(100_00), *parts, spent=[], days=0)
    assert month.total.budget_fen == 100_00
    assert said(month) == [
        "Search ads: the budgets of its products in 2026-03 come to 110.00, more than its own 100.00."
    ]


def test_a_row_belongs_to_the_own_programme_that_it_names() -> None:
    own = Programme(AdsChannel.SEARCH_ADS, "Spring 88231")
    other = Programme(AdsChannel.OTHER, "ＸＹＺ")
    sorter = Sorter([own, other, SEARCH])
    assert sorter.of(Channel.SEARCH_ADS, "5/88231/600001") == own
    assert sorter.of(Channel.DISPLAY_ADS, "5/88231/600001") == SHOWN, "an own name within another channel"
    assert sorter.of(Channel.DISPLAY_ADS, "xyz") == other, "another programme may be in any channel"
    assert sorter.of(Channel.SEARCH_ADS, "882310") == SEARCH, "whole words only"
    assert sorter.of(None, "") == NO_PROGRAMME


def test_the_product_is_the_last_number_that_is_one() -> None:
    assert product_in("1/2/3", {"1", "3"}) == "3"
    assert product_in("a/b", {"a/b"}) == "a/b"
    assert product_in("31", {"3", "1"}) == "" == product_in("", {"3"})


def test_another_programme_needs_a_name_and_a_month_is_its_first_day() -> None:
    with pytest.raises(UserError, match="name of your own"):
        check_budget(budget(1, AdsChannel.OTHER))
    assert check_budget(replace(budget(1), month=date(2026, 3, 20))).month == MARCH


PRESETS = [
    {"code": "growing", "stages": [{"day_low": 70, "day_high": 100}, {"day_low": 100, "day_high": 200}]},
    {"code": "flat", "stages": [{"month": 3000}]},
]


def test_budgets_to_begin_with_are_a_days_budget_times_the_days() -> None:
    def come_to(plan: StartPlan) -> list[tuple[date, int]]:
        choice = StartChoice(plan=plan, channel=AdsChannel.SITE_ADS, month=date(2026, 1, 9))
        return [(one.month, one.amount_fen) for one in start_budgets(1, choice, PRESETS)]

    january, february = date(2026, 1, 1), date(2026, 2, 1)
    assert come_to(StartPlan.GROWING_LOW) == [(january, 70 * 31 * 100), (february, 100 * 28 * 100)]
    assert come_to(StartPlan.GROWING_HIGH) == [(january, 100 * 31 * 100), (february, 200 * 28 * 100)]
    assert come_to(StartPlan.GROWING_MIDDLE) == [(january, 85 * 31 * 100), (february, 150 * 28 * 100)]
    assert come_to(StartPlan.FLAT) == [(january, 300_000)]


# --- affiliates ---

GENERAL = AffiliatePlan(id=1, store_id=1, name="General", rate=Decimal("0.03"), start=MARCH)
TARGETED = AffiliatePlan(
    id=2, store_id=1, name="Blogger 77", kind=AffiliateKind.TARGETED, rate=Decimal("0.1"), start=date(2026, 3, 3),
    until=date(2026, 3, 5),
)  # fmt: skip


def day(number: int, subject: str, cost: int | None, sales: int | None = None) -> AffiliateDay:
    return AffiliateDay(date(2026, 3, number), subject, cost, sales, None)


def test_a_plan_gets_the_rows_that_name_it_on_its_days() -> None:
    rows = [day(2, "77", 1), day(3, "77", 10, 100), day(4, "", 50, 900), day(4, "77/9", 20, 200), day(6, "77", 5)]
    lines = affiliate_lines([GENERAL, TARGETED], rows)
    assert [(line.plan and line.plan.name, line.cost_fen, line.sales_fen) for line in lines] == [
        ("General", None, None), ("Blogger 77", 30, 300), (None, 36, 700),
    ]  # fmt: skip
    assert lines[1].cost_share == Decimal("0.1") and lines[1].subjects == ("77", "77/9")
    assert together(lines).cost_fen == 66 and together(lines).sales_fen == 1000


@given(
    rows=st.dictionaries(
        st.tuples(st.integers(1, 9), st.sampled_from(["", "77", "General", "x"])),
        st.tuples(*[st.none() | st.integers(0, 999)] * 3),
        max_size=25,
    )
)
def test_plans_and_what_names_none_add_up_to_the_reports(
    rows: dict[tuple[int, str], tuple[int | None, int | None, int | None]],
) -> None:
    days = [AffiliateDay(date(2026, 3, number), subject, *given) for (number, subject), given in rows.items()]
    total = together(affiliate_lines([GENERAL, TARGETED], days))
    for place, name in enumerate(("cost_fen", "sales_fen", "orders")):
        wanted, known = 0, False
        for number in range(1, 10):
            there = {subject: given[place] for (at, subject), given in rows.items() if at == number}
            values = [*there.values()] if there.get("") is None else [there[""]]
            known = known or any(one is not None for one in values)
            wanted += sum(one or 0 for one in values)
        assert getattr(total, name) == (wanted if known else None)


def test_what_speaks_against_the_plans_in_force() -> None:
    assert plan_warnings([GENERAL, TARGETED], date(2026, 3, 4)) == []
    twice = [GENERAL, replace(GENERAL, name="Second")]
    assert [str(one) for one in plan_warnings(twice, MARCH)] == [
        "2 general plans are in force at once; one at the lowest rate is usual."
    ]
    cheap = [GENERAL, replace(TARGETED, rate=Decimal("0.03")), replace(TARGETED, name="Dear", rate=Decimal("0.2"))]
    assert [str(one) for one in plan_warnings(cheap, date(2026, 3, 4))] == [
        "“Blogger 77” pays 3.00%, no more than the general plan: nobody has a reason to take it.",
        "“Dear” pays 20.00%; published plans give targeted ones 5 to 15%.",
    ]
    assert plan_warnings(cheap, date(2026, 3, 6)) == [], "a plan that is over is not spoken of"


def test_a_plan_does_not_end_before_it_begins() -> None:
    with pytest.raises(UserError, match="ends before it begins"):
        check_plan(replace(TARGETED, until=date(2026, 3, 2)))


def test_a_month_knows_its_days() -> None:
    assert march(spent=[], days=0).month == month_of(MARCH)
