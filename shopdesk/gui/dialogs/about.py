"""What this program is."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from shopdesk import __version__
from shopdesk.gui.icons import icon
from shopdesk.infra.i18n import tr


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget) -> None:
        """Show them."""
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(tr("About ShopDesk"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 16)
        layout.setSpacing(10)
        picture = QLabel()
        picture.setPixmap(icon("shopdesk").pixmap(48, 48))
        title = QLabel(f"ShopDesk {__version__}")
        title.setProperty("role", "title")
        words = QLabel(
            tr("Opens, staffs, plans, runs and reads one to five online stores. Nothing leaves this computer.")
        )
        words.setWordWrap(True)
        words.setMinimumWidth(360)
        under = QLabel(
            tr(
                "MIT licence. Python {python}, Qt for Python {qt} (LGPL).",
                python=platform.python_version(),
                qt=PySide6.__version__,
            )
        )
        under.setProperty("role", "muted")
        for widget in (picture, title, words, under):
            layout.addWidget(widget)
        under.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("about.close")
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
