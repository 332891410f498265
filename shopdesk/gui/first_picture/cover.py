"""The picture over the window's middle, until the page below it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.gui.first_picture import kept
from shopdesk.gui.first_picture.standing import stands
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.desktop import Desktop

_LOOK_MS = 15
_MOST_MS = 15_000
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)


def lay_cover(desktop: Desktop) -> Cover | None:
    """Show the page as it will be, where a picture of it was kept that still holds; the data are not open yet."""
    # Somebody who is read to would hear of a picture, and would not hear of the page below it.
    if not desktop.app.paths.first_picture.exists() or QAccessible.isActive():
        return None
    picture = kept.load(desktop.app, desktop.theme)
    return None if picture is None else Cover(desktop, picture)


class Cover(QWidget):
    """Shows a picture of the whole middle while the real one is being made behind it, and goes when that stands.

    What is clicked and typed meanwhile is kept and done then, in order, on the page that was pictured. Where that page
    is not what comes, because another program changed the data since or the user went elsewhere, it is not done, and
    that is said: a click must never reach something else than was seen.
    """

    def __init__(self, desktop: Desktop, picture: kept.Picture) -> None:
        """Lie over the middle of ``desktop``'s window."""
        self._ground = desktop.window.centralWidget()
        super().__init__(self._ground)
        self.setObjectName("firstPicture")
        self.setAccessibleName(tr("Opening your data…"))
        self._desktop = desktop
        self._window = desktop.window
        self._picture = picture
        self._name = self._window.wanted
        self._kept: list[QMouseEvent | QKeyEvent] = []
        self._doubted = False
        desktop.events.changed.connect(self._on_changed)
        self._ground.installEventFilter(self)
        QApplication.instance().installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        QTimer.singleShot(_MOST_MS, self, self.uncover)
        self.setGeometry(self._ground.rect())
        self.show()
        self.raise_()

    @property
    def fits(self) -> bool:
        """Whether the window has the size that the picture was taken at."""
        image, ratio = self._picture.image, self.devicePixelRatioF()
        return image.devicePixelRatio() == ratio and image.size() == self.size() * ratio

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture; where it does not fit, what is below is seen."""
        if self.fits:
            QPainter(self).drawImage(QPointF(0, 0), self._picture.image)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what is covered; keep the keys that are meant for it."""
        if watched is self._ground and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._ground.rect())
        elif event.type() in _KEYS and isinstance(watched, QWidget) and self._ground.isAncestorOf(watched):
            self._kept.append(event.clone())
            return True
        return False

    def event(self, event: QEvent) -> bool:
        """Keep the clicks."""
        if event.type() in _CLICKS:
            self._kept.append(event.clone())
            return True
        return super().event(event)

    @property
    def picture(self) -> kept.Picture:
        """What is shown."""
        return self._picture

    def _on_changed(self, _nouns: object) -> None:
        self._doubted = True

    def _look(self) -> None:
        pages, page = self._window.pages, self._window.pages and self._window.pages.current
        elsewhere = QApplication.activeModalWidget() is not None or (page is not None and page.name != self._name)
        if elsewhere or not self.fits:
            self._doubted = True
            self.uncover()
        elif pages is not None and page is not None and stands(page, self._desktop.tasks):
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
                self.uncover()

    def uncover(self) -> None:
        """Show what is below, and do there what was asked for here."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        QApplication.instance().removeEventFilter(self)
        self.hide()
        waiting, self._kept = self._kept, []
        page = self._window.pages and self._window.pages.current
        app = self._desktop.app
        same = app.is_open and app.services.history.newest == self._picture.change
        sure = page is not None and same and not self._doubted and self._picture.holds_at(app.clock.now())
        if sure:
            for event in waiting:
                self._pass_on(event)
        elif any(event.type() == QEvent.Type.MouseButtonPress for event in waiting):
            self._window.messages.info(tr("The page has just changed. What you clicked was not done: click again."))
        self.deleteLater()

    def _pass_on(self, event: QMouseEvent | QKeyEvent) -> None:
        if isinstance(event, QKeyEvent):
            target: QWidget | None = self._window.focusWidget()
            again: QEvent = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())
        else:
            target = self._ground.childAt(event.position().toPoint())
            if target is None:
                return
            at = target.mapFrom(self._ground, event.position())
            again = QMouseEvent(
                event.type(), at, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
            )
        if target is not None:
            QApplication.sendEvent(target, again)
