"""The papers of the payroll by the command line: slips on both layouts and in Excel, bank list, cost, tax year."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from shopdesk.bootstrap import open_app
from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.bank_list import USUAL, BankColumn
from shopdesk.domain.payroll.proof import verify
from shopdesk.domain.payroll.records import PayValue
from shopdesk.domain.payroll.slip_parts import parts_of
from shopdesk.importing.payslip_proof import read_proofs
from shopdesk.reporting.bank_list_book import bank_book
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.cost_book import cost_book
from shopdesk.reporting.payslip_book import payslip_book
from shopdesk.reporting.year_book import year_book
from shopdesk.services.payroll.papers import bank_accounts
from shopdesk.storage.repositories.payroll import PayValues
from tests.office import needs_office, saved_by_office
from tests.storage.test_payroll_cli import MONTH, STORE, Program, march, workbook


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """March is locked, April a draft."""
    made = Program(tmp_path / "data", capsys)
    made("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "in.xlsx"))
    made("payroll", "compute", "--month", "2026-03")
    made("payroll", "lock", "--month", "2026-03")
    april = workbook(tmp_path / "april.xlsx", {"当月": MONTH, "店铺": STORE})
    made("payroll", "inputs", "--month", "2026-04", "--load", april)
    made("payroll", "compute", "--month", "2026-04")
    return made


@pytest.mark.parametrize(("layout", "pages"), [("pages", 4), ("halves", 2)])
def test_slips_prove_themselves_on_both_layouts(program: Program, tmp_path: Path, layout: str, pages: int) -> None:
    file = tmp_path / f"{layout}.pdf"
    program("payroll", "payslips", "--month", "2026-03", "--layout", layout, "-o", file)
    proofs = read_proofs(file)
    assert [proof["name"] for proof in proofs] == ["小满", "谷雨", "白露", "霜降"]
    assert [wrong for proof in proofs for wrong in verify(proof)] == []
    assert file.read_bytes().count(b"/Type /Page\n") == pages
    assert program("payroll", "verify", file).count("\n") == 4


def test_a_slip_that_fits_no_half_gets_a_page_of_its_own(program: Program, tmp_path: Path) -> None:
    from dataclasses import replace

    from shopdesk.gui.payslip_pdf import SlipLayout, slip_pages

    app = open_app(program.folder)
    run = app.services.payroll.run(1, date(2026, 3, 1))
    app.close()
    first = run.slips[0]
    some = replace(first, lines=first.lines + parts_of(first).earned)
    long = replace(first, lines=first.lines * 9)
    halves = SlipLayout.HALVES
    assert len(slip_pages(run, [first, first, first], "x", halves)) == 2
    assert len(slip_pages(run, [some, first], "x", halves)) == 1
    assert len(slip_pages(run, [first, long, first], "x", halves)) == 1 + len(
        slip_pages(run, [long], "x", SlipLayout.PAGES)
    )


def test_slips_as_a_workbook_have_a_sheet_for_each(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "slips.xlsx"
    program("payroll", "slips-xlsx", "--month", "2026-03", "-o", file)
    assert load_workbook(file).sheetnames == ["小满", "谷雨", "白露", "霜降"]
    program("payroll", "slips-xlsx", "--month", "2026-03", "--person", "白露", "-o", file)
    assert load_workbook(file).sheetnames == ["白露"]
    program("payroll", "slips-xlsx", "--month", "2026-03", "--person", "无名", "-o", file, code=1)
    assert "实发工资" in program("payroll", "slips-text", "--month", "2026-03", "--person", "白露")


def test_the_bank_list_has_accounts_as_text_and_the_columns_that_were_chosen(program: Program, tmp_path: Path) -> None:
    app = open_app(program.folder)
    person = next(one for one in app.services.people.everyone(1) if one.name == "霜降")
    with app.services.ctx.open_uow("test") as uow:
        values = uow.repository(PayValues)
        for code, day, value in (
            ("bank_account", date(2026, 1, 1), "0001112223334445556"),
            ("bank_name", date(2026, 1, 1), "招商银行"),
            ("bank_account", date(2026, 4, 2), "999"),
        ):
            values.put(PayValue(store_id=1, person_id=person.id, code=code, valid_from=day, value=value))
        uow.commit()
    papers = app.services.pay_papers
    assert all(row.account.number == "" for row in papers.bank_rows(1, date(2026, 3, 1)) if row.name != "霜降")
    with app.services.ctx.read() as uow:
        assert bank_accounts(uow, 1, date(2025, 1, 1)) == {}
    with pytest.raises(UserError, match="needs the name and the amount"):
        papers.remember_bank_list((BankColumn.NAME,), "")
    with pytest.raises(UserError, match="60 letters"):
        papers.remember_bank_list((BankColumn.NAME, BankColumn.AMOUNT), "x" * 61)
    chosen = (BankColumn.ACCOUNT, BankColumn.AMOUNT, BankColumn.NAME, BankColumn.BANK, BankColumn.PURPOSE)
    papers.remember_bank_list(chosen, "工资 {month}")
    app.close()
    file = tmp_path / "bank.xlsx"
    program("payroll", "bank", "--month", "2026-03", "-o", file)
    rows = list(load_workbook(file).active.iter_rows(min_row=4, values_only=True))  # type: ignore[union-attr]
    assert rows[0] == ("账号", "金额", "姓名", "开户行", "用途")
    (mine,) = [row for row in rows if row[2] == "霜降"]
    assert (mine[0], mine[3], mine[4]) == ("0001112223334445556", "招商银行", "工资 2026-03")
    total = program.shown()["totals"]["net"]
    data = load_workbook(file, data_only=True).active
    assert f"{data.cell(data.max_row, 2).value:.2f}" == total  # type: ignore[union-attr]


def test_the_cost_adds_up_by_person_department_and_in_all(program: Program, tmp_path: Path) -> None:
    document = json.loads(program("payroll", "cost", "--month", "2026-03", "--json", "-o", tmp_path / "cost.xlsx"))
    shown = program.shown()
    assert [one["employer_cost"] for one in document["people"]] == [
        person["employer_cost"]
        for name in ("小满", "谷雨", "白露", "霜降")
        for person in shown["people"]
        if person["name"] == name
    ]
    for one in document["people"]:
        parts = ("gross", "employer_insurance", "employer_fund")
        assert sum(Decimal(one[part]) for part in parts) == Decimal(one["employer_cost"])
        # 12 % for 霜降, 5 % for the others, of a base of 5,000.
        assert one["employer_fund"] == ("600.00" if one["name"] == "霜降" else "250.00")
    assert document["cost_ratio"] == shown["cost_ratio"]
    assert load_workbook(tmp_path / "cost.xlsx").sheetnames == ["按部门", "按人员"]
    assert "小满" in program("payroll", "cost", "--month", "2026-03")
    program("payroll", "cost", "--month", "2026-05", code=1)


def test_the_year_is_the_sum_of_what_the_tax_was_reckoned_with(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "year.xlsx"
    document = json.loads(program("payroll", "year", "--year", "2026", "--json", "-o", file))
    april = {person["name"]: person for person in program.shown("2026-04")["people"]}
    march = {person["name"]: person for person in program.shown("2026-03")["people"]}
    for one in document["people"]:
        name = one["name"]
        assert [month["state"] for month in one["months"]] == ["locked", "draft"] and not one["complete"]
        assert one["totals"]["tax"] == april[name]["tax_cumulative"]
        wanted = Decimal(march[name]["gross"]) + Decimal(april[name]["gross"])
        assert Decimal(one["totals"]["income"]) == wanted
        assert Decimal(one["totals"]["insurance"]) == 2 * Decimal(march[name]["social"])
    assert load_workbook(file).sheetnames == ["所有人", "小满", "谷雨", "白露", "霜降"]
    program("payroll", "year", "--year", "2026", "-o", tmp_path / "year.pdf")
    assert (tmp_path / "year.pdf").read_bytes().startswith(b"%PDF")
    for year, why in (("2025", "2025"), ("26", "2026")):
        assert why in program("payroll", "year", "--year", year, "-o", file, code=1)
    assert "--json" in program("payroll", "year", "--year", "2026", code=1)


@needs_office
def test_every_formula_recalculates_to_our_value(program: Program, tmp_path: Path) -> None:
    app = open_app(program.folder, "zh_CN")
    run = app.services.payroll.run(1, date(2026, 3, 1))
    people = app.services.pay_papers.year(1, 2026)
    books = {
        "slips": payslip_book(run, run.slips, "x"),
        "cost": cost_book([run], "x"),
        "year": year_book(people, "x", 2026),
        "bank": bank_book(run, app.services.pay_papers.bank_rows(1, run.month), USUAL, "", "x"),
    }
    app.close()
    for (name, book), values in zip(books.items(), recalculated(tmp_path, *books.values()), strict=True):
        assert len(book.expected) > (0 if name == "bank" else 7)
        wrong = {
            place: (values.get(place), expected)
            for place, expected in book.expected.items()
            if abs(Decimal(str(values.get(place))) - Decimal(expected)) > Decimal("0.0000005")
        }
        assert not wrong, (name, wrong)


def recalculated(folder: Path, *books: Book) -> list[dict[tuple[str, str], Any]]:
    """The values that LibreOffice computes for the formulas of each; the files that it gets hold none."""
    sources = [folder / f"bare-{number}.xlsx" for number in range(len(books))]
    for book, source in zip(books, sources, strict=True):
        book.workbook.save(source)
    return [
        {(sheet.title, cell.coordinate): cell.value for sheet in read for row in sheet.iter_rows() for cell in row}
        for read in saved_by_office(folder / "out", *sources)
    ]
