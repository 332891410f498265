"""Who works in a store: departments, roles, hiring, changes, leaving, coming back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import (
    HIGHEST_BASE_FEN,
    PERSON,
    STAFF_EVENT,
    EventKind,
    LeaveReason,
    Person,
    StaffEvent,
    check_change_day,
    check_leave_day,
    check_rehire_day,
    clean_name,
    count_departments,
    event_order,
    latest_state,
    same_label,
)
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.people.catalogue import PeopleCatalogue, role_in
from shopdesk.services.people.employed import employed_in
from shopdesk.services.people.team import Team
from shopdesk.services.people.templates import shipped_departments, shipped_roles
from shopdesk.storage.repositories.people import Departments, People, Roles, StaffEvents
from shopdesk.storage.repositories.stores import StoreSettings
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.people.handover import OpenWork

_OPTIONAL_KEY = "people.optional_fields"


class PeopleService:
    """The team of each store, today and on any other day. ``catalogue`` serves the departments and roles."""

    def __init__(self, ctx: ServiceContext, *, train: Callable[[UnitOfWork, Person], None] | None = None) -> None:
        """Work within ``ctx``; ``train`` puts somebody who was just hired on the training plan of their role."""
        self._ctx = ctx
        self.catalogue = PeopleCatalogue(ctx)
        self._train = train

    # What others ask

    def active(self, store_id: int, day: date) -> list[Person]:
        """Everybody employed on a day, by name, with role, department and base pay of that day."""
        with self._ctx.read() as uow:
            return employed_in(uow, store_id, day)

    def everyone(self, store_id: int) -> list[Person]:
        """Everybody who works, will work or worked in the store, by name, as their last entry says."""
        with self._ctx.read() as uow:
            return uow.repository(People).of_store(store_id)

    def person(self, person_id: int) -> Person:
        """One person.

        Raises:
            NotFound: there is no such person.
        """
        with self._ctx.read() as uow:
            return uow.repository(People).get(person_id)

    def history(self, person_id: int, store_id: int | None = None) -> list[StaffEvent]:
        """What happened to a person, oldest first; ``store_id`` is the person's store, where that is known."""
        with self._ctx.read() as uow:
            return sorted(uow.repository(StaffEvents).of_person(person_id, store_id), key=event_order)

    def team(self, store_id: int, day: date | None = None) -> Team:
        """Everything the team page shows for a day, today unless given."""
        day = day or self._ctx.clock.today()
        with self._ctx.read() as uow:
            self._ctx.ask_ahead(
                lambda: uow.repository(People).of_store(store_id),
                lambda: uow.repository(Departments).of_store(store_id),
                lambda: uow.repository(Roles).of_store(store_id),
                lambda: employed_in(uow, store_id, day),
                lambda: uow.repository(StoreSettings).value(store_id, _OPTIONAL_KEY),
            )
            everyone = uow.repository(People).of_store(store_id)
            standing = employed_in(uow, store_id, day)
            departments = uow.repository(Departments).of_store(store_id) or shipped_departments(store_id)
            roles = uow.repository(Roles).of_store(store_id) or shipped_roles(store_id)
            optional = uow.repository(StoreSettings).value(store_id, _OPTIONAL_KEY) == "yes"
        present = {person.id for person in standing}
        absent = [person for person in everyone if person.id not in present]
        order = {department.code: department.position for department in departments}
        return Team(
            day=day,
            departments=tuple(departments),
            roles=tuple(roles),
            people=tuple(standing),
            coming=tuple(person for person in absent if person.hired_on > day),
            former=tuple(person for person in absent if person.hired_on <= day),
            counts=tuple(
                sorted(
                    count_departments(standing, roles), key=lambda count: order.get(count.department_code, len(order))
                )
            ),
            optional_fields=optional,
        )

    def namesake(self, store_id: int, name: str, mark: str = "", *, except_id: int | None = None) -> Person | None:
        """Who already carries this name and distinguishing note, among everybody who ever worked in the store."""
        return same_label(self.everyone(store_id), name, mark, except_id=except_id)

    # What is shown

    def set_optional_fields(self, store_id: int, shown: bool) -> None:
        """Show or hide the optional staff fields (phone). Hiding them does not erase what was entered."""
        reason = Text("Show optional staff fields") if shown else Text("Hide optional staff fields")
        with self._ctx.open_uow(reason) as uow:
            uow.repository(StoreSettings).put(store_id, _OPTIONAL_KEY, "yes" if shown else "no")
            uow.commit()

    # What happens to people

    def hire(
        self,
        store_id: int,
        name: str,
        role_code: str,
        hired_on: date,
        *,
        department_code: str | None = None,
        base_fen: int | None = None,
        mark: str = "",
        phone: str | None = None,
        note: str = "",
    ) -> Person:
        """Take somebody into the team from a day on; the department is the role's unless another one is given.

        Raises:
            UserError: no name, an unknown role, a base pay below zero, or the name is taken and no note tells the two
                apart.
        """
        self.catalogue.seed_once(store_id)
        if department_code is None:
            with self._ctx.read() as uow:
                department_code = role_in(uow, store_id, role_code).department_code
        return self.take_in(
            Person(
                store_id=store_id,
                name=name,
                mark=mark,
                department_code=department_code,
                role_code=role_code,
                hired_on=hired_on,
                base_fen=base_fen,
                phone=phone,
                note=note,
            )
        )

    def take_in(self, person: Person, *, train: bool = False) -> Person:
        """Take a new person into the team with all that is known of them, with ``train`` on the plan of their role.

        Raises:
            UserError: no name, a value out of bounds, or the name is taken and no note tells the two apart.
        """
        self.catalogue.seed_once(person.store_id)
        clean_name(person.name)
        _checked_base(person.base_fen)
        tidied = PERSON.tidy(person)
        with self._ctx.open_uow(Text("Hire {name}", name=tidied.name)) as uow:
            people = uow.repository(People)
            self._refuse_namesake(people.of_store(person.store_id), tidied.name, tidied.mark)
            kept = people.add(tidied)
            self._record(uow, kept, EventKind.HIRED, kept.hired_on)
            if train and self._train is not None:
                self._train(uow, kept)
            uow.commit()
        return kept

    def edit(self, person: Person) -> Person:
        """Keep what is known of a person; department, role, base pay and last day go through :meth:`change` and so on.

        Raises:
            UserError: no name, the name is taken, or the first day lies after a later entry.
        """
        with self._ctx.open_uow(Text("Edit {name}", name=person.name)) as uow:
            people = uow.repository(People)
            assert person.id is not None
            stored = people.get(person.id)
            clean_name(person.name)
            changed = PERSON.tidy(
                replace(
                    person,
                    store_id=stored.store_id,
                    department_code=stored.department_code,
                    role_code=stored.role_code,
                    base_fen=stored.base_fen,
                    left_on=stored.left_on,
                )
            )
            self._refuse_namesake(people.of_store(stored.store_id), changed.name, changed.mark, except_id=stored.id)
            if changed.hired_on != stored.hired_on:
                self._move_first_day(uow, stored, changed.hired_on)
            kept = people.update(changed)
            uow.commit()
        return kept

    def change(
        self,
        person_id: int,
        day: date,
        role_code: str,
        *,
        department_code: str | None = None,
        base_fen: int | None = None,
        note: str = "",
    ) -> Person:
        """Give a person another role, department or base pay from a day on; what was before stays in the history.

        Raises:
            UserError: the day lies before the last entry, the person left, or nothing changes.
        """
        with self._ctx.open_uow(Text("Change of post")) as uow:
            person = uow.repository(People).get(person_id)
            uow.reason = Text("Change the post of {name}", name=person.label)
            check_change_day(uow.repository(StaffEvents).of_person(person_id, person.store_id), day)
            changed = PERSON.tidy(_posted(uow, person, role_code, department_code, base_fen))
            if changed == person:
                raise UserError(Text("Role, department and base pay are the same as before. Change one of them."))
            uow.repository(People).update(changed)
            self._record(uow, changed, EventKind.CHANGED, day, note=note)
            uow.commit()
        return changed

    def leave(
        self,
        person_id: int,
        day: date,
        reason: LeaveReason,
        *,
        successor_id: int | None = None,
        note: str = "",
    ) -> Person:
        """Record a person's last day at work; the successor takes over the open problems and steps.

        What stands on the roster after that day is taken off it in the same unit of work.

        Raises:
            UserError: the day lies before the last entry, or the successor does not work in the store then.
        """
        from shopdesk.services.people.handover import hand_over
        from shopdesk.services.roster.service import take_off_after

        with self._ctx.open_uow(Text("Leave")) as uow:
            people = uow.repository(People)
            person = people.get(person_id)
            uow.reason = Text("{name} leaves", name=person.label)
            check_leave_day(uow.repository(StaffEvents).of_person(person_id, person.store_id), day)
            if successor_id is not None:
                successor = people.get(successor_id)
                if successor_id == person_id or not successor.works_on(day):
                    raise UserError(
                        Text(
                            "{name} does not work in the store on that day. Choose somebody else.",
                            name=successor.label,
                        )
                    )
                hand_over(uow, person, successor)
            take_off_after(uow, person, day)
            gone = people.update(replace(person, left_on=day))
            self._record(uow, gone, EventKind.LEFT, day, reason=reason, successor_id=successor_id, note=note)
            uow.commit()
        return gone

    def open_work(self, person_id: int) -> OpenWork:
        """What a person still has to do, for the question who takes it over."""
        from shopdesk.services.people.handover import open_work

        with self._ctx.read() as uow:
            return open_work(uow, uow.repository(People).get(person_id))

    def rehire(
        self,
        person_id: int,
        day: date,
        role_code: str,
        *,
        department_code: str | None = None,
        base_fen: int | None = None,
        note: str = "",
    ) -> Person:
        """Take somebody back who left; the earlier employment stays in the history.

        Raises:
            UserError: the person still works in the store, or the day is not after the last day at work.
        """
        with self._ctx.open_uow(Text("Hire again")) as uow:
            people = uow.repository(People)
            person = people.get(person_id)
            uow.reason = Text("Hire {name} again", name=person.label)
            check_rehire_day(uow.repository(StaffEvents).of_person(person_id, person.store_id), day)
            posted = _posted(uow, person, role_code, department_code, base_fen)
            back = people.update(replace(posted, hired_on=day, left_on=None))
            self._record(uow, back, EventKind.REHIRED, day, note=note)
            uow.commit()
        return back

    def take_back_last(self, person_id: int) -> Person:
        """Remove the last entry of a person's history, for one made by mistake; the hire itself stays.

        Raises:
            UserError: there is only the hire.
        """
        with self._ctx.open_uow(Text("Take back an entry")) as uow:
            people, events = uow.repository(People), uow.repository(StaffEvents)
            person = people.get(person_id)
            uow.reason = Text("Take back the last entry of {name}", name=person.label)
            ordered = sorted(events.of_person(person_id, person.store_id), key=event_order)
            if len(ordered) < 2:
                raise UserError(Text("There is only the hire. Change the first day by editing the person."))
            last = ordered.pop()
            assert last.id is not None
            events.remove(last.id)
            restored = people.update(latest_state(person, ordered))
            uow.commit()
        return restored

    # Inside

    def _record(
        self,
        uow: UnitOfWork,
        person: Person,
        kind: EventKind,
        day: date,
        *,
        reason: LeaveReason | None = None,
        successor_id: int | None = None,
        note: str = "",
    ) -> None:
        assert person.id is not None
        event = StaffEvent(
            store_id=person.store_id,
            person_id=person.id,
            day=day,
            kind=kind,
            department_code=person.department_code,
            role_code=person.role_code,
            base_fen=person.base_fen,
            reason=reason,
            successor_id=successor_id,
            note=note,
        )
        uow.repository(StaffEvents).add(STAFF_EVENT.tidy(event))

    def _move_first_day(self, uow: UnitOfWork, person: Person, day: date) -> None:
        """Put the start of the current employment on another day, keeping the order of the entries."""
        assert person.id is not None
        repo = uow.repository(StaffEvents)
        ordered = sorted(repo.of_person(person.id, person.store_id), key=event_order)
        starts = [n for n, event in enumerate(ordered) if event.kind in (EventKind.HIRED, EventKind.REHIRED)]
        if not starts:
            return
        place = starts[-1]
        if place and day <= ordered[place - 1].day:
            raise UserError(
                Text("The last day at work was {day}. The new start must be a later day.", day=ordered[place - 1].day)
            )
        if place + 1 < len(ordered) and day > ordered[place + 1].day:
            raise UserError(
                Text("There is a later entry of {day}. The first day cannot come after it.", day=ordered[place + 1].day)
            )
        repo.update(replace(ordered[place], day=day))

    @staticmethod
    def _refuse_namesake(everyone: Iterable[Person], name: str, mark: str, *, except_id: int | None = None) -> None:
        other = same_label(everyone, name, mark, except_id=except_id)
        if other is None:
            return
        if other.left_on is not None:
            raise UserError(
                Text(
                    "{name} worked here until {day}. Hire that person again, or add a note that tells the two apart.",
                    name=other.label,
                    day=other.left_on,
                )
            )
        raise UserError(
            Text("There is already somebody called {name}. Add a note that tells the two apart.", name=other.label)
        )


def _posted(
    uow: UnitOfWork, person: Person, role_code: str, department_code: str | None, base_fen: int | None
) -> Person:
    """The person in another post; the department is the role's unless one is given."""
    department = department_code or role_in(uow, person.store_id, role_code).department_code
    return replace(person, department_code=department, role_code=role_code, base_fen=_checked_base(base_fen))


def _checked_base(base_fen: int | None) -> int | None:
    if base_fen is not None and base_fen < 0:
        raise UserError(Text("The base pay is below zero. Enter it without the minus sign."))
    if base_fen is not None and base_fen > HIGHEST_BASE_FEN:
        raise UserError(Text("A base pay of more than 1,000,000 a month is surely a slip. Check the decimal point."))
    return base_fen
