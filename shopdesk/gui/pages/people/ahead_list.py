"""What is ahead in the team, below the list of people where the window has room for both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.people_ahead import Ahead, AheadKind
from shopdesk.domain.roster import AWAY_NAMES, Away
from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

DAYS = 28
_WHAT = {
    AheadKind.STARTS: Text("First day at work"),
    AheadKind.LEAVES: Text("Last day at work"),
    AheadKind.TRIAL_ENDS: Text("The trial ends"),
    AheadKind.OFF: AWAY_NAMES[Away.OFF],
    AheadKind.LEAVE: AWAY_NAMES[Away.LEAVE],
    AheadKind.SICK: AWAY_NAMES[Away.SICK],
}


class AheadList(QWidget):
    """The next four weeks by day. ``opened``: Enter or a double click on somebody."""

    opened = Signal(int)

    def __init__(self, context: PageContext) -> None:
        """Ask as soon as it is seen."""
        super().__init__()
        self.setObjectName("people.ahead")
        title = tr("The next four weeks")
        heading = words(title, role="subtitle")
        self.none = words(
            tr("Nobody starts, leaves, ends a trial or is away, as far as roster and team are planned."), role="muted"
        )
        self.table = RecordTable(RecordTableModel(_columns()), "people.ahead.list", title)
        self.table.opened.connect(lambda one: self.opened.emit(one.person.id or 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self.none)
        layout.addWidget(self.table, 1)
        self.setFixedHeight(scaled(self, 300))
        self._look = Look(
            self,
            context,
            lambda: context.store_id,
            lambda services, store_id: services.roster.ahead(store_id, DAYS),
            self.populate,
            covered=lambda: self.table,
        )

    def populate(self, found: Sequence[Ahead]) -> None:
        """Show what is ahead."""
        self.table.set_records(list(found))
        self.table.setVisible(bool(found))
        self.none.setVisible(not found)


def _columns() -> list[Column[Ahead]]:
    return [
        Column(tr("Day"), lambda one: one.day, said=_days, name="day", width=180),
        Column(tr("Person"), lambda one: one.person.label, name="person", width=140),
        Column(tr("What is ahead"), _what, name="what", width=260),
    ]


def _days(one: Ahead) -> str:
    return one.day.isoformat() if one.day == one.last else f"{one.day.isoformat()} – {one.last.isoformat()}"


def _what(one: Ahead) -> str:
    if one.kind is AheadKind.YEARS:
        return tr("{count} years in the team", count=one.years)
    return tr(_WHAT[one.kind])
