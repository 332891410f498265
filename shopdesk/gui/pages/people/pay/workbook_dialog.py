"""What a workbook of people and pay would change, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.payroll.load_report import LoadReport


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that the workbook does: what, where it stands, whose it is, and how it was and will be."""

    what: str
    where: str
    name: str
    before: str | None
    after: str | None


class WorkbookDialog(FormDialog):
    """Lists new people, changed figures and faults; with a fault nothing can be kept."""

    def __init__(
        self,
        context: PageContext,
        question: tuple[int, date],
        path: Path,
        report: LoadReport,
        parent: QWidget,
        *,
        only_people: bool = False,
    ) -> None:
        """Show what ``report`` says of the workbook at ``path`` for a store's month, or of its people only."""
        month = f"{question[1]:%Y-%m}"
        title = (
            tr("People of the workbook {file}", file=path.name)
            if only_people
            else tr("Workbook for {month}: {file}", month=month, file=path.name)
        )
        super().__init__(title, self._keep, parent, ok_label=tr("Take it"))
        self._only_people = only_people
        self.setObjectName("people.pay.workbook")
        roomy(self, 760, 460)
        self._context = context
        self._question = question
        self._path = path
        self._report = report
        self.head = QLabel()
        self.head.setObjectName("people.pay.workbook.head")
        self.head.setWordWrap(True)
        columns: list[Column[_Entry]] = [
            Column(tr("What happens"), lambda entry: entry.what, tip=lambda entry: entry.what, width=240),
            Column(tr("Place"), lambda entry: entry.where),
            Column(tr("Person"), lambda entry: entry.name),
            Column(tr("Before"), lambda entry: entry.before),
            Column(tr("After"), lambda entry: entry.after),
        ]
        self.table = RecordTable(RecordTableModel(columns), "people.pay.workbook.rows", tr("What the workbook changes"))
        self.form.addRow(self.head)
        self.form.addRow(self.table)
        self._show()

    def _show(self) -> None:
        report = self._report
        if report.trouble:
            words = tr(
                "{count} cells cannot be taken. Nothing is kept: correct the workbook and take it again.",
                count=len(report.trouble),
            )
        elif not _changes(report):
            words = tr("The workbook says what is known already. There is nothing to keep.")
        else:
            words = tr(
                "{hired} new people, {left} who leave, {changes} changed figures.",
                hired=len(report.hired) + len(report.rehired),
                left=len(report.left),
                changes=len(report.changes),
            )
        self.head.setText(words)
        self.table.set_records(list(_entries(report)))
        self.ok.setEnabled(not report.trouble and _changes(report))

    def _keep(self) -> bool:
        """Keep what was shown; where the file or the figures have changed meanwhile, show that instead."""
        payroll, (store_id, month), path, seen = (
            self._context.services.payroll,
            self._question,
            self._path,
            self._report,
        )
        self.ok.setEnabled(False)
        only_people = self._only_people

        def work() -> LoadReport:
            now = payroll.load(store_id, month, path, dry_run=True, only_people=only_people)
            return payroll.load(store_id, month, path, only_people=only_people) if now == seen else now

        self._context.tasks.database(work, done=self._on_loaded, failed=self._refuse, owner=self)
        return False

    def _on_loaded(self, report: LoadReport) -> None:
        if report == self._report:
            self.accept()
            return
        self._report = report
        self._show()
        self.complain(UserError(Text("The workbook or the figures changed meanwhile. Look at it again.")))

    def _refuse(self, error: Exception) -> None:
        self.ok.setEnabled(True)
        self.complain(error)


def _changes(report: LoadReport) -> bool:
    return bool(report.hired or report.rehired or report.left or report.changes)


def _entries(report: LoadReport) -> Iterator[_Entry]:
    """Faults first: they decide whether anything happens."""
    for fault in report.trouble:
        place = (fault.sheet, tr("row {row}", row=fault.row) if fault.row else "", fault.column)
        message = fault.message
        said = tr(message) if isinstance(message, Text | str) else str(message)
        yield _Entry(said, " ".join(part for part in place if part), "", None, None)
    for words, names in (
        (tr("New person"), report.hired),
        (tr("Hired again"), report.rehired),
        (tr("Leaves"), report.left),
    ):
        for name in names:
            yield _Entry(words, "", name, None, None)
    for change in report.changes:
        yield _Entry(tr("Change"), f"{change.sheet} · {change.column}", change.name, change.before, change.after)
    for sheet, column in report.unknown:
        yield _Entry(tr("Left alone, because it is unknown"), f"{sheet} · {column}", "", None, None)
