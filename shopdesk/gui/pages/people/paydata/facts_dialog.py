"""The form of one person's pay data from a month on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.pay_facts import PAY_FACTS, PayFacts, check_marks
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class FactsDialog(RecordForm):
    """Edits the values; what is changed is kept with the month's first day."""

    def __init__(self, context: PageContext, facts: PayFacts, month: date, parent: QWidget) -> None:
        """Begin with what holds in the month."""
        super().__init__(
            context.tasks,
            PAY_FACTS,
            name="people.paydata.form",
            title=tr("Pay data of {name} from {month}", name=facts.label, month=f"{month:%Y-%m}"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=facts,
        )
        self._paydata, self._store_id, self._month = context.services.paydata, context.store_id, month
        self.setMinimumWidth(560)
        self.add_fields("social_base_fen", "fund_base_fen", "fund_rate", "city", paired=True)
        self.add_fields("insured")
        self.hint(tr("Insurance and fund of {month} only; another month is marked by itself.", month=f"{month:%Y-%m}"))
        self.add_fields("special_fen", "first_wage", "low_wage")
        hints = "\n".join(tr(entry) for entry in facts.hints)
        if hints:
            self.hint(hints).setObjectName("people.paydata.form.hints")
        self.add_fields("bank_account")
        self.hint(tr("Only the last four digits are ever shown. Type the whole number to change it."))
        self.add_fields("bank_name")
        self.add_fields("allowance_fen")

    def work(self) -> Callable[[], PayFacts]:
        """Keep what was changed."""
        facts = self.changed_record()
        check_marks(facts, self._month.year)
        begun = self.record
        return lambda: self._paydata.save(self._store_id, self._month, facts, begun)
