"""The small tables of the import window: rows left out, imports that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.imports import KIND_NAMES, ImportRun, RowProblem, SkipReason
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import in_a_row, tr


def _number(name: str, title: str, get: Callable[[Any], int], *, adds_up: bool = True) -> Column[Any]:
    field = Field(name, Kind.COUNT, additive=adds_up)
    return Column(title, get, text="{:,}".format, numeric=True, name=name, field=field)


def problem_columns() -> list[Column[RowProblem]]:
    """Rows left out because something in them is wrong."""
    return [
        Column(
            tr("Row"),
            lambda problem: problem,
            text=lambda problem: f"{problem.sheet} · {problem.row}" if problem.sheet else str(problem.row),
            order=lambda problem: (problem.sheet or "", problem.row),
            name="row",
        ),
        Column(tr("Column"), lambda problem: problem.column or None, name="column"),
        Column(tr("What is wrong"), lambda problem: tr(problem.message), tip=_wrong, name="wrong"),
    ]


def _wrong(problem: RowProblem) -> str:
    return tr(problem.message)


def reason_columns() -> list[Column[SkipReason]]:
    """Why rows are left out, with how many and the first of them."""
    return [
        Column(tr("Reason"), lambda reason: tr(reason.message), tip=lambda reason: tr(reason.message), name="reason"),
        _number("rows", tr("Rows"), lambda reason: reason.count),
        Column(
            tr("First rows"),
            lambda reason: (
                in_a_row(map(str, reason.first_rows)) + (" …" if reason.count > len(reason.first_rows) else "")
            ),
            name="first_rows",
        ),
    ]


def run_columns(store_name: Callable[[int], str | None]) -> list[Column[ImportRun]]:
    """Imports that happened, with what they brought."""
    return [
        Column(tr("When"), lambda run: run.finished_at, text="{:%Y-%m-%d %H:%M}".format, name="when"),
        Column(tr("File"), lambda run: run.file_name, name="file"),
        Column(tr("Kind"), lambda run: tr(KIND_NAMES[run.kind]), name="kind"),
        Column(tr("Store"), lambda run: store_name(run.store_id), name="store"),
        Column(tr("Days"), lambda run: f"{run.first_day} – {run.last_day}" if run.first_day else None, name="days"),
        _number("new", tr("New", context="rows"), lambda run: run.new),
        _number("updated", tr("Updated", context="rows"), lambda run: run.updated),
        _number("skipped", tr("Left out"), lambda run: run.skipped),
        Column(tr("State"), lambda run: tr("Taken back") if run.undone_at else tr("Stands"), name="state"),
    ]


def record_panel(context: PageContext, columns: Sequence[Column[Any]], name: str, title: str) -> RecordPanel:
    """A record table of the import windows, with export."""
    table = RecordTable(RecordTableModel(columns), name, title)
    panel = RecordPanel(context, table, lambda: Reader(today=context.clock.today(), say=tr))
    panel.offer_export(title)
    return panel
