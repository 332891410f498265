"""The user guide, read inside the program, since the program opens no network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from shopdesk.infra.i18n import tr

_TEXT_WIDTH = 900


class GuideDialog(QDialog):
    """Shows one Markdown file with its pictures."""

    def __init__(self, guide: Path, parent: QWidget) -> None:
        """Read ``guide``."""
        super().__init__(parent)
        self.setObjectName("guide")
        self.setWindowTitle(tr("User guide"))
        self.resize(1000, 760)
        browser = _Browser(guide.parent)
        browser.setObjectName("guide.text")
        browser.setAccessibleName(tr("User guide"))
        browser.setMarkdown(guide.read_text(encoding="utf-8"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(browser)


class _Browser(QTextBrowser):
    """Fits the guide's pictures to the column."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def loadResource(self, kind: int, name: QUrl) -> object:
        if kind != int(QTextDocument.ResourceType.ImageResource):
            return super().loadResource(kind, name)
        picture = QImage(str((self._folder / name.path()).resolve()))
        return picture.scaledToWidth(_TEXT_WIDTH) if picture.width() > _TEXT_WIDTH else picture
