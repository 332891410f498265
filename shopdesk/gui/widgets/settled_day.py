"""A day field that speaks up once, when the user has settled on a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import FIRST_DAY, LAST_DAY
from shopdesk.gui.widgets.day_edit import DayEdit

_PAUSE_MS = 400


class SettledDay(DayEdit):
    """``committed`` carries the day after typing and leaving, and shortly after an arrow key or the calendar."""

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, today: date | None = None) -> None:
        """An empty field; a day of another age that was kept is shown, and its service refuses a new one."""
        super().__init__(parent, today=today, limited=False)
        self._kept: date | None = None
        self._typing = False
        self._showing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.textEdited.connect(lambda _text: self._on_typed())
        self.textChanged.connect(lambda _text: self._on_any_change())
        self.editingFinished.connect(self.flush)

    def show_kept(self, day: date | None, today: date) -> None:
        """Show a kept day; one being typed is left alone."""
        self._today = today
        if self.hasFocus() and self.day != self._kept:
            return
        self._showing = True
        self._kept = day
        self.set_day(day)
        self._showing = False

    @property
    def valid(self) -> bool:
        """Whether the text is empty, a day that a record can hold, or the one that is kept, whatever its age."""
        day = self.day
        return super().valid and (day is None or FIRST_DAY <= day <= LAST_DAY or day == self._kept)

    def flush(self) -> None:
        """Commit what was set and not kept yet; an unreadable text is not."""
        self._pause.stop()
        if self.valid and self.day != self._kept:
            self._kept = self.day
            self.committed.emit(self.day)

    def _on_typed(self) -> None:
        self._typing = True
        self._pause.stop()

    def _on_any_change(self) -> None:
        if not self._typing and not self._showing:
            self._pause.start()
        self._typing = False
