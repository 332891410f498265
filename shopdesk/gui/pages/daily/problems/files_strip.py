"""The photos and files of a problem: thumbnails to open, a button and a drop to add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QKeyEvent, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import ProblemFile
from shopdesk.gui.icons import icon
from shopdesk.infra.i18n import tr

THUMB = QSize(72, 54)
_FILE_ROLE = int(Qt.ItemDataRole.UserRole)


def read_thumbnail(path: Path) -> QImage | None:
    """A small picture of an image file, ``None`` for any other file; may be called on any thread."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None
    reader.setScaledSize(size.scaled(THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class _FileList(QListView):
    removed = Signal(object)
    opened = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes the file off the problem."""
        file = self.currentIndex().data(_FILE_ROLE)
        if file is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(file)
        elif file is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(file)
        else:
            super().keyPressEvent(event)


class FilesStrip(QWidget):
    """Emits ``added`` (list of paths), ``opened`` and ``removed`` (a file)."""

    added = Signal(list)
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without files."""
        super().__init__(parent)
        self.add = QPushButton(icon("attach"), tr("Add photo or file…"))
        self.add.setObjectName("problems.attach")
        self.add.setToolTip(tr("Or drop files on this panel"))
        self.add.clicked.connect(self._choose)
        self.files_model = QStandardItemModel(self)
        self.list = _FileList()
        self.list.setModel(self.files_model)
        self.list.setObjectName("problems.files")
        self.list.setAccessibleName(tr("Photos and files"))
        self.list.setToolTip(tr("Enter opens, Delete takes the file off"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setIconSize(THUMB)
        self.list.setGridSize(QSize(96, 84))
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFixedHeight(104)
        self.list.opened.connect(self.opened)
        self.list.removed.connect(self.removed)
        self.list.doubleClicked.connect(lambda index: self.opened.emit(index.data(_FILE_ROLE)))
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.list)

    def show_files(self, files: Sequence[ProblemFile], thumbnails: Mapping[int, QImage]) -> None:
        """Show these files."""
        self.files_model.clear()
        for file in files:
            image = thumbnails.get(file.id or 0)
            picture = QIcon(QPixmap.fromImage(image)) if image is not None else icon("attach")
            entry = QStandardItem(picture, file.name)
            entry.setData(file, _FILE_ROLE)
            entry.setToolTip(f"{file.name}\n{file.who} {file.at:%Y-%m-%d %H:%M}".strip())
            self.files_model.appendRow(entry)
        self.list.setVisible(bool(files))

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self, tr("Choose photos or files"), "", tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)")
        )
        if names:
            self.added.emit([Path(name) for name in names])
