"""What lies over a page whose data could not be read, so that nothing below is taken for an answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.rights import Subject, seen_by
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.infra.i18n import tr


def cover(ground: QWidget, subject: Subject, *, closed: bool) -> None:
    """Cover a widget that is about something closed to whoever looks, and say who sees it; or uncover it."""
    veil = ground.findChild(Veil, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not closed:
        if veil is not None:
            veil.hide()
        return
    if veil is None:
        veil = Veil(ground, lambda: None)
    veil.keep_back(tr(seen_by(subject)))


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
        self.state.title.setText(tr("This could not be read"))
        self.state.button.show()
        self._say(why)

    def keep_back(self, why: str) -> None:
        """Cover what is not for whoever looks, and say who sees it; to try again would change nothing."""
        self.state.title.setText(tr("This is not shown to you"))
        self.state.button.hide()
        self._say(why)

    def _say(self, why: str) -> None:
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
