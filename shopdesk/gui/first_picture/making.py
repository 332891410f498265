"""Making the picture: when the window closes, the page that the next start shows is made once more, out of sight.

What the user was looking at is another matter: other days may have been chosen, another tab, a row half down. The next
start begins afresh, so the picture is taken of a fresh page with what the data give at this moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from shopdesk.gui.first_picture import kept
from shopdesk.gui.first_picture.standing import stands, until
from shopdesk.gui.main_window import MainWindow
from shopdesk.gui.navigation import PAGES

if TYPE_CHECKING:
    from shopdesk.gui.hosts import PictureHost
    from shopdesk.storage.places import Watch

_PICTURED = frozenset(entry.name for entry in PAGES if entry.pictured)
_LOOK_MS = 15
_ALIKE = 2  # a chart settles its axes, and wrapped text its height, with the frame after what is shown
_MOST_MS = 3_000
_log = logging.getLogger(__name__)


class Making(QObject):
    """Makes one picture. ``then`` is called once when it is made, or when it cannot be; :meth:`keep` keeps it."""

    def __init__(self, desktop: PictureHost, then: Callable[[], object]) -> None:
        """For the window of ``desktop``, which was closed just now."""
        super().__init__()
        self._desktop = desktop
        self._then = then
        self._watch: Watch | None = None
        self._window: MainWindow | None = None
        self._picture: kept.Picture | None = None
        self._seen: QImage | None = None
        self._alike = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> bool:
        """Begin; ``False`` where no picture is wanted, and ``then`` is not called."""
        desktop, shown = self._desktop, self._desktop.window
        app, pages = desktop.app, shown.pages
        app.forget_picture()
        page = pages.current if pages is not None else None
        if (
            page is None
            or page.name not in _PICTURED
            or not app.is_open
            or app.read_only is not None
            or app.is_shared
            or not desktop.stores
        ):
            return False
        if QApplication.instance().isSavingSession():
            return False
        for task in desktop.tasks.long_ones():
            task.cancel()
        try:
            self._watch = app.watch()
        except OSError:
            _log.info("no first picture", exc_info=True)
            return False
        # Else the program would end with the window that is closing now.
        QApplication.setQuitOnLastWindowClosed(False)
        self._made = app.clock.now()
        self._window = MainWindow(app, shown.theme)
        self._window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._window.fill(desktop.tasks, desktop.events)
        desktop.fit_out(self._window)
        self._window.dress()
        self._window.resize(shown.size())
        # In the order of a start, so that everything takes the same place.
        self._window.show()
        self._window.show_stores(desktop.stores)
        QTimer.singleShot(_MOST_MS, self, self._end)
        self._timer.start()
        return True

    @property
    def busy(self) -> bool:
        """Whether the picture is still being made."""
        return self._window is not None

    def _look(self) -> None:
        window = self._window
        page = window.pages.current if window is not None and window.pages is not None else None
        if window is None or page is None:
            return
        if not stands(page):
            self._seen, self._alike = None, 0
            if self._desktop.tasks.idle():
                # What comes after the first painting waits for one, and nothing is painted here by itself.
                page.grab()
            return
        for passing in (window.progress, window.messages):
            passing.hide()
        seen = window.grab().toImage()
        self._alike = self._alike + 1 if seen == self._seen else 0
        self._seen = seen
        if self._alike == _ALIKE:
            self._picture = kept.Picture(seen, self._made, until(page))
            self._end()

    def _end(self) -> None:
        window, self._window = self._window, None
        if window is None:
            return
        self._timer.stop()
        window.hide()
        window.deleteLater()
        QApplication.setQuitOnLastWindowClosed(True)
        self._then()

    def keep(self) -> None:
        """Keep the picture if nobody committed anything since; called when the data are closed."""
        watch, self._watch = self._watch, None
        if watch is None:
            return
        mark, app = watch.end(), self._desktop.app
        if mark is not None and self._picture is not None and self._picture.holds_at(app.clock.now()):
            kept.save(app, self._desktop.theme, mark, self._picture)
