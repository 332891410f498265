"""The photos and files kept with a record: small pictures to open, a button, a drop and Ctrl+V to add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.photos.bringing import Brought, small_picture
from shopdesk.gui.photos.finding import Found, find, open_found
from shopdesk.gui.photos.strip import PhotoStrip, Shown
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import sentences, tr


@dataclass(frozen=True, slots=True)
class Looked:
    """What a kept file turned out to be: a picture, another file, or gone."""

    image: QImage | None = None
    missing: bool = False


def look_at(file: Any, path_of: Callable[[Any], Path]) -> Looked:
    """Look at a kept file; may be called on any thread but the window's. One that must not be shown counts as gone.

    Raises:
        EnvironmentFault: it cannot be fetched just now.
    """
    try:
        path = path_of(file)
    except EnvironmentFault:
        raise
    except UserError:
        return Looked(missing=True)
    return Looked(small_picture(path)) if path.is_file() else Looked(missing=True)


def picture_kinds() -> str:
    """What the system's dialog offers for photos."""
    return tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)")


class FilesStrip(QWidget):
    """Emits ``added`` (list of paths), ``opened`` and ``removed`` (a file); a file is a record with a name."""

    added = Signal(list)
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, name: str, add: str, kinds: Callable[[], str], parent: QWidget | None = None) -> None:
        """Without files.

        Args:
            name: begins the object names.
            add: the words on the button.
            kinds: what the system's dialog offers to choose.
            parent: the widget it belongs to.
        """
        super().__init__(parent)
        self._kinds = kinds
        tip = tr("Or drop files on this panel, or paste a screenshot with Ctrl+V")
        self.add = button(f"{name}.attach", add, self.choose, tip=tip, picture="attach")
        hint = QLabel(tr("or paste a screenshot: Ctrl+V"))
        hint.setProperty("role", "muted")
        hint.setMinimumHeight(self.add.sizeHint().height())
        self.shown: tuple[Any, ...] = ()
        self.list = PhotoStrip(f"{name}.files")
        self.files_model = self.list.entries
        self.list.opened.connect(self.opened)
        self.list.removed.connect(self.removed)
        self.trouble = QLabel()
        self.trouble.setObjectName(f"{name}.fileTrouble")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.waiting: tuple[Brought, ...] = ()
        self._keep: Callable[[Sequence[Brought]], None] | None = None
        self.again = button(f"{name}.keepAgain", "", self._keep_waiting)
        self.again.hide()
        row = FlowLayout(spacing=8)
        row.addWidget(self.add)
        row.addWidget(self.again)
        row.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        layout.addWidget(self.list)

    def show_files(self, files: Sequence[Any], looked: Mapping[int, Looked]) -> None:
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

    def not_kept(self, brought: Sequence[Brought], why: str, keep: Callable[[Sequence[Brought]], None]) -> None:
        """Hold on to what could not be kept for a fault of the machine; ``keep`` is tried again when asked for."""
        self.waiting = (*self.waiting, *brought)
        self._keep = keep
        self.complain(sentences((why, tr("What was added is not kept yet and waits here."))))
        self._show_waiting()

    def _show_waiting(self) -> None:
        self.again.setVisible(bool(self.waiting))
        self.again.setText(tr("Keep what waits ({count})", count=len(self.waiting)))

    def _keep_waiting(self) -> None:
        brought, self.waiting = self.waiting, ()
        self.complain("")
        self._show_waiting()
        if self._keep is not None:
            self._keep(brought)

    def open(self, context: PageContext, file: Any, path_of: Callable[[Any], Path]) -> None:
        """Show a picture large, with those beside it; leave other files to the system's program."""
        shown = self.shown or (file,)
        at = next((place for place, one in enumerate(shown) if one.id == file.id), 0)
        places = [(one.name, partial(path_of, one)) for one in shown]

        def done(found: Found) -> None:
            self.complain("")
            try:
                open_found(context, found, self)
            except UserError as error:
                self.complain(tr(error.text))

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.complain(tr(error.text))

        context.tasks.database(lambda: find(places, at), done=done, failed=failed, owner=self, asked=False)

    def choose(self) -> None:
        """Ask for files to add."""
        names, _kind = QFileDialog.getOpenFileNames(self, tr("Choose photos or files"), "", self._kinds())
        if names:
            self.added.emit([Path(name) for name in names])


def _shown(file: Any, looked: Looked) -> Shown:
    tip = f"{file.who} {file.at:%Y-%m-%d %H:%M}".strip() if hasattr(file, "who") else ""
    return Shown(file, file.name, looked.image, missing=looked.missing, tip=tip)
