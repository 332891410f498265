"""Training and probation: what somebody has to learn by which day, and until when they are on trial."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.growth.scorecards import UNREADABLE, finite, unreadable
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

MOST_MONTHS = 6
"""The longest trial that the labour contract law knows (article 19), for contracts of three years and more."""
MOST_DAYS = 366
PASS_MARK = Decimal(80)


class TrialState(StrEnum):
    """Where a trial stands."""

    ON_TRIAL = "on_trial"
    EXTENDED = "extended"
    PASSED = "passed"
    NOT_PASSED = "not_passed"


STATE_NAMES: dict[TrialState, Text] = {
    TrialState.ON_TRIAL: Text("on trial"),
    TrialState.EXTENDED: Text("extended"),
    TrialState.PASSED: Text("passed", context="trial"),
    TrialState.NOT_PASSED: Text("not passed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One thing to learn by the end of day ``day`` (the first day at work is day 1).

    ``pass_mark`` of 100 is what its test needs; ``None`` where there is no test.
    """

    title_zh: str
    title_en: str = ""
    what_zh: str = ""
    what_en: str = ""
    day: int = 1
    pass_mark: Decimal | None = None

    def title(self, language: str) -> str:
        """Its title in a language ("zh_CN" or "en"), in the other one where it has none."""
        return _either(language, self.title_zh, self.title_en)

    def what(self, language: str) -> str:
        """What it is about, in a language."""
        return _either(language, self.what_zh, self.what_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """What a role learns, and how many months its trial lasts. ``own``: the owner wrote it."""

    code: str
    name_zh: str
    name_en: str = ""
    roles: tuple[str, ...] = ()
    months: int = 1
    items: tuple[PlanItem, ...] = ()
    own: bool = False

    def name(self, language: str) -> str:
        """Its name in a language ("zh_CN" or "en"), in the other one where it has none."""
        return _either(language, self.name_zh, self.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan(Kept):
    """The owner's own version of a plan as it is kept; ``content`` is the plan."""

    store_id: int
    code: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Kept):
    """A person on a plan. ``ends_on`` is the last day of the trial; ``reason``: why it was extended or ended so.

    The items were copied from the plan when it began, so a changed plan changes nothing for whoever is under way.
    """

    store_id: int
    person_id: int
    plan: str
    name_zh: str
    name_en: str = ""
    started_on: date
    ends_on: date
    state: TrialState = TrialState.ON_TRIAL
    decided_on: date | None = None
    reason: str = ""

    @property
    def running(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state in (TrialState.ON_TRIAL, TrialState.EXTENDED)

    def name(self, language: str) -> str:
        """The plan's name in a language ("zh_CN" or "en")."""
        return _either(language, self.name_zh, self.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingItem(Kept):
    """One item of somebody's training: ``result`` of 100 for one with a test, ``done_on`` the day it was done."""

    store_id: int
    training_id: int
    position: int
    title_zh: str
    title_en: str = ""
    what_zh: str = ""
    what_en: str = ""
    day: int = 1
    pass_mark: Decimal | None = None
    result: Decimal | None = None
    done_on: date | None = None
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether it is done, with its test passed where it has one."""
        return self.done_on is not None and not self.failed and (self.pass_mark is None or self.result is not None)

    @property
    def failed(self) -> bool:
        """Whether its test was taken and not passed."""
        return self.pass_mark is not None and self.result is not None and self.result < self.pass_mark

    def title(self, language: str) -> str:
        """Its title in a language ("zh_CN" or "en")."""
        return _either(language, self.title_zh, self.title_en)

    def what(self, language: str) -> str:
        """What it is about, in a language."""
        return _either(language, self.what_zh, self.what_en)

    def due_on(self, training: Training) -> date:
        """The day by whose end it has to be done."""
        return shifted(training.started_on, self.day - 1)

    def state(self, training: Training, today: date) -> Text:
        """How it stands, in words."""
        if self.passed:
            return Text("done", context="training")
        if self.failed:
            return Text("test not passed, to be repeated")
        due = self.due_on(training)
        if due < today:
            return Text("late", context="training")
        return Text("due today", context="training") if due == today else Text("to come", context="training")


def shifted(day: date, days: int) -> date:
    """The day so many days later; the calendar's own end where it would go beyond."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def trial_end(start: date, months: int) -> date:
    """The last day of a trial of so many months: a month from 16 March ends on 15 April."""
    number = start.year * 12 + start.month - 1 + months
    year, month = number // 12, number % 12 + 1
    if year > date.max.year:
        return date.max
    return shifted(date(year, month, min(start.day, calendar.monthrange(year, month)[1])), -1)


def plan_for(plans: Iterable[TrainingPlan], role: str) -> TrainingPlan | None:
    """The plan of a role; the owner's own goes before a shipped one."""
    mine = [plan for plan in plans if role in plan.roles]
    return next((plan for plan in mine if plan.own), mine[0] if mine else None)


def begins_on_hire(plan: TrainingPlan | None, hired_on: date, today: date) -> bool:
    """Whether somebody who is entered today begins the plan: not where their trial would be over already."""
    return plan is not None and trial_end(hired_on, plan.months) >= today


def due_items(training: Training, items: Iterable[TrainingItem], today: date) -> list[TrainingItem]:
    """What has to be done today or should have been done before, the oldest first."""
    if not training.running:
        return []
    open_ones = [item for item in items if not item.passed and item.due_on(training) <= today]
    return sorted(open_ones, key=lambda item: (item.day, item.position))


def check_plan(plan: TrainingPlan) -> None:
    """Refuse a plan that nobody could follow.

    Raises:
        UserError: it has no name, no item, an item without a title, or a trial of a length the law does not know.
    """
    if not (plan.name_zh.strip() or plan.name_en.strip()):
        raise UserError(Text("Give the training plan a name."))
    if not plan.items:
        raise UserError(Text("A training plan needs at least one item. Add one."))
    if not 1 <= plan.months <= MOST_MONTHS:
        raise UserError(Text("A trial lasts 1 to {most} months.", most=MOST_MONTHS))
    for item in plan.items:
        if not (item.title_zh.strip() or item.title_en.strip()):
            raise UserError(Text("Give every item of the plan a title."))


def plan_content(plan: TrainingPlan) -> dict[str, Any]:
    """What of a plan is kept: everything but its code, as plain values."""
    return {
        "name": [plan.name_zh, plan.name_en],
        "roles": list(plan.roles),
        "months": plan.months,
        "items": [
            {
                "title": [item.title_zh, item.title_en],
                "what": [item.what_zh, item.what_en],
                "day": item.day,
                "pass_mark": None if item.pass_mark is None else str(item.pass_mark),
            }
            for item in plan.items
        ],
    }


def plan_of(code: str, content: Mapping[str, Any], *, own: bool = True) -> TrainingPlan:
    """The plan of plain values, kept or shipped.

    Raises:
        UserError: what stands there is no plan.
    """
    try:
        name_zh, name_en = content["name"]
        return TrainingPlan(
            code=code,
            name_zh=str(name_zh),
            name_en=str(name_en),
            roles=tuple(str(role) for role in content["roles"]),
            months=int(content["months"]),
            items=tuple(
                PlanItem(
                    title_zh=str(part["title"][0]),
                    title_en=str(part["title"][1]),
                    what_zh=str(part["what"][0]),
                    what_en=str(part["what"][1]),
                    day=int(part["day"]),
                    pass_mark=None if part.get("pass_mark") is None else finite(part["pass_mark"]),
                )
                for part in content["items"]
            ),
            own=own,
        )
    except (*UNREADABLE, IndexError) as error:
        raise unreadable(code) from error


def _either(language: str, zh: str, en: str) -> str:
    return (zh or en) if language.startswith("zh") else (en or zh)
