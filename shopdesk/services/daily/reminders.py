"""Collects what is due or late now in every store: checks, problems, milestones, the setup's steps, papers, limits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

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
from shopdesk.infra.i18n import current_language
from shopdesk.services.deadlines import clocks_near, trials_near

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


_WAGES_CHECKED = 3
"""How many locked months are held against today's data without anybody asking."""


def collect(services: Services, today: date) -> list[Reminder]:
    """Everything to be reminded of, the late first; amounts of wages not while the pay password hides them."""
    found: list[Reminder] = []
    with services.reading():
        locked = services.pay_lock.locked()
        for store in services.stores.all():
            store_id = store.id or 0
            if services.stores.unopened(store_id, today) is None:
                found += _of_forms(services, store_id, today)
            problems = (*services.problems.open(store_id), *services.problems.to_inspect(store_id, today))
            found += problem_reminders(problems, today)
            found += _dated(services, store_id, today)
            found += [competitor_reminder(*one) for one in services.competitors.stale(store_id, today)]
            found += _rounds(services, store_id)
            found += [money_reminder(store_id, one) for one in services.matching.changed(store_id)]
            if not locked:
                late = services.payroll.corrections.late_months(store_id, _WAGES_CHECKED)
                found += [wages_reminder(store_id, one) for one in late]
    return in_order(found)


def _rounds(services: Services, store_id: int) -> list[Reminder]:
    return [round_reminder(store_id, one.id or 0, one.name, last) for one, last in services.inspections.due(store_id)]


def _of_forms(services: Services, store_id: int, today: date) -> list[Reminder]:
    found: list[Reminder] = []
    for sheet in services.daily.sheets(store_id, today):
        by_data = {code for code, finding in sheet.findings.items() if finding.result is not None}
        form = 0 if sheet.checklist.code == NORMAL else sheet.checklist.id or 0
        language = current_language()
        found += item_reminders(store_id, today, sheet.lines, by_data, language, form=form)
        now = services.ctx.clock.now().time()
        found += block_reminders(store_id, today, sheet.form.timetable, sheet.ticks, now, language, form=form)
    return found


def _dated(services: Services, store_id: int, today: date) -> list[Reminder]:
    language = current_language()
    dated: list[tuple[ReminderKind, int, str, date]] = []
    for due in services.campaigns.milestones_due(store_id, today):
        title = f"{due.campaign.name}: {due.milestone.who_and_what(language)}"
        dated.append((ReminderKind.MILESTONE, due.milestone.id or 0, title, due.milestone.due))
    dated += _setup_steps(services, store_id)
    with services.ctx.read() as uow:
        clocks = clocks_near(uow, store_id, today)
        trials = trials_near(uow, store_id, today)
    dated += [(ReminderKind.CLOCK, clock.record_id, clock.title, clock.due) for clock in clocks]
    dated += [(ReminderKind.TRIAL, trial.record_id, trial.title, trial.due) for trial in trials]
    dated += _training(services, store_id, today)
    for one in services.standing.on_day(store_id, today):
        if one.done is None:
            title = f"{one.task.owner}: {one.task.title}" if one.task.owner else one.task.title
            dated.append((ReminderKind.STANDING, one.task.id or 0, title, one.due))
    found = (dated_reminder(store_id, kind, number, title, due, today) for kind, number, title, due in dated)
    papers = [
        document_reminder(store_id, one.document_id, one.title, one.expires_on, one.warned, one.advice, today)
        for one in services.setup.expiring_documents(store_id, today)
    ]
    return [*papers, *(one for one in found if one is not None)]


def _training(services: Services, store_id: int, today: date) -> list[tuple[ReminderKind, int, str, date]]:
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


def _setup_steps(services: Services, store_id: int) -> list[tuple[ReminderKind, int, str, date]]:
    board = services.setup.board(store_id)
    return [
        (ReminderKind.STEP, view.step.id or 0, view.title, view.step.due_on)
        for view in board.steps()
        if view.step.due_on is not None and not (view.step.settled or view.skipped)
    ]
