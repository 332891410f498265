"""How a person's pay data came about: every value with the day from which it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind, Reader
from shopdesk.domain.payroll.pay_facts import PAY_FACTS, read_value
from shopdesk.domain.people import PERSON
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr
from shopdesk.services.payroll.paydata import PayEntry

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class HistoryPane(QWidget):
    """Lists the kept values of one person; one that no locked month was computed with can be taken back."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._context = context
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.title = words(name="people.paydata.historyTitle", role="subtitle", wrap=False)
        columns: list[Column[PayEntry]] = [
            Column(tr("From"), lambda entry: entry.since, lambda day: day.isoformat(), name="since", width=96),
            Column(tr("What"), _what, name="what", width=120, tip=_what),
            Column(tr("Value"), self._value, name="value", tip=self._value),
            Column(tr("Reason"), lambda entry: entry.reason or None, name="reason", hidden=True),
        ]
        self.table = RecordTable(RecordTableModel(columns), "people.paydata.history", tr("Values of the person by day"))
        self.table.remember(context.settings)
        self.table.chosen.connect(lambda _entry: self._enable())
        self.back = button("people.paydata.takeBack", tr("Take this value back"), self.take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.back)
        self._enable()

    def show_name(self, name: str) -> None:
        """Say whose values they are."""
        self.title.setText(name)

    def populate(self, entries: list[PayEntry]) -> None:
        """Show the values, the newest first."""
        self.table.set_records(entries)
        self._enable()

    def take_back(self) -> None:
        """Take the chosen value away; what held before holds on."""
        entry, paydata = self.table.current(), self._context.services.paydata
        if entry is None:
            return

        self._context.tasks.database(
            lambda: paydata.take_back(entry),
            done=lambda _none: self._context.messages.success(tr("Taken back; what held before holds again.")),
            owner=self,
        )

    def _value(self, entry: PayEntry) -> str:
        if not entry.shown:
            return tr("cleared")
        known = next((one for one in (*PAY_FACTS.fields, *PERSON.fields) if one.name == entry.code), None)
        if known is None or known.kind is Kind.REFERENCE or entry.code == "bank_account":
            return entry.shown
        if known.name == "insured":
            return self._reader.shown(known, entry.shown != "no")
        if known.name == "base_fen":
            return self._reader.shown(known, int(entry.shown))
        return self._reader.shown(known, read_value(entry.code, entry.shown))

    def _enable(self) -> None:
        entry = self.table.current()
        self.back.setEnabled(entry is not None and not entry.locked)
        locked = entry is not None and entry.locked
        self.back.setToolTip(tr("A locked month was computed with it, so it stays.") if locked else "")


def _what(entry: PayEntry) -> str:
    known = next((one for one in (*PAY_FACTS.fields, *PERSON.fields) if one.name == entry.code), None)
    return tr(known.label) if known is not None and known.label is not None else entry.code
