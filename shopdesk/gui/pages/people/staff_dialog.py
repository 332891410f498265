"""The frame of the short forms about people: they save on the database thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.money_edit import MoneyEdit

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class StaffDialog(FormDialog):
    """Stays open with the sentence when the service refuses; ``saved`` carries what was kept."""

    saved = Signal(object)

    def __init__(self, context: PageContext, title: str, name: str, confirm: str, parent: QWidget | None) -> None:
        """Prepare an empty form; ``name`` begins the object names, ``confirm`` is the word on the button."""
        super().__init__(title, self._submit_later, parent, ok_label=confirm)
        self.context = context
        self.setObjectName(name)
        self.setMinimumWidth(460)

    def add(self, label: str, field: QWidget, name: str) -> None:
        """Add a row; the label's shortcut leads to the field."""
        self.add_row(label, field, f"{self.objectName()}.{name}")

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the sentences that stand from the beginning."""
        super().showEvent(event)
        self.fit()

    def complain(self, error: Exception) -> None:
        """Make room for the sentence."""
        super().complain(error)
        self.fit()

    def day_of(self, field: DayEdit) -> date:
        """Read a day that must be there.

        Raises:
            UserError: the field is empty or unreadable.
        """
        if field.day is None:
            field.setFocus()
            raise UserError(Text("Enter a day like 2026-03-16."))
        return field.day

    def amount_of(self, field: MoneyEdit) -> int | None:
        """Read an amount that may be missing.

        Raises:
            UserError: something unreadable stands there.
        """
        if not field.valid:
            field.setFocus()
            raise UserError(Text("Enter an amount like 1234.50."))
        return field.fen

    def _day_field(self, day: date, today: date) -> DayEdit:
        field = DayEdit(today=today)
        field.set_day(day)
        return field

    def work(self) -> Callable[[], Any]:
        """Return what to do on the database thread, made from the fields."""
        raise NotImplementedError

    def _submit_later(self) -> bool:
        self.context.tasks.database(self.work(), done=self._on_saved, failed=self.complain, owner=self)
        return False

    def _on_saved(self, result: object) -> None:
        self.accept()
        self.saved.emit(result)
