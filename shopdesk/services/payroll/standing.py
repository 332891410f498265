"""What a person is and is paid by on each day: employments, posts and base pay from the history and from pay data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from shopdesk.domain.payroll.inputs import PayTerms
from shopdesk.domain.payroll.records import PayValue
from shopdesk.domain.payroll.schemes import Scheme, scheme_for
from shopdesk.domain.payroll.shipped import shipped_for
from shopdesk.domain.people import EventKind, Level, Person, Role, StaffEvent, event_order
from shopdesk.services.payroll.rulebook import shipped_schemes
from shopdesk.services.payroll.stored import stored_fen

Span = tuple[date, date | None]


def employments(person: Person, events: Sequence[StaffEvent]) -> tuple[Span, ...]:
    """First and last day of every employment, oldest first; no last day: still there."""
    spans: list[Span] = []
    for event in sorted(events, key=event_order):
        if event.kind in (EventKind.HIRED, EventKind.REHIRED):
            spans.append((event.day, None))
        elif event.kind is EventKind.LEFT and spans:
            spans[-1] = (spans[-1][0], event.day)
    return tuple(spans) or ((person.hired_on, person.left_on),)


class Standing:
    """Department, role, base pay and allowance of one person by day.

    Of the staff history and the pay data the later entry holds; on one day the pay data, which somebody typed.
    """

    def __init__(self, person: Person, events: Sequence[StaffEvent], values: Iterable[PayValue]) -> None:
        """Look up what is known of ``person``."""
        self.person = person
        self._events = sorted((event for event in events if event.kind is not EventKind.LEFT), key=event_order)
        wanted = {"base_fen", "allowance_fen", "role_code"}
        self._values = sorted((value for value in values if value.code in wanted), key=lambda value: value.valid_from)

    @property
    def days(self) -> list[date]:
        """The days on which something begins to hold."""
        found = {event.day for event in self._events} | {value.valid_from for value in self._values}
        return sorted(found | {self.person.hired_on})

    def role(self, day: date) -> str:
        """The code of the role."""
        typed = self._typed("role_code", day)
        event = self._event(day)
        if typed is not None and typed.value and (event is None or typed.valid_from >= event.day):
            return typed.value
        return event.role_code if event is not None else self.person.role_code

    def base_fen(self, day: date) -> int | None:
        """The monthly base pay; ``None`` where nobody entered one."""
        stated = [event for event in self._events if event.day <= day and event.base_fen is not None]
        if not stated and self._events and day < self._events[0].day:
            stated = [event for event in self._events[:1] if event.base_fen is not None]
        typed = self._typed("base_fen", day)
        if typed is not None and (not stated or typed.valid_from >= stated[-1].day):
            return stored_fen(typed.code, typed.value) if typed.value else None
        if stated:
            return stated[-1].base_fen
        return None if self._events else self.person.base_fen

    def allowance_fen(self, day: date) -> int | None:
        """The monthly post allowance; ``None`` where nobody entered one."""
        typed = self._typed("allowance_fen", day)
        return stored_fen(typed.code, typed.value) if typed is not None and typed.value else None

    def _event(self, day: date) -> StaffEvent | None:
        begun = [event for event in self._events if event.day <= day]
        return begun[-1] if begun else (self._events[0] if self._events else None)

    def _typed(self, code: str, day: date) -> PayValue | None:
        begun = [value for value in self._values if value.code == code and value.valid_from <= day]
        return begun[-1] if begun else None


def pay_terms(
    standing: Standing, roles: Mapping[str, Role], schemes: Sequence[Scheme], last: date
) -> tuple[PayTerms, ...]:
    """What the person is paid by from day to day, until ``last``."""
    days = {day for day in standing.days if day <= last} | {scheme.valid_from for scheme in schemes}
    days = {day for day in days if day <= last} or {standing.person.hired_on}
    return tuple(
        PayTerms(
            valid_from=day,
            scheme=_scheme(standing, roles, schemes, day),
            base_fen=standing.base_fen(day),
            allowance_fen=standing.allowance_fen(day),
        )
        for day in sorted(days)
    )


def _scheme(standing: Standing, roles: Mapping[str, Role], schemes: Sequence[Scheme], day: date) -> Scheme:
    code = standing.role(day)
    role = roles.get(code)
    department = standing.person.department_code if role is None else role.department_code
    level = Level.STAFF if role is None else role.level
    return scheme_in_force(schemes, standing.person.id, code, department, level, day)


def scheme_in_force(
    schemes: Sequence[Scheme], person_id: int | None, role: str, department: str, level: Level, day: date
) -> Scheme:
    """The version that holds for a person, or for a role without one, on a day.

    The person's own scheme goes before one of the role, that before the shipped one of department and level. A version
    of the store's own with the code of a shipped scheme takes its place for everybody whom that is meant for.
    """
    own = scheme_for(schemes, person_id, role, day)
    if own is not None:
        return own
    shipped = shipped_for(shipped_schemes(), department, level)
    changed = [
        scheme
        for scheme in schemes
        if scheme.code == shipped.code and scheme.person_id is None and scheme.valid_from <= day
    ]
    return max(changed, key=lambda scheme: scheme.valid_from, default=shipped)
