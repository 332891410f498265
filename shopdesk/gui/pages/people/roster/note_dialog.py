"""A note to one day of the roster: what is handed over, from when to when, why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from shopdesk.gui.pages.people.staff_dialog import StaffDialog
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.people import Person
    from shopdesk.domain.roster import RosterDay
    from shopdesk.gui.page_context import PageContext


class NoteDialog(StaffDialog):
    """One line of text."""

    def __init__(self, context: PageContext, person: Person, entry: RosterDay, parent: QWidget | None = None) -> None:
        """Show what is noted so far."""
        title = tr("Note for {name}, {day}", name=person.label, day=entry.day)
        super().__init__(context, title, "people.roster.note", tr("Save the note"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entry = entry
        self.text = QLineEdit(entry.note)
        self.text.setMaxLength(120)
        self.add(tr("&Note"), self.text, "text")
        self.hint(tr("For example what is handed over to whom. It prints on the roster."))

    def work(self) -> Callable[[], RosterDay]:
        """Keep what the field says."""
        roster, entry, note = self.context.services.roster, self._entry, self.text.text()
        return lambda: roster.set_note(entry.store_id, (entry.person_id, entry.day), note)
