"""The sheet with the sources of visitors and what the ads cost and brought."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.report.records import SourceLine, WeeklyReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.weekly.book import Book, Number, Sheet, change_formula, pair_formula, sum_of, yuan
from shopdesk.reporting.weekly.charts import bar_chart

_WIDTHS = (18, 12, 11, 13, 12, 11, 14, 12, 15, 15, 11, 10, 10)
_VISITS, _SHARE, _SHOWN, _CLICKS, _RATE, _SPEND, _COST, _SALES, _BEFORE, _CHANGE, _ORDERS, _ROI = range(2, 14)


def add_traffic(book: Book, report: WeeklyReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Traffic and ads"), about, _WIDTHS)
    if not report.sources:
        sheet.nothing(tr("No channel or ad report covers this week."))
        return
    heading = sheet.row
    first = sheet.head(
        (
            tr("Source"),
            tr("Visits"),
            tr("Share of visits"),
            tr("Impressions"),
            tr("Clicks"),
            tr("Click rate"),
            tr("Spend"),
            tr("Cost per click"),
            tr("Sales"),
            tr("Sales, week before"),
            tr("Change"),
            tr("Orders"),
            tr("ROI"),
        ),
        repeat=True,
    )
    last = first + len(report.sources) - 1
    visits = sum_of([source.visits for source in report.sources])
    for source in report.sources:
        _row(sheet, source, visits, last + 1)
    _total(sheet, report.sources, first, last, visits)
    sheet.worksheet.freeze_panes = sheet.place(2, first)
    sheet.row += 1
    sheet.note(tr("Visits are visits to the store as the report states them, otherwise page visits or clicks."))
    sheet.note(tr("ROI = sales ÷ spend. One order may count for several sources, so sales can exceed the paid amount."))
    sheet.row += 1
    _charts(sheet, report, (heading, last))


def _row(sheet: Sheet, source: SourceLine, visits: Number, total: int) -> None:
    row, line = sheet.row, source.line

    def at(column: int) -> str:
        return sheet.place(column, row)

    sheet.text(row, 1, tr(CHANNEL_NAMES[line.channel]), kind="strong")
    sheet.number(row, _VISITS, source.visits, "count")
    share = f"ROUND({at(_VISITS)}/{sheet.place(_VISITS, total, absolute=True)},6)"
    sheet.formula(row, _SHARE, share, ratio(source.visits, visits), "rate")
    sheet.number(row, _SHOWN, line.impressions, "count")
    sheet.number(row, _CLICKS, line.clicks, "count")
    sheet.formula(row, _RATE, f"ROUND({at(_CLICKS)}/{at(_SHOWN)},6)", line.click_rate, "rate")
    sheet.number(row, _SPEND, yuan(line.spend_fen), "money")
    sheet.formula(row, _COST, f"ROUND({at(_SPEND)}/{at(_CLICKS)},2)", yuan(line.cost_per_click), "money")
    sheet.number(row, _SALES, yuan(line.sales_fen), "money")
    sheet.number(row, _BEFORE, yuan(line.sales_before_fen), "money")
    now, before = line.sales_fen, line.sales_before_fen
    change = ratio(now - before, before) if now is not None and before is not None else None
    sheet.formula(row, _CHANGE, change_formula(at(_SALES), at(_BEFORE)), change, "change")
    sheet.number(row, _ORDERS, line.orders, "count")
    sheet.formula(row, _ROI, f"ROUND({at(_SALES)}/{at(_SPEND)},6)", line.roi, "multiple")
    sheet.row += 1


def _total(sheet: Sheet, sources: tuple[SourceLine, ...], first: int, last: int, visits: Number) -> None:
    row = sheet.row
    lines = [source.line for source in sources]
    sheet.text(row, 1, tr("Total"), kind="strong", total=True)

    def span(column: int) -> str:
        return sheet.span(column, first, last)

    def add(column: int, values: list[int | None], kind: str) -> None:
        found = sum_of(values)
        expected = yuan(found) if kind == "money" else found
        sheet.formula(row, column, f"SUM({span(column)})", expected, kind, total=True)

    add(_VISITS, [source.visits for source in sources], "count")
    share = sum_of([ratio(source.visits, visits) for source in sources])
    sheet.formula(row, _SHARE, f"SUM({span(_SHARE)})", share, "rate", total=True)
    add(_SHOWN, [line.impressions for line in lines], "count")
    add(_CLICKS, [line.clicks for line in lines], "count")
    add(_SPEND, [line.spend_fen for line in lines], "money")
    add(_SALES, [line.sales_fen for line in lines], "money")
    add(_BEFORE, [line.sales_before_fen for line in lines], "money")
    add(_ORDERS, [line.orders for line in lines], "count")

    def pair(column: int, top: int, bottom: int, pairs: list[tuple[int | None, int | None]], kind: str) -> None:
        quotient: Callable[[int, int], Number] = divide_fen if kind == "money" else ratio
        known = [(one, two) for one, two in pairs if one is not None and two is not None]
        found = quotient(sum(one for one, _ in known), sum(two for _, two in known)) if known else None
        expected = yuan(found) if kind == "money" else found
        formula = pair_formula(span(top), span(bottom), 2 if kind == "money" else 6)
        sheet.formula(row, column, formula, expected, kind, total=True)

    pair(_RATE, _CLICKS, _SHOWN, [(line.clicks, line.impressions) for line in lines], "rate")
    pair(_COST, _SPEND, _CLICKS, [(line.spend_fen, line.clicks) for line in lines], "money")
    pair(_ROI, _SALES, _SPEND, [(line.sales_fen, line.spend_fen) for line in lines], "multiple")
    now, before = sum_of([line.sales_fen for line in lines]), sum_of([line.sales_before_fen for line in lines])
    change = ratio(now - before, before) if now is not None and before is not None else None
    formula = change_formula(sheet.place(_SALES, row), sheet.place(_BEFORE, row))
    sheet.formula(row, _CHANGE, formula, change, "change", total=True)
    sheet.row += 1


def _charts(sheet: Sheet, report: WeeklyReport, rows: tuple[int, int]) -> None:
    if any(source.visits is not None for source in report.sources):
        title = tr("Visits by source")
        bar_chart(sheet, (1, sheet.row, 7, sheet.row + 16), title, sheet, [_VISITS], rows, 1, lying=True)
    if any(source.line.spend_fen is not None for source in report.sources):
        title = tr("Spend and sales by source (yuan)")
        bar_chart(sheet, (7, sheet.row, 14, sheet.row + 16), title, sheet, [_SPEND, _SALES], rows, 1)
    sheet.row += 17
