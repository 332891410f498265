"""What if: no change is no difference, parts add up, pay follows turnover, and what is not known is never nothing."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.payroll.inputs import (
    Figure,
    MonthInputs,
    PayData,
    PayrollInputs,
    PayTerms,
    PersonMonth,
    StoreMonth,
)
from shopdesk.domain.payroll.shipped import shipped_for
from shopdesk.domain.people import Level
from shopdesk.domain.periods import month_of
from shopdesk.domain.tiers.records import Ladder, Post, Step
from shopdesk.domain.whatif import CONTRIBUTING, Changes, Costs, Part, Today, replaced, scenario, with_costs
from shopdesk.domain.whatif_fields import comparison
from shopdesk.services.payroll.rulebook import shipped_rules, shipped_schemes
from tests.unit.payroll.payroll_cases import inputs_of
from tests.unit.payroll.test_payroll_second_reckoning import some_month

MARCH = month_of(date(2026, 3, 1))
LADDER = Ladder(
    name="T",
    origin="standard",
    departments=("service", "design", "logistics"),
    steps=(
        Step(turnover_fen=10_000_000, budget_fen=0, total_fen=0, posts=(Post(department_code="service", staff=2),)),
        Step(
            turnover_fen=50_000_000,
            budget_fen=0,
            total_fen=0,
            posts=(
                Post(department_code="service", leads=1, staff=4, cost_fen=1_100_000),
                Post(department_code="design", staff=2, cost_fen=800_000),
                Post(department_code="logistics", leads=1, staff=2, cost_fen=800_000),
            ),
        ),
    ),
)
COSTS = Costs(
    goods_share=Decimal("0.6"),
    platform_rate=Decimal("0.05"),
    ads_fen=300_001,
    freight_fen=433,
    other_fen=200_000,
)
few = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 2**32)
rates = st.decimals("-0.5", "2", places=3)


def somebody(number: int, department: str, level: Level, sales: int | None) -> PersonMonth:
    scheme = shipped_for(shipped_schemes(), department, level)
    return PersonMonth(
        id=number,
        name=f"P{number}",
        department=department,
        role=level.value,
        level=level,
        terms=(PayTerms(valid_from=date(2024, 1, 1), scheme=scheme, base_fen=scheme.base_fen or 300_000),),
        employments=((date(2024, 1, 1), None),),
        pay=PayData(city="杭州", social_base_fen=500_000, fund_base_fen=500_000, fund_rate=Decimal("0.05")),
        inputs=MonthInputs(
            own_sales=None if sales is None else Figure(sales),
            own_refunds=None if sales is None else Figure(sales // 17),
        ),
    )


def month(seed: int = 1, count: int = 6) -> Today:
    chosen = random.Random(seed)
    people = [somebody(1, "service", Level.LEAD, chosen.randrange(10**7))]
    for number in range(2, count + 1):
        service = number % 2 == 0
        department = "service" if service else chosen.choice(["design", "logistics", "planning"])
        people.append(somebody(number, department, Level.STAFF, chosen.randrange(10**7) if service else None))
    sold = sum(int(one.inputs.own_sales.value) for one in people if one.inputs.own_sales is not None)
    paid = sold + chosen.randrange(10**8)
    inputs = PayrollInputs(
        store="S",
        month=MARCH,
        people=tuple(people),
        figures=StoreMonth(paid=Figure(paid), rating_before=Figure(Decimal("4.7")), rating_now=Figure(Decimal("4.7"))),
        rules=shipped_rules(),
    )
    return Today(
        inputs=inputs,
        refunds_fen=paid // 13,
        orders=1_234,
        costs=COSTS,
        ladder=LADDER,
        schemes=shipped_schemes(),
    )


@few
@given(seeds)
def test_no_change_in_is_no_difference_out(seed: int) -> None:
    for today in (month(seed), replace(month(seed), inputs=inputs_of(some_month(random.Random(seed))))):
        assert replaced(today, Changes()) is today.inputs
        was, after = scenario(today), scenario(today, Changes())
        assert was == after
        assert all(row.difference in (0, None) for row in comparison(was, after, {}))
        assert with_costs(today, was) == was


@few
@given(seeds, rates, st.decimals("-0.3", "0.3", places=3), st.decimals("0", "0.9", places=3), st.booleans())
def test_parts_add_up_to_the_profit_to_the_fen(
    seed: int, turnover: Decimal, price: Decimal, refund: Decimal, tier: bool
) -> None:
    changes = Changes(turnover=turnover, price=price, refund_rate=refund, tier=1 if tier else None)
    after = scenario(month(seed), changes)
    assert not after.unknown
    contribution = sum(after.parts[part] or 0 for part in CONTRIBUTING)
    assert after.contribution_fen == contribution
    assert after.profit_fen == contribution + (after.parts[Part.PEOPLE] or 0) + (after.parts[Part.OTHER] or 0)
    assert after.profit_fen == sum(fen for fen in after.parts.values() if fen is not None)
    assert after.parts[Part.PEOPLE] == -(after.cost_fen or 0)
    assert sum(one.cost_fen or 0 for one in after.departments) == after.cost_fen
    assert (after.gross_fen or 0) + (after.employer_fen or 0) == after.cost_fen


@few
@given(seeds, rates, rates)
def test_pay_follows_the_turnover_where_there_is_commission(seed: int, one: Decimal, other: Decimal) -> None:
    today = month(seed)
    low, high = sorted((one, other))
    below, above = scenario(today, Changes(turnover=low)), scenario(today, Changes(turnover=high))
    assert (below.gross_fen or 0) <= (above.gross_fen or 0)
    assert (below.cost_fen or 0) <= (above.cost_fen or 0)


@few
@given(seeds, st.sampled_from([0, 1]))
def test_the_team_of_a_tier_has_its_people_and_sells_as_much(seed: int, tier: int) -> None:
    today = month(seed)
    inputs = replaced(today, Changes(tier=tier))
    for code in ("service", "design", "logistics"):
        post = LADDER.steps[tier].post(code)
        mine = [one for one in inputs.people if one.department == code]
        assert len(mine) == post.people or (len(mine) == post.staff + 1 and post.leads == 0 and code == "service")
    sold = [sum(int(one.inputs.own_sales.value) for one in side.people if one.inputs.own_sales is not None)
            for side in (today.inputs, inputs)]  # fmt: skip
    assert sold[0] == sold[1]


def test_price_moves_sales_and_not_what_goods_cost() -> None:
    was, after = scenario(month()), scenario(month(), Changes(price=Decimal("0.1")))
    assert abs((after.parts[Part.SALES] or 0) * 10 - (was.parts[Part.SALES] or 0) * 11) <= 5
    assert abs((after.parts[Part.GOODS] or 0) - (was.parts[Part.GOODS] or 0)) <= 1
    assert after.parts[Part.FREIGHT] == was.parts[Part.FREIGHT] == -1_234 * 433


def test_base_commission_and_insurance_change_pay() -> None:
    was = scenario(month())
    assert (scenario(month(), Changes(base=Decimal("0.1"))).gross_fen or 0) > (was.gross_fen or 0)
    assert (scenario(month(), Changes(commission=Decimal("0.01"))).gross_fen or 0) > (was.gross_fen or 0)
    dearer = scenario(month(), Changes(insured_base=Decimal("0.1")))
    assert dearer.gross_fen == was.gross_fen and (dearer.employer_fen or 0) > (was.employer_fen or 0)
    assert (dearer.net_fen or 0) < (was.net_fen or 0)


def test_what_is_not_known_is_said_and_never_nothing() -> None:
    today = replace(month(), refunds_fen=None, costs=Costs(platform_rate=Decimal("0.05")))
    was = scenario(today)
    assert was.profit_fen is None and was.contribution_fen is None and was.parts[Part.GOODS] is None
    assert [str(one) for one in was.unknown] == [
        "Refunds", "Cost of goods", "Fees of the platform", "Advertising", "Freight and packing",
        "Rent, software, other",
    ]  # fmt: skip
    assert sum(fen for fen in was.parts.values() if fen is not None) == (was.parts[Part.SALES] or 0) + (
        was.parts[Part.PEOPLE] or 0
    )
    names = [str(row.name) for row in comparison(was, was, {})]
    assert "What is known, summed up" in names
    # A new refund rate is a refund that is known; each person's follow it.
    after = scenario(today, Changes(refund_rate=Decimal("0.2")))
    assert after.parts[Part.REFUNDS] == -(((was.parts[Part.SALES] or 0) * 2 + 5) // 10)
    assert any("refund rate is not known" in str(notice) for notice in after.notices)


def test_a_wage_that_misses_a_figure_is_not_known() -> None:
    today = month()
    lacking = replace(today.inputs.people[1], pay=replace(today.inputs.people[1].pay, social_base_fen=None))
    people = (today.inputs.people[0], lacking, *today.inputs.people[2:])
    was = scenario(replace(today, inputs=replace(today.inputs, people=people)))
    assert was.cost_fen is None and was.profit_fen is None and was.missing
    assert was.parts[Part.PEOPLE] is None


def test_fifty_people_are_reckoned_in_a_third_of_a_second() -> None:
    today = month(count=50)
    spent = []
    for turn in range(5):
        begun = time.process_time()
        scenario(today, Changes(turnover=Decimal(turn) / 10, tier=1, base=Decimal("0.05")))
        scenario(today, Changes(turnover=Decimal(turn) / 10))
        spent.append((time.process_time() - begun) / 2)
    assert min(spent) < 0.3
