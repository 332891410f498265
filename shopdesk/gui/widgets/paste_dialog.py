"""What pasted rows would change, before anything is kept; what is refused is named with row and column."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.pasting import Pasted, PastedRow
from shopdesk.domain.text import Text
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.task_runner import TaskRunner
    from shopdesk.gui.widgets.record_panel import PasteTarget


class PasteDialog(FormDialog):
    """Lists the rows with what happens to each. What was refused while keeping stays in the list with the reason."""

    def __init__(
        self, tasks: TaskRunner, name: str, target: PasteTarget, pasted: Pasted, reader: Reader, parent: QWidget
    ) -> None:
        """Show ``pasted``; ``name`` begins the object names."""
        super().__init__(tr("Paste rows"), self._keep, parent)
        self.setObjectName(f"{name}.paste")
        roomy(self, 820, 460)
        self._tasks = tasks
        self._target = target
        self._reader = reader
        self._refused: dict[int, Text] = {}
        self._pasted = pasted
        self.head = QLabel()
        self.head.setObjectName(f"{name}.paste.head")
        self.head.setWordWrap(True)
        columns: list[Column[PastedRow]] = [
            Column(tr("Row"), lambda row: row.number, numeric=True),
            Column(tr("What happens"), self._verdict, width=360, tip=self._verdict),
        ]
        columns += [
            Column(
                tr(field.label) if field is not None and field.label is not None else tr("not used"),
                lambda row, place=place: row.cells[place] if place < len(row.cells) else None,
            )
            for place, field in enumerate(pasted.fields)
        ]
        self.table = RecordTable(RecordTableModel(columns), f"{name}.paste.rows", tr("Pasted rows"))
        self.form.addRow(self.head)
        self.form.addRow(self.table)
        self._show()

    def _show(self) -> None:
        ready = self._pasted.ready
        new = sum(1 for row in ready if row.old is None)
        refused = sum(1 for row in self._pasted.rows if row.problems or row.number in self._refused)
        same = len(self._pasted.rows) - len(ready) - sum(1 for row in self._pasted.rows if row.problems)
        self.head.setText(
            tr(
                "{new} new, {changed} changed, {same} as they are, {refused} refused.",
                new=new,
                changed=len(ready) - new,
                same=same,
                refused=refused,
            )
        )
        self.table.set_records(self._pasted.rows)
        self.ok.setText(tr("Keep {count} rows", count=len(ready)))
        self.ok.setEnabled(bool(ready))

    def _verdict(self, row: PastedRow) -> str:
        if row.number in self._refused:
            return tr(self._refused[row.number])
        if row.problems:
            return "; ".join(
                tr("{column}: {problem}", column=one.field.label or one.field.name, problem=one.message)
                for one in row.problems
            )
        added = tr("{count} SKU rows added up", count=row.made_of) if row.made_of > 1 else ""
        return "; ".join(filter(None, (added, self._change(row))))

    def _change(self, row: PastedRow) -> str:
        if row.old is None:
            return tr("New")
        noun, shown = self._target.noun, self._reader.shown
        changes = [
            f"{tr(field.label or Text('Value'))}: {shown(field, getattr(row.old, name))} → "
            f"{shown(field, getattr(row.record, name))}"
            for name in row.changed
            for field in [noun.field(name)]
        ]
        return "; ".join(changes) or tr("As it is")

    def _keep(self) -> bool:
        ready, keep = self._pasted.ready, self._target.keep
        self.ok.setEnabled(False)
        self._tasks.database(lambda: _keep_each(ready, keep), done=self._on_kept, failed=self.complain, owner=self)
        return False

    def _on_kept(self, refused: dict[int, Text]) -> None:
        if not refused:
            self.accept()
            return
        self._refused = refused
        rows = tuple(row for row in self._pasted.rows if row.number in refused or row.problems)
        self._pasted = Pasted(self._pasted.fields, rows)
        self._show()


def _keep_each(rows: tuple[PastedRow, ...], keep: Callable[[Any, Any], Any]) -> dict[int, Text]:
    """Keep one row after the other; the sentence of each that is refused, by its number."""
    refused = {}
    for row in rows:
        try:
            keep(row.record, row.old)
        except UserError as error:
            refused[row.number] = error.text
    return refused
