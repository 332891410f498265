"""What was changed: every commit with its changes, newest first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from shopdesk.domain.changes import Change, ChangeKind, ChangeSet
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr

_KINDS = {
    ChangeKind.EDIT: Text("edit"),
    ChangeKind.UNDO: Text("undo"),
    ChangeKind.REDO: Text("redo"),
    ChangeKind.IMPORT: Text("import"),
    ChangeKind.AUTO: Text("by the program"),
}


class HistoryDialog(QDialog):
    """Lists the change sets and shows what each changed, before and after."""

    def __init__(self, context: PageContext) -> None:
        """Load the newest ones."""
        super().__init__(context.window)
        self._context = context
        self.setObjectName("history")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What was changed"))
        self.resize(960, 560)
        model = RecordTableModel[ChangeSet](
            [
                Column(tr("When"), lambda one: one.at, text=lambda at: f"{at:%Y-%m-%d %H:%M:%S}", width=160),
                Column(tr("What"), lambda one: tr(one.reason), width=300),
                Column(tr("Who"), lambda one: one.actor or None, width=90),
                Column(tr("Kind"), lambda one: tr(_KINDS[one.kind])),
            ]
        )
        self.table = RecordTable(model, "history.table", tr("Changes"))
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setObjectName("history.detail")
        self.detail.setAccessibleName(tr("Before and after"))
        self.table.chosen.connect(self._on_chosen)
        search = SearchField(tr("Search the changes"))
        search.setObjectName("history.search")
        search.searched.connect(model.set_search)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(search)
        layout.addWidget(SplitView(self.table, self.detail, (3, 2)), 1)
        layout.addWidget(buttons)
        context.tasks.database(lambda: context.services.history.latest(500), done=self._show, owner=self)

    def _show(self, found: list[ChangeSet]) -> None:
        self.table.set_records(found)
        if found:
            self.table.selectRow(0)

    def _on_chosen(self, change_set: ChangeSet | None) -> None:
        lines = [] if change_set is None else [line for change in change_set.changes for line in describe(change)]
        self.detail.setPlainText("\n".join(lines))


def describe(change: Change) -> list[str]:
    """A change as lines: the record, then each field that differs."""
    head = f"{change.noun} #{change.record_id}"
    if change.before is None:
        return [tr("{record} added", record=head), *_fields(change.after or {}), ""]
    if change.after is None:
        return [tr("{record} removed", record=head), *_fields(change.before), ""]
    differing = [
        f"  {name}: {_shown(change.before.get(name))} → {_shown(value)}"
        for name, value in change.after.items()
        if change.before.get(name) != value
    ]
    return [tr("{record} changed", record=head), *differing, ""]


def _fields(values: dict[str, Any]) -> list[str]:
    return [f"  {name}: {_shown(value)}" for name, value in values.items() if value not in (None, "")]


def _shown(value: Any) -> str:
    return "—" if value is None or value == "" else str(value)
