"""The list for the bank: which columns, in which order, with which purpose; kept for the next time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.bank_list import (
    COLUMN_NAMES,
    BankColumn,
    BankRow,
    without_account,
)
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import in_a_row, sentences, tr

_NAME = "people.pay.bankDialog"
_MOST_NAMED = 5


class BankDialog(FormDialog):
    """Says how many payments the list has and whose account is not known, and writes it."""

    def __init__(self, context: PageContext, question: tuple[int, date, int | None], parent: QWidget) -> None:
        """Offer the columns of last time for a store's month, or one run of it that is not its wages."""
        month = f"{question[1]:%Y-%m}"
        super().__init__(tr("Bank list of {month}", month=month), self._save, parent, ok_label=tr("Save as Excel…"))
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._question = context, question
        self._papers = context.services.pay_papers
        chosen = self._papers.bank_columns
        rest = [column for column in BankColumn if column not in chosen]
        self.columns = TickList(f"{_NAME}.columns", tr("Columns of the list"), movable=True)
        self.columns.populate(((column.value, tr(COLUMN_NAMES[column])) for column in (*chosen, *rest)), chosen)
        self.up = button(f"{_NAME}.up", tr("Move up"), lambda: self.columns.move(-1), tip=tr("Alt+Up in the list"))
        self.down = button(
            f"{_NAME}.down", tr("Move down"), lambda: self.columns.move(1), tip=tr("Alt+Down in the list")
        )
        moves = QVBoxLayout()
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        moves.addStretch(1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.columns, 1)
        row.addLayout(moves)
        self.purpose = TypedLine(self._papers.bank_purpose)
        self.purpose.setPlaceholderText(tr("Wages of {month}", month=month))
        self.form.addRow(tr("Columns of the list"), both)
        self.add_row(tr("Purpose"), self.purpose, f"{_NAME}.purpose")
        self.hint(tr("{month} in it stands for the month.", month="{month}"))
        self.said = self.hint(tr("Looking…"))
        self.said.setObjectName(f"{_NAME}.said")
        self.ok.setEnabled(False)
        context.tasks.database(
            lambda: self._papers.bank_rows(*question), done=self._show, failed=self._refuse, owner=self
        )

    def _show(self, rows: Sequence[BankRow]) -> None:
        said = [
            tr(
                "{count} payments, {amount} together.",
                count=len(rows),
                amount=format_yuan(sum(row.amount_fen for row in rows)),
            )
        ]
        unknown = without_account(rows)
        if unknown:
            names = in_a_row(unknown[:_MOST_NAMED]) + ("…" if len(unknown) > _MOST_NAMED else "")
            said.append(tr("No account is entered for {count} of them: {names}.", count=len(unknown), names=names))
        self.said.setText(sentences(said))
        self.ok.setEnabled(bool(rows))
        self.fit()

    def _refuse(self, error: Exception) -> None:
        self.said.hide()
        self.complain(error)
        self.fit()

    def _save(self) -> bool:
        columns = tuple(BankColumn(key) for key in self.columns.ticked())
        self._papers.remember_bank_list(columns, self.purpose.text().strip())
        papers, (store_id, month, number) = self._papers, self._question
        save_file(
            self._context,
            self,
            title=tr("Bank list"),
            suggested=f"{self._context.store.name}-{tr('Bank list')}-{month:%Y-%m}{f'-{number}' if number else ''}",
            kind=FileKind.WORKBOOK,
            write=lambda target: papers.write_bank_list(store_id, month, target, number),
            working=tr("Writing the workbook"),
            done=lambda _target: self.accept(),
        )
        return False
