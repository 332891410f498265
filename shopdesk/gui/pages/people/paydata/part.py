"""Pay data: everybody's values of a month with what is missing, and how each person's came about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.pay_facts import PAY_FACTS, PayFacts
from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.paydata.accounts_dialog import AccountsDialog
from shopdesk.gui.pages.people.paydata.facts_dialog import FactsDialog
from shopdesk.gui.pages.people.paydata.history_pane import HistoryPane
from shopdesk.gui.pages.people.paydata.law_dialog import LawDialog
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, named, tool, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import PasteTarget, RecordPanel
from shopdesk.gui.widgets.record_table import Column, FieldColumns, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import current_language, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.payroll.paydata import PayDataView
    from shopdesk.services.registry import Services

_BACK, _AHEAD = 24, 3
_COLUMNS = (
    "social_base_fen", "fund_base_fen", "fund_rate", "insured", "city", "special_fen", "first_wage", "low_wage",
    "bank_account", "bank_name", "allowance_fen", "accounts",
)  # fmt: skip
_WAITING = ("bank_name", "allowance_fen", "accounts", "first_wage", "low_wage")
"""Columns that wait to be chosen: few people have something in them."""


class PayDataPart(Part):
    """One month at a time: what is typed holds from its first day on."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the month is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName("people.paydata")
        self.dialog: QDialog | None = None
        self.view: PayDataView | None = None
        self.history = HistoryPane(context)
        self._history_look = Look(
            self,
            context,
            self._history_question,
            lambda services, question: services.paydata.history(*question),
            self.history.populate,
            after=self.main_look,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._build_head())
        layout.addWidget(self._build_buttons())
        layout.addWidget(self._build_stack(), 1)
        self._enable()

    def _build_head(self) -> QHBoxLayout:
        self.months = named(QComboBox(), "people.paydata.month", tr("Month of the pay data"))
        self.months.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.earlier = tool("people.paydata.earlier", tr("Month before"), "previous", lambda: self._step(1))
        self.later = tool("people.paydata.later", tr("Month after"), "next", lambda: self._step(-1))
        today = self.context.clock.today()
        number = today.year * 12 + today.month - 1
        for place in range(number + _AHEAD, number - _BACK, -1):
            month = date(place // 12, place % 12 + 1, 1)
            self.months.addItem(f"{month:%Y-%m}", month.isoformat())
        self.months.setCurrentIndex(_AHEAD)
        self.months.currentIndexChanged.connect(lambda _place: self.refresh())
        self.state = words(name="people.paydata.state", role="muted")
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.earlier, self.months, self.later):
            row.addWidget(widget)
        row.addWidget(self.state, 1)
        return row

    def _build_buttons(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.edit = button("people.paydata.edit", tr("Edit pay data…"), self.open_edit, role="primary")
        self.accounts = button("people.paydata.accounts", tr("Service accounts…"), self.open_accounts)
        self.law = button("people.paydata.law", tr("Law and rates…"), self.open_law)
        for one in (self.edit, self.accounts, self.law):
            row.addWidget(one)
        return bar

    def _build_stack(self) -> QStackedWidget:
        self._reader = Reader(today=self.context.clock.today(), say=tr)
        declared = FieldColumns[PayFacts](PAY_FACTS, self._reader)
        columns: list[Column[PayFacts]] = [
            Column(
                tr(PAY_FACTS.field("name").label or ""),
                lambda row: row.name,
                name="name",
                field=PAY_FACTS.field("name"),
                tip=lambda row: row.label,
            ),
            *declared.columns(only=("mark",)),
            Column(tr("Missing"), _missing, name="missing", tip=lambda row: _missing(row) or "", width=120),
            *declared.columns(only=_COLUMNS),
            Column(tr("Worth a look"), _hints, name="hints", tip=lambda row: _hints(row) or "", width=150),
        ]
        self.table = RecordTable(RecordTableModel(columns), "people.paydata.table", tr("Pay data of the month"))
        for number, column in enumerate(columns):
            if column.name in _WAITING:
                self.table.setColumnHidden(number, True)
        self.table.chosen.connect(lambda _row: self._on_chosen())
        self.table.opened.connect(lambda _row: self.open_edit())
        self.list = RecordPanel(self.context, self.table, lambda: self._reader)
        self.list.offer_export(tr("Pay data of the month"))
        self.list.offer_paste(PasteTarget(PAY_FACTS, dict, self._keep_pasted))
        self.shown = SplitView(self.list, self.history, (5, 3))
        self.empty = EmptyState(
            tr("Nobody works here in this month"),
            tr("Hire the people in “Team”, or take the workbook in “Pay”. Their bases, city and bank account go here."),
            tr("Hire…"),
            lambda: self.context.events.way_wanted.emit("hire"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.shown)
        self.stack.addWidget(self.empty)
        return self.stack

    @property
    def month(self) -> date:
        """The first day of the month in view."""
        return date.fromisoformat(self.months.currentData())

    # Loading and showing

    def question(self) -> tuple[int, date]:
        """The store and the month."""
        return self.context.store_id, self.month

    def load(self, services: Services, question: Any) -> PayDataView:
        """Everybody of the month."""
        return services.paydata.view(*question)

    def populate(self, view: PayDataView) -> None:
        """Show everybody; who was looked at stays chosen."""
        self.view = view
        self.stack.setCurrentWidget(self.shown if view.rows else self.empty)
        self.table.set_records(view.rows)
        if self.table.current() is None and view.rows:
            self.table.selectRow(0)
        locked = view.locked is not None and view.month <= view.locked
        lacking = sum(bool(row.missing) for row in view.rows)
        said = [
            tr("This month is locked: its pay data stay as they are.")
            if locked
            else tr("What you change holds from {day} on.", day=view.month.isoformat()),
            tr("{count} people lack something.", count=lacking) if lacking else "",
            tr("{count} service accounts are nobody's.", count=view.unmapped) if view.unmapped else "",
        ]
        self.state.setText(sentences(said))
        self._enable()
        self._on_chosen()

    def _history_question(self) -> tuple[int, int] | None:
        row = self.table.current() if self.view is not None else None
        return None if row is None else (self.context.store_id, row.id)

    def _on_chosen(self) -> None:
        row = self.table.current()
        self.history.show_name(row.label if row is not None else "")
        if row is None:
            self.history.populate([])
        elif self.view is not None:
            self._history_look.ask()
        self._enable()

    def _enable(self) -> None:
        view = self.view
        locked = view is not None and view.locked is not None and view.month <= view.locked
        self.edit.setEnabled(view is not None and not locked and self.table.current() is not None)
        self.edit.setToolTip(tr("This month is locked: its pay data stay as they are.") if locked else "")

    def _step(self, places: int) -> None:
        place = self.months.currentIndex() + places
        if 0 <= place < self.months.count():
            self.months.setCurrentIndex(place)

    # What the user does

    def open_edit(self) -> None:
        """Edit the chosen person's values from the month on."""
        row = self.table.current()
        if row is not None and self.edit.isEnabled():
            self._open(FactsDialog(self.context, row, self.month, self))

    def open_accounts(self) -> None:
        """Show the accounts of the service exports and whose they are."""
        self._open(AccountsDialog(self.context, self))

    def open_law(self) -> None:
        """Show the rules that hold in the month."""
        self._open(LawDialog(self.context, self.month, self))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        open_once(dialog)

    def _keep_pasted(self, record: PayFacts, old: PayFacts | None) -> None:
        if old is None:
            raise UserError(
                Text("{name} does not work here in {month}.", name=record.label, month=f"{self._pasted_month:%Y-%m}")
            )
        self.context.services.paydata.save(self.context.store_id, self._pasted_month, record, old)

    @property
    def _pasted_month(self) -> date:
        return self.view.month if self.view is not None else self.month


def _missing(row: PayFacts) -> str | None:
    comma = "、" if current_language() == "zh_CN" else ", "
    return comma.join(tr(entry) for entry in row.missing) or None


def _hints(row: PayFacts) -> str | None:
    return sentences(map(tr, row.hints)) or None
