"""What can be done with the budget."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan, MoneyKind
from shopdesk.gui.pages.setup.budget_dialogs import BudgetLineDialog, BudgetPhaseDialog, PresetDialog
from shopdesk.services.setup.budget import SetupBudget

if TYPE_CHECKING:
    from shopdesk.gui.pages.setup.page import SetupPage

_PHASE_DAYS = 60


class BudgetActions(QObject):
    """Connects the budget tab with the service."""

    def __init__(self, page: SetupPage) -> None:
        """Listen to the page's budget tab."""
        super().__init__(page)
        self._page = page
        tab = page.budget
        tab.edited.connect(self._on_edited)
        tab.print_asked.connect(lambda: page.plan_actions.print("budget"))
        cards = tab.phases
        cards.phase_asked.connect(self._on_phase_asked)
        cards.phase_removed.connect(self._on_phase_removed)
        cards.line_asked.connect(self._on_line_asked)
        cards.line_removed.connect(self._on_line_removed)
        cards.preset_asked.connect(self._on_preset_asked)

    @property
    def _service(self) -> SetupBudget:
        return self._page.context.services.setup.budget

    def _on_edited(self, plan: BudgetPlan, was: BudgetPlan) -> None:
        self._page.write(lambda: self._service.save(plan, was))

    def _on_phase_removed(self, phase: BudgetPhase) -> None:
        self._page.write(lambda: self._service.remove_phase(phase.id or 0))

    def _on_line_removed(self, line: BudgetLine) -> None:
        self._page.write(lambda: self._service.remove_line(line.id or 0))

    def _on_phase_asked(self, phase: BudgetPhase | None) -> None:
        today = self._page.context.clock.today()
        blank = BudgetPhase(
            store_id=self._page.context.store_id,
            position=0,
            title="",
            starts_on=today,
            ends_on=today + timedelta(days=_PHASE_DAYS),
        )
        BudgetPhaseDialog(self._page.context, phase or blank).open()

    def _on_line_asked(self, phase: BudgetPhase, line: BudgetLine | None) -> None:
        blank = BudgetLine(
            store_id=self._page.context.store_id, phase_id=phase.id or 0, kind=MoneyKind.GOODS, amount_fen=0
        )
        view = self._page.budget_view
        phases = [money.phase for money in view.phases] if view is not None else [phase]
        BudgetLineDialog(self._page.context, line or blank, phases).open()

    def _on_preset_asked(self) -> None:
        PresetDialog(self._page.context, self._service.presets()).open()
