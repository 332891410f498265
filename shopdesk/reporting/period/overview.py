"""The first sheet: the span in words, in figures against the one before, last year and target, and the trend."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.kpi import Rebuild, Unit
from shopdesk.domain.money import ratio
from shopdesk.domain.report.records import KeyFigure, PeriodReport
from shopdesk.domain.report.summary import summary
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.charts import bar_chart, line_chart
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.styles import KIND_OF_UNIT, of_kpi
from shopdesk.reporting.book.values import Number, change_formula
from shopdesk.reporting.period.days import DayTable

_WIDTHS = (26, 15, 15, 12, 15, 12, 15, 12)


def start_overview(book: Book, about: str) -> Sheet:
    """Make the sheet first, so that it is the first in the file; it is filled when the others are known."""
    return book.sheet(tr("Overview"), about, _WIDTHS, landscape=False)


def fill_overview(sheet: Sheet, report: PeriodReport, days: DayTable) -> None:
    """Write the summary in words, the key figures, what to look at, and the trend."""
    _in_words(sheet, report)
    sheet.section(tr("Key figures"))
    sheet.head(
        (
            tr("Figure"),
            tr(report.words.this),
            tr(report.words.before),
            tr("Change"),
            tr(report.words.last_year),
            tr("Change"),
            tr("Target"),
            tr("Target reached"),
        )
    )
    if not report.key_figures:
        sheet.nothing(tr(report.words.no_figures))
    for figure in report.key_figures:
        _row(sheet, figure, days)
    sheet.row += 1
    sheet.note(tr("Rates change in percentage points, scores and ROI in their own unit, all others in percent."))
    if any(figure.before_short or figure.last_year_short for figure in report.key_figures):
        sheet.note(tr("Where one of two spans is known on too few days, these stand in place of a change."))
    if report.alerts:
        sheet.row += 1
        sheet.section(tr("To look at"))
        for alert in report.alerts[:8]:
            sheet.note("• " + tr(alert.text))
    sheet.row += 1
    _charts(sheet, report, days)


def _in_words(sheet: Sheet, report: PeriodReport) -> None:
    found = summary(report)
    for title, sentences in found.blocks:
        sheet.section(tr(title))
        for sentence in sentences:
            sheet.note("• " + tr(sentence))
        sheet.row += 1


def _row(sheet: Sheet, figure: KeyFigure, days: DayTable) -> None:
    row, item = sheet.row, figure.kpi
    kind = KIND_OF_UNIT[item.unit]
    sheet.text(row, 1, tr(item.name), kind="strong")
    now = of_kpi(item, figure.now)
    place = days.total_of(item.code) if item.rebuild is Rebuild.SUM else None
    if place is not None:
        sheet.formula(row, 2, place, now, kind)
    else:
        sheet.number(row, 2, now, kind)
    for column, past, short in (
        (3, figure.before, figure.before_short),
        (5, figure.last_year, figure.last_year_short),
    ):
        before = of_kpi(item, past)
        sheet.number(row, column, before, kind)
        if short is not None:
            sheet.text(row, column + 1, tr(short.brief), kind="middle")
        else:
            _change(sheet, row, column, figure, now, before)
    sheet.number(row, 7, of_kpi(item, figure.target), kind)
    formula = f"ROUND({sheet.place(2, row)}/{sheet.place(7, row)},6)"
    sheet.formula(row, 8, formula, ratio(figure.now, figure.target), "rate")
    sheet.row += 1


def _change(sheet: Sheet, row: int, column: int, figure: KeyFigure, now: Number, before: Number) -> None:
    here, there = sheet.place(2, row), sheet.place(column, row)
    if now is None or before is None:
        sheet.number(row, column + 1, None, "change")
    elif figure.kpi.unit is Unit.RATE:
        sheet.formula(row, column + 1, f"({here}-{there})*100", (Decimal(now) - Decimal(before)) * 100, "step")
    elif figure.kpi.unit in (Unit.SCORE, Unit.MULTIPLE):
        sheet.formula(row, column + 1, f"{here}-{there}", Decimal(now) - Decimal(before), "step")
    else:
        expected = ratio(Decimal(now) - Decimal(before), abs(Decimal(before)))
        sheet.formula(row, column + 1, change_formula(here, there), expected, "change")


def _charts(sheet: Sheet, report: PeriodReport, days: DayTable) -> None:
    """The trend of the days and of the last weeks or months, side by side."""
    top, bottom = sheet.row, sheet.row + 15
    sales = days.sales
    if "paid_amount" in sales.columns:
        columns = [sales.columns[name] for name in ("paid_amount", "before", "target") if name in sales.columns]
        title = tr("Paid amount by day (yuan)")
        line_chart(sheet, (1, top, 5, bottom), title, days.sheet, columns, (sales.heading, sales.last), days.names)
    if days.past is not None and "paid_amount" in days.past_columns:
        column = days.past_columns["paid_amount"]
        title = tr(report.words.past_chart)
        bar_chart(sheet, (5, top, 9, bottom), title, days.sheet, [column], days.past, 1)
    sheet.row += 16
