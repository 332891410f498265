"""Ctrl+V in a panel: words go into the field as ever, pictures and copied files are kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from shopdesk.gui.photos.bringing import holds_text


class PasteCatcher(QObject):
    """Calls ``pasted`` with what the clipboard holds, unless a text field in ``host`` has the keyboard and it is text.

    Files dropped on a field are left to ``host``: the field would write their addresses into itself.
    """

    def __init__(self, host: QWidget, pasted: Callable[[QMimeData], None]) -> None:
        """Watch every field that ``host`` has now."""
        super().__init__(host)
        self._pasted = pasted
        self._shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), host)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._shortcut.activated.connect(self.paste)
        for line in host.findChildren(QLineEdit):
            line.setAcceptDrops(False)
            line.installEventFilter(self)
        for text in host.findChildren(QPlainTextEdit):
            text.setAcceptDrops(False)
            text.viewport().setAcceptDrops(False)
            text.installEventFilter(self)

    def paste(self) -> None:
        """Hand over what the clipboard holds."""
        self._pasted(QGuiApplication.clipboard().mimeData())

    def eventFilter(self, _field: QObject, event: QEvent) -> bool:
        """Take Ctrl+V from a field where there is no text to paste."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        data = QGuiApplication.clipboard().mimeData()
        if data is None or holds_text(data) or not (data.hasUrls() or data.hasImage()):
            return False
        self._pasted(data)
        return True
