"""The photos and files of a problem: small pictures to open, a button, a drop and Ctrl+V to add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import ProblemFile
from shopdesk.gui.icons import icon
from shopdesk.gui.photos.bringing import small_picture
from shopdesk.gui.photos.strip import PhotoStrip, Shown
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr


@dataclass(frozen=True, slots=True)
class Looked:
    """What a kept file turned out to be: a picture, another file, or gone."""

    image: QImage | None = None
    missing: bool = False


def look_at(path: Path) -> Looked:
    """Look at a kept file; may be called on any thread."""
    if not path.is_file():
        return Looked(missing=True)
    return Looked(small_picture(path))


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
        self.add.setToolTip(tr("Or drop files on this panel, or paste a screenshot with Ctrl+V"))
        self.add.clicked.connect(self._choose)
        hint = QLabel(tr("or paste a screenshot: Ctrl+V"))
        hint.setProperty("role", "muted")
        hint.setMinimumHeight(self.add.sizeHint().height())
        self.shown: tuple[ProblemFile, ...] = ()
        self.list = PhotoStrip("problems.files")
        self.files_model = self.list.entries
        self.list.opened.connect(self.opened)
        self.list.removed.connect(self.removed)
        self.trouble = QLabel()
        self.trouble.setObjectName("problems.fileTrouble")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        row = FlowLayout(spacing=8)
        row.addWidget(self.add)
        row.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        layout.addWidget(self.list)

    def show_files(self, files: Sequence[ProblemFile], looked: Mapping[int, Looked]) -> None:
        """Show these files; after the last was taken off, the keyboard is on the button."""
        self.shown = tuple(files)
        had_focus = self.list.hasFocus()
        self.list.show_entries([_shown(file, looked.get(file.id or 0, Looked())) for file in files])
        if had_focus and not files:
            self.add.setFocus()

    def complain(self, sentence: str) -> None:
        """Say what could not be kept or opened; empty takes that away."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self, tr("Choose photos or files"), "", tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)")
        )
        if names:
            self.added.emit([Path(name) for name in names])


def _shown(file: ProblemFile, looked: Looked) -> Shown:
    tip = f"{file.who} {file.at:%Y-%m-%d %H:%M}".strip()
    return Shown(file, file.name, looked.image, missing=looked.missing, tip=tip)
