"""The agenda kept in the program: points of meetings, and their decisions followed up as problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.daily.meetings import MEETING_NAMES, MEETING_POINT, MeetingKind, MeetingPoint, Minute, check_point
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.reading import one_read
from shopdesk.storage.repositories.daily import Problems
from shopdesk.storage.repositories.meetings import MeetingPoints

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.daily.problems import ProblemService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.storage.unit_of_work import UnitOfWork

_MOVED = {"decision": "title", "owner": "owner", "due": "due"}
"""What of a point the problem has, too, and by which name."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Every point of a store's meetings, those of the newest first; ``people`` may be made responsible."""

    minutes: tuple[Minute, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MorningAgenda:
    """What a morning meeting looks at: its own ``points``, and the decisions of all meetings that are ``open``."""

    points: tuple[Minute, ...]
    open: tuple[Minute, ...]


class MeetingService:
    """Keeps points of meetings. The problem of a decision is the one that says whether it is done."""

    def __init__(self, ctx: ServiceContext, *, problems: ProblemService, people: PeopleService) -> None:
        """Work within ``ctx``; decisions are closed through ``problems``."""
        self._ctx = ctx
        self._problems = problems
        self._people = people

    @one_read
    def agenda(self, store_id: int) -> Agenda:
        """Every point with how its decision stands."""
        with self._ctx.read() as uow:
            minutes = _followed(uow, uow.repository(MeetingPoints).of_store(store_id))
        team = self._people.active(store_id, self._ctx.clock.today())
        return Agenda(minutes, tuple(dict.fromkeys(person.label for person in team)))

    def of_span(self, store_id: int, period: Period) -> tuple[Minute, ...]:
        """What a report on a span shows: the points of its meetings, and what earlier ones decided and is still open.

        They go by day. How a decision stands is said as of now.
        """
        with self._ctx.read() as uow:
            of_span = uow.repository(MeetingPoints).between(store_id, period.start, period.end)
            return _followed(uow, [*_still_open(uow, store_id, period.start), *of_span])

    def keep(self, point: MeetingPoint) -> MeetingPoint:
        """Keep a new or changed point; what it decides becomes a problem, or changes the one that it is.

        Raises:
            UserError: it contradicts itself, or takes back what is followed up already.
        """
        point = MEETING_POINT.tidy(point)
        check_point(point)
        words = Text("Point “{topic}” changed", topic=point.topic) if point.id else Text(
            "Point “{topic}” entered", topic=point.topic
        )  # fmt: skip
        with self._ctx.open_uow(words) as uow:
            points = uow.repository(MeetingPoints)
            old = points.get(point.id) if point.id else None
            point = replace(point, problem_id=self._follow(uow, point, old))
            kept = points.update(point) if old is not None else points.add(point)
            uow.commit()
        return kept

    def _follow(self, uow: UnitOfWork, point: MeetingPoint, old: MeetingPoint | None) -> int | None:
        """The problem as which the decision is followed up, made or changed as the point says."""
        followed = old.problem_id if old is not None else None
        problems = uow.repository(Problems)
        if followed is None:
            if not point.decision:
                return None
            problem = _checked(self._problem(uow, point))
            return problems.add(problem).id
        if not point.decision:
            raise UserError(
                Text("“{decision}” is followed up as a problem. Close that one instead.", decision=old.decision)  # type: ignore[union-attr]
            )
        # Only what was changed here: who took it over meanwhile on the board stays.
        changed = {
            theirs: getattr(point, ours)
            for ours, theirs in _MOVED.items()
            if getattr(point, ours) != getattr(old, ours)
        }
        if changed:
            problem = _checked(replace(problems.get(followed), **changed))
            problems.update(problem)
        return followed

    def _problem(self, uow: UnitOfWork, point: MeetingPoint) -> Problem:
        return Problem(
            store_id=point.store_id,
            title=point.decision,
            detail=point.topic,
            area=tr(MEETING_NAMES[point.kind]),
            owner=point.owner,
            due=point.due,
            # A meeting that is written down ahead decides nothing before today.
            opened_on=min(point.day, self._ctx.clock.today()),
            opened_by=uow.actor,
        )

    def done(self, point: MeetingPoint, note: str = "") -> None:
        """The decision is carried out: its problem is closed with ``note`` as the result.

        Raises:
            UserError: nothing was decided, it is done already, or another person has to verify it.
        """
        if point.problem_id is None:
            raise UserError(Text("Nothing was decided about “{topic}”.", topic=point.topic))
        self._problems.step(point.problem_id, ProblemState.CLOSED, note=note)

    def remove(self, point: MeetingPoint) -> None:
        """Take a point away; the problem of its decision stays, for it is still to be done. It can be undone."""
        with self._ctx.open_uow(Text("Point “{topic}” removed", topic=point.topic)) as uow:
            uow.repository(MeetingPoints).remove(point)
            uow.commit()


def _followed(uow: UnitOfWork, points: Iterable[MeetingPoint]) -> tuple[Minute, ...]:
    found = list(points)
    numbers = [one.problem_id for one in found if one.problem_id is not None]
    problems = uow.repository(Problems).many(found[0].store_id, numbers) if numbers else {}
    return tuple(Minute(one, problems.get(one.problem_id or 0)) for one in found)


def _still_open(uow: UnitOfWork, store_id: int, before: date) -> list[MeetingPoint]:
    """The points of meetings before a day whose decision is not carried out."""
    still = [problem.id or 0 for problem in uow.repository(Problems).open(store_id)]
    return [one for one in uow.repository(MeetingPoints).followed(store_id, still) if one.day < before]


def morning_agenda(ctx: ServiceContext, store_id: int, day: date) -> MorningAgenda:
    """What the morning meeting of a day looks at; decisions of that day stand among its points only."""
    with ctx.read() as uow:
        points = uow.repository(MeetingPoints).between(store_id, day, day)
        today = [one for one in points if one.kind is MeetingKind.MORNING]
        return MorningAgenda(_followed(uow, today), _followed(uow, _still_open(uow, store_id, day)))


def _checked(problem: Problem) -> Problem:
    """A problem as it may be kept."""
    from shopdesk.domain.daily.nouns import PROBLEM, check_problem  # a report reads only

    problem = PROBLEM.tidy(problem)
    check_problem(problem)
    return problem
