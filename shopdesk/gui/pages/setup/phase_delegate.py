"""Draws a phase's progress as a bar beside its figures."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.gui.pages.setup.step_model import StepColumn, StepRole
from shopdesk.gui.theme import Theme

_ROW, _BAR, _FIGURES, _AROUND = 30, 6, 44, 20


class PhaseDelegate(QStyledItemDelegate):
    """Ordinary cells for steps; the state cell of a phase holds figures and a bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of ``theme``."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows high enough to hit and to read."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), _ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, and the bar where a phase's state stands."""
        super().paint(painter, option, index)
        if index.column() != StepColumn.STATE or index.parent().isValid():
            return
        phase = index.data(StepRole.PHASE)
        if phase is None or not phase.progress.needed:
            return
        figures = option.fontMetrics.horizontalAdvance(str(index.data())) + _AROUND  # type: ignore[attr-defined]
        area = QRectF(option.rect).adjusted(max(_FIGURES, figures), 0, -8, 0)  # type: ignore[attr-defined]
        bar = QRectF(area.left(), area.center().y() - _BAR / 2, area.width(), _BAR)
        if bar.width() < _BAR:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.line)
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        share = phase.progress.done / phase.progress.needed
        if share:
            painter.setBrush(self._theme.good if share == 1 else self._theme.accent)
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * share, _BAR), _BAR), 3, 3)
        painter.restore()
