"""The cash of a plan by day in three outlooks: cases worked out by hand, and a second, slow reckoning."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shopdesk.domain.setup.budget import (
    BudgetLine,
    BudgetPhase,
    BudgetPlan,
    Factors,
    MoneyKind,
    Outlook,
    Tie,
    sum_by,
    sum_by_kind,
    sum_by_tie,
    unknown_in,
)
from shopdesk.domain.setup.cash import cash_curve, curves
from shopdesk.domain.setup.payback import Return, Verdict, payback

JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)
PLAN = BudgetPlan(store_id=1, start_money_fen=100_000_00, fixed_month_fen=3_000_00)


def phase(number: int, start: date, end: date, target: int | None) -> BudgetPhase:
    fen = None if target is None else target * 100
    return BudgetPhase(
        id=number, store_id=1, position=number, title=f"p{number}", starts_on=start, ends_on=end, month_target_fen=fen
    )


def money(kind: MoneyKind, yuan: int | None, number: int = 1, **more: object) -> BudgetLine:
    fen = None if yuan is None else yuan * 100
    return BudgetLine(store_id=1, phase_id=number, kind=kind, amount_fen=fen, **more)  # type: ignore[arg-type]


PHASES = [phase(1, JAN, date(2026, 2, 28), 0), phase(2, date(2026, 3, 1), date(2026, 4, 30), 80_000)]
LINES = [
    money(MoneyKind.DEPOSIT, 20_000, on_day=date(2026, 1, 10), returns_on=date(2026, 4, 15)),
    money(MoneyKind.DECORATION, 10_000),
    money(MoneyKind.GOODS, 40_000, 2, on_day=date(2026, 3, 5)),
    money(MoneyKind.ADS, 5_000, 2),
    money(MoneyKind.WAGES, None, 2),
]


def test_the_cash_of_a_small_plan_is_as_worked_out_by_hand() -> None:
    curve = cash_curve(PLAN, PHASES, LINES, Outlook.EXPECTED)
    assert curve is not None
    # 7.5% of 80,000 is 6,000, less 3,000 of fixed costs: 3,000 at the end of March and of April.
    by_hand = [
        # day, cash, spent, bound, lies as deposit
        (date(2026, 1, 1), 90_000, 10_000, 0, 0),
        (date(2026, 1, 10), 70_000, 10_000, 0, 20_000),
        (date(2026, 1, 31), 70_000, 10_000, 0, 20_000),
        (date(2026, 2, 28), 70_000, 10_000, 0, 20_000),
        (date(2026, 3, 1), 65_000, 15_000, 0, 20_000),
        (date(2026, 3, 5), 25_000, 15_000, 40_000, 20_000),
        (date(2026, 3, 31), 28_000, 15_000, 40_000, 20_000),
        (date(2026, 4, 15), 48_000, 15_000, 40_000, 0),
        (date(2026, 4, 30), 51_000, 15_000, 40_000, 0),
    ]
    found = [
        (one.day, *(fen // 100 for fen in (one.cash_fen, one.spent_fen, one.bound_fen, one.returnable_fen)))
        for one in curve.days
    ]
    assert found == by_hand
    assert (curve.lowest.day, curve.lowest.cash_fen) == (date(2026, 3, 5), 25_000_00)
    assert (curve.on(date(2026, 3, 20)).cash_fen, curve.on(date(2020, 1, 1)).cash_fen) == (25_000_00, 90_000_00)
    assert unknown_in(LINES) == 1


def test_an_outlook_makes_spending_dearer_and_sales_fewer_but_leaves_deposits_and_goods() -> None:
    found = curves(PLAN, PHASES, LINES)
    careful, bold = found[Outlook.CAREFUL], found[Outlook.BOLD]
    # 11,000 and 5,500 spent; 7.5% of 64,000 is 4,800, less 3,300: 1,500 in each of two months.
    assert (careful.lowest.day, careful.lowest.cash_fen) == (date(2026, 3, 5), 23_500_00)
    assert careful.days[-1].cash_fen == 100_000_00 - 16_500_00 - 40_000_00 + 2 * 1_500_00
    # 14,250 spent; 7.5% of 96,000 is 7,200, less 2,850: 4,350.
    assert bold.days[-1].cash_fen == 100_000_00 - 14_250_00 - 40_000_00 + 2 * 4_350_00
    assert [careful.days[-1].bound_fen, bold.days[-1].bound_fen] == [40_000_00, 40_000_00]


def test_the_payback_follows_the_days_of_the_lines_and_the_factors() -> None:
    plain = payback(PLAN, PHASES, LINES)
    assert plain is not None
    # 15,000 spent, 3,000 a month from March on: five months, the seventh of the plan.
    assert plain.spent_back == Return(Verdict.BACK, 7)
    assert plain.months[6].month == date(2026, 7, 1)
    assert [flow.back_fen for flow in plain.months[:5]] == [0, 0, 0, 20_000_00, 0]
    careful = payback(PLAN, PHASES, LINES, PLAN.factors(Outlook.CAREFUL))
    assert careful is not None
    # 16,500 spent, 1,500 a month: eleven months, the thirteenth of the plan.
    assert careful.spent_back == Return(Verdict.BACK, 13)
    never = payback(PLAN, PHASES, LINES, Factors(Decimal("0.4"), Decimal(1)))
    assert never is not None
    assert never.spent_back == Return(Verdict.LOSING)


def test_what_comes_back_after_the_plan_is_told_apart_and_moves_nothing_in_it() -> None:
    late = [money(MoneyKind.DEPOSIT, 20_000, returns_on=date(2099, 12, 31))]
    curve = cash_curve(PLAN, PHASES, late, Outlook.EXPECTED)
    assert curve is not None
    assert curve.days[-1].day == date(2026, 4, 30)
    assert [(move.day, move.fen) for move in curve.later] == [(date(2099, 12, 31), 20_000_00)]
    assert curve.days[-1].returnable_fen == 20_000_00


def test_no_phases_give_no_cash_and_an_unknown_target_sells_nothing() -> None:
    assert curves(PLAN, [], LINES) == {}
    curve = cash_curve(PLAN, [phase(1, JAN, DEC, None)], [], Outlook.BOLD)
    assert curve is not None
    assert {one.cash_fen for one in curve.days} == {100_000_00}


def slow(
    plan: BudgetPlan, phases: list[BudgetPhase], lines: list[BudgetLine], factors: Factors, until: date
) -> dict[date, int]:
    """The cash at the end of every single day, reckoned with fractions and without anything of the program."""

    def whole(value: Fraction) -> int:
        sign = 1 if value >= 0 else -1
        return sign * int(abs(value) + Fraction(1, 2))

    last = max(sorted(phases, key=lambda one: (one.starts_on, one.position)), key=lambda one: one.ends_on)
    starts = {one.id: one.starts_on for one in phases}
    share = Fraction(plan.net_share)
    paid_on = [(line.on_day or starts[line.phase_id], line) for line in lines if line.amount_fen]
    day = min([*starts.values(), *(one for one, _line in paid_on)])
    cash, turnover, sold, found = plan.start_money_fen or 0, Fraction(0), False, {}
    month_begun = day.replace(day=1)
    while month_begun < day:
        month_begun += timedelta(days=1)  # no phase lies on these days
    while day <= until:
        length = calendar.monthrange(day.year, day.month)[1]
        for one in phases:
            if one.starts_on <= day and (one is last or day <= one.ends_on):
                turnover += Fraction(one.month_target_fen or 0, length)
        for when, line in paid_on:
            spent = line.tie is Tie.SPENT
            fen = whole(Fraction(line.amount_fen or 0) * Fraction(factors.costs)) if spent else line.amount_fen or 0
            cash -= fen if when == day else 0
            cash += fen if line.returns_on == day and line.tie is Tie.RETURNABLE else 0
        if day.day == length:
            sold = sold or whole(turnover) > 0
            sales = whole(whole(turnover) * Fraction(factors.sales))
            cash += whole(sales * share)
            cash -= whole(Fraction(plan.fixed_month_fen) * Fraction(factors.costs)) if sold else 0
            turnover = Fraction(0)
        found[day] = cash
        day += timedelta(days=1)
    return found


DAYS = st.dates(date(2026, 1, 1), date(2026, 10, 31))
ENTRIES = st.lists(
    st.tuples(
        DAYS,
        st.integers(0, 120),
        st.none() | st.integers(0, 300_000),
        st.sampled_from(MoneyKind),
        st.none() | st.integers(0, 90_000),
        st.none() | st.integers(-20, 90),
        st.none() | st.sampled_from(Tie),
        st.none() | st.integers(0, 200),
    ),
    min_size=1,
    max_size=4,
)


def drawn(
    entries: list[tuple[date, int, int | None, MoneyKind, int | None, int | None, Tie | None, int | None]],
) -> tuple[list[BudgetPhase], list[BudgetLine]]:
    phases, lines = [], []
    for number, (start, days, target, kind, yuan, later, tie, back) in enumerate(entries):
        phases.append(phase(number, start, start + timedelta(days=days), target))
        on_day = None if later is None else start + timedelta(days=later)
        returns = None if back is None else (on_day or start) + timedelta(days=back)
        lines.append(money(kind, yuan, number, on_day=on_day, becomes=tie, returns_on=returns))
    return phases, lines


@settings(max_examples=40, deadline=None)
@given(ENTRIES, st.integers(0, 9_000), st.sampled_from(Outlook), st.none() | st.integers(0, 500_000))
@example([(date(2026, 1, 31), 0, 31, MoneyKind.ADS, 1, None, None, None)], 1, Outlook.CAREFUL, None)
def test_the_cash_of_every_day_is_reckoned_a_second_time(
    entries: list[tuple[date, int, int | None, MoneyKind, int | None, int | None, Tie | None, int | None]],
    fixed: int,
    outlook: Outlook,
    start: int | None,
) -> None:
    plan = BudgetPlan(
        store_id=1, fixed_month_fen=fixed * 100 + 33, start_money_fen=None if start is None else start * 100
    )
    phases, lines = drawn(entries)
    curve = cash_curve(plan, phases, lines, outlook)
    assert curve is not None
    every = slow(plan, phases, lines, plan.factors(outlook), curve.days[-1].day)
    assert {one.day: one.cash_fen for one in curve.days} == {one.day: every[one.day] for one in curve.days}
    # The lowest point is that of all days, and the first of them.
    least = min(every.values())
    assert curve.lowest.cash_fen == least
    assert curve.lowest.day == min(day for day, cash in every.items() if cash == least)
    for one in curve.days:
        assert one.cash_fen == (plan.start_money_fen or 0) - one.spent_fen - one.bound_fen - one.returnable_fen + sum(
            other.profit_fen for other in curve.days if other.day <= one.day
        )


@settings(max_examples=40, deadline=None)
@given(
    ENTRIES,
    st.integers(0, 9_000),
    st.tuples(*[st.decimals(Decimal("0.01"), 1, places=2)] * 2, *[st.decimals(1, 10, places=2)] * 2),
)
def test_the_outlooks_are_in_their_order_on_every_day(
    entries: list[tuple[date, int, int | None, MoneyKind, int | None, int | None, Tie | None, int | None]],
    fixed: int,
    factors: tuple[Decimal, Decimal, Decimal, Decimal],
) -> None:
    below, cheaper, dearer, above = factors
    plan = replace(
        PLAN,
        fixed_month_fen=fixed * 100,
        careful_sales=below,
        careful_costs=dearer,
        bold_sales=above,
        bold_costs=cheaper,
    )
    found = curves(plan, *drawn(entries))
    careful, expected, bold = (found[outlook].days for outlook in Outlook)
    for low, middle, high in zip(careful, expected, bold, strict=True):
        assert low.day == middle.day == high.day
        assert low.cash_fen <= middle.cash_fen <= high.cash_fen


@given(ENTRIES)
def test_the_planned_money_is_the_same_by_kind_phase_month_day_and_what_becomes_of_it(
    entries: list[tuple[date, int, int | None, MoneyKind, int | None, int | None, Tie | None, int | None]],
) -> None:
    phases, lines = drawn(entries)
    total = sum(line.amount_fen or 0 for line in lines)
    starts = {one.id: one.starts_on for one in phases}

    def day(line: BudgetLine) -> date:
        return line.on_day or starts[line.phase_id]

    sums = (
        sum_by_kind(lines),
        sum_by_tie(lines),
        sum_by(lines, lambda line: line.phase_id),
        sum_by(lines, day),
        sum_by(lines, lambda line: (day(line).year, day(line).month)),
    )
    assert {sum(found.values()) for found in sums} == {total}
    curve = cash_curve(PLAN, phases, lines, Outlook.EXPECTED)
    assert curve is not None
    assert sum(one.out_fen for one in curve.days) == total


@settings(max_examples=40, deadline=None)
@given(ENTRIES, st.integers(0, 9_000), st.sampled_from(Outlook))
def test_the_payback_and_the_cash_tell_of_the_same_money(
    entries: list[tuple[date, int, int | None, MoneyKind, int | None, int | None, Tie | None, int | None]],
    fixed: int,
    outlook: Outlook,
) -> None:
    plan = replace(PLAN, fixed_month_fen=fixed * 100)
    phases, lines = drawn(entries)
    curve = cash_curve(plan, phases, lines, outlook)
    found = payback(plan, phases, lines, plan.factors(outlook))
    assert curve is not None and found is not None
    earned = 0
    for flow in found.months:
        end = flow.month.replace(day=calendar.monthrange(flow.month.year, flow.month.month)[1])
        if end > curve.days[-1].day:
            break
        now = curve.on(end)
        assert now.cash_fen == (plan.start_money_fen or 0) + flow.cash_balance_fen
        earned += flow.profit_fen
        assert earned - now.spent_fen == flow.spent_balance_fen
    # It is back at the end of the first month, after sales and the last outlay, whose balance is not below zero.
    back = found.spent_back
    if back.verdict is Verdict.BACK and back.after is not None:
        assert found.months[back.after - 1].spent_balance_fen >= 0
        assert any(flow.turnover_fen for flow in found.months[: back.after])
