"""Paints the cards of the board."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.pages.daily.problems.card_model import PROBLEM_ROLE, CardModel
from shopdesk.gui.pages.daily.problems.texts import SEVERITY_SIGNS, SEVERITY_TONES, due_text
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.status_pill import tone_colors
from shopdesk.infra.i18n import tr

Index = QModelIndex | QPersistentModelIndex
_GAP = 4
_PADDING = 10
_NARROW_PADDING = 4
_ROWS = 4
_NARROW = 13
"""In a card less wide than so many letters the title needs all the room."""


@dataclass(frozen=True, slots=True)
class Face:
    """The lines of a card, each as wide as its place at most: ``title`` of two or, in a narrow card, three lines."""

    title: tuple[str, ...]
    due: str
    owner: str = ""
    item: str = ""


def face(problem: Problem, item: str, due: str, font: QFont, width: int) -> Face:
    """What a card ``width`` pixels wide inside says; the sign of severity stands before the first line."""
    metrics = QFontMetrics(font)
    sign = metrics.height() + 2

    def shortened(text: str, room: int) -> str:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    if is_narrow(font, width):
        return Face(_title(problem.title, font, (width - sign, width, width)), shortened(due, width))
    due = shortened(due, width)
    room = width - metrics.horizontalAdvance(due) - 12
    owner = shortened(problem.owner or tr("nobody yet"), room)
    # Of its last letters alone nobody knows who it is.
    fits = metrics.horizontalAdvance(owner) <= room and owner != shortened("…", room)
    small = QFontMetrics(small_font(font))
    item = small.elidedText(item, Qt.TextElideMode.ElideRight, width)
    return Face(_title(problem.title, font, (width - sign, width - sign)), due, owner if fits else "", item)


def is_narrow(font: QFont, width: int) -> bool:
    """Whether a card has no room for more than its title and its day."""
    return width < _NARROW * QFontMetrics(font).averageCharWidth()


def small_font(font: QFont) -> QFont:
    """That of the item a problem came from."""
    small = QFont(font)
    small.setPointSizeF(small.pointSizeF() - 1)
    return small


def _title(words: str, font: QFont, widths: tuple[int, ...]) -> tuple[str, ...]:
    """As many lines as there are widths, broken anywhere as Chinese is; the last one shortened."""
    metrics, lines, rest = QFontMetrics(font), [], words.strip()
    for width in widths[:-1]:
        layout = QTextLayout(rest, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(width)
        end = first.textLength()
        layout.endLayout()
        lines.append(rest[:end].rstrip())
        rest = rest[end:].strip()
    last = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, widths[-1])
    return (*lines, last)


class CardDelegate(QStyledItemDelegate):
    """A card: sign of severity and title, owner and due day, the item it came from; a narrow one title and day."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Draw in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cards are equally high, so that long columns scroll at once."""
        line: int = option.fontMetrics.lineSpacing()  # type: ignore[attr-defined]
        return QSize(120, line * _ROWS + 2 * _PADDING + 2 * _GAP + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        problem: Problem = index.data(PROBLEM_ROLE)
        model = index.model()
        assert isinstance(model, CardModel)
        assert model.loaded is not None
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.accent if chosen else theme.line, 2 if focused else 1))
        painter.setBrush(theme.accent_soft if chosen else theme.surface)
        painter.drawRoundedRect(card, 6, 6)
        inner = card.adjusted(_PADDING, _PADDING - 2, -_PADDING, -_PADDING + 2)
        if is_narrow(painter.font(), inner.width()):
            inner = card.adjusted(_NARROW_PADDING, _PADDING - 2, -_NARROW_PADDING, -_PADDING + 2)
        late = bool(problem.days_late(model.loaded.today))
        due = due_text(problem, model.loaded.today)
        shown = face(problem, model.loaded.item_name(problem.item_code), due, painter.font(), inner.width())
        self._write(painter, inner, problem, shown, late=late)
        painter.restore()

    def _write(self, painter: QPainter, inner: QRect, problem: Problem, shown: Face, *, late: bool) -> None:
        theme, metrics = self._theme, painter.fontMetrics()
        line = metrics.lineSpacing()
        row = QRect(inner.left(), inner.top(), inner.width(), line)
        ink, _ground = tone_colors(theme, SEVERITY_TONES[problem.severity])
        painter.setPen(ink)
        painter.drawText(row, 0, SEVERITY_SIGNS[problem.severity])
        indent = metrics.height() + 2
        painter.setPen(theme.text)
        narrow = len(shown.title) > 2
        for place, words in enumerate(shown.title):
            painter.drawText(row.adjusted(0 if narrow and place else indent, 0, 0, 0), 0, words)
            row.translate(0, line)
        row.translate(0, 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.bad if late else theme.muted)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        painter.drawText(row, int(side | middle), shown.due)
        painter.setPen(theme.muted)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | middle), shown.owner)
        painter.setFont(small_font(painter.font()))
        painter.drawText(row.translated(0, line), int(middle), shown.item)
