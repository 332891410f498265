"""What is dropped on a panel: files and pictures are kept, where there is something to keep them with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class DropCatcher(QObject):
    """Hands over what is dropped on a widget, where it is files or a picture and there is something to keep it with."""

    def __init__(
        self, host: QWidget, dropped: Callable[[QMimeData], None], may: Callable[[], bool] = lambda: True
    ) -> None:
        """Watch ``host``."""
        super().__init__(host)
        self._dropped, self._may = dropped, may
        host.setAcceptDrops(True)
        host.installEventFilter(self)

    def eventFilter(self, _host: QObject, event: QEvent) -> bool:
        """Take files and pictures."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        data = event.mimeData()
        if not self._may() or not (data.hasUrls() or data.hasImage()):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._dropped(data)
        return True
