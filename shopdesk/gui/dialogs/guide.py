"""The user guide, read inside the program, since the program opens no network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from shopdesk.infra.i18n import tr

_TEXT_WIDTH = 900
_CHAPTER = 2


class GuideDialog(QDialog):
    """Shows one Markdown file with its pictures, its chapters beside it."""

    def __init__(self, guide: Path, parent: QWidget) -> None:
        """Read ``guide``."""
        super().__init__(parent)
        self.setObjectName("guide")
        self.setWindowTitle(tr("User guide"))
        self.resize(1220, 760)
        self.browser = _Browser(guide.parent)
        self.browser.setObjectName("guide.text")
        self.browser.setAccessibleName(tr("User guide"))
        self.browser.document().setDocumentMargin(20)
        self.browser.setMarkdown(guide.read_text(encoding="utf-8"))
        self._headings = [block for block in _blocks(self.browser.document()) if _level(block) == _CHAPTER]
        self.chapters = QListWidget()
        self.chapters.setObjectName("guide.chapters")
        self.chapters.setAccessibleName(tr("Chapters"))
        self.chapters.addItems([block.text() for block in self._headings])
        self.chapters.setFixedWidth(self.chapters.sizeHintForColumn(0) + 32)
        self.chapters.currentRowChanged.connect(self._on_chapter_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.chapters)
        layout.addWidget(self.browser, 1)

    def _on_chapter_chosen(self, row: int) -> None:
        top = self.browser.document().documentLayout().blockBoundingRect(self._headings[row]).top()
        self.browser.verticalScrollBar().setValue(round(top))


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _level(block: QTextBlock) -> int:
    return block.blockFormat().headingLevel()


class _Browser(QTextBrowser):
    """Fits the guide's pictures to the column."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def loadResource(self, kind: int, name: QUrl) -> object:
        if kind != int(QTextDocument.ResourceType.ImageResource):
            return super().loadResource(kind, name)
        picture = QImage(str((self._folder / name.path()).resolve()))
        if picture.width() <= _TEXT_WIDTH:
            return picture
        return picture.scaledToWidth(_TEXT_WIDTH, Qt.TransformationMode.SmoothTransformation)
