"""The sheet for the meeting: next week's targets by day, and an agenda with room for what is decided."""

from __future__ import annotations

from shopdesk.domain.kpi import Value
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.report.records import WeeklyReport
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.daily_sheet import joined
from shopdesk.reporting.weekly.book import Book, Sheet, sum_of, weekday, yuan

_WIDTHS = (22, 14, 16, 34, 34, 16, 14)
_ROOM = 44


def add_next_week(book: Book, report: WeeklyReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Next week and agenda"), about, _WIDTHS)
    _targets(sheet, report)
    _agenda(sheet, report)


def _targets(sheet: Sheet, report: WeeklyReport) -> None:
    start, end = report.next_week.start.isoformat(), report.next_week.end.isoformat()
    sheet.section(tr("Targets from {start} to {end}", start=start, end=end))
    first = sheet.head(
        (tr("Date"), tr("Weekday"), tr("Target"), tr("Campaigns"), tr("Calendar"), tr("Responsible"), tr("Actual"))
    )
    for one in report.next_days:
        row = sheet.row
        sheet.day(row, 1, one.day)
        sheet.text(row, 2, weekday(one.day), kind="middle")
        sheet.number(row, 3, yuan(one.target), "money")
        sheet.text(row, 4, joined(list(one.campaigns)))
        sheet.text(row, 5, joined([pick(*names) for names in one.calendar]))
        sheet.text(row, 6, "")
        sheet.text(row, 7, "")
        sheet.row += 1
    row, last = sheet.row, sheet.row - 1
    sheet.text(row, 1, tr("Whole week"), kind="strong", total=True)
    for column in (2, 4, 5, 6, 7):
        sheet.text(row, column, "", total=True)
    whole = yuan(sum_of([one.target for one in report.next_days]))
    sheet.formula(row, 3, f"SUM({sheet.span(3, first, last)})", whole, "money", total=True)
    sheet.row += 1
    if whole is None:
        sheet.note(tr("No target is set for these days. Set one for the month on the KPI page."))
    sheet.row += 1


def _agenda(sheet: Sheet, report: WeeklyReport) -> None:
    sheet.section(tr("Agenda of the weekly meeting"))
    sheet.head((tr("Topic"), tr("Facts"), "", "", tr("Decision"), tr("Responsible"), tr("Due")))
    heading = sheet.row - 1
    sheet.worksheet.merge_cells(start_row=heading, start_column=2, end_row=heading, end_column=4)
    for topic, facts in (
        (tr("1. What last week brought"), _result(report)),
        (tr("2. Problems and answers"), _problems(report)),
        (tr("3. Matters between departments"), ""),
        (tr("4. Campaigns and milestones"), _campaigns(report)),
        (tr("5. Next week's target and direction"), _plan(report)),
        (tr("6. Other matters"), ""),
    ):
        row = sheet.row
        sheet.text(row, 1, topic, kind="strong")
        for column in (3, 4, 5, 6, 7):
            sheet.text(row, column, "")
        sheet.across(row, 2, 4, facts)
        sheet.worksheet.row_dimensions[row].height = _ROOM
        sheet.row += 1


def _said(report: WeeklyReport, code: str, value: Value) -> str:
    figure = report.figure(code)
    return "—" if figure is None else shown(figure.kpi, value)


def _result(report: WeeklyReport) -> str:
    figure = report.figure("paid_amount")
    if figure is None or figure.now is None:
        return tr("No sales figures for this week.")
    words = [tr("Paid amount {amount}", amount=_said(report, "paid_amount", figure.now))]
    if figure.before:
        change = ratio(figure.now - figure.before, figure.before)
        words.append(tr("{change} against the week before", change=_signed(percent_text(change, 1))))
    if figure.target:
        words.append(tr("target reached to {rate}", rate=percent_text(ratio(figure.now, figure.target), 1)))
    return joined(words)


def _signed(text: str) -> str:
    return text if text.startswith(("-", "—")) else f"+{text}"


def _problems(report: WeeklyReport) -> str:
    figures = report.checks.problems
    return tr(
        "{opened} opened, {closed} closed, {open} open, {overdue} of them overdue",
        opened=figures.opened,
        closed=figures.closed,
        open=figures.still_open,
        overdue=figures.overdue,
    )


def _campaigns(report: WeeklyReport) -> str:
    due = sum(
        milestone.due <= report.next_week.end
        for line in (*report.campaigns_running, *report.campaigns_coming)
        for milestone in line.open_milestones
    )
    return tr(
        "{running} running, {coming} coming, {due} milestones due by the end of next week",
        running=len(report.campaigns_running),
        coming=len(report.campaigns_coming),
        due=due,
    )


def _plan(report: WeeklyReport) -> str:
    whole = sum_of([one.target for one in report.next_days])
    figure = report.figure("paid_amount")
    if whole is None or figure is None:
        return tr("No target is set.")
    return tr("Target {amount}", amount=shown(figure.kpi, whole))
