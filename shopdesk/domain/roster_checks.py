"""What is wrong with the roster of a week, said in plain sentences, and how the open hours are covered.

Nothing here refuses a roster: before a campaign an owner may want overtime. The limits are those before overtime: eight
hours a day, 44 a week, one day of rest in the week (Labour Law, articles 36 and 38); the usual week has 40 (Decree 174
of the State Council, 1995). How long somebody rests between two shifts no law says; a night's sleep is eight hours.
Hours count for the day on which a shift begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from shopdesk.domain.roster import DAY_MINUTES, Member, RosterWeek, clock, hours_text
from shopdesk.domain.text import Names, Text
from shopdesk.domain.tiers.checks import Severity

MOST_A_DAY = 8 * 60
MOST_A_WEEK = 44 * 60
USUAL_WEEK = 40 * 60
LEAST_REST = 8 * 60

Span = tuple[int, int]


class FindingKind(StrEnum):
    """What a finding is about, the gravest first."""

    UNCOVERED = "uncovered"
    NOT_EMPLOYED = "not_employed"
    OVERLAP = "overlap"
    NO_REST = "no_rest"
    SHORT_REST = "short_rest"
    LONG_WEEK = "long_week"
    LONG_DAY = "long_day"
    FULL_WEEK = "full_week"
    NO_SERVICE = "no_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFinding:
    """One broken rule; ``person_id`` and ``day`` name a cell to go to, as far as there is one."""

    kind: FindingKind
    severity: Severity
    text: Text
    person_id: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the open hours with the number of people there, in minutes since midnight."""

    start: int
    end: int
    people: int

    @property
    def times(self) -> str:
        """``17:30–22:00``."""
        return f"{clock(self.start)}–{clock(self.end)}"


def bands(spans: Iterable[Span], window: Span) -> list[Band]:
    """Cut a window where somebody comes or goes and count who is there; neighbours of equal number are one band."""
    inside = [(max(start, window[0]), min(end, window[1])) for start, end in spans]
    inside = [(start, end) for start, end in inside if start < end]
    edges = sorted({*window, *(edge for span in inside for edge in span)})
    found: list[Band] = []
    for start, end in pairwise(edges):
        count = sum(1 for span in inside if span[0] <= start and end <= span[1])
        if found and found[-1].people == count:
            found[-1] = Band(found[-1].start, end, count)
        else:
            found.append(Band(start, end, count))
    return found


def cover(week: RosterWeek, day: date) -> list[Band] | None:
    """How customer service covers the open hours of a day.

    ``None`` where the day has no roster, or nobody in the team is in customer service on it.
    """
    if not week.rostered(day) or not any(day in member.service for member in week.members):
        return None
    spans = [
        (span[0] + offset * DAY_MINUTES, span[1] + offset * DAY_MINUTES)
        for member in week.members
        for offset in (-1, 0, 1)
        if (span := _service_span(week, member, day + timedelta(days=offset))) is not None
    ]
    return bands(spans, week.hours.span)


def gaps(covered: Iterable[Band]) -> list[Band]:
    """The stretches without anybody."""
    return [band for band in covered if not band.people]


def findings(week: RosterWeek) -> list[RosterFinding]:
    """Everything that breaks a rule in the week, the gravest first."""
    found = [*_uncovered(week)]
    for member in week.members:
        found += _of_member(week, member)
    order = list(FindingKind)
    return sorted(found, key=lambda one: order.index(one.kind))


def _service_span(week: RosterWeek, member: Member, day: date) -> Span | None:
    shift = week.shift_on(member.id, day) if day in member.service else None
    return None if shift is None else shift.span


def _uncovered(week: RosterWeek) -> Iterable[RosterFinding]:
    if any(week.rostered(day) for day in week.days) and not any(member.service for member in week.members):
        yield RosterFinding(
            kind=FindingKind.NO_SERVICE,
            severity=Severity.NOTE,
            text=Text("Nobody in the team is in customer service, so the cover of the open hours is not checked."),
        )
    for day in week.days:
        empty = gaps(cover(week, day) or ())
        if empty:
            yield RosterFinding(
                kind=FindingKind.UNCOVERED,
                severity=Severity.ERROR,
                text=Text(
                    "{day}: nobody of customer service at {times}. Give somebody a shift then.",
                    day=_short(day),
                    times=Names(gap.times for gap in empty),
                ),
                day=day,
            )


def _of_member(week: RosterWeek, member: Member) -> Iterable[RosterFinding]:
    name = member.person.label
    strangers = [day for day in week.days if week.entry(member.id, day) and day not in member.employed]
    if strangers:
        yield RosterFinding(
            kind=FindingKind.NOT_EMPLOYED,
            severity=Severity.ERROR,
            text=Text(
                "{name} is on the roster but not employed on {days}. Clear these days.",
                name=name,
                days=_list(strangers),
            ),
            person_id=member.id,
            day=strangers[0],
        )
    yield from _overlaps(week, member)
    shifts = {day: shift for day in week.days if (shift := week.shift_on(member.id, day)) is not None}
    if len(shifts) == len(week.days):
        yield RosterFinding(
            kind=FindingKind.NO_REST,
            severity=Severity.ERROR,
            text=Text("{name} has no day of rest this week. Give one day off.", name=name),
            person_id=member.id,
            day=week.days[-1],
        )
    minutes = sum(shift.minutes for shift in shifts.values())
    if USUAL_WEEK < minutes <= MOST_A_WEEK:
        yield RosterFinding(
            kind=FindingKind.FULL_WEEK,
            severity=Severity.NOTE,
            text=Text(
                "{name} works {hours} hours this week; the usual week has {usual}.",
                name=name,
                hours=hours_text(minutes),
                usual=hours_text(USUAL_WEEK),
            ),
            person_id=member.id,
            day=max(shifts),
        )
    if minutes > MOST_A_WEEK:
        yield RosterFinding(
            kind=FindingKind.LONG_WEEK,
            severity=Severity.WARNING,
            text=Text(
                "{name} works {hours} hours this week. More than {most} is overtime.",
                name=name,
                hours=hours_text(minutes),
                most=hours_text(MOST_A_WEEK),
            ),
            person_id=member.id,
            day=max(shifts),
        )
    long = [day for day, shift in shifts.items() if shift.minutes > MOST_A_DAY]
    if long:
        yield RosterFinding(
            kind=FindingKind.LONG_DAY,
            severity=Severity.WARNING,
            text=Text(
                "{name} works up to {hours} hours a day ({days}). More than {most} is overtime.",
                name=name,
                hours=hours_text(max(shifts[day].minutes for day in long)),
                days=_list(long),
                most=hours_text(MOST_A_DAY),
            ),
            person_id=member.id,
            day=long[0],
        )


def _overlaps(week: RosterWeek, member: Member) -> Iterable[RosterFinding]:
    for day in week.days:
        before, now = week.shift_on(member.id, day - timedelta(days=1)), week.shift_on(member.id, day)
        if before is None or now is None:
            continue
        rest = now.span[0] - (before.span[1] - DAY_MINUTES)
        if 0 <= rest < LEAST_REST:
            yield RosterFinding(
                kind=FindingKind.SHORT_REST,
                severity=Severity.WARNING,
                text=Text(
                    "{name} has {hours} hours of rest before the shift of {day}: one ends at {end}, the next begins at "
                    "{start}.",
                    name=member.person.label,
                    hours=hours_text(rest),
                    day=_short(day),
                    end=clock(before.span[1]),
                    start=clock(now.span[0]),
                ),
                person_id=member.id,
                day=day,
            )
        if rest < 0:
            yield RosterFinding(
                kind=FindingKind.OVERLAP,
                severity=Severity.ERROR,
                text=Text(
                    "{name} would be in two shifts at once on {day}: the night shift ends at {end}, the next begins at "
                    "{start}.",
                    name=member.person.label,
                    day=_short(day),
                    end=clock(before.span[1]),
                    start=clock(now.span[0]),
                ),
                person_id=member.id,
                day=day,
            )


def _short(day: date) -> str:
    return f"{day:%m-%d}"


def _list(days: Iterable[date]) -> Names:
    return Names(_short(day) for day in days)
