"""Collects what is due or late now in every store: checks, problems, milestones, the setup's steps, papers, limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from shopdesk.domain.daily.day_forms import NORMAL
from shopdesk.domain.daily.reminders import (
    Reminder,
    ReminderKind,
    block_reminders,
    competitor_reminder,
    dated_reminder,
    document_reminder,
    in_order,
    item_reminders,
    money_reminder,
    problem_reminders,
    round_reminder,
    wages_reminder,
)
from shopdesk.domain.rights import if_seen
from shopdesk.infra.i18n import current_language
from shopdesk.services.deadlines import clocks_near, trials_near

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


T_co = TypeVar("T_co", covariant=True)
Dated = tuple[ReminderKind, int, str, date]
"""A kind, the record's number, what it is called, and the day."""


class Source(Protocol[T_co]):
    """Where reminders of a store come from."""

    def __call__(self, services: Services, store_id: int, today: date, /) -> Sequence[T_co]:
        """Everything to be reminded of today."""


_WAGES_CHECKED = 3
"""How many locked months are held against today's data without anybody asking."""


def collect(services: Services, today: date) -> list[Reminder]:
    """Everything to be reminded of, the late first; amounts of wages not while the pay password hides them.

    What is not for whoever signed in to shared data is left out, and the rest is there.
    """
    found: list[Reminder] = []
    with services.reading():
        for store in services.stores.all():
            for source in _SOURCES:
                found += if_seen(partial(source, services, store.id or 0, today), [])
    return in_order(found)


def _problems(services: Services, store_id: int, today: date) -> list[Reminder]:
    problems = (*services.problems.open(store_id), *services.problems.to_inspect(store_id, today))
    return problem_reminders(problems, today)


def _competitors(services: Services, store_id: int, today: date) -> list[Reminder]:
    return [competitor_reminder(*one) for one in services.competitors.stale(store_id, today)]


def _rounds(services: Services, store_id: int, _today: date) -> list[Reminder]:
    return [round_reminder(store_id, one.id or 0, one.name, last) for one, last in services.inspections.due(store_id)]


def _money(services: Services, store_id: int, _today: date) -> list[Reminder]:
    return [money_reminder(store_id, one) for one in services.matching.changed(store_id)]


def _wages(services: Services, store_id: int, _today: date) -> list[Reminder]:
    if services.pay_lock.locked():
        return []
    late = services.payroll.corrections.late_months(store_id, _WAGES_CHECKED)
    return [wages_reminder(store_id, one) for one in late]


def _of_forms(services: Services, store_id: int, today: date) -> list[Reminder]:
    found: list[Reminder] = []
    if services.stores.unopened(store_id, today) is not None:
        return found
    for sheet in services.daily.sheets(store_id, today):
        by_data = {code for code, finding in sheet.findings.items() if finding.result is not None}
        form = 0 if sheet.checklist.code == NORMAL else sheet.checklist.id or 0
        language = current_language()
        found += item_reminders(store_id, today, sheet.lines, by_data, language, form=form)
        now = services.ctx.clock.now().time()
        found += block_reminders(store_id, today, sheet.form.timetable, sheet.ticks, now, language, form=form)
    return found


def _papers(services: Services, store_id: int, today: date) -> list[Reminder]:
    return [
        document_reminder(store_id, one.document_id, one.title, one.expires_on, one.warned, one.advice, today)
        for one in services.setup.expiring_documents(store_id, today)
    ]


def _milestones(services: Services, store_id: int, today: date) -> list[Dated]:
    language = current_language()
    return [
        (
            ReminderKind.MILESTONE,
            due.milestone.id or 0,
            f"{due.campaign.name}: {due.milestone.who_and_what(language)}",
            due.milestone.due,
        )
        for due in services.campaigns.milestones_due(store_id, today)
    ]


def _setup_steps(services: Services, store_id: int, _today: date) -> list[Dated]:
    board = services.setup.board(store_id)
    return [
        (ReminderKind.STEP, view.step.id or 0, view.title, view.step.due_on)
        for view in board.steps()
        if view.step.due_on is not None and not (view.step.settled or view.skipped)
    ]


def _clocks(services: Services, store_id: int, today: date) -> list[Dated]:
    with services.ctx.read() as uow:
        return [(ReminderKind.CLOCK, one.record_id, one.title, one.due) for one in clocks_near(uow, store_id, today)]


def _trials(services: Services, store_id: int, today: date) -> list[Dated]:
    with services.ctx.read() as uow:
        return [(ReminderKind.TRIAL, one.record_id, one.title, one.due) for one in trials_near(uow, store_id, today)]


def _training(services: Services, store_id: int, today: date) -> list[Dated]:
    language = current_language()
    return [
        (
            ReminderKind.TRAINING,
            item.id or 0,
            f"{view.person.label}: {item.title(language)}",
            item.due_on(view.training),
        )
        for view in services.growth.training.due(store_id, today)
        for item in view.due
    ]


def _standing(services: Services, store_id: int, today: date) -> list[Dated]:
    return [
        (
            ReminderKind.STANDING,
            one.task.id or 0,
            f"{one.task.owner}: {one.task.title}" if one.task.owner else one.task.title,
            one.due,
        )
        for one in services.standing.on_day(store_id, today)
        if one.done is None
    ]


def _of_days(source: Source[Dated], services: Services, store_id: int, today: date) -> list[Reminder]:
    """What is due on a day, where that is near enough."""
    told = (dated_reminder(store_id, *one, today) for one in source(services, store_id, today))
    return [one for one in told if one is not None]


_SOURCES: tuple[Source[Reminder], ...] = (
    _of_forms,
    _problems,
    _papers,
    *(partial(_of_days, one) for one in (_milestones, _setup_steps, _clocks, _trials, _training, _standing)),
    _competitors,
    _rounds,
    _money,
    _wages,
)
"""Each is asked for itself, so that what one may not see takes nothing else away."""
