"""Printing the setup: checklist, papers, papers to bring, fees and budget; the money also as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import each_on_its_page, html_pages
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.budget_paid import PaidView
from shopdesk.services.setup.budget_paper import budget_facts, budget_html
from shopdesk.services.setup.fees import FeeView
from shopdesk.services.setup.money_paper import money_facts
from shopdesk.services.setup.views import SetupBoard
from shopdesk.services.setup.visits import VisitView
from shopdesk.services.setup.wording import bring_facts, checklist_html, documents_html


class SetupPrintDialog(PrintDialog):
    """What the setup page shows, on paper."""

    def __init__(
        self,
        context: PageContext,
        board: SetupBoard,
        fees: FeeView,
        budget: BudgetView | None,
        visits: Sequence[VisitView],
        paid: PaidView | None = None,
    ) -> None:
        """A dialog on what the page shows now; ``paid`` is what was paid of the budget."""
        from shopdesk.reporting.setup_bring import bring_sheets
        from shopdesk.reporting.setup_money import money_html

        self._facts = money_facts(board, fees, budget)
        store = board.store.name
        sheets = (
            ("checklist", tr("Opening checklist"), checklist_html(board)),
            ("documents", tr("Documents"), documents_html(board)),
            ("money", tr("Fees and budget"), money_html(self._facts)),
        )
        printables = [
            Printable(name, label, f"{label} {store}", partial(html_pages, html, title=f"{label} · {store}"))
            for name, label, html in sheets
        ]
        label = tr("Papers to bring")
        taken = partial(each_on_its_page, bring_sheets(bring_facts(board, visits)), title=f"{label} · {store}")
        printables.insert(2, Printable("bring", label, f"{label} {store}", taken))
        self._budget = None
        if budget is not None and paid is not None:
            self._budget = budget_facts(store, board.today, budget, paid)
            label = tr("Budget")
            pages = partial(html_pages, budget_html(self._budget), title=f"{label} · {store}")
            printables.append(Printable("budget", label, f"{label} {store}", pages))
        super().__init__(context, "setupPrint", tr("Print the setup"), printables)
        self.excel_button = button("setupPrint.excel", tr("Fees and budget to Excel…"), self.save_workbook)
        self.more_buttons.addWidget(self.excel_button)
        self.budget_button = button("setupPrint.budgetExcel", tr("Budget to Excel…"), self.save_budget)
        self.budget_button.setVisible(self._budget is not None)
        self.more_buttons.addWidget(self.budget_button)

    def choose_sheet(self, name: str) -> None:
        """Show another sheet, by its name."""
        number = next(number for number, one in enumerate(self._printables) if one.name == name)
        self.choices.button(number).setChecked(True)
        self.populate()

    def save_workbook(self) -> None:
        """Ask for a file and save fees and budget as a workbook."""
        from shopdesk.reporting.setup_money import write_money_workbook

        title = f"{tr('Fees and budget')} {self._facts.store}"
        save_file(
            self._context,
            self,
            title=tr("Save as Excel"),
            suggested=title,
            kind=FileKind.WORKBOOK,
            write=lambda target: write_money_workbook(self._facts, target),
            working=tr("Writing the workbook"),
            done=lambda _target: self.accept(),
        )

    def save_budget(self) -> None:
        """Ask for a file and save the budget as a workbook that reckons by itself."""
        from shopdesk.reporting.budget_book import write_budget_workbook

        facts = self._budget
        if facts is None:
            return
        save_file(
            self._context,
            self,
            title=tr("Save as Excel"),
            suggested=f"{tr('Budget')} {facts.store}",
            kind=FileKind.WORKBOOK,
            write=lambda target: write_budget_workbook(facts, target),
            working=tr("Writing the workbook"),
            done=lambda _target: self.accept(),
        )
