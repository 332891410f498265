"""The phases of the budget with their money, and what to do while there are none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.money import format_yuan
from shopdesk.gui.pages.setup.phase_card import PhaseCard
from shopdesk.gui.widgets.card_columns import CardColumns
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget import BudgetView


class BudgetPhasesView(QWidget):
    """Cards of the phases; their wishes go out through the signals."""

    phase_asked = Signal(object)
    phase_removed = Signal(object)
    line_asked = Signal(object, object)
    line_removed = Signal(object)
    preset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self.total = QLabel()
        self.total.setObjectName("setup.budget.total")
        self.total.setProperty("role", "subtitle")
        self.preset = button("setup.budget.preset", tr("Take over an example…"), self.preset_asked.emit)
        self.add = button("setup.budget.addPhase", tr("New phase"), lambda: self.phase_asked.emit(None))
        bar = QHBoxLayout()
        bar.addWidget(self.total, 1)
        bar.addWidget(self.preset)
        bar.addWidget(self.add)
        self.empty = EmptyState(
            tr("No budget yet"),
            tr("Enter the money of each phase, or start from an example and change what differs."),
            tr("Take over an example…"),
            self.preset_asked.emit,
        )
        self._cards = CardColumns()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self._cards)
        column.addStretch(1)
        self.scroller = VerticalScroll(holder)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(8)
        box.addLayout(bar)
        box.addWidget(self.scroller, 1)
        box.addWidget(self.empty, 1)

    def populate(self, view: BudgetView) -> None:
        """Show a budget."""
        cards = []
        for money in view.phases:
            card = PhaseCard(money)
            card.edit_asked.connect(self.phase_asked)
            card.removed.connect(self.phase_removed)
            card.line_asked.connect(self.line_asked)
            card.line_removed.connect(self.line_removed)
            cards.append(card)
        self._cards.show_cards(cards)
        self.empty.setVisible(not view.phases)
        self.scroller.setVisible(bool(view.phases))
        self.preset.setVisible(bool(view.phases))
        total = tr("{count} phases, {amount} in all", count=len(view.phases), amount=format_yuan(view.check.sum_fen))
        self.total.setText(total if view.phases else "")
