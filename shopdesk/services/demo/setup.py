"""The sample store's setup: opened long ago, things of the growing phase still to do, one late, a licence to renew.

The questions are answered, every step has somebody in charge and a day, the papers have scans, the next visit is half
packed and the money is planned, so that a newcomer sees what the page is for.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import timedelta

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.setup.answers import Answers, Brand, Holder, Mark, Producer
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan, MoneyKind
from shopdesk.domain.setup.records import DocumentState, StepState
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.services.attachments import Pasted
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.services.setup.budget_paid import blank_payment
from shopdesk.services.setup.questions import answered
from shopdesk.services.setup.standing import standings_of
from shopdesk.services.setup.templates import template_of
from shopdesk.storage.repositories.setup import SetupDocuments, SetupPlans, SetupSteps

_STILL_TO_DO = 4
_SCANNED = 5
_PREPARED = timedelta(days=75)
_LATE = timedelta(days=3)
_ANSWERS = Answers(
    brand=Brand.OWN, producer=Producer.FACTORY, mark=Mark.REGISTERED, sells="other", holder=Holder.COMPANY
)
_VISIT, _VISIT_DAYS, _PACKED = "visit.platform", timedelta(days=9), 4


def advance_setup(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Tick off all steps but the last few, approve the documents, attach scans and plan the money."""
    store_id = store.id or 0
    nouns.setup.start(store)
    opened = plan.shape.first
    with ctx.open_uow(Text("Sample setup brought to today")) as uow:
        plans = uow.repository(SetupPlans)
        own = plans.of(store_id)
        if own is not None:
            own = answered(replace(own, started_on=opened - _PREPARED, opening_on=opened), _ANSWERS)
            plans.update(own)
        steps = uow.repository(SetupSteps)
        every = steps.of(store_id)
        standings = standings_of(own, template_of(own)) if own is not None else None
        if standings is not None:
            every = standings.steps(every)
        for number, step in enumerate(every):
            left = len(every) - number
            step = replace(step, owner=plan.by_role(plan.setup_owners.get(step.phase, "")))
            if left > _STILL_TO_DO:
                done = opened - timedelta(days=min(70, left))
                # Most in time, every seventh two days late, as it goes.
                due = done + timedelta(days=2 if number % 7 else -2)
                steps.update(replace(step, state=StepState.DONE, done_on=done, due_on=due))
            else:
                state = StepState.DOING if left == _STILL_TO_DO else step.state
                due = plan.today + timedelta(days=5 + 7 * (_STILL_TO_DO - left))
                if state is StepState.DOING:
                    due = plan.today - _LATE
                steps.update(replace(step, state=state, due_on=due))
        documents = uow.repository(SetupDocuments)
        papers = documents.of(store_id)
        if standings is not None:
            papers = standings.documents(papers)
        for number, document in enumerate(papers):
            if document.covered_by:
                continue
            expires = plan.today + timedelta(days=45 if number == 3 else 400 + number * 20)
            owner = plan.by_role(plan.setup_owners["papers"])
            due = opened - timedelta(days=60 - 2 * min(number, 25))
            documents.update(
                replace(document, state=DocumentState.APPROVED, expires_on=expires, owner=owner, due_on=due)
            )
        uow.commit()
    _attach_scans(nouns, store_id)
    _pack(nouns, store_id, plan)
    _plan_money(nouns, store_id, plan)


def _attach_scans(nouns: Nouns, store_id: int) -> None:
    """Blank sheets in place of scans, for the first papers that were handed in."""
    papers = [view for view in nouns.setup.board(store_id).documents if view.document.state is DocumentState.APPROVED]
    for number, view in enumerate(papers[:_SCANNED]):
        name = f"{view.title}.png".replace("/", "-")
        nouns.setup.documents.attach(view.document.id or 0, Pasted(name, blank_sheet(number)))


def _pack(nouns: Nouns, store_id: int, plan: SamplePlan) -> None:
    """Some papers of the next upload lie ready: the renewed licence and test report go to the platform."""
    visits = nouns.setup.visits
    view = next(one for one in visits.of(nouns.setup.board(store_id)) if one.visit.code == _VISIT)
    codes = tuple(paper.view.document.code for paper in view.papers[:_PACKED])
    visits.save(replace(view.visit, packed=codes, on_day=plan.today + _VISIT_DAYS))


def _plan_money(nouns: Nouns, store_id: int, plan: SamplePlan) -> None:
    budget = nouns.setup.budget
    total = sum(line.amount for phase in plan.budget for line in phase.lines)
    budget.save(
        BudgetPlan(
            store_id=store_id,
            stated_total_fen=total,
            start_money_fen=plan.budget_start,
            fixed_month_fen=plan.fixed_month,
        )
    )
    for phase in plan.budget:
        kept = budget.save_phase(
            BudgetPhase(
                store_id=store_id,
                position=0,
                title=phase.title,
                starts_on=phase.start,
                ends_on=phase.end,
                month_target_fen=phase.target,
            )
        )
        for line in phase.lines:
            budget.save_line(
                BudgetLine(
                    store_id=store_id,
                    phase_id=kept.id or 0,
                    kind=MoneyKind(line.kind),
                    amount_fen=line.amount,
                    returns_on=line.returns,
                    statement_kind=LineKind(line.ruled) if line.ruled else None,
                )
            )


def pay_budget(nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """What was paid of the budget: the deposit as the statement has it, the bills of the opening as they were typed."""
    paid = nouns.setup.budget.paid
    rows = paid.view(store.id or 0).lines
    for row, line in zip(rows, [line for phase in plan.budget for line in phase.lines], strict=True):
        if line.paid is not None:
            paid.keep(replace(blank_payment(row.line, row.day), amount_fen=line.paid))
        if line.picked:
            offered = paid.offered(store.id or 0, row.line)
            paid.pick(row.line, [one for one in offered if one.kind is LineKind(line.picked)])


def blank_sheet(number: int) -> bytes:
    """A grey picture of an empty sheet as PNG; ``number`` makes it differ from the others."""
    width, height = 210, 297
    edge, paper, line = b"\x90", b"\xf7", b"\xc8"
    rows = []
    for place in range(height):
        ruled = place > 30 and place % (18 + number) == 0 and place < height - 30
        ink = line if ruled else paper
        inner = paper * 20 + ink * (width - 42) + paper * 20
        rows.append(b"\0" + (edge * width if place in (0, height - 1) else edge + inner + edge))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
