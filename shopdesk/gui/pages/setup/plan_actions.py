"""What can be done with the plan as a whole: opening day, due dates, template, time limits, printing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from shopdesk.domain.setup.records import SetupClock
from shopdesk.gui.pages.setup.clock_dialog import ClockDialog
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget_paid import PaidView
from shopdesk.services.setup.views import ClockView

if TYPE_CHECKING:
    from shopdesk.gui.pages.setup.page import SetupPage


class PlanActions(QObject):
    """Connects header and time limits with the service."""

    def __init__(self, page: SetupPage) -> None:
        """Listen to the page's header, notice and time limits."""
        super().__init__(page)
        self._page = page
        page.header.fill_asked.connect(self.fill_due_dates)
        page.header.print_asked.connect(self.print)
        page.header.opening_set.connect(self._on_opening_set)
        page.follow.clicked.connect(self._on_offers)
        page.ask.clicked.connect(self.ask)
        page.header.questions_asked.connect(self.ask)
        page.clocks.opened.connect(self._on_clock_opened)

    def fill_due_dates(self) -> None:
        """Give every open step without a due date the end of its slot."""
        page = self._page
        setup, history, store_id = page.context.services.setup, page.context.services.history, page.context.store_id

        def say(count: int) -> None:
            if count:
                page.context.messages.success(
                    tr(
                        "{count} steps got a due date: each the day on which it is done if all open steps take their "
                        "typical time from today on, one after what it waits for.",
                        count=count,
                    ),
                    tr("Undo"),
                    lambda: page.write(history.undo),
                )
            else:
                page.context.messages.info(tr("Every open step has a due date already."))

        page.write(lambda: setup.fill_due_dates(store_id), done=say)

    def _on_opening_set(self, day: date | None) -> None:
        page = self._page
        setup, history, store_id = page.context.services.setup, page.context.services.history, page.context.store_id

        def say(moved: int) -> None:
            if moved:
                page.context.messages.success(
                    tr("{count} due dates of what is not done moved with the opening day.", count=moved),
                    tr("Undo"),
                    lambda: page.write(history.undo),
                )

        if page.board is not None:
            page.write(lambda: setup.set_opening(store_id, day), done=say)

    def ask(self) -> None:
        """Open the form with the questions that decide the list."""
        page = self._page
        if page.board is not None:
            from shopdesk.gui.pages.setup.questions_dialog import QuestionsDialog

            QuestionsDialog(page.context, page.board).open()

    def _on_offers(self) -> None:
        from shopdesk.gui.pages.setup.offers_dialog import OffersDialog

        OffersDialog(self._page.context, self._page.offers).open()

    def _on_clock_opened(self, view: ClockView | None) -> None:
        clocks, store_id = self._page.context.services.setup.clocks, self._page.context.store_id
        if view is None:
            self._page.write(lambda: clocks.new(store_id), done=lambda blank: self._open_clock(blank, None))
        else:
            self._open_clock(view.reading.clock, view)

    def _open_clock(self, clock: SetupClock, view: ClockView | None) -> None:
        if self._page.board is not None:
            ClockDialog(self._page.context, self._page.board, clock, view).open()

    def print(self, sheet: str = "") -> None:
        """Open the dialog that prints checklist, papers, fees and budget; ``sheet`` is the one chosen at first."""
        page = self._page
        if page.board is None or page.fee_view is None:
            return
        if page.budget_view is None:
            self._print(None, "")  # to whom the budget is closed it is no sheet either
            return
        paid, store_id = page.context.services.setup.budget.paid, page.context.store_id
        page.context.tasks.database(
            lambda: paid.view(store_id), done=lambda found: self._print(found, sheet), owner=self
        )

    def _print(self, paid: PaidView | None, sheet: str) -> None:
        page = self._page
        if page.board is None or page.fee_view is None:
            return
        from shopdesk.gui.pages.setup.print_dialog import SetupPrintDialog

        dialog = SetupPrintDialog(page.context, page.board, page.fee_view, page.budget_view, page.visits, paid)
        if sheet:
            dialog.choose_sheet(sheet)
        dialog.open()
