"""What follows from the budget: the check of the total, what becomes of the money, break-even and payback."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.setup.budget import KIND_NAMES, SHARE_NAMES, Tie, TotalCheck
from shopdesk.domain.setup.nouns import BUDGET_PLAN
from shopdesk.domain.setup.payback import Payback
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.money_words import break_even_sentence, cash_sentences, return_sentence

NO_DATA = "—"


class BudgetSummary(QWidget):
    """``edited`` carries the budget's inputs as the user changed them."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(12)
        layout.addWidget(self._check_card())
        layout.addWidget(self._cash_card())
        layout.addWidget(self._share_card())
        layout.addStretch(1)

    def _check_card(self) -> Card:
        card = Card(tr("Does the total add up?"))
        self.total = self._box("stated_total_fen", called={"stated_total_fen": "setup.budget.stated"})
        self.stated = self.total["stated_total_fen"]
        self.sum = _figure("setup.budget.sum")
        self.verdict = QLabel()
        self.verdict.setObjectName("setup.budget.verdict")
        self.verdict.setWordWrap(True)
        self.total.form.addRow(tr("Sum of the phases"), self.sum)
        card.add(self.total)
        card.add(self.verdict)
        return card

    def _cash_card(self) -> Card:
        card = Card(tr("Cash"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        self.figures: dict[str, QLabel] = {}
        for row, (name, label) in enumerate(
            (
                ("returnable", tr("Tied up, comes back (deposits)")),
                ("stock", tr("Becomes stock (goods)")),
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
        self.verdict.setText(text)
        self.verdict.setVisible(bool(text))
        self.verdict.setProperty("tone", tone)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.net.setText(percent_text(plan.net_share))
        even = view.break_even
        self.even.setText(NO_DATA if even.month_fen is None else format_yuan(even.month_fen))
        self.even_year.setText(NO_DATA if even.year_fen is None else format_yuan(even.year_fen))
        self.even_note.setText(break_even_sentence(even))
        for tie in Tie:
            self.figures[tie.value].setText(format_yuan(view.by_tie[tie]))
        self._show_payback(view.payback)

    def _show_payback(self, payback: Payback | None) -> None:
        self.cash_note.setText("" if payback is None else "\n".join(cash_sentences(payback)))
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
        edited = box.typed_record()
        if edited != box.record:
            box.accept(edited)
            self.edited.emit(edited)


def _verdict(check: TotalCheck) -> tuple[str, str]:
    if check.stated_fen is None:
        return "", ""
    if check.agrees:
        return "✓ " + tr("The phases add up to the stated total."), "good"
    amount = format_yuan(abs(check.difference_fen))
    if check.difference_fen > 0:
        text = tr(
            "The stated total is {amount} more than the phases add up to. Is a cost missing in a phase?", amount=amount
        )
        return f"! {text}", "bad"
    if check.left_out:
        kinds = tr(", ", context="between names").join(tr(KIND_NAMES[kind]) for kind in check.left_out)
        text = tr(
            "The stated total is {amount} less than the phases add up to. It seems to leave out: {kinds}.",
            amount=amount,
            kinds=kinds,
        )
    else:
        text = tr("The stated total is {amount} less than the phases add up to.", amount=amount)
    return f"! {text}", "bad"


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
