"""The last sheet: what the report could not say, and what each figure means."""

from __future__ import annotations

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.kinds import BASIS_NAMES, SOURCE_NAMES, Kpi
from shopdesk.domain.periods import Period
from shopdesk.domain.report.records import DAY_FIGURES, PAST_FIGURES, PeriodReport
from shopdesk.infra.i18n import sentences, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.daily_sheet import joined

_WIDTHS = (28, 60, 30, 52)


def add_notes(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Gaps and definitions"), about, _WIDTHS)
    _gaps(sheet, report)
    _definitions(sheet, report)


def _gaps(sheet: Sheet, report: PeriodReport) -> None:
    sheet.section(tr("Gaps in the data"))
    if not report.gaps:
        sheet.nothing(tr(report.words.no_gaps))
        return
    sheet.head((tr("Days", context="report"), tr("What is missing")))
    for gap in report.gaps:
        sheet.text(sheet.row, 1, joined([_days(span) for span in gap.days]))
        sheet.text(sheet.row, 2, tr(gap.what))
        sheet.row += 1
    sheet.row += 1


def _days(span: Period) -> str:
    if span.start == span.end:
        return span.start.isoformat()
    return tr("{start} to {end}", start=span.start.isoformat(), end=span.end.isoformat())


def _definitions(sheet: Sheet, report: PeriodReport) -> None:
    sheet.section(tr("What the figures mean"))
    basis = tr(BASIS_NAMES[report.basis])
    sheet.note(tr("Orders count {basis} unless a figure says otherwise. Weeks run from Monday to Sunday.", basis=basis))
    sheet.note(tr("“—” means that nothing states the figure; it is never zero."))
    sheet.head((tr("Figure"), tr("Formula"), tr("Source"), tr("Over several days")), repeat=True)
    for item in _used(report):
        row = sheet.row
        sheet.text(row, 1, tr(item.name), kind="strong")
        sheet.text(row, 2, tr(item.formula))
        sheet.text(row, 3, tr(SOURCE_NAMES[item.source]))
        sheet.text(row, 4, _over_days(item))
        sheet.row += 1


def _used(report: PeriodReport) -> list[Kpi]:
    """Each KPI once, in the order in which the sheets show it."""
    found = {item.code: item for item in report.kpis}
    shown = [code for code in DAY_FIGURES if any(line.values[code] is not None for line in report.days)]
    shown += [code for code in PAST_FIGURES if any(line.values[code] is not None for line in report.past)]
    for code in shown:
        found.setdefault(code, kpi(code))
    return list(found.values())


def _over_days(item: Kpi) -> str:
    why = item.why_no_total
    parts = [tr("Days add up.") if item.additive else tr("Days do not add up.")]
    if why is not None:
        parts.append(tr(why))
    if item.note is not None:
        parts.append(tr(item.note))
    return sentences(parts)
