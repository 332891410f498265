"""A table that says in its frame why it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView, QVBoxLayout, QWidget

from shopdesk.gui.widgets.controls import words as label
from shopdesk.gui.widgets.record_model import RecordTableModel


class WordedTable(QTableView):
    """The view on a :class:`RecordTableModel`; an empty frame alone would leave open why it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without words."""
        super().__init__(parent)
        self._when_empty = ""
        self._said: QLabel | None = None

    def say_when_empty(self, words: str) -> None:
        """Say ``words`` where there is no record; a filter that hides all of them is another thing."""
        self._when_empty = words
        if self._said is None:
            self._said = label(role="muted")
            self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._said.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout = QVBoxLayout(self.viewport())
            # A table in a small window has room for the words only.
            layout.setContentsMargins(4, 0, 4, 0)
            layout.addWidget(self._said)
        self.tell_empty()

    @property
    def says_why_empty(self) -> bool:
        """Whether words stand in its frame instead of records."""
        return self._said is not None and bool(self._said.text())

    def tell_empty(self) -> None:
        """Show the words, or no longer, after other records came; assistive programs read them, too."""
        if self._said is None:
            return
        model = self.model()
        words = self._when_empty if isinstance(model, RecordTableModel) and model.is_empty else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        self._said.setText(words)
        self._said.setVisible(bool(words))
