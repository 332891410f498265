"""The people of a store: departments, roles, persons and what happened to each of them.

What a person is today (role, department, base pay, employed or not) follows from a dated list of events.
The row of a person repeats the state of the last event so that lists are quick, but any past or future day
is answered by :func:`standing_on`. A last day at work counts as a day at work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Audience, Field, Kind, Noun, keys
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class Level(StrEnum):
    """How much a role leads. The tier planner counts supervisors and managers among the leads."""

    STAFF = "staff"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


LEVEL_NAMES: dict[Level, Text] = {
    Level.STAFF: Text("Staff", context="level"),
    Level.LEAD: Text("Lead", context="level"),
    Level.SUPERVISOR: Text("Supervisor", context="level"),
    Level.MANAGER: Text("Manager", context="level"),
}


class EventKind(StrEnum):
    """What can happen to a person in the store."""

    HIRED = "hired"
    CHANGED = "changed"
    LEFT = "left"
    REHIRED = "rehired"


EVENT_NAMES: dict[EventKind, Text] = {
    EventKind.HIRED: Text("Hired"),
    EventKind.CHANGED: Text("Change of post"),
    EventKind.LEFT: Text("Last day at work"),
    EventKind.REHIRED: Text("Hired again"),
}


class LeaveReason(StrEnum):
    """Why somebody left. Kept short on purpose: the store needs no more than this."""

    RESIGNED = "resigned"
    CONTRACT_ENDED = "contract_ended"
    PROBATION = "probation"
    DISMISSED = "dismissed"
    OTHER = "other"


REASON_NAMES: dict[LeaveReason, Text] = {
    LeaveReason.RESIGNED: Text("Resigned"),
    LeaveReason.CONTRACT_ENDED: Text("Contract ended"),
    LeaveReason.PROBATION: Text("Probation not passed"),
    LeaveReason.DISMISSED: Text("Dismissed"),
    LeaveReason.OTHER: Text("Other reason"),
}

HIGHEST_BASE_FEN = 100_000_000
"""A million yuan a month; beyond it somebody forgot the decimal point."""
OLDEST_FIRST_DAY = date(2003, 5, 10)
"""Taobao opened; who is said to have begun at an online store before that is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Kept):
    """A department of one store. Both names are kept so that the language can be switched."""

    store_id: int
    code: str
    name_zh: str
    name_en: str
    position: int = 0
    hidden: bool = False

    def name(self, language: str) -> str:
        """Return the name in a language ("zh_CN" or "en")."""
        return self.name_zh if language.startswith("zh") else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Kept):
    """A role in a department.

    ``duty_code`` is the code by which the daily worksheet and other templates name the role in charge;
    several roles may answer to one code (pre-sale and after-sale service both answer to ``service``).
    ``base_fen`` is the base pay proposed when somebody is hired, None where no figure is known.
    """

    store_id: int
    code: str
    department_code: str
    name_zh: str
    name_en: str
    duties_zh: str = ""
    duties_en: str = ""
    level: Level = Level.STAFF
    duty_code: str = ""
    base_fen: int | None = None
    position: int = 0
    hidden: bool = False

    def name(self, language: str) -> str:
        """Return the name in a language ("zh_CN" or "en")."""
        return self.name_zh if language.startswith("zh") else self.name_en

    def duties(self, language: str) -> str:
        """Return what the role is for in a language ("zh_CN" or "en")."""
        return self.duties_zh if language.startswith("zh") else self.duties_en

    @property
    def leads(self) -> bool:
        """Tell whether the tier planner counts the role as a lead."""
        return self.level is not Level.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Kept):
    """Somebody who works or worked in the store.

    ``mark`` tells two people of the same name apart ("the younger", "evening shift"). ``left_on`` is the last day
    at work. ``base_fen`` is the monthly base pay; None means it is not recorded, which is not the same as nothing.
    """

    store_id: int
    name: str
    mark: str = ""
    department_code: str
    role_code: str
    hired_on: date
    left_on: date | None = None
    base_fen: int | None = None
    phone: str | None = None
    email: str | None = None
    note: str = ""

    @property
    def label(self) -> str:
        """Return the name with its distinguishing mark, as shown wherever a person can be chosen."""
        return f"{self.name} ({self.mark})" if self.mark else self.name

    def works_on(self, day: date) -> bool:
        """Tell whether the current employment covers a day. Earlier employments are known to the events only."""
        return self.hired_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffEvent(Kept):
    """One dated thing that happened to a person: hired, changed, left, hired again.

    Role, department and base pay are those that hold from ``day`` on; for a leave they are the last ones.
    ``successor_id`` is the person who took over the open work.
    """

    store_id: int
    person_id: int
    day: date
    kind: EventKind
    department_code: str
    role_code: str
    base_fen: int | None = None
    reason: LeaveReason | None = None
    successor_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentCount:
    """Headcount and monthly base pay of one department on one day.

    ``without_base`` counts people whose base pay is not recorded; they are missing from ``base_fen``.
    """

    department_code: str
    people: int
    leads: int
    base_fen: int
    without_base: int


def event_order(event: StaffEvent) -> tuple[date, int, int]:
    """Sort key of events: by day; on one day a leave comes after a hire or a change of that day."""
    return (event.day, 1 if event.kind is EventKind.LEFT else 0, event.id or 0)


def standing_on(person: Person, events: Iterable[StaffEvent], day: date) -> Person | None:
    """Return the person as employed on a day, or None when not employed then.

    ``left_on`` is the end of that employment, where it is recorded, also when it lies after the day. Without any event
    the row of the person itself is the answer.
    """
    ordered = sorted(events, key=event_order)
    if not ordered:
        return person if person.works_on(day) else None
    standing: Person | None = None
    for event in ordered:
        if event.kind is EventKind.LEFT:
            # The last day at work is still a day at work.
            if event.day >= day:
                return replace(standing, left_on=event.day) if standing else None
            standing = None
            continue
        if event.day > day:
            if event.kind is EventKind.CHANGED:
                continue  # a later leave may still follow
            break
        starts = event.kind in (EventKind.HIRED, EventKind.REHIRED)
        standing = replace(
            person,
            department_code=event.department_code,
            role_code=event.role_code,
            base_fen=event.base_fen,
            hired_on=event.day if standing is None or starts else standing.hired_on,
            left_on=None,
        )
    return standing


def latest_state(person: Person, events: Iterable[StaffEvent]) -> Person:
    """Return the person with role, department, base pay and dates of the last event, whenever it takes effect."""
    state = person
    for event in sorted(events, key=event_order):
        if event.kind is EventKind.LEFT:
            state = replace(state, left_on=event.day)
            continue
        hired_on = event.day if event.kind in (EventKind.HIRED, EventKind.REHIRED) else state.hired_on
        state = replace(
            state,
            department_code=event.department_code,
            role_code=event.role_code,
            base_fen=event.base_fen,
            hired_on=hired_on,
            left_on=None,
        )
    return state


def clean_name(name: str) -> str:
    """Return a name without surrounding and doubled blanks.

    Raises:
        UserError: when nothing is left.
    """
    cleaned = " ".join(name.split())
    if not cleaned:
        raise UserError(Text("Enter a name: a person without a name cannot be found again."))
    return cleaned


def same_label(people: Iterable[Person], name: str, mark: str, *, except_id: int | None = None) -> Person | None:
    """Return the person who already carries this name and mark, if any.

    Blanks and letter case are ignored, so that "Li Na" and "li  na" count as the same.
    """
    wanted = _key(name), _key(mark)
    for person in people:
        if person.id != except_id and (_key(person.name), _key(person.mark)) == wanted:
            return person
    return None


def check_change_day(events: Sequence[StaffEvent], day: date) -> None:
    """Refuse a change before the hire or on a day when the person was not employed.

    Raises:
        UserError: with the day that would be possible.
    """
    ordered = sorted(events, key=event_order)
    if not ordered:
        return
    last = ordered[-1]
    if last.kind is EventKind.LEFT:
        raise UserError(Text("This person left on {day}. Hire them again first.", day=last.day))
    if day < last.day:
        raise UserError(
            Text("The last entry of this person is of {day}. Choose that day or a later one.", day=last.day)
        )


def check_leave_day(events: Sequence[StaffEvent], day: date) -> None:
    """Refuse a last day before the last entry, or a second leave.

    Raises:
        UserError: with the day that would be possible.
    """
    check_change_day(events, day)


def check_rehire_day(events: Sequence[StaffEvent], day: date) -> None:
    """Refuse to hire again somebody who is employed, or for a day that is not after the last day at work.

    Raises:
        UserError: with the day that would be possible.
    """
    ordered = sorted(events, key=event_order)
    if not ordered or ordered[-1].kind is not EventKind.LEFT:
        raise UserError(Text("This person still works in the store, so there is nothing to hire again."))
    if day <= ordered[-1].day:
        raise UserError(Text("The last day at work was {day}. The new start must be a later day.", day=ordered[-1].day))


def count_departments(people: Iterable[Person], roles: Iterable[Role]) -> list[DepartmentCount]:
    """Count people and base pay by department, in the order in which departments first appear among the people."""
    leading = {role.code for role in roles if role.leads}
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(person.department_code, []).append(person)
    return [
        DepartmentCount(
            department_code=code,
            people=len(group),
            leads=sum(1 for person in group if person.role_code in leading),
            base_fen=sum(person.base_fen or 0 for person in group),
            without_base=sum(1 for person in group if person.base_fen is None),
        )
        for code, group in groups.items()
    ]


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


_BASE = Field("base_fen", Kind.MONEY, Text("Base pay"), key="b", highest=HIGHEST_BASE_FEN)

PERSON = Noun(
    "people",
    Person,
    Text("Person"),
    (
        Field("name", Kind.LINE, Text("Name", context="person"), key="n", required=True, longest=40),
        Field(
            "mark",
            Kind.LINE,
            Text("Tell apart by"),
            key="a",
            longest=40,
            column=False,
            placeholder=Text("for example: evening shift"),
        ),
        Field("department_code", Kind.REFERENCE, Text("Department"), key="d", required=True),
        Field("role_code", Kind.REFERENCE, Text("Role"), key="r", required=True),
        Field("hired_on", Kind.DAY, Text("First day"), key="f", required=True, usual=(OLDEST_FIRST_DAY, None)),
        Field("left_on", Kind.DAY, Text("Left on"), column=False),
        _BASE,
        Field("phone", Kind.LINE, Text("Phone"), key="p", longest=40, audience=Audience.OPTIONAL, column=False),
        Field("email", Kind.LINE, Text("E-mail"), key="e", longest=254, audience=Audience.OPTIONAL, column=False),
        Field("note", Kind.LINE, Text("Note"), key="o", longest=1000, column=False),
    ),
    titles=("name",),
    identity=("name", "mark"),
)

DEPARTMENT = Noun(
    "departments",
    Department,
    Text("Department"),
    (
        *keys("code", "position"),
        Field("name_zh", Kind.LINE, Text("Name (Chinese)"), required=True, longest=40),
        Field("name_en", Kind.LINE, Text("Name (English)"), required=True, longest=40),
        Field("hidden", Kind.FLAG, Text("Hidden")),
    ),
    titles=("name_zh", "name_en"),
)

ROLE = Noun(
    "roles",
    Role,
    Text("Role"),
    (
        *keys("code", "position"),
        Field("name_zh", Kind.LINE, Text("Name (Chinese)"), required=True, longest=40),
        Field("name_en", Kind.LINE, Text("Name (English)"), required=True, longest=40),
        Field("department_code", Kind.REFERENCE, Text("Department"), required=True),
        Field("duties_zh", Kind.WORDS, Text("Duties (Chinese)")),
        Field("duties_en", Kind.WORDS, Text("Duties (English)")),
        Field("level", Kind.CHOICE, Text("Level"), key="l", choices=LEVEL_NAMES),
        Field("duty_code", Kind.REFERENCE, Text("Tasks of"), key="t"),
        Field("base_fen", Kind.MONEY, Text("Usual base pay"), key="b", highest=HIGHEST_BASE_FEN, additive=False),
        Field("hidden", Kind.FLAG, Text("Hidden")),
    ),
    titles=("name_zh", "name_en"),
)

STAFF_EVENT = Noun(
    "staff_events",
    StaffEvent,
    Text("Staff event"),
    (
        Field("person_id", Kind.REFERENCE, Text("Person"), required=True),
        Field("day", Kind.DAY, Text("Day"), key="y", required=True, usual=(OLDEST_FIRST_DAY, None)),
        Field("kind", Kind.CHOICE, Text("Kind"), choices=EVENT_NAMES),
        Field("department_code", Kind.REFERENCE, Text("Department"), key="d", required=True),
        Field("role_code", Kind.REFERENCE, Text("Role"), key="r", required=True),
        _BASE,
        Field("reason", Kind.CHOICE, Text("Reason"), key="e", choices=REASON_NAMES),
        Field("successor_id", Kind.REFERENCE, Text("Takes over open work"), key="v", refers="person_id"),
        Field("note", Kind.LINE, Text("Note"), key="o", longest=1000),
    ),
    titles=("day",),
)
