"""The forms of a store, and what can be done with a whole form."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from shopdesk.domain.daily.checklist import Checklist
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.daily.checklists import ChecklistView

_ID = int(Qt.ItemDataRole.UserRole)


class FormsList(QWidget):
    """Emits ``chosen`` with a checklist's id, and what is wanted for the chosen one."""

    chosen = Signal(int)
    added = Signal()
    copied = Signal()
    renamed = Signal()
    put_away = Signal()
    brought_back = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without forms."""
        super().__init__(parent)
        self._theme = theme
        self._away: set[int] = set()
        self.forms_model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.forms_model)
        self.list.setObjectName("templates.forms")
        self.list.setAccessibleName(tr("Forms"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.add = button("templates.new", tr("New form…"), self.added.emit, picture="add")
        self.copy = button("templates.copy", tr("Copy…"), self.copied.emit, picture="copy")
        self.rename = button("templates.rename", tr("Rename…"), self.renamed.emit, picture="edit")
        self.away = button("templates.putAway", tr("Put away"), self._on_away, picture="remove")
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        for pressed in (self.add, self.copy, self.rename, self.away):
            buttons.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    @property
    def current_id(self) -> int:
        """The id of the chosen form; 0 for none."""
        return int(self.list.currentIndex().data(_ID) or 0)

    def show_forms(
        self, views: Sequence[ChecklistView], away: Sequence[Checklist], edited: Collection[int], wanted: int
    ) -> None:
        """Show the forms with ``wanted`` chosen; ``edited`` have changes that are not saved."""
        language = current_language()
        self._away = {one.id or 0 for one in away}
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.forms_model.clear()
        for view in views:
            checklist = view.checklist
            asked = sum(not item.off for item in view.version.form.items)
            facts = [tr("{count} items", count=asked), tr("version {number}", number=view.version.number)]
            if view.update:
                facts.append(tr("news to take over"))
            if checklist.id in edited:
                facts.append(tr("not saved"))
            self._append(checklist.id or 0, f"{checklist.name(language)}\n{' · '.join(facts)}")
        for checklist in away:
            entry = self._append(checklist.id or 0, f"{checklist.name(language)}\n{tr('put away')}")
            entry.setForeground(QBrush(self._theme.muted))
        selection.blockSignals(False)
        self.choose(wanted)

    def choose(self, checklist_id: int) -> None:
        """Choose a form, the first where it is not there."""
        rows = range(self.forms_model.rowCount())
        row = next((row for row in rows if self.forms_model.item(row).data(_ID) == checklist_id), 0)
        self.list.setCurrentIndex(self.forms_model.index(row, 0))
        away = self.current_id in self._away
        self.away.setText(tr("Offer again") if away else tr("Put away"))
        self.away.setAccessibleName(self.away.text())
        for pressed in (self.copy, self.rename):
            pressed.setEnabled(not away)

    def _append(self, checklist_id: int, words: str) -> QStandardItem:
        entry = QStandardItem(words)
        entry.setData(checklist_id, _ID)
        entry.setSizeHint(QSize(120, scaled(self.list, 48)))
        self.forms_model.appendRow(entry)
        return entry

    def _on_current_changed(self) -> None:
        if self.current_id:
            self.choose(self.current_id)
            self.chosen.emit(self.current_id)

    def _on_away(self) -> None:
        if self.current_id in self._away:
            self.brought_back.emit(self.current_id)
        else:
            self.put_away.emit()
