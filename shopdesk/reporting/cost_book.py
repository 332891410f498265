"""What the people of a month cost, by department and person, with every sum and ratio as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import quote_sheetname

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.people_cost import PersonCost, costs_of, share_of
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.payroll.slip_parts import slip_label
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Placed, Total, add_table
from shopdesk.reporting.book.values import Number, sum_of, yuan
from shopdesk.reporting.payroll_books import about_run


@dataclass(frozen=True, slots=True)
class _Department:
    name: str
    people: tuple[PersonCost, ...]

    def figure(self, name: str) -> int | None:
        """The sum over its people; ``None`` where one of them misses it."""
        found = [getattr(one, name) for one in self.people]
        return None if None in found else sum(found)


def cost_book(runs: Sequence[KeptRun], store: str) -> Book:
    """The workbook of a computed month: of its wages, which come first, and of what was paid apart from them."""
    run = runs[0]
    book = Book(tr("Cost of people"))
    costs = costs_of(runs)
    summary = book.sheet(tr("By department"), about_run(run, store), (20, 10, 16, 18, 18, 16, 14), landscape=True)
    sheet = book.sheet(tr("By person"), about_run(run, store), (16, 18, 18, 16, 18, 18, 16, 14), landscape=True)
    people = _people(sheet, costs, run.turnover_fen)
    groups: dict[str, list[PersonCost]] = {}
    for one in costs:
        groups.setdefault(_word(one, "department"), []).append(one)
    _summary(summary, [_Department(name, tuple(group)) for name, group in groups.items()], people, run)
    return book


def _people(sheet: Sheet, costs: Sequence[PersonCost], turnover_fen: int | None) -> Placed:
    columns: list[Column[PersonCost]] = [
        Column(title=tr("Name", context="person"), value=lambda one: slip_label(one.slip)),
        Column(title=tr("Department"), key="department", value=lambda one: _word(one, "department")),
        Column(title=tr("Role"), value=lambda one: _word(one, "role")),
        _money(tr("Gross wage"), "gross_fen"),
        _money(tr("Employer's insurance"), "insurance_fen"),
        _money(tr("Employer's housing fund"), "fund_fen"),
        Column(
            title=tr("Employer's cost"),
            kind="money",
            key="cost_fen",
            value=lambda one: yuan(one.cost_fen),
            formula=lambda at: f"{at('gross_fen')}+{at('insurance_fen')}+{at('fund_fen')}",
            total=True,
        ),
        _ratio(turnover_fen, sum_of([one.cost_fen for one in costs])),
    ]
    placed = add_table(sheet, columns, costs, total=tr("Total"), freeze=True)
    sheet.row += 1
    _turnover(sheet, turnover_fen)
    return placed


def _money(title: str, name: str) -> Column[PersonCost]:
    return Column(title=title, kind="money", key=name, value=lambda one: yuan(getattr(one, name)), total=True)


def _ratio(turnover_fen: int | None, whole_fen: Number) -> Column[PersonCost]:
    return Column(
        title=tr("Share of the turnover"),
        kind="rate",
        value=lambda one: share_of(one.cost_fen, turnover_fen),
        formula=lambda at: _over(at("cost_fen"), turnover_fen),
        total=_total_ratio(turnover_fen, whole_fen),
    )


def _total_ratio(turnover_fen: int | None, whole_fen: Number) -> Total:
    expected = share_of(None if whole_fen is None else int(whole_fen), turnover_fen)
    return Total(formula=lambda at: _over(at("cost_fen"), turnover_fen), expected=expected, of_totals=True)


def _over(cost: str, turnover_fen: int | None) -> str:
    return f"ROUND({cost}/{Decimal(turnover_fen or 0) / 100},6)"


def _summary(sheet: Sheet, departments: Sequence[_Department], people: Placed, run: KeptRun) -> None:
    def money(title: str, name: str) -> Column[_Department]:
        return Column(
            title=title,
            kind="money",
            key=name,
            value=lambda one: yuan(one.figure(name)),
            formula=lambda at: (
                f"SUMPRODUCT(--({_other(people, 'department')}={at('department')}),{_other(people, name)})"
            ),
            total=True,
        )

    columns: list[Column[_Department]] = [
        Column(title=tr("Department"), key="department", value=lambda one: one.name),
        Column(title=tr("People"), kind="count", value=lambda one: len(one.people), total=True),
        money(tr("Gross wage"), "gross_fen"),
        money(tr("Employer's insurance"), "insurance_fen"),
        money(tr("Employer's housing fund"), "fund_fen"),
        money(tr("Employer's cost"), "cost_fen"),
        Column(
            title=tr("Share of the turnover"),
            kind="rate",
            value=lambda one: share_of(one.figure("cost_fen"), run.turnover_fen),
            formula=lambda at: _over(at("cost_fen"), run.turnover_fen),
            total=_total_ratio(run.turnover_fen, sum_of([one.figure("cost_fen") for one in departments])),
        ),
    ]
    add_table(sheet, columns, departments, total=tr("Total"))
    sheet.row += 1
    _turnover(sheet, run.turnover_fen)


def _other(placed: Placed, key: str) -> str:
    """The address of a column's lines, from another sheet."""
    return f"{quote_sheetname(placed.sheet.title)}!{placed.span(key)}"


def _turnover(sheet: Sheet, turnover_fen: int | None) -> None:
    if turnover_fen is None:
        sheet.note(tr("The turnover of the month is not known, so there is no share of it."))
    else:
        sheet.note(tr("Turnover of the month (paid amount of the store): {amount}", amount=format_yuan(turnover_fen)))


def _word(one: PersonCost, what: str) -> str:
    return word(one.slip, what, current_language().startswith("zh"))
