"""The sheet with the daily checks: how complete, what failed, which problems are open."""

from __future__ import annotations

from collections.abc import Mapping

from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES
from shopdesk.domain.report.records import WeeklyReport
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.daily_sheet import joined
from shopdesk.reporting.weekly.book import Book, Sheet, weekday
from shopdesk.reporting.weekly.charts import bar_chart

_WIDTHS = (30, 13, 12, 12, 12, 13, 13, 24)


def add_checks(book: Book, report: WeeklyReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Daily checks"), about, _WIDTHS, landscape=False)
    if not report.checks.days:
        sheet.nothing(tr("No daily worksheet was filled in before the end of this week."))
    else:
        rows = _days(sheet, report)
        _areas(sheet, report)
        area = (7, rows[0], 9, rows[1] + 2)
        title = tr("Completion by day")
        bar_chart(sheet, area, title, sheet, [6], rows, 2, number_format="0%", whole=True)
    _problem_figures(sheet, report)
    _repeated(sheet, report)
    _open_problems(sheet, report)


def _days(sheet: Sheet, report: WeeklyReport) -> tuple[int, int]:
    sheet.section(tr("By day"))
    heading = sheet.row
    first = sheet.head((tr("Date"), tr("Weekday"), tr("Asked"), tr("Answered"), tr("Failed"), tr("Completion")))
    for one in report.checks.days:
        row = sheet.row
        sheet.day(row, 1, one.day)
        sheet.text(row, 2, weekday(one.day), kind="middle")
        sheet.number(row, 3, one.asked, "count")
        sheet.number(row, 4, one.answered, "count")
        sheet.number(row, 5, one.failed, "count")
        sheet.formula(row, 6, f"ROUND({sheet.place(4, row)}/{sheet.place(3, row)},6)", one.share.rate, "rate")
        sheet.row += 1
    row, last = sheet.row, sheet.row - 1
    sheet.text(row, 1, tr("Whole week"), kind="strong", total=True)
    sheet.text(row, 2, "", total=True)
    sums = (report.checks.completion.asked, report.checks.completion.done, report.checks.failed)
    for column, expected in enumerate(sums, start=3):
        sheet.formula(row, column, f"SUM({sheet.span(column, first, last)})", expected, "count", total=True)
    formula = f"ROUND({sheet.place(4, row)}/{sheet.place(3, row)},6)"
    sheet.formula(row, 6, formula, report.checks.completion.rate, "rate", total=True)
    sheet.row += 2
    return heading, last


def _areas(sheet: Sheet, report: WeeklyReport) -> None:
    if not report.checks.by_area:
        return
    sheet.section(tr("By area"))
    sheet.head((tr("Area"), tr("Asked"), tr("Answered"), tr("Completion")))
    for code, share in report.checks.by_area.items():
        row = sheet.row
        sheet.text(row, 1, _name(report.area_names, code), kind="strong")
        sheet.number(row, 2, share.asked, "count")
        sheet.number(row, 3, share.done, "count")
        sheet.formula(row, 4, f"ROUND({sheet.place(3, row)}/{sheet.place(2, row)},6)", share.rate, "rate")
        sheet.row += 1
    sheet.note(tr("By area only the days count on which somebody began the form."), columns=4)
    sheet.row += 1


def _problem_figures(sheet: Sheet, report: WeeklyReport) -> None:
    sheet.section(tr("Problems"))
    figures = report.checks.problems
    sheet.head((tr("Opened"), tr("Closed"), tr("Open at the end"), tr("Overdue"), tr("Mean days to close")))
    row = sheet.row
    for column, count in enumerate((figures.opened, figures.closed, figures.still_open, figures.overdue), start=1):
        sheet.number(row, column, count, "count")
    sheet.number(row, 5, figures.mean_days, "number")
    sheet.row += 2


def _repeated(sheet: Sheet, report: WeeklyReport) -> None:
    if not report.checks.repeated:
        return
    sheet.section(tr("Failed again and again (3 times or more in 14 days)"))
    sheet.head((tr("Check item"), tr("Times"), tr("Days", context="report")))
    for repeat in report.checks.repeated:
        row = sheet.row
        sheet.text(row, 1, _name(report.item_names, repeat.item_code))
        sheet.number(row, 2, len(repeat.days), "count")
        sheet.across(row, 3, 8, joined([f"{day:%m-%d}" for day in repeat.days]))
        sheet.row += 1
    sheet.row += 1


def _open_problems(sheet: Sheet, report: WeeklyReport) -> None:
    sheet.section(tr("Open problems"))
    if not report.checks.open_problems:
        sheet.nothing(tr("No open problems."))
        return
    sheet.head(
        (
            tr("Problem"),
            tr("Severity"),
            tr("State"),
            tr("Follow-up by"),
            tr("Found on"),
            tr("Due"),
            tr("Days overdue"),
            tr("Decision"),
        )
    )
    for problem in report.checks.open_problems:
        row = sheet.row
        sheet.text(row, 1, problem.title)
        sheet.text(row, 2, tr(SEVERITY_NAMES[problem.severity]), kind="middle")
        sheet.text(row, 3, tr(STATE_NAMES[problem.state]), kind="middle")
        sheet.text(row, 4, problem.owner, kind="middle")
        sheet.day(row, 5, problem.opened_on)
        sheet.day(row, 6, problem.due)
        late = problem.days_late(report.week.end)
        sheet.number(row, 7, late or None, "count")
        sheet.text(row, 8, "")
        sheet.row += 1
    sheet.row += 1


def _name(names: Mapping[str, tuple[str, str]], code: str) -> str:
    return pick(*names[code]) if code in names else code
