"""A field for a time of day that may be empty."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from shopdesk.domain.typed import read_time
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

_STEP_MINUTES = 15


class TimeEdit(TypedLine):
    """Understands ``8:30``, ``08：30``, ``830``, ``8``; up and down move by a quarter of an hour."""

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty field."""
        super().__init__(parent)
        self._kept: time | None = None
        self.setPlaceholderText(tr("HH:MM"))
        self.setMinimumWidth(72)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self.flush)

    @property
    def time(self) -> time | None:
        """The time; ``None`` for empty or unreadable text, which :attr:`valid` tells apart."""
        return read_time(self.text())

    @property
    def valid(self) -> bool:
        """Whether the text is empty or a time."""
        return not self.text().strip() or self.time is not None

    def set_time(self, moment: time | None) -> None:
        """Show a kept time; ``None`` empties the field."""
        self._kept = moment
        self.setText("" if moment is None else f"{moment:%H:%M}")

    def flush(self) -> None:
        """Commit what was typed and not kept yet; unreadable text is not."""
        if not self.valid:
            return
        moment = self.time
        if moment != self._kept:
            self.set_time(moment)
            self.committed.emit(moment)
        elif moment is not None:
            self.setText(f"{moment:%H:%M}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move by a quarter of an hour, within the day."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        start = datetime.combine(datetime.min.date().replace(year=2000), self.time or time(9, 0))
        moved = start + timedelta(minutes=_STEP_MINUTES * step) if self.time is not None else start
        if moved.date() == start.date():
            self.setText(f"{moved:%H:%M}")

    def _on_text_changed(self, _text: str) -> None:
        self.setProperty("invalid", not self.valid)
        self.setToolTip("" if self.valid else tr("Enter a time like 8:30."))
        self.style().unpolish(self)
        self.style().polish(self)
