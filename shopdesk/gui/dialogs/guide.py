"""The user guide, read inside the program, since the program opens no network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QShowEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from shopdesk.domain.searching import spellings
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.search_field import SearchField
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
        roomy(self, 1220, 760)
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
        width = self.chapters.sizeHintForColumn(0) + 32
        self.chapters.setFixedWidth(width)
        self.chapters.currentRowChanged.connect(self._on_chapter_chosen)
        self.search = SearchField(tr("Search the guide"))
        self.search.setObjectName("guide.search")
        self.search.searched.connect(self._on_searched)
        self.search.returnPressed.connect(lambda: self._go_on(self.search.text().strip()))
        self.missing = words(role="muted", name="guide.missing")
        keeps = self.missing.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the chapters stay where they are when it comes
        self.missing.setSizePolicy(keeps)
        self.missing.setMinimumHeight(self.fontMetrics().lineSpacing() + 4)  # Chinese signs are a little higher
        self.missing.hide()
        for widget in (self.search, self.missing):
            widget.setMaximumWidth(width)
        beside = QVBoxLayout()
        for widget in (self.search, self.missing, self.chapters):
            beside.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(beside)
        layout.addWidget(self.browser, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay all of it out at once: bit by bit, a scroll bar that comes late would move what is being read."""
        super().showEvent(event)
        self.browser.document().documentLayout().documentSize()

    def _on_searched(self, typed: str) -> None:
        """Go to the first place of what was typed; Enter goes to the next."""
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)
        self._go_on(typed)

    def _go_on(self, typed: str) -> None:
        found = not typed or self._finds(typed)
        if not found:
            self.browser.moveCursor(QTextCursor.MoveOperation.Start)
            found = self._finds(typed)
        self.missing.setText("" if found else tr("The guide does not say “{words}”.", words=typed))
        self.missing.setVisible(not found)

    def _finds(self, typed: str) -> bool:
        return any(self.browser.find(words) for words in spellings(typed))

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
