"""What lies over a page whose data could not be read, so that nothing below is taken for an answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.infra.i18n import tr


class Veil(QWidget):
    """Covers ``ground`` with what went wrong and a way to try again; gone as soon as there is an answer."""

    def __init__(self, ground: QWidget, again: Callable[[], None]) -> None:
        """Hidden until :meth:`say`."""
        super().__init__(ground)
        self.setObjectName("veil")
        self.setAutoFillBackground(True)
        self.state = EmptyState(tr("This could not be read"), "", tr("Try again"), again)
        self.state.hint.setObjectName("veil.why")
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        ground.installEventFilter(self)
        self.hide()

    def say(self, why: str) -> None:
        """Cover the ground and say why."""
        self.state.hint.setText(why)
        self._cover()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the ground, and stay above what is added to it."""
        if self.isVisibleTo(self.parentWidget()) and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self._cover()
            self.raise_()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        ground = self.parentWidget()
        if ground is not None:
            self.setGeometry(ground.rect())
