"""Bars below each other, each with its name before and its figures behind it: provinces, people, steps, reasons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from shopdesk.gui.charts.answer_drawing import AnswerDrawing
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr

_TALLEST = 60


class BarList(AnswerDrawing):
    """As many bars as there is room for, the longest list in its order; the table beside it has all of them.

    A line above says what the figures are: the second one is a share here and a conversion there.
    """

    low, wide = 160, 260

    def _head(self) -> float:
        return float(self.fontMetrics().height() + 6)

    def _row(self) -> float:
        lines = max(len(self.answer.points), 1) if self.answer is not None else 1
        least = self.fontMetrics().height() + 6
        return max(min((self.height() - self._head() - 4) / lines, float(scaled(self, _TALLEST))), least)

    def areas(self) -> list[QRectF]:
        """The lines; those that find no room are empty."""
        row, head = self._row(), self._head()
        count = len(self.answer.points) if self.answer is not None else 0
        fits = int((self.height() - head) // row)
        if count > fits:
            # The last line says how many more there are.
            fits = max(fits - 1, 0)
        return [
            QRectF(2, head + place * row + 1, self.width() - 4, row - 2) if place < fits else QRectF()
            for place in range(count)
        ]

    def head_words(self) -> str:
        """What the two figures behind each bar are, in their order."""
        assert self.answer is not None
        _name, figure, share = self.answer.drawn["captions"]
        return f"{self.heading(figure)}   {self.heading(share)}"

    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Names, bars, figures."""
        assert self.answer is not None
        name, figure, share = self.answer.drawn["captions"]
        values = self.answer.drawn["values"]
        top = max((float(value) for value in values if value), default=1.0)
        shown = [place for place, area in enumerate(areas) if not area.isEmpty()]
        metrics = self.fontMetrics()
        texts = {place: f"{self.cell(place, figure)}   {self.cell(place, share)}" for place in shown}
        behind = max((metrics.horizontalAdvance(text) for text in texts.values()), default=0) + 10
        names = max((metrics.horizontalAdvance(self.cell(place, name)) for place in shown), default=0) + 10
        names = min(names, int(self.width() * 0.36))
        painter.setPen(self.theme.muted)
        head = QRectF(2 + names, 0, self.width() - names - 4, self._head())
        words = metrics.elidedText(self.head_words(), Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        for place in shown:
            area, value = areas[place], values[place]
            painter.setPen(self.theme.text)
            where = QRectF(area.left(), area.top(), names - 8, area.height())
            words = metrics.elidedText(self.cell(place, name), Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            gap = max(area.height() * 0.14, 2)
            room = max(area.width() - names - behind, 10)
            bar = QRectF(area.left() + names, area.top() + gap, room * float(value or 0) / top, area.height() - 2 * gap)
            painter.fillRect(bar, self.theme.series[0])
            painter.setPen(self.theme.text)
            where = QRectF(bar.right() + 6, area.top(), behind, area.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, texts[place])
            if place in self.answer.drawn.get("breaks", ()):
                painter.setPen(QPen(self.theme.edge, 1, Qt.PenStyle.DashLine))
                painter.drawLine(area.topLeft(), area.topRight())
        left_out = len(areas) - len(shown)
        if left_out:
            painter.setPen(self.theme.muted)
            where = QRectF(names, self._head() + len(shown) * self._row(), self.width() - names, self._row())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, tr("{count} more in the table", count=left_out))
