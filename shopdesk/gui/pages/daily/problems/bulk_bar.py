"""What can be done with several problems at once: an owner, a due day, closing with one result."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr


class BulkBar(QFrame):
    """Shown while several rows are chosen. The signals carry the ids and what to do with them."""

    handed_over = Signal(list, str)
    postponed = Signal(list, object)
    closed = Signal(list, str, str)
    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._context = context
        self._ids: list[int] = []
        self.setProperty("role", "card")
        self.setObjectName("problems.bulk")
        self.count = QLabel()
        self.count.setObjectName("problems.bulkCount")
        self.count.setProperty("role", "subtitle")
        self.owner = OwnerBox()
        self.owner.be_narrow()
        self.owner.setObjectName("problems.bulkOwner")
        self.owner.setAccessibleName(tr("Owner of all chosen problems"))
        self.due = DayEdit(today=context.clock.today())
        self.due.setObjectName("problems.bulkDue")
        self.due.setAccessibleName(tr("Due day of all chosen problems"))
        self.due.setMinimumWidth(self.due.fontMetrics().horizontalAdvance("2026-12-31") * 5 // 4 + 40)
        self.result = TypedLine()
        self.result.setObjectName("problems.bulkResult")
        self.result.setAccessibleName(tr("Result of all chosen problems"))
        self.result.setPlaceholderText(tr("What came of it?"))
        self.result.setMinimumWidth(self.result.fontMetrics().averageCharWidth() * 20)
        self.count.setMinimumHeight(self.owner.sizeHint().height())
        give = button("problems.bulkGive", tr("Give to"), self._give)
        postpone = button("problems.bulkPostpone", tr("Set due day"), self._postpone)
        close = button("problems.bulkClose", tr("Close them"), self._close)
        self.trouble = QLabel()
        self.trouble.setObjectName("problems.bulkTrouble")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        row = FlowLayout(spacing=12)
        row.addWidget(self.count)
        for field, pressed in ((self.owner, give), (self.due, postpone), (self.result, close)):
            pair = QWidget()
            inside = QHBoxLayout(pair)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            inside.addWidget(field)
            inside.addWidget(pressed)
            row.addWidget(pair)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        self.hide()

    @property
    def ids(self) -> list[int]:
        """The problems that the bar is for."""
        return list(self._ids)

    def show_chosen(self, problems: Sequence[Problem], people: Sequence[str]) -> None:
        """Show the bar for several problems, hide it for one or none."""
        ids = [problem.id or 0 for problem in problems]
        wanted = len(ids) > 1
        if wanted and ids != self._ids:
            self.owner.offer(people)
            self.trouble.hide()
        if not wanted and self._ids:
            for field in (self.due, self.result):
                field.clear()
            self.owner.set_owner("")
        self._ids = ids if wanted else []
        self.count.setText(tr("{count} chosen", count=len(ids)))
        focus = self.window().focusWidget()
        if not wanted and focus is not None and self.isAncestorOf(focus):
            self.left.emit()
        self.setVisible(wanted)

    def complain(self, sentence: str) -> None:
        """Say what could not be done."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the field is for, Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            elif focus is self.due:
                self._postpone()
            elif focus is self.result:
                self._close()
            else:
                self._give()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.complain("")
        self.handed_over.emit(self.ids, self.owner.owner())

    def _postpone(self) -> None:
        if not self.due.valid:
            self.complain(tr("The due day is no day. Write it like 2026-03-16."))
            return
        self.complain("")
        self.postponed.emit(self.ids, self.due.day)

    def _close(self) -> None:
        result = self.result.text().strip()
        if not result:
            self.complain(tr("Say in a few words what came of it; it is written to each of them."))
            self.result.setFocus()
            return
        self.complain("")
        self.closed.emit(self.ids, self._context.actor, result)
