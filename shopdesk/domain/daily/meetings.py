"""The agenda: what meetings talked about, what they decided, who does it and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.daily.problems import STATE_NAMES, Problem
from shopdesk.domain.fields import Field, FieldError, Kind, Noun, keys
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class MeetingKind(StrEnum):
    """The meetings of a store."""

    MORNING = "morning"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


MEETING_NAMES = {
    MeetingKind.MORNING: Text("Morning meeting"),
    MeetingKind.WEEKLY: Text("Weekly meeting"),
    MeetingKind.MONTHLY: Text("Monthly meeting"),
    MeetingKind.QUARTERLY: Text("Quarterly meeting"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint(Kept):
    """A point of a meeting, which is told by its kind and day.

    ``decision``, ``owner`` and ``due`` are the minutes: what was said then. How it stands is said by the problem of
    ``problem_id``, as which a decision is followed up; a point that nothing was decided about has none.
    """

    store_id: int
    kind: MeetingKind
    day: date
    topic: str
    decision: str = ""
    owner: str = ""
    due: date | None = None
    problem_id: int | None = None


MEETING_POINT = Noun(
    "meeting_points",
    MeetingPoint,
    Text("Point of a meeting"),
    (
        *keys("problem_id"),
        Field("kind", Kind.CHOICE, Text("Meeting"), key="m", choices=MEETING_NAMES, required=True),
        Field("day", Kind.DAY, Text("Day"), key="d", required=True),
        Field("topic", Kind.LINE, Text("Point"), key="p", required=True, longest=200),
        Field(
            "decision",
            Kind.LINE,
            Text("Decision"),
            key="e",
            longest=500,
            help=Text("What is decided is followed up as a problem until it is done."),
        ),
        Field("owner", Kind.LINE, Text("Responsible"), key="r", longest=60),
        Field("due", Kind.DAY, Text("Due"), key="u", ahead=True),
    ),
    titles=("topic",),
    identity=("kind", "day", "topic"),
)


def check_point(point: MeetingPoint) -> None:
    """Refuse a point that contradicts itself.

    Raises:
        FieldError: somebody is to do what was not decided, it is due before the meeting, or what is followed up is
            taken back.
    """
    if not point.decision and (point.owner or point.due is not None):
        raise FieldError(MEETING_POINT.field("decision"), Text("Say what was decided, then who does it and by when."))
    if point.due is not None and point.due < point.day:
        sentence = Text("{due} lies before the meeting. Choose a later day.", due=point.due)
        raise FieldError(MEETING_POINT.field("due"), sentence)


@dataclass(frozen=True, slots=True)
class Minute:
    """A point with the problem as which its decision is followed up, if anything was decided."""

    point: MeetingPoint
    problem: Problem | None = None

    @property
    def is_open(self) -> bool:
        """Whether something was decided that is not done."""
        return self.problem is not None and self.problem.is_open

    @property
    def state(self) -> Text | None:
        """How the decision stands; ``None`` where nothing was decided."""
        return None if self.problem is None else STATE_NAMES[self.problem.state]
