"""The picture over the whole window, until the page below it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.gui.first_picture import kept
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from shopdesk.bootstrap import App
    from shopdesk.gui.hosts import PictureHost
    from shopdesk.gui.main_window import MainWindow

_LOOK_MS = 15
_MOST_MS = 15_000


def lay_cover(app: App, window: MainWindow) -> Cover | None:
    """Show the page as it will be, where a picture of it was kept that still holds; the data are not open yet."""
    # Somebody who is read to would hear of a picture, and would not hear of the page below it.
    if not app.paths.first_picture.exists() or QAccessible.isActive():
        return None
    picture = kept.load(app, window.theme)
    return None if picture is None else Cover(window, picture)


@dataclass(frozen=True, slots=True)
class _Click:
    """A button of the mouse that went down or up."""

    kind: QEvent.Type
    at: QPointF
    on_screen: QPointF
    button: Qt.MouseButton
    buttons: Qt.MouseButton
    modifiers: Qt.KeyboardModifier


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that went down or up."""

    kind: QEvent.Type
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    again: bool


class Cover(QWidget):
    """Shows a picture of all of the window while the real one is being made behind it, and goes when that stands.

    What is clicked and typed meanwhile is kept and done then, in order, on the page that was pictured. Where that page
    is not what comes, because another program changed the data since or the user went elsewhere, it is not done, and
    that is said: a click must never reach something else than was seen.
    """

    def __init__(self, window: MainWindow, picture: kept.Picture) -> None:
        """Lie over all of ``window``, which may be empty yet."""
        super().__init__(window)
        self.setObjectName("firstPicture")
        self.setAccessibleName(tr("Opening your data…"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window = window
        self.picture = picture
        self._name = window.wanted
        self._waiting: list[_Click | _Key] = []
        self._meant: QWidget | None = None
        self._doubted = False
        self._gone = False
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        QTimer.singleShot(_MOST_MS, self, self.uncover)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def follow(self, desktop: PictureHost) -> None:
        """The window is filled: from now on look whether what comes is what is shown."""
        desktop.events.changed.connect(self._on_changed)
        self.raise_()
        self._timer.start()

    @property
    def fits(self) -> bool:
        """Whether the window has the size that the picture was taken at."""
        image, ratio = self.picture.image, self.devicePixelRatioF()
        return image.devicePixelRatio() == ratio and image.size() == self.size() * ratio

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture; where it does not fit, what is below is seen."""
        if self.fits:
            QPainter(self).drawImage(QPointF(0, 0), self.picture.image)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what is covered."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    # What is done on it ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep it."""
        self._keep_click(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep it."""
        self._keep_click(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep it."""
        self._keep_click(event)

    def _keep_click(self, event: QMouseEvent) -> None:
        self._waiting.append(
            _Click(
                event.type(),
                event.position(),
                event.globalPosition(),
                event.button(),
                event.buttons(),
                event.modifiers(),
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep it."""
        self._keep_key(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keep it."""
        self._keep_key(event)

    def _keep_key(self, event: QKeyEvent) -> None:
        self._waiting.append(_Key(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat()))

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Tab is a key like any other."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The page takes the keyboard when it is made; it gets it when it is seen."""
        super().focusOutEvent(event)
        taker = self._window.focusWidget()
        if taker is not None and taker is not self and self._window.isAncestorOf(taker):
            self._meant = taker
            QTimer.singleShot(0, self, self._take_keyboard)

    def _take_keyboard(self) -> None:
        if not self._gone:
            self.setFocus()

    # Going ---------------------------------------------------------------------------------------------------------

    def _on_changed(self, _nouns: object) -> None:
        self._doubted = True

    def _look(self) -> None:
        from shopdesk.gui.first_picture.standing import stands

        pages = self._window.pages
        page = pages.current if pages is not None else None
        elsewhere = page is not None and page.name != self._name
        if elsewhere or not self.fits or QApplication.activeModalWidget() is not None:
            self._doubted = True
            self.uncover()
        elif page is not None and stands(page) and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.uncover()

    def uncover(self) -> None:
        """Show what is below, and do there what was asked for here."""
        if self._gone:
            return
        self._gone = True
        self._timer.stop()
        had_keyboard = self.hasFocus()
        self.hide()
        if had_keyboard and self._meant is not None and shiboken6.isValid(self._meant):
            self._meant.setFocus(Qt.FocusReason.OtherFocusReason)
        app = self._window.app
        same = app.is_open and app.services.history.newest == self.picture.change
        if same and not self._doubted and self.picture.holds_at(app.clock.now()):
            for one in self._waiting:
                self._do(one)
        elif any(one.kind == QEvent.Type.MouseButtonPress for one in self._waiting):
            self._window.messages.info(tr("The page has just changed. What you clicked was not done: click again."))
        self.deleteLater()

    def _do(self, one: _Click | _Key) -> None:
        from PySide6.QtGui import QKeyEvent, QMouseEvent

        if isinstance(one, _Key):
            keyboard = self._window.focusWidget()
            if keyboard is not None:
                QApplication.sendEvent(keyboard, QKeyEvent(one.kind, one.key, one.modifiers, one.text, one.again))
            return
        target = self._window.childAt(one.at.toPoint())
        if target is not None:
            at = target.mapFrom(self._window, one.at)
            click = QMouseEvent(one.kind, at, one.on_screen, one.button, one.buttons, one.modifiers)
            QApplication.sendEvent(target, click)
