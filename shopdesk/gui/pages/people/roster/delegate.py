"""Paints the roster's cells: a duty in a coloured field with its word, signs in the corners for notes and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from shopdesk.domain.roster import Away
from shopdesk.gui.pages.people.roster.model import Column, RosterModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.status_pill import tone_colors

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 34
TONES = ("accent", "warning", "good", "fourth", "fifth")
_CORNER = 8.0


class RosterDelegate(QStyledItemDelegate):
    """Draws one cell of a :class:`RosterModel`."""

    def __init__(self, theme: Theme, model: RosterModel, parent: QTableView) -> None:
        """Draw in the theme's colours."""
        super().__init__(parent)
        self._view = parent
        self._theme = theme
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As high as a word with some air; the width is the grid's business."""
        return QSize(40, scaled(self._view, ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        theme = self._theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.accent_soft if selected else theme.surface)
        if not self._model.employed(index):
            hatch = QColor(theme.line)
            painter.fillRect(rect, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        self._paint_duty(painter, rect, index)
        self._paint_corners(painter, rect, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._model.is_today(index.column()):
            painter.setPen(QPen(theme.accent, 1))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())
        current = index == self._view.currentIndex() and self._view.hasFocus()
        if selected or current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 2 if current else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_duty(self, painter: QPainter, rect: QRect, index: Index) -> None:
        text = index.data() or ""
        if not text:
            return
        if index.column() == Column.HOURS:
            brush = index.data(int(Qt.ItemDataRole.ForegroundRole))
            painter.setPen(brush.color() if brush is not None else self._theme.text)
            painter.drawText(
                rect.adjusted(0, 0, -10, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text
            )
            return
        ink, ground = self._colors(index)
        field = QRectF(rect.adjusted(5, 4, -5, -5))
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(field, 5, 5)
        inner = field.adjusted(4, 0, -4, 0).toRect()
        shift = self._model.shift(index)
        times = shift.times if shift is not None else ""
        metrics = painter.fontMetrics()
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() - 1.5)
        gap = 6
        both = metrics.horizontalAdvance(text) + gap + metrics.horizontalAdvance(times)
        painter.setPen(ink)
        if not times or both > inner.width():
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), shown)
            return
        start = QRect(inner.left() + (inner.width() - both) // 2, inner.top(), both, inner.height())
        painter.drawText(start, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.setFont(small)
        painter.drawText(start, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), times)

    def _colors(self, index: Index) -> tuple[QColor, QColor | None]:
        entry, week = self._model.entry(index), self._model.week
        if entry is None or week is None or entry.away is Away.OFF:
            return self._theme.muted, None
        if entry.away is not None:
            return tone_colors(self._theme, "bad" if entry.away is Away.SICK else "neutral")
        codes = [shift.code for shift in week.shifts]
        place = codes.index(entry.duty) if entry.duty in codes else len(TONES)
        return tone_colors(self._theme, TONES[place] if place < len(TONES) else "neutral")

    def _paint_corners(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        entry = self._model.entry(index)
        if self._model.findings_in(index):
            corner = QPointF(rect.left() + 5, rect.top() + 4)
            painter.setBrush(self._theme.bad)
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(_CORNER, 0), corner + QPointF(0, _CORNER)]))
        if entry is not None and entry.note:
            corner = QPointF(rect.right() - 5, rect.bottom() - 5)
            painter.setBrush(self._theme.accent)
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(_CORNER, 0), corner - QPointF(0, _CORNER)]))
