"""The cash of the plan by day in three outlooks, with what they are reckoned with and what comes of them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.setup.budget import FACTOR_NAMES, OUTLOOK_NAMES, Outlook
from shopdesk.domain.setup.budget_nouns import BUDGET_PLAN
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.charts.cash_chart import CashChart
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.budget_words import lowest_sentence, parts_sentence, payback_rule
from shopdesk.services.setup.money_words import return_sentence


class BudgetCashView(QWidget):
    """``edited`` carries the budget's inputs as the user changed them and as they were."""

    edited = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(12)
        self.lowest = words(name="setup.budget.lowest")
        self.lowest.setProperty("role", "subtitle")
        self.parts = words(name="setup.budget.lowestParts", role="muted")
        self.chart = CashChart(theme)
        layout.addWidget(self.lowest)
        layout.addWidget(self.parts)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self._outlook_card())
        layout.addWidget(self._factor_card())

    def _outlook_card(self) -> Card:
        card = Card(tr("Three outlooks"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        self.figures: dict[tuple[Outlook, str], QLabel] = {}
        for column, outlook in enumerate(Outlook, start=1):
            head = QLabel(tr(OUTLOOK_NAMES[outlook]))
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            head.setProperty("role", "muted")
            grid.addWidget(head, 0, column)
        names = {
            "lowest": tr("Lowest cash"),
            "day": tr("On the day"),
            "end": tr("Cash at the end of the plan"),
            "even": tr("Break-even turnover a month"),
            "back": tr("Spent money earned back"),
        }
        for row, (name, label) in enumerate(names.items(), start=1):
            grid.addWidget(words(label), row, 0)
            for column, outlook in enumerate(Outlook, start=1):
                figure = words(NO_DATA, name=f"setup.budget.{outlook.value}.{name}")
                figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
                figure.setAccessibleName(f"{label}, {tr(OUTLOOK_NAMES[outlook])}")
                self.figures[outlook, name] = figure
                grid.addWidget(figure, row, column)
        for column in range(1, len(Outlook) + 1):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        self.rule = words(payback_rule(), name="setup.budget.outlookRule", role="muted")
        card.add(self.rule)
        return card

    def _factor_card(self) -> Card:
        card = Card(tr("What the outlooks are reckoned with"))
        self.box = RecordBox(BUDGET_PLAN, Reader(date.min, tr), "setup.budget.outlook")  # no field of it holds a day
        names = ("start_money_fen", *FACTOR_NAMES)
        self.box.add_fields(*names, called={name: f"setup.budget.{name}" for name in names})
        self.box.settled.connect(self._on_settled)
        card.add(self.box)
        card.add(
            words(
                tr(
                    "The expected outlook is the plan as it is. The others multiply the turnover, and what is spent "
                    "with the fixed costs; deposits and goods stay. These factors are proposals of the program: set "
                    "your own."
                ),
                role="muted",
            )
        )
        return card

    def populate(self, view: BudgetView) -> None:
        """Show a budget; a field being typed in is left alone."""
        self.box.show_record(view.plan, other=self.box.record is None)
        expected = view.curves.get(Outlook.EXPECTED)
        self.lowest.setText(lowest_sentence(view, Outlook.EXPECTED) or tr("Without phases there is no cash to follow."))
        self.parts.setText("" if expected is None else sentences([parts_sentence(expected)]))
        self.chart.setVisible(bool(view.curves))
        self.chart.show_curves(view.curves)
        for outlook in Outlook:
            curve, money = view.curves.get(outlook), view.outlooks[outlook]
            even, back = money.break_even.month_fen, money.payback
            told = {
                "lowest": NO_DATA if curve is None else format_yuan(curve.lowest.cash_fen),
                "day": NO_DATA if curve is None else curve.lowest.day.isoformat(),
                "end": NO_DATA if curve is None else format_yuan(curve.days[-1].cash_fen),
                "even": NO_DATA if even is None else format_yuan(even),
                "back": NO_DATA if back is None else return_sentence(back, back.spent_back),
            }
            for name, text in told.items():
                self.figures[outlook, name].setText(text)

    def _on_settled(self) -> None:
        edited, was = self.box.typed_record(), self.box.record
        if edited != was:
            self.box.accept(edited)
            self.edited.emit(edited, was)
