"""A list on the left and the details of what is chosen on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


class SplitView(QSplitter):
    """Two panes whose shares are kept when the window grows; neither can be dragged away."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int] = (3, 2)) -> None:
        """The panes with their shares of the width."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(9)
        for index, pane in enumerate((left, right)):
            self.addWidget(pane)
            self.setStretchFactor(index, shares[index])
        self.setSizes([share * 200 for share in shares])
