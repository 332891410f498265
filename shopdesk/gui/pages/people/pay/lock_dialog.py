"""The question before a month is locked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class LockDialog(FormDialog):
    """Says what locking means; a refusal names what is missing and leaves the month a draft."""

    def __init__(self, context: PageContext, question: tuple[int, date], parent: QWidget) -> None:
        """Ask about a store's month."""
        month = f"{question[1]:%Y-%m}"
        super().__init__(
            tr("Lock the wages of {month}", month=month), self._lock, parent, ok_label=tr("Lock {month}", month=month)
        )
        self.setObjectName("people.pay.lockDialog")
        self._context = context
        self._question = question
        words = QLabel(
            tr(
                "Once locked, {month} stays as it is: no import, no changed person or rule and no undo reaches it, and "
                "it cannot be unlocked. A correction goes into a later month. Lock it when the wages are agreed.",
                month=month,
            )
        )
        words.setObjectName("people.pay.lockDialog.words")
        words.setWordWrap(True)
        self.form.addRow(words)

    def _lock(self) -> bool:
        payroll, (store_id, month) = self._context.services.payroll, self._question
        self.ok.setEnabled(False)
        self._context.tasks.database(
            lambda: payroll.lock(store_id, month), done=lambda _run: self.accept(), failed=self._refuse, owner=self
        )
        return False

    def _refuse(self, error: Exception) -> None:
        self.ok.setEnabled(True)
        self.complain(error)
        self.fit()
