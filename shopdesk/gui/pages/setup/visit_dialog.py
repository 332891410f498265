"""The form for one visit or upload: where to, when, and which papers are taken along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from shopdesk.domain.setup.nouns import SETUP_VISIT
from shopdesk.domain.setup.records import SetupVisit
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.worded_form import WordedForm
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import SetupBoard
from shopdesk.services.setup.visits import VisitView

_NAME = "setup.visitDialog"
_LINES = 9


class VisitDialog(WordedForm):
    """Edits title, day, what else is taken along, note and papers; papers left as they ship follow the template."""

    def __init__(self, context: PageContext, board: SetupBoard, visit: SetupVisit, view: VisitView | None) -> None:
        """A form for ``visit``; ``view`` is how it is shown now, ``None`` for a new one."""
        title = tr("Edit the visit") if view is not None else tr("New visit")
        shown = {"title": view.title if view else "", "also": view.also if view else ""}
        super().__init__(context, SETUP_VISIT, visit, shown, name=_NAME, title=title)
        self._visits = context.services.setup.visits
        self.add_fields("title", "on_day", "also", "note", values=shown)
        self._stood = tuple(paper.view.document.code for paper in view.papers) if view is not None else ()
        offered = [one for one in board.documents if not one.skipped and one.covered_by is None]
        self.papers = TickList(f"{_NAME}.papers", tr("Papers of the visit"))
        self.papers.populate([(one.document.code, one.title) for one in offered], self._stood)
        self.papers.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        self.form.addRow(tr("Papers"), self.papers)

    def work(self) -> Callable[[], Any]:
        """Keep what differs from what ships."""
        visit = self.worded_record()
        ticked = self.papers.ticked()
        if set(ticked) != set(self._stood) or visit.own:
            # In the order in which they stood, new ones behind.
            kept = [code for code in self._stood if code in ticked]
            visit = replace(visit, papers=(*kept, *(code for code in ticked if code not in kept)))
        return lambda: self._visits.save(visit)
