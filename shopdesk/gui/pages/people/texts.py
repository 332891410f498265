"""Words for what the people page shows: states, reasons, entries of the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.people import REASON_NAMES, EventKind, Person, StaffEvent
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.services.people.team import Team


def reader_of(team: Team) -> Reader:
    """The team's day with its departments, roles and people, as forms and tables read and name them."""
    language = current_language()
    everyone = (*team.people, *team.coming, *team.former)
    return Reader(
        today=team.day,
        say=tr,
        names={
            "department_code": {entry.code: entry.name(language) for entry in team.departments},
            "role_code": {entry.code: entry.name(language) for entry in team.roles},
            "person_id": {person.id: person.label for person in everyone},
        },
    )


def state_of(person: Person, day: date) -> str:
    """What to write in the state column on a day."""
    if person.hired_on > day:
        return tr("Starts {day}", day=person.hired_on)
    if person.left_on is None:
        return tr("At work", context="person state")
    if person.left_on >= day:
        return tr("Leaves {day}", day=person.left_on)
    return tr("Left {day}", day=person.left_on)


def pay(fen: int | None) -> str:
    """Monthly base pay, or a dash where it is not recorded."""
    return NO_DATA if fen is None else format_yuan(fen)


def event_details(
    event: StaffEvent, departments: Mapping[str, str], roles: Mapping[str, str], people: Mapping[int, str]
) -> str:
    """What the entry says beyond its title: post and pay, or reason and successor, and the note."""
    if event.kind is EventKind.LEFT:
        parts = [tr(REASON_NAMES[event.reason])] if event.reason else []
        if event.successor_id is not None and event.successor_id in people:
            parts.append(tr("open work to {name}", name=people[event.successor_id]))
    else:
        parts = [roles.get(event.role_code, event.role_code)]
        department = departments.get(event.department_code, event.department_code)
        parts.append(department)
        if event.base_fen is not None:
            parts.append(tr("base pay {amount}", amount=format_yuan(event.base_fen)))
    if event.note:
        parts.append(event.note)
    return " · ".join(parts)
