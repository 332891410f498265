"""The milestones of a campaign as a list to tick; late ones stand out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.nouns import MILESTONE
from shopdesk.domain.campaigns.records import Milestone
from shopdesk.domain.fields import Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import current_language, tr


class MilestoneList(QWidget):
    """The list with its buttons. ``ticked`` asks to mark one done or open; ``add_asked`` and ``remove_asked`` too."""

    ticked = Signal(int, bool)
    add_asked = Signal()
    remove_asked = Signal(int)

    def __init__(self, context: PageContext) -> None:
        """An empty list."""
        super().__init__()
        self._theme, self._clock = context.theme, context.clock
        self.model = RecordTableModel(self._columns())
        self.table = RecordTable(self.model, "promotions.milestones", tr("Milestones"))
        self.table.setWordWrap(True)
        panel = RecordPanel(context, self.table, lambda: Reader(context.clock.today(), tr))
        panel.offer_export(tr("Milestones"))
        self.remove = button("promotions.removeMilestone", tr("Remove milestone"), self._on_remove)
        self.remove.setEnabled(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("promotions.addMilestone", tr("Add…"), self.add_asked.emit))
        row.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(panel)
        layout.addLayout(row)
        self.model.ticked.connect(lambda one, done: self.ticked.emit(one.id or 0, done))
        self.table.chosen.connect(lambda one: self.remove.setEnabled(one is not None))
        self.table.head.sectionResized.connect(lambda *_: self.table.resizeRowsToContents())

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
            tr("Due"), lambda one: one.due, "{:%m-%d}".format, name="due", field=MILESTONE.field("due")
        )
        what = Column[Milestone](tr("What"), self._title, width=120, name="title")
        return [replace(column, ink=self._ink, tip=_tip) for column in (done, due, what)]

    def _late(self, one: Milestone) -> bool:
        return one.done_on is None and one.due < self._clock.today()

    def _title(self, one: Milestone) -> str:
        title = one.title(current_language())
        return tr("{what} (late)", what=title) if self._late(one) else title

    def _ink(self, one: Milestone) -> QColor | None:
        return self._theme.bad if self._late(one) else self._theme.muted if one.done_on else None

    def set_items(self, items: tuple[Milestone, ...]) -> None:
        """Show other milestones; the line in view stays in view."""
        self.table.set_records(items)
        self.table.resizeRowsToContents()
        self.remove.setEnabled(self.table.current() is not None)

    def _on_remove(self) -> None:
        one = self.table.current()
        if one is not None:
            self.remove_asked.emit(one.id or 0)


def _tip(one: Milestone) -> str:
    return tr("Done on {day} {who}", day=one.done_on.isoformat(), who=one.done_by) if one.done_on else ""
