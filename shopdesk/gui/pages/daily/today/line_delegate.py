"""Paints the form: area headings across the table, items with a second line, results in colour with a sign."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
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
_MOST_LINES = 5
"""How many lines of a text stand in a row; of a longer one, which may be a page, the tip shows the rest."""


class LineDelegate(QStyledItemDelegate):
    """Draws one row of a :class:`SheetModel`."""

    def __init__(self, theme: Theme, model: SheetModel, parent: QWidget) -> None:
        """Draw in the theme's colours."""
        super().__init__(parent)
        self._view = parent
        self._theme = theme
        self._model = model
        self._lines: dict[tuple[str, bool, int], list[str]] = {}
        self._known: QFont | None = None
        self._small_known = QFont()
        self._spacing = (0, 0)

    def height(self, row: Row, width: int) -> int:
        """How tall a row is whose item has ``width`` pixels."""
        if row.line is None:
            return scaled(self._view, HEADING_HEIGHT)
        above, below = self._texts(row, width)
        least = scaled(self._view, TWO_LINES if below else ONE_LINE)
        tall = len(above) * self._spacing[0] + len(below) * self._spacing[1]
        return max(least, tall + scaled(self._view, 14))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of the row; the width is the header's business."""
        return QSize(40, self.height(index.data(ROW_ROLE), self._view.columnWidth(Column.ITEM)))

    def _font(self) -> QFont:
        font = self._view.font()
        if self._known is None or font != self._known:
            self._known, self._small_known = font, QFont(font)
            self._small_known.setPointSizeF(font.pointSizeF() - 1)
            self._spacing = QFontMetrics(font).lineSpacing(), QFontMetrics(self._small_known).lineSpacing()
            self._lines.clear()
        return self._known

    def _small(self) -> QFont:
        self._font()
        return self._small_known

    def _texts(self, row: Row, width: int) -> tuple[list[str], list[str]]:
        """The lines of the item and those of what stands under it."""
        assert row.line is not None
        self._font()
        room = max(40, width - 2 * _PADDING)
        above = self._wrapped(cell_text(row.line, Column.ITEM), room, small=False)
        return above, self._wrapped(second_line(row.line, self._model.sheet), room, small=True)

    def _wrapped(self, text: str, width: int, *, small: bool) -> list[str]:
        if not text:
            return []
        key = (text, small, width)
        if key not in self._lines:
            if len(self._lines) > 2_000:
                self._lines.clear()
            font = self._small_known if small or self._known is None else self._known
            self._lines[key] = wrapped(text, font, width, _MOST_LINES)
        return self._lines[key]

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
            self._paint_item(painter, inner, *self._texts(row, rect.width()))
            return
        if column is Column.STANDING:
            tone = STANDING_TONES.get(row.line.standing, "neutral")
            self._paint_pill(painter, inner, text, *tone_colors(self._theme, tone))
            return
        painter.setPen(self._theme.muted)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), elided)

    def _paint_item(self, painter: QPainter, rect: QRect, above: list[str], below: list[str]) -> None:
        fonts = ((above, self._font(), self._theme.text), (below, self._small(), self._theme.muted))
        tall = sum(len(lines) * QFontMetrics(font).lineSpacing() for lines, font, _ink in fonts)
        top = rect.top() + max(0, rect.height() - tall) // 2
        for lines, font, ink in fonts:
            painter.setFont(font)
            painter.setPen(ink)
            for line in lines:
                height = QFontMetrics(font).lineSpacing()
                painter.drawText(
                    QRect(rect.left(), top, rect.width(), height), int(Qt.AlignmentFlag.AlignVCenter), line
                )
                top += height

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


def wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """A text in lines of ``width`` pixels; the last of ``most`` lines ends in dots where more would follow."""
    flat = " ".join(text.split())
    # A pixel less than the width, because the advance is rounded; what fits surely need not be broken.
    if QFontMetrics(font).horizontalAdvance(flat) < width:
        return [flat]
    layout = QTextLayout(flat, font)
    layout.setTextOption(_anywhere())
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        if len(lines) == most - 1 and start + length < len(flat):
            lines.append(QFontMetrics(font).elidedText(flat[start:], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(flat[start : start + length].rstrip())
    layout.endLayout()
    return lines


def _anywhere() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
