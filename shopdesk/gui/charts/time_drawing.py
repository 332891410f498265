"""What drawings over time share: campaigns as bands, festivals and notes as lines, named on the chart and in words."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from shopdesk.domain.fields import Reader
from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.domain.periods import Period
from shopdesk.gui.charts.answer_drawing import AnswerDrawing
from shopdesk.gui.charts.data import Band, Mark
from shopdesk.gui.theme import BAND_ALPHA
from shopdesk.infra.i18n import in_a_row


class TimeDrawing(AnswerDrawing):
    """A drawing whose points lie on days. A subclass says where days lie (:meth:`across`) and what a point covers."""

    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()

    def show_beside(self, bands: Sequence[Band], marks: Sequence[Mark]) -> None:
        """What stands behind the points from the next answer on."""
        self.bands, self.marks = tuple(bands), tuple(marks)

    def show_answer(self, answer: ChartAnswer, reader: Reader) -> None:
        """Show other points; each says in words which campaigns, festivals and notes fall on it, too."""
        super().show_answer(answer, reader)
        for place in range(len(self._words)):
            names = self._beside(self.span_of(place))
            if names:
                self._words[place] += f"; {in_a_row(names)}"

    def _beside(self, span: Period) -> list[str]:
        bands = [band.name for band in self.bands if band.period.overlaps(span)]
        return [*bands, *(mark.name for mark in self.marks if mark.day in span)]

    @abstractmethod
    def span_of(self, place: int) -> Period:
        """The days of a point."""

    @abstractmethod
    def across(self, plot: QRectF, day: float) -> float:
        """Where a day (its ordinal; the half before it begins it) lies from left to right."""

    def across_spans(self, plot: QRectF, day: float, spans: Sequence[Period]) -> float:
        """The same where the plot is parted evenly among spans."""
        place = min(max(bisect_right([one.start.toordinal() - 0.5 for one in spans], day) - 1, 0), len(spans) - 1)
        span = spans[place]
        share = (day - span.start.toordinal() + 0.5) / span.length
        return plot.left() + plot.width() * (place + min(max(share, 0.0), 1.0)) / len(spans)

    def draw_beside(self, painter: QPainter, plot: QRectF) -> None:
        """Bands and lines, with the names that have room at the top."""
        fill = QColor(self.theme.accent)
        fill.setAlpha(BAND_ALPHA)
        named: list[tuple[float, str]] = []
        for band in self.bands:
            left = self.across(plot, band.period.start.toordinal() - 0.5)
            right = self.across(plot, band.period.end.toordinal() + 0.5)
            area = QRectF(left, plot.top(), max(right - left, 1.0), plot.height())
            painter.fillRect(area, fill)
            painter.setPen(QPen(self.theme.edge, 1))
            painter.drawLine(area.topLeft(), area.bottomLeft())
            named.append((left, band.name))
        plain, parting = (
            QPen(self.theme.edge, 1, Qt.PenStyle.DotLine),
            QPen(self.theme.warning, 2, Qt.PenStyle.DashLine),
        )
        for mark in self.marks:
            # A day that parts the chart lies between two days, not on one.
            painter.setPen(parting if mark.parts else plain)
            x = self.across(plot, mark.day.toordinal() - (0.5 if mark.parts else 0))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            if mark.major:
                named.append((x, mark.name))
        self._draw_marks_names(painter, plot, sorted(named))

    def _draw_marks_names(self, painter: QPainter, plot: QRectF, named: Sequence[tuple[float, str]]) -> None:
        metrics, used = self.fontMetrics(), plot.left()
        painter.setPen(self.theme.muted)
        for number, (x, name) in enumerate(named):
            following = named[number + 1][0] if number + 1 < len(named) else plot.right()
            left = max(x + 3, used)
            room = max(following - left - 4, min(plot.right() - left, metrics.averageCharWidth() * 8))
            if room < metrics.averageCharWidth() * 3:
                continue
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(left, plot.top(), room, metrics.height()), Qt.AlignmentFlag.AlignLeft, words)
            used = left + metrics.horizontalAdvance(words) + 8
