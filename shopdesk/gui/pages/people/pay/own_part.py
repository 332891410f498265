"""The own payslips of whoever is signed in, for those who do not see what the others are paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from shopdesk.domain.rights import Subject, seen_by
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.payroll.records import KeptRun
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


class OwnPayPart(Part):
    """One's own slips of closed months, the newest first."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the slips are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName("people.ownPay")
        self.runs: list[KeptRun] = []
        self.month = named(QComboBox(), "people.ownPay.month", tr("Month"))
        self.month.activated.connect(lambda _index: self._show())
        self.slip = named(QTextBrowser(), "people.ownPay.slip", tr("Payslip"))
        self.slip.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.empty = EmptyState(
            tr("There is no payslip of yours yet"),
            tr("It stands here once the owner has closed the wages of a month. Ask the owner where one is missing."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.slip)
        self.stack.addWidget(self.empty)
        head = QHBoxLayout()
        head.addWidget(QLabel(tr("My payslips")))
        head.addWidget(self.month)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(words(tr(seen_by(Subject.PAY)), name="people.ownPay.closed", role="muted"))
        layout.addWidget(self.stack, 1)

    def load(self, services: Services, store_id: int) -> list[KeptRun]:
        """The closed months, each with one's own slip."""
        return services.payroll.own_slips(store_id)

    def populate(self, runs: list[KeptRun]) -> None:
        """Show them; the month that was looked at stays."""
        before = self.month.currentText()
        self.runs = runs
        self.month.clear()
        self.month.addItems([f"{run.month:%Y-%m}" for run in runs])
        self.month.setCurrentIndex(max(0, self.month.findText(before)))
        self.month.setVisible(bool(runs))
        self._show()

    def _show(self) -> None:
        if not self.runs:
            self.stack.setCurrentWidget(self.empty)
            return
        from shopdesk.reporting.payslip_sheet import half_payslip_html

        run = self.runs[self.month.currentIndex()]
        self.slip.setHtml(half_payslip_html(run, run.slips[0], self.context.store.name))
        self.stack.setCurrentWidget(self.slip)
