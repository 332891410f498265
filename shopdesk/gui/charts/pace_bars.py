"""Step by step what came in as bars, and what each step should bring as a mark."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.output import shown_short
from shopdesk.domain.target_aims import AIMS
from shopdesk.gui.charts.plain_chart import round_step
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import current_language

Step = Hashable

_TOP = 8
_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
BEHIND_ALPHA = 180
"""How strong the bar of a step is that stayed behind its target, of 255."""


class PaceBars(QWidget):
    """A bar for each step (a day, an hour) with a figure, a mark for each one's target; missing ones stay empty.

    What a step is called on the axis and in words is said by the chart that is made of it.
    """

    def __init__(self, theme: Theme, name: str, label: str, parent: QWidget | None = None) -> None:
        """Without figures."""
        super().__init__(parent)
        self._theme = theme
        self._targets: dict[Step, Value] = {}
        self._actual: dict[Step, Value] = {}
        self._cursor: Step | None = None
        self._kpi = kpi("paid_amount")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(160)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(640, 200)

    def set_steps(
        self, targets: Mapping[Step, Value], actual: Mapping[Step, Value], metric: str = "paid_amount"
    ) -> None:
        """Show steps; both in the figure's unit."""
        self._targets, self._actual, self._kpi = dict(targets), dict(actual), kpi(metric)
        self._cursor = self._cursor if self._cursor in self._targets else None
        self.update()

    @property
    def _left(self) -> int:
        """Pixels for the figures of the axis."""
        return self.fontMetrics().horizontalAdvance("1,000k") + 10

    @property
    def _bottom(self) -> int:
        """Pixels for the names of the steps."""
        return self.fontMetrics().height() + 6

    def _geometry(self) -> tuple[float, float]:
        """Width of a step and what the height stands for."""
        top = max((float(value or 0) for value in (*self._targets.values(), *self._actual.values())), default=0) or 1.0
        return (self.width() - self._left - 4) / max(len(self._targets), 1), top * 1.06

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        if not self._targets:
            return
        painter = QPainter(self)
        step, top = self._geometry()
        room = self.height() - self._bottom - _TOP
        # Steps without any figure have a line to stand on and no made-up scale beside it.
        known = any(value for value in (*self._targets.values(), *self._actual.values()))
        self._draw_axis(painter, top, room, figures=known)
        for place, (one, wanted) in enumerate(self._targets.items()):
            target = float(wanted or 0)
            left = self._left + place * step
            value = self._actual.get(one)
            if value is not None:
                height = max(float(value), 0) / top * room
                ink = QColor(self._theme.accent)
                met = value <= target if AIMS[self._kpi.code].lower else value >= target
                ink.setAlpha(255 if met else BEHIND_ALPHA)
                painter.fillRect(QRectF(left + step * 0.18, _TOP + room - height, step * 0.64, height), ink)
            if wanted is not None:
                painter.setPen(QPen(self._theme.text, 1))
                level = _TOP + room - target / top * room
                painter.drawLine(int(left + step * 0.06), int(level), int(left + step * 0.94), int(level))
            if one == self._cursor and self.hasFocus():
                painter.setPen(QPen(self._theme.accent, 1))
                painter.drawRect(QRectF(left, _TOP, step, room))
            if self.named(one):
                painter.setPen(self._theme.muted)
                where = QRectF(left - step, self.height() - self._bottom, 3 * step, self._bottom)
                painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self.named(one))
        painter.end()

    def _draw_axis(self, painter: QPainter, top: float, room: float, *, figures: bool) -> None:
        chinese = current_language() == "zh_CN"
        step = round_step(top / 4)
        for number in range(1, int(top / step) + 1) if figures else ():
            value = Decimal(str(step)) * number
            level = _TOP + room * (1 - float(value) / top)
            painter.setPen(QPen(self._theme.line, 1))
            painter.drawLine(self._left, int(level), self.width() - 4, int(level))
            painter.setPen(self._theme.muted)
            text = shown_short(self._kpi, value, chinese=chinese)
            high = painter.fontMetrics().height()
            where = QRectF(0, level - high / 2, self._left - 6, high)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(self._theme.edge, 1))
        painter.drawLine(self._left, int(_TOP + room), self.width() - 4, int(_TOP + room))

    def event(self, event: QEvent) -> bool:
        """Say the step under the mouse."""
        if isinstance(event, QHelpEvent) and self._targets:
            step, _ = self._geometry()
            place = int((event.pos().x() - self._left) / step)
            steps = list(self._targets)
            if 0 <= place < len(steps):
                QToolTip.showText(event.globalPos(), self.words(steps[place]), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from step to step, Home and End to the first and the last."""
        if self._targets and Qt.Key(event.key()) in _KEYS:
            self._go(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """Through the steps without a key."""
        if not self._targets:
            return {}
        return {"Next": lambda: self._go(Qt.Key.Key_Right), "Previous": lambda: self._go(Qt.Key.Key_Left)}

    def _go(self, key: Qt.Key) -> None:
        steps = list(self._targets)
        here = steps.index(self._cursor) if self._cursor is not None else -1
        place = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(steps) - 1, Qt.Key.Key_Left: here - 1}.get(key, here + 1)
        self._cursor = steps[max(0, min(place, len(steps) - 1))]
        said = self.words(self._cursor)
        say(self, said)
        step, _ = self._geometry()
        above = QPoint(int(self._left + step * steps.index(self._cursor)), _TOP)
        QToolTip.showText(self.mapToGlobal(above), said, self)
        self.update()

    def reader_points(self) -> list[str]:
        """A line for each step."""
        return [self.words(one) for one in self._targets]

    @abstractmethod
    def named(self, step: Step) -> str:
        """What a step is called on the axis; empty where there is no room for every one."""

    @abstractmethod
    def words(self, step: Step) -> str:
        """A step in words."""
