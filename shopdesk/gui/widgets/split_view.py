"""A list and the details of what is chosen: beside it, or below it where both have no room side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from shopdesk.gui.widgets.scaled import large, scaled

_LEAST = (220, 140)  # pixels of a pane at the usual size of letters, said of large ones only
FOR_AMOUNTS = 260
"""As many pixels show a column of words and the amounts beside it."""


class SplitView(QSplitter):
    """Two panes whose shares are kept when the window grows; neither can be dragged away.

    They stand one above the other while the width is too small for both, so that large letters or a small window never
    ask for scrolling sideways.
    """

    def __init__(
        self, left: QWidget, right: QWidget, shares: tuple[int, int] = (3, 2), *, least: int = _LEAST[0]
    ) -> None:
        """The panes with their shares of the width; with large letters each has as many pixels as ``least`` says.

        It is said for the usual size of letters. A pane of words and amounts wants ``FOR_AMOUNTS``.
        """
        super().__init__(Qt.Orientation.Horizontal)
        self._least = least
        self._shares = shares
        self.setChildrenCollapsible(False)
        self.setHandleWidth(9)
        for index, pane in enumerate((left, right)):
            self.addWidget(pane)
            self.setStretchFactor(index, shares[index])
        self.share_out()

    def share_out(self) -> None:
        """Give the panes their shares anew: one that was squeezed while the view was small would keep what it got."""
        self.setSizes([share * 200 for share in self._shares])

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider pane, since they may stand one above the other; with large letters each can be used."""
        hint = super().minimumSizeHint()
        hint.setWidth(max(self._widths(), default=0))
        if large(self):
            least = scaled(self, _LEAST[1])
            heights = [max(pane.minimumSizeHint().height(), pane.minimumHeight(), least) for pane in self._panes()]
            beside = self.orientation() is Qt.Orientation.Horizontal
            gaps = self.handleWidth() * (len(heights) - 1)
            hint.setHeight(max(heights, default=0) if beside else sum(heights) + gaps)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width asks for it."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Turn where a pane grew too wide for its place."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return done

    def _turn(self) -> None:
        widths = self._widths()
        fits = sum(widths) + self.handleWidth() * (len(widths) - 1) <= self.width()
        wanted = Qt.Orientation.Horizontal if fits else Qt.Orientation.Vertical
        if self.orientation() is not wanted:
            self.setOrientation(wanted)
            self.share_out()

    def _panes(self) -> list[QWidget]:
        panes = [self.widget(number) for number in range(self.count())]
        return [pane for pane in panes if not pane.isHidden()]

    def _widths(self) -> list[int]:
        least = scaled(self, self._least) if large(self) else 0
        return [max(pane.minimumSizeHint().width(), pane.minimumWidth(), least) for pane in self._panes()]
