"""Inspection rounds: places or pages looked at in their order, each with points; what is found becomes a problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.fields import Field, FieldError, Kind, Noun, keys
from shopdesk.domain.joining import Was
from shopdesk.domain.money import ratio
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

MOST_PLACES = 100
LONGEST_PLACE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRound(Kept):
    """A round: ``places`` one a line in the order in which they are looked at, each worth up to ``best`` points.

    It is walked every ``every`` days where that is said, by ``owner``.
    """

    store_id: int
    name: str
    places: str
    best: int = 5
    every: int | None = None
    owner: str = ""

    @property
    def stations(self) -> tuple[str, ...]:
        """The places in their order; a place that stands there twice counts once."""
        return tuple(dict.fromkeys(line.strip() for line in self.places.splitlines() if line.strip()))


INSPECTION_ROUND = Noun(
    "inspection_rounds",
    InspectionRound,
    Text("Inspection round"),
    (
        Field("name", Kind.LINE, Text("Round"), key="r", required=True, longest=80),
        Field("places", Kind.WORDS, Text("Places or pages"), key="p", required=True, column=False,
              help=Text("One a line, in the order in which they are looked at.")),
        Field("best", Kind.COUNT, Text("Points for a place in order"), key="o", required=True, lowest=1, highest=100,
              additive=False, column=False),
        Field("every", Kind.COUNT, Text("Walked every so many days"), key="w", lowest=1, highest=366, additive=False),
        Field("owner", Kind.LINE, Text("Responsible"), key="e", longest=60),
    ),
    titles=("name",),
    identity=("name",),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionMark(Kept):
    """What was seen at one place of a round on a day; ``points`` is ``None`` where only a note was written."""

    store_id: int
    round_id: int
    day: date
    place: str
    points: int | None = None
    note: str = ""
    who: str = ""
    problem_id: int | None = None


INSPECTION_MARK = Noun(
    "inspection_marks",
    InspectionMark,
    Text("Place inspected"),
    (
        Field("day", Kind.DAY, Text("Day"), required=True),
        Field("place", Kind.LINE, Text("Place"), longest=LONGEST_PLACE),
        Field("points", Kind.COUNT, Text("Points given"), lowest=0, highest=100, additive=False),
        Field("note", Kind.LINE, Text("Note"), longest=300),
        Field("who", Kind.LINE, Text("Seen by"), longest=60),
        *keys("round_id", "problem_id"),
    ),
    titles=("place",),
)


@dataclass(frozen=True, slots=True)
class Station:
    """A place of a round on a day: what was seen, what was seen last time, and the problem that came of it."""

    place: str
    mark: InspectionMark | None = None
    before: InspectionMark | None = None
    problem: Problem | None = None

    def was(self, name: str) -> Was:
        """What stands in a field of its mark; of a place without one, what an empty mark has there."""
        empty = InspectionMark(store_id=0, round_id=0, day=date.min, place=self.place)
        return Was(getattr(self.mark or empty, name))


@dataclass(frozen=True, slots=True)
class Visit:
    """A walk of a round on a day.

    ``points`` of ``best`` are those of the ``seen`` places that got points; a place that nobody looked at counts for
    nothing, so that a walk half done is not taken for a bad one.
    """

    day: date
    points: int
    best: int
    seen: int
    places: int

    @property
    def share(self) -> Decimal | None:
        """The points reached, as a share; ``None`` where no place got any."""
        return ratio(self.points, self.best) if self.best else None


def check_round(one: InspectionRound) -> None:
    """Refuse a round without places, with too many, or with one whose name is too long.

    Raises:
        FieldError: so it is.
    """
    field, stations = INSPECTION_ROUND.field("places"), one.stations
    if not stations:
        raise FieldError(field, Text("Write down at least one place, one a line."))
    if len(stations) > MOST_PLACES:
        raise FieldError(
            field, Text("{count} places, {most} fit in a round. Split it.", count=len(stations), most=MOST_PLACES)
        )
    longest = max(stations, key=len)
    if len(longest) > LONGEST_PLACE:
        raise FieldError(
            field,
            Text("The place “{place}…” has {count} characters, {most} fit.", place=longest[:30], count=len(longest),
                 most=LONGEST_PLACE),
        )  # fmt: skip


def visits(one: InspectionRound, marks: Iterable[InspectionMark]) -> list[Visit]:
    """The walks of a round, the newest first; points above what a place is worth today count as full."""
    by_day: defaultdict[date, list[InspectionMark]] = defaultdict(list)
    for mark in marks:
        by_day[mark.day].append(mark)
    found = []
    for day in sorted(by_day, reverse=True):
        pointed = [mark for mark in by_day[day] if mark.points is not None]
        points = sum(min(mark.points or 0, one.best) for mark in pointed)
        found.append(Visit(day, points, one.best * len(pointed), len(by_day[day]), len(one.stations)))
    return found


def stations_on(
    one: InspectionRound, marks: Sequence[InspectionMark], problems: Mapping[int, Problem], day: date
) -> tuple[Station, ...]:
    """The places of a round on a day in their order; behind them those of that day that the round no longer has."""
    today = {mark.place: mark for mark in marks if mark.day == day}
    before = {mark.place: mark for mark in sorted(marks, key=lambda one: one.day) if mark.day < day}
    places = [*one.stations, *(place for place in today if place not in one.stations)]
    found = []
    for place in places:
        seen = today.get(place)
        problem = problems.get(seen.problem_id) if seen is not None and seen.problem_id is not None else None
        found.append(Station(place, seen, before.get(place), problem))
    return tuple(found)


def is_due(one: InspectionRound, walked: Sequence[Visit], today: date) -> bool:
    """Whether a round is to be walked: it has a rhythm, and was not walked within so many days."""
    if one.every is None:
        return False
    return not walked or (today - walked[0].day).days >= one.every
