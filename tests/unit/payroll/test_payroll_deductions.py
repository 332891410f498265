"""What is taken off, what is left, and what is pointed out: at the borders of each rule."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.payroll.inputs import (
    NONE_TYPED,
    Adjustment,
    Figure,
    MonthInputs,
    PayData,
    PersonMonth,
    SpecialDeduction,
    YearToDate,
)
from shopdesk.domain.payroll.month import compute_month, cost_ratio
from shopdesk.domain.payroll.output import yuan
from shopdesk.domain.payroll.records import PayOpening
from shopdesk.domain.payroll.rules import Rule, Rulebook, RuleValue, own_value
from shopdesk.domain.payroll.slip import Code, PayrollRun
from shopdesk.domain.setup.template import Wording
from tests.unit.payroll.payroll_cases import RULES, Month, Someone, inputs_of
from tests.unit.payroll.payroll_lines import (
    LONG_AGO,
    both,
    figures,
    line,
    missing,
    month_with,
    slip_of,
)


@pytest.mark.parametrize(
    ("base", "loss", "taken", "words"),
    [
        # A fifth of 4,000 is 800; above the minimum wage of 2,490 lie 1,510.
        (3700_00, 500_00, 500_00, "500.00 asked for (—); at most 800.00, and the minimum wage stays."),
        (3700_00, 800_01, 800_00, "800.01 asked for (—); at most 800.00, and the minimum wage stays."),
        (2290_00, 500_00, 100_00, "500.00 asked for (—); at most 518.00, and the minimum wage stays."),
        (2190_00, 500_00, 0, "500.00 asked for (—); at most 498.00, and the minimum wage stays."),
    ],
)
def test_a_loss_is_taken_up_to_a_fifth_and_down_to_the_minimum_wage(
    base: int, loss: int, taken: int, words: str
) -> None:
    slip = slip_of(Someone(1, "A", "data", terms=[(LONG_AGO, base, 0)], figures={"loss": loss}))
    found = line(slip, Code.COMPENSATION)
    assert (found.amount_fen, found.not_taken_fen, str(found.explanation)) == (taken, loss - taken, words)


def test_who_is_paid_after_leaving_keeps_the_whole_minimum_wage() -> None:
    gone = Someone(1, "A", "data", end=date(2026, 2, 28), figures={"award": 3000_00, "loss": 1000_00})
    assert line(slip_of(gone), Code.COMPENSATION).amount_fen == 510_00


def test_a_loss_says_for_what_by_which_clause_and_a_wage_below_nothing_bears_none() -> None:
    adjustment = Adjustment(month=date(2026, 3, 1), amount_fen=-9000_00, original_month=date(2026, 1, 1),
                            original_code="base", reason="x")  # fmt: skip
    reasons = {"compensation_reason": "Lamp", "compensation_evidence": "photo", "contract_clause": "§ 7"}
    change = figures(adjustments=(adjustment,), compensation=Figure(10_00), **reasons)
    found = line(slip_of(Someone(1, "A", "data"), change), Code.COMPENSATION)
    assert found.amount_fen == 0
    assert "(Lamp; photo; § 7); at most 0.00," in str(found.explanation)


@pytest.mark.parametrize(
    ("base", "start", "warned"),
    [
        (2190_00, LONG_AGO, False),
        (2189_99, LONG_AGO, True),
        # 2,490 for 22 of 31 days are 1,767.10; performance counts as it is.
        (2067_28, date(2026, 3, 10), False),
        (2067_27, date(2026, 3, 10), True),
    ],
)
def test_a_wage_below_the_minimum_of_the_days_is_pointed_out(base: int, start: date, warned: bool) -> None:
    slip = slip_of(Someone(1, "A", "data", start=start, terms=[(LONG_AGO, base, 0)], insured=False))
    assert any("lies below the minimum wage" in str(notice) for notice in slip.notices) is warned


def test_nobody_is_warned_of_a_wage_where_no_minimum_is_known_or_nobody_was_there() -> None:
    poor = {"terms": [(LONG_AGO, 1_00, 0)], "insured": False}
    assert slip_of(Someone(1, "A", "data", **poor), rules={}).notices == ()  # type: ignore[arg-type]
    assert slip_of(Someone(1, "A", "data", end=date(2026, 2, 1), **poor)).notices == ()  # type: ignore[arg-type]


def test_who_brings_nothing_along_begins_at_nothing() -> None:
    assert set(astuple(YearToDate())) == {0}
    opening = PayOpening(store_id=1, person_id=1, month=date(2026, 3, 1))
    assert opening.months == 0
    assert {yuan(fen) for fen in astuple(opening)[-6:]} == {"0.00"}
    assert MonthInputs().year == YearToDate()
    assert NONE_TYPED.value == PayData().special_fen(date(2026, 3, 1)) == 0


# --- insurance and tax ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        ({"social_base_fen": None}, "insurance base"),
        ({"fund_base_fen": None}, "housing fund base"),
        ({"fund_rate": None}, "housing fund rate"),
    ],
)
def test_insurance_waits_for_what_it_is_reckoned_from(gone: dict[str, None], named: str) -> None:
    def change(person: PersonMonth) -> PersonMonth:
        return replace(person, pay=replace(person.pay, **gone))

    slip = slip_of(Someone(1, "A", "data"), change)
    assert set(missing(slip)) == {named}
    assert slip.cost_fen is None
    assert str(line(slip, Code.INCOME_TAX).explanation) == "Waits for the figures that are missing above."


@pytest.mark.parametrize("known", [(), (own_value(Rule.TAX_RATE, Decimal("0.03"), LONG_AGO, Wording()),)])
def test_tax_waits_for_the_table_of_the_law(known: tuple[RuleValue, ...]) -> None:
    inputs = month_with(Someone(1, "A", "data", insured=False))
    kept = tuple(value for value in inputs.rules.values if value.rule is not Rule.TAX_RATE)
    (slip,) = compute_month(replace(inputs, rules=Rulebook((*known, *kept)))).slips
    assert missing(slip) == ["tax rate"]


@pytest.mark.parametrize(("whole", "fund"), [(1, 383_00), (0, 382_50)])
def test_the_fund_is_in_whole_yuan_where_the_city_says_so(whole: int, fund: int) -> None:
    someone = Someone(1, "A", "data", fund_base=7650_00)
    for rules in ({**RULES, "fund_whole_yuan": whole}, {k: v for k, v in RULES.items() if k != "fund_whole_yuan"}):
        slip = slip_of(someone, rules=rules)
        assert slip.amount(Code.HOUSING_FUND) == (fund if "fund_whole_yuan" in rules else 382_50)


def test_the_special_deductions_are_those_declared_last() -> None:
    pay = PayData(special=tuple(SpecialDeduction(date(2026, month, 1), fen) for month, fen in ((3, 2_00), (1, 1_00))))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1))
    assert [pay.special_fen(day) for day in days] == [0, 1_00, 1_00, 2_00]


def test_somebody_paid_after_leaving_has_neither_a_month_nor_its_deductions() -> None:
    gone = Someone(1, "A", "data", end=date(2026, 2, 28), special=1000_00, months=2, income=9000_00, withheld=10_00)
    slip = slip_of(gone, figures(award=Figure(100_00), year=YearToDate(months=2, special_fen=5_00)))
    assert slip.year == YearToDate(months=2, income_fen=100_00, special_fen=5_00)
    there = slip_of(replace(gone, end=None), figures(year=YearToDate(months=2, special_fen=5_00)))
    assert there.year is not None
    assert (there.year.months, there.year.special_fen) == (3, 1005_00)


@pytest.mark.parametrize(
    ("bonus", "edge", "gain"),
    [
        (36_000_00, None, None),
        (36_000_01, 36_000_00, 2_309_99),
        (38_566_66, 36_000_00, 1),
        (38_566_67, None, None),
        (144_000_00, None, None),
        (144_000_01, 144_000_00, 13_199_99),
    ],
)
def test_a_smaller_bonus_is_named_as_long_as_it_leaves_more(bonus: int, edge: int | None, gain: int | None) -> None:
    slip = slip_of(Someone(1, "A", "data", figures={"bonus": bonus}))
    assert slip.bonus is not None
    assert (slip.bonus.edge_fen, slip.bonus.gain_fen) == (edge, gain)


# --- net, advances and notices ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "open_before", "taken", "open_after"),
    [(0, 0, 0, 0), (100_00, 0, 100_00, 0), (100_00, 300_00, 100_00, 200_00), (9000_00, 300_00, 3300_00, 5700_00)],
)
def test_a_deduction_takes_what_is_left_and_leaves_the_rest_open(
    asked: int, open_before: int, taken: int, open_after: int
) -> None:
    slip = slip_of(Someone(1, "A", "data", insured=False, figures={"other": asked}, advance=open_before))
    assert (slip.amount(Code.OTHER_DEDUCTION), slip.net_fen) == (taken, 3300_00 - taken)
    assert slip.open_advance_fen == open_after
    if asked:
        found = line(slip, Code.OTHER_DEDUCTION)
        assert (found.not_taken_fen, str(found.explanation)) == (asked - taken, "—")


def test_a_deduction_says_what_it_is_for_and_waits_with_the_wage() -> None:
    change = figures(other_deduction=Figure(1_00), deduction_reason="Advance of March")
    assert str(line(slip_of(Someone(1, "A", "data"), change), Code.OTHER_DEDUCTION).explanation) == "Advance of March"
    waiting = slip_of(Someone(1, "A", "data"), both(change, figures(sick_days=None)))
    found = line(waiting, Code.OTHER_DEDUCTION)
    assert (found.amount_fen, str(found.explanation)) == (None, "Waits for the figures that are missing above.")
    assert (waiting.net_fen, waiting.open_advance_fen) == (None, None)
    nothing_asked = slip_of(Someone(1, "A", "data"), figures(sick_days=None))
    assert [one.code for one in nothing_asked.lines].count(Code.OTHER_DEDUCTION) == 0
    assert slip_of(Someone(1, "A", "data"), figures(open_advance=None)).open_advance_fen is None


def test_insurance_above_the_wage_leaves_a_net_of_nothing_and_an_advance() -> None:
    someone = Someone(1, "A", "data", start=date(2026, 3, 31), terms=[(LONG_AGO, 310_00, 0)], rating_bonus=0, advance=5)
    slip = slip_of(someone)
    insurance = (slip.amount(Code.SOCIAL_PENSION, Code.SOCIAL_MEDICAL, Code.SOCIAL_UNEMPLOYMENT) or 0) + 250_00
    short = insurance - 10_00
    assert (slip.net_fen, slip.open_advance_fen) == (0, 5 + short)
    said = [str(notice) for notice in slip.notices if "exceed" in str(notice)]
    assert said == [f"Insurance and tax exceed what was earned by {short // 100}.{short % 100:02d}. The net wage is "
                    "zero, the rest an open advance."]  # fmt: skip
    assert not any("exceed" in str(notice) for notice in slip_of(replace(someone, insured=False)).notices)


@pytest.mark.parametrize(
    ("bonus", "within", "year", "before", "said"),
    [
        (100_00, False, 2026, 0, None),
        (100_00, False, 2026, 5_00, "A bonus of 5.00 was taxed apart this year already. The law allows it once a "
         "year."),
        (100_00, True, 2026, 5_00, None),
        (0, False, 2026, 5_00, None),
        (100_00, False, 2028, 0, "The rule that taxes a year-end bonus apart has ended; the bonus was taxed within "
         "the wages."),
        (100_00, True, 2028, 0, None),
        (0, False, 2028, 0, None),
    ],
)  # fmt: skip
def test_what_the_law_says_of_a_bonus_is_pointed_out(
    bonus: int, within: bool, year: int, before: int, said: str | None
) -> None:
    inputs = inputs_of(Month(year, 3, [Someone(1, "A", "data", figures={"bonus": bonus}, bonus_within=within)]))
    change = figures(year=YearToDate(bonus_apart_fen=before))
    (slip,) = compute_month(replace(inputs, people=(change(inputs.people[0]),))).slips
    assert [str(notice) for notice in slip.notices if "onus" in str(notice)] == ([] if said is None else [said])
    assert slip.year is not None
    apart = bonus if not within and year < 2028 else 0
    assert slip.year.bonus_apart_fen == before + apart
    assert (slip.bonus is None) == (not bonus)


def test_a_bonus_is_not_compared_while_a_figure_is_missing() -> None:
    someone = Someone(1, "A", "data", figures={"bonus": 100_00})
    for gone in ({"year": None}, {"sick_days": None}):
        assert slip_of(someone, figures(**gone)).bonus is None
    assert slip_of(someone, rules={k: v for k, v in RULES.items() if k != "pension"}).bonus is None


# --- the month --------------------------------------------------------------------------------------------------------


def two(**more: Any) -> PayrollRun:
    return compute_month(inputs_of(Month(2026, 3, [Someone(2, "B", "data"), Someone(1, "A", "data")], **more)))


def test_a_month_goes_by_the_people_and_adds_them_up() -> None:
    run = two()
    first, second = run.slips
    assert [slip.person_id for slip in run.slips] == [1, 2]
    assert run.totals.gross == (first.gross_fen or 0) + (second.gross_fen or 0) == 6600_00
    assert run.totals.social == 2 * (400_00 + 100_00 + 25_00)
    assert run.totals.housing_fund == 2 * 250_00
    assert run.totals.income_tax == 0
    assert run.totals.net == 2 * (3300_00 - 525_00 - 250_00)
    assert run.totals.employer_cost == 2 * (3300_00 + 800_00 + 475_00 + 25_00 + 10_00 + 250_00)
    assert (run.turnover_fen, run.can_lock, run.notices) == (300_000_00, True, ())
    assert run.cost_ratio == Decimal("0.032400")


@pytest.mark.parametrize(
    ("cost", "turnover", "ratio"),
    [(1, 3, "0.333333"), (2, 3, "0.666667"), (0, 3, "0.000000"), (3, 0, None), (3, None, None), (None, 3, None)],
)
def test_the_cost_ratio_is_cost_over_turnover(cost: int | None, turnover: int | None, ratio: str | None) -> None:
    assert cost_ratio(cost, turnover) == (None if ratio is None else Decimal(ratio))


def test_a_month_without_the_stores_turnover_names_it_once_and_cannot_be_locked() -> None:
    inputs = inputs_of(Month(2026, 3, [Someone(1, "A", "planning"), Someone(2, "B", "planning")]))
    run = compute_month(replace(inputs, figures=replace(inputs.figures, paid=None)))
    assert [str(entry.figure) for entry in run.missing].count("paid amount of the store") == 1
    assert (run.turnover_fen, run.cost_ratio, run.can_lock) == (None, None, False)


@pytest.mark.parametrize(("typed", "told"), [(100_00, False), (99_99, True), (None, False)])
def test_typed_service_sales_are_held_against_the_sum(typed: int | None, told: bool) -> None:
    month = Month(2026, 3, [Someone(1, "A", "service", figures={"sales": 100_00})], service_sales=typed)
    assert bool(compute_month(inputs_of(month)).notices) is told


def test_who_was_not_there_lacks_no_sales() -> None:
    inputs = inputs_of(Month(2026, 3, [Someone(1, "A", "service", "lead", figures={"sales": 100_00}),
                                       Someone(2, "B", "service", end=date(2026, 2, 28))]))  # fmt: skip
    lead, gone = inputs.people
    run = compute_month(replace(inputs, people=(lead, figures(own_sales=None)(gone))))
    assert run.missing == ()
    assert run.slips[0].amount(Code.TEAM_COMMISSION) == 20
    paid_late = compute_month(replace(inputs, people=(lead, figures(own_sales=Figure(50_00))(gone))))
    assert paid_late.slips[0].amount(Code.TEAM_COMMISSION) == 30
    there = compute_month(
        replace(inputs, people=(lead, figures(own_sales=None)(replace(gone, employments=((LONG_AGO, None),)))))
    )
    assert (2, "own sales") in {(entry.person_id, str(entry.figure)) for entry in there.missing}
