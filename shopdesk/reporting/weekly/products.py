"""The sheet with the products: what sold best, what fell, what is running out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shopdesk.domain.kpi.breakdown import ProductLine
from shopdesk.domain.report.records import HeroLine, WeeklyReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.weekly.book import Book, Sheet, change_formula, sum_of, yuan

_WIDTHS = (5, 38, 18, 11, 15, 15, 15, 11, 12, 12, 12)
_PIECES, _SALES, _BEFORE, _MOVE, _RATE, _VIEWS, _STOCK, _LASTS = range(4, 12)


def add_products(book: Book, report: WeeklyReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Products"), about, _WIDTHS)
    sheet.section(tr("Best sellers"))
    if report.products:
        _table(sheet, report.products)
    else:
        sheet.nothing(tr("No product report covers this week."))
    sheet.section(tr("Falling most"))
    if report.falling:
        _table(sheet, report.falling)
    else:
        sheet.nothing(tr("No product sold less than the week before."))
    sheet.section(tr("Stock of the hero products"))
    if report.heroes:
        _heroes(sheet, report.heroes)
    else:
        sheet.nothing(tr("No hero products are listed; add them on the promotions page."))


def _table(sheet: Sheet, lines: Sequence[ProductLine]) -> None:
    at_list = all(line.at_list for line in lines)
    first = sheet.head(
        (
            tr("No."),
            tr("Product"),
            tr("Product number"),
            tr("Pieces"),
            tr("Sales at list price") if at_list else tr("Sales"),
            tr("Sales, week before"),
            tr("Difference"),
            tr("Change"),
            tr("Page views"),
            tr("Stock"),
            tr("Days of stock"),
        )
    )
    for number, line in enumerate(lines, start=1):
        row = sheet.row
        sheet.number(row, 1, number, "index")
        sheet.text(row, 2, line.title)
        sheet.text(row, 3, line.product_id, kind="middle")
        sheet.number(row, _PIECES, line.pieces, "count")
        sheet.number(row, _SALES, yuan(line.sales_fen), "money")
        sheet.number(row, _BEFORE, yuan(line.sales_before_fen), "money")
        now, before = sheet.place(_SALES, row), sheet.place(_BEFORE, row)
        sheet.formula(row, _MOVE, f"{now}-{before}", yuan(line.change_fen), "move")
        sheet.formula(row, _RATE, change_formula(now, before), line.change_rate, "change")
        sheet.number(row, _VIEWS, line.page_views, "count")
        sheet.number(row, _STOCK, line.stock_pieces, "count")
        sheet.number(row, _LASTS, line.stock_days, "number")
        sheet.row += 1
    _total(sheet, lines, first)
    sheet.row += 2


def _total(sheet: Sheet, lines: Sequence[ProductLine], first: int) -> None:
    row, last = sheet.row, sheet.row - 1
    sheet.text(row, 1, "", total=True)
    sheet.text(row, 2, tr("Total"), kind="strong", total=True)
    for column in (3, _RATE, _STOCK, _LASTS):
        sheet.text(row, column, "", total=True)
    sums: tuple[tuple[int, int | Decimal | None, str], ...] = (
        (_PIECES, sum_of([line.pieces for line in lines]), "count"),
        (_SALES, yuan(sum_of([line.sales_fen for line in lines])), "money"),
        (_BEFORE, yuan(sum_of([line.sales_before_fen for line in lines])), "money"),
        (_MOVE, yuan(sum_of([line.change_fen for line in lines])), "move"),
        (_VIEWS, sum_of([line.page_views for line in lines]), "count"),
    )
    for column, expected, kind in sums:
        sheet.formula(row, column, f"SUM({sheet.span(column, first, last)})", expected, kind, total=True)


def _heroes(sheet: Sheet, lines: Sequence[HeroLine]) -> None:
    sheet.head((tr("No."), tr("Product"), tr("Product number"), tr("Stock"), tr("Minimum"), tr("State")))
    for number, line in enumerate(lines, start=1):
        row, minimum = sheet.row, line.hero.minimum_pieces
        sheet.number(row, 1, number, "index")
        sheet.text(row, 2, line.hero.title or line.hero.product_id)
        sheet.text(row, 3, line.hero.product_id, kind="middle")
        sheet.number(row, 4, line.stock_pieces, "count")
        sheet.number(row, 5, minimum, "count")
        sheet.text(row, 6, _state(line), kind="middle")
        sheet.row += 1
    sheet.row += 1


def _state(line: HeroLine) -> str:
    stock, minimum = line.stock_pieces, line.hero.minimum_pieces
    if stock is None:
        return tr("no stock figure")
    if stock == 0:
        return tr("out of stock")
    if minimum is not None and stock < minimum:
        return tr("below the minimum")
    return tr("enough")
