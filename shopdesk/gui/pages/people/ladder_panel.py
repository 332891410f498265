"""The card with a whole tier table: its name, what can be done with it, the grid and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.tiers.checks import Finding
from shopdesk.gui.pages.people.ladder_table import LadderTable
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme
    from shopdesk.services.tiers import TierChoice


class LadderPanel(QFrame):
    """Shows the chosen table. Presets offer a copy; own tables can be edited, extended, reset, renamed, removed.

    ``asked`` names what is wanted: copy, add, drop, reset or remove.
    """

    edited = Signal(object)
    refused = Signal(str)
    asked = Signal(str)
    renamed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build the card."""
        super().__init__(parent)
        self.setObjectName("people.planner.ladder")
        self.setProperty("role", "card")
        self._editable = False
        self.name = TypedLine()
        self.name.setObjectName("people.planner.ladderName")
        self.name.setAccessibleName(tr("Name of the table"))
        self.name.setMinimumWidth(220)
        self.name.setMaximumWidth(320)
        self.name.editingFinished.connect(self._on_name_edited)
        self.title = QLabel()
        self.title.setProperty("role", "subtitle")
        self.about = QLabel()
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        self.copy = self._button("copy", tr("&Copy and edit"), tr("Make an own table from this one (Ctrl+Shift+C)"))
        self.copy.setShortcut(QKeySequence("Ctrl+Shift+C"))
        self.add = self._button("add", tr("&Add tier"), tr("Add a tier above the last one"))
        self.drop = self._button("drop", tr("&Drop tier"), tr("Take out the tier of the chosen cell"))
        self.reset = self._button("reset", tr("&Reset"), tr("Bring back the preset's figures"))
        self.remove = self._button("remove", tr("Remove &table"), tr("Remove this own table; Ctrl+Z brings it back"))
        self.remove.setProperty("role", "danger")
        self.table = LadderTable(theme, "people.planner")
        self.table.edited.connect(self.edited)
        self.table.refused.connect(self.refused)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.name)
        head.addStretch(1)
        for pressed in (self.add, self.drop, self.reset, self.remove, self.copy):
            head.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addWidget(self.table)

    def _button(self, what: str, text: str, hint: str) -> QPushButton:
        return button(f"people.planner.{what}", text, lambda: self.asked.emit(what), tip=hint)

    def populate(
        self, choice: TierChoice, names: Mapping[str, str], findings: list[Finding], current: int | None
    ) -> None:
        """Show a table with its findings."""
        self._editable = choice.ladder.editable
        self.title.setText(tr("Table “{name}”", name=choice.name))
        self.title.setVisible(not self._editable)
        self.name.setVisible(self._editable)
        if not self.name.hasFocus():
            self.name.setText(choice.name)
            self.name.setCursorPosition(0)
            self.name.setModified(False)
        about = [choice.about]
        if self._editable:
            about.append(tr("Type over a figure to change it; Ctrl+Z takes a change back."))
        self.about.setText(sentences(about))
        for pressed in (self.add, self.drop, self.reset, self.remove):
            pressed.setVisible(self._editable)
        self.table.populate(choice.ladder, names, findings, current)

    def current_tier(self) -> int:
        """The tier of the chosen cell; the last one where none is chosen."""
        index = self.table.grid.currentIndex()
        if index.isValid():
            return index.column() // 3
        return max(0, self.table.model.columnCount() // 3 - 1)

    def keyPressEvent(self, event: object) -> None:
        """Leave the name with Escape without renaming."""
        if self.name.hasFocus() and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.name.undo()
            self.table.grid.setFocus()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]

    def _on_name_edited(self) -> None:
        if self._editable and self.name.isModified():
            self.name.setModified(False)
            self.renamed.emit(self.name.text())
