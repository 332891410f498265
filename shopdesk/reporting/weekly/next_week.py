"""The sheet for the meeting: next week's targets by day, and an agenda with room for what is decided."""

from __future__ import annotations

from shopdesk.domain.kpi import Value, kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.report.records import NextDay, WeeklyReport
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Total, add_table
from shopdesk.reporting.book.values import weekday, yuan
from shopdesk.reporting.daily_sheet import joined

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
    whole = yuan(report.next_target)
    columns: list[Column[NextDay]] = [
        Column(title=tr("Date"), kind="date", value=lambda one: one.day),
        Column(title=tr("Weekday"), kind="middle", value=lambda one: weekday(one.day)),
        Column(
            title=tr("Target"),
            kind="money",
            key="target",
            value=lambda one: yuan(one.target),
            total=Total(formula=lambda span: f"SUM({span('target')})", expected=whole),
        ),
        Column(title=tr("Campaigns"), value=lambda one: joined(list(one.campaigns))),
        Column(title=tr("Calendar"), value=lambda one: joined([pick(*names) for names in one.calendar])),
        Column(title=tr("Responsible"), value=lambda _one: ""),
        Column(title=tr("Actual"), value=lambda _one: ""),
    ]
    add_table(sheet, columns, report.next_days, total=tr("Whole week"))
    without = sum(one.target is None for one in report.next_days)
    if without == len(report.next_days):
        sheet.note(tr("No target is set for these days. Set one for the month on the KPI page."))
    elif without:
        sheet.note(tr("{count} of these days have no target yet, so the week has none.", count=without))
    sheet.row += 1


def _agenda(sheet: Sheet, report: WeeklyReport) -> None:
    sheet.section(tr("Agenda of the weekly meeting"))
    sheet.head((tr("Topic"), tr("Facts"), "", "", tr("Decision"), tr("Responsible"), tr("Due")))
    sheet.across(sheet.row - 1, 2, 4, tr("Facts"), "head")
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
        for column in (5, 6, 7):
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
    if figure.before_short is not None:
        words.append(tr("not compared with the week before ({days})", days=tr(figure.before_short.brief)))
    elif figure.before:
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
    return tr(
        "{running} running, {coming} coming, {due} milestones due by the end of next week",
        running=len(report.campaigns_running),
        coming=len(report.campaigns_coming),
        due=sum(milestone.due <= report.next_week.end for milestone, _campaign in report.open_milestones),
    )


def _plan(report: WeeklyReport) -> str:
    if report.next_target is None:
        return tr("No target is set.")
    return tr("Target {amount}", amount=shown(kpi("paid_amount"), report.next_target))
