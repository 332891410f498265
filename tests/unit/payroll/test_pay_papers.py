"""What goes out of the payroll: names of sheets, the two parts of a slip, the tax year, the text for a chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shopdesk.domain.payroll.bank_list import USUAL, BankAccount, BankColumn, bank_rows, columns_of, without_account
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip, PayOpening
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.slip import LINE_NAMES, Code
from shopdesk.domain.payroll.slip_parts import parts_of
from shopdesk.domain.payroll.tax_year import YearFigures, total_of_figures, years_of
from shopdesk.domain.text import Text
from shopdesk.reporting.book.sheet_names import sheet_names
from shopdesk.reporting.payslip_text import payslip_text


def line(code: Code, fen: int | None) -> KeptLine:
    return KeptLine(code=code, name=LINE_NAMES[code], basis=None, rate=None, amount_fen=fen, not_taken_fen=0,
                    explanation=Text(""))  # fmt: skip


def slip(*lines: KeptLine, **more: Any) -> KeptSlip:
    known: dict[str, Any] = {
        "person_id": 1, "name": "小满", "mark": "", "department": "service", "role": "service_staff",
        "words": {"department": ["客服", "Customer service"], "role": ["售前客服", "Pre-sale"]}, "days_employed": 31,
        "gross_fen": 0, "compensation_fen": 0, "social_fen": 0, "housing_fund_fen": 0, "income_tax_fen": 0,
        "taxable_fen": 0, "withheld_fen": 0, "net_fen": 0, "cost_fen": 0, "months": 1, "income_fen": 0,
        "insurance_fen": 0, "special_fen": 0, "bonus_apart_fen": 0, "carried_fen": 0, "advance_fen": 0, "proof": {},
    }  # fmt: skip
    return KeptSlip(lines=lines, **{**known, **more})


def month(number: int, *slips: KeptSlip, state: RunState = RunState.LOCKED) -> KeptRun:
    return KeptRun(store_id=1, month=date(2026, number, 1), state=state, computed_at=datetime(2026, 6, 1),
                   turnover_fen=None, cost_ratio=None, silent_pool_fen=None, slips=slips)  # fmt: skip


@given(some.lists(some.text(max_size=40), max_size=12))
@settings(max_examples=150)
def test_every_sheet_name_is_one_that_any_program_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert name.strip() and not set(name) & set("[]:*?/\\")
        assert len(name.encode("utf-16-le")) // 2 <= 31
        assert not name.startswith("'") and not name.endswith("'") and name.casefold() != "history"


def test_two_of_one_name_get_different_sheets() -> None:
    assert sheet_names(["张三", "张三", "A/B", "a b"]) == ["张三", "张三 (2)", "A B", "a b (2)"]
    assert sheet_names(["x" * 40, "x" * 40]) == ["x" * 31, "x" * 27 + " (2)"]


def test_what_is_carried_on_is_in_neither_sum() -> None:
    parts = parts_of(
        slip(line(Code.BASE, 1), line(Code.OWN_COMMISSION_CARRIED, -5), line(Code.INCOME_TAX, 2), line(Code.AWARD, 3))
    )
    assert [[one.code for one in part] for part in (parts.earned, parts.taken, parts.carried)] == [
        ["base", "award"], ["income_tax"], ["own_commission_carried"]
    ]  # fmt: skip


def test_the_text_leaves_out_zeros_and_says_what_is_missing() -> None:
    one = slip(line(Code.BASE, 200_000), line(Code.AWARD, 0), line(Code.INCOME_TAX, None), gross_fen=200_000,
               net_fen=None, missing=(Text("sales"),))  # fmt: skip
    said = payslip_text(month(3, one), one, "Lamp House", "zh_CN").splitlines()
    assert said[:2] == ["工资条 2026-03 · Lamp House", "小满 · 客服 · 售前客服"]
    assert said[3:] == [
        "底薪与岗位津贴：2,000.00",
        "应发工资：2,000.00",
        "- 个人所得税：—",
        "实发工资：—",
        "缺少：sales。",
    ]
    english = payslip_text(month(3, one, state=RunState.DRAFT), one, "Lamp House", "en")
    assert english.startswith("Payslip 2026-03 · draft · Lamp House\n小满 · Customer service · Pre-sale\n")


def test_a_balance_brought_along_stands_for_the_months_before_it() -> None:
    taxed = [line(Code.BASE, 1_000_00), line(Code.SOCIAL_PENSION, 80_00), line(Code.INCOME_TAX, 10_00)]
    march = slip(*taxed, gross_fen=1_000_00, special_fen=2_500_00, income_fen=9_000_00, withheld_fen=60_00)
    april = slip(*taxed, gross_fen=1_000_00, special_fen=3_000_00, income_fen=10_000_00, withheld_fen=70_00)
    brought = PayOpening(store_id=1, person_id=1, month=date(2026, 3, 1), months=2, income_fen=8_000_00,
                         insurance_fen=700_00, special_fen=2_000_00, withheld_fen=50_00)  # fmt: skip
    february = slip(*taxed, gross_fen=5)
    (one,) = years_of([month(4, april), month(2, february), month(3, march)], [brought], 2026)
    assert [(row.month.month, row.state is None) for row in one.rows] == [(3, True), (3, False), (4, False)]
    assert [row.figures.special_fen for row in one.rows] == [2_000_00, 500_00, 500_00]
    assert (one.sums.income_fen, one.sums.tax_fen) == (april.income_fen, april.withheld_fen)
    assert one.sums.special_fen == april.special_fen
    assert one.whole


def test_a_bonus_taxed_apart_is_no_income_and_a_missing_figure_no_zero() -> None:
    bonus = slip(
        line(Code.BASE, 500_00), line(Code.YEAR_END_BONUS, 900_00), line(Code.INCOME_TAX, 1_00),
        line(Code.INCOME_TAX, 27_00), gross_fen=1_400_00, bonus_apart_fen=900_00,
    )  # fmt: skip
    (one,) = years_of([month(1, bonus)], [], 2026)
    assert one.sums == YearFigures(income_fen=500_00, tax_fen=1_00, bonus_fen=900_00, bonus_tax_fen=27_00)
    unknown = slip(line(Code.INCOME_TAX, None), gross_fen=None, special_fen=None)
    (one,) = years_of([month(1, bonus), month(2, unknown)], [], 2026)
    assert (one.sums.income_fen, one.sums.tax_fen, one.sums.special_fen) == (None, None, None)
    assert not one.whole
    (drafted,) = years_of([month(1, bonus, state=RunState.DRAFT)], [], 2026)
    assert not drafted.whole
    assert years_of([month(1, bonus)], [], 2025) == []


def test_whoever_was_erased_is_told_apart_by_name() -> None:
    gone, other = slip(person_id=None, name="甲"), slip(person_id=None, name="乙")
    people = years_of([month(1, gone, other), month(2, gone)], [], 2026)
    assert [(one.name, len(one.rows)) for one in people] == [("甲", 2), ("乙", 1)]


@given(some.lists(some.lists(some.one_of(some.none(), some.integers(0, 10**12)), min_size=7, max_size=7), max_size=5))
def test_sums_of_a_year_are_known_where_every_month_is(rows: list[list[int | None]]) -> None:
    names = list(YearFigures.__dataclass_fields__)
    sums = total_of_figures(YearFigures(**dict(zip(names, row, strict=True))) for row in rows)
    for place, name in enumerate(names):
        column = [row[place] for row in rows]
        assert getattr(sums, name) == (None if None in column else sum(fen for fen in column if fen is not None))


def test_the_bank_list_has_the_chosen_columns_and_whoever_is_paid() -> None:
    assert columns_of([]) == USUAL == columns_of(["what"])
    assert columns_of(["amount", "name", "amount", "x"]) == (BankColumn.AMOUNT, BankColumn.NAME)
    run = month(1, slip(net_fen=5), slip(person_id=2, name="谷雨", mark="B", net_fen=7), slip(person_id=3, net_fen=0))
    rows = bank_rows(run, {1: BankAccount("6222", "工行")}, chinese=True)
    assert [(row.name, row.account.number, row.amount_fen, row.department) for row in rows] == [
        ("小满", "6222", 5, "客服"), ("谷雨", "", 7, "客服")
    ]  # fmt: skip
    assert without_account(rows) == ["谷雨 (B)"]
    assert replace(rows[0], account=BankAccount()).account.bank == ""


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_negative_amount_is_shown_as_such(language: str) -> None:
    one = slip(line(Code.ABSENCE, -12_34))
    assert "-12.34" in payslip_text(month(1, one), one, "x", language)
