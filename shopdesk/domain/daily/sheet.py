"""The worksheet as it is shown and printed: everything about one day of one store, put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from shopdesk.domain.daily.checklist import Area, Checklist, Form, Item
from shopdesk.domain.daily.day_forms import DayForm
from shopdesk.domain.daily.problems import Problem, Repeat
from shopdesk.domain.daily.timetable import BlockTick
from shopdesk.domain.daily.worksheet import DUE_MINUTES, Answer, Result, Standing, Worksheet, standing
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One item of the form with what was found. ``number`` is its place on the printed form.

    ``problem`` is what the answer left; ``earlier`` the most urgent one that the item left on an earlier day and that
    was still open on this day. ``kept`` is false for what the data say at this moment and nobody wrote down yet: it has
    no time of its own.
    """

    number: int
    item: Item
    answer: Answer | None
    standing: Standing
    problem: Problem | None = None
    earlier: Problem | None = None
    kept: bool = True

    @property
    def done(self) -> bool:
        """Whether somebody, or the data, answered it."""
        return self.answer is not None

    @property
    def undecided(self) -> bool:
        """Whether the data failed it and nobody wrote down a problem or overruled them."""
        failed = self.answer is not None and self.answer.auto and self.answer.result is Result.FAIL
        return failed and self.problem is None

    @property
    def open_problem(self) -> Problem | None:
        """The problem that a fail of today goes on with, instead of opening the same one twice."""
        own = self.problem if self.problem is not None and self.problem.is_open else None
        return own or self.earlier

    @property
    def to_verify(self) -> bool:
        """Whether a second person still has to look at it."""
        return self.item.verify and self.answer is not None and not self.answer.verified_by


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoFinding:
    """What the data say about an item: a result (``None`` where they cannot say) and the sentence behind it."""

    result: Result | None
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """One day's form. ``worksheet`` is ``None`` until the first answer.

    ``checklists`` are all that can be chosen, ``forms`` those that the day asks for. ``unkept`` are the answers on the
    lines that the data give and that are not written down yet; ``ticks`` what is done of the timetable; ``inspections``
    the closed problems that are to be looked at again on this day.
    """

    store_id: int
    day: date
    checklist: Checklist
    form: Form
    worksheet: Worksheet | None
    lines: tuple[SheetLine, ...]
    carried: tuple[Problem, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    findings: Mapping[str, AutoFinding] = field(default_factory=dict)
    checklists: tuple[Checklist, ...] = ()
    forms: tuple[DayForm, ...] = ()
    unkept: tuple[Answer, ...] = ()
    ticks: tuple[BlockTick, ...] = ()
    inspections: tuple[Problem, ...] = ()

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas that have a line today."""
        used = {line.item.area for line in self.lines}
        return tuple(area for area in self.form.areas if area.code in used)

    def of_area(self, code: str) -> tuple[SheetLine, ...]:
        """The lines of an area."""
        return tuple(line for line in self.lines if line.item.area == code)

    def line(self, item_code: str) -> SheetLine | None:
        """The line of an item."""
        return next((line for line in self.lines if line.item.code == item_code), None)

    @property
    def answered(self) -> int:
        """How many lines are answered."""
        return sum(line.done for line in self.lines)

    @property
    def unfinished_forms(self) -> tuple[DayForm, ...]:
        """The other forms that the day asks for and that are not complete."""
        return tuple(form for form in self.forms if form.checklist.id != self.checklist.id and not form.complete)

    def count(self, *standings: Standing) -> int:
        """How many lines stand so."""
        return sum(line.standing in standings for line in self.lines)


def lines_of(
    form: Form,
    day: date,
    now: datetime,
    answers: Sequence[Answer],
    problems: Mapping[int, Problem],
    carried: Sequence[Problem] = (),
    began: datetime | None = None,
    unkept: Collection[Answer] = (),
) -> tuple[SheetLine, ...]:
    """The lines of a day: the items asked on it, and those answered although the form no longer asks them.

    ``problems`` are those that answers point to, by id; ``carried`` those of earlier days, the most urgent first;
    ``began`` is when the store came in, where that was on this day; ``unkept`` are those of ``answers`` that are only
    what the data say now.
    """
    earlier = {problem.item_code: problem for problem in reversed(carried) if problem.item_code}
    fleeting = {answer.item_code for answer in unkept}
    by_code = {answer.item_code: answer for answer in answers}
    asked = list(form.asked_on(day))
    codes = {item.code for item in asked}
    asked += [item for item in form.items if item.code in by_code and item.code not in codes]
    lines = []
    for number, item in enumerate(asked, start=1):
        answer = by_code.get(item.code)
        before = earlier.get(item.code)
        problem = problems.get(answer.problem_id) if answer is not None and answer.problem_id else None
        if problem is not None and before is not None and problem.id == before.id:
            problem = before
        lines.append(
            SheetLine(
                number=number,
                item=item,
                answer=answer,
                standing=standing(item, answer, day, now, began),
                problem=problem,
                earlier=before,
                kept=item.code not in fleeting,
            )
        )
    return tuple(lines)


def next_turn(form: Form, day: date, now: datetime) -> datetime | None:
    """When the next item or block of a day's form stands otherwise by the clock alone; ``None``: not on this day.

    Before that moment the form looks as it does now unless something is answered.
    """
    if day != now.date():
        return None
    times: set[time] = set()
    for item in form.asked_on(day):
        times.update(one for one in (item.opens, item.due) if one is not None)
    for block in form.timetable:
        for turn in block.turns:
            times.update((turn, block.until(turn)))
    moments = [datetime.combine(day, one) for one in times]
    # Due for half an hour, late from the second after.
    last_calls = [datetime.combine(day, item.due) for item in form.asked_on(day) if item.due is not None]
    moments += [one - timedelta(minutes=DUE_MINUTES) for one in last_calls]
    moments += [one + timedelta(seconds=1) for one in last_calls]
    return min((one for one in moments if one > now), default=None)
