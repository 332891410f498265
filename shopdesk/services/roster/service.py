"""The roster: the duties of a week, and who is on duty."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.domain.errors import UserError
from shopdesk.domain.joining import onto
from shopdesk.domain.people import Person, StaffEvent, standing_on
from shopdesk.domain.people_ahead import Ahead, ahead
from shopdesk.domain.periods import week_of
from shopdesk.domain.roster import (
    AWAY_NAMES,
    ROSTER_DAY,
    SERVICE,
    Away,
    DutyDay,
    Member,
    RosterDay,
    RosterWeek,
    duty_day,
    on_duty_at,
)
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.context import ServiceContext
from shopdesk.services.people.employed import employed_in
from shopdesk.services.people.templates import shipped_departments, shipped_roles
from shopdesk.services.roster.shifts import RosterShifts, hours_in
from shopdesk.storage.repositories.growth import Trainings
from shopdesk.storage.repositories.people import Departments, People, Roles, StaffEvents
from shopdesk.storage.repositories.roster import RosterDays, Shifts
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns.service import CampaignService

Cell = tuple[int, date]
"""A person's key and a day."""

_ONE_DAY = timedelta(days=1)
# What is repeated when a week is copied: nobody is ill again because they were a week ago.
_REPEATED = frozenset({Away.OFF})


class RosterService:
    """Plans who works when. Every change is one unit of work with a sentence, and can be undone.

    ``shifts`` serves what can be put on the roster, and the opening hours.
    """

    def __init__(self, ctx: ServiceContext, campaigns: CampaignService, calendar: CalendarService) -> None:
        """What makes days special is asked of ``campaigns`` and ``calendar``."""
        self._ctx = ctx
        self._campaigns = campaigns
        self._calendar = calendar
        self.shifts = RosterShifts(ctx)

    # --- reading ---------------------------------------------------------------------------------------------------

    def week(self, store_id: int, day: date) -> RosterWeek:
        """The roster of the week with a day in it: everybody employed in it, and whoever stands on it all the same."""
        period = week_of(day)
        start, end = period.start - _ONE_DAY, period.end + _ONE_DAY
        with self._ctx.read() as uow:
            entries = {
                (one.person_id, one.day): one for one in uow.repository(RosterDays).between(store_id, start, end)
            }
            shifts = uow.repository(Shifts).of_store(store_id)
            hours = hours_in(uow, store_id)
            everyone = uow.repository(People).of_store(store_id)
            histories = uow.repository(StaffEvents).of_store(store_id)
            order = _order(uow, store_id)
        days = tuple(period.days())
        around = (start, *days, end)
        members = [_member(person, histories.get(person.id or 0, ()), around) for person in everyone]
        shown = [
            member
            for member in members
            if member.employed & set(days) or any((member.id, one) in entries for one in days)
        ]
        return RosterWeek(
            store_id=store_id,
            monday=period.start,
            members=tuple(sorted(shown, key=lambda member: order(member.person))),
            shifts=tuple(shifts),
            hours=hours,
            entries=entries,
        )

    def headings(self, store_id: int, monday: date) -> dict[date, tuple[str, ...]]:
        """What makes days of a week special: campaigns that run, festivals, holidays, the store's own days."""
        end = monday + timedelta(days=6)
        found: dict[date, list[str]] = {}
        for campaign in self._campaigns.between(store_id, monday, end):
            if campaign.state is CampaignState.REJECTED:
                continue
            for number in range((campaign.end - campaign.start).days + 1):
                on = campaign.start + timedelta(days=number)
                if monday <= on <= end:
                    found.setdefault(on, []).append(campaign.name)
        for on, entries in self._calendar.between(monday, end, store_id).items():
            names = [entry.name(current_language()) for entry in entries if entry.kind != "solar_term"]
            found.setdefault(on, []).extend(names)
        return {on: tuple(dict.fromkeys(names)) for on, names in found.items()}

    def on_duty(self, store_id: int, day: date) -> DutyDay:
        """Who is on duty on a day, by shift; everybody employed where the day has no roster."""
        with self._ctx.read() as uow:
            return day_in(uow, store_id, day)

    def on_duty_at(self, store_id: int, moment: datetime) -> list[Person]:
        """Whose shift covers a moment, by name; yesterday's shifts past midnight count."""
        today = moment.date()
        with self._ctx.read() as uow:
            entries = uow.repository(RosterDays).between(store_id, today - _ONE_DAY, today)
            present = on_duty_at(moment, entries, uow.repository(Shifts).of_store(store_id))
            standing = employed_in(uow, store_id, today)
        return [person for person in standing if person.id in present]

    def days_after(self, person_id: int, day: date) -> int:
        """For how many days after ``day`` something stands on the roster for a person."""
        with self._ctx.read() as uow:
            return len(uow.repository(RosterDays).after(uow.repository(People).get(person_id), day))

    def ahead(self, store_id: int, days: int) -> list[Ahead]:
        """What is ahead in the team from today on, for so many days: from team, roster and trials."""
        today = self._ctx.clock.today()
        until = today + timedelta(days=days - 1)
        with self._ctx.read() as uow:
            return ahead(
                uow.repository(People).of_store(store_id),
                uow.repository(RosterDays).between(store_id, today, until),
                uow.repository(Trainings).of_store(store_id),
                today,
                until,
            )

    # --- planning --------------------------------------------------------------------------------------------------

    def set(self, store_id: int, cells: Iterable[Cell], duty: str) -> int:
        """Give everybody named the duty on the day named: a shift's code, or one of the ways to be away.

        Days on which a person is not employed are left out where there are others. Notes stay. The answer is how many
        days changed.

        Raises:
            UserError: the shift is not there (any more), or nobody named is employed on the day.
        """
        wanted = list(dict.fromkeys(cells))
        with self._ctx.open_uow("") as uow:
            name = _duty_name(uow, store_id, duty)
            employed = self._employed(uow, store_id, wanted)
            if wanted and not employed:
                person_id, day = wanted[0]
                label = uow.repository(People).get(person_id).label
                raise UserError(
                    Text("{name} does not work in the store on {day}. Choose another day.", name=label, day=day)
                )
            fresh = [RosterDay(store_id=store_id, person_id=one, day=day, duty=duty) for one, day in employed]
            changed = _put(uow, fresh)
            uow.reason = self._sentence(uow, changed, name)
            uow.commit()
            return len(changed)

    def changed_since(self, store_id: int, shown: Mapping[Cell, Collection[str]], wanted: str) -> list[Text]:
        """What somebody else put meanwhile where something is to be put now: a sentence for each day.

        One key fills the roster, so nobody is asked; who went over another's duty is told, and may undo it.

        Args:
            store_id: the store.
            shown: the duties that were seen or given there here, empty for none.
            wanted: the duty that comes there now, empty for none.
        """
        if not shown:
            return []
        days = [day for _person, day in shown]
        with self._ctx.read() as uow:
            found = {_cell(one): one.duty for one in uow.repository(RosterDays).between(store_id, min(days), max(days))}
            other = {cell: found.get(cell, "") for cell in shown}
            other = {cell: duty for cell, duty in other.items() if duty != wanted and duty not in shown[cell]}
            return [
                Text(
                    "{name}, {day}: somebody else changed it to “{duty}” meanwhile. Undo brings that back.",
                    name=uow.repository(People).get(person_id).label,
                    day=day,
                    duty=_duty_name(uow, store_id, duty) if duty else Text("nothing planned"),
                )
                for (person_id, day), duty in other.items()
            ]

    def set_note(self, store_id: int, cell: Cell, note: str, was: RosterDay | None = None) -> RosterDay:
        """Note something with a duty, such as what is handed over to whom; an empty note is none.

        ``was`` is the day as it was shown.

        Raises:
            UserError: nothing is planned for the person on the day.
            ChangedMeanwhile: somebody else wrote another note since.
        """
        person_id, day = cell
        with self._ctx.open_uow("") as uow:
            repository = uow.repository(RosterDays)
            found = next((one for one in repository.between(store_id, day, day) if one.person_id == person_id), None)
            if found is None:
                raise UserError(Text("Give a shift first; the note goes with it."))
            uow.reason = Text(
                "Roster: note for {name} on {day}", name=uow.repository(People).get(person_id).label, day=day
            )
            begun = was or found
            kept = repository.update(ROSTER_DAY.tidy(onto(begun, replace(begun, note=note), found)))
            uow.commit()
            return kept

    def clear(self, store_id: int, cells: Iterable[Cell]) -> int:
        """Take what stands there off the roster; the answer is how many days that were."""
        wanted = set(cells)
        if not wanted:
            return 0
        days = [day for _person, day in wanted]
        with self._ctx.open_uow("") as uow:
            repository = uow.repository(RosterDays)
            found = [one for one in repository.between(store_id, min(days), max(days)) if _cell(one) in wanted]
            for one in found:
                repository.remove(one.id or 0)
            uow.reason = self._sentence(uow, found, None)
            uow.commit()
            return len(found)

    def copy_last_week(self, store_id: int, day: date) -> int:
        """Repeat last week's shifts and days off where the week of ``day`` is still empty.

        Leave and sick days are not repeated, nor is the shift of somebody who is no longer employed. The answer is how
        many days were filled.

        Raises:
            UserError: last week has no roster.
        """
        period = week_of(day)
        week = timedelta(days=7)
        with self._ctx.open_uow(Text("Roster: last week copied to the week from {day}", day=period.start)) as uow:
            repository = uow.repository(RosterDays)
            last = repository.between(store_id, period.start - week, period.end - week)
            if not last:
                before = period.start - week
                raise UserError(
                    Text("The week from {day} has no roster to copy. Fill in this week by hand.", day=before)
                )
            taken = {_cell(one) for one in repository.between(store_id, period.start, period.end)}
            offered = {shift.code for shift in uow.repository(Shifts).of_store(store_id) if not shift.hidden}
            fresh = [
                replace(one, id=None, day=one.day + week, note="")
                for one in last
                if (one.duty in offered or one.away in _REPEATED) and (one.person_id, one.day + week) not in taken
            ]
            employed = set(self._employed(uow, store_id, [_cell(one) for one in fresh]))
            added = repository.add_all(one for one in fresh if _cell(one) in employed)
            uow.commit()
            return len(added)

    # --- inside ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _employed(uow: UnitOfWork, store_id: int, cells: Sequence[Cell]) -> list[Cell]:
        people = {person.id: person for person in uow.repository(People).of_store(store_id)}
        histories = uow.repository(StaffEvents).of_store(store_id)
        return [
            (person_id, day)
            for person_id, day in cells
            if (person := people.get(person_id)) is not None
            and standing_on(person, histories.get(person_id, ()), day) is not None
        ]

    @staticmethod
    def _sentence(uow: UnitOfWork, changed: Sequence[RosterDay], duty: Text | str | None) -> Text:
        """What the history says: a single cell by name and day, several by their number."""
        if len(changed) == 1:
            name, day = uow.repository(People).get(changed[0].person_id).label, changed[0].day
            if duty is None:
                return Text("Roster: {name} on {day} cleared", name=name, day=day)
            return Text("Roster: {name} on {day}: {duty}", name=name, day=day, duty=duty)
        if duty is None:
            return Text("Roster: {count} days cleared", count=len(changed))
        return Text("Roster: {duty} for {count} days", count=len(changed), duty=duty)


def day_in(uow: UnitOfWork, store_id: int, day: date) -> DutyDay:
    """Who is on duty on a day, within a unit of work."""
    entries = uow.repository(RosterDays).between(store_id, day, day)
    shifts = uow.repository(Shifts).of_store(store_id) if entries else []
    return duty_day(day, employed_in(uow, store_id, day), entries, shifts)


def take_off_after(uow: UnitOfWork, person: Person, day: date) -> int:
    """Take everything after a person's last day off the roster, within the unit of work that records the leave."""
    repository = uow.repository(RosterDays)
    found = repository.after(person, day)
    for one in found:
        repository.remove(one.id or 0)
    return len(found)


def _put(uow: UnitOfWork, wanted: Sequence[RosterDay]) -> list[RosterDay]:
    """Keep duties in place of what stands there; the answer is what differs from before."""
    if not wanted:
        return []
    repository = uow.repository(RosterDays)
    days = [one.day for one in wanted]
    known = {_cell(one): one for one in repository.between(wanted[0].store_id, min(days), max(days))}
    changed = []
    for one in wanted:
        old = known.get(_cell(one))
        if old is None:
            changed.append(repository.add(one))
        elif old.duty != one.duty:
            changed.append(repository.update(replace(old, duty=one.duty)))
    return changed


def _cell(entry: RosterDay) -> Cell:
    return entry.person_id, entry.day


def _duty_name(uow: UnitOfWork, store_id: int, duty: str) -> Text | str:
    if duty in set(Away):
        return AWAY_NAMES[Away(duty)]
    for shift in uow.repository(Shifts).of_store(store_id):
        if shift.code == duty and not shift.hidden:
            return shift.name(current_language())
    raise UserError(Text("This shift is not used (any more). Choose another one."))


def _member(person: Person, events: Sequence[StaffEvent], days: Sequence[date]) -> Member:
    standing = {day: found for day in days if (found := standing_on(person, events, day)) is not None}
    return Member(
        person=next(iter(standing.values()), person),
        employed=frozenset(standing),
        service=frozenset(day for day, found in standing.items() if found.department_code == SERVICE),
    )


def _order(uow: UnitOfWork, store_id: int) -> Callable[[Person], tuple[int, int, str]]:
    """By department, role and name, as the team page has it."""
    departments = uow.repository(Departments).of_store(store_id) or shipped_departments(store_id)
    roles = uow.repository(Roles).of_store(store_id) or shipped_roles(store_id)
    places = {entry.code: entry.position for entry in departments}
    ranks = {entry.code: entry.position for entry in roles}
    last = len(departments) + len(roles)
    return lambda person: (
        places.get(person.department_code, last),
        ranks.get(person.role_code, last),
        person.label,
    )
