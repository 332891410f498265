"""What follows from the budget: the check of the total, what becomes of the money, break-even and payback."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.setup.budget import SHARE_NAMES, Outlook, Tie
from shopdesk.domain.setup.budget_nouns import BUDGET_PLAN
from shopdesk.domain.setup.payback import Payback
from shopdesk.domain.setup.total_check import TotalCheck
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.budget_words import (
    break_even_rule,
    findings,
    lowest_sentence,
    payback_rule,
    total_sentence,
)
from shopdesk.services.setup.money_words import break_even_sentence, cash_sentences, return_sentence


class BudgetSummary(QWidget):
    """``edited`` carries the budget's inputs as the user changed them and as they were.

    ``print_asked`` asks for the budget on paper.
    """

    edited = Signal(object, object)
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(12)
        self.print = button("setup.budget.print", tr("Print or to Excel…"), self.print_asked.emit)
        layout.addWidget(self.print, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._check_card())
        layout.addWidget(self._cash_card())
        layout.addWidget(self._share_card())
        layout.addStretch(1)

    def _check_card(self) -> Card:
        card = Card(tr("Does the total add up?"))
        self.total = self._box("stated_total_fen", called={"stated_total_fen": "setup.budget.stated"})
        self.stated = self.total["stated_total_fen"]
        self.sum = _figure("setup.budget.sum")
        self.verdict = words(name="setup.budget.verdict")
        self.total.form.addRow(tr("Sum of the phases"), self.sum)
        self.findings = words(name="setup.budget.findings", tone="bad")
        card.add(self.total)
        card.add(self.verdict)
        card.add(self.findings)
        return card

    def _cash_card(self) -> Card:
        card = Card(tr("Cash"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        self.figures: dict[str, QLabel] = {}
        for row, (name, label) in enumerate(
            (
                ("returnable", tr("Tied up, comes back (deposits)")),
                ("stock", tr("Bound (goods)")),
                ("spent", tr("Spent")),
                ("peak", tr("Most cash in the plan at once")),
                ("profit", tr("Profit of the first 12 months")),
                ("spent_back", tr("Spent money earned back")),
                ("all_back", tr("All money put in earned back")),
            )
        ):
            figure = _figure(f"setup.budget.{name}")
            self.figures[name] = figure
            text = QLabel(label)
            text.setWordWrap(True)
            grid.addWidget(text, row, 0)
            grid.addWidget(figure, row, 1)
        card.body.addLayout(grid)
        self.payback_note = _note("setup.budget.paybackRule")
        self.payback_note.setText(payback_rule())
        card.add(self.payback_note)
        self.cash_note = _note("setup.budget.cashNote")
        card.add(self.cash_note)
        return card

    def _share_card(self) -> Card:
        card = Card(tr("Cost structure, share of turnover"))
        called = {name: f"setup.budget.share.{name}" for name in SHARE_NAMES}
        self.costs = self._box(
            *SHARE_NAMES, "fixed_month_fen", called={**called, "fixed_month_fen": "setup.budget.fixed"}
        )
        self.shares = {name: self.costs[name] for name in SHARE_NAMES}
        self.fixed, form = self.costs["fixed_month_fen"], self.costs.form
        self.net = _figure("setup.budget.net")
        form.addRow(tr("Net, what is left of turnover"), self.net)
        self.even = _figure("setup.budget.breakEven")
        form.addRow(tr("Break-even turnover a month"), self.even)
        self.even_year = _figure("setup.budget.breakEvenYear")
        form.addRow(tr("Break-even sales a year"), self.even_year)
        card.add(self.costs)
        self.even_note = _note("setup.budget.breakEvenNote")
        card.add(self.even_note)
        return card

    def _box(self, *names: str, called: dict[str, str]) -> RecordBox:
        box = RecordBox(BUDGET_PLAN, Reader(date.min, tr), "setup.budget")  # no field of it holds a day
        box.add_fields(*names, called=called)
        box.settled.connect(lambda: self._on_settled(box))
        return box

    def populate(self, view: BudgetView) -> None:
        """Show a budget; a field being typed in is left alone."""
        plan = view.plan
        for box in (self.total, self.costs):
            box.show_record(plan, other=box.record is None)
        self.sum.setText(format_yuan(view.check.sum_fen))
        text, tone = _verdict(view.check)
        self.verdict.setText(breakable(text))
        self.verdict.setVisible(bool(text))
        self.verdict.setProperty("tone", tone)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        found = findings(view)
        self.findings.setText(breakable("\n".join(f"! {one}" for one in found)))
        self.findings.setVisible(bool(found))
        self.net.setText(percent_text(plan.net_share))
        even = view.break_even
        self.even.setText(NO_DATA if even.month_fen is None else format_yuan(even.month_fen))
        self.even_year.setText(NO_DATA if even.year_fen is None else format_yuan(even.year_fen))
        self.even_note.setText(sentences([break_even_rule(), break_even_sentence(even)]))
        for tie in Tie:
            self.figures[tie.value].setText(format_yuan(view.by_tie[tie]))
        self._show_payback(view.payback, lowest_sentence(view, Outlook.EXPECTED))

    def _show_payback(self, payback: Payback | None, lowest: str) -> None:
        self.cash_note.setText("" if payback is None else "\n".join([lowest, *cash_sentences(payback)]))
        self.cash_note.setVisible(bool(self.cash_note.text()))
        if payback is None:
            for name in ("peak", "profit", "spent_back", "all_back"):
                self.figures[name].setText(NO_DATA)
            return
        self.figures["peak"].setText(format_yuan(payback.peak_fen))
        self.figures["profit"].setText(format_yuan(payback.first_year_profit_fen))
        self.figures["spent_back"].setText(return_sentence(payback, payback.spent_back))
        self.figures["all_back"].setText(return_sentence(payback, payback.all_back))

    def _on_settled(self, box: RecordBox) -> None:
        edited, was = box.typed_record(), box.record
        if edited != was:
            box.accept(edited)
            self.edited.emit(edited, was)


def _verdict(check: TotalCheck) -> tuple[str, str]:
    text = total_sentence(check)
    if not text:
        return "", ""
    return ("✓ " + text, "good") if check.agrees else ("! " + text, "bad")


def _note(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _figure(name: str) -> QLabel:
    label = QLabel(NO_DATA)
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
