"""Photos and files that are given before there is a record to keep them with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.photos.bringing import Brought, bring, is_picture, small_picture
from shopdesk.gui.photos.strip import PhotoStrip, Shown
from shopdesk.infra.i18n import tr
from shopdesk.services.attachments import check_attachment


class PendingPhotos(QWidget):
    """Shows what was given. ``changed`` says that there is more or less of it, ``refused`` carries a sentence."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, context: PageContext, name: str, parent: QWidget | None = None, *, lines: int = 2) -> None:
        """Nothing given yet; ``lines`` is the room for the name of a file."""
        super().__init__(parent)
        self._context = context
        self.given: list[Brought] = []
        self.only_one = False
        self._small: dict[int, QImage] = {}
        self.strip = PhotoStrip(name, lines=lines)
        self.strip.opened.connect(self._on_opened)
        self.strip.removed.connect(self._on_removed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        self.hide()

    def clear(self, *, only_one: bool = False) -> None:
        """Begin anew; with ``only_one`` each further photo takes the place of the one before."""
        self.only_one = only_one
        self.given = []
        self._show()

    def take(self, data: QMimeData) -> None:
        """Take what the clipboard or a drop brings."""
        try:
            self.add(bring(data, self._context.clock.now()))
        except UserError as error:
            self.refused.emit(tr(error.text))

    def add(self, brought: Sequence[Brought]) -> None:
        """Take these; what cannot be kept is refused at once."""
        good: list[Brought] = []
        troubles: list[str] = []
        for one in brought:
            try:
                if isinstance(one, Path):
                    check_attachment(one)
                good.append(one)
            except UserError as error:
                troubles.append(tr(error.text))
        self.given = (self.given + good)[-1:] if self.only_one else self.given + good
        if good:
            self._show()
            self._read_small(good)
        self.refused.emit("\n".join(troubles))

    def choose(self) -> None:
        """Ask for files."""
        kinds = tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)")
        if self.only_one:
            name, _kind = QFileDialog.getOpenFileName(self, tr("Choose a photo"), "", kinds)
            names = [name] if name else []
        else:
            names, _kind = QFileDialog.getOpenFileNames(self, tr("Choose photos or files"), "", kinds)
        if names:
            self.add([Path(name) for name in names])

    def _read_small(self, brought: Sequence[Brought]) -> None:
        def show(read: list[QImage | None]) -> None:
            self._small.update({id(one): image for one, image in zip(brought, read, strict=True) if image is not None})
            self._show()

        self._context.tasks.database(lambda: [small_picture(one) for one in brought], done=show, owner=self)

    def _show(self) -> None:
        self._small = {key: image for key, image in self._small.items() if key in {id(one) for one in self.given}}
        self.strip.show_entries([Shown(id(one), one.name, self._small.get(id(one))) for one in self.given])
        self.setVisible(bool(self.given))
        self.changed.emit()

    def _on_removed(self, key: int) -> None:
        self.given = [one for one in self.given if id(one) != key]
        self._show()

    def _on_opened(self, key: int) -> None:
        from shopdesk.gui.photos.viewer import open_photos

        shown = [one for one in self.given if not isinstance(one, Path) or is_picture(one)]
        place = next((place for place, one in enumerate(shown) if id(one) == key), None)
        if place is not None:
            open_photos(self._context, [(one.name, one) for one in shown], place, self.window())
