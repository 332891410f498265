"""One photo large: fitted to the window or in its own size, the next and the one before, a copy to save."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageReader, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.photos.bringing import Brought, Picture, to_keep
from shopdesk.gui.saving import FileKind, ask_for_file
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra import atomic
from shopdesk.infra.i18n import tr
from shopdesk.services.attachments import Pasted

Photos = Sequence[tuple[str, Brought]]
_NAME_LETTERS = 36
_LARGEST_MB = 1024  # a photo of 200 megapixels; what needs more is opened by another program


def open_photos(context: PageContext, photos: Photos, at: int = 0, parent: QWidget | None = None) -> PhotoViewer:
    """Open the viewer on one of several photos, each a name and where it lies."""
    viewer = PhotoViewer(context, photos, at, parent or context.window)
    viewer.open()
    return viewer


def read_photo(brought: Brought) -> QImage | None:
    """The whole picture, turned the right way up; ``None`` where it cannot be read. Any thread may call it."""
    if isinstance(brought, Picture):
        return brought.image
    reader = QImageReader(str(brought))
    reader.setAutoTransform(True)
    reader.setAllocationLimit(_LARGEST_MB)
    image = reader.read()
    return None if image.isNull() else image


class PhotoCanvas(QGraphicsView):
    """The picture itself; the wheel with Ctrl and the mouse move it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setObjectName("photos.canvas")
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setAcceptDrops(False)
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene = QGraphicsScene(self)
        self._scene.addItem(self._picture)
        self.setScene(self._scene)
        self.fitted = True

    def show_image(self, image: QImage) -> None:
        """Show a picture, fitted to the window."""
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(self._picture.boundingRect())
        self.set_fitted(True)

    def set_fitted(self, fitted: bool) -> None:
        """Fit the picture to the window, never larger than it is, or show it in its own size."""
        self.fitted = fitted
        self.resetTransform()
        size, room = self._picture.pixmap().size(), self.viewport().size()
        if fitted and (size.width() > room.width() or size.height() > room.height()):
            self.fitInView(self._picture, Qt.AspectRatioMode.KeepAspectRatio)

    @property
    def percent(self) -> int:
        """How large it is shown."""
        return round(self.transform().m11() * 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted."""
        super().resizeEvent(event)
        if self.fitted:
            self.set_fitted(True)


class PhotoViewer(QDialog):
    """Keys: left and right, 1 for its own size, 0 fitted, Ctrl+S saves a copy, Esc closes."""

    def __init__(self, context: PageContext, photos: Photos, at: int, parent: QWidget) -> None:
        """Show the photo at a place in ``photos``."""
        super().__init__(parent)
        self._context = context
        self._photos = list(photos)
        self._at = at
        self.setObjectName("photos.viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().screen().availableSize() - QSize(20, 60)
        self.resize((parent.window().size() * 0.9).expandedTo(QSize(640, 480)).boundedTo(room))
        self.canvas = PhotoCanvas()
        self.missing = QLabel()
        self.missing.setObjectName("photos.missing")
        self.missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.missing.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.canvas)
        self.stack.addWidget(self.missing)
        self.where = QLabel()
        self.where.setObjectName("photos.where")
        self.where.setProperty("role", "muted")
        self.trouble = QLabel()
        self.trouble.setObjectName("photos.trouble")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.before = self._button(tr("Previous"), "before", "previous", lambda: self.step(-1), "Left", "PgUp")
        self.after = self._button(tr("Next", context="photo"), "after", "next", lambda: self.step(1), "Right", "PgDown")
        self.fit = self._button(tr("Fit"), "fit", "", lambda: self._scale(True), "0")
        self.full = self._button("100 %", "full", "", lambda: self._scale(False), "1")
        self.copy = self._button(tr("Save a copy…"), "save", "export", self.ask_and_save, "Ctrl+S")
        self.leave = self._button(tr("Close"), "close", "", self.reject)
        row = FlowLayout(squeezes=True)
        row.add(self.before, self.after, self.fit, self.full)
        row.add(self.where, grows=True)
        row.add(self.copy, self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.trouble)
        layout.addLayout(row)
        self._load()

    def _button(self, text: str, name: str, sign: str, slot: Callable[[], object], *keys: str) -> QPushButton:
        made = button(f"photos.{name}", text, slot, picture=sign, shortcut=keys[0] if keys else "")
        for key in keys:
            QShortcut(QKeySequence(key), self, made.click)
        return made

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name of the photo shown."""
        return self._photos[self._at][0]

    def turn_to(self, before: Photos, after: Photos) -> None:
        """Have others to turn to beside the one shown, which stays as it is."""
        self._photos = [*before, self._photos[self._at], *after]
        self._at = len(before)
        self._may_turn()
        if self.stack.currentWidget() is self.canvas:
            self._say_scale()

    def _may_turn(self) -> None:
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at + 1 < len(self._photos))

    def step(self, by: int) -> None:
        """Go to a neighbour."""
        place = self._at + by
        if 0 <= place < len(self._photos):
            self._at = place
            self._load()

    def _load(self) -> None:
        name, brought = self._photos[self._at]
        self.setWindowTitle(name)
        self._may_turn()
        self.trouble.hide()

        def show(image: QImage | None) -> None:
            if brought is self._photos[self._at][1]:
                self._show(name, image)

        self._context.tasks.background(
            lambda _progress, _cancelled: read_photo(brought),
            title=tr("Opening {file}", file=name),
            stoppable=False,
            done=show,
            owner=self,
        )

    def _show(self, name: str, image: QImage | None) -> None:
        for pressed in (self.fit, self.full):
            pressed.setEnabled(image is not None)
        brought = self._photos[self._at][1]
        there = not isinstance(brought, Path) or brought.is_file()
        self.copy.setEnabled(there)
        if image is None:
            words = tr("{file} cannot be shown as a picture.", file=name) if there else tr(missing_words(name))
            self.missing.setText(words)
            self.stack.setCurrentWidget(self.missing)
            self.where.setText(self._place())
            return
        self.canvas.setAccessibleName(tr("Photo {file}, {width} by {height}", file=name, width=image.width(),
                                         height=image.height()))  # fmt: skip
        self.stack.setCurrentWidget(self.canvas)
        self.canvas.show_image(image)
        self._say_scale()

    def _place(self) -> str:
        return tr("{place} of {count}", place=self._at + 1, count=len(self._photos))

    def _say_scale(self) -> None:
        letters = self.where.fontMetrics()
        name = letters.elidedText(self.name, Qt.TextElideMode.ElideMiddle, letters.averageCharWidth() * _NAME_LETTERS)
        self.where.setText(f"{name} · {self._place()} · {self.canvas.percent} %")

    def _scale(self, fitted: bool) -> None:
        self.canvas.set_fitted(fitted)
        self._say_scale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the new scale once the canvas has its new size."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self._say_scale() if self.stack.currentWidget() is self.canvas else None)

    # --- saving ----------------------------------------------------------------------------------------------------

    def ask_and_save(self) -> None:
        """Ask where a copy shall go."""
        chosen = ask_for_file(self._context.settings, self, tr("Save a copy"), self.name, FileKind.ANY)
        if chosen is not None:
            self.save(chosen)

    def save(self, target: Path) -> None:
        """Write a copy, wholly or not at all, and say so."""
        name, brought = self._photos[self._at]

        def write() -> None:
            if isinstance(brought, Path) and not brought.is_file():
                raise UserError(missing_words(name))
            if isinstance(brought, Path):
                with atomic.replacing(target) as temporary:
                    shutil.copyfile(brought, temporary)
                return
            (source,) = to_keep([brought])
            assert isinstance(source, Pasted)
            atomic.write_bytes(target, source.content)

        def refused(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.trouble.setText(tr(error.text))
            self.trouble.show()

        self._context.tasks.database(
            write,
            done=lambda _none: self._context.messages.success(tr("Saved: {file}", file=target.name)),
            failed=refused,
            owner=self,
        )


def missing_words(name: str) -> Text:
    """What to say of a file that is gone."""
    return Text(
        "{file} is no longer there. If the data came from a backup or another computer, copy the folder “attachments” "
        "along. Where several PCs share a store, start ShopDesk once on the PC on which it was added.",
        file=name,
    )
