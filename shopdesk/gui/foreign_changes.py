"""Hearing of what another program changed in the same data folder, the command line for example."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from shopdesk.gui.task_runner import Bell

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.gui.events import Events
    from shopdesk.gui.task_runner import TaskRunner
    from shopdesk.storage.port import Hearing

_EVERY_MS = 700
_WHILE_IT_HEARS_MS = 15_000
_log = logging.getLogger(__name__)


class ForeignChanges(QObject):
    """Asks the data again and again, on the database lane, and passes on what it hears as if it were our own.

    Shared data say by themselves when somebody committed: then it asks at once, and seldom else. The thread that hears
    it touches nothing of Qt but a bell. Where the line breaks it asks as often as with a file.

    ``replaced`` says that another file lies in the data file's place; nothing is asked until :meth:`begin`.
    ``outdated`` says that whoever works here may do other things from now on, ``unanswered`` that shared data did not
    answer.

    The next question waits for the answer to the last, so that a busy lane is never filled with questions.
    """

    replaced = Signal()
    outdated = Signal()
    unanswered = Signal()

    def __init__(self, app: App, tasks: TaskRunner, events: Events, parent: QObject | None = None) -> None:
        """Ask for as long as ``parent`` lives, once :meth:`begin` was called."""
        super().__init__(parent)
        self._app = app
        self._tasks = tasks
        self._events = events
        self._bell = Bell(self)
        self._bell.rung.connect(self._on_rung, Qt.ConnectionType.QueuedConnection)
        self._ring = self._bell.rung.emit
        self._hearing: Hearing | None = None
        self._asking = self._missed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.ask)

    def begin(self) -> None:
        """Ask from now on."""
        self.stop()
        if self._app.is_open:
            self._hearing = self._app.services.history.listen(self._ring, self._events.presence.ring)
            self._events.presence.attach(self._hearing)
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()
        if self._hearing is not None:
            self._events.presence.attach(None)
            self._hearing.stop()
            self._hearing = None

    def ask(self) -> None:
        """Ask now."""
        self._asking, self._missed = True, False
        self._tasks.database(self._news, done=self._on_heard, failed=self._on_failed, owner=self)

    def _news(self) -> frozenset[str] | None:
        if self._app.was_replaced():
            return None
        return self._app.services.history.news() if self._app.is_open else frozenset()

    def _on_heard(self, nouns: frozenset[str] | None) -> None:
        if nouns is None:
            self._asking = False
            self.replaced.emit()
            return
        if self._hearing is not None and self._hearing.outdated:
            self._asking = False
            self.outdated.emit()
            return
        if nouns:
            self._events.changed.emit(nouns)
            self._events.history_changed.emit()
        self._rest()

    @Slot()
    def _on_rung(self) -> None:
        """Somebody committed, perhaps this program itself, which then hears nothing new."""
        if self._asking:
            self._missed = True
        elif self._hearing is not None:
            self._timer.stop()
            self.ask()

    def _rest(self) -> None:
        """Wait for the bell or, where nobody rings it, for a while."""
        self._asking = False
        if self._missed:
            self.ask()
            return
        hears = self._hearing is not None and self._hearing.hears
        self._timer.start(_WHILE_IT_HEARS_MS if hears else _EVERY_MS)

    def _on_failed(self, error: Exception) -> None:
        # Whoever works with the data is told by that work what is wrong; a question in passing says nothing.
        _log.info("not asked for changes: %s", error)
        self._missed = False
        if self._hearing is not None:
            self.unanswered.emit()
        self._rest()
