"""The sheet with the daily checks: how complete, what failed, which problems are open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopdesk.domain.daily.lookback import Share
from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem
from shopdesk.domain.periods import By
from shopdesk.domain.report.records import PeriodReport
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.charts import bar_chart
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, add_table
from shopdesk.reporting.book.values import quotient
from shopdesk.reporting.checked_days import days_table
from shopdesk.reporting.daily_sheet import joined
from shopdesk.reporting.period.standing import add_standing

_WIDTHS = (30, 13, 12, 12, 12, 13, 13, 24)


def add_checks(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Daily checks"), about, _WIDTHS, landscape=False)
    if not report.checks.days:
        sheet.nothing(tr(report.words.no_checks))
    else:
        sheet.section(tr("By day"))
        days = days_table(sheet, report.checks.days, tr(report.words.whole))
        sheet.row += 1
        _areas(sheet, report)
        area = (7, days.heading, 9, min(days.last + 2, days.heading + 16))
        title = tr("Completion by day")
        completion = days.columns["completion"]
        names = 2 if report.by is By.WEEK else 1
        bar_chart(sheet, area, title, sheet, [completion], days.chart_rows, names, number_format="0%", whole=True)
    _problem_figures(sheet, report)
    _repeated(sheet, report)
    _open_problems(sheet, report)
    add_standing(sheet, report)


def _areas(sheet: Sheet, report: PeriodReport) -> None:
    if not report.checks.by_area:
        return
    sheet.section(tr("By area"))
    columns: list[Column[tuple[str, Share]]] = [
        Column(title=tr("Area"), kind="strong", value=lambda one: _name(report.area_names, one[0])),
        Column(title=tr("Asked"), kind="count", key="asked", value=lambda one: one[1].asked),
        Column(title=tr("Answered"), kind="count", key="done", value=lambda one: one[1].done),
        Column(title=tr("Completion"), kind="rate", value=lambda one: one[1].rate, formula=quotient("done", "asked")),
    ]
    add_table(sheet, columns, list(report.checks.by_area.items()))
    sheet.note(tr("By area only the days count on which somebody began the form."), columns=4)
    sheet.row += 1


def _problem_figures(sheet: Sheet, report: PeriodReport) -> None:
    sheet.section(tr("Problems"))
    figures = report.checks.problems
    sheet.head((tr("Opened"), tr("Closed"), tr("Open at the end"), tr("Overdue"), tr("Mean days to close")))
    row = sheet.row
    for column, count in enumerate((figures.opened, figures.closed, figures.still_open, figures.overdue), start=1):
        sheet.number(row, column, count, "count")
    sheet.number(row, 5, figures.mean_days, "number")
    sheet.row += 2


def _repeated(sheet: Sheet, report: PeriodReport) -> None:
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


def _open_problems(sheet: Sheet, report: PeriodReport) -> None:
    """Those open at the end: still open now, and closed since; both together are the figure above."""
    still = [problem for problem in report.checks.open_problems if problem.is_open]
    since = [problem for problem in report.checks.open_problems if not problem.is_open]
    sheet.section(tr("Open problems"))
    if still:
        state: Column[Problem] = Column(title=tr("State"), kind="middle", value=lambda one: tr(STATE_NAMES[one.state]))
        _problems(sheet, report, still, state)
    else:
        sheet.nothing(tr("No open problems."))
    if since:
        sheet.section(tr(report.words.closed_since))
        _problems(sheet, report, since, Column(title=tr("Closed on"), kind="date", value=lambda one: one.closed_on))


def _problems(sheet: Sheet, report: PeriodReport, lines: Sequence[Problem], state: Column[Problem]) -> None:
    columns: list[Column[Problem]] = [
        Column(title=tr("Problem"), value=lambda one: one.title),
        Column(title=tr("Severity"), kind="middle", value=lambda one: tr(SEVERITY_NAMES[one.severity])),
        state,
        Column(title=tr("Follow-up by"), kind="middle", value=lambda one: one.owner),
        Column(title=tr("Found on"), kind="date", value=lambda one: one.opened_on),
        Column(title=tr("Due"), kind="date", value=lambda one: one.due),
        Column(title=tr("Days overdue"), kind="count", value=lambda one: _late(one, report)),
        Column(title=tr("Decision"), value=lambda _one: ""),
    ]
    add_table(sheet, columns, lines)
    sheet.row += 1


def _late(problem: Problem, report: PeriodReport) -> int | None:
    """By how many days it was overdue at the end of the week, or is today; ``None`` when it was not."""
    return problem.days_late_on(report.known_until) or None


def _name(names: Mapping[str, tuple[str, str]], code: str) -> str:
    return pick(*names[code]) if code in names else code
