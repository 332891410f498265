"""A name to choose or to type."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from shopdesk.gui.widgets.typed_line import let_type
from shopdesk.infra.i18n import tr


class OwnerBox(QComboBox):
    """An editable box that offers known names; ``committed`` carries the name once the user is done with it."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`offer` and :meth:`set_owner`."""
        super().__init__(parent)
        let_type(self)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(tr("Owner"))
        self._kept = ""
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr("nobody yet"))
        line.editingFinished.connect(self._on_done)
        self.activated.connect(lambda _index: self._on_done())
        completer = self.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def be_narrow(self) -> None:
        """Take the room there is: one very long name must not widen the whole page."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def offer(self, names: Iterable[str]) -> None:
        """Names to choose from; what is typed stays."""
        text = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(names))
        self.setCurrentIndex(-1)
        self.setEditText(text)
        self.blockSignals(False)

    def set_owner(self, name: str) -> None:
        """Show a name that is kept already; a name being typed is left alone."""
        line = self.lineEdit()
        if line is not None and line.hasFocus() and line.text() != self._kept:
            return
        self._kept = name
        self.setEditText(name)

    def owner(self) -> str:
        """The name as it stands."""
        return self.currentText().strip()

    def flush(self) -> None:
        """Commit what was typed and not kept yet."""
        self._on_done()

    def _on_done(self) -> None:
        name = self.owner()
        if name != self._kept:
            self._kept = name
            self.committed.emit(name)
