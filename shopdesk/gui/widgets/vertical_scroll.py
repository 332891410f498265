"""Panels that scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class QuietScroll(QScrollArea):
    """Scrolls along with the keyboard in it, and is no stop of the Tab key itself.

    What holds only text has nothing that would scroll it along; with a ``label`` it is a stop that is read aloud.
    """

    def __init__(self, parent: QWidget | None = None, *, name: str = "", label: str = "") -> None:
        """An empty one."""
        super().__init__(parent)
        if label:
            self.setObjectName(name)
            self.setAccessibleName(label)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class VerticalScroll(QuietScroll):
    """Qt's scroll area may be squeezed below the width of its content; this one may not."""

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, name: str = "", label: str = "") -> None:
        """Show ``content``; ``label`` makes it a stop of the Tab key."""
        super().__init__(parent, name=name, label=label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._least = -1
        self.setWidget(content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands around it hears when the content grows wider, which Qt keeps to itself."""
        if event.type() == QEvent.Type.LayoutRequest:
            least = self.minimumSizeHint().width()
            if least != self._least:
                self._least = least
                self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """As wide as the content at its narrowest, with room for the scroll bar."""
        hint = super().minimumSizeHint()
        content = self.widget()
        if content is not None:
            least = max(content.minimumSizeHint().width(), content.minimumWidth())
            hint.setWidth(least + self.verticalScrollBar().sizeHint().width())
        return hint


def to_the_top(widget: QWidget) -> None:
    """Scroll the page so that a widget begins at its top, as far as it can be scrolled, once all is laid out."""

    def scroll() -> None:
        place = widget.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if isinstance(place, QScrollArea) and place.widget() is not None:
            place.verticalScrollBar().setValue(widget.mapTo(place.widget(), QPoint()).y())

    QTimer.singleShot(0, widget, scroll)
