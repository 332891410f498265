"""Columns above and below zero made of pieces, with a line: money in and out by kind; every piece can be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopdesk.domain.money import format_yuan
from shopdesk.gui.charts.plain_chart import round_step
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

_TOP = 8
_WIDEST_COLUMN = 64
_STRIP = 0.24
_BELOW_STRIP = 1.25


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a column: which series, its name and its amount in fen, money out negative."""

    series: int
    name: str
    fen: int


@dataclass(frozen=True, slots=True)
class ColumnBar:
    """A column: what it is called, its pieces, and where the line stands (``None``: it is broken there)."""

    label: str
    pieces: tuple[Piece, ...]
    level: int | None = None


class ColumnChart(QWidget):
    """Draws columns; ``opened`` carries the place of a column and the series of a piece, or -1 for all of it.

    The arrows go from column to column and from piece to piece, Enter opens; a screen reader is told what is chosen.
    """

    opened = Signal(int, int)

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None = None) -> None:
        """An empty chart; ``title`` is what a screen reader calls it."""
        super().__init__(parent)
        self._theme = theme
        self._title = title
        self._columns: tuple[ColumnBar, ...] = ()
        self._line = ""
        self._names: tuple[str, ...] = ()
        self._place, self._piece = -1, -1
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def columns(self) -> tuple[ColumnBar, ...]:
        """What is shown."""
        return self._columns

    @property
    def place(self) -> tuple[int, int]:
        """The chosen column and the series of the chosen piece; -1 for none."""
        return self._place, self._piece

    def set_columns(self, columns: Sequence[ColumnBar], names: Sequence[str], line: str = "") -> None:
        """Show other columns; ``names`` are those of the series, ``line`` is what the line is called."""
        self._columns, self._names, self._line = tuple(columns), tuple(names), line
        if self._place >= len(self._columns):
            self._place, self._piece = -1, -1
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(560, scaled(self, 190))

    def minimumSizeHint(self) -> QSize:
        """As low as it can be read."""
        return QSize(200, scaled(self, 110))

    # --- what it says ----------------------------------------------------------------------------------------------

    def words_of(self, place: int) -> str:
        """A column in words."""
        column = self._columns[place]
        said = [f"{piece.name} {format_yuan(piece.fen)}" for piece in column.pieces]
        if column.level is not None:
            said.append(f"{self._line} {format_yuan(column.level)}")
        return f"{column.label}: {'; '.join(said)}"

    def reader_points(self) -> list[str]:
        """All columns in words."""
        return [self.words_of(place) for place in range(len(self._columns))]

    def _tell(self) -> None:
        if self._place < 0:
            self.setAccessibleDescription("")
            return
        column = self._columns[self._place]
        chosen = next((piece for piece in column.pieces if piece.series == self._piece), None)
        words = (
            f"{column.label}: {chosen.name} {format_yuan(chosen.fen)}"
            if chosen is not None
            else self.words_of(self._place)
        )
        say(self, words)

    # --- keys and mouse --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the ends, Enter opens, Escape leaves the column."""
        key, last = event.key(), len(self._columns) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._choose(min(max(self._place + step, 0), last) if self._place >= 0 else (0 if step > 0 else last), -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else last, -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._place >= 0:
            self._step_piece(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._place >= 0:
            self.opened.emit(self._place, self._piece)
        elif key == Qt.Key.Key_Escape and self._place >= 0:
            self._choose(-1, -1)
        else:
            super().keyPressEvent(event)

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """What Enter does, from the newest column where none is chosen."""
        return {"Press": self._open_chosen}

    def _open_chosen(self) -> None:
        if self._columns and self._place < 0:
            self._choose(len(self._columns) - 1, -1)
        if self._columns:
            self.opened.emit(self._place, self._piece)

    def _step_piece(self, step: int) -> None:
        series = [-1, *(piece.series for piece in self._columns[self._place].pieces)]
        place = series.index(self._piece) if self._piece in series else 0
        self._choose(self._place, series[min(max(place + step, 0), len(series) - 1)])

    def _choose(self, place: int, piece: int) -> None:
        self._place, self._piece = place, piece
        self._tell()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what lies under it."""
        found = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self._choose(*found)
            self.opened.emit(*found)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a click opens something."""
        found = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found is not None else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the column under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words_of(found[0]) if found is not None else "", self)
            return True
        return super().event(event)

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        area = self._area()
        if not self._columns or not area.contains(point):
            return None
        place = min(int((point.x() - area.left()) / area.width() * len(self._columns)), len(self._columns) - 1)
        for series, rect in self._rects(place, area):
            if rect.contains(point):
                return place, series
        return place, -1

    # --- drawing ---------------------------------------------------------------------------------------------------

    def _reach(self) -> tuple[int, int]:
        """The lowest and the highest amount that have to find room."""
        low = high = 0
        for column in self._columns:
            high = max(high, sum(piece.fen for piece in column.pieces if piece.fen > 0))
            low = min(low, sum(piece.fen for piece in column.pieces if piece.fen < 0))
        return low, high or (100 if low == 0 else 0)

    def _area(self) -> QRectF:
        """Where the columns stand: below the strip of the line."""
        whole = self._whole()
        return whole.adjusted(0, self._strip(whole).height() * _BELOW_STRIP, 0, 0)

    def _whole(self) -> QRectF:
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance("-1,000.0万") + 8
        low = _TOP + metrics.height() + 6
        return QRectF(left, _TOP, max(self.width() - left - 6, 10), max(self.height() - low, 10))

    def _strip(self, whole: QRectF) -> QRectF:
        """Where the line runs, on a scale of its own: a balance is much larger than what moves in a day."""
        if all(column.level is None for column in self._columns):
            return QRectF(whole.left(), whole.top(), whole.width(), 0)
        return QRectF(whole.left(), whole.top(), whole.width(), whole.height() * _STRIP)

    def _y(self, fen: int, area: QRectF) -> float:
        low, high = self._reach()
        return area.bottom() - area.height() * (fen - low) / max(high - low, 1)

    def _rects(self, place: int, area: QRectF) -> list[tuple[int, QRectF]]:
        each = area.width() / len(self._columns)
        wide = min(each * 0.7, _WIDEST_COLUMN)
        left = area.left() + each * place + (each - wide) / 2
        up = down = 0
        found = []
        for piece in self._columns[place].pieces:
            if not piece.fen:
                continue
            start = up if piece.fen > 0 else down
            end = start + piece.fen
            up, down = (end, down) if piece.fen > 0 else (up, end)
            top, bottom = sorted((self._y(start, area), self._y(end, area)))
            found.append((piece.series, QRectF(left, top, wide, max(bottom - top, 1.0))))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        if not self._columns:
            return
        painter = QPainter(self)
        area = self._area()
        self._draw_axis(painter, area)
        for place in range(len(self._columns)):
            for series, rect in self._rects(place, area):
                painter.fillRect(rect, self.colour(series))
                if place == self._place and series == self._piece:
                    painter.setPen(QPen(self._theme.text, 2))
                    painter.drawRect(rect)
        self._draw_line(painter, area)
        self._draw_labels(painter, area)
        if self._place >= 0 and self.hasFocus():
            each = area.width() / len(self._columns)
            painter.setPen(QPen(self._theme.accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(area.left() + each * self._place, area.top(), each, area.height()))
        elif self.hasFocus():
            painter.setPen(QPen(self._theme.accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(area)
        painter.end()

    def colour(self, series: int) -> QColor:
        """The colour of a series."""
        return self._theme.series[series % len(self._theme.series)]

    def _draw_axis(self, painter: QPainter, area: QRectF) -> None:
        low, high = self._reach()
        room = max(area.height() / (self.fontMetrics().height() * 2), 1)
        step = round_step(max(high - low, 1) / room)
        value = step * -(-low // step)
        while value <= high:
            y = self._y(int(value), area)
            painter.setPen(QPen(self._theme.muted if abs(value) < step / 2 else self._theme.line, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._theme.muted)
            height = self.fontMetrics().height()
            where = QRectF(0, y - height / 2, area.left() - 6, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short_yuan(int(value)))
            value += step

    def _draw_line(self, painter: QPainter, area: QRectF) -> None:
        each = area.width() / len(self._columns)
        strip = self._strip(self._whole())
        levels = [column.level for column in self._columns if column.level is not None]
        if not levels:
            return
        low, high = min(levels), max(levels)
        self._draw_strip(painter, strip, low, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.text, 1.4))
        run: list[QPointF] = []
        for place, column in enumerate((*self._columns, ColumnBar("", ()))):
            if column.level is not None:
                share = (column.level - low) / (high - low) if high > low else 0.5
                y = strip.bottom() - 3 - share * (strip.height() - 6)
                run.append(QPointF(area.left() + each * (place + 0.5), y))
                continue
            if len(run) > 1:
                painter.drawPolyline(QPolygonF(run))
            for point in run if len(self._columns) <= 62 else run[:1] if len(run) == 1 else ():
                painter.setBrush(self._theme.text)
                painter.drawEllipse(point, 2, 2)
            run = []
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_strip(self, painter: QPainter, strip: QRectF, low: int, high: int) -> None:
        """The ends of the line's scale, as far as they do not touch."""
        height = self.fontMetrics().height()
        painter.setPen(self._theme.muted)
        ends = [(strip.top() - 4, high)]
        if strip.height() >= height * 2 and low != high:
            ends.append((strip.bottom() - height + 4, low))
        for top, fen in ends:
            where = QRectF(0, top, strip.left() - 6, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short_yuan(fen))
        painter.setPen(QPen(self._theme.line, 1, Qt.PenStyle.DotLine))
        painter.drawLine(strip.bottomLeft(), strip.bottomRight())

    def _draw_labels(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(self._theme.muted)
        metrics, each = self.fontMetrics(), area.width() / len(self._columns)
        wide = max(metrics.horizontalAdvance(column.label) for column in self._columns) + 10
        step = max(-(-wide // max(int(each), 1)), 1)
        for place in range(0, len(self._columns), step):
            middle = area.left() + each * (place + 0.5)
            left = min(max(middle - wide / 2, 0), self.width() - wide)
            where = QRectF(left, area.bottom() + 3, wide, metrics.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._columns[place].label)


def short_yuan(fen: int) -> str:
    """An amount for an axis: ``1.2万`` in Chinese, ``12k`` in English."""
    yuan = round(fen / 100) if abs(fen) >= 10_000 else fen / 100
    if current_language() == "zh_CN":
        return f"{yuan / 10_000:,.4g}万" if abs(yuan) >= 10_000 else f"{yuan:,.6g}"
    if abs(yuan) >= 1_000_000:
        return tr("{number}m", number=f"{yuan / 1_000_000:,.4g}")
    return tr("{number}k", number=f"{yuan / 1_000:,.4g}") if abs(yuan) >= 1_000 else f"{yuan:,.6g}"
