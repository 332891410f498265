"""What is ahead in a team: who is away, starts, leaves, ends a trial or has been there for another year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.growth.training import Training
from shopdesk.domain.people import Person
from shopdesk.domain.roster import Away, RosterDay


class AheadKind(StrEnum):
    """What is ahead."""

    STARTS = "starts"
    LEAVES = "leaves"
    TRIAL_ENDS = "trial_ends"
    YEARS = "years"
    OFF = "off"
    LEAVE = "leave"
    SICK = "sick"


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something from ``day`` to ``last`` (the same day for what is one day); ``years`` only for another year."""

    day: date
    last: date
    person: Person
    kind: AheadKind
    years: int = 0


def ahead(
    people: Iterable[Person], roster: Iterable[RosterDay], trainings: Iterable[Training], today: date, until: date
) -> list[Ahead]:
    """What falls on the days from ``today`` to ``until``, the first first.

    Days away that follow each other are one entry. What is on no roster is not known, so nothing is said about it.
    """
    known = {person.id: person for person in people if person.id is not None}
    found: list[Ahead] = []
    for person in known.values():
        found += _dated(person, today, until)
    for training in trainings:
        if training.running and training.person_id in known and today <= training.ends_on <= until:
            day = training.ends_on
            found.append(Ahead(day, day, known[training.person_id], AheadKind.TRIAL_ENDS))
    for person_id, person in known.items():
        days = [one for one in roster if one.person_id == person_id and one.away and today <= one.day <= until]
        found += _away(person, sorted(days, key=lambda one: one.day))
    order = {kind: place for place, kind in enumerate(AheadKind)}
    return sorted(found, key=lambda one: (one.day, order[one.kind], one.person.id or 0))


def _dated(person: Person, today: date, until: date) -> list[Ahead]:
    found = []
    if today < person.hired_on <= until:
        found.append(Ahead(person.hired_on, person.hired_on, person, AheadKind.STARTS))
    if person.left_on is not None and today <= person.left_on <= until:
        found.append(Ahead(person.left_on, person.left_on, person, AheadKind.LEAVES))
    for year in range(max(today.year, person.hired_on.year + 1), until.year + 1):
        day = _in_year(person.hired_on, year)
        if today <= day <= until and person.works_on(day):
            found.append(Ahead(day, day, person, AheadKind.YEARS, year - person.hired_on.year))
    return found


def _in_year(day: date, year: int) -> date:
    """The same day of another year; who began on 29 February has the year full on the 28th in other years."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _away(person: Person, days: Sequence[RosterDay]) -> list[Ahead]:
    found: list[Ahead] = []
    for one in days:
        kind = _AWAY[one.away or Away.OFF]
        if found and found[-1].kind is kind and found[-1].last + timedelta(days=1) == one.day:
            found[-1] = Ahead(found[-1].day, one.day, person, kind)
        else:
            found.append(Ahead(one.day, one.day, person, kind))
    return found


_AWAY = {Away.OFF: AheadKind.OFF, Away.LEAVE: AheadKind.LEAVE, Away.SICK: AheadKind.SICK}
