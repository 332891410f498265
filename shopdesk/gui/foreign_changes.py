"""Hearing of what another program changed in the same data folder, the command line for example."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.gui.events import Events
    from shopdesk.gui.task_runner import TaskRunner

_EVERY_MS = 700
_log = logging.getLogger(__name__)


class ForeignChanges(QObject):
    """Asks the data again and again, on the database lane, and passes on what it hears as if it were our own.

    ``replaced`` says that another file lies in the data file's place; nothing is asked until :meth:`begin`.

    The next question waits for the answer to the last, so that a busy lane is never filled with questions.
    """

    replaced = Signal()

    def __init__(self, app: App, tasks: TaskRunner, events: Events, parent: QObject | None = None) -> None:
        """Ask for as long as ``parent`` lives, once :meth:`begin` was called."""
        super().__init__(parent)
        self._app = app
        self._tasks = tasks
        self._events = events
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.ask)

    def begin(self) -> None:
        """Ask from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def ask(self) -> None:
        """Ask now."""
        self._tasks.database(self._news, done=self._on_heard, failed=self._on_failed, owner=self)

    def _news(self) -> frozenset[str] | None:
        if self._app.was_replaced():
            return None
        return self._app.services.history.news() if self._app.is_open else frozenset()

    def _on_heard(self, nouns: frozenset[str] | None) -> None:
        if nouns is None:
            self.replaced.emit()
            return
        if nouns:
            self._events.changed.emit(nouns)
            self._events.history_changed.emit()
        self._timer.start()

    def _on_failed(self, error: Exception) -> None:
        # Whoever works with the data is told by that work what is wrong; a question in passing says nothing.
        _log.info("not asked for changes: %s", error)
        self._timer.start()
