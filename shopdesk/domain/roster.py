"""Who works when: the store's shifts, one duty for each person and day, and who is on duty at a day or a moment.

A shift may end after midnight: one that ends no later than it begins ends on the next day, and all of its hours count
for the day on which it begins. The pause is taken off the hours that are worked, but not off the cover: when somebody
pauses is settled on the spot, so that others stay. One person has one duty a day, so nobody is in two shifts at once;
only a shift past midnight can run into the next day's, which the checks find.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.people import Person
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

DAY_MINUTES = 24 * 60
SERVICE = "service"
"""The department whose people keep the store's chat open."""


class Away(StrEnum):
    """What stands on the roster instead of a shift."""

    OFF = "off"
    LEAVE = "leave"
    SICK = "sick"


AWAY_NAMES: Mapping[Away, Text] = {
    Away.OFF: Text("Off", context="duty"),
    Away.LEAVE: Text("On leave", context="duty"),
    Away.SICK: Text("Sick leave", context="duty"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Kept):
    """One of the store's shifts. ``code`` stands on the roster; ``pause_minutes`` are not worked."""

    store_id: int
    code: str
    name_zh: str
    name_en: str
    starts: time
    ends: time
    pause_minutes: int = 0
    position: int = 0
    hidden: bool = False

    def name(self, language: str) -> str:
        """Return the name in a language ("zh_CN" or "en")."""
        return self.name_zh if language.startswith("zh") else self.name_en

    @property
    def span(self) -> tuple[int, int]:
        """From when to when, in minutes since the midnight before it begins; more than 1440 is the next day."""
        return span_of(self.starts, self.ends)

    @property
    def minutes(self) -> int:
        """How long somebody works in it, the pause taken off."""
        start, end = self.span
        return end - start - self.pause_minutes

    @property
    def times(self) -> str:
        """``09:00–17:30``."""
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDay(Kept):
    """What one person does on one day: ``duty`` is the code of a shift, or one of :class:`Away`."""

    store_id: int
    person_id: int
    day: date
    duty: str
    note: str = ""

    @property
    def away(self) -> Away | None:
        """Why the person does not work; ``None`` for a shift."""
        return Away(self.duty) if self.duty in set(Away) else None


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When customers can reach somebody. Closing no later than opening means the next day; equal is round the clock."""

    opens: time = time(9, 0)
    closes: time = time(22, 0)

    @property
    def span(self) -> tuple[int, int]:
        """From when to when, in minutes since midnight; more than 1440 is the next day."""
        return span_of(self.opens, self.closes)

    @property
    def text(self) -> str:
        """``09:00–22:00``, also the form in which the hours are kept."""
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person on the roster of a week. ``employed`` and ``service`` are the days in the team, and in customer service.

    Both reach one day beyond the week on either side, for shifts past midnight.
    """

    person: Person
    employed: frozenset[date]
    service: frozenset[date]

    @property
    def id(self) -> int:
        """The person's key."""
        return self.person.id or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterWeek:
    """The roster of one store from Monday to Sunday.

    ``entries`` holds the day before and the day after too, for shifts past midnight. ``shifts`` holds hidden ones too,
    as past days keep them.
    """

    store_id: int
    monday: date
    members: tuple[Member, ...]
    shifts: tuple[Shift, ...]
    hours: OpeningHours
    entries: Mapping[tuple[int, date], RosterDay]

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + timedelta(days=number) for number in range(7))

    @property
    def offered(self) -> tuple[Shift, ...]:
        """The shifts that can be given, in their order."""
        return tuple(shift for shift in self.shifts if not shift.hidden)

    def entry(self, person_id: int, day: date) -> RosterDay | None:
        """What stands on the roster for a person and a day."""
        return self.entries.get((person_id, day))

    def shift(self, code: str) -> Shift | None:
        """The shift of a code."""
        return next((shift for shift in self.shifts if shift.code == code), None)

    def shift_on(self, person_id: int, day: date) -> Shift | None:
        """The shift that a person works on a day."""
        entry = self.entry(person_id, day)
        return None if entry is None else self.shift(entry.duty)

    def minutes(self, person_id: int) -> int | None:
        """What a person works in the week; ``None`` where nothing is planned for them."""
        if not any(self.entry(person_id, day) for day in self.days):
            return None
        shifts = (self.shift_on(person_id, day) for day in self.days)
        return sum(shift.minutes for shift in shifts if shift is not None)

    def rostered(self, day: date) -> bool:
        """Whether the day has a roster: somebody has a shift, or something stands there for everybody employed."""
        team = [member.id for member in self.members if day in member.employed]
        if any(self.shift_on(person_id, day) is not None for person_id in team):
            return True
        return bool(team) and all(self.entry(person_id, day) is not None for person_id in team)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnShift:
    """The people of one shift on one day."""

    shift: Shift
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDay:
    """Who is on duty on a day.

    ``rostered`` says that the day has a roster; else everybody employed is expected, but those who are away. ``open``
    are those employed of whom a rostered day says nothing.
    """

    day: date
    rostered: bool = False
    on_shift: tuple[OnShift, ...] = ()
    away: Mapping[Away, tuple[Person, ...]]
    open: tuple[Person, ...] = ()
    people: tuple[Person, ...] = ()


def span_of(starts: time, ends: time) -> tuple[int, int]:
    """Two times of day as minutes since midnight, the second after the first, on the next day if need be."""
    start, end = starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute
    return start, end if end > start else end + DAY_MINUTES


def clock(minutes: int) -> str:
    """Minutes since midnight as ``17:30``, whatever the day."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def hours_text(minutes: int) -> str:
    """Minutes as hours: ``8``, ``7.5``, ``7.33``."""
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{hours:f}".rstrip("0").rstrip(".")


def check_shift(shift: Shift, others: Iterable[Shift], *, language: str) -> None:
    """Refuse a shift that nobody could work or tell from another; the sentence names it in ``language``.

    Raises:
        UserError: with what to put right.
    """
    if not (shift.name_zh.strip() and shift.name_en.strip()):
        raise UserError(Text("Give the shift a name."))
    name = shift.name(language).strip()
    names = {shift.name_zh.strip(), shift.name_en.strip()}
    for other in others:
        if other.code != shift.code and not other.hidden and names & {other.name_zh, other.name_en}:
            raise UserError(Text("There is already a shift called “{name}”.", name=name))
    if shift.starts == shift.ends:
        raise UserError(
            Text("“{name}” begins and ends at {time}. Change one of them.", name=name, time=f"{shift.starts:%H:%M}")
        )
    start, end = shift.span
    if not 0 <= shift.pause_minutes < end - start:
        raise UserError(Text("The pause of “{name}” must be shorter than the shift.", name=name))


def duty_day(day: date, standing: Sequence[Person], entries: Iterable[RosterDay], shifts: Sequence[Shift]) -> DutyDay:
    """Say who is on duty among those who are employed on the day.

    A day has a roster when somebody has a shift, or when something stands there for everybody. Where only some are away
    and nobody has a shift, the store keeps no roster, and the others are expected.
    """
    duties = {entry.person_id: entry for entry in entries if entry.day == day}
    known = {shift.code for shift in shifts}
    by_duty: dict[str, list[Person]] = {}
    for person in standing:
        found = duties.get(person.id or 0)
        # A shift that is no longer known says as little as no entry.
        duty = found.duty if found is not None and (found.away or found.duty in known) else ""
        by_duty.setdefault(duty, []).append(person)
    ordered = sorted(shifts, key=lambda shift: (shift.span, shift.position))
    on_shift = tuple(
        OnShift(shift=shift, people=tuple(by_duty[shift.code])) for shift in ordered if by_duty.get(shift.code)
    )
    away = {kind: tuple(by_duty[kind]) for kind in Away if by_duty.get(kind)}
    unsaid = tuple(by_duty.get("", ()))
    rostered = bool(on_shift) or (bool(standing) and not unsaid)
    people = tuple(person for group in on_shift for person in group.people) if rostered else unsaid
    return DutyDay(
        day=day, rostered=rostered, on_shift=on_shift, away=away, open=unsaid if rostered else (), people=people
    )


def on_duty_at(moment: datetime, entries: Iterable[RosterDay], shifts: Iterable[Shift]) -> set[int]:
    """The keys of those whose shift covers a moment; yesterday's shifts past midnight count, so hand those in too."""
    known = {shift.code: shift for shift in shifts}
    found = set()
    for entry in entries:
        shift = known.get(entry.duty)
        if shift is None:
            continue
        start, end = shift.span
        minute = (moment.date() - entry.day).days * DAY_MINUTES + moment.hour * 60 + moment.minute
        if start <= minute < end:
            found.add(entry.person_id)
    return found


SHIFT = Noun(
    "shifts",
    Shift,
    Text("Shift"),
    (
        *keys("code", "position"),
        Field("name_zh", Kind.LINE, Text("Name (Chinese)"), required=True, longest=20),
        Field("name_en", Kind.LINE, Text("Name (English)"), required=True, longest=20),
        Field("starts", Kind.TIME, Text("Begins"), required=True),
        Field("ends", Kind.TIME, Text("Ends"), required=True),
        Field("pause_minutes", Kind.COUNT, Text("Pause (minutes)"), highest=DAY_MINUTES, additive=False),
        Field("hidden", Kind.FLAG, Text("Hidden")),
    ),
    titles=("name_zh", "name_en"),
)

ROSTER_DAY = Noun(
    "roster_days",
    RosterDay,
    Text("Roster day"),
    (
        Field("person_id", Kind.REFERENCE, Text("Person"), required=True),
        Field("day", Kind.DAY, Text("Day"), required=True),
        Field("duty", Kind.REFERENCE, Text("Duty"), required=True, choices=AWAY_NAMES),
        Field("note", Kind.LINE, Text("Note"), key="n", longest=120),
    ),
    titles=("day",),
)
