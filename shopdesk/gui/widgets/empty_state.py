"""What a page shows where there is nothing yet: why, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.gui.widgets.controls import button

_HINT_FIRST = 1000  # the hint takes its full width before the free space at its sides gets any


class EmptyState(QWidget):
    """A title, a hint and perhaps a button, in the middle of the free space."""

    def __init__(
        self,
        title: str,
        hint: str,
        action_label: str | None = None,
        action: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Say ``title`` and ``hint``; the button runs ``action``."""
        super().__init__(parent)
        self.title = QLabel(title)
        self.title.setProperty("role", "subtitle")
        self.hint = QLabel(hint)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.hint.setMaximumWidth(520)
        # With its parent from the start: shown without one it would flash up as a window and take the keyboard away.
        self.button = button("emptyState.action", "", action, role="primary", parent=self)
        self.button.setText(action_label or "")
        self.button.setVisible(bool(action_label))
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        # A wrapped text gets the height it needs in a row of its own, but not as an aligned item of a column.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.hint, _HINT_FIRST)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._ways = QVBoxLayout()
        layout.addLayout(self._ways)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def offer(self, action: Callable[[], None]) -> QPushButton:
        """A second way on below the first, hidden until it has words."""
        made = button("emptyState.elsewhere", "", action, parent=self)
        made.hide()
        self._ways.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        return made
