"""Fees by rule and date, and the money of the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.setup.break_even import break_even
from shopdesk.domain.setup.budget import (
    BudgetLine,
    BudgetPhase,
    BudgetPlan,
    MoneyKind,
    Tie,
    sum_by_tie,
)
from shopdesk.domain.setup.fees import (
    FeeEstimate,
    FeeInputs,
    FeeItem,
    OwnFee,
    choose_rule_set,
    estimate,
)
from shopdesk.domain.setup.payback import Payback, Return, Stretch, Verdict, payback
from shopdesk.domain.setup.records import Trademark
from shopdesk.domain.setup.total_check import check_total
from shopdesk.services.setup.templates import rule_sets

NOW, THEN = date(2026, 3, 16), date(2023, 6, 1)
R, TM = Trademark.REGISTERED, Trademark.PENDING


def fees(
    kind: str, mark: Trademark, category: str, sales: int | None, day: date = NOW, platform: str = "tmall"
) -> FeeEstimate:
    rules = choose_rule_set(rule_sets(), platform, day)
    return estimate(FeeInputs(platform, kind, mark, category, None if sales is None else sales * 100), rules)


@pytest.mark.parametrize(
    ("kind", "mark", "category", "yuan"),
    [
        ("flagship", TM, "clothing", 100_000),
        ("flagship", R, "clothing", 50_000),
        ("exclusive", TM, "clothing", 100_000),
        ("exclusive", R, "other", 50_000),
        ("multi_brand", TM, "clothing", 150_000),
        ("multi_brand", R, "clothing", 100_000),
        ("flagship", TM, "books", 50_000),
        ("multi_brand", R, "books", 100_000),
        ("flagship", TM, "games_topup_travel", 10_000),
        ("flagship", R, "medical", 300_000),
    ],
)
def test_deposit_by_type_trademark_and_category(kind: str, mark: Trademark, category: str, yuan: int) -> None:
    assert fees(kind, mark, category, None).line(FeeItem.DEPOSIT).amount_fen == yuan * 100


@pytest.mark.parametrize(
    ("category", "sales", "back"),
    [
        ("accessories", 179_999, 0),
        ("accessories", 180_000, 15_000),
        ("accessories", 600_000, 30_000),
        ("clothing", 360_000, 30_000),
        ("clothing", 1_200_000, 60_000),
        ("underwear", 600_000, 60_000),
    ],
)
def test_before_september_2024_the_yearly_fee_comes_back_by_sales(category: str, sales: int, back: int) -> None:
    line = fees("flagship", R, category, sales, THEN).line(FeeItem.YEARLY_FEE)
    assert line.refund_fen == back * 100
    assert line.amount_fen is not None
    assert line.year_fen == line.amount_fen - back * 100


def test_since_september_2024_no_yearly_fee_but_six_per_mille() -> None:
    result = fees("flagship", R, "clothing", 1_000_000)
    assert result.line(FeeItem.YEARLY_FEE).amount_fen == 0
    assert result.line(FeeItem.SERVICE_FEE).year_fen == 6_000_00
    assert result.line(FeeItem.COMMISSION).year_fen == 50_000_00
    assert result.first_year_cash_fen == (50_000 + 6_000 + 50_000) * 100
    assert result.year_cost_fen == 56_000_00
    assert result.line(FeeItem.SERVICE_FEE).rule_set is not None
    assert result.unverified == 0
    assert fees("flagship", R, "clothing", 1, THEN).line(FeeItem.SERVICE_FEE).year_fen == 0


def test_the_day_of_the_change_belongs_to_the_new_rules() -> None:
    assert choose_rule_set(rule_sets(), "tmall", date(2024, 8, 31)).code == "tmall-classic"
    assert choose_rule_set(rule_sets(), "tmall", date(2024, 9, 1)).code == "tmall-2024-09"


def test_without_expected_sales_shares_are_unknown_not_zero() -> None:
    result = fees("flagship", R, "clothing", None)
    assert result.line(FeeItem.COMMISSION).year_fen is None
    assert result.first_year_cash_fen is None


def test_a_platform_without_rules_claims_nothing() -> None:
    result = fees("general", R, "other", 1_000_000, platform="douyin")
    assert all(line.amount_fen is None and line.rate is None for line in result.lines)
    assert result.unverified == 0


def test_an_own_figure_replaces_the_rule_until_it_is_withdrawn() -> None:
    rules = choose_rule_set(rule_sets(), "tmall", NOW)
    inputs = FeeInputs("tmall", "flagship", R, "clothing", 100_000_00)
    own = OwnFee(id=1, store_id=1, item=FeeItem.DEPOSIT, amount_fen=80_000_00, source="后台", as_of=NOW)
    newer = OwnFee(id=2, store_id=1, item=FeeItem.DEPOSIT, amount_fen=30_000_00, source="合同", as_of=NOW)
    gone = OwnFee(id=3, store_id=1, item=FeeItem.DEPOSIT, as_of=NOW, withdrawn=True)
    assert estimate(inputs, rules, [newer, own]).line(FeeItem.DEPOSIT).amount_fen == 30_000_00
    line = estimate(inputs, rules, [own, newer, gone]).line(FeeItem.DEPOSIT)
    assert (line.amount_fen, line.own) == (50_000_00, False)


def line(kind: MoneyKind, yuan: int, phase: int = 1) -> BudgetLine:
    return BudgetLine(store_id=1, phase_id=phase, kind=kind, amount_fen=yuan * 100)


def test_a_total_of_900000_against_phases_of_895000_is_said() -> None:
    lines = [line(MoneyKind.OTHER, amount) for amount in (110_000, 155_000, 230_000, 400_000)]
    check = check_total(900_000_00, lines)
    assert not check.agrees
    assert (check.sum_fen, check.difference_fen, check.causes) == (895_000_00, 5_000_00, ())


def test_a_total_that_leaves_the_campaign_money_out_is_found_out() -> None:
    lines = [
        line(MoneyKind.DEPOSIT, 160_000),
        line(MoneyKind.HARDWARE_WAGES, 110_650),
        line(MoneyKind.CAMPAIGN_DEPOSIT, 400_000),
    ]
    check = check_total(270_650_00, lines)
    assert check.difference_fen == -400_000_00
    assert [(cause.twice, [part.lines for part in cause.parts]) for cause in check.causes] == [(False, [(lines[2],)])]


def test_no_stated_total_is_no_disagreement() -> None:
    assert check_total(None, [line(MoneyKind.GOODS, 1)]).agrees
    assert check_total(1_00, [line(MoneyKind.GOODS, 1)]).agrees


def test_deposits_come_back_goods_are_stock_the_rest_is_spent() -> None:
    ties = sum_by_tie(
        [
            line(MoneyKind.DEPOSIT, 1),
            line(MoneyKind.CAMPAIGN_DEPOSIT, 2),
            line(MoneyKind.GOODS, 4),
            line(MoneyKind.ADS, 8),
        ]
    )
    assert ties == {Tie.RETURNABLE: 300, Tie.STOCK: 400, Tie.SPENT: 800}


def test_the_mature_store_keeps_seven_and_a_half_per_cent() -> None:
    plan = BudgetPlan(store_id=1, fixed_month_fen=15_000_00)
    assert plan.net_share == Decimal("0.075")
    even = break_even(plan)
    assert (even.month_fen, even.year_fen, even.by_rules) == (200_000_00, 2_400_000_00, False)
    assert break_even(BudgetPlan(store_id=1, fixed_month_fen=1, gross_margin=Decimal("0.1"))).month_fen is None


def test_break_even_takes_the_platforms_share_from_the_fee_rules() -> None:
    plan = BudgetPlan(store_id=1, fixed_month_fen=20_000_00)
    even = break_even(plan, fees("flagship", R, "clothing", 1_000_000))
    assert even.margin == Decimal("0.069")  # 7.5% with the rules' 5.6% in place of the budget's 5%
    assert even.year_fen == 347_826_087  # 240,000 / 0.069
    assert even.by_rules


def test_break_even_pays_the_yearly_fee_under_the_old_rules_and_without_fixed_costs() -> None:
    kept = break_even(BudgetPlan(store_id=1), fees("flagship", R, "clothing", 100_000, THEN))
    assert (kept.fixed_year_fen, kept.year_fen) == (60_000_00, 800_000_00)  # 60,000 / 0.075
    back = break_even(BudgetPlan(store_id=1), fees("flagship", R, "clothing", 1_200_000, THEN))
    assert (back.fixed_year_fen, back.year_fen) == (0, 0)


def test_every_day_has_a_rule_set_and_says_whether_it_covers_it() -> None:
    for day in (date.min, date(1027, 3, 1), date(1900, 1, 1), NOW, date.max):
        for platform in ("tmall", "taobao", "douyin"):
            rules = choose_rule_set(rule_sets(), platform, day)
            assert rules.covers(day) == (rules.valid_from <= day)
    assert choose_rule_set(rule_sets(), "tmall", date(1027, 3, 1)).code == "tmall-classic"


def phase(number: int, start: date, end: date, target: int) -> BudgetPhase:
    return BudgetPhase(
        id=number, store_id=1, position=number, title="p", starts_on=start, ends_on=end, month_target_fen=target * 100
    )


def test_payback_counts_spent_money_apart_from_all_money() -> None:
    phases = [
        phase(1, date(2026, 1, 1), date(2026, 2, 28), 0),
        phase(2, date(2026, 3, 1), date(2026, 12, 31), 100_000),
    ]
    lines = [line(MoneyKind.DEPOSIT, 50_000), line(MoneyKind.DECORATION, 15_000, 2)]
    result = payback(BudgetPlan(store_id=1), phases, lines)
    assert result is not None
    assert [flow.profit_fen for flow in result.months[:4]] == [0, 0, 7_500_00, 7_500_00]
    assert result.spent_back == Return(Verdict.BACK, 4)  # 2 x 7,500 = 15,000
    assert result.all_back == Return(Verdict.BACK, 11)  # 9 months x 7,500 = 67,500 >= 65,000
    # On 1 March both payments are out and March has earned nothing yet.
    assert (result.peak_fen, result.peak_on) == (65_000_00, date(2026, 3, 1))
    assert result.first_year_profit_fen == 75_000_00
    assert result.gaps == ()
    assert result.goes_on_from == date(2027, 1, 1)


def test_the_year_of_the_exclusive_store_binds_most_on_15_february() -> None:
    phases = [
        phase(1, date(2027, 7, 1), date(2027, 8, 31), 0),
        phase(2, date(2027, 9, 1), date(2027, 10, 30), 100_000),
        phase(3, date(2027, 11, 1), date(2028, 1, 20), 300_000),
        phase(4, date(2028, 2, 15), date(2028, 4, 30), 500_000),
    ]
    lines = [
        line(MoneyKind.OTHER, yuan, number + 1) for number, yuan in enumerate((110_000, 155_000, 230_000, 400_000))
    ]
    result = payback(BudgetPlan(store_id=1), phases, lines)
    assert result is not None
    # 895,000 less 7.5% of 100,000 x (1 + 30/31) + 300,000 x (2 + 20/31): worked out by hand.
    assert (result.peak_fen, result.peak_on) == (820_725_81, date(2028, 2, 15))
    assert result.gaps == (
        Stretch(date(2027, 10, 31), date(2027, 10, 31)),
        Stretch(date(2028, 1, 21), date(2028, 2, 14)),
    )
    assert result.goes_on_from == date(2028, 5, 1)


def test_a_plan_says_why_no_money_comes_back() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    cost, goods = line(MoneyKind.OTHER, 1_000), line(MoneyKind.GOODS, 1_000)

    def verdicts(target: int, *lines: BudgetLine, fixed: int = 0) -> tuple[Verdict, Verdict]:
        found = payback(BudgetPlan(store_id=1, fixed_month_fen=fixed), [phase(1, *year, target)], lines)
        assert found is not None
        return found.spent_back.verdict, found.all_back.verdict

    assert verdicts(10_000) == (Verdict.NOTHING_PUT_IN, Verdict.NOTHING_PUT_IN)
    assert verdicts(0, cost) == (Verdict.NO_SALES, Verdict.NO_SALES)
    assert verdicts(10_000, goods) == (Verdict.NOTHING_PUT_IN, Verdict.BACK)
    assert verdicts(10_000, cost, fixed=100_000_00) == (Verdict.LOSING, Verdict.LOSING)
    assert verdicts(1, cost) == (Verdict.BEYOND, Verdict.BEYOND)


def test_a_half_month_earns_half_and_the_last_target_goes_on() -> None:
    phases = [phase(1, date(2026, 4, 16), date(2026, 5, 31), 30_000)]
    result = payback(BudgetPlan(store_id=1), phases, [line(MoneyKind.OTHER, 10_000)])
    assert result is not None
    assert [flow.turnover_fen for flow in result.months[:3]] == [15_000_00, 30_000_00, 30_000_00]


def test_a_plan_that_loses_money_never_pays_back() -> None:
    phases = [phase(1, date(2026, 1, 1), date(2026, 12, 31), 1_000)]
    result = payback(BudgetPlan(store_id=1, fixed_month_fen=5_000_00), phases, [line(MoneyKind.OTHER, 1)])
    assert result is not None
    assert result.spent_back == Return(Verdict.LOSING)
    assert payback(BudgetPlan(store_id=1), [], []) is None


@given(st.lists(st.tuples(st.sampled_from(list(MoneyKind)), st.integers(0, 10**9)), max_size=12))
def test_ties_always_add_up_to_the_sum(entries: list[tuple[MoneyKind, int]]) -> None:
    lines = [BudgetLine(store_id=1, phase_id=1, kind=kind, amount_fen=fen) for kind, fen in entries]
    assert sum(sum_by_tie(lines).values()) == check_total(None, lines).sum_fen


@given(
    st.lists(
        st.tuples(st.dates(), st.integers(0, 800), st.integers(0, 10**12), st.integers(0, 10**12)),
        min_size=1,
        max_size=4,
    )
)
def test_the_peak_is_the_most_that_is_bound_on_any_day(entries: list[tuple[date, int, int, int]]) -> None:
    phases, lines = [], []
    for number, (start, days, target, money) in enumerate(entries):
        end = date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
        phases.append(phase(number, start, end, target))
        lines.append(line(MoneyKind.GOODS, money, number))
    result = payback(BudgetPlan(store_id=1), phases, lines)
    assert isinstance(result, Payback)
    followed = {flow.month for flow in result.months}
    # Slowly: each day's outlay on top of what stood at the end of the month before.
    worst = 0
    for flow in result.months:
        before = flow.cash_balance_fen - flow.profit_fen + flow.put_in_fen
        worst = max(worst, flow.put_in_fen - before, -flow.cash_balance_fen)
    assert result.peak_fen == max(worst, 0)
    assert (result.peak_on is None) == (result.peak_fen == 0)
    paid = sum(money * 100 for start, _, _, money in entries if start.replace(day=1) in followed)
    assert sum(flow.put_in_fen for flow in result.months) == paid
