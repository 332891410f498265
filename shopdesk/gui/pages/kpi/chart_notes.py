"""The owner's own notes on the trend: they are own days of the store, which the calendar shows, too."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.campaigns.records import OwnDay
from shopdesk.gui.opening import open_once
from shopdesk.gui.own_day_form import OwnDayForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class NoteForm(OwnDayForm):
    """A note on a day; a new one stands on that day only unless it is to come back."""

    def __init__(self, context: PageContext, day: date, note: OwnDay | None, parent: QWidget) -> None:
        """For ``note``, or a new one on ``day``."""
        begun = {"day": day, "yearly": False}
        super().__init__(context, note, begun, parent, name="kpi.note", title=tr("Note on the chart"))


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
