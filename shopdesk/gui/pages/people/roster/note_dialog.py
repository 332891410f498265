"""A note to one day of the roster: what is handed over, from when to when, why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.roster import ROSTER_DAY
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.people import Person
    from shopdesk.domain.roster import RosterDay
    from shopdesk.gui.page_context import PageContext


class NoteDialog(RecordForm):
    """One line of text."""

    def __init__(self, context: PageContext, person: Person, entry: RosterDay, parent: QWidget | None = None) -> None:
        """Show what is noted so far."""
        super().__init__(
            context.tasks,
            ROSTER_DAY,
            name="people.roster.note",
            title=tr("Note for {name}, {day}", name=person.label, day=entry.day),
            confirm=tr("Save the note"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=entry,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._roster = context.services.roster
        self.add_fields("note", called={"note": "people.roster.note.text"})
        self.text = self["note"]
        self.hint(tr("For example what is handed over to whom. It prints on the roster."))

    def work(self) -> Callable[[], RosterDay]:
        """Keep what the field says."""
        roster, entry, note = self._roster, self.record, self.values()["note"]
        return lambda: roster.set_note(entry.store_id, (entry.person_id, entry.day), note, entry)
