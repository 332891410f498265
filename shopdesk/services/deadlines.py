"""Reads what ends or is due on which day, for the calendar, the bell, the daily form and calendar files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.deadlines import CLOCK_WARN_DAYS, TRIAL_WARN_DAYS, Deadline, DeadlineKind
from shopdesk.domain.rights import if_seen
from shopdesk.domain.setup.clocks import ClockState, read_clock
from shopdesk.domain.setup.records import DocumentState, SetupDocument, SetupPlan
from shopdesk.domain.setup.rules import Papers
from shopdesk.domain.setup.warnings import warning_days
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.setup.standing import standings_of
from shopdesk.services.setup.templates import Words, renewal_sentence, template_of
from shopdesk.storage.read_notes import ask_ahead
from shopdesk.storage.repositories.campaigns import Campaigns, Milestones
from shopdesk.storage.repositories.growth import Trainings
from shopdesk.storage.repositories.people import People
from shopdesk.storage.repositories.setup import SetupClocks, SetupDocuments, SetupPlans, SetupSteps

if TYPE_CHECKING:
    from shopdesk.storage.unit_of_work import UnitOfWork


def deadlines(uow: UnitOfWork, store_id: int, start: date, end: date, today: date) -> list[Deadline]:
    """What of a store ends or is due on the days from ``start`` to ``end``, by day, as far as its reader sees it."""
    ask_ahead(
        uow.connection,
        lambda: _milestones(uow, store_id, start, end),
        lambda: uow.repository(SetupPlans).of(store_id),
        lambda: uow.repository(SetupDocuments).of(store_id),
        lambda: uow.repository(SetupSteps).of(store_id),
        lambda: uow.repository(SetupClocks).of(store_id),
        lambda: uow.repository(Trainings).of_store(store_id),
        lambda: uow.repository(People).of_store(store_id),
    )
    found = [
        *if_seen(lambda: _milestones(uow, store_id, start, end), ()),
        *if_seen(lambda: _of_setup(uow, store_id, today), ()),
        *if_seen(lambda: _trials(uow, store_id), ()),
    ]
    return sorted((one for one in found if start <= one.due <= end), key=lambda one: (one.due, one.kind, one.title))


def clocks_near(uow: UnitOfWork, store_id: int, today: date) -> list[Deadline]:
    """The platform's time limits that run and end within a few days, and the missed ones."""
    running = (one for one in _of_setup(uow, store_id, today) if one.kind is DeadlineKind.CLOCK and not one.done)
    return sorted((one for one in running if (one.due - today).days <= CLOCK_WARN_DAYS), key=lambda one: one.due)


def trials_near(uow: UnitOfWork, store_id: int, today: date) -> list[Deadline]:
    """The trials that end within a week, and those whose end is past without a decision."""
    running = (one for one in _trials(uow, store_id) if not one.done)
    return sorted((one for one in running if (one.due - today).days <= TRIAL_WARN_DAYS), key=lambda one: one.due)


def _trials(uow: UnitOfWork, store_id: int) -> list[Deadline]:
    """Trials of people who are still there at their end; decided ones stay in the calendar as done."""
    trainings = uow.repository(Trainings).of_store(store_id)
    if not trainings:
        return []
    people = {person.id: person for person in uow.repository(People).of_store(store_id)}
    found = []
    for training in trainings:
        person = people[training.person_id]
        if person.left_on is None or person.left_on >= training.ends_on:
            found.append(
                Deadline(
                    kind=DeadlineKind.TRIAL,
                    store_id=store_id,
                    record_id=training.id or 0,
                    title=person.label,
                    due=training.ends_on,
                    done=not training.running,
                    detail=training.name(current_language()),
                )
            )
    return found


def _milestones(uow: UnitOfWork, store_id: int, start: date, end: date) -> list[Deadline]:
    found = uow.repository(Milestones).between(store_id, start, end)
    names = {campaign.id: campaign.name for campaign in uow.repository(Campaigns).of_store(store_id)} if found else {}
    language = current_language()
    return [
        Deadline(
            kind=DeadlineKind.MILESTONE,
            store_id=store_id,
            record_id=milestone.id or 0,
            title=f"{names.get(milestone.campaign_id, '')}: {milestone.who_and_what(language)}",
            due=milestone.due,
            done=milestone.done_on is not None,
        )
        for milestone in found
    ]


def renewals(uow: UnitOfWork, store_id: int, start: date, end: date, today: date) -> list[Deadline]:
    """The days from ``start`` to ``end`` on which a paper that runs out is warned of, with what to do.

    Calendar programs ring ahead of the end by themselves, so these are for our own calendar.
    """
    plan = uow.repository(SetupPlans).of(store_id)
    if plan is None:
        return []
    words = Words(template_of(plan))
    return [
        Deadline(
            kind=DeadlineKind.RENEWAL,
            store_id=store_id,
            record_id=document.id or 0,
            title=tr("{title} ({day})", title=words.document(document)[0], day=expires_on),
            due=day,
            done=day < today,
            detail=renewal_sentence(words.renewal(document), document.owner),
        )
        for document, expires_on in _running_out(uow, plan, store_id)
        for day in warning_days(expires_on, document.warn_days)
        if start <= day <= end and day < expires_on
    ]


def _running_out(uow: UnitOfWork, plan: SetupPlan, store_id: int) -> list[tuple[SetupDocument, date]]:
    """The papers that are needed and run out one day; what another one contains runs out with that one."""
    documents = standings_of(plan, template_of(plan)).documents(uow.repository(SetupDocuments).of(store_id))
    papers = Papers(documents)
    return [
        (document, document.expires_on)
        for document in documents
        if document.expires_on is not None
        and document.state is not DocumentState.NOT_NEEDED
        and papers.covering(document) is None
    ]


def _of_setup(uow: UnitOfWork, store_id: int, today: date) -> list[Deadline]:
    plan = uow.repository(SetupPlans).of(store_id)
    if plan is None:
        return []
    template = template_of(plan)
    words = Words(template)
    found = [
        Deadline(
            kind=DeadlineKind.DOCUMENT,
            store_id=store_id,
            record_id=document.id or 0,
            title=words.document(document)[0],
            due=expires_on,
            detail=renewal_sentence(words.renewal(document), document.owner),
        )
        for document, expires_on in _running_out(uow, plan, store_id)
    ]
    steps = {step.code: step for step in uow.repository(SetupSteps).of(store_id)}
    for clock in uow.repository(SetupClocks).of(store_id):
        reading = read_clock(clock, steps, today)
        if reading.ends_by is not None:
            title, consequence, _source = words.clock(clock)
            found.append(
                Deadline(
                    kind=DeadlineKind.CLOCK,
                    store_id=store_id,
                    record_id=clock.id or 0,
                    title=title,
                    due=reading.ends_by,
                    done=reading.state in (ClockState.MET, ClockState.MET_LATE),
                    detail=consequence,
                )
            )
    return found
