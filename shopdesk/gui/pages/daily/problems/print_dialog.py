"""Printing the open problems in view, in one of two orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.paper.daily import Leaf
from shopdesk.gui.paper.problems import set_problems
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.infra.i18n import tr
from shopdesk.reporting.problem_list import ProblemPaper, problem_paper


class ProblemPrintDialog(PrintDialog):
    """Shows the list, prints it or saves it as PDF."""

    def __init__(self, context: PageContext, problems: Sequence[Problem], loaded: Loaded, wanted: str) -> None:
        """The list of these problems; ``wanted`` says in words what they were narrowed down to."""

        def in_order(*, by_owner: bool) -> Callable[[], list[Leaf]]:
            def pages() -> list[Leaf]:
                self.paper: ProblemPaper = problem_paper(
                    problems,
                    store=context.store.name,
                    today=loaded.today,
                    by_owner=by_owner,
                    wanted=wanted,
                    item_name=loaded.item_name,
                )
                return set_problems(self.paper)

            return pages

        title = tr("Open problems {day}", day=loaded.today.isoformat())
        offered = (
            Printable("byUrgency", tr("The most urgent first"), title, in_order(by_owner=False)),
            Printable("byOwner", tr("By follow-up owner"), title, in_order(by_owner=True)),
        )
        super().__init__(
            context, "problemPrint", tr("Print the open problems"), offered, tr("Order", context="of a list")
        )
