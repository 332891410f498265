"""A chart as a picture that explains itself: title, days and legend above the lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsView

from shopdesk.gui.charts.data import ChartData, Line
from shopdesk.infra import atomic
from shopdesk.infra.i18n import tr

Inks = tuple[QColor, QColor, QColor]
_MARGIN, _SWATCH, _GAP = 12, 22, 18
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
"""How lines of the left axis, of the right axis and of further ones are drawn."""
_BESIDE = {Line.EARLIER: Qt.PenStyle.DashDotDotLine, Line.MEAN: Qt.PenStyle.DashDotLine}


def style_of(data: ChartData, place: int) -> Qt.PenStyle:
    """How a line is drawn: by its axis, or by what it is beside its figure, so that colour alone says nothing."""
    return _BESIDE.get(data.series[place].line) or STYLES[min(data.scales[place], 2)]


def paint_chart(plot: QGraphicsView, data: ChartData, title: str, colours: Sequence[QColor], inks: Inks) -> QPixmap:
    """The plot at twice its size, with ``title``, the days and the legend above it.

    Args:
        plot: what draws the lines.
        data: what it draws; names and scales of the legend come from it.
        title: the first line.
        colours: those of the lines.
        inks: ground, text and quiet text.
    """
    ground, text, muted = inks
    font = plot.font()
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    line = QFontMetrics(bold).height() + 6
    rows = _legend_rows(data, QFontMetrics(font), plot.width() - 2 * _MARGIN)
    head = _MARGIN + line * (2 + len(rows))
    picture = QPixmap(math.ceil(plot.width() * 2), math.ceil((plot.height() + head) * 2))
    picture.setDevicePixelRatio(2)
    picture.fill(ground)
    painter = QPainter(picture)
    painter.setFont(bold)
    painter.setPen(text)
    _write(painter, _MARGIN, _MARGIN, plot.width(), line, title)
    painter.setFont(font)
    painter.setPen(muted)
    _write(painter, _MARGIN, _MARGIN + line, plot.width(), line, _days(data))
    for number, row in enumerate(rows, 2):
        left = float(_MARGIN)
        top = _MARGIN + line * number
        for place, words, width in row:
            painter.setPen(QPen(colours[data.owners[place] % len(colours)], 2, style_of(data, place)))
            painter.drawLine(int(left), top + line // 2, int(left) + _SWATCH - 6, top + line // 2)
            painter.setPen(text)
            _write(painter, left + _SWATCH, top, width, line, words)
            left += _SWATCH + width + _GAP
    # Without a target the view would fill the whole picture, in another measure than the head's.
    plot.render(painter, QRectF(0, head, plot.width(), plot.height()), plot.viewport().rect())
    painter.end()
    return picture


def write_picture(picture: QPixmap, target: Path) -> None:
    """Write a picture as PNG, wholly or not at all.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    atomic.write_bytes(target, bytes(buffer.data().data()))


def axis_name(scale: int) -> str:
    """Where the figures of a scale stand."""
    if scale < 2:
        return tr("right axis") if scale else tr("left axis")
    return tr("right axis {number}", number=scale)


def legend(data: ChartData) -> list[str]:
    """What each line is, and which axis it belongs to where there are several."""
    several = max(data.scales, default=0) > 0
    return [
        f"{series.name} ({axis_name(scale)})" if several else series.name
        for series, scale in zip(data.series, data.scales, strict=True)
    ]


def _days(data: ChartData) -> str:
    if not data.grid:
        return ""
    days = tr("{start} to {end}", start=data.grid[0].start, end=data.grid[-1].end)
    return " · ".join([days, *(band.name for band in data.bands)])


def _legend_rows(data: ChartData, metrics: QFontMetrics, room: int) -> list[list[tuple[int, str, int]]]:
    rows: list[list[tuple[int, str, int]]] = [[]]
    left = 0
    for place, words in enumerate(legend(data)):
        width = metrics.horizontalAdvance(words) + 2
        if rows[-1] and left + _SWATCH + width > room:
            rows.append([])
            left = 0
        rows[-1].append((place, words, width))
        left += _SWATCH + width + _GAP
    return rows


def _write(painter: QPainter, left: float, top: float, width: float, height: float, words: str) -> None:
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(left, top, width, height), align, words)
