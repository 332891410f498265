"""The milestones of a campaign as a list to tick; late ones stand out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.milestones import due_too_early, waits_for
from shopdesk.domain.campaigns.nouns import MILESTONE
from shopdesk.domain.campaigns.records import Milestone
from shopdesk.domain.fields import Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.filling_column import FillingColumn
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import current_language, sentences, tr

_LEAST_NAME = 110
_PADDING = 16  # pixels that the style leaves free beside a cell's text


class _Wrapped(QStyledItemDelegate):
    """Qt wraps a cell's text for the whole width when it asks for the height, and within the padding when it draws."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the text is when it is drawn."""
        inner = QStyleOptionViewItem(option)
        inner.rect.setWidth(max(option.rect.width() - _PADDING, 1))
        return super().sizeHint(inner, index)


class MilestoneList(QWidget):
    """The list with its buttons. ``ticked`` asks to mark one done or open; the others ask for what they say."""

    ticked = Signal(int, bool)
    add_asked = Signal()
    change_asked = Signal(object)
    remove_asked = Signal(int)

    def __init__(self, context: PageContext) -> None:
        """An empty list."""
        super().__init__()
        self._theme, self._clock = context.theme, context.clock
        self.model = RecordTableModel(self._columns())
        self.table = RecordTable(self.model, "promotions.milestones", tr("Milestones"))
        self.table.setWordWrap(True)
        self.table.setItemDelegate(_Wrapped(self.table))
        FillingColumn(self.table, 2, _LEAST_NAME)
        panel = RecordPanel(context, self.table, lambda: Reader(context.clock.today(), tr))
        panel.offer_export(tr("Milestones"))
        self.remove = button("promotions.removeMilestone", tr("Remove milestone"), self._on_remove)
        self.change = button("promotions.changeMilestone", tr("Change…"), self._on_change)
        for one in (self.remove, self.change):
            one.setEnabled(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("promotions.addMilestone", tr("Add…"), self.add_asked.emit))
        row.addWidget(self.change)
        row.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(panel)
        layout.addLayout(row)
        self.model.ticked.connect(lambda one, done: self.ticked.emit(one.id or 0, done))
        self.table.chosen.connect(self._enable)
        self.table.opened.connect(lambda _one: self._on_change())
        self.table.first_in_menu = ("change", tr("Change…"), self._on_change)
        # Whoever widens columns widens several: the rows are measured once, after the last.
        self._heights = QTimer(self)
        self._heights.setSingleShot(True)
        self._heights.timeout.connect(self.table.resizeRowsToContents)
        self.table.head.sectionResized.connect(lambda *_: self._heights.start())

    def _columns(self) -> list[Column[Milestone]]:
        done = Column[Milestone](
            "√",
            lambda one: one.done_on,
            text=lambda _day: "",
            ticked=lambda one: one.done_on is not None,
            width=34,
            name="done_on",
            field=MILESTONE.field("done_on"),
        )
        due = Column[Milestone](
            tr("Due"), lambda one: one.due, "{:%m-%d}".format, name="due", field=MILESTONE.field("due"), width=76
        )
        what = Column[Milestone](tr("What"), self._title, width=120, name="title")
        who = Column[Milestone](
            tr("In charge"), lambda one: one.owner or None, name="owner", field=MILESTONE.field("owner"), width=70
        )
        return [replace(column, ink=self._ink, tip=self._tip) for column in (done, due, what, who)]

    def _late(self, one: Milestone) -> bool:
        return one.done_on is None and one.due < self._clock.today()

    def _title(self, one: Milestone) -> str:
        title = one.title(current_language())
        before = waits_for(one, self.model.everything)
        if before is not None and one.done_on is None:
            title = tr("{what} (after “{before}”)", what=title, before=before.title(current_language()))
        return tr("{what} (late)", what=title) if self._late(one) else title

    def _ink(self, one: Milestone) -> QColor | None:
        return self._theme.bad if self._late(one) or self._early(one) else self._theme.muted if one.done_on else None

    def _early(self, one: Milestone) -> bool:
        return one.done_on is None and due_too_early(one, self.model.everything) is not None

    def _tip(self, one: Milestone) -> str:
        if one.done_on:
            return tr("Done on {day} {who}", day=one.done_on.isoformat(), who=one.done_by)
        before = due_too_early(one, self.model.everything)
        said = one.note
        if before is not None:
            early = tr("Due before “{before}”, which has to be done first.", before=before.title(current_language()))
            said = sentences([early, one.note])
        return said

    def set_items(self, items: tuple[Milestone, ...]) -> None:
        """Show other milestones; the line in view stays in view."""
        self.table.set_records(items)
        self.table.resizeRowsToContents()
        self._heights.stop()
        self._enable(self.table.current())

    def _enable(self, one: Milestone | None) -> None:
        for each in (self.remove, self.change):
            each.setEnabled(one is not None)

    def _on_change(self) -> None:
        one = self.table.current()
        if one is not None:
            self.change_asked.emit(one)

    def _on_remove(self) -> None:
        one = self.table.current()
        if one is not None:
            self.remove_asked.emit(one.id or 0)
