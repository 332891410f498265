"""A figure with its name and a remark."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.text import NO_DATA


class FigureCard(QFrame):
    """A card with one figure."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """A card named ``name`` for the figure called ``label``."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._label = label
        caption = QLabel(label)
        caption.setProperty("role", "muted")
        self.value = QLabel(NO_DATA)
        self.value.setProperty("role", "figure")
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2)
        for widget in (caption, self.value, self.note):
            layout.addWidget(widget)

    def show_figure(self, value: str, note: str = "", tone: str = "") -> None:
        """Show a figure."""
        self.value.setText(value)
        self.value.setProperty("tone", tone)
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.note.setText(note)
        self.setAccessibleName(f"{self._label} {value} {note}".strip())
