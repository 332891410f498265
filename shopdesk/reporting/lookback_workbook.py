"""A span of daily checks as a workbook: day by day, by area, person and weekday, item by item, and the problems."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from shopdesk.domain.daily.lookback import Lookback
from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem
from shopdesk.domain.money import ratio
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.weekly.book import NONE, Book, Sheet, weekday
from shopdesk.reporting.weekly.results import add_results


def write_lookback(look: Lookback, problems: Sequence[Problem], store_name: str, today: date, target: Path) -> None:
    """Write the workbook to ``target``."""
    book = Book(tr("Daily checks looked back at"))
    about = f"{store_name} · {look.period.start} – {look.period.end}"
    _days(book, look, about)
    _shares(book, look, about)
    _items(book, look, about)
    _problems(book, problems, today, about)
    target.write_bytes(book.packed())
    add_results(target, book.workbook.sheetnames, book.expected)


def _days(book: Book, look: Lookback, about: str) -> None:
    sheet = book.sheet(tr("Days"), about, (13, 10, 12, 12, 12, 14), landscape=False)
    first = sheet.head(
        [tr("Day"), tr("Weekday"), tr("Asked"), tr("Answered"), tr("Failed"), tr("Completion")], repeat=True
    )
    for one in look.days:
        sheet.day(sheet.row, 1, one.day)
        sheet.text(sheet.row, 2, weekday(one.day), kind="middle")
        for column, number in ((3, one.asked), (4, one.answered), (5, one.failed)):
            sheet.number(sheet.row, column, number, "count")
        _rate(sheet, sheet.row, one.share.done, one.share.asked)
        sheet.row += 1
    if not look.days:
        sheet.nothing(tr("No form was filled in in this span."))
        return
    last = sheet.row - 1
    sheet.text(sheet.row, 1, tr("Total"), total=True)
    sheet.text(sheet.row, 2, "", total=True)
    totals = (look.completion.asked, look.completion.done, look.failed)
    for column, expected in zip((3, 4, 5), totals, strict=True):
        sheet.formula(sheet.row, column, f"SUM({sheet.span(column, first, last)})", expected, "count", total=True)
    _rate(sheet, sheet.row, *totals[1::-1], total=True)
    sheet.worksheet.freeze_panes = f"A{first}"


def _rate(sheet: Sheet, row: int, done: int, asked: int, *, total: bool = False) -> None:
    answered, wanted = sheet.place(4, row), sheet.place(3, row)
    expected = ratio(done, asked)
    sheet.formula(row, 6, f"ROUND({answered}/{wanted},6)", expected, "rate", total=total)


def _shares(book: Book, look: Lookback, about: str) -> None:
    sheet = book.sheet(tr("Completion"), about, (26, 12, 12, 14), landscape=False)
    language = current_language()
    sheet.section(tr("By area"))
    sheet.head([tr("Area"), tr("Asked"), tr("Answered"), tr("Completion")])
    for code, share in look.by_area.items():
        sheet.text(sheet.row, 1, look.area_name(code, language))
        sheet.number(sheet.row, 2, share.asked, "count")
        sheet.number(sheet.row, 3, share.done, "count")
        sheet.number(sheet.row, 4, share.rate, "rate")
        sheet.row += 1
    sheet.row += 1
    sheet.section(tr("By weekday"))
    sheet.head([tr("Weekday"), tr("Asked"), tr("Answered"), tr("Completion")])
    for number, share in look.by_weekday.items():
        sheet.text(sheet.row, 1, weekday(date(2024, 1, number)))
        sheet.number(sheet.row, 2, share.asked, "count")
        sheet.number(sheet.row, 3, share.done, "count")
        sheet.number(sheet.row, 4, share.rate, "rate")
        sheet.row += 1
    sheet.row += 1
    sheet.section(tr("By person"))
    sheet.head([tr("Person"), tr("Answered"), tr("Failed"), tr("Days")])
    for person in look.people:
        sheet.text(sheet.row, 1, person.who or tr("(no name)"))
        for column, count in ((2, person.answered), (3, person.failed), (4, person.days)):
            sheet.number(sheet.row, column, count, "count")
        sheet.row += 1
    sheet.row += 1
    sheet.section(tr("Problems"))
    figures = look.problems
    for name, value in (
        (tr("Opened"), figures.opened),
        (tr("Closed"), figures.closed),
        (tr("Still open at the end"), figures.still_open),
        (tr("Overdue at the end"), figures.overdue),
    ):
        sheet.text(sheet.row, 1, name)
        sheet.number(sheet.row, 2, value, "count")
        sheet.row += 1
    sheet.text(sheet.row, 1, tr("Mean days to close"))
    sheet.number(sheet.row, 2, figures.mean_days, "number")
    sheet.row += 1
    sheet.text(sheet.row, 1, tr("Complete days in a row"))
    sheet.number(sheet.row, 2, look.streak, "count")


def _items(book: Book, look: Lookback, about: str) -> None:
    sheet = book.sheet(tr("Items"), about, (16, 46, 12, 12, 14, 14, 26))
    head = [tr("Area"), tr("Item"), tr("Answered"), tr("Failed"), tr("Failure rate"), tr("Passes in a row"), tr("Note")]
    first = sheet.head(head, repeat=True)
    language = current_language()
    never = {one.item_code for one in look.never_failing}
    for one in look.histories:
        item = look.items.get(one.item_code)
        sheet.text(sheet.row, 1, look.area_name(item.area, language) if item is not None else NONE)
        sheet.text(sheet.row, 2, look.item_text(one.item_code, language))
        sheet.number(sheet.row, 3, one.answered, "count")
        sheet.number(sheet.row, 4, one.failed, "count")
        quotient = f"ROUND({sheet.place(4, sheet.row)}/{sheet.place(3, sheet.row)},6)"
        sheet.formula(sheet.row, 5, quotient, ratio(one.failed, one.answered), "rate")
        sheet.number(sheet.row, 6, one.passes_in_a_row, "count")
        sheet.text(sheet.row, 7, tr("never fails: ask less often?") if one.item_code in never else "")
        sheet.row += 1
    sheet.worksheet.freeze_panes = f"A{first}"


def _problems(book: Book, problems: Sequence[Problem], today: date, about: str) -> None:
    sheet = book.sheet(tr("Problems"), about, (36, 12, 14, 14, 13, 13, 13, 10, 36))
    first = sheet.head(
        [
            tr("Problem"),
            tr("Severity"),
            tr("State"),
            tr("Follow-up owner"),
            tr("Found on"),
            tr("Due"),
            tr("Closed on"),
            tr("Days open"),
            tr("Result"),
        ],
        repeat=True,
    )
    for problem in sorted(problems, key=lambda one: (one.opened_on, one.id or 0)):
        sheet.text(sheet.row, 1, problem.title)
        sheet.text(sheet.row, 2, tr(SEVERITY_NAMES[problem.severity]), kind="middle")
        sheet.text(sheet.row, 3, tr(STATE_NAMES[problem.state]), kind="middle")
        sheet.text(sheet.row, 4, problem.owner or NONE, kind="middle")
        for column, day in ((5, problem.opened_on), (6, problem.due), (7, problem.closed_on)):
            sheet.day(sheet.row, column, day)
        sheet.number(sheet.row, 8, problem.days_open(today), "count")
        sheet.text(sheet.row, 9, problem.result)
        sheet.row += 1
    if not problems:
        sheet.nothing(tr("No problem was open in this span."))
    sheet.worksheet.freeze_panes = f"A{first}"
