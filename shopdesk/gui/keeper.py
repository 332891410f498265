"""Keeps what is dear to reckon while nobody waits: once the window stands, and again after every change of data.

A year of a large store takes seconds to reckon. So it is done ahead on the database thread, a third of a second at a
time, and whatever the user asks for is put in between.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer

from shopdesk.gui.page_context import PageContext

_log = logging.getLogger(__name__)
_AFTER_CHANGE_MS = 3_000
_AFTER_IMPORT_MS = 0
_LOOK_AGAIN_MS = 300


class Keeper(QObject):
    """Works for one window and ends with it; a failure ends the work until the next change."""

    def __init__(self, context: PageContext) -> None:
        """Begin a while from now, a while after every change, at once after an import, of another process too."""
        super().__init__(context.window)
        self._context = context
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.timeout.connect(self.begin)
        context.events.changed.connect(self._on_changed)
        context.events.answer_noted.connect(self._on_noted)
        self._after.start(_AFTER_CHANGE_MS)

    def begin(self) -> None:
        """Keep some answers unless somebody waits for one or something long writes, and go on until all are kept."""
        if not self._context.app.is_open:
            return
        if not self._context.tasks.idle():
            self._after.start(_LOOK_AGAIN_MS)
            return
        self._context.tasks.database(self._keep, done=self._on_kept, failed=self._on_failed, owner=self)

    def _on_changed(self, nouns: frozenset[str]) -> None:
        # Edits follow one another; an import brings what somebody is about to look at.
        self._after.start(_AFTER_IMPORT_MS if "imports" in nouns else _AFTER_CHANGE_MS)

    def _on_noted(self) -> None:
        if not self._after.isActive():
            self._after.start(_AFTER_CHANGE_MS)

    def _keep(self) -> bool:
        # The service is made here, on the thread of the data.
        return self._context.services.kept.keep_some()

    def _on_kept(self, more: bool) -> None:
        if more:
            # Not at once: the task that is being answered still counts as waited for.
            QTimer.singleShot(0, self, self.begin)

    def _on_failed(self, error: Exception) -> None:
        # Nobody asked for it, and without it the page only takes longer.
        _log.warning("could not keep what was reckoned: %s", error)
