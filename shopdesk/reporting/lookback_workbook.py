"""A span of daily checks as a workbook: day by day, by area, person and weekday, item by item, and the problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from shopdesk.domain.daily.lookback import ItemHistory, Lookback, PersonCount, Share
from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem
from shopdesk.domain.money import ratio
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, add_table
from shopdesk.reporting.book.values import Number, quotient, weekday
from shopdesk.reporting.checked_days import days_table


def write_lookback(look: Lookback, problems: Sequence[Problem], store_name: str, today: date, target: Path) -> None:
    """Write the workbook to ``target``, wholly or not at all.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    book = Book(tr("Daily checks looked back at"))
    about = f"{store_name} · {look.period.start} – {look.period.end}"
    _days(book, look, about)
    _shares(book, look, about)
    _items(book, look, about)
    _problems(book, problems, today, about)
    book.write(target)


def _days(book: Book, look: Lookback, about: str) -> None:
    sheet = book.sheet(tr("Days"), about, (13, 10, 12, 12, 12, 14), landscape=False)
    days_table(sheet, look.days, tr("Total"), freeze=True)
    if not look.days:
        sheet.nothing(tr("No form was filled in in this span."))


def _shares(book: Book, look: Lookback, about: str) -> None:
    sheet = book.sheet(tr("Completion"), about, (26, 12, 12, 14), landscape=False)
    language = current_language()
    areas = {look.area_name(code, language): share for code, share in look.by_area.items()}
    _by(sheet, tr("By area"), tr("Area"), areas)
    weekdays = {weekday(date(2024, 1, number)): share for number, share in look.by_weekday.items()}
    _by(sheet, tr("By weekday"), tr("Weekday"), weekdays)
    sheet.section(tr("By person"))
    people: list[Column[PersonCount]] = [
        Column(title=tr("Person"), value=lambda one: one.who or tr("(no name)")),
        Column(title=tr("Answered"), kind="count", value=lambda one: one.answered),
        Column(title=tr("Failed"), kind="count", value=lambda one: one.failed),
        Column(title=tr("Days"), kind="count", value=lambda one: one.days),
    ]
    add_table(sheet, people, look.people)
    sheet.row += 1
    sheet.section(tr("Problems"))
    figures = look.problems
    counts: list[tuple[str, Number, str]] = [
        (tr("Opened"), figures.opened, "count"),
        (tr("Closed"), figures.closed, "count"),
        (tr("Still open at the end"), figures.still_open, "count"),
        (tr("Overdue at the end"), figures.overdue, "count"),
        (tr("Mean days to close"), figures.mean_days, "number"),
        (tr("Complete days in a row"), look.streak, "count"),
    ]
    for name, value, kind in counts:
        sheet.text(sheet.row, 1, name)
        sheet.number(sheet.row, 2, value, kind)
        sheet.row += 1


def _by(sheet: Sheet, title: str, head: str, shares: Mapping[str, Share]) -> None:
    sheet.section(title)
    columns: list[Column[tuple[str, Share]]] = [
        Column(title=head, value=lambda one: one[0]),
        Column(title=tr("Asked"), kind="count", key="asked", value=lambda one: one[1].asked),
        Column(title=tr("Answered"), kind="count", key="done", value=lambda one: one[1].done),
        Column(title=tr("Completion"), kind="rate", value=lambda one: one[1].rate, formula=quotient("done", "asked")),
    ]
    add_table(sheet, columns, list(shares.items()))
    sheet.row += 1


def _items(book: Book, look: Lookback, about: str) -> None:
    sheet = book.sheet(tr("Items"), about, (16, 46, 12, 12, 14, 14, 26))
    language = current_language()
    never = {one.item_code for one in look.never_failing}

    def area(one: ItemHistory) -> str:
        item = look.items.get(one.item_code)
        return look.area_name(item.area, language) if item is not None else NO_DATA

    columns: list[Column[ItemHistory]] = [
        Column(title=tr("Area"), value=area),
        Column(title=tr("Item"), value=lambda one: look.item_text(one.item_code, language)),
        Column(title=tr("Answered"), kind="count", key="answered", value=lambda one: one.answered),
        Column(title=tr("Failed"), kind="count", key="failed", value=lambda one: one.failed),
        Column(
            title=tr("Failure rate"),
            kind="rate",
            value=lambda one: ratio(one.failed, one.answered),
            formula=quotient("failed", "answered"),
        ),
        Column(title=tr("Passes in a row"), kind="count", value=lambda one: one.passes_in_a_row),
        Column(
            title=tr("Note"), value=lambda one: tr("never fails: ask less often?") if one.item_code in never else ""
        ),
    ]
    add_table(sheet, columns, look.histories, freeze=True)


def _problems(book: Book, problems: Sequence[Problem], today: date, about: str) -> None:
    sheet = book.sheet(tr("Problems"), about, (36, 12, 14, 14, 13, 13, 13, 10, 36))
    columns: list[Column[Problem]] = [
        Column(title=tr("Problem"), value=lambda one: one.title),
        Column(title=tr("Severity"), kind="middle", value=lambda one: tr(SEVERITY_NAMES[one.severity])),
        Column(title=tr("State"), kind="middle", value=lambda one: tr(STATE_NAMES[one.state])),
        Column(title=tr("Follow-up owner"), kind="middle", value=lambda one: one.owner or NO_DATA),
        Column(title=tr("Found on"), kind="date", value=lambda one: one.opened_on),
        Column(title=tr("Due"), kind="date", value=lambda one: one.due),
        Column(title=tr("Closed on"), kind="date", value=lambda one: one.closed_on),
        Column(title=tr("Days open"), kind="count", value=lambda one: one.days_open(today)),
        Column(title=tr("Result"), value=lambda one: one.result),
    ]
    add_table(sheet, columns, sorted(problems, key=lambda one: (one.opened_on, one.id or 0)), freeze=True)
    if not problems:
        sheet.nothing(tr("No problem was open in this span."))
