"""Income tax against published examples, every row to the fen."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from itertools import groupby

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.slip import Payslip
from tests.conftest import SHARED
from tests.unit.payroll.payroll_cases import RULES, Month, Someone, inputs_of

EXAMPLES = SHARED / "data" / "reference" / "income-tax-examples.csv"
needs_examples = pytest.mark.skipif(not EXAMPLES.is_file(), reason="the published examples are not beside the checkout")


def rows() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def fen(text: str) -> int:
    return int(Decimal(text) * 100)


def paid(
    gross: int, insurance: int, special: int, number: int, year: int, before: Payslip | None, **more: object
) -> Payslip:
    """One month of somebody whose base is all their pay, and whose insurance is all in the pension."""
    someone = Someone(
        id=1,
        name="A",
        department="data",
        terms=[(date(2000, 1, 1), gross, 0)],
        special=special,
        rating_bonus=0,
        social_base=insurance,
        fund_base=0,
        start=more.pop("start", date(2000, 1, 1)),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )
    if before is not None and before.year is not None:
        someone.months, someone.income = before.year.months, before.year.income_fen
        someone.insurance, someone.special_past = before.year.insurance_fen, before.year.special_fen
        someone.withheld = before.year.withheld_fen
    nothing = dict.fromkeys(RULES, 0)
    rules = {**nothing, "pension": 1, "social_ceiling": 10**9, "fund_ceiling": 1}
    (slip,) = compute_month(inputs_of(Month(year, number, [someone], rules=rules))).slips
    return slip


@needs_examples
def test_the_months_of_a_year_are_withheld_as_published() -> None:
    checked = set()
    wages = [row for row in rows() if row["type"].startswith("salary_cumulative")]
    for case, group in groupby(wages, key=lambda row: row["case_id"]):
        expected = {int(row["month_no"]): row for row in group}
        sample = next(iter(expected.values()))
        year = int(sample["year_in_source"]) if sample["year_in_source"].isdigit() else 2025
        slip: Payslip | None = None
        first, low = "first_wage" in sample["type"], "low_wage" in sample["type"]
        for number in range(min(expected), max(expected) + 1):
            slip = paid(
                fen(sample["gross_per_month_or_bonus"]),
                fen(sample["personal_social_and_housing_per_month"]),
                fen(sample["special_additional_per_month"]),
                number,
                year,
                slip,
                first_wage=first,
                low_wage=low,
                start=date(year, min(expected), 1),
            )
            if number not in expected:
                continue
            row = expected[number]
            assert slip.tax_cumulative is not None
            assert slip.taxable_cumulative is not None
            assert slip.lines[-1].amount_fen == fen(row["expected_tax_this_month"]), row
            assert slip.tax_cumulative.fen == fen(row["expected_cumulative_tax"]), row
            assert slip.taxable_cumulative.fen == fen(row["cumulative_taxable"]), row
            assert slip.lines[-1].rate is not None
            assert slip.lines[-1].rate.value * 100 == int(row["rate_percent"]), row
            checked.add(case)
    assert checked == {"S1", "S2", "S3", "S4", "S5", "S6", "S12", "S13"}


def test_the_wrong_answer_that_a_page_gives_does_not_come_out() -> None:
    slip = paid(10_000_00, 1_500_00, 1_000_00, 1, 2019, None)
    assert slip.lines[-1].amount_fen == 75_00
    assert 498_10 not in [line.amount_fen for line in slip.lines]


def bonus_tax(bonus: int, year: int = 2025, within: bool = False) -> tuple[Payslip, int]:
    slip = paid(0, 0, 0, 1, year, None, figures={"bonus": bonus}, bonus_within=within)
    taxes = [line.amount_fen or 0 for line in slip.lines if line.code == "income_tax"]
    return slip, sum(taxes)


@needs_examples
def test_a_bonus_taxed_apart_costs_what_is_published() -> None:
    bonuses = [row for row in rows() if row["type"] == "annual_bonus_separate"]
    assert len(bonuses) == 5
    for row in bonuses:
        assert bonus_tax(fen(row["gross_per_month_or_bonus"]))[1] == fen(row["expected_tax_this_month"]), row


def test_one_yuan_more_of_bonus_is_shown_to_cost_thousands() -> None:
    slip, tax = bonus_tax(36_001_00)
    assert tax == 3_390_10
    assert slip.bonus is not None
    assert (slip.bonus.apart_fen, slip.bonus.within_fen) == (3_390_10, 930_03)
    assert (slip.bonus.edge_fen, slip.bonus.gain_fen) == (36_000_00, 2_309_10)
    assert bonus_tax(36_000_00)[0].bonus.edge_fen is None  # type: ignore[union-attr]


def test_after_the_rule_has_ended_a_bonus_is_taxed_with_the_wages() -> None:
    slip, tax = bonus_tax(36_000_00, year=2028)
    assert tax == 930_00
    assert slip.bonus is not None
    assert slip.bonus.apart_fen is None


def test_both_marks_on_one_person_are_refused() -> None:
    with pytest.raises(UserError, match="take one off"):
        paid(8_000_00, 0, 0, 7, 2025, None, first_wage=True, low_wage=True)
