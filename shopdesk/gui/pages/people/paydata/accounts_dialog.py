"""The accounts of the service exports on one screen, and the people they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.agent_accounts import AgentAccount
from shopdesk.domain.people import Person
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.pages.people.pay.slip_panel import amount
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


class AccountsDialog(QDialog):
    """Accounts that are nobody's come first; choosing a person below gives the chosen account to them at once."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Load the accounts when shown."""
        super().__init__(parent)
        self.setObjectName("people.accounts")
        self.setWindowTitle(tr("Service accounts"))
        roomy(self, 760, 460)
        self._context = context
        self.head = words(name="people.accounts.head", role="muted")
        columns: list[Column[AgentAccount]] = [
            Column(tr("Account"), lambda one: one.account, name="account", width=170),
            Column(tr("Person"), lambda one: one.person or None, name="person", width=130),
            Column(tr("Sales"), lambda one: one.sales_fen, amount, numeric=True, name="sales"),
            Column(tr("Months"), _months, name="months", width=210, tip=_by_month),
        ]
        self.table = RecordTable(RecordTableModel(columns), "people.accounts.table", tr("Service accounts"))
        self.table.chosen.connect(lambda _one: self._show_owner())
        reader = Reader(today=context.clock.today(), say=tr)
        panel = RecordPanel(context, self.table, lambda: reader)
        panel.offer_export(tr("Service accounts"))
        self.person = named(QComboBox(), "people.accounts.person", tr("Whose the account is"))
        self.person.activated.connect(lambda _place: self._map())
        label = QLabel(tr("The account is &of"))
        label.setBuddy(self.person)
        self.problem = words(name="people.accounts.problem", tone="bad")
        self.problem.hide()
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.person, 1)
        row.addStretch(1)
        row.addWidget(button("people.accounts.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.head)
        layout.addWidget(panel, 1)
        layout.addWidget(self.problem)
        layout.addLayout(row)
        self.look = Look(self, context, lambda: context.store_id, self._load, self._show)

    @staticmethod
    def _load(services: Services, store_id: Any) -> tuple[list[AgentAccount], list[Person]]:
        return services.paydata.accounts(store_id), services.people.everyone(store_id)

    def _show(self, answer: tuple[list[AgentAccount], list[Person]]) -> None:
        accounts, people = answer
        open_ones = sum(one.person_id is None for one in accounts)
        if not accounts:
            self.head.setText(tr("No service export by person is imported yet. Import one; its accounts come here."))
        elif open_ones:
            self.head.setText(
                tr("{count} accounts are nobody's: their sales count for nobody's commission.", count=open_ones)
            )
        else:
            self.head.setText(tr("Every account is somebody's."))
        self.person.clear()
        self.person.addItem(tr("nobody"), None)
        for person in people:
            self.person.addItem(person.label, person.id)
        self.table.set_records(accounts)
        if self.table.current() is None and accounts:
            self.table.selectRow(0)
        self._show_owner()

    def _show_owner(self) -> None:
        one = self.table.current()
        self.person.setEnabled(one is not None)
        self.person.setCurrentIndex(max(0, self.person.findData(one.person_id)) if one is not None else 0)

    def _map(self) -> None:
        one, paydata, store_id = self.table.current(), self._context.services.paydata, self._context.store_id
        chosen = self.person.currentData()
        if one is None or chosen == one.person_id:
            return
        self.problem.hide()

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.problem.setText(tr(error.text))
            self.problem.show()
            self._show_owner()

        self._context.tasks.database(lambda: paydata.map_account(store_id, one, chosen), failed=failed, owner=self)


def _months(one: AgentAccount) -> str:
    first, last = one.sales[0][0], one.sales[-1][0]
    return tr("{count} months, {first} to {last}", count=len(one.sales), first=f"{first:%Y-%m}", last=f"{last:%Y-%m}")


def _by_month(one: AgentAccount) -> str:
    return "\n".join(f"{month:%Y-%m}  {amount(fen)}" for month, fen in one.sales)
