"""A row of small pictures with their names, to open and to take off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from shopdesk.gui.icons import icon
from shopdesk.gui.photos.bringing import THUMB
from shopdesk.infra.i18n import tr

_KEY_ROLE = int(Qt.ItemDataRole.UserRole)
_SIGN = 32


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry: ``key`` is what the signals carry; ``missing`` says that the file is gone from the data folder."""

    key: Any
    name: str
    image: QImage | None = None
    missing: bool = False
    tip: str = ""


class PhotoStrip(QListView):
    """Emits ``opened`` and ``removed`` with an entry's key; hidden while there is none."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: int = 2) -> None:
        """Empty; ``name`` becomes its object name, ``lines`` is the room for the name of a file."""
        super().__init__(parent)
        self.entries = QStandardItemModel(self)
        self.setModel(self.entries)
        self.setObjectName(name)
        self.setAccessibleName(tr("Photos and files"))
        self.setToolTip(tr("Enter opens, Delete takes the file off"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setIconSize(THUMB)
        letters = self.fontMetrics()
        width = max(THUMB.width() + 24, letters.horizontalAdvance("screenshot-20260316") + 12)
        self.setGridSize(QSize(width, THUMB.height() + lines * letters.height() + 14))
        self.setWordWrap(lines > 1)
        self.setUniformItemSizes(True)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(False)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.gridSize().height() + bar + 2 * self.frameWidth() + 6)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(_KEY_ROLE)))
        self.hide()

    def show_entries(self, shown: Sequence[Shown]) -> None:
        """Show these; the cursor stays at its place, and a new last one comes into view."""
        row, had_focus, before = self.currentIndex().row(), self.hasFocus(), self.entries.rowCount()
        self.entries.clear()
        for one in shown:
            picture = QIcon(framed := _framed(one))
            # Chosen, too, a photo keeps its colours.
            picture.addPixmap(framed, QIcon.Mode.Selected)
            entry = QStandardItem(picture, _breakable(one.name))
            words = one.name
            if one.missing:
                words = tr("{name}: the file is missing", name=one.name)
                entry.setText(_breakable(tr("(missing) {name}", name=one.name)))
            entry.setData(one.key, _KEY_ROLE)
            entry.setToolTip(f"{words}\n{one.tip}".strip())
            entry.setAccessibleText(words)
            self.entries.appendRow(entry)
        self.setVisible(bool(shown))
        if not shown:
            return
        self.setCurrentIndex(self.entries.index(max(0, min(row, len(shown) - 1)), 0))
        if len(shown) > before > 0:
            self.scrollTo(self.entries.index(len(shown) - 1, 0))
        if had_focus:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes the file off."""
        key = self.currentIndex().data(_KEY_ROLE)
        if key is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(key)
        elif key is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(key)
        else:
            super().keyPressEvent(event)


def _breakable(name: str) -> str:
    """The name with places where a line may end; a screenshot's has no blanks."""
    return name.replace("-", "-\u200b").replace("_", "_\u200b")


def _framed(one: Shown) -> QPixmap:
    """The picture in the middle of a field of one size, so that all names stand on one line."""
    canvas = QPixmap(THUMB * 2)
    canvas.setDevicePixelRatio(2)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if one.image is not None:
        size = one.image.size().scaled(THUMB, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((THUMB.width() - size.width()) // 2, (THUMB.height() - size.height()) // 2, *size.toTuple())
        painter.drawImage(place, one.image)
    else:
        place = QRect((THUMB.width() - _SIGN) // 2, (THUMB.height() - _SIGN) // 2, _SIGN, _SIGN)
        icon("warning" if one.missing else "attach").paint(painter, place)
    painter.end()
    return canvas
