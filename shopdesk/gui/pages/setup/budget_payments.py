"""What was paid for a line of the budget: typed, picked from the statements, and found there by the line's rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES
from shopdesk.domain.ledger.lines import StatementLine
from shopdesk.domain.money import format_yuan
from shopdesk.domain.setup.actuals import BUDGET_ACTUAL, ORIGIN_NAMES, BudgetActual, Origin, Paid
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.setup.budget_paid import blank_payment
from shopdesk.services.setup.budget_words import line_name

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "setup.budget.payments"


class PaymentsDialog(QDialog):
    """The payments of one line; another is typed or picked, and what was entered by hand can be taken away."""

    def __init__(self, context: PageContext, line: BudgetLine, phase: BudgetPhase, parent: QWidget) -> None:
        """Ask for the payments of ``line`` once it is shown."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Paid for {name}", name=line_name(line)))
        self.setModal(True)
        roomy(self, 860, 460)
        self._context, self._line, self._phase = context, line, phase
        self.said = words(name=f"{_NAME}.said")
        columns: list[Column[Paid]] = [
            Column(tr("Day"), lambda one: one.day),
            Column(tr("Amount"), lambda one: one.fen, format_yuan, numeric=True),
            Column(tr("From", context="budget"), lambda one: tr(ORIGIN_NAMES[one.origin])),
            Column(tr("Note"), _note),
        ]
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("Payments"))
        self.panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(self.windowTitle())
        self.table.say_when_empty(tr("Nothing is paid yet. Type a payment, or pick lines of the statements."))
        self.problem = LyingLabel(f"{_NAME}.problem", self.table)
        self.type = button(f"{_NAME}.type", tr("Type a payment…"), self.open_form, role="primary")
        self.pick = button(f"{_NAME}.pick", tr("Pick from the statements…"), self.open_picking)
        self.remove = button(f"{_NAME}.remove", tr("Remove"), self.remove_chosen)
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.type, self.pick, self.remove):
            row.addWidget(one)
        self.shut = button(f"{_NAME}.close", tr("Close"), self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(bar)
        layout.addWidget(self.panel, 1)
        layout.addLayout(foot)
        self.table.chosen.connect(lambda _paid: self._enable())
        self._enable()
        self.look = Look(self, context, lambda: context.store_id, self._load, self.show_payments)

    def _load(self, services: Services, store_id: int) -> Any:
        view = services.setup.budget.paid.view(store_id)
        return next((one for one in view.lines if one.id == self._line.id), None)

    def show_payments(self, row: Any) -> None:
        """Show them, and what they come to against the plan."""
        self.problem.say("")
        if row is None:
            self.reject()
            return
        planned = row.line.amount_fen
        said = [tr("Planned: {amount}.", amount=tr("not known") if planned is None else format_yuan(planned))]
        if row.actual_fen is not None:
            said.append(tr("Paid: {amount}.", amount=format_yuan(row.actual_fen)))
        if row.line.statement_kind is not None:
            kind = tr(LINE_KIND_NAMES[row.line.statement_kind])
            if row.line.statement_words:
                said.append(
                    tr(
                        "Its rule takes lines of “{kind}” with “{words}” from {start} to {end}.",
                        kind=kind, words=row.line.statement_words,
                        start=row.phase.starts_on.isoformat(), end=row.phase.ends_on.isoformat(),
                    )
                )  # fmt: skip
            else:
                said.append(
                    tr(
                        "Its rule takes lines of “{kind}” from {start} to {end}.",
                        kind=kind, start=row.phase.starts_on.isoformat(), end=row.phase.ends_on.isoformat(),
                    )
                )  # fmt: skip
        if any(one.origin is Origin.GONE for one in row.paid.paid):
            said.append(tr("What was picked from a statement that is no longer imported does not count."))
        self.said.setText(breakable(sentences(said)))
        self.table.set_records(list(row.paid.paid))
        self._enable()

    def _enable(self) -> None:
        paid = self.table.current()
        self.remove.setEnabled(paid is not None and paid.actual is not None)

    def open_form(self) -> None:
        """Ask for a payment."""
        PaymentForm(self._context, blank_payment(self._line, self._context.clock.today()), self).open()

    def open_picking(self) -> None:
        """Offer lines of the statements."""
        open_once(PickDialog(self._context, self._line, self))

    def remove_chosen(self) -> None:
        """Take the chosen payment away; what a rule found stays."""
        paid = self.table.current()
        if paid is not None and paid.actual is not None:
            service = self._context.services.setup.budget.paid
            self._context.tasks.database(lambda: service.remove(paid.actual), failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))


class PaymentForm(RecordForm):
    """Day, amount and note of a payment."""

    def __init__(self, context: PageContext, payment: BudgetActual, parent: QWidget) -> None:
        """A form for a new payment that begins as ``payment``."""
        super().__init__(
            context.tasks,
            BUDGET_ACTUAL,
            name=f"{_NAME}.form",
            title=tr("Type a payment"),
            confirm=tr("Keep"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=payment,
        )
        self._keep_payment = context.services.setup.budget.paid.keep
        self.add_fields(*fields_in(BUDGET_ACTUAL))

    def work(self) -> Callable[[], Any]:
        """Keep it."""
        payment, keep = self.changed_record(), self._keep_payment
        return lambda: keep(payment)


class PickDialog(QDialog):
    """Lines of the statements around the phase that belong to no order and count nowhere yet."""

    def __init__(self, context: PageContext, line: BudgetLine, parent: QWidget) -> None:
        """Ask for the lines once it is shown."""
        super().__init__(parent)
        self.setObjectName(f"{_NAME}.picking")
        self.setWindowTitle(tr("Pick from the statements"))
        self.setModal(True)
        roomy(self, 980, 520)
        self._context, self._line = context, line
        columns: list[Column[StatementLine]] = [
            Column(tr("Day"), lambda one: one.day),
            Column(tr("Amount"), lambda one: one.amount, format_yuan, numeric=True),
            Column(tr("Kind"), lambda one: tr(LINE_KIND_NAMES[one.kind])),
            Column(tr("Note"), _words_of),
        ]
        title = tr("Lines of the statements")
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.picking.table", title)
        self.panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.table.say_when_empty(
            tr("No line of a statement is free around this phase. Import the statements of these days first.")
        )
        self.problem = LyingLabel(f"{_NAME}.picking.problem", self.table)
        self.ok = button(f"{_NAME}.picking.keep", tr("Count for this line"), self.keep_chosen, role="primary")
        self.shut = button(f"{_NAME}.picking.close", tr("Close"), self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.ok)
        foot.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.addWidget(
            words(tr("Choose one line or several (Ctrl or Shift). Each line counts once in the whole budget."))
        )
        layout.addWidget(self.panel, 1)
        layout.addLayout(foot)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.table.opened.connect(lambda _line: self.keep_chosen())
        self._enable()
        self.look = Look(self, context, lambda: context.store_id, self._load, self._show)

    def _load(self, services: Services, store_id: int) -> list[StatementLine]:
        return services.setup.budget.paid.offered(store_id, self._line)

    def _show(self, lines: list[StatementLine]) -> None:
        self.table.set_records(lines)
        self._enable()

    def _enable(self) -> None:
        self.ok.setEnabled(bool(self.table.selected()))

    def keep_chosen(self) -> None:
        """Count the chosen lines for the line of the budget."""
        chosen, service, line = self.table.selected(), self._context.services.setup.budget.paid, self._line
        if chosen:
            self._context.tasks.database(
                lambda: service.pick(line, chosen),
                done=lambda _none: self.accept(),
                failed=self._on_refused,
                owner=self,
            )

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))


def _words_of(line: StatementLine) -> str:
    return " · ".join(dict.fromkeys(filter(None, (line.business_type, line.remark, line.description, line.title))))


def _note(paid: Paid) -> str:
    if paid.line is not None:
        return _words_of(paid.line)
    return paid.actual.note if paid.actual is not None else ""
