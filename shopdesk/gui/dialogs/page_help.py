"""A few sentences on the page in view, with its keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.gui.page import Page
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr


class PageHelpDialog(QDialog):
    """Says how a page is used and lists the shortcuts of its actions."""

    def __init__(self, page: Page, title: str, parent: QWidget) -> None:
        """Show the help of ``page``, which is called ``title``."""
        super().__init__(parent)
        self.setObjectName("pageHelp")
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        words = QLabel(page.help_text())
        words.setObjectName("pageHelp.text")
        words.setWordWrap(True)
        listed = QWidget()
        keys = QGridLayout(listed)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setHorizontalSpacing(24)
        with_keys = [action for action in page.actions_offered() if not action.shortcut().isEmpty()]
        for row, action in enumerate(with_keys):
            shortcut = QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            shortcut.setProperty("role", "muted")
            keys.addWidget(QLabel(action.text().replace("&", "").rstrip("…")), row, 0)
            keys.addWidget(shortcut, row, 1, Qt.AlignmentFlag.AlignRight)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("pageHelp.close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(14)
        heading = QLabel(title)
        heading.setProperty("role", "subtitle")
        for widget in (heading, words):
            layout.addWidget(widget)
        layout.addWidget(VerticalScroll(listed), 1)
        layout.addWidget(QLabel(tr("F1 opens the whole user guide.")))
        layout.addWidget(buttons)
