"""Changing the entry rules of a programme: one line for each rule, in the reader's own words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from shopdesk.domain.campaigns.gate_metrics import METRICS, Unit
from shopdesk.domain.campaigns.gate_rules import GateRule, Operator, check_rule
from shopdesk.domain.campaigns.gates import Gate
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.domain.typed import read_number
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import current_language, tr

_SIGNS = {Operator.AT_LEAST: "≥", Operator.AT_MOST: "≤", Operator.ABOVE: ">", Operator.BELOW: "<"}
_READ = {"≥": Operator.AT_LEAST, ">=": Operator.AT_LEAST, "≤": Operator.AT_MOST, "<=": Operator.AT_MOST,
         ">": Operator.ABOVE, "<": Operator.BELOW}  # fmt: skip


def rule_line(rule: GateRule) -> str:
    """A rule in a line: ``Store credit ≥ 251``, ``Campaign price as share of the list price = 10% ~ 50%``."""
    metric = METRICS[rule.metric]
    if rule.operator is Operator.YES:
        return tr(metric.name)
    if rule.operator is Operator.BETWEEN and rule.upper is not None:
        return f"{tr(metric.name)} = {_number(rule.value, metric.unit)} ~ {_number(rule.upper, metric.unit)}"
    return f"{tr(metric.name)} {_SIGNS.get(rule.operator, '≥')} {_number(rule.value, metric.unit)}"


def _number(value: Decimal, unit: Unit) -> str:
    if unit is Unit.SHARE:
        return f"{(value * 100).normalize():f}%"
    return f"{value.normalize():f}"


def read_line(line: str) -> GateRule:
    """The rule that a line says.

    Raises:
        UserError: the figure, the comparison or the number cannot be read.
    """
    plain = line.strip()
    names = sorted(((tr(metric.name), code) for code, metric in METRICS.items()), key=lambda pair: -len(pair[0]))
    code = next((code for name, code in names if plain.startswith(name)), None)
    if code is None:
        raise _unreadable(line)
    rest = plain[len(tr(METRICS[code].name)) :].strip()
    if METRICS[code].unit is Unit.YES_NO:
        if rest:
            raise _unreadable(line)
        return GateRule(metric=code, operator=Operator.YES)
    try:
        if rest.startswith("="):
            lower, upper = rest[1:].replace("～", "~").split("~")
            return GateRule(metric=code, operator=Operator.BETWEEN, value=_read(lower, code), upper=_read(upper, code))
        sign = next(sign for sign in _READ if rest.startswith(sign))
        return GateRule(metric=code, operator=_READ[sign], value=_read(rest[len(sign) :], code))
    except (ValueError, StopIteration):
        raise _unreadable(line) from None


def _read(text: str, code: str) -> Decimal:
    value = read_number(text.strip().rstrip("%"))
    if value is None:
        raise ValueError(text)
    return value / 100 if METRICS[code].unit is Unit.SHARE else value


def _unreadable(line: str) -> UserError:
    return UserError(Text("This rule cannot be read: “{line}”. Choose a figure below and write it like {example}.",
                          line=line.strip(), example=f"{tr(METRICS['quantity'].name)} ≥ 200"))  # fmt: skip


class GateEditor(FormDialog):
    """Edits one programme's rules; saving makes a new version of today."""

    def __init__(self, context: PageContext, store_id: int, gate: Gate, parent: QWidget) -> None:
        """Begin with the rules in force."""
        super().__init__(tr("Entry rules of “{name}”", name=gate.name(current_language())), self._submit_form, parent,
                         ok_label=tr("Save"))  # fmt: skip
        self.setObjectName("promotions.gateEditor")
        self.setMinimumWidth(560)
        self._context, self._store_id, self._gate = context, store_id, gate
        self.text = QPlainTextEdit("\n".join(rule_line(rule) for rule in gate.rules))
        self.text.setMinimumHeight(200)
        self.text.setTabChangesFocus(True)
        self.figure = QComboBox()
        for code, metric in METRICS.items():
            self.figure.addItem(tr(metric.name), code)
        self.figure.setAccessibleName(tr("Figure"))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.figure, 1)
        layout.addWidget(button("promotions.gate.add", tr("Add a line"), self._on_add))
        self.source = QLineEdit()
        self.source.setPlaceholderText(tr("Where you read it, for example the sign-up page"))
        self.hint(tr("One rule for each line. ≥ at least, ≤ at most, > above, < below, = from ~ to."))
        self.add_row(tr("Rules"), self.text, "promotions.gate.text")
        self.add_row(tr("Figure"), row)
        self.add_row(tr("Source"), self.source, "promotions.gate.source")

    def _on_add(self) -> None:
        metric = METRICS[str(self.figure.currentData())]
        ending = "" if metric.unit is Unit.YES_NO else " ≥ "
        self.text.appendPlainText(tr(metric.name) + ending)
        self.text.setFocus()

    def _submit_form(self) -> bool:
        rules = tuple(check_rule(read_line(line)) for line in self.text.toPlainText().splitlines() if line.strip())
        campaigns, store_id, source = self._context.services.campaigns, self._store_id, self.source.text()
        changed = replace(self._gate, rules=rules)
        self._context.tasks.database(
            lambda: campaigns.gates.save(store_id, changed, source),
            done=lambda _gate: self.accept(),
            failed=self.complain,
            owner=self,
        )
        return False
