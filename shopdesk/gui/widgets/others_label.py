"""Who else looks at the same record: one quiet line in room that is free, so that nothing moves when it comes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

_ROOM_FOR_A_WORD = 48
_CHANGES = {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}


class OthersLabel(QLabel):
    """Lies over ``parent`` in the rectangle that ``room`` gives; of a sentence that has no room there the middle goes.

    It begins with who it is and ends with what they do; names alone would say nothing.
    """

    def __init__(
        self,
        name: str,
        parent: QWidget,
        room: Callable[[], QRect],
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Without words, and hidden."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter | alignment)
        self._room = room
        self._said = ""
        parent.installEventFilter(self)
        self.hide()

    @property
    def said(self) -> str:
        """The whole sentence; empty where nobody else looks."""
        return self._said

    def say(self, said: str) -> None:
        """Show a sentence, or none."""
        self._said = said
        self.setToolTip(said)
        self.setAccessibleName(said)
        self._place()

    def _place(self) -> None:
        room = self._room()
        shown = bool(self._said) and room.width() >= _ROOM_FOR_A_WORD
        if shown:
            self.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideMiddle, room.width()))
            self.setGeometry(room)
        self.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the room when it changes."""
        if event.type() in _CHANGES and self._said:
            self._place()
        return super().eventFilter(watched, event)
