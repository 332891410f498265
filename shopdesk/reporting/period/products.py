"""The sheet with the products: what sold best, what fell, what is running out."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.kpi.breakdown import ProductLine
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.report.records import HeroLine, PeriodReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Total, add_table
from shopdesk.reporting.book.values import change, difference, sum_of, yuan

_WIDTHS = (5, 38, 18, 11, 15, 15, 15, 11, 12, 12, 12)
_Numbered = tuple[int | None, ProductLine]


def add_products(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Products"), about, _WIDTHS)
    uneven = report.uneven.get(Source.PRODUCTS)
    sheet.section(tr("Best sellers"))
    if report.products:
        best: list[_Numbered] = list(enumerate(report.products, start=1))
        if report.other_products is not None:
            best.append((None, report.other_products))
        words = tr("All {count} products", count=len(report.products) + report.other_product_count)
        _table(sheet, report, best, words, compared=uneven is None)
    else:
        sheet.nothing(tr(report.words.no_products))
    if uneven is not None:
        sheet.note(tr(uneven.sentence))
    sheet.section(tr("Falling most"))
    if report.falling:
        fell: list[_Numbered] = list(enumerate(report.falling, start=1))
        _table(sheet, report, fell, tr("Sum of the {count} shown", count=len(fell)), compared=True)
    else:
        sheet.nothing(tr(report.words.none_fell) if uneven is None else tr(uneven.sentence))
    sheet.section(tr("Stock of the hero products"))
    if report.heroes:
        _heroes(sheet, report.heroes)
    else:
        sheet.nothing(tr("No hero products are listed; add them on the promotions page."))


def _table(sheet: Sheet, report: PeriodReport, lines: Sequence[_Numbered], total: str, *, compared: bool) -> None:
    """Products and their sum; the line without a number is all others together."""
    at_list = all(line.at_list for _number, line in lines)
    now = sum_of([line.sales_fen for _number, line in lines])
    before = sum_of([line.sales_before_fen for _number, line in lines])
    moved = None if now is None or before is None or not compared else now - before
    columns: list[Column[_Numbered]] = [
        Column(title=tr("No."), kind="index", gap="", value=lambda one: one[0]),
        Column(title=tr("Product"), value=lambda one: one[1].title or tr("All other products")),
        Column(title=tr("Product number"), kind="middle", value=lambda one: one[1].product_id),
        Column(title=tr("Pieces"), kind="count", value=lambda one: one[1].pieces, total=True),
        Column(
            title=tr("Sales at list price") if at_list else tr("Sales"),
            kind="money",
            key="now",
            value=lambda one: yuan(one[1].sales_fen),
            total=True,
        ),
        Column(
            title=tr(report.words.sales_before),
            kind="money",
            key="before",
            value=lambda one: yuan(one[1].sales_before_fen),
            total=True,
        ),
        Column(
            title=tr("Difference"),
            kind="move",
            value=lambda one: yuan(one[1].change_fen) if compared else None,
            formula=difference("now", "before"),
            # Of the sums: a product that is new has no difference, but its sales are in them.
            total=Total(formula=difference("now", "before"), expected=yuan(moved), of_totals=True),
        ),
        Column(
            title=tr("Change"),
            kind="change",
            value=lambda one: one[1].change_rate if compared else None,
            formula=change("now", "before"),
        ),
        Column(title=tr("Page views"), kind="count", value=lambda one: one[1].page_views, total=True),
        Column(title=tr("Stock"), kind="count", value=lambda one: one[1].stock_pieces),
        Column(title=tr("Days of stock"), kind="number", value=lambda one: one[1].stock_days),
    ]
    add_table(sheet, columns, lines, total=total)
    sheet.row += 1


def _heroes(sheet: Sheet, lines: Sequence[HeroLine]) -> None:
    numbered = list(enumerate(lines, start=1))
    columns: list[Column[tuple[int, HeroLine]]] = [
        Column(title=tr("No."), kind="index", value=lambda one: one[0]),
        Column(title=tr("Product"), value=lambda one: one[1].hero.title or one[1].hero.product_id),
        Column(title=tr("Product number"), kind="middle", value=lambda one: one[1].hero.product_id),
        Column(title=tr("Stock"), kind="count", value=lambda one: one[1].stock_pieces),
        Column(title=tr("Minimum"), kind="count", value=lambda one: one[1].hero.minimum_pieces),
        Column(title=tr("State"), kind="middle", value=lambda one: _state(one[1])),
    ]
    add_table(sheet, columns, numbered)
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
