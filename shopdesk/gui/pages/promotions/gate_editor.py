"""Changing the entry rules of a programme: a table with a line for each rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.campaigns.facts import fact_field
from shopdesk.domain.campaigns.gate_metrics import METRICS, Unit
from shopdesk.domain.campaigns.gate_nouns import GATE_RULE, GATE_VERSION
from shopdesk.domain.campaigns.gate_rules import GateRule, Operator
from shopdesk.domain.campaigns.gates import Gate
from shopdesk.domain.fields import Field, Kind, Reader, written
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.entry_table import EntryTable
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.record_model import Column, FieldColumns
from shopdesk.infra.i18n import current_language, tr


class RuleTable(EntryTable):
    """Rules to edit; a figure that is yes or no needs no comparison, and only a range has a far end."""

    def __init__(self, reader: Reader) -> None:
        """Without rules."""
        figure, comparison, *_ = FieldColumns[GateRule](GATE_RULE, reader).columns()
        columns = [
            figure,
            replace(comparison, edited=lambda rule: None if _is_yes(rule) else comparison.field),
            _figure("value", lambda rule: None if _is_yes(rule) else fact_field(rule.metric)),
            _figure("upper", lambda rule: fact_field(rule.metric) if rule.operator is Operator.BETWEEN else None),
        ]
        title = tr("Entry rules of platform programmes")
        super().__init__(GATE_RULE, reader, "promotions.gate.rules", title, _fresh, columns=columns)

    def changed_entry(self, entry: GateRule, name: str, value: Any) -> GateRule:
        """The rule with a value from one of its cells, and with what follows from that."""
        rule: GateRule = replace(entry, **{name: value})
        if _is_yes(rule):
            return replace(rule, operator=Operator.YES, value=Decimal(1), upper=None)
        if rule.operator is Operator.YES:
            rule = replace(rule, operator=Operator.AT_LEAST)
        ranged = rule.operator is Operator.BETWEEN
        return replace(rule, upper=(rule.value if rule.upper is None else rule.upper) if ranged else None)


def _is_yes(rule: GateRule) -> bool:
    return METRICS[rule.metric].unit is Unit.YES_NO


def _fresh(_rules: Sequence[GateRule]) -> GateRule:
    return GateRule(metric="quantity", operator=Operator.AT_LEAST, value=Decimal(0))


def _figure(name: str, edited: Callable[[GateRule], Field | None]) -> Column[GateRule]:
    field = GATE_RULE.field(name)

    def shown(rule: GateRule) -> str | None:
        written_as = edited(rule)
        return None if written_as is None else written(written_as, getattr(rule, name))

    def value(rule: GateRule) -> Any:
        return getattr(rule, name) if edited(rule) is not None else None

    return Column(tr(field.label or ""), value, numeric=True, name=name, edited=edited, said=shown)


class GateEditor(RecordForm):
    """Edits one programme's rules; saving makes a new version of today."""

    def __init__(self, context: PageContext, store_id: int, gate: Gate, parent: QWidget) -> None:
        """Begin with the rules in force."""
        reader = Reader(context.clock.today(), tr)
        super().__init__(
            context.tasks,
            GATE_VERSION,
            name="promotions.gateEditor",
            title=tr("Entry rules of “{name}”", name=gate.name(current_language())),
            confirm=tr("Save"),
            reader=reader,
            parent=parent,
        )
        self.setMinimumWidth(640)
        self._campaigns, self._store_id, self._gate = context.services.campaigns, store_id, gate
        self.rules = RuleTable(reader)
        rules = Field("rules", Kind.DATA, Text("Rules"))
        self.add_fields(rules, values={"rules": gate.rules}, widgets={"rules": self.rules}, bare=True)
        self.add_fields("source")

    def work(self) -> Callable[[], Gate]:
        """Keep the rules as the store's own."""
        said = self.values()
        changed = replace(self._gate, rules=said["rules"])
        return lambda: self._campaigns.gates.save(self._store_id, changed, said["source"], self._gate)
