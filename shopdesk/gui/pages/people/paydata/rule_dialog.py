"""The form of an own value over a rule of law or city."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.payroll.law import LawRow, rule_field, shown_value, typed_value
from shopdesk.domain.payroll.pay_facts import PAY_FACTS
from shopdesk.domain.payroll.rules import RULE_NAMES
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_FROM = Field("day", Kind.DAY, Text("Holds from"), key="f", required=True)
_SOURCE = Field(
    "source", Kind.LINE, Text("Source"), key="s", required=True, longest=200, placeholder=Text("notice, office, day")
)


class RuleDialog(RecordForm):
    """Keeps a value with its day and its source; it holds for every city of the store."""

    def __init__(self, context: PageContext, row: LawRow, day: date, parent: QWidget) -> None:
        """Begin with what holds on ``day``."""
        super().__init__(
            context.tasks,
            PAY_FACTS,
            name="people.law.rule",
            title=tr("Own value: {rule}", rule=RULE_NAMES[row.rule]),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._paydata, self._store_id, self._row = context.services.paydata, context.store_id, row
        own = row.holds is not None and row.holds.ref.own
        self.add_fields(
            rule_field(row.rule),
            _FROM,
            _SOURCE,
            values={
                "value": typed_value(row.holds),
                "day": day,
                "source": row.holds.ref.source.zh if own and row.holds is not None else "",
            },
        )
        if row.shipped is not None:
            self.hint(
                tr(
                    "Shipped: {value} from {day}. An own value holds whatever the city.",
                    value=shown_value(row.shipped),
                    day=row.shipped.ref.valid_from.isoformat(),
                )
            )

    def work(self) -> Callable[[], None]:
        """Keep the value."""
        said = self.values()
        return lambda: self._paydata.set_rule(
            self._store_id, self._row.rule, said["value"], said["day"], said["source"]
        )
