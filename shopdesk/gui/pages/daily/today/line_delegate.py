"""Paints the form: area headings across the table, items with a second line, results in colour with a sign."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.gui.pages.daily.today.sheet_model import (
    ROW_ROLE,
    STANDING_TONES,
    Column,
    Row,
    SheetModel,
    cell_text,
    second_line,
)
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.status_pill import tone_colors

Index = QModelIndex | QPersistentModelIndex
HEADING_HEIGHT = 32
ONE_LINE = 32
TWO_LINES = 46
_PADDING = 8
_PILL = 22


class LineDelegate(QStyledItemDelegate):
    """Draws one row of a :class:`SheetModel`."""

    def __init__(self, theme: Theme, model: SheetModel, parent: QWidget) -> None:
        """Draw in the theme's colours."""
        super().__init__(parent)
        self._view = parent
        self._theme = theme
        self._model = model

    def height(self, row: Row) -> int:
        """How tall a row is."""
        if row.line is None:
            return scaled(self._view, HEADING_HEIGHT)
        return scaled(self._view, TWO_LINES if second_line(row.line, self._model.sheet) else ONE_LINE)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of the row; the width is the header's business."""
        return QSize(40, self.height(index.data(ROW_ROLE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row: Row = index.data(ROW_ROLE)
        painter.save()
        if row.line is None:
            self._paint_heading(painter, option, row)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
            self._paint_cell(painter, option, index, row, selected)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.fillRect(rect, self._theme.window)
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.muted)
        painter.drawText(rect.adjusted(_PADDING, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), row.heading)

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: Row, selected: bool
    ) -> None:
        assert row.line is not None
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.fillRect(rect, self._theme.accent_soft if selected else self._theme.surface)
        painter.setPen(self._theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column = Column(index.column())
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        text = cell_text(row.line, column)
        if column is Column.ITEM:
            self._paint_item(painter, inner, text, second_line(row.line, self._model.sheet))
            return
        if column is Column.STANDING:
            tone = STANDING_TONES.get(row.line.standing, "neutral")
            self._paint_pill(painter, inner, text, *tone_colors(self._theme, tone))
            return
        painter.setPen(self._theme.muted)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), elided)

    def _paint_item(self, painter: QPainter, rect: QRect, text: str, below: str) -> None:
        metrics = painter.fontMetrics()
        painter.setPen(self._theme.text)
        first = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        if not below:
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), first)
            return
        half = rect.height() // 2
        upper = QRect(rect.left(), rect.top() + 3, rect.width(), half - 2)
        lower = QRect(rect.left(), rect.top() + half, rect.width(), half - 3)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), first)
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() - 1)
        painter.setFont(small)
        painter.setPen(self._theme.muted)
        second = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), second)

    def _paint_pill(self, painter: QPainter, rect: QRect, text: str, ink: QColor, ground: QColor) -> None:
        width = painter.fontMetrics().horizontalAdvance(text) + 16
        height = scaled(self._view, _PILL)
        pill = QRect(rect.left(), rect.center().y() - height // 2, min(width, rect.width()), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(ink)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
