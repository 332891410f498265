"""The sample store's setup: opened long ago, a few things of the growing phase still to do, a licence to renew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shopdesk.domain.setup.records import DocumentState, StepState
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.repositories.setup import SetupDocuments, SetupPlans, SetupSteps

_STILL_TO_DO = 4


def advance_setup(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Tick off all steps but the last few and approve the documents."""
    store_id = store.id or 0
    nouns.setup.start(store)
    opened = plan.shape.first
    with ctx.open_uow(Text("Sample setup brought to today")) as uow:
        plans = uow.repository(SetupPlans)
        own = plans.of(store_id)
        if own is not None:
            plans.update(replace(own, started_on=opened - timedelta(days=75)))
        steps = uow.repository(SetupSteps)
        every = steps.of(store_id)
        for number, step in enumerate(every):
            left = len(every) - number
            if left > _STILL_TO_DO:
                steps.update(replace(step, state=StepState.DONE, done_on=opened - timedelta(days=min(70, left))))
            elif left == _STILL_TO_DO:
                owner = plan.staff[0].name
                steps.update(replace(step, state=StepState.DOING, owner=owner, due_on=plan.today + timedelta(days=5)))
        documents = uow.repository(SetupDocuments)
        for number, document in enumerate(documents.of(store_id)):
            if document.covered_by or document.state is DocumentState.NOT_NEEDED:
                continue
            expires = plan.today + timedelta(days=45 if number == 3 else 400 + number * 20)
            documents.update(replace(document, state=DocumentState.APPROVED, expires_on=expires))
        uow.commit()
