"""Printing the setup: the opening checklist, the list of papers, fees and budget; the money also as a workbook."""

from __future__ import annotations

from functools import partial

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import html_pages
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.fees import FeeView
from shopdesk.services.setup.money_paper import money_facts
from shopdesk.services.setup.views import SetupBoard
from shopdesk.services.setup.wording import checklist_html, documents_html


class SetupPrintDialog(PrintDialog):
    """What the setup page shows, on paper."""

    def __init__(self, context: PageContext, board: SetupBoard, fees: FeeView, budget: BudgetView | None) -> None:
        """A dialog on what the page shows now."""
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
        super().__init__(context, "setupPrint", tr("Print the setup"), printables)
        self.excel_button = button("setupPrint.excel", tr("Fees and budget to Excel…"), self.save_workbook)
        self.more_buttons.addWidget(self.excel_button)

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
