"""The worksheet as it is shown and printed: everything about one day of one store, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from shopdesk.domain.daily.checklist import Area, Checklist, Form, Item
from shopdesk.domain.daily.problems import Problem, Repeat
from shopdesk.domain.daily.worksheet import Answer, Result, Standing, Worksheet, standing
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One item of the form with what was found. ``number`` is its place on the printed form."""

    number: int
    item: Item
    answer: Answer | None
    standing: Standing
    problem: Problem | None = None

    @property
    def done(self) -> bool:
        """Whether somebody, or the data, answered it."""
        return self.answer is not None

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
    """One day's form. ``worksheet`` is ``None`` until the first answer."""

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

    def count(self, *standings: Standing) -> int:
        """How many lines stand so."""
        return sum(line.standing in standings for line in self.lines)


def lines_of(
    form: Form, day: date, now: datetime, answers: Sequence[Answer], problems: Mapping[int, Problem]
) -> tuple[SheetLine, ...]:
    """The lines of a day: the items asked on it, and those answered although the form no longer asks them."""
    by_code = {answer.item_code: answer for answer in answers}
    asked = list(form.asked_on(day))
    codes = {item.code for item in asked}
    asked += [item for item in form.items if item.code in by_code and item.code not in codes]
    lines = []
    for number, item in enumerate(asked, start=1):
        answer = by_code.get(item.code)
        problem = problems.get(answer.problem_id) if answer is not None and answer.problem_id else None
        lines.append(
            SheetLine(
                number=number, item=item, answer=answer, standing=standing(item, answer, day, now), problem=problem
            )
        )
    return tuple(lines)
