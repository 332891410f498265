"""Cards in as many columns as the width has room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from shopdesk.gui.widgets.scaled import scaled

_NARROWEST = 440


class CardColumns(QWidget):
    """Lays cards out row by row; each keeps the height that it needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without cards."""
        super().__init__(parent)
        self._shown: list[QWidget] = []
        self.columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Show other cards."""
        for card in self._shown:
            card.hide()
            card.deleteLater()
        self._shown = list(cards)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More columns where there is room, fewer where there is none."""
        super().resizeEvent(event)
        if self._fitting() != self.columns:
            self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest card: columns never keep the page from getting narrower."""
        narrow = max((card.minimumSizeHint().width() for card in self._shown), default=0)
        return QSize(narrow, super().minimumSizeHint().height())

    def _fitting(self) -> int:
        widest = max(
            [scaled(self, _NARROWEST), *(card.minimumSizeHint().width() for card in self._shown)],
        )
        return max(1, min(self.width() // (widest + self._grid.spacing()), len(self._shown)))

    def _lay_out(self) -> None:
        self.columns = self._fitting()
        for card in self._shown:
            self._grid.removeWidget(card)
        for place, card in enumerate(self._shown):
            self._grid.addWidget(card, place // self.columns, place % self.columns, Qt.AlignmentFlag.AlignTop)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < self.columns else 0)
