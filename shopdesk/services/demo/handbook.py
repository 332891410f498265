"""The sample store's handbook: what ships, partly looked at, copied for two months, and learned by some."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shopdesk.domain.handbook.records import HandbookKind
from shopdesk.domain.stores import Store
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.queries.handbook import count_use

_DAYS = 60
_OLD_DAYS = 220
_EVERY_FOURTH = 4


def add_handbook(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Take what ships; call it when the team is there."""
    store_id, today = store.id or 0, plan.today
    nouns.handbook.take_shipped(store_id)
    entries = nouns.handbook.entries(store_id)
    for place, entry in enumerate(entries):
        if place % _EVERY_FOURTH == 1:
            continue  # nobody looked at it yet
        looked = today - timedelta(days=_OLD_DAYS if place % _EVERY_FOURTH == 2 else 3 * place)
        nouns.handbook.keep(replace(entry, checked_on=looked))
    entries = nouns.handbook.entries(store_id)
    answers = [one for one in entries if one.kind in (HandbookKind.ANSWER, HandbookKind.GREETING)]
    with ctx.open_uow("") as uow:
        for back in range(1, _DAYS + 1):
            for place, entry in enumerate(answers):
                if (back + place) % (place + 2) == 0:
                    count_use(uow.connection, store_id, entry.id or 0, today - timedelta(days=back))
        uow.make_lasting()
    people = nouns.people.active(store_id, today)
    for place, entry in enumerate(one for one in entries if one.kind is not HandbookKind.PLATFORM):
        known = [one.id or 0 for number, one in enumerate(people) if (number + place) % (2 + place % 3) == 0]
        nouns.handbook.learn(entry, known)
