"""The sample store's roster: four weeks past, this week and the next."""

from __future__ import annotations

from datetime import date, timedelta

from shopdesk.domain.periods import week_of
from shopdesk.domain.roster import Away, RosterDay
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.queries.bulk_records import insert_records
from shopdesk.storage.repositories.people import People
from shopdesk.storage.repositories.roster import RosterDays

_WEEKS_BEFORE, _WEEKS_AFTER = 4, 1
# Customer service by turns; three people keep two shifts full on every day and have two or three days of rest a week.
_TURNS = ("early", "late", Away.OFF)
_SHIPPING_OFF = (1, 6)
_WEEKEND = (5, 6)
# Role, weeks from this one, day of the week: what came between.
_ABSENCES = {("promotion", -2, 2): Away.SICK, ("promotion", -2, 3): Away.SICK, ("design", 1, 4): Away.LEAVE}


def add_roster(ctx: ServiceContext, store: Store, plan: SamplePlan) -> None:
    """Plan everybody who is employed then; the same day gives the same roster."""
    store_id = store.id or 0
    monday = week_of(plan.today).start
    with ctx.open_uow(Text("Sample roster written")) as uow:
        ids = {person.name: person.id or 0 for person in uow.repository(People).of_store(store_id)}
        service = [one.name for one in plan.staff if one.role.startswith("service") and one.left is None]
        made = []
        for number in range(-_WEEKS_BEFORE * 7, (_WEEKS_AFTER + 1) * 7):
            day = monday + timedelta(days=number)
            for somebody in plan.staff:
                if somebody.name not in ids or day < somebody.joined or (somebody.left and day > somebody.left):
                    continue
                turn = service.index(somebody.name) if somebody.name in service else None
                duty = _duty(somebody.role, turn, day, number // 7)
                note = _note(duty, number)
                made.append(RosterDay(store_id=store_id, person_id=ids[somebody.name], day=day, duty=duty, note=note))
        insert_records(uow.connection, RosterDays.table, made)
        uow.touch("roster_days")
        uow.commit()


def _duty(role: str, turn: int | None, day: date, week: int) -> str:
    if turn is not None:
        return _TURNS[(day.toordinal() + turn) % len(_TURNS)]
    absence = _ABSENCES.get((role, week, day.weekday()))
    if absence is not None:
        return absence
    rest = _SHIPPING_OFF if role == "shipping" else _WEEKEND
    return Away.OFF if day.weekday() in rest else "day"


def _note(duty: str, number: int) -> str:
    """One hand-over, to show what a note is for."""
    if number == 0 and duty == "early":
        return pick("两单退款待跟进，交接给晚班", "Two refunds to follow up, handed over to the late shift")
    return ""
