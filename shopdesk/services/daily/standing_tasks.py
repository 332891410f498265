"""Keeping standing tasks, ticking them off, and saying which are due."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from shopdesk.domain.daily.standing_tasks import (
    STANDING_TASK,
    StandingDone,
    StandingDue,
    StandingTask,
    TaskRhythm,
    check_task,
    last_due,
    of_span,
    on_day,
)
from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick
from shopdesk.services.reading import one_read
from shopdesk.storage.repositories.standing import StandingDones, StandingTasks

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.people.service import PeopleService
    from shopdesk.storage.unit_of_work import UnitOfWork

_REVIEW_DAYS = 90
"""A shipped task is looked over after so many days."""


@dataclass(frozen=True, slots=True)
class StandingBoard:
    """Every task with the day it fell due last, what was done of it, who may do it, and what roles are called."""

    tasks: tuple[StandingTask, ...]
    last: Mapping[int, StandingDone]
    due: Mapping[int, StandingDue]
    people: tuple[str, ...]
    roles: Mapping[str, str]
    offered: int


class StandingTaskService:
    """Keeps the tasks of a store and what was done of them."""

    def __init__(self, ctx: ServiceContext, *, people: PeopleService) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self._people = people

    @one_read
    def board(self, store_id: int) -> StandingBoard:
        """Everything that the page shows."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            tasks = uow.repository(StandingTasks).of_store(store_id)
            done = uow.repository(StandingDones).since(store_id, date.min)
        made = {(one.task_id, one.due_on): one for one in done}
        last = {one.task_id: one for one in done}
        due = {}
        for task in tasks:
            fell = last_due(task, today)
            if fell is not None:
                due[task.id or 0] = StandingDue(task, fell, made.get((task.id or 0, fell)))
        return StandingBoard(
            tasks=tuple(sorted(tasks, key=lambda one: one.title)),
            last=last,
            due=due,
            people=tuple(dict.fromkeys(one.label for one in self._people.active(store_id, today))),
            roles=self._people.catalogue.role_names(store_id),
            offered=len(self._missing(tasks, store_id, today)),
        )

    def on_day(self, store_id: int, day: date) -> tuple[StandingDue, ...]:
        """What stands on the form of a day."""
        with self._ctx.read() as uow:
            return standing_on(uow, store_id, day)

    def of_span(self, store_id: int, period: Period) -> tuple[StandingDue, ...]:
        """What fell due within a span, up to today, by day."""
        with self._ctx.read() as uow:
            tasks = uow.repository(StandingTasks).of_store(store_id)
            if not tasks:
                return ()
            done = uow.repository(StandingDones).since(store_id, period.start)
        made = {(one.task_id, one.due_on): one for one in done}
        return of_span(tasks, made, period, self._ctx.clock.today())

    def keep(self, task: StandingTask) -> StandingTask:
        """Keep a new or changed task.

        Raises:
            UserError: it contradicts itself, a field is outside its limits, or there is one of that name.
        """
        task = STANDING_TASK.tidy(task)
        check_task(task)
        with self._ctx.open_uow(Text("Standing task “{title}” kept", title=task.title)) as uow:
            tasks = uow.repository(StandingTasks)
            kept = tasks.update(task) if task.id is not None else tasks.add(task)
            uow.commit()
        return kept

    def remove(self, task: StandingTask) -> None:
        """Take a task away with what was done of it; it can be undone."""
        with self._ctx.open_uow(Text("Standing task “{title}” removed", title=task.title)) as uow:
            done = uow.repository(StandingDones)
            for one in done.of_task(task.id or 0):
                done.remove(one.id or 0)
            uow.repository(StandingTasks).remove(task)
            uow.commit()

    def tick(self, task_id: int, due: date, *, done: bool, who: str = "") -> None:
        """Note that a task was done today for the day it was due, or take that back.

        Raises:
            UserError: that day is no day of the task (any more), or has not come yet.
            NotFound: the task is gone.
        """
        today = self._ctx.clock.today()
        with self._ctx.open_uow(Text("Standing task")) as uow:
            task = uow.repository(StandingTasks).get(task_id)
            uow.reason = (
                Text("Standing task “{title}” done", title=task.title)
                if done
                else Text("Standing task “{title}” not done", title=task.title)
            )
            if due > today:
                raise UserError(Text("{day} has not come yet. Fill it in on the day.", day=due))
            if last_due(task, due) != due:
                raise UserError(Text("“{title}” is not due on {day} any more.", title=task.title, day=due))
            records = uow.repository(StandingDones)
            kept = next((one for one in records.of_task(task_id) if one.due_on == due), None)
            if done and kept is None:
                records.add(
                    StandingDone(store_id=task.store_id, task_id=task_id, due_on=due, done_on=today, who=who.strip())
                )
            elif not done and kept is not None:
                records.remove(kept.id or 0)
            uow.commit()

    def take_shipped(self, store_id: int) -> int:
        """Add the shipped tasks that the store does not have, beginning today, in the language in use.

        Returns:
            how many came.
        """
        today = self._ctx.clock.today()
        with self._ctx.open_uow(Text("Standing tasks: shipped ones added")) as uow:
            tasks = uow.repository(StandingTasks)
            fresh = self._missing(tasks.of_store(store_id), store_id, today)
            tasks.add_all(fresh)
            uow.commit()
        return len(fresh)

    @staticmethod
    def _missing(tasks: list[StandingTask], store_id: int, today: date) -> list[StandingTask]:
        codes, titles = {one.code for one in tasks}, {one.title for one in tasks}
        return [one for one in shipped_tasks(store_id, today) if one.code not in codes and one.title not in titles]


def standing_on(uow: UnitOfWork, store_id: int, day: date) -> tuple[StandingDue, ...]:
    """What stands on the form of a day, read within ``uow``."""
    tasks = uow.repository(StandingTasks).of_store(store_id)
    first = min((due for one in tasks if (due := last_due(one, day)) is not None), default=None)
    if first is None:
        return ()
    done = uow.repository(StandingDones).since(store_id, first)
    return on_day(tasks, {(one.task_id, one.due_on): one for one in done}, day)


@cache
def _shipped() -> tuple[dict[str, Any], ...]:
    text = paths.resource("templates/daily/standing_tasks.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["task"])


def shipped_tasks(store_id: int, today: date) -> list[StandingTask]:
    """The tasks that ship, beginning today, in the language in use."""
    return [
        StandingTask(
            store_id=store_id,
            title=pick(*one["title"]),
            what=pick(*one["what"]),
            rhythm=TaskRhythm(one["rhythm"]),
            every=one.get("every", 1),
            start=today,
            role_code=one.get("role"),
            review_on=today + timedelta(days=_REVIEW_DAYS),
            code=one["code"],
        )
        for one in _shipped()
    ]
