"""What blocks the opening: one line for each thing, overdue first; a click or Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.setup.rules import BlockerKind
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import BlockerView, SetupBoard
from shopdesk.services.setup.wording import blocker_sentence

_CODE, _KIND, _TITLE, _WHY, _LATE, _READY = (Qt.ItemDataRole.UserRole + number for number in range(1, 7))


class BlockersPanel(QFrame):
    """A card with the list. ``gone_to`` carries ``step`` or ``document`` and the code."""

    gone_to = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self.setObjectName("setup.blockers")
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        top = QHBoxLayout()
        title = QLabel(tr("What blocks the opening"))
        title.setProperty("role", "subtitle")
        self.count = QLabel()
        self.count.setObjectName("setup.blockers.count")
        self.count.setProperty("role", "badge")
        top.addWidget(title)
        top.addStretch()
        top.addWidget(self.count)
        self.empty = QLabel(tr("Nothing blocks the opening any more. Go live when you are ready."))
        self.empty.setObjectName("setup.blockers.empty")
        self.empty.setWordWrap(True)
        self.empty.setProperty("tone", "good")
        self.empty.setMinimumHeight(2 * self.empty.fontMetrics().height())
        self.empty.hide()  # until somebody has looked
        self.list = QListWidget()
        self.list.setObjectName("setup.blockers.list")
        self.list.setAccessibleName(tr("What blocks the opening"))
        self.list.setItemDelegate(_TwoLines(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { border: none; }")
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        layout.addLayout(top)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addStretch()

    def populate(self, board: SetupBoard) -> None:
        """Show what blocks: things that can be dealt with now, then those that wait for others."""
        row = self.list.currentRow()
        self.list.clear()
        for view in board.blockers:
            self.list.addItem(self._item(view))
        now = sum(view.blocker.ready for view in board.blockers)
        papers = sum(view.blocker.kind is BlockerKind.DOCUMENT for view in board.blockers)
        self.count.setText(
            tr("{count} now; in all {steps} steps, {papers} documents", count=now, steps=len(board.blockers) - papers,
               papers=papers)
        )  # fmt: skip
        self.count.setVisible(bool(board.blockers))
        self.empty.setVisible(not board.blockers)
        self.list.setVisible(bool(board.blockers))
        if board.blockers and row >= 0:
            self.list.setCurrentRow(min(row, len(board.blockers) - 1))

    @staticmethod
    def _item(view: BlockerView) -> QListWidgetItem:
        item = QListWidgetItem()
        why = blocker_sentence(view)
        item.setData(_CODE, view.blocker.code)
        item.setData(_KIND, view.blocker.kind.value)
        item.setData(_TITLE, view.title)
        item.setData(_WHY, why)
        item.setData(_LATE, view.blocker.days_late is not None)
        item.setData(_READY, view.blocker.ready)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{view.title}: {why}")
        item.setToolTip(f"{view.title}\n{why}")
        return item

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.gone_to.emit(item.data(_KIND), item.data(_CODE))


class _TwoLines(QStyledItemDelegate):
    """A sign for the kind, the title, and below it why it blocks."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: object) -> QSize:
        return QSize(100, QFontMetrics(option.font).height() * 2 + 14)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        theme, rect, data = self._theme, option.rect, index.data  # type: ignore[attr-defined]
        painter.save()
        state = option.state  # type: ignore[attr-defined]
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.accent_soft if state & QStyle.StateFlag.State_Selected else theme.raised)
        late, ready = data(_LATE), data(_READY)
        colour: QColor = theme.bad if late else theme.accent if ready else theme.line
        painter.fillRect(rect.left(), rect.top() + 4, 3, rect.height() - 8, colour)
        font = option.font  # type: ignore[attr-defined]
        metrics = QFontMetrics(font)
        left, width = rect.left() + 12, rect.width() - 18
        sign = "▤ " if data(_KIND) == BlockerKind.DOCUMENT.value else ""
        mark = "! " if late else ""
        painter.setFont(font)
        painter.setPen(theme.text if ready or late else theme.muted)
        title = metrics.elidedText(mark + sign + data(_TITLE), Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, rect.top() + 5 + metrics.ascent(), title)
        painter.setPen(theme.bad if late else theme.muted)
        why = metrics.elidedText(data(_WHY), Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, rect.top() + 8 + metrics.height() + metrics.ascent(), why)
        painter.restore()
