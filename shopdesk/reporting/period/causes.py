"""The sheet that says why sales moved: an exact split, and the moves by source, product and province."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES
from shopdesk.domain.kpi.decompose import AMOUNT_PER_ORDER, AOV, CONVERSION, DAYS, ORDERS, REST, VISITORS, Part
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.why_words import factor_name
from shopdesk.domain.money import round_half_up
from shopdesk.domain.report.records import PeriodReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.values import Number, yuan

_WIDTHS = (40, 16, 16, 18)
_KINDS = {
    DAYS: "count",
    VISITORS: "count",
    CONVERSION: "rate",
    AOV: "money",
    ORDERS: "count",
    AMOUNT_PER_ORDER: "money",
}


def add_causes(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Why sales moved"), about, _WIDTHS, landscape=False)
    sheet.section(tr("By cause"))
    if report.split is None:
        uneven = report.uneven.get(Source.ORDERS)
        missing = tr(report.words.no_causes)
        sheet.nothing(missing if uneven is None else tr(uneven.sentence))
    else:
        _factors(sheet, report)
    changed = report.split.change if report.split is not None else None
    for title, parts, names in (
        (tr("By source"), report.by_channel, {one.value: tr(name) for one, name in CHANNEL_NAMES.items()}),
        (tr("By product"), report.by_product, {}),
        (tr("By province"), report.by_region, {}),
    ):
        if parts:
            sheet.section(title)
            _moves(sheet, report, parts, names, changed)


def _factors(sheet: Sheet, report: PeriodReport) -> None:
    split = report.split
    assert split is not None
    first = sheet.head((tr("Cause"), tr(report.words.before), tr(report.words.this), tr("Effect on sales")))
    for part in split.parts:
        row = sheet.row
        sheet.text(row, 1, tr(factor_name(part.factor)), kind="strong")
        for column, level in ((2, part.before), (3, part.after)):
            value, kind = _level(part.factor, level)
            sheet.number(row, column, value, kind)
        sheet.number(row, 4, yuan(part.effect), "move")
        sheet.row += 1
    row, last = sheet.row, sheet.row - 1
    sheet.text(row, 1, tr("Change of the paid amount"), kind="strong", total=True)
    sheet.number(row, 2, yuan(split.before), "money", total=True)
    sheet.number(row, 3, yuan(split.after), "money", total=True)
    sheet.formula(row, 4, f"SUM({sheet.span(4, first, last)})", yuan(split.change), "move", total=True)
    sheet.row += 1
    sheet.text(sheet.row, 1, tr(report.words.check))
    for column in (2, 3):
        sheet.text(sheet.row, column, "")
    formula = f"{sheet.place(3, row)}-{sheet.place(2, row)}"
    sheet.formula(sheet.row, 4, formula, yuan(split.change), "move")
    sheet.row += 2
    sheet.note(tr("The parts add up to the change to the fen: each is the cause's mean effect, whichever moved first."))
    sheet.row += 1


def _level(code: str, level: Fraction | None) -> tuple[Number, str]:
    if level is None or code not in _KINDS:
        return None, "number"
    kind = _KINDS[code]
    exact = Decimal(level.numerator) / Decimal(level.denominator)
    if kind == "money":
        return yuan(round_half_up(exact)), kind
    return (round_half_up(exact) if kind == "count" else exact.quantize(Decimal("0.000001"))), kind


def _moves(
    sheet: Sheet, report: PeriodReport, parts: Sequence[Part], names: dict[str, str], changed: int | None
) -> None:
    """The moves by name, and what they leave of the change of the paid amount, so that every table ends with it."""
    first = sheet.head((tr("Name"), tr(report.words.before), tr(report.words.this), tr("Difference")))
    for part in parts:
        row = sheet.row
        others = part.factor == REST and part.before is None
        sheet.text(row, 1, tr("All others") if others else names.get(part.factor, part.factor))
        before, after = (None if level is None else yuan(int(level)) for level in (part.before, part.after))
        sheet.number(row, 2, before, "money")
        sheet.number(row, 3, after, "money")
        if others:
            sheet.number(row, 4, yuan(part.effect), "move")
        else:
            sheet.formula(row, 4, f"{sheet.place(3, row)}-{sheet.place(2, row)}", yuan(part.effect), "move")
        sheet.row += 1
    stated = sum(part.effect for part in parts)
    if changed is not None and changed != stated:
        sheet.text(sheet.row, 1, tr("Not stated by this report, or said twice in it"))
        for column in (2, 3):
            sheet.number(sheet.row, column, None, "money")
        sheet.number(sheet.row, 4, yuan(changed - stated), "move")
        sheet.row += 1
    row, last = sheet.row, sheet.row - 1
    words = tr("Sum of the differences") if changed is None else tr("Change of the paid amount")
    sheet.text(row, 1, words, kind="strong", total=True)
    for column in (2, 3):
        sheet.text(row, column, "", total=True)
    whole = yuan(stated if changed is None else changed)
    sheet.formula(row, 4, f"SUM({sheet.span(4, first, last)})", whole, "move", total=True)
    sheet.row += 2
