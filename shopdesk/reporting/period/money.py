"""The sheets about money: the account by kind of line, the way from sales to profit, and the products by contribution.

Without statements there is no sheet about the account, without known sales none about profit: never a sheet of noughts.
"""

from __future__ import annotations

from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.parts import COSTS_OF_A_SALE, ORIGIN_NAMES, PART_NAMES, RUNNING_COSTS, Part, ProfitRow
from shopdesk.domain.ledger.profit_table import structure
from shopdesk.domain.ledger.profit_words import remarks
from shopdesk.domain.report.money import MoneySpan
from shopdesk.domain.report.records import PeriodReport
from shopdesk.domain.report.summary import month_remarks
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Placed, add_table
from shopdesk.reporting.book.values import yuan

_MOST_PRODUCTS = 40


def add_money(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheets that there are figures for."""
    money = report.money
    if money is None:
        return
    if money.account:
        _account(book.sheet(tr("Account", context="money"), about, (34, 18)), report, money)
    if money.has_profit:
        sheet = book.sheet(tr("Profit"), about, (34, 16, 14, 24, 14, 14, 14))
        _profit(sheet, money)
        _structure(sheet, report, money)
        _products(sheet, money)


def _account(sheet: Sheet, report: PeriodReport, money: MoneySpan) -> None:
    sheet.section(tr(report.words.account))
    columns: list[Column[LineKind]] = [
        Column(title=tr("Kind of line"), value=lambda kind: tr(LINE_KIND_NAMES[kind])),
        Column(title=tr("Amount"), kind="money", key="fen", value=lambda kind: yuan(money.account[kind]), total=True),
    ]
    kinds = [kind for kind in LineKind if kind in money.account]
    placed = add_table(sheet, columns, kinds, total=tr("Change of the balance"))
    _balances(sheet, money, placed)
    sheet.row += 1
    if money.month is not None:
        for words in month_remarks(money.month):
            sheet.note(tr(words))
    sheet.note(tr("In is positive, out negative. Top-ups, deposits, transfers and loans are neither income nor cost."))


def _balances(sheet: Sheet, money: MoneySpan, placed: Placed) -> None:
    """What stood on the account at both ends; a stretch without a statement leaves a rest between them and the sum."""
    if money.opening is None or money.closing is None:
        return
    change = sum(money.account.values())
    sheet.row += 1
    opening = sheet.row
    sheet.text(opening, 1, tr("Opening balance"))
    sheet.number(opening, 2, yuan(money.opening), "money")
    sheet.row += 1
    missing = money.closing - money.opening - change
    if missing:
        sheet.text(sheet.row, 1, tr("Rest that these lines do not explain"))
        sheet.number(sheet.row, 2, yuan(missing), "money")
        sheet.row += 1
    terms = [sheet.place(2, opening), placed.at("fen", placed.total)]
    if missing:
        terms.append(sheet.place(2, sheet.row - 1))
    sheet.text(sheet.row, 1, tr("Closing balance"), kind="strong")
    sheet.formula(sheet.row, 2, "+".join(terms), yuan(money.closing), "money")
    sheet.row += 1


def _profit(sheet: Sheet, money: MoneySpan) -> None:
    """The way from sales to profit, whose sums are formulas."""
    total = money.days.total
    sheet.section(tr("From sales to profit, in yuan"))
    sheet.head((tr("Part", context="profit"), tr("Amount"), tr("Share of net sales"), tr("Where it is from")))
    first = sheet.row
    rows = {part: first + place for place, part in enumerate((Part.SALES, *COSTS_OF_A_SALE))}
    contribution = first + len(rows)
    rows |= {part: contribution + 1 + place for place, part in enumerate(RUNNING_COSTS)}
    profit = contribution + 1 + len(RUNNING_COSTS)
    net = f"({sheet.place(2, rows[Part.SALES])}-{sheet.place(2, rows[Part.REFUNDS])})"
    for part, row in rows.items():
        sheet.text(row, 1, tr(PART_NAMES[part]))
        sheet.number(row, 2, yuan(total[part]), "money")
        sheet.formula(row, 3, f"ROUND({sheet.place(2, row)}/{net},6)", total.share(part), "rate")
        sheet.text(row, 4, tr(ORIGIN_NAMES[total.origins[part]]), kind="middle")
    of_sales, of_rest = sheet.span(2, first + 1, contribution - 1), sheet.span(2, contribution + 1, profit - 1)
    sums = (
        (contribution, tr("Contribution"), total.contribution, rows[Part.SALES], of_sales),
        (profit, tr("Profit"), total.profit, contribution, of_rest),
    )
    for row, name, fen, start, taken in sums:
        sheet.text(row, 1, name, kind="strong")
        sheet.formula(row, 2, f"{sheet.place(2, start)}-SUM({taken})", yuan(fen), "money")
        sheet.text(row, 3, "")
        sheet.text(row, 4, "")
    sheet.row = profit + 1
    for words in remarks(money.days):
        sheet.note(tr(words))
    sheet.row += 1


def _structure(sheet: Sheet, report: PeriodReport, money: MoneySpan) -> None:
    sheet.section(tr("Beside the published structure of a mature store, as shares of net sales"))
    sheet.head((tr("Line"), tr(report.words.this), tr("Published")))
    for line in structure(money.days.total):
        sheet.text(sheet.row, 1, tr(line.name))
        sheet.number(sheet.row, 2, line.own, "rate")
        sheet.number(sheet.row, 3, line.published, "rate")
        sheet.row += 1
    sheet.row += 1


def _products(sheet: Sheet, money: MoneySpan) -> None:
    sold = [row for row in money.products if row.key]
    if not sold:
        return
    sheet.section(tr("Products by contribution"))
    shown, more = sold[:_MOST_PRODUCTS], sold[_MOST_PRODUCTS:]
    columns: list[Column[ProfitRow]] = [
        Column(title=tr("Product"), value=lambda row: row.title or row.key),
        Column(title=tr("Sales"), kind="money", value=lambda row: yuan(row[Part.SALES]), total=True),
        Column(title=tr("Refunds"), kind="money", value=lambda row: yuan(row[Part.REFUNDS]), total=True),
        Column(title=tr("Contribution"), kind="money", value=lambda row: yuan(row.contribution), total=True),
        Column(title=tr("Margin after ads and refunds"), kind="rate", value=lambda row: row.margin),
        Column(title=tr("Break-even return rate"), kind="rate", value=lambda row: row.break_even_refunds),
        Column(title=tr("Pieces"), kind="count", value=lambda row: row.pieces or None, total=True),
    ]
    add_table(sheet, columns, shown, total=tr("Total"))
    if more:
        sheet.note(tr("{count} more products are not listed.", count=len(more)))
    if any(row.contribution is None for row in shown):
        sheet.note(tr("{sign} stands where the unit cost or another part of the product is not known.", sign=NO_DATA))
