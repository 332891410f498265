"""The owner's rules for statement lines, beside the lines that no rule knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.rules import STATEMENT_RULE, StatementRule
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.money.lines_view import LinesFound, LinesQuestion, LinesTable, load_lines
from shopdesk.gui.pages.kpi.money.rule_dialog import AllLines, RuleDialog, rule_start
from shopdesk.gui.pages.kpi.money.texts import signed
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import FieldColumns, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import FOR_AMOUNTS, SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.money.rules"
_SHOWN = frozenset({"at", "amount", "remark", "business_type", "order_no", "title", "file", "row"})
"""All of these lines are of the same kind, and the room beside the rules is for their words."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The owner's rules, the first of the lines that no rule knows, and whether there are lines at all."""

    rules: list[StatementRule]
    unknown: LinesFound
    known: bool


class RulesPart(Part):
    """A rule is begun from a line; its form shows at once what it catches."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; rules and lines are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.dialog: RuleDialog | None = None
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.from_line = button(
            f"{_NAME}.fromLine",
            tr("Rule for the line…"),
            self.open_for_line,
            role="primary",
            tip=tr("Begins a rule with the words of the chosen line"),
        )
        self.new = button(f"{_NAME}.new", tr("New rule…"), self.open_new)
        self.edit = button(f"{_NAME}.edit", tr("Change…"), self.open_edit)
        self.remove = button(f"{_NAME}.remove", tr("Remove"), self.remove_chosen)
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.from_line, self.new, self.edit, self.remove):
            row.addWidget(one)
        self.said = words(name=f"{_NAME}.said")
        self.unknown = LinesTable(context, f"{_NAME}.unknown", tr("Lines of no known kind"))
        self.unknown.chosen.connect(lambda _line: self._enable())
        self.unknown.opened.connect(lambda _line: self.open_for_line())
        columns = FieldColumns[StatementRule](STATEMENT_RULE, self._reader).columns()
        self.rules = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("Own rules"))
        self.rules.fit_columns()
        self.rules.chosen.connect(lambda _rule: self._enable())
        self.rules.opened.connect(lambda _rule: self.open_edit())
        self.panel = RecordPanel(context, self.rules, lambda: self._reader)
        self.panel.offer_export(tr("Own rules"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(bar)
        layout.addWidget(self.said)
        self.empty = EmptyState(
            tr("No statement yet"),
            tr(
                "Drop the statement of the Alipay account on the window. The rules that ship give each line its kind; "
                "what they do not know stands here, and a rule of your own gives it one."
            ),
            tr("Import…"),
            lambda: self.context.events.way_wanted.emit("import"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(
            SplitView(self._titled(tr("Lines of no known kind"), self.unknown.panel),
                      self._titled(tr("Own rules"), self.panel), (3, 2), least=FOR_AMOUNTS)
        )  # fmt: skip
        self.stack.addWidget(self.empty)
        layout.addWidget(self.stack, 1)
        self._enable()

    @staticmethod
    def _titled(title: str, panel: QWidget) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(words(title, role="heading"))
        column.addWidget(panel, 1)
        return made

    def load(self, services: Services, question: Any) -> _Answer:
        """The rules and the lines that need one."""
        wanted = LinesQuestion(question, kinds=(LineKind.NOT_CLASSIFIED,))
        services.ask_ahead(
            lambda: services.ledger.coverage(question),
            lambda: services.ledger.rules(question),
            lambda: load_lines(services, wanted),
            lambda: services.imports.list(question),
        )
        known = services.ledger.coverage(question).last_day is not None
        return _Answer(services.ledger.rules(question), load_lines(services, wanted), known)

    def populate(self, answer: _Answer) -> None:
        """Show them."""
        self.rules.say_when_empty(tr("No own rules yet."))
        self.rules.set_records(answer.rules)
        self.unknown.show_page(answer.unknown)
        self.unknown.propose(_SHOWN)
        if self.unknown.current() is None and answer.unknown.lines:
            self.unknown.selectRow(0)
        self.stack.setCurrentIndex(0 if answer.known or answer.rules else 1)
        count = answer.unknown.count
        self.said.setText(
            tr("Lines of no known kind: {count}, {amount} together. They count in the balance and in nothing else.",
               count=f"{count:,}", amount=signed(answer.unknown.amount))
            if count
            else tr("No line is there yet. Own rules go before those that ship; the longest words win.")
            if not answer.known
            else tr("Every line has a kind. Own rules go before those that ship; the longest words win.")
        )  # fmt: skip
        self._enable()

    def _enable(self) -> None:
        self.from_line.setEnabled(self.unknown.current() is not None)
        for one in (self.edit, self.remove):
            one.setEnabled(self.rules.current() is not None)

    # What the user does

    def open_for_line(self) -> None:
        """Begin a rule with the words of the chosen line."""
        found = self.unknown.current()
        if found is not None:
            self._open(RuleDialog(self.context, self, start=rule_start(found.line)))

    def open_new(self) -> None:
        """Begin an empty rule."""
        self._open(RuleDialog(self.context, self))

    def open_edit(self) -> None:
        """Change the chosen rule."""
        rule = self.rules.current()
        if rule is not None:
            self._open(RuleDialog(self.context, self, rule=rule))

    def _open(self, dialog: RuleDialog) -> None:
        self.dialog = dialog
        open_once(dialog)

    def remove_chosen(self) -> None:
        """Take the chosen rule away; undo brings it back."""
        rule, ledger = self.rules.current(), self.context.services.ledger
        if rule is not None:
            lane = AllLines(self.context.tasks, tr("Sorting the lines by the rules"))
            lane.database(lambda at_work: ledger.remove_rule(rule, at_work), owner=self)
