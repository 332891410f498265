"""A field to narrow down what is shown."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

_PAUSE_MS = 150


class SearchField(TypedLine):
    """Emits ``searched`` with the trimmed text a moment after the last key, at once when it is cleared."""

    searched = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        """An empty field."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder or tr("Search"))
        self.setAccessibleName(self.placeholderText())
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._pause.stop()
            self._say()

    def _say(self) -> None:
        self.searched.emit(self.text().strip())

    def is_waiting(self) -> bool:
        """Whether something was typed that was not said yet."""
        return self._pause.isActive()
