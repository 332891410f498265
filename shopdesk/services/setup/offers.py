"""What the shipped template has that a store's list does not: offered one by one, taken or left.

What the owner added, worded, noted or decided stays as it is whatever is taken. What was left or removed is not offered
again, as long as the store keeps its type.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.records import (
    DocumentState,
    SetupDocument,
    SetupPlan,
    SetupStep,
    StepState,
)
from shopdesk.domain.setup.rules import check_waits
from shopdesk.domain.setup.template import (
    SetupTemplate,
    TemplateDocument,
    TemplateStep,
    seed_clocks,
    seed_documents,
    seed_steps,
)
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.standing import standings_of
from shopdesk.services.setup.templates import Words, template_for, template_of, worded
from shopdesk.storage.repositories.setup import SetupClocks, SetupDocuments, SetupPlans, SetupSteps
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.unit_of_work import UnitOfWork


class OfferKind(StrEnum):
    """What would come, or what the template no longer has."""

    STEP = "step"
    DOCUMENT = "document"
    CLOCK = "clock"
    STEP_GONE = "step gone"
    DOCUMENT_GONE = "document gone"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to take or leave. ``why`` says why it would be there; a thing that goes says whether it becomes own."""

    kind: OfferKind
    code: str
    title: str
    why: str


def offer_words(offer: Offer) -> Text:
    """What is offered, in a line."""
    title = offer.title
    return {
        OfferKind.STEP: Text("New step: {title}", title=title),
        OfferKind.DOCUMENT: Text("New paper: {title}", title=title),
        OfferKind.CLOCK: Text("New time limit: {title}", title=title),
        OfferKind.STEP_GONE: Text("Step no longer shipped: {title}", title=title),
        OfferKind.DOCUMENT_GONE: Text("Paper no longer shipped: {title}", title=title),
    }[offer.kind]


def leave_out(uow: UnitOfWork, gone: SetupStep | SetupDocument) -> None:
    """Remember that a shipped step or document was removed, so that it is not offered as new."""
    plans = uow.repository(SetupPlans)
    plan = plans.of(gone.store_id)
    if plan is not None and not gone.own:
        plans.update(replace(plan, left_out=_more(plan, [gone.code])))


class SetupOffers:
    """Compares a store's list with its template of today and takes over what the owner wants."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def of(self, store_id: int) -> list[Offer]:
        """What is new or gone, in the order of the template."""
        with self._ctx.read() as uow:
            plan, template = _plan(uow, store_id)
            if plan is None:
                return []
            return _offers(
                plan,
                template,
                uow.repository(SetupSteps).of(store_id),
                uow.repository(SetupDocuments).of(store_id),
                {clock.code for clock in uow.repository(SetupClocks).of(store_id)},
            )

    def take(self, store_id: int, codes: Collection[str]) -> None:
        """Take over what stands in ``codes`` and leave the rest; the store has the template of today from then on.

        New steps are linked as they ship, unless steps would wait for each other by it. What goes and has anything
        entered by a person becomes the owner's own.

        Raises:
            UserError: the new steps wait for each other; the circle is named.
        """
        with self._ctx.open_uow(Text("New things of the template taken over")) as uow:
            plan, template = _plan(uow, store_id)
            if plan is None:
                return
            old = Words(template_of(plan))
            offered = _offers(
                plan,
                template,
                uow.repository(SetupSteps).of(store_id),
                uow.repository(SetupDocuments).of(store_id),
                {clock.code for clock in uow.repository(SetupClocks).of(store_id)},
            )
            taken = {one.code for one in offered} & set(codes)
            self._take_documents(uow, template, old, store_id, taken)
            self._take_steps(uow, template, old, store_id, taken)
            if plan.template != template.code:
                _align(uow, template, store_id)
            clocks = uow.repository(SetupClocks)
            known = {clock.code for clock in clocks.of(store_id)}
            clocks.add_all(one for one in seed_clocks(template, store_id) if one.code in taken - known)
            left = [one.code for one in offered if one.code not in taken]
            kept = replace(plan, left_out=()) if plan.template != template.code else plan
            plans = uow.repository(SetupPlans)
            plans.update(
                replace(
                    kept,
                    template=template.code,
                    template_version=template.version,
                    left_out=_more(kept, left),
                )
            )
            uow.commit()

    def _take_documents(
        self, uow: UnitOfWork, template: SetupTemplate, old: Words, store_id: int, taken: Collection[str]
    ) -> None:
        papers = uow.repository(SetupDocuments)
        kept = {document.code: document for document in papers.of(store_id)}
        fresh = {document.code: document for document in seed_documents(template, store_id)}
        for code, document in kept.items():
            if code in fresh or code not in taken:
                continue
            if _untouched(document):
                papers.remove(document.id or 0)
            else:
                title, hint = old.document(document)
                papers.update(replace(document, title=title, hint=hint, own=True, covered_by=None))
        papers.add_all(document for code, document in fresh.items() if code in taken and code not in kept)

    def _take_steps(
        self, uow: UnitOfWork, template: SetupTemplate, old: Words, store_id: int, taken: Collection[str]
    ) -> None:
        steps = uow.repository(SetupSteps)
        kept = {step.code: step for step in steps.of(store_id)}
        fresh = {step.code: step for step in seed_steps(template, store_id)}
        for code, step in kept.items():
            if code in fresh or code not in taken:
                continue
            if _untouched(step):
                steps.remove(step.id or 0)
            else:
                title, what, why = old.step(step)
                steps.update(replace(step, title=title, what=what, why=why, own=True))
        new = [step for code, step in fresh.items() if code in taken and code not in kept]
        titles = {step.code: old.step(step)[0] for step in kept.values()}
        titles |= {step.code: Words(template).step(step)[0] for step in new}
        for step in new:
            check_waits(step, [*kept.values(), *new], titles)
        steps.add_all(new)
        _link(uow, store_id, fresh, taken, titles)


def _link(
    uow: UnitOfWork, store_id: int, fresh: dict[str, SetupStep], taken: Collection[str], titles: dict[str, str]
) -> None:
    """Have shipped steps wait for the new ones as they ship; a link that would close a circle is left."""
    steps = uow.repository(SetupSteps)
    for step in steps.of(store_id):
        ships = fresh.get(step.code)
        if ships is None or step.own or step.code in taken:
            continue
        waits = tuple(code for code in ships.waits_for if code in taken and code not in step.waits_for)
        papers = tuple(code for code in ships.documents if code in taken and code not in step.documents)
        if not waits and not papers:
            continue
        linked = replace(step, waits_for=(*step.waits_for, *waits), documents=(*step.documents, *papers))
        try:
            check_waits(linked, steps.of(store_id), titles)
        except UserError:
            linked = replace(linked, waits_for=step.waits_for)
        if linked != step:
            steps.update(linked)


def _align(uow: UnitOfWork, template: SetupTemplate, store_id: int) -> None:
    """Have shipped steps and documents hang together as the other type of store has it; own links stay."""
    steps, papers = uow.repository(SetupSteps), uow.repository(SetupDocuments)
    kept = {step.code: step for step in steps.of(store_id)}
    own = {code for code, step in kept.items() if step.own}
    own |= {document.code for document in papers.of(store_id) if document.own}
    for ships in seed_steps(template, store_id):
        step = kept.get(ships.code)
        if step is None or step.own:
            continue
        waits = (*ships.waits_for, *(code for code in step.waits_for if code in own))
        documents = (*ships.documents, *(code for code in step.documents if code in own))
        aligned = replace(step, phase=ships.phase, waits_for=waits, documents=documents)
        if aligned != step:
            steps.update(aligned)
    fresh = {document.code: document for document in seed_documents(template, store_id)}
    for document in papers.of(store_id):
        same = fresh.get(document.code)
        if same is not None and (same.covered_by, same.position) != (document.covered_by, document.position):
            papers.update(replace(document, covered_by=same.covered_by, position=same.position))


def _plan(uow: UnitOfWork, store_id: int) -> tuple[SetupPlan | None, SetupTemplate]:
    store = uow.repository(Stores).get(store_id)
    return uow.repository(SetupPlans).of(store_id), template_for(store.platform, store.store_type)


def _offers(
    plan: SetupPlan,
    template: SetupTemplate,
    steps: Sequence[SetupStep],
    documents: Sequence[SetupDocument],
    clocks: set[str],
) -> list[Offer]:
    left = set(plan.left_out) if plan.template == template.code else set()
    standings = standings_of(plan, template)
    old = Words(template_of(plan))
    have = {step.code for step in steps} | {document.code for document in documents} | clocks | left
    found: list[Offer] = []
    shipped: list[tuple[OfferKind, TemplateStep | TemplateDocument]] = [
        *((OfferKind.STEP, step) for step in template.steps),
        *((OfferKind.DOCUMENT, document) for document in template.documents),
    ]
    found += [
        Offer(kind, entry.code, worded(entry.title), tr(standings.shipped(entry).why))
        for kind, entry in shipped
        if entry.code not in have
    ]
    found += [
        Offer(OfferKind.CLOCK, entry.code, worded(entry.title), worded(entry.consequence))
        for entry in template.clocks
        if entry.code not in have
    ]
    ships = {entry.code for _kind, entry in shipped} | left
    found += [
        Offer(OfferKind.STEP_GONE, step.code, old.step(step)[0], _parting(step))
        for step in steps
        if step.code not in ships and not step.own
    ]
    found += [
        Offer(OfferKind.DOCUMENT_GONE, document.code, old.document(document)[0], _parting(document))
        for document in documents
        if document.code not in ships and not document.own
    ]
    return found


def _parting(record: SetupStep | SetupDocument) -> str:
    if _untouched(record):
        return tr("nothing was entered: it is removed")
    return tr("it becomes your own, with all that was entered")


def _untouched(record: SetupStep | SetupDocument) -> bool:
    if record.own or record.wanted or record.note or record.owner or record.due_on is not None:
        return False
    if isinstance(record, SetupStep):
        return record.state is StepState.NOT_STARTED
    return not record.decided and record.state is DocumentState.MISSING and record.expires_on is None


def _more(plan: SetupPlan, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*plan.left_out, *codes]))
