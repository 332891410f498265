"""Paints the cards of the board."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextOption
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
_TITLE_LINES = 2


class CardDelegate(QStyledItemDelegate):
    """A card: sign of severity and title in up to two lines, owner and due day, the item it came from."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Draw in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cards are equally high, so that long columns scroll at once."""
        line: int = option.fontMetrics.lineSpacing()  # type: ignore[attr-defined]
        return QSize(120, line * (_TITLE_LINES + 2) + 2 * _PADDING + 2 * _GAP + 6)

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
        ink, _ground = tone_colors(theme, SEVERITY_TONES[problem.severity])
        sign_width = painter.fontMetrics().height()
        painter.setPen(ink)
        line = painter.fontMetrics().lineSpacing()
        painter.drawText(QRect(inner.left(), inner.top(), sign_width, line), 0, SEVERITY_SIGNS[problem.severity])
        title = QRect(inner.left() + sign_width + 2, inner.top(), inner.width() - sign_width - 2, line * _TITLE_LINES)
        painter.setPen(theme.text)
        self._title(painter, title, problem.title)
        below = inner.top() + line * _TITLE_LINES + 4
        self._facts(painter, QRect(inner.left(), below, inner.width(), line), problem, model)
        item = model.loaded.item_name(problem.item_code)
        painter.setPen(theme.muted)
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() - 1)
        painter.setFont(small)
        painter.drawText(
            QRect(inner.left(), below + line, inner.width(), line),
            int(Qt.AlignmentFlag.AlignVCenter),
            painter.fontMetrics().elidedText(item, Qt.TextElideMode.ElideRight, inner.width()),
        )
        painter.restore()

    @staticmethod
    def _title(painter: QPainter, rect: QRect, words: str) -> None:
        """Up to two lines, broken anywhere as Chinese is; the second one shortened."""
        layout = QTextLayout(words, painter.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(rect.width())
        end = first.textLength()
        layout.endLayout()
        spacing = painter.fontMetrics().lineSpacing()
        top = QRect(rect.left(), rect.top(), rect.width(), spacing)
        painter.drawText(top, 0, words[:end].rstrip())
        rest = words[end:].strip()
        if rest:
            shortened = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(top.translated(0, spacing), 0, shortened)

    def _facts(self, painter: QPainter, rect: QRect, problem: Problem, model: CardModel) -> None:
        assert model.loaded is not None
        due = due_text(problem, model.loaded.today)
        metrics = painter.fontMetrics()
        due_width = metrics.horizontalAdvance(due)
        owner = problem.owner or tr("nobody yet")
        ink: QColor = self._theme.bad if problem.days_late(model.loaded.today) else self._theme.muted
        painter.setPen(ink)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), due)
        painter.setPen(self._theme.muted)
        painter.drawText(
            rect,
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            metrics.elidedText(owner, Qt.TextElideMode.ElideRight, rect.width() - due_width - 12),
        )
