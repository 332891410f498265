"""The sheet with the competitors: what was seen of each last in the span, beside the own figures of that day."""

from __future__ import annotations

from typing import Any

from shopdesk.domain.competitors import Compared, Measure
from shopdesk.domain.fields import written
from shopdesk.domain.report.records import PeriodReport, SeenLine
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.table import Column, add_table

_WIDTHS = (24, 14, 26, 16, 16, 16, 60)


def add_competitors(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet; there is none where nobody was looked at."""
    if not report.seen:
        return
    sheet = book.sheet(tr("Competitors"), about, _WIDTHS)
    sheet.section(tr("Seen of competitors"))
    lines = [(seen, one) for seen in report.seen for one in seen.lines]
    columns: list[Column[tuple[SeenLine, Compared]]] = [
        Column(title=tr("Competitor"), kind="strong", value=lambda one: one[0].name),
        Column(title=tr("Date"), kind="date", value=lambda one: one[0].day),
        Column(title=tr("Figure"), value=lambda one: tr(one[1].measure.label)),
        Column(title=tr("From", context="range"), kind="middle", value=lambda one: _said(one[1].measure, one[1].low)),
        Column(title=tr("To", context="range"), kind="middle", value=lambda one: _said(one[1].measure, one[1].high)),
        Column(title=tr("Own store"), kind="middle", value=lambda one: _said(one[1].measure, one[1].own)),
        Column(title=tr("Definition"), value=lambda one: tr(one[1].measure.remark)),
    ]
    add_table(sheet, columns, lines)
    sheet.note(tr("A range is what the platform shows; nothing reckons with its middle."))
    sheet.note(tr("The own figure is of the same day."))


def _said(measure: Measure, value: Any) -> str:
    """A figure as it is typed; a dash for what is not known."""
    return NO_DATA if value is None else written(measure.field, value)
