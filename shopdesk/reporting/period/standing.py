"""The standing tasks of a span: what fell due, what was done, and when."""

from __future__ import annotations

from shopdesk.domain.daily.standing_tasks import StandingDue
from shopdesk.domain.report.records import PeriodReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, add_table


def add_standing(sheet: Sheet, report: PeriodReport) -> None:
    """Write the section; nothing where no task fell due."""
    if not report.standing:
        return
    sheet.row += 1
    sheet.section(tr("Standing tasks"))
    columns: list[Column[StandingDue]] = [
        Column(title=tr("Standing task"), kind="strong", value=lambda one: one.task.title),
        Column(title=tr("Due"), kind="date", value=lambda one: one.due),
        Column(title=tr("Responsible"), value=lambda one: one.task.owner),
        Column(title=tr("Done on"), kind="date", value=lambda one: one.done.done_on if one.done is not None else None),
        Column(title=tr("Done by"), value=lambda one: one.done.who if one.done is not None else ""),
    ]
    add_table(sheet, columns, report.standing)
    done = sum(one.done is not None for one in report.standing)
    sheet.note(tr("{done} of {count} done.", done=done, count=len(report.standing)), columns=4)
