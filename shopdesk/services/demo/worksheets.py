"""The sample store's filled worksheets of the last months, with the problems they left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from shopdesk.domain.daily.checklist import AnswerKind, Form, Item
from shopdesk.domain.daily.day_forms import NORMAL
from shopdesk.domain.daily.problems import Problem, ProblemState, Severity
from shopdesk.domain.daily.worksheet import Answer, Result, Worksheet
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.daily.day_forms import DayForms
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.queries.bulk_records import insert_records
from shopdesk.storage.repositories.daily import Answers, Problems, Worksheets
from shopdesk.storage.unit_of_work import UnitOfWork

_DAYS = 150
_FAIL = 0.012
_SKIPPED = 0.02
_DAY_OFF = 0.03
_STILL_OPEN_DAYS = 3

# What goes wrong with which item, in both languages.
_TROUBLE = {
    "pages.banners": ("横幅链接打不开", "A banner's link does not open"),
    "pages.price_in_picture": ("主图价格与售价不一致", "The price in the picture differs from the price charged"),
    "pages.category": ("恢复原价的商品还在折扣分类", "A product back at full price is still in the discount category"),
    "service.shipped": ("有订单缺货未告知买家", "A buyer was not told that an article is out of stock"),
    "service.reviews": ("两条差评超过一天未回复", "Two bad reviews unanswered for more than a day"),
    "operations.ads": ("直通车日预算提前用完", "The search ads' daily budget ran out early"),
    "service.floor": ("午间十分钟无人在线", "Nobody online for ten minutes at noon"),
}
_KEEPS_FAILING = "pages.banners"


def add_worksheets(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan, seed: int) -> None:
    """Fill the forms of the last months up to yesterday."""
    store_id = store.id or 0
    rnd, other = Random(seed + 31), Random(seed + 37)
    first = max(plan.shape.first, plan.today - timedelta(days=_DAYS))
    campaigns = nouns.campaigns.held(store_id, first, plan.today)
    with ctx.open_uow(Text("Sample worksheets written")) as uow:
        forms = DayForms(ctx, store_id, campaigns)
        answers: list[Answer] = []
        for day in Period(first, plan.today - timedelta(days=1)).days():
            if rnd.random() <= _DAY_OFF:
                continue
            for due in forms.due(day, {}):
                worksheet = uow.repository(Worksheets).add(
                    Worksheet(
                        store_id=store_id,
                        day=day,
                        checklist_id=due.checklist_id,
                        version_id=due.version_id,
                        started_at=datetime.combine(day, time(8, 25)),
                    )
                )
                normal = forms.checklists[due.checklist_id].code == NORMAL
                answers += _fill(uow, worksheet, forms.form(due.version_id), plan, rnd if normal else other)
        insert_records(uow.connection, Answers.table, answers)
        uow.touch("answers")
        uow.commit()


def _fill(uow: UnitOfWork, worksheet: Worksheet, form: Form, plan: SamplePlan, rnd: Random) -> list[Answer]:
    day = worksheet.day
    team = [one.name for one in plan.staff if one.joined <= day and (one.left is None or day <= one.left)]
    answers = []
    moment = worksheet.started_at
    for item in form.asked_on(day):
        moment += timedelta(seconds=rnd.randrange(20, 240))
        opens = datetime.combine(day, item.opens) if item.opens else moment
        who = rnd.choice(team)
        result = _result(item, day, plan.today, rnd)
        if result is None:
            continue
        answer = Answer(
            store_id=worksheet.store_id,
            worksheet_id=worksheet.id or 0,
            item_code=item.code,
            result=result,
            number=item.minimum if item.kind is AnswerKind.NUMBER else None,
            who=who,
            at=max(moment, opens),
        )
        if result is Result.FAIL:
            problem = uow.repository(Problems).add(_problem(item, worksheet, who, team, plan.today, rnd))
            answer = replace(answer, problem_id=problem.id)
        answers.append(answer)
    return answers


def _result(item: Item, day: date, today: date, rnd: Random) -> Result | None:
    roll = rnd.random()
    if item.code == _KEEPS_FAILING and (today - day).days in (2, 6, 11):
        return Result.FAIL
    if item.code in _TROUBLE and roll < _FAIL * 3:
        return Result.FAIL
    if roll > 1 - _SKIPPED:
        return None
    if item.auto == "campaign_ended":
        return Result.NOT_APPLICABLE if roll < 0.85 else Result.PASS
    return Result.PASS


def _problem(item: Item, worksheet: Worksheet, who: str, team: list[str], today: date, rnd: Random) -> Problem:
    zh, en = _TROUBLE[item.code]
    day = worksheet.day
    problem = Problem(
        store_id=worksheet.store_id,
        title=pick(zh, en),
        area=item.area,
        item_code=item.code,
        worksheet_id=worksheet.id,
        severity=rnd.choices((Severity.LOW, Severity.NORMAL, Severity.HIGH), (2, 6, 2))[0],
        owner=rnd.choice(team),
        due=day + timedelta(days=rnd.randrange(1, 4)),
        opened_on=day,
        opened_by=who,
        needs_second=item.verify,
    )
    closed = day + timedelta(days=rnd.randrange(0, 5))
    if closed >= today or (today - day).days <= _STILL_OPEN_DAYS:
        return problem
    helper = rnd.choice([name for name in team if name != problem.owner] or team)
    return replace(problem, state=ProblemState.CLOSED, closed_on=closed, closed_by=helper, done_by=problem.owner)
