"""A note that is kept when the keyboard leaves it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from shopdesk.infra.i18n import tr


class NoteEdit(QPlainTextEdit):
    """A few lines of text; ``committed`` carries them when the keyboard leaves."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Two to three lines high."""
        super().__init__(parent)
        self._kept = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(46)
        self.setPlaceholderText(tr("Note"))
        self.setAccessibleName(tr("Note"))

    def set_note(self, text: str) -> None:
        """Show a kept note; one being written is left alone."""
        if self.hasFocus() and self.toPlainText() != self._kept:
            return
        self._kept = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def flush(self) -> None:
        """Commit what was written and not kept yet."""
        text = self.toPlainText().strip()
        if text != self._kept.strip():
            self._kept = text
            self.committed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on leaving."""
        super().focusOutEvent(event)
        self.flush()
