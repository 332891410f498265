"""The sample store's scorecards, design jobs and a training under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.growth.design import DesignJob
from shopdesk.domain.growth.records import ScoreEntry
from shopdesk.domain.periods import month_of
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import pick
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan

_MONTHS = 4
"""As many months as have wages: all but the last are settled."""

# What only a person knows, by indicator and month from the oldest on; what is missing is entered in no month.
_TYPED = {
    "wording": ("1", "0", "2", "0"),
    "daily_log": ("85", "90", "95", "90"),
    "wrong_parcels": ("0.4", "0.3", "0.2", "0.3"),
    "quality_returns": ("2.5", "2", "2.2", "1.8"),
}
# Of the month before this one somebody still has to say how many parcels went wrong.
_NOT_YET = "wrong_parcels"

# Title in both languages, who asked, days after the first of the month: asked, due, delivered; passed at which try.
_JOBS = (
    ("主图五张 水洗棉四件套", "Five main pictures, washed cotton set", "promotion", 1, 5, 5, 1),
    ("详情页 乳胶枕", "Detail page, latex pillow", "products", 6, 12, 14, 2),
    ("活动页 换季清仓", "Campaign page, clearance", "planning", 13, 18, 18, 1),
    ("直通车图 三套", "Three sets of ad pictures", "promotion", 19, 22, 21, 1),
)
_ASKED_BY = {"promotion": ("推广", "Promotion"), "products": ("商品", "Products"), "planning": ("策划", "Planning")}
_TRIAL_FOR = "service_after"
_TRIAL_BEGAN = 10  # days before today
_DONE = ((0, None), (3, "86"), (4, "90"), (6, "92"), (7, None))


def add_growth(nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Enter what the data do not say, settle the older months, log design jobs, put one person on a plan."""
    store_id = store.id or 0
    months = _months(plan.today)
    _log_jobs(nouns, store_id, months, plan.today)
    for place, month in enumerate(months):
        _enter(nouns, store_id, month, place)
        if place < len(months) - 1 and any(
            one.total is not None for one in nouns.growth.cards.board(store_id, month, trend=1).people
        ):
            nouns.growth.cards.settle(store_id, month)
    _begin_training(nouns, store_id, plan.today)


def _enter(nouns: Nouns, store_id: int, month: date, place: int) -> None:
    cards = nouns.growth.cards
    for one in cards.board(store_id, month, trend=1).people:
        for line in one.filled.lines if one.filled is not None else ():
            code = line.indicator.code
            if line.actual.value is not None or (code == _NOT_YET and place == _MONTHS - 1):
                continue
            value = _TYPED[code][place] if code in _TYPED else None
            left_out = value is None
            cards.enter(
                ScoreEntry(
                    store_id=store_id,
                    person_id=one.id,
                    month=month,
                    indicator=code,
                    value=None if value is None else Decimal(value),
                    left_out=left_out,
                    reason=pick("本月没有数据", "No figure this month")
                    if left_out
                    else pick("主管记录", "Lead's record"),
                )
            )


def _log_jobs(nouns: Nouns, store_id: int, months: list[date], today: date) -> None:
    designer = next((one for one in nouns.people.everyone(store_id) if one.role_code == "design"), None)
    if designer is None:
        return
    for month in [*months, month_of(today).start]:
        for zh, en, asker, asked, due, delivered, passed in _JOBS:
            asked_on = month + timedelta(days=asked)
            if asked_on > today or asked_on < designer.hired_on:
                continue
            delivered_on = month + timedelta(days=delivered)
            done = delivered_on <= today
            nouns.growth.jobs.save(
                DesignJob(
                    store_id=store_id,
                    person_id=designer.id or 0,
                    title=f"{pick(zh, en)} {month:%m}",
                    asked_by=pick(*_ASKED_BY[asker]),
                    asked_on=asked_on,
                    due_on=month + timedelta(days=due),
                    delivered_on=delivered_on if done else None,
                    passed_try=passed if done else None,
                )
            )


def _begin_training(nouns: Nouns, store_id: int, today: date) -> None:
    desk = nouns.growth.training
    person = next((one for one in nouns.people.active(store_id, today) if one.role_code == _TRIAL_FOR), None)
    if person is None:
        return
    began = today - timedelta(days=_TRIAL_BEGAN)
    desk.begin(store_id, person.id or 0, "service", began)
    for item, (after, result) in zip(desk.board(store_id).trainings[0].items, _DONE, strict=False):
        done_on = began + timedelta(days=after)
        desk.record(replace(item, done_on=done_on, result=None if result is None else Decimal(result)))


def _months(today: date) -> list[date]:
    """The first days of the months that have wages, oldest first."""
    found: list[date] = []
    month = month_of(today)
    for _ in range(_MONTHS):
        month = month_of(month.start - timedelta(days=1))
        found.insert(0, month.start)
    return found
