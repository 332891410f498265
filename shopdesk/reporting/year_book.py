"""The tax year of each person as a workbook: a sheet of all, and one for each with the months and their sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopdesk.domain.payroll.tax_year import PersonYear, YearFigures, YearMonth
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet_names import sheet_names
from shopdesk.reporting.book.table import Column, Line, add_table
from shopdesk.reporting.book.values import yuan
from shopdesk.reporting.year_words import FIGURES, month_word, state_word, year_label, year_notes


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


def _figure(name: str, title: Text, of: Callable[[Line], YearFigures]) -> Column[Line]:
    return Column(title=tr(title), kind="money", value=lambda line: yuan(getattr(of(line), name)), total=True)
