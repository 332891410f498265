"""The tax year of each person as a workbook: a sheet of all, and one for each with the months and their sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopdesk.domain.payroll.slip import RunState
from shopdesk.domain.payroll.tax_year import PersonYear, YearFigures, YearMonth
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet_names import sheet_names
from shopdesk.reporting.book.table import Column, Line, add_table
from shopdesk.reporting.book.values import yuan

FIGURES: tuple[tuple[str, Text], ...] = (
    ("income_fen", Text("Income")),
    ("insurance_fen", Text("Own insurance")),
    ("fund_fen", Text("Own housing fund")),
    ("special_fen", Text("Special additional deductions")),
    ("tax_fen", Text("Tax withheld")),
    ("bonus_fen", Text("Bonus taxed apart")),
    ("bonus_tax_fen", Text("Tax on that bonus")),
)
BROUGHT = Text("Insurance and housing fund brought along are one figure; it stands under own insurance.")


def year_book(people: Sequence[PersonYear], store: str, year: int) -> Book:
    """The workbook of a year."""
    book = Book(tr("Tax year {year}", year=year))
    about = f"{store} · {tr('Tax year {year}', year=year)}"
    everybody, *titles = sheet_names([tr("Everybody"), *(year_label(one) for one in people)])
    sheet = book.sheet(everybody, about, (20, 10, *([16] * len(FIGURES))), landscape=True)
    columns: list[Column[PersonYear]] = [
        Column(title=tr("Name", context="person"), value=year_label),
        Column(title=tr("Months"), kind="count", value=lambda one: sum(row.state is not None for row in one.rows)),
        *(_figure(name, title, lambda one: one.sums) for name, title in FIGURES),
    ]
    add_table(sheet, columns, people, total=tr("Total"), freeze=True)
    sheet.row += 1
    for note in year_notes(people):
        sheet.note(note)
    for one, title in zip(people, titles, strict=True):
        sheet = book.sheet(title, about, (18, 10, *([16] * len(FIGURES))), landscape=True)
        months: list[Column[YearMonth]] = [
            Column(title=tr("Month"), value=month_word),
            Column(title=tr("State"), kind="middle", value=state_word),
            *(_figure(name, title, lambda row: row.figures) for name, title in FIGURES),
        ]
        add_table(sheet, months, one.rows, total=tr("Total"))
        sheet.row += 1
        for note in year_notes([one]):
            sheet.note(note)
    return book


def year_label(one: PersonYear) -> str:
    """The person's name, with the note that tells two of one name apart."""
    return f"{one.name} ({one.mark})" if one.mark else one.name


def month_word(row: YearMonth) -> str:
    """The month of a row, or that it stands for those before."""
    month = f"{row.month:%Y-%m}"
    return tr("before {month}", month=month) if row.state is None else month


def state_word(row: YearMonth) -> str:
    """Where the row comes from."""
    if row.state is None:
        return tr("brought along")
    return tr("draft") if row.state is RunState.DRAFT else tr("locked")


def year_notes(people: Sequence[PersonYear]) -> list[str]:
    """What a reader has to know: drafts and missing figures, and how balances brought along are told."""
    notes = []
    rows = [row for one in people for row in one.rows]
    if any(row.state is RunState.DRAFT for row in rows):
        notes.append(tr("Drafts are in it: figures of months that are not locked can still change."))
    if not all(one.whole for one in people) and not any(row.state is RunState.DRAFT for row in rows):
        notes.append(tr("A figure is missing; its sum is a dash."))
    if any(row.state is None for row in rows):
        notes.append(tr(BROUGHT))
    return notes


def _figure(name: str, title: Text, of: Callable[[Line], YearFigures]) -> Column[Line]:
    return Column(title=tr(title), kind="money", value=lambda line: yuan(getattr(of(line), name)), total=True)
