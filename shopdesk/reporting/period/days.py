"""The sheet with the days of the span, totals that can be checked, and the last weeks or months."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from shopdesk.domain.kpi import Rebuild, kpi
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.periods import By, label
from shopdesk.domain.report.records import DAY_FIGURES, PAST_FIGURES, PeriodReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.styles import KIND_OF_UNIT, of_kpi
from shopdesk.reporting.book.values import Number, pair_formula, sum_of, weekday, yuan
from shopdesk.reporting.daily_sheet import joined

_TRAFFIC = frozenset({"visitors", "buyers", "conversion", "page_views", "ad_spend", "ad_sales", "roi"})
# Which two columns a quotient of the day table comes from, and to how many places it is rounded.
_PARTS = {
    "paying_rate": ("paid_orders", "orders", 6),
    "amount_per_order": ("paid_amount", "paid_orders", 2),
    "conversion": ("buyers", "visitors", 6),
    "roi": ("ad_sales", "ad_spend", 6),
}
_WIDTHS = (12, 11, *[13.5] * 10)


@dataclass(slots=True)
class Block:
    """One table of days: the column of each figure, the heading row, the last day's row, the row of totals."""

    codes: list[str]
    columns: dict[str, int] = field(default_factory=dict)
    heading: int = 0
    first: int = 0
    last: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class DayTable:
    """Where the days and the last spans lie, for other sheets; ``names`` is the column of the days' names in charts."""

    sheet: Sheet
    sales: Block
    traffic: Block
    past: tuple[int, int] | None
    past_columns: dict[str, int]
    names: int

    def total_of(self, code: str) -> str | None:
        """The address of a figure's total, for another sheet; ``None`` where no table has it."""
        for block in (self.sales, self.traffic):
            if code in block.columns:
                return self.sheet.place(block.columns[code], block.total, sheet=True)
        return None


def add_days(book: Book, report: PeriodReport, about: str) -> DayTable:
    """Write the sheet."""
    codes = [code for code in DAY_FIGURES if any(line.values[code] is not None for line in report.days)]
    sheet = book.sheet(tr("Day by day"), about, _WIDTHS)
    sales = Block([code for code in codes if code not in _TRAFFIC])
    traffic = Block([code for code in codes if code in _TRAFFIC])
    sheet.section(tr("Orders and sales"))
    _write(sheet, report, sales, extras=True)
    if traffic.codes:
        sheet.section(tr("Visitors and ads"))
        _write(sheet, report, traffic, extras=False)
    _why_no_sum(sheet, codes)
    past, past_columns = _past(sheet, report)
    # Seven days go by their weekdays, the days of a month by their dates.
    return DayTable(sheet, sales, traffic, past, past_columns, 2 if report.by is By.WEEK else 1)


def _write(sheet: Sheet, report: PeriodReport, block: Block, *, extras: bool) -> None:
    """One table; ``extras`` adds the week before, where it is read, and the target beside the paid amount."""
    block.heading = sheet.row
    with_before = extras and report.by is By.WEEK
    titles = _columns(block, with_before=with_before, with_target=extras and any(line.target for line in report.days))
    block.first = sheet.head([tr("Date"), tr("Weekday"), *titles])
    for line in report.days:
        row = sheet.row
        sheet.day(row, 1, line.day)
        sheet.text(row, 2, weekday(line.day), kind="middle")
        for code in block.codes:
            item = kpi(code)
            sheet.number(row, block.columns[code], of_kpi(item, line.values[code]), KIND_OF_UNIT[item.unit], gap="")
        if "before" in block.columns:
            sheet.number(row, block.columns["before"], yuan(line.before), "money", gap="")
        if "target" in block.columns:
            sheet.number(row, block.columns["target"], yuan(line.target), "money", gap="")
            _reached(sheet, row, block, line.values.get("paid_amount"), line.target, total=False)
        sheet.row += 1
    block.last = sheet.row - 1
    _totals(sheet, report, block)
    _mean(sheet, report, block)
    sheet.row += 1


def _columns(block: Block, *, with_before: bool, with_target: bool) -> list[str]:
    """Give each figure its column; the headings are the answer."""
    names = [(code, tr(kpi(code).name)) for code in block.codes]
    beside = 1 if "paid_amount" in block.codes else 0
    extra = [("before", tr("Paid amount, week before"))] if with_before else []
    if with_target:
        extra += [("target", tr("Target")), ("reached", tr("Target reached"))]
    names[beside:beside] = extra
    block.columns = {code: column for column, (code, _name) in enumerate(names, start=3)}
    return [name for _code, name in names]


def _reached(sheet: Sheet, row: int, block: Block, paid: Number, target: Number, *, total: bool) -> None:
    paid_column = block.columns.get("paid_amount")
    expected = ratio(paid, target) if paid_column else None
    formula = f"ROUND({sheet.place(paid_column or 1, row)}/{sheet.place(block.columns['target'], row)},6)"
    sheet.formula(row, block.columns["reached"], formula, expected, "rate", total=total)


def _totals(sheet: Sheet, report: PeriodReport, block: Block) -> None:
    row = block.total = sheet.row
    sheet.text(row, 1, tr(report.words.whole), kind="strong", total=True)
    sheet.text(row, 2, "", total=True)

    def span(code: str) -> str:
        return sheet.span(block.columns[code], block.first, block.last)

    for code in block.codes:
        item, column = kpi(code), block.columns[code]
        kind, expected = KIND_OF_UNIT[item.unit], of_kpi(item, report.figures[code])
        if item.rebuild is Rebuild.SUM:
            sheet.formula(row, column, f"SUM({span(code)})", expected, kind, total=True)
        elif code in _PARTS and _from_columns(report, code) == report.figures[code]:
            top, bottom, places = _PARTS[code]
            sheet.formula(row, column, pair_formula(span(top), span(bottom), places), expected, kind, total=True)
        else:
            shown = None if item.rebuild is Rebuild.DISTINCT else expected
            sheet.number(row, column, shown, kind, total=True)
    for code, known in (
        ("before", sum_of([line.before for line in report.days])),
        ("target", sum_of([line.target for line in report.days])),
    ):
        if code in block.columns:
            sheet.formula(row, block.columns[code], f"SUM({span(code)})", yuan(known), "money", total=True)
    if "reached" in block.columns:
        target = sum_of([line.target for line in report.days])
        _reached(sheet, row, block, report.figures["paid_amount"], target, total=True)
    sheet.row += 1


def _from_columns(report: PeriodReport, code: str) -> Decimal | int | None:
    """The quotient as the columns give it; another rebuild of the KPI must not be passed off as their formula."""
    top, bottom, places = _PARTS[code]
    pairs = [(line.values.get(top), line.values.get(bottom)) for line in report.days]
    known = [(one, two) for one, two in pairs if one is not None and two is not None]
    one, two = sum(one for one, _two in known), sum(two for _one, two in known)
    return divide_fen(int(one), int(two)) if places == 2 else ratio(one, two)


def _mean(sheet: Sheet, report: PeriodReport, block: Block) -> None:
    """The mean of the days with a figure: this one exists for visitors and buyers too."""
    row = sheet.row
    sheet.text(row, 1, tr("Daily mean"), kind="strong", total=True)
    for column in range(2, max(block.columns.values(), default=2) + 1):
        sheet.text(row, column, "", total=True)
    for code in block.codes:
        item, column = kpi(code), block.columns[code]
        if item.rebuild not in (Rebuild.SUM, Rebuild.DISTINCT):
            continue
        known = [of_kpi(item, line.values[code]) for line in report.days]
        found = [Decimal(value) for value in known if value is not None]
        kind = "number" if KIND_OF_UNIT[item.unit] == "count" else KIND_OF_UNIT[item.unit]
        formula = f"AVERAGE({sheet.span(column, block.first, block.last)})"
        sheet.formula(row, column, formula, sum(found, Decimal(0)) / len(found) if found else None, kind, total=True)
    sheet.row += 1


def _why_no_sum(sheet: Sheet, codes: list[str]) -> None:
    names = [tr(kpi(code).name) for code in codes if kpi(code).rebuild is Rebuild.DISTINCT]
    if names:
        why = tr("People are counted once in any span of days, so daily figures are never added up.")
        sheet.note(tr("No sum for {figures}: {why}", figures=joined(names), why=why))
    sheet.note(tr("An empty cell means that no import states the figure for that day; it is not zero."))
    sheet.row += 1


def _past(sheet: Sheet, report: PeriodReport) -> tuple[tuple[int, int] | None, dict[str, int]]:
    codes = [code for code in PAST_FIGURES if any(line.values[code] is not None for line in report.past)]
    if not codes:
        return None, {}
    sheet.section(tr(report.words.past))
    heading = sheet.row
    sheet.head([tr(report.words.past_one), tr("From"), *(tr(kpi(code).name) for code in codes)])
    for line in report.past:
        sheet.text(sheet.row, 1, label(line.period.start, report.by), kind="middle")
        sheet.day(sheet.row, 2, line.period.start)
        for column, code in enumerate(codes, start=3):
            item = kpi(code)
            sheet.number(sheet.row, column, of_kpi(item, line.values[code]), KIND_OF_UNIT[item.unit], gap="")
        sheet.row += 1
    return (heading, sheet.row - 1), {code: column for column, code in enumerate(codes, start=3)}
