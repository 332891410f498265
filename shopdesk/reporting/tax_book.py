"""The quarter for the tax office as a workbook for the accountant: every difference is a formula over the columns."""

from __future__ import annotations

from shopdesk.domain.ledger.cost_nouns import TAX_QUARTER
from shopdesk.domain.ledger.tax import (
    BASIS_NAMES,
    CAUSE_NAMES,
    COMPARISON_ONLY,
    Cause,
    Column,
    TaxBridge,
    columns_of,
    fees_beside,
)
from shopdesk.domain.money import percent_text
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column as Cells
from shopdesk.reporting.book.table import Placed, add_table
from shopdesk.reporting.book.values import difference, yuan

_WIDTHS = (54, 18, 18, 18)


def tax_book(found: TaxBridge, store: str) -> Book:
    """The workbook of a quarter."""
    book = Book(tr("Tax bridge {quarter}", quarter=found.label))
    about = tr(
        "{store} · {quarter} · {start} to {end}",
        store=store,
        quarter=found.label,
        start=found.quarter.start.isoformat(),
        end=found.quarter.end.isoformat(),
    )
    sheet = book.sheet(tr("Tax bridge"), about, _WIDTHS, landscape=True)
    sheet.note(tr(COMPARISON_ONLY))
    sheet.row += 1
    columns = _columns(sheet, found)
    declared = _declared(sheet, found)
    _differences(sheet, found, columns, declared)
    _fees(sheet, found)
    _rates(sheet, found)
    return book


def _columns(sheet: Sheet, found: TaxBridge) -> Placed:
    sheet.section(tr("The views of the quarter, in yuan"))
    cells: list[Cells[tuple[Text, Column]]] = [
        Cells(title=tr("View", context="tax bridge"), value=lambda line: tr(line[0])),
        Cells(title=tr("Total"), kind="money", key="total", value=lambda line: yuan(line[1].total_fen)),
        Cells(
            title=tr("Returned", context="tax bridge"),
            kind="money",
            key="returned",
            value=lambda line: yuan(line[1].returned_fen),
        ),
        Cells(
            title=tr("Net", context="tax bridge"),
            kind="money",
            key="net",
            value=lambda line: yuan(line[1].net_fen),
            formula=difference("total", "returned"),
        ),
    ]
    placed = add_table(sheet, cells, columns_of(found))
    if found.figures.net_fen is not None:
        sheet.text(sheet.row, 1, tr(TAX_QUARTER.label_of("net_fen")))
        sheet.number(sheet.row, 4, yuan(found.figures.net_fen), "money")
        sheet.row += 1
    sheet.row += 1
    return placed


def _declared(sheet: Sheet, found: TaxBridge) -> tuple[int, int]:
    """The declared amount; gives the rows of the amounts without and with the tax."""
    sheet.section(tr("What was declared"))
    figures = found.figures
    sheet.head((tr("Figure"), tr("Value")))
    top = sheet.row
    rate = figures.vat_rate
    sheet.text(top, 1, tr(TAX_QUARTER.label_of("vat_rate")))
    sheet.number(top, 2, rate, "rate")
    sheet.text(top + 1, 1, tr("Declared sales without VAT"))
    sheet.text(top + 2, 1, tr("Declared sales with VAT"))
    for row, fen, typed, formula in (
        (top + 1, found.declared_fen, figures.without_vat, f"ROUND(B{top + 2}/(1+B{top}),2)"),
        (top + 2, found.declared_with_vat_fen, not figures.without_vat, f"ROUND(B{top + 1}*(1+B{top}),2)"),
    ):
        if typed or rate is None:
            sheet.number(row, 2, yuan(fen), "money")
        else:
            sheet.formula(row, 2, formula, yuan(fen), "money")
    sheet.text(top + 3, 1, tr(TAX_QUARTER.label_of("basis")))
    sheet.text(top + 3, 2, tr(BASIS_NAMES[figures.basis]) if figures.basis else tr("not said"), kind="middle")
    sheet.text(top + 4, 1, tr(TAX_QUARTER.label_of("outside_fen")))
    sheet.number(top + 4, 2, yuan(figures.outside_fen), "money")
    sheet.row = top + 5
    if figures.note:
        sheet.note(figures.note)
    sheet.row += 1
    return top + 1, top + 2


def _differences(sheet: Sheet, found: TaxBridge, columns: Placed, declared: tuple[int, int]) -> None:
    sheet.section(tr("From the declared amount up to the platform's"))
    sheet.head((tr("Cause"), tr("Amount"), tr("Counted", context="tax bridge")))
    without, with_vat = declared
    top = sheet.row
    for one in found.differences:
        row = sheet.row
        words = tr("yes") if one.counted else tr("no, only pointed out")
        sheet.text(row, 1, tr(CAUSE_NAMES[one.cause]), kind="strong" if one.cause is Cause.NOT_EXPLAINED else "text")
        if one.cause is Cause.VAT:
            sheet.formula(row, 2, f"B{with_vat}-B{without}", yuan(one.fen), "money")
        elif one.cause is Cause.NOT_EXPLAINED:
            place = _platform(sheet, found, columns)
            counted = f'SUMIF(C{top}:C{row - 1},"{tr("yes")}",B{top}:B{row - 1})'
            sheet.formula(row, 2, f"{place}-B{without}-{counted}", yuan(one.fen), "money")
        else:
            sheet.number(row, 2, yuan(one.fen), "money")
        sheet.text(row, 3, "" if one.cause is Cause.NOT_EXPLAINED else words, kind="middle")
        sheet.row += 1
    sheet.note(tr("What is only pointed out is within “not explained”, because nobody said what was declared from."))
    sheet.row += 1


def _platform(sheet: Sheet, found: TaxBridge, columns: Placed) -> str:
    """Where the platform's net sales stand: its own net figure, else income less returned, else the income."""
    if found.figures.net_fen is not None:
        return sheet.place(4, columns.last + 1)
    return columns.at("total" if found.figures.returned_fen is None else "net", columns.first)


def _fees(sheet: Sheet, found: TaxBridge) -> None:
    lines = fees_beside(found)
    if not lines:
        return
    sheet.section(tr("Fees"))
    sheet.head((tr("Figure"), tr("Value")))
    top = sheet.row
    for name, fen in lines[:-1]:
        sheet.text(sheet.row, 1, tr(name))
        sheet.number(sheet.row, 2, yuan(fen), "money")
        sheet.row += 1
    name, fen = lines[-1]
    sheet.text(sheet.row, 1, tr(name))
    if fen is None:
        sheet.number(sheet.row, 2, None, "money")
    else:
        sheet.formula(sheet.row, 2, f"B{top}-B{top + 1}", yuan(fen), "money")
    sheet.row += 2


def _rates(sheet: Sheet, found: TaxBridge) -> None:
    if not found.rates:
        return
    sheet.section(tr("VAT rates that held in the quarter"))
    for rate in found.rates:
        sheet.note(
            tr(
                "{rate}: {source} (as of {day})",
                rate=percent_text(rate.rate, 0),
                source=pick(rate.source.zh, rate.source.en),
                day=rate.as_of.isoformat(),
            )
        )
