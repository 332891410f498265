"""Keeping inspection rounds, noting what is seen, and following up what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.daily.inspections import (
    INSPECTION_MARK,
    INSPECTION_ROUND,
    InspectionMark,
    InspectionRound,
    Station,
    Visit,
    check_round,
    is_due,
    stations_on,
    visits,
)
from shopdesk.domain.daily.problems import Problem, urgency
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.joining import Was
from shopdesk.domain.text import Text
from shopdesk.services.attachments import Source
from shopdesk.services.reading import one_read
from shopdesk.storage.repositories.daily import Problems
from shopdesk.storage.repositories.inspections import InspectionMarks, InspectionRounds

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.daily.problems import ProblemService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Walk:
    """A round on a day: its places, its walks (the newest first), and what was found on it and is not settled."""

    round: InspectionRound
    day: date
    stations: tuple[Station, ...]
    visits: tuple[Visit, ...]
    findings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RoundsBoard:
    """Every round with its last walk, those that are due, and who may walk them."""

    rounds: tuple[InspectionRound, ...]
    last: Mapping[int, Visit]
    due: frozenset[int]
    open: Mapping[int, int]
    people: tuple[str, ...]


class InspectionService:
    """Keeps rounds and what was seen on them; findings are problems."""

    def __init__(self, ctx: ServiceContext, *, people: PeopleService, problems: ProblemService) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self._people = people
        self._problems = problems

    @one_read
    def board(self, store_id: int) -> RoundsBoard:
        """Every round."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            rounds = uow.repository(InspectionRounds).of_store(store_id)
            marks = uow.repository(InspectionMarks).of_store(store_id)
            found = _problems_of(uow, marks)
        walked = {one.id or 0: visits(one, (mark for mark in marks if mark.round_id == one.id)) for one in rounds}
        waiting: dict[int, int] = {}
        for mark in marks:
            problem = found.get(mark.problem_id or 0)
            if problem is not None and _to_follow(problem):
                waiting[mark.round_id] = waiting.get(mark.round_id, 0) + 1
        return RoundsBoard(
            rounds=tuple(sorted(rounds, key=lambda one: one.name)),
            last={number: seen[0] for number, seen in walked.items() if seen},
            due=frozenset(one.id or 0 for one in rounds if is_due(one, walked[one.id or 0], today)),
            open=waiting,
            people=tuple(dict.fromkeys(one.label for one in self._people.active(store_id, today))),
        )

    def due(self, store_id: int) -> list[tuple[InspectionRound, date | None]]:
        """The rounds that are to be walked, with the day of the last walk; what was seen is read of these only."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            rhythmic = [one for one in uow.repository(InspectionRounds).of_store(store_id) if one.every is not None]
            walked = [(one, visits(one, uow.repository(InspectionMarks).of_round(one))) for one in rhythmic]
        return [(one, seen[0].day if seen else None) for one, seen in walked if is_due(one, seen, today)]

    @one_read
    def walk(self, round_id: int, day: date, store_id: int | None = None) -> Walk:
        """A round on a day; ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            one = uow.repository(InspectionRounds).get(round_id, store_id)
            marks = uow.repository(InspectionMarks).of_round(one)
            found = _problems_of(uow, marks)
        open_ones = sorted((p for p in found.values() if _to_follow(p)), key=lambda problem: urgency(problem, today))
        return Walk(one, day, stations_on(one, marks, found, day), tuple(visits(one, marks)), tuple(open_ones))

    def keep(self, one: InspectionRound) -> InspectionRound:
        """Keep a new or changed round; what was seen at a place that it no longer has stays with its day.

        Raises:
            UserError: it has no place, a field is outside its limits, or there is one of that name.
        """
        one = INSPECTION_ROUND.tidy(one)
        check_round(one)
        with self._ctx.open_uow(Text("Inspection round “{name}” kept", name=one.name)) as uow:
            rounds = uow.repository(InspectionRounds)
            kept = rounds.update(one) if one.id is not None else rounds.add(one)
            uow.commit()
        return kept

    def remove(self, one: InspectionRound) -> None:
        """Take a round away with what was seen on it; its problems stay. It can be undone."""
        with self._ctx.open_uow(Text("Inspection round “{name}” removed", name=one.name)) as uow:
            marks = uow.repository(InspectionMarks)
            for mark in marks.of_round(one):
                marks.remove(mark.id or 0)
            uow.repository(InspectionRounds).remove(one)
            uow.commit()

    def mark(
        self, round_id: int, day: date, place: str, *, who: str = "", was: Was | None = None, **seen: object
    ) -> InspectionMark | None:
        """Note what was seen at a place: ``points``, ``note`` or both; the other stays as it is.

        ``was`` is what stood in the field when this was typed.

        Returns:
            the mark as it is kept; ``None`` where nothing is left of it.

        Raises:
            UserError: more points than a place is worth, the day has not come yet, or another value stands there by
                now.
            NotFound: the round is gone.
        """
        with self._ctx.open_uow(Text("Inspection")) as uow:
            one = uow.repository(InspectionRounds).get(round_id)
            uow.reason = Text("Inspection round “{name}”: {place}", name=one.name, place=place)
            if was is not None:
                there = Station(place, uow.repository(InspectionMarks).at(one, day, place))
                for name, value in seen.items():
                    was.check(there.was(name).value, value, str)
            kept = self._mark(uow, one, day, place, who, seen)
            uow.commit()
        return kept

    def _mark(
        self, uow: UnitOfWork, one: InspectionRound, day: date, place: str, who: str, seen: Mapping[str, object]
    ) -> InspectionMark | None:
        if day > self._ctx.clock.today():
            raise UserError(Text("{day} has not come yet. Fill it in on the day.", day=day))
        marks = uow.repository(InspectionMarks)
        old = marks.at(one, day, place)
        begun = old or InspectionMark(store_id=one.store_id, round_id=one.id or 0, day=day, place=place)
        fresh: InspectionMark = INSPECTION_MARK.tidy(replace(begun, who=who.strip() or begun.who, **seen))  # type: ignore[arg-type]
        if fresh.points is not None and fresh.points > one.best:
            raise FieldError(
                INSPECTION_MARK.field("points"),
                Text(
                    "{points} points are more than the {best} of a place in order.", points=fresh.points, best=one.best
                ),
            )
        if fresh.points is None and not fresh.note and fresh.problem_id is None:
            if old is not None:
                marks.remove(old.id or 0)
            return None
        return marks.add(fresh) if old is None else marks.update(fresh)

    def found(
        self, round_id: int, day: date, place: str, problem: Problem, files: Sequence[Source] = (), *, who: str = ""
    ) -> Problem:
        """Make a problem of what was seen at a place, with photos; one step, which undo takes back together.

        Raises:
            UserError: the problem says nothing, a file cannot be kept, or the place has an open one already.
            NotFound: the round is gone.
        """
        with self._ctx.one_step(Text("Inspection: problem “{title}”", title=problem.title)) as uow:
            one = uow.repository(InspectionRounds).get(round_id)
            old = uow.repository(InspectionMarks).at(one, day, place)
            if old is not None and old.problem_id is not None:
                raise UserError(Text("“{place}” has its problem on this day already. Change that one.", place=place))
            kept = self._problems.create(replace(problem, store_id=one.store_id, area=one.name), files)
            self._mark(uow, one, day, place, who, {"problem_id": kept.id})
            uow.commit()
        return kept


def _problems_of(uow: UnitOfWork, marks: Sequence[InspectionMark]) -> dict[int, Problem]:
    """The problems that were made of what was seen in one store."""
    numbers = {mark.problem_id for mark in marks if mark.problem_id is not None}
    return uow.repository(Problems).many(marks[0].store_id, numbers) if numbers else {}


def _to_follow(problem: Problem) -> bool:
    """Whether somebody still has to do something: it is open, or is to be looked at again."""
    return problem.is_open or problem.inspect_on is not None
