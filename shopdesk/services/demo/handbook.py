"""The sample store's handbook, standing tasks and inspection round, partly looked at, learned, done, walked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shopdesk.domain.daily.inspections import InspectionRound
from shopdesk.domain.daily.standing_tasks import StandingDone, due_within
from shopdesk.domain.handbook.records import HandbookKind
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import current_language, pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.queries.handbook import count_use
from shopdesk.storage.repositories.standing import StandingDones, StandingTasks

_DAYS = 60
_OLD_DAYS = 220
_EVERY_FOURTH = 4
_TASK_DAYS = 70
_ROUND_DAYS = 7
_WALKS = 3
_PLACES_ZH = ("店招", "导航", "主视觉", "优惠券", "爆款区", "商品页首屏")
_PLACES_EN = ("Sign", "Navigation", "Main visual", "Coupons", "Best sellers", "First screen of a product")


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
    _add_tasks(ctx, nouns, store_id, plan)
    _add_round(nouns, store_id, plan)


def _add_tasks(ctx: ServiceContext, nouns: Nouns, store_id: int, plan: SamplePlan) -> None:
    """What ships, begun ten weeks ago; all of it done but the newest turn of some."""
    nouns.standing.take_shipped(store_id)
    began = plan.today - timedelta(days=_TASK_DAYS)
    owners = [one.label for one in nouns.people.active(store_id, plan.today)]
    with ctx.open_uow("") as uow:
        tasks, done = uow.repository(StandingTasks), uow.repository(StandingDones)
        for place, task in enumerate(tasks.of_store(store_id)):
            owner = owners[place % len(owners)] if owners else ""
            begun = tasks.update(replace(task, start=began, owner=owner))
            turns = list(due_within(begun, Period(began, plan.today)))
            done.add_all(
                StandingDone(store_id=store_id, task_id=begun.id or 0, due_on=due, done_on=due, who=owner)
                for due in (turns[:-1] if place % 2 else turns)
                if due < plan.today
            )
        uow.commit()


def _add_round(nouns: Nouns, store_id: int, plan: SamplePlan) -> None:
    """The pages of the shop, walked three times."""
    places = _PLACES_ZH if current_language() == "zh_CN" else _PLACES_EN
    walked = nouns.inspections.keep(
        InspectionRound(
            store_id=store_id, name=pick("店铺页面", "Pages of the shop"), places="\n".join(places), every=_ROUND_DAYS
        )
    )
    for turn in range(_WALKS):
        day = plan.today - timedelta(days=1 + _ROUND_DAYS * (_WALKS - 1 - turn))
        for number, place in enumerate(places):
            points = min(walked.best, 3 + (turn + number) % 3)
            nouns.inspections.mark(walked.id or 0, day, place, points=points)
