"""What every drawing of a chart's points can do: arrows, Enter, click, tip, screen reader, picture."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopdesk.domain.fields import NUMBERS, Field, Kind, Reader
from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.domain.money import decimal_text, percent_text
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.stepped import SteppedDrawing
from shopdesk.infra.i18n import tr


class AnswerDrawing(SteppedDrawing):
    """Draws the points of an answer; ``opened`` carries the place of a point whose rows are wanted.

    A subclass says where each point stands (:meth:`areas`) and draws (:meth:`draw`). What a point says is read from the
    answer's fields, so the table beside it says the same.
    """

    opened = Signal(int)
    low, wide = 190, 260
    """The least height and width at the usual size of letters."""

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None = None) -> None:
        """Without points; ``title`` is what a screen reader calls it."""
        super().__init__(parent)
        self.theme = theme
        self.answer: ChartAnswer | None = None
        self._words: list[str] = []
        self._reader: Reader | None = None
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_answer(self, answer: ChartAnswer, reader: Reader) -> None:
        """Show other points."""
        self.answer, self._reader = answer, reader
        self._words = [_in_words(answer, place, reader) for place in range(len(answer.points))]
        self.new_points()

    def cell(self, place: int, name: str) -> str:
        """A cell of a point as it is shown; a dash where nothing is known."""
        assert self.answer is not None
        assert self._reader is not None
        for field, value in zip(self.answer.fields, self.answer.points[place].cells, strict=True):
            if field.name == name:
                return cell_text(field, value, self._reader)
        return ""

    def heading(self, name: str) -> str:
        """What the figures of a column are, as the table beside the drawing says it."""
        assert self.answer is not None
        return next((heading_text(field) for field in self.answer.fields if field.name == name), "")

    @abstractmethod
    def areas(self) -> list[QRectF]:
        """Where each point stands, in their order; an empty one is not drawn."""

    @abstractmethod
    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Draw everything but the mark of the cursor."""

    # What it says -----------------------------------------------------------------------------------------------------

    def reader_points(self) -> list[str]:
        """Every point in words."""
        return self._words

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """The arrows and Enter, for whoever presses none."""
        return {**super().reader_actions(), tr("Show rows"): lambda: self._open(self.point)}

    # Keys and mouse ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the rows of the point; the arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.point >= 0:
            self._open(self.point)
        elif event.key() == Qt.Key.Key_Escape and self.point >= 0:
            self.new_points()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what lies under it."""
        place = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place >= 0:
            self._go(place)
            self._open(place)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a click opens something."""
        place = self._at(event.position())
        opens = place >= 0 and self.answer is not None and self.answer.points[place].behind is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the point under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            # Names of products may hold signs that would be read as formatting.
            words = f"<p style='white-space:pre'>{escape(self._words[place])}</p>" if place >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _open(self, place: int) -> None:
        answer = self.answer
        if answer is not None and 0 <= place < len(answer.points) and answer.points[place].behind is not None:
            self.opened.emit(place)

    def _at(self, where: QPointF) -> int:
        """The point under a place, the last drawn first; -1 for none."""
        if self.answer is None or not self.answer.points:
            return -1
        found = [place for place, area in enumerate(self.areas()) if area.contains(where)]
        return found[-1] if found else -1

    # Drawing ----------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and frame the point that the cursor is on."""
        if self.answer is None or not self.answer.points:
            return
        painter = QPainter(self)
        areas = self.areas()
        self.draw(painter, areas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if 0 <= self.point < len(areas):
            painter.setPen(QPen(self.theme.text, 2))
            painter.drawRect(areas[self.point].adjusted(-1, -1, 1, 1))
        self.mark(painter, self.rect(), self.theme.accent)
        painter.end()

    def sizeHint(self) -> QSize:
        """As a chart is read well."""
        return QSize(scaled(self, 520), scaled(self, 300))

    def minimumSizeHint(self) -> QSize:
        """As small as it can be read."""
        return QSize(scaled(self, self.wide), scaled(self, self.low))

    def shade(self, share: float) -> tuple[QColor, QColor]:
        """A ground between surface and accent, and the ink that is read on it."""
        low, high = self.theme.surface, self.theme.accent
        mixed = [round(a + (b - a) * share) for a, b in zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)]  # type: ignore[index]
        ground = QColor(*mixed)
        bright = _lightness(ground)
        inks = (self.theme.text, self.theme.accent_text, QColor("black"), QColor("white"))
        return ground, max(inks, key=lambda ink: _apart(bright, _lightness(ink)))


def cell_text(field: Field, value: Any, reader: Reader) -> str:
    """A cell as drawing, table and screen reader show it; a dash where nothing is known."""
    if value is not None and field.kind is Kind.RATE:
        return percent_text(value)
    if value is not None and field.kind is Kind.DECIMAL:
        return decimal_text(value)
    return reader.shown(field, value) or NO_DATA


def _in_words(answer: ChartAnswer, place: int, reader: Reader) -> str:
    """A point as a sentence: what it is, then its figures with their names."""
    names, figures = [], []
    for field, value in zip(answer.fields, answer.points[place].cells, strict=True):
        shown = cell_text(field, value, reader)
        if field.kind in NUMBERS and field.label is not None:
            figures.append(f"{tr(field.label)} {shown}")
        else:
            names.append(shown)
    return f"{' '.join(names)}: {'; '.join(figures)}"


def _lightness(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]  # type: ignore[index]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _apart(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def heading_text(field: Field) -> str:
    """What a column is called."""
    return tr(field.label) if field.label is not None else field.name
