"""The owner's own notes on the trend: they are own days of the store, which the calendar shows, too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.campaigns.nouns import OWN_DAY
from shopdesk.domain.campaigns.records import OwnDay
from shopdesk.domain.fields import Reader
from shopdesk.gui.opening import open_once
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class NoteForm(RecordForm):
    """A note on a day; a new one stands on that day only unless it is to come back every year."""

    def __init__(self, context: PageContext, day: date, note: OwnDay | None, parent: QWidget) -> None:
        """For ``note``, or a new one on ``day``."""
        super().__init__(
            context.tasks,
            OWN_DAY,
            name="kpi.note",
            title=tr("Note on the chart"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=note,
        )
        self._keep = context.services.calendar.save_own_day
        self._more: dict[str, Any] = {} if note is not None else {"store_id": context.store_id}
        self.add_fields(*fields_in(OWN_DAY), values=None if note is not None else {"day": day, "yearly": False})

    def work(self) -> Callable[[], Any]:
        """Keep it with what the fields say."""
        note = self.changed_record(**self._more)
        return lambda: self._keep(note)


def edit_note(context: PageContext, day: date, number: int, remove: bool, parent: QWidget) -> None:
    """Open a new note on a day, open one that is there, or remove it; undo brings it back."""
    calendar, store = context.services.calendar, context.store_id
    if remove:
        context.tasks.database(lambda: calendar.remove_own_day(number), lambda _none: _say_removed(context))
        return

    def show(notes: list[OwnDay]) -> None:
        form = NoteForm(context, day, next((one for one in notes if one.id == number), None), parent)
        open_once(form)

    context.tasks.database(lambda: calendar.own_days(store), show, owner=parent)


def _say_removed(context: PageContext) -> None:
    context.messages.success(tr("The note is removed. Undo brings it back."))
