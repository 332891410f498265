"""Papers to bring: one page for each visit or upload, with what lies ready and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopdesk.domain.fields import FieldError
from shopdesk.domain.setup.nouns import SETUP_VISIT
from shopdesk.domain.setup.records import SetupVisit
from shopdesk.domain.setup.template import TemplateVisit
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.standing import standings_of
from shopdesk.services.setup.templates import Words, template_of
from shopdesk.services.setup.views import DocumentView, SetupBoard
from shopdesk.storage.repositories.setup import SetupVisits as Visits


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper of one visit; ``packed``: it lies ready there."""

    view: DocumentView
    packed: bool


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit as it is shown. ``because``: why it takes place, or why it does not."""

    visit: SetupVisit
    title: str
    also: str
    because: str
    applies: bool
    papers: tuple[PaperView, ...]

    @property
    def ready(self) -> int:
        """How many papers lie ready."""
        return sum(paper.packed for paper in self.papers)


class SetupVisits:
    """Visits of a store: those of the template, as far as the owner touched them, and own ones."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def of(self, board: SetupBoard) -> list[VisitView]:
        """The visits of a board, those that do not take place last."""
        with self._ctx.read() as uow:
            kept = {visit.code: visit for visit in uow.repository(Visits).of(board.store.id or 0)}
        template = template_of(board.plan)
        words = Words(template)
        standings = standings_of(board.plan, template)
        shipped = {visit.code: visit for visit in template.visits}
        found = []
        for number, entry in enumerate(template.visits, start=1):
            visit = kept.get(entry.code) or SetupVisit(
                store_id=board.store.id or 0, code=entry.code, position=number * 10
            )
            standing = standings.shipped(entry)
            found.append(_view(visit, entry, board, words, standing.applies, tr(standing.why)))
        found += [
            _view(visit, None, board, words, True, tr("you added it"))
            for visit in kept.values()
            if visit.code not in shipped
        ]
        return sorted(found, key=lambda one: (not one.applies, one.visit.position))

    def pack(self, visit: SetupVisit, document: str, *, packed: bool) -> None:
        """Tick a paper of a visit off, or take the tick away."""
        codes = [code for code in visit.packed if code != document]
        reason = Text("Paper put ready") if packed else Text("Paper taken out again")
        self._keep(replace(visit, packed=(*codes, document) if packed else tuple(codes)), reason)

    def save(self, visit: SetupVisit) -> SetupVisit:
        """Keep a new or edited visit.

        Raises:
            UserError: an own visit has no title, or a field is beyond its limits.
        """
        if visit.own and not (visit.title or "").strip():
            raise FieldError(SETUP_VISIT.field("title"), Text("Say where the papers go."))
        return self._keep(SETUP_VISIT.tidy(visit), Text("Papers to bring edited"))

    def new(self, store_id: int) -> SetupVisit:
        """A blank own visit, not kept yet, with a code that is free in the store."""
        with self._ctx.read() as uow:
            visits = uow.repository(Visits).of(store_id)
        taken = {visit.code for visit in visits}
        number = 1
        while f"visit.own.{number}" in taken:
            number += 1
        last = max((visit.position for visit in visits if visit.own), default=1000)
        return SetupVisit(
            store_id=store_id, code=f"visit.own.{number}", position=last + 10, title="", papers=(), own=True
        )

    def remove(self, visit_id: int) -> None:
        """Remove an own visit, or bring a shipped one back to how it ships."""
        with self._ctx.open_uow(Text("Papers to bring removed")) as uow:
            uow.repository(Visits).remove(visit_id)
            uow.commit()

    def _keep(self, visit: SetupVisit, reason: Text) -> SetupVisit:
        with self._ctx.open_uow(reason) as uow:
            visits = uow.repository(Visits)
            visit = visits.add(visit) if visit.id is None else visits.update(visit)
            uow.commit()
        return visit


def _view(
    visit: SetupVisit, entry: TemplateVisit | None, board: SetupBoard, words: Words, applies: bool, why: str
) -> VisitView:
    title, also = words.visit(visit)
    codes: Sequence[str] = visit.papers if visit.papers is not None else entry.papers if entry is not None else ()
    views = (board.document(code) for code in codes)
    # A paper that another one contains is not carried along; one that is not needed is not asked for.
    papers = tuple(
        PaperView(view, view.document.code in visit.packed)
        for view in views
        if view is not None and not view.skipped and view.covered_by is None
    )
    return VisitView(visit, title, also, why, applies, papers)
