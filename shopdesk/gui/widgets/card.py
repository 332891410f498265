"""A framed group on a page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.gui.widgets.elided_label import ElidedLabel


class Card(QFrame):
    """A white card with an optional heading; widgets go into ``body``, small controls beside the heading."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        """A card with this heading."""
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(8)
        self.header = QHBoxLayout()
        self.heading = ElidedLabel(title)
        self.heading.setProperty("role", "subtitle")
        self.header.addWidget(self.heading)
        self.header.addStretch(1)
        if title:
            outer.addLayout(self.header)
            self.setAccessibleName(title)
        else:
            self.heading.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below the others."""
        self.body.addWidget(widget, stretch)
