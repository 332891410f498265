"""What a table of quarters would change, before anything is kept; shops are added up only where that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.cost_nouns import TAX_QUARTER
from shopdesk.domain.ledger.tax import quarter_label
from shopdesk.domain.ledger.tax_table import TaxTable
from shopdesk.gui.look import Look
from shopdesk.gui.pages.kpi.money.texts import money
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.taxes import TaxChange, TaxProposal
    from shopdesk.services.registry import Services

_NAME = "kpi.money.tax.table"
_PROBLEMS_SHOWN = 6
_ALL, _ONE = "all", "one "
_EACH = ("income_fen", "returned_fen", "net_fen", "declared_fen")


class TaxTableDialog(FormDialog):
    """Lists the quarters with what becomes of each. Until it is clear whose rows count, nothing can be kept."""

    def __init__(self, context: PageContext, table: TaxTable, source: str, parent: QWidget) -> None:
        """Show ``table``, read from ``source``."""
        super().__init__(tr("Figures from {source}", source=source), self._keep, parent, ok_label=tr("Keep"))
        self.setObjectName(_NAME)
        self.setMinimumWidth(scaled(self, 720))
        self._context = context
        self._table = table
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.proposal: TaxProposal | None = None
        self.shops = named(QComboBox(), f"{_NAME}.shop", tr("Whose figures"))
        shops = table.shops
        if len(shops) > 1:
            self.shops.addItem(tr("Choose whose figures count…"), None)
            for shop in shops:
                self.shops.addItem(shop or tr("rows without a name"), _ONE + shop)
            self.shops.addItem(tr("All of them added up"), _ALL)
            self.shops.activated.connect(lambda _place: self._on_shop())
            self.form.addRow(tr("Whose figures"), self.shops)
        self.said = words(name=f"{_NAME}.said")
        self.rows = RecordTable(RecordTableModel(self._columns()), f"{_NAME}.rows", tr("Quarters of the table"))
        self.rows.setMinimumHeight(scaled(self, 150))
        self.problems = words(name=f"{_NAME}.problems", tone="bad")
        self.notes = words("\n".join(tr(note) for note in table.notes), name=f"{_NAME}.notes", role="muted")
        for one in (self.said, self.rows, self.problems, self.notes):
            self.form.addRow(one)
        self.problems.hide()
        self.notes.setVisible(bool(table.notes))
        self._look = Look(self, context, self._question, _load, self._show)
        self._on_shop()

    # What counts

    def _question(self) -> tuple[int, TaxTable, str | None] | None:
        if self.shops.count() == 0:
            return self._context.store_id, self._table, None
        chosen = self.shops.currentData()
        if chosen is None:
            return None
        return self._context.store_id, self._table, None if chosen == _ALL else chosen.removeprefix(_ONE)

    def _on_shop(self) -> None:
        self.proposal = None
        self.ok.setEnabled(False)
        if self._question() is None:
            self.rows.set_records([])
            self.said.setText(
                tr(
                    "The table has figures of {count} shops. Say whose belong to this store; nothing is added up "
                    "unasked.",
                    count=len(self._table.shops),
                )
            )
        elif self.isVisible():
            self._look.ask()

    def _show(self, proposal: TaxProposal) -> None:
        self.proposal = proposal
        self.rows.set_records(list(proposal.changes))
        ready = proposal.ready
        new = sum(one.old is None for one in ready)
        self.said.setText(
            tr("{new} new quarters, {changed} changed, {same} as they are, {refused} rows refused.",
               new=new, changed=len(ready) - new, same=len(proposal.changes) - len(ready),
               refused=len(proposal.problems))
        )  # fmt: skip
        said = [tr("Row {row}: {problem}", row=row, problem=text) for row, text in proposal.problems[:_PROBLEMS_SHOWN]]
        if len(proposal.problems) > _PROBLEMS_SHOWN:
            said.append(tr("and {count} more.", count=len(proposal.problems) - _PROBLEMS_SHOWN))
        self.problems.setText("\n".join(said))
        self.problems.setVisible(bool(said))
        self.ok.setEnabled(bool(ready))
        self.fit()

    def _columns(self) -> list[Column[TaxChange]]:
        def amount(name: str) -> Column[TaxChange]:
            label = TAX_QUARTER.field(name).label
            return Column(
                tr(label) if label is not None else name,
                lambda one: getattr(one.new, name), text=money, numeric=True, name=name,
            )  # fmt: skip

        return [
            Column(tr("Quarter"), lambda one: one.new.quarter, text=quarter_label, name="quarter"),
            Column(tr("What happens"), self._verdict, name="verdict", width=260, tip=self._verdict),
            *(amount(name) for name in _EACH),
            Column(tr("Fees in the table"), lambda one: one.fees_fen, text=money, numeric=True, name="fees"),
            Column(tr("Fees on the statement"), lambda one: one.charged_fen, text=money, numeric=True, name="charged"),
        ]

    def _verdict(self, one: TaxChange) -> str:
        changes = []
        if one.lacking:
            changes.append(tr("without {shops}", shops=in_a_row(one.lacking)))
        old = one.old
        if old is None:
            return "; ".join([*changes, tr("New")])
        for name in (*_EACH, "fees_fen"):
            before, after = getattr(old, name), getattr(one.new, name)
            label = TAX_QUARTER.field(name).label
            if before != after and label is not None:
                changes.append(f"{tr(label)}: {money(before)} → {money(after)}")
        return "; ".join(changes) or tr("As it is")

    # Keeping

    def _keep(self) -> bool:
        proposal, taxes = self.proposal, self._context.services.taxes
        if proposal is None:
            return False
        self.ok.setEnabled(False)
        self._context.tasks.database(lambda: taxes.take(proposal), self._on_kept, failed=self.complain, owner=self)
        return False

    def _on_kept(self, count: int) -> None:
        self._context.messages.success(tr("Figures of {count} quarters kept.", count=count))
        self.accept()


def _load(services: Services, question: Any) -> TaxProposal:
    """What the table would change; runs on the database thread."""
    return services.taxes.proposal(*question)
