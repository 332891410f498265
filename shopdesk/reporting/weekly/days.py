"""The sheet with the days of the week, totals that can be checked, and the last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.kpi import Rebuild, kpi
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.periods import By, label
from shopdesk.domain.report.records import DAY_FIGURES, WEEK_FIGURES, WeeklyReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.daily_sheet import joined
from shopdesk.reporting.weekly.book import (
    KIND_OF_UNIT,
    Book,
    Number,
    Sheet,
    of_kpi,
    pair_formula,
    sum_of,
    weekday,
    yuan,
)

# Which two columns a quotient of the day table comes from, and to how many places it is rounded.
_PARTS = {
    "paying_rate": ("paid_orders", "orders", 6),
    "amount_per_order": ("paid_amount", "paid_orders", 2),
    "conversion": ("buyers", "visitors", 6),
    "roi": ("ad_sales", "ad_spend", 6),
}


@dataclass(frozen=True, slots=True)
class DayTable:
    """Where the day table lies, for other sheets that point to it."""

    sheet: Sheet
    columns: dict[str, int]
    rows: tuple[int, int]
    total: int
    weeks: tuple[int, int] | None
    week_columns: dict[str, int]


def add_days(book: Book, report: WeeklyReport, about: str) -> DayTable:
    """Write the sheet."""
    codes = [code for code in DAY_FIGURES if any(line.values[code] is not None for line in report.days)]
    widths = [12, 10, *[12.5] * (len(codes) + 3)]
    sheet = book.sheet(tr("Day by day"), about, widths)
    has_target = any(line.target is not None for line in report.days)
    columns, titles = _columns(codes, has_target)
    heading = sheet.row
    first = sheet.head([tr("Date"), tr("Weekday"), *titles], repeat=True)
    for line in report.days:
        row = sheet.row
        sheet.day(row, 1, line.day)
        sheet.text(row, 2, weekday(line.day), kind="middle")
        for code in codes:
            item = kpi(code)
            sheet.number(row, columns[code], of_kpi(item, line.values[code]), KIND_OF_UNIT[item.unit], gap="")
        sheet.number(row, columns["before"], yuan(line.before), "money", gap="")
        if has_target:
            _target(sheet, row, columns, line.values.get("paid_amount"), line.target)
        sheet.row += 1
    last = sheet.row - 1
    total = _totals(sheet, report, codes, columns, first, last)
    _mean(sheet, report, codes, columns, first, last)
    sheet.worksheet.freeze_panes = sheet.worksheet.cell(first, 3)
    sheet.row += 1
    _why_no_sum(sheet, codes)
    weeks, week_columns = _weeks(sheet, report)
    return DayTable(sheet, columns, (heading, last), total, weeks, week_columns)


def _columns(codes: list[str], has_target: bool) -> tuple[dict[str, int], list[str]]:
    """The place of each column and the headings; target and week before stand beside the paid amount."""
    places: dict[str, int] = {}
    titles: list[str] = []
    for code in codes or ["before"]:
        if code != "before":
            places[code] = 3 + len(titles)
            titles.append(tr(kpi(code).name))
        if code in ("paid_amount", "before"):
            places["before"] = 3 + len(titles)
            titles.append(tr("Paid amount, week before"))
            if has_target:
                places["target"] = 3 + len(titles)
                titles.append(tr("Target"))
                places["reached"] = 3 + len(titles)
                titles.append(tr("Target reached"))
    if "before" not in places:
        places["before"] = 3 + len(titles)
        titles.append(tr("Paid amount, week before"))
        if has_target:
            places["target"], places["reached"] = 3 + len(titles), 4 + len(titles)
            titles += [tr("Target"), tr("Target reached")]
    return places, titles


def _target(sheet: Sheet, row: int, columns: dict[str, int], paid: Number, target: int | None) -> None:
    sheet.number(row, columns["target"], yuan(target), "money", gap="")
    top = sheet.place(columns["paid_amount"], row) if "paid_amount" in columns else ""
    expected = ratio(paid, target) if top else None
    sheet.formula(row, columns["reached"], f"ROUND({top}/{sheet.place(columns['target'], row)},6)", expected, "rate")


def _totals(
    sheet: Sheet, report: WeeklyReport, codes: list[str], columns: dict[str, int], first: int, last: int
) -> int:
    row = sheet.row
    sheet.text(row, 1, tr("Week"), kind="strong", total=True)
    sheet.text(row, 2, "", total=True)
    for code in codes:
        item = kpi(code)
        kind = KIND_OF_UNIT[item.unit]
        expected = of_kpi(item, report.figures[code])
        if item.rebuild is Rebuild.SUM:
            sheet.formula(
                row, columns[code], f"SUM({sheet.span(columns[code], first, last)})", expected, kind, total=True
            )
        elif code in _PARTS and _from_columns(report, code) == report.figures[code]:
            top, bottom, places = _PARTS[code]
            formula = pair_formula(
                sheet.span(columns[top], first, last), sheet.span(columns[bottom], first, last), places
            )
            sheet.formula(row, columns[code], formula, expected, kind, total=True)
        elif item.rebuild is Rebuild.DISTINCT:
            sheet.number(row, columns[code], None, kind, total=True)
        else:
            sheet.number(row, columns[code], expected, kind, total=True)
    before = sum_of([line.before for line in report.days])
    span = sheet.span(columns["before"], first, last)
    sheet.formula(row, columns["before"], f"SUM({span})", yuan(before), "money", total=True)
    if "target" in columns:
        target = sum_of([line.target for line in report.days])
        span = sheet.span(columns["target"], first, last)
        sheet.formula(row, columns["target"], f"SUM({span})", yuan(target), "money", total=True)
        paid = report.figures["paid_amount"] if "paid_amount" in columns else None
        formula = f"ROUND({sheet.place(columns.get('paid_amount', 1), row)}/{sheet.place(columns['target'], row)},6)"
        sheet.formula(row, columns["reached"], formula, ratio(paid, target), "rate", total=True)
    sheet.row += 1
    return row


def _from_columns(report: WeeklyReport, code: str) -> Decimal | int | None:
    """The quotient as the columns give it; another rebuild of the KPI must not be passed off as their formula."""
    top, bottom, places = _PARTS[code]
    pairs = [(line.values.get(top), line.values.get(bottom)) for line in report.days]
    known = [(one, two) for one, two in pairs if one is not None and two is not None]
    if not known:
        return None
    found = ratio(sum(one for one, _two in known), sum(two for _one, two in known))
    if found is None or places == 6:
        return found
    return divide_fen(int(sum(one for one, _two in known)), int(sum(two for _one, two in known)))


def _mean(sheet: Sheet, report: WeeklyReport, codes: list[str], columns: dict[str, int], first: int, last: int) -> None:
    """The mean of the days with a figure: this one exists for visitors and buyers too."""
    row = sheet.row
    sheet.text(row, 1, tr("Daily mean"), kind="strong", total=True)
    for column in range(2, max(columns.values()) + 1):
        sheet.text(row, column, "", total=True)
    for code in codes:
        item = kpi(code)
        if item.rebuild not in (Rebuild.SUM, Rebuild.DISTINCT):
            continue
        known = [of_kpi(item, line.values[code]) for line in report.days if line.values[code] is not None]
        mean = sum(Decimal(value) for value in known if value is not None) / len(known) if known else None
        kind = "number" if KIND_OF_UNIT[item.unit] == "count" else KIND_OF_UNIT[item.unit]
        span = sheet.span(columns[code], first, last)
        sheet.formula(row, columns[code], f"AVERAGE({span})", mean, kind, total=True)
    sheet.row += 1


def _why_no_sum(sheet: Sheet, codes: list[str]) -> None:
    names = [tr(kpi(code).name) for code in codes if kpi(code).rebuild is Rebuild.DISTINCT]
    if names:
        why = tr("People are counted once in any span of days, so daily figures are never added up.")
        sheet.note(tr("No sum for {figures}: {why}", figures=joined(names), why=why))
    sheet.note(tr("An empty cell means that no import states the figure for that day; it is not zero."))
    sheet.row += 1


def _weeks(sheet: Sheet, report: WeeklyReport) -> tuple[tuple[int, int] | None, dict[str, int]]:
    codes = [code for code in WEEK_FIGURES if any(line.values[code] is not None for line in report.weeks)]
    if not codes:
        return None, {}
    sheet.section(tr("The last weeks"))
    heading = sheet.row
    sheet.head([tr("Week"), tr("From"), *(tr(kpi(code).name) for code in codes)])
    for line in report.weeks:
        sheet.text(sheet.row, 1, label(line.week.start, By.WEEK), kind="middle")
        sheet.day(sheet.row, 2, line.week.start)
        for column, code in enumerate(codes, start=3):
            item = kpi(code)
            sheet.number(sheet.row, column, of_kpi(item, line.values[code]), KIND_OF_UNIT[item.unit], gap="")
        sheet.row += 1
    return (heading, sheet.row - 1), {code: column for column, code in enumerate(codes, start=3)}
