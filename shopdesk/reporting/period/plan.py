"""The sheet for the meeting: the next span's targets by day, its deadlines, and an agenda with room for decisions."""

from __future__ import annotations

from shopdesk.domain.daily.meetings import MEETING_NAMES, Minute
from shopdesk.domain.deadlines import KIND_NAMES as DEADLINE_NAMES
from shopdesk.domain.kpi import Value, kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.kpi.why_words import signed
from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.periods import By, label
from shopdesk.domain.report.records import NextDay, PeriodReport
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.styles import KIND_OF_UNIT, of_kpi
from shopdesk.reporting.book.table import Column, Placed, Total, add_table
from shopdesk.reporting.book.values import weekday, yuan
from shopdesk.reporting.daily_sheet import joined

_WIDTHS = (22, 14, 16, 34, 34, 16, 14)
_ROOM = 44


def add_plan(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr(report.words.plan), about, _WIDTHS)
    _month_end(sheet, report)
    _wanted(sheet, report)
    _targets(sheet, report)
    _deadlines(sheet, report)
    _agenda(sheet, report)
    _minutes(sheet, report)


def _targets(sheet: Sheet, report: PeriodReport) -> None:
    start, end = report.next_period.start.isoformat(), report.next_period.end.isoformat()
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
    placed = add_table(sheet, columns, report.next_days, total=tr(report.words.whole))
    without = sum(one.target is None for one in report.next_days)
    if without == len(report.next_days):
        sheet.note(tr("No target is set for these days. Set one for the month on the KPI page."))
    elif without:
        lacking = tr(
            "{count} of these days have no target yet, so the week has none."
            if report.by is By.WEEK
            else "{count} of these days have no target yet, so the month has none.",
            count=without,
        )
        sheet.note(lacking)
    sheet.row += 1
    if report.by is By.MONTH:
        _weeks(sheet, report, placed)


def _month_end(sheet: Sheet, report: PeriodReport) -> None:
    """Where the month was likely to end, and how often such a range held."""
    end = report.month_end
    outlook = None if end is None else end.pace.outlook
    if end is None or outlook is None:
        return
    sheet.section(tr("Where the month ends"))
    sheet.head((tr("Figure"), tr("Amount")))
    rows = (
        (tr("Target of {month}", month=f"{end.pace.month.start:%Y-%m}"), end.pace.target),
        (tr("Likely from"), outlook.low),
        (tr("Likely to"), outlook.high),
    )
    for name, fen in rows:
        sheet.text(sheet.row, 1, name, kind="strong")
        sheet.number(sheet.row, 2, yuan(fen), "money")
        sheet.row += 1
    sheet.note(tr("As it stood after {day}.", day=end.pace.until.isoformat()))
    sheet.note(tr(end.hits.sentence))
    sheet.row += 1


def _wanted(sheet: Sheet, report: PeriodReport) -> None:
    """The targets of the next span by figure, beside what this one brought."""
    if not report.next_targets:
        return
    codes = [code for code in AIMS if code in report.next_targets]
    sheet.section(tr("Targets by figure"))
    sheet.head((tr("Figure"), tr(report.words.this), tr("Target")))
    for code in codes:
        item = kpi(code)
        kind = KIND_OF_UNIT[item.unit]
        sheet.text(sheet.row, 1, tr(item.name), kind="strong")
        sheet.number(sheet.row, 2, of_kpi(item, report.figures[code]), kind)
        sheet.number(sheet.row, 3, of_kpi(item, report.next_targets[code]), kind)
        sheet.row += 1
    sheet.row += 1


def _weeks(sheet: Sheet, report: PeriodReport, placed: Placed) -> None:
    """The weeks of the next month, each the sum of its days above; weeks that the month cuts hold its days only."""
    sheet.section(tr("Targets by week"))
    sheet.head((tr("Week"), tr("Days", context="report"), tr("Target")))
    first = placed.first
    for days in report.next_weeks:
        last = first + len(days) - 1
        known = [one.target for one in days if one.target is not None]
        sheet.text(sheet.row, 1, label(days[0].day, By.WEEK), kind="strong")
        sheet.number(sheet.row, 2, len(days), "count")
        formula = f"SUM({sheet.span(placed.columns['target'], first, last)})"
        whole = sum(known) if len(known) == len(days) else None
        sheet.formula(sheet.row, 3, formula, yuan(whole), "money")
        sheet.row += 1
        first = last + 1
    sheet.row += 1


def _deadlines(sheet: Sheet, report: PeriodReport) -> None:
    if report.by is not By.MONTH:
        return
    sheet.section(tr("What falls due"))
    if not report.deadlines:
        sheet.nothing(tr("Nothing falls due in these days."))
        return
    sheet.head((tr("Due"), tr("Kind"), tr("What"), "", "", tr("Responsible")))
    sheet.across(sheet.row - 1, 3, 5, tr("What"), "head")
    for one in report.deadlines:
        sheet.day(sheet.row, 1, one.due)
        sheet.text(sheet.row, 2, tr(DEADLINE_NAMES[one.kind]), kind="middle")
        sheet.across(sheet.row, 3, 5, joined([one.title, one.detail]) if one.detail else one.title)
        sheet.text(sheet.row, 6, "")
        sheet.row += 1
    sheet.row += 1


def _agenda(sheet: Sheet, report: PeriodReport) -> None:
    sheet.section(tr(report.words.meeting))
    sheet.head((tr("Topic"), tr("Facts"), "", "", tr("Decision"), tr("Responsible"), tr("Due")))
    sheet.across(sheet.row - 1, 2, 4, tr("Facts"), "head")
    for topic, facts in (
        (tr(report.words.brought), _result(report)),
        (tr("2. Problems and answers"), _problems(report)),
        (tr("3. Matters between departments"), ""),
        (tr("4. Campaigns and milestones"), _campaigns(report)),
        (tr(report.words.direction), _plan(report)),
        (tr("6. Other matters"), ""),
    ):
        row = sheet.row
        sheet.text(row, 1, topic, kind="strong")
        for column in (5, 6, 7):
            sheet.text(row, column, "")
        sheet.across(row, 2, 4, facts)
        sheet.worksheet.row_dimensions[row].height = _ROOM
        sheet.row += 1


def _minutes(sheet: Sheet, report: PeriodReport) -> None:
    """What the meetings of the span wrote down, and what is still to be carried out."""
    if not report.minutes:
        return
    sheet.row += 1
    sheet.section(tr("From the meetings"))
    columns: list[Column[Minute]] = [
        Column(title=tr("Meeting"), kind="strong", value=lambda one: tr(MEETING_NAMES[one.point.kind])),
        Column(title=tr("Date"), kind="date", value=lambda one: one.point.day),
        Column(title=tr("State"), value=lambda one: "" if one.state is None else tr(one.state)),
        Column(title=tr("Point"), value=lambda one: one.point.topic),
        Column(title=tr("Decision"), value=lambda one: one.point.decision),
        Column(title=tr("Responsible"), value=lambda one: (one.problem or one.point).owner),
        Column(title=tr("Due"), kind="date", value=lambda one: (one.problem or one.point).due),
    ]
    add_table(sheet, columns, report.minutes)


def _said(report: PeriodReport, code: str, value: Value) -> str:
    figure = report.figure(code)
    return NO_DATA if figure is None else shown(figure.kpi, value)


def _result(report: PeriodReport) -> str:
    figure = report.figure("paid_amount")
    if figure is None or figure.now is None:
        return tr(report.words.no_sales)
    words = [tr("Paid amount {amount}", amount=_said(report, "paid_amount", figure.now))]
    if figure.before_short is not None:
        words.append(tr("not compared with the span before ({days})", days=tr(figure.before_short.brief)))
    elif figure.before:
        change = ratio(figure.now - figure.before, figure.before)
        words.append(tr("{change} against the span before", change=signed(percent_text(change, 1))))
    if figure.target:
        words.append(tr("target reached to {rate}", rate=percent_text(ratio(figure.now, figure.target), 1)))
    return joined(words)


def _problems(report: PeriodReport) -> str:
    figures = report.checks.problems
    return tr(
        "{opened} opened, {closed} closed, {open} open, {overdue} of them overdue",
        opened=figures.opened,
        closed=figures.closed,
        open=figures.still_open,
        overdue=figures.overdue,
    )


def _campaigns(report: PeriodReport) -> str:
    return tr(
        "{running} running, {coming} coming, {due} milestones due by {end}",
        end=report.next_period.end.isoformat(),
        running=len(report.campaigns_running),
        coming=len(report.campaigns_coming),
        due=len(report.due_milestones),
    )


def _plan(report: PeriodReport) -> str:
    if report.next_target is None:
        return tr("No target is set.")
    return tr("Target {amount}", amount=shown(kpi("paid_amount"), report.next_target))
