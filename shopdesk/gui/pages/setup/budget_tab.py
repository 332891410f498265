"""The tab with the money of the plan: phases, lines and cash on the left, what follows from them on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.gui.pages.setup.budget_cash import BudgetCashView
from shopdesk.gui.pages.setup.budget_lines import BudgetLinesPart
from shopdesk.gui.pages.setup.budget_phases import BudgetPhasesView
from shopdesk.gui.pages.setup.budget_summary import BudgetSummary
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget import BudgetView

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class BudgetTab(QWidget):
    """Assembles the parts and the summary; the wishes of the cards go out through the tab's signals."""

    edited = Signal(object, object)
    print_asked = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self.summary = BudgetSummary()
        self.phases = BudgetPhasesView()
        self.cash = BudgetCashView(context.theme)
        self.tabs = PartTabs("setup.budget.parts", tr("Budget"), titles("setup", "budget"), keys=False)
        self.tabs.add("phases", lambda: self.phases, gap=6)
        self.tabs.add("lines", lambda: BudgetLinesPart(context), gap=6)
        self.tabs.add("cash", lambda: VerticalScroll(self.cash), gap=6)
        for name in ("phases", "cash"):
            self.tabs.part(name)
        self.empty = self.phases.empty
        self.summary.setMinimumWidth(344)
        self.summary.edited.connect(self.edited)
        self.summary.print_asked.connect(self.print_asked)
        self.cash.edited.connect(self.edited)
        right = VerticalScroll(self.summary)
        # The list has many columns: on a small screen its figures would lie out of view beside the summary.
        self.tabs.opened.connect(lambda name: right.setVisible(name != "lines"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(SplitView(self.tabs, right, (3, 2)))

    def populate(self, view: BudgetView) -> None:
        """Show a budget."""
        self.phases.populate(view)
        self.cash.populate(view)
        self.summary.populate(view)
