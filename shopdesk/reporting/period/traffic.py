"""The sheet with the ads and what they brought, and with the other sources of visitors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, CHANNEL_NAMES, ChannelLine, Pair
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.money import decimal_text, divide_fen, ratio
from shopdesk.domain.report.records import PeriodReport, SourceLine
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.charts import bar_chart
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Placed, Total, add_table
from shopdesk.reporting.book.values import Number, change, pairs, quotient, sum_of, yuan

_WIDTHS = (20, 13, 12, 13, 12, 11, 14, 12, 15, 15, 11, 10, 10)


def add_traffic(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Traffic and ads"), about, _WIDTHS)
    if not report.sources:
        sheet.nothing(tr(report.words.no_channels))
        return
    ads = [source for source in report.sources if source.line.channel in AD_CHANNELS]
    others = [source for source in report.sources if source.line.channel not in AD_CHANNELS]
    tables = []
    if ads:
        sheet.section(tr("Ads"))
        tables.append(_ads(sheet, report, ads))
        sheet.note(tr("{name}: {formula}.", name=tr(kpi("roi").name), formula=tr(kpi("roi").formula)))
        if not all(_whole([source.line for source in ads], key) for key in _QUOTIENTS):
            sheet.note(tr("Click rate, cost per click and ROI divide figures of the days that have both."))
        sheet.note(tr("One order may count for several ads, so their sales can exceed the paid amount."))
        _other_spend(sheet, report, ads)
        sheet.row += 1
    if others:
        sheet.section(tr("Other sources of visitors"))
        columns = [one for one in _columns(report, others) if one.key in _OF_OTHERS]
        tables.append(add_table(sheet, columns, others))
        sheet.note(tr("Commission is paid for sales, so it is no ad spend and has no ROI."))
        sheet.row += 1
    sheet.note(tr("Visitors are people: their mean day is shown, and they are added neither over days nor sources."))
    if (uneven := report.uneven.get(Source.CHANNELS)) is not None:
        sheet.note(tr(uneven.sentence))
    sheet.row += 1
    _charts(sheet, tables, ads, others)


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A column that divides: its KPI, its kind of cell, the columns it divides and their fields, and its own pair."""

    code: str
    kind: str
    columns: tuple[str, str]
    fields: tuple[str, str]
    pair: str

    def shown(self, line: ChannelLine) -> Pair | None:
        """What stands in the two columns; ``None`` where one of them is a dash."""
        top, bottom = (getattr(line, name) for name in self.fields)
        return None if top is None or bottom is None else (top, bottom)

    def divide(self, top: int, bottom: int) -> Decimal | int | None:
        """The one by the other, rounded as everywhere."""
        return divide_fen(top, bottom) if self.kind == "money" else ratio(top, bottom)


_QUOTIENTS = {
    "rate": _Quotient("click_rate", "rate", ("clicks", "shown"), ("clicks", "impressions"), "clicks_by_impressions"),
    "cost": _Quotient("cost_per_click", "money", ("spend", "clicks"), ("spend_fen", "clicks"), "spend_by_clicks"),
    "roi": _Quotient("roi", "multiple", ("sales", "spend"), ("sales_fen", "spend_fen"), "sales_by_spend"),
}


def _whole(lines: Sequence[ChannelLine], key: str) -> bool:
    """Whether every quotient of a column divides what its line shows: it knows both on each of its days."""
    one = _QUOTIENTS[key]
    return all(getattr(line, one.pair) in (None, one.shown(line)) for line in lines)


_OF_OTHERS = frozenset({"name", "visitors", "visits", "spend", "sales", "before", "change", "orders"})


def _columns(report: PeriodReport, sources: Sequence[SourceLine]) -> list[Column[SourceLine]]:
    """Every column; a quotient is a formula where it comes from the two columns that the sheet shows."""
    lines = [source.line for source in sources]
    compared = Source.CHANNELS not in report.uneven
    ads = all(line.channel in AD_CHANNELS for line in lines)

    def total(figure: list[int | None]) -> Number:
        return sum_of(figure)

    now, before = total([line.sales_fen for line in lines]), total([line.sales_before_fen for line in lines])
    moved = ratio(now - before, before) if compared and now is not None and before is not None else None
    return [
        Column(title=tr("Source"), kind="strong", key="name", value=lambda one: tr(CHANNEL_NAMES[one.line.channel])),
        Column(title=tr("Visitors a day"), kind="number", key="visitors", value=lambda one: one.visitors_a_day),
        Column(title=tr("Page visits"), kind="count", key="visits", value=lambda one: one.page_visits, total=True),
        Column(title=tr("Impressions"), kind="count", key="shown", value=lambda one: one.line.impressions, total=True),
        Column(title=tr("Clicks"), kind="count", key="clicks", value=lambda one: one.line.clicks, total=True),
        Column(
            title=tr("Click rate"),
            kind="rate",
            key="rate",
            value=lambda one: one.line.click_rate,
            formula=quotient("clicks", "shown") if _whole(lines, "rate") else None,
        ),
        Column(
            title=tr("Spend") if ads else tr("Affiliate commission"),
            kind="money",
            key="spend",
            value=lambda one: yuan(one.line.spend_fen),
            total=True,
        ),
        Column(
            title=tr("Cost per click"),
            kind="money",
            key="cost",
            value=lambda one: yuan(one.line.cost_per_click),
            formula=quotient("spend", "clicks", 2) if _whole(lines, "cost") else None,
        ),
        Column(title=tr("Sales"), kind="money", key="sales", value=lambda one: yuan(one.line.sales_fen), total=True),
        Column(
            title=tr(report.words.sales_before),
            kind="money",
            key="before",
            value=lambda one: yuan(one.line.sales_before_fen),
            total=True,
        ),
        Column(
            title=tr("Change"),
            kind="change",
            key="change",
            value=lambda one: one.sales_change if compared else None,
            formula=change("sales", "before"),
            total=Total(formula=change("sales", "before"), expected=moved, of_totals=True),
        ),
        Column(title=tr("Orders"), kind="count", key="orders", value=lambda one: one.line.orders, total=True),
        Column(
            title=tr("ROI"),
            kind="multiple",
            key="roi",
            value=lambda one: one.line.roi,
            formula=quotient("sales", "spend") if _whole(lines, "roi") else None,
        ),
    ]


def _ads(sheet: Sheet, report: PeriodReport, ads: Sequence[SourceLine]) -> Placed:
    """The ads with their sum; its quotients are those of the whole program, formulas where the columns give them."""
    placed = add_table(sheet, _columns(report, ads), ads, total=tr("Ads together"))
    lines = [one.line for one in ads]
    for key, one in _QUOTIENTS.items():
        known = report.figures[one.code]
        value, places = (yuan(known), 2) if one.kind == "money" else (known, 6)
        both = [pair for line in lines if (pair := one.shown(line)) is not None]
        top, bottom = sum(above for above, _ in both), sum(below for _, below in both)
        column, row = placed.columns[key], placed.total
        if value is not None and _whole(lines, key) and one.divide(top, bottom) == known:
            formula = pairs(one.columns[0], one.columns[1], places)(placed.span)
            sheet.formula(row, column, formula, value, one.kind, total=True)
        else:
            sheet.number(row, column, value, one.kind, total=True)
    return placed


def _other_spend(sheet: Sheet, report: PeriodReport, ads: Sequence[SourceLine]) -> None:
    """Ad spend that only the platform's daily table states, so that this sheet and the overview can be reconciled."""
    known, whole = sum_of([one.line.spend_fen for one in ads]), report.figures["ad_spend"]
    if whole is not None and whole != (known or 0):
        amount = decimal_text(Decimal(whole - (known or 0)) / 100)
        sheet.note(tr("Another {amount} of ad spend is stated by the platform's daily table only.", amount=amount))


def _charts(sheet: Sheet, tables: Sequence[Placed], ads: Sequence[SourceLine], others: Sequence[SourceLine]) -> None:
    spot = 1
    for placed, sources in zip(tables, [lines for lines in (ads, others) if lines], strict=True):
        if any(one.visitors_a_day is not None for one in sources):
            title = tr("Visitors a day by ad") if sources is ads else tr("Visitors a day by source")
            area = (spot, sheet.row, spot + 4, sheet.row + 14)
            bar_chart(sheet, area, title, sheet, [placed.columns["visitors"]], placed.chart_rows, 1, lying=True)
            spot += 4
    if any(one.line.spend_fen is not None for one in ads):
        title = tr("Spend and sales by source (yuan)")
        columns = [tables[0].columns["spend"], tables[0].columns["sales"]]
        bar_chart(sheet, (spot, sheet.row, 14, sheet.row + 14), title, sheet, columns, tables[0].chart_rows, 1)
    sheet.row += 15
