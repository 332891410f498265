"""A list of parts within a form: indicators of a card, items of a plan; each is edited in a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from shopdesk.domain.people import Role
from shopdesk.gui.opening import open_once
from shopdesk.gui.widgets.controls import button, named
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

_CODE = int(Qt.ItemDataRole.UserRole)


class PartsEditor(QWidget):
    """Shows the parts and edits them through ``form``, which is given a part or ``None`` for a new one.

    ``changed`` is emitted when the list is another one; ``summary`` says below it what the parts make together.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        columns: Sequence[Column[Any]],
        form: Callable[[Any], RecordForm],
        parent: QWidget | None = None,
    ) -> None:
        """Without parts; ``name`` begins the object names."""
        super().__init__(parent)
        self.setObjectName(name)
        self._form = form
        self.parts: list[Any] = []
        self.dialog: RecordForm | None = None
        self.table = RecordTable(RecordTableModel(columns), f"{name}.table", label)
        self.table.setMinimumHeight(scaled(self, 150))
        self.table.setSortingEnabled(False)
        self.table.opened.connect(lambda _part: self.edit())
        self.summary = QLabel()
        self.summary.setObjectName(f"{name}.summary")
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        row = QHBoxLayout()
        self.buttons = [
            button(f"{name}.add", tr("Add…"), self.add),
            button(f"{name}.edit", tr("Change…"), self.edit),
            button(f"{name}.remove", tr("Remove"), self.remove),
        ]
        for one in self.buttons:
            row.addWidget(one)
        row.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)

    def set_parts(self, parts: Sequence[Any]) -> None:
        """Show these, and say that they changed."""
        row = max(self.table.currentIndex().row(), 0)
        self.parts = list(parts)
        self.table.set_records(self.parts)
        if self.parts:
            self.table.selectRow(min(row, len(self.parts) - 1))
        self.changed.emit()

    def add(self) -> None:
        """Ask for a new part."""
        self._open(None, lambda part: self.set_parts([*self.parts, part]))

    def edit(self) -> None:
        """Ask for the chosen part anew."""
        row = self.table.currentIndex().row()
        if row < 0:
            return
        self._open(self.parts[row], lambda part: self.set_parts([*self.parts[:row], part, *self.parts[row + 1 :]]))

    def remove(self) -> None:
        """Take the chosen part out; closing the form without saving brings it back."""
        row = self.table.currentIndex().row()
        if row >= 0:
            self.set_parts([*self.parts[:row], *self.parts[row + 1 :]])

    def _open(self, part: Any, keep: Callable[[Any], None]) -> None:
        self.dialog = self._form(part)
        self.dialog.saved.connect(keep)
        open_once(self.dialog)


class RolesBox(QListWidget):
    """Ticks the roles that something is for; ``changed`` says that the choice is another one."""

    changed = Signal()

    def __init__(self, name: str, roles: Sequence[Role], chosen: Sequence[str], parent: QWidget | None = None) -> None:
        """Offer what is not hidden or is chosen already."""
        super().__init__(parent)
        named(self, name, tr("For the roles"))
        # What is ticked comes first, so that it is seen without scrolling.
        for role in sorted(roles, key=lambda one: one.code not in chosen):
            if role.hidden and role.code not in chosen:
                continue
            item = QListWidgetItem(role.name(current_language()), self)
            item.setData(_CODE, role.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if role.code in chosen else Qt.CheckState.Unchecked)
        self._unknown = tuple(code for code in chosen if code not in {role.code for role in roles})
        self.setFixedHeight(scaled(self, 110))
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def codes(self) -> tuple[str, ...]:
        """The codes of the ticked roles; those that the store no longer has stay."""
        items = [self.item(row) for row in range(self.count())]
        ticked = tuple(str(item.data(_CODE)) for item in items if item.checkState() is Qt.CheckState.Checked)
        return (*ticked, *self._unknown)
