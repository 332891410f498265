"""Training and probation: plans, who is on one, results, the end of a trial."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.growth.nouns import PLAN, TRAINING, TRAINING_ITEM
from shopdesk.domain.growth.training import (
    KeptPlan,
    Training,
    TrainingItem,
    TrainingPlan,
    TrialState,
    begins_on_hire,
    check_plan,
    due_items,
    plan_content,
    plan_for,
    plan_of,
    trial_end,
)
from shopdesk.domain.people import Person
from shopdesk.domain.text import Text
from shopdesk.services.growth.readable import readable
from shopdesk.services.growth.templates import shipped_plans
from shopdesk.services.growth.views import TrainingBoard, TrainingView
from shopdesk.storage.record_repository import changed_meanwhile
from shopdesk.storage.repositories.growth import TrainingItems, TrainingPlans, Trainings
from shopdesk.storage.repositories.people import People

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.people.service import PeopleService
    from shopdesk.storage.unit_of_work import UnitOfWork


class TrainingDesk:
    """Reads and writes plans and trainings."""

    def __init__(self, ctx: ServiceContext, people: PeopleService) -> None:
        """Work within ``ctx`` with the people of the stores."""
        self._ctx = ctx
        self._people = people

    # --- reading ---------------------------------------------------------------------------------------------------

    def plans(self, store_id: int) -> list[TrainingPlan]:
        """The store's own plans and the shipped ones that it did not change."""
        with self._ctx.read() as uow:
            return self._plans(uow, store_id)

    def board(self, store_id: int) -> TrainingBoard:
        """Who is or was on trial, and who is new and has no training."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            views = self._views(uow, store_id, today)
            plans = self._plans(uow, store_id)
            people = uow.repository(People).of_store(store_id)
        taught = {view.person.id for view in views}
        working = tuple(person for person in people if person.left_on is None or person.left_on >= today)
        return TrainingBoard(
            today=today,
            trainings=tuple(views),
            plans=tuple(plans),
            people=working,
            roles=tuple(self._people.catalogue.roles(store_id, hidden=True)),
            without=tuple(
                person
                for person in working
                if person.id not in taught and begins_on_hire(plan_for(plans, person.role_code), person.hired_on, today)
            ),
        )

    def due(self, store_id: int, day: date) -> list[TrainingView]:
        """Whose training wants something on a day: items that are due, or a trial that ends today or is over."""
        with self._ctx.read() as uow:
            return [
                view
                for view in self._views(uow, store_id, day)
                if view.training.running and (view.due or view.training.ends_on <= day)
            ]

    def _views(self, uow: UnitOfWork, store_id: int, today: date) -> list[TrainingView]:
        found = uow.repository(Trainings).of_store(store_id)
        if not found:
            return []
        items = uow.repository(TrainingItems).of_store(store_id)
        people = {person.id: person for person in uow.repository(People).of_store(store_id)}
        views = []
        for training in found:
            person = people[training.person_id]
            mine = items.get(training.id or 0, [])
            for value in (value for item in mine for value in (item.pass_mark, item.result) if value is not None):
                readable(value)
            here = person.left_on is None or person.left_on >= today
            views.append(
                TrainingView(
                    training=training,
                    person=person,
                    items=tuple(mine),
                    due=tuple(due_items(training, mine, today)) if here else (),
                )
            )
        return sorted(views, key=lambda view: (not view.training.running, view.training.ends_on, view.person.label))

    def _plans(self, uow: UnitOfWork, store_id: int) -> list[TrainingPlan]:
        own = [plan_of(kept.code, kept.content) for kept in uow.repository(TrainingPlans).of_store(store_id)]
        changed = {plan.code for plan in own}
        return [*own, *(plan for plan in shipped_plans() if plan.code not in changed)]

    # --- beginning -------------------------------------------------------------------------------------------------

    def begin(
        self, store_id: int, person_id: int, plan_code: str, started_on: date, ends_on: date | None = None
    ) -> Training:
        """Put a person on a plan from a day on; the trial ends as the plan says unless another day is given.

        Raises:
            UserError: there is no such plan, the end lies before the beginning, or the person is on trial already.
        """
        with self._ctx.open_uow("") as uow:
            person = uow.repository(People).get(person_id)
            uow.reason = Text("Training of {name} begun", name=person.label)
            plan = next((one for one in self._plans(uow, store_id) if one.code == plan_code), None)
            if plan is None:
                raise NotFound(Text("This training plan is no longer there. Choose another one."))
            if any(one.person_id == person_id and one.running for one in uow.repository(Trainings).of_store(store_id)):
                raise UserError(
                    Text("{name} is on a training plan already. Decide on that one first.", name=person.label)
                )
            kept = self._begin(uow, person, plan, started_on, ends_on)
            uow.commit()
        return kept

    def begin_on_hire(self, uow: UnitOfWork, person: Person) -> None:
        """Put somebody who was just hired on the plan of their role, in the unit of work that hires them.

        Nothing happens where no plan is for the role, or the trial would be over already.
        """
        plan = plan_for(self._plans(uow, person.store_id), person.role_code)
        if plan is not None and begins_on_hire(plan, person.hired_on, self._ctx.clock.today()):
            self._begin(uow, person, plan, person.hired_on, None)

    def _begin(
        self, uow: UnitOfWork, person: Person, plan: TrainingPlan, started_on: date, ends_on: date | None
    ) -> Training:
        training: Training = TRAINING.tidy(
            Training(
                store_id=person.store_id,
                person_id=person.id or 0,
                plan=plan.code,
                name_zh=plan.name_zh,
                name_en=plan.name_en,
                started_on=started_on,
                ends_on=ends_on or trial_end(started_on, plan.months),
            )
        )
        if training.ends_on < training.started_on:
            raise FieldError(TRAINING.field("ends_on"), Text("The trial ends before it begins. Choose a later day."))
        kept = uow.repository(Trainings).add(training)
        items = uow.repository(TrainingItems)
        for position, item in enumerate(sorted(plan.items, key=lambda one: one.day)):
            items.add(
                TrainingItem(
                    store_id=person.store_id,
                    training_id=kept.id or 0,
                    position=position,
                    title_zh=item.title_zh,
                    title_en=item.title_en,
                    what_zh=item.what_zh,
                    what_en=item.what_en,
                    day=item.day,
                    pass_mark=item.pass_mark,
                )
            )
        return kept

    # --- going on --------------------------------------------------------------------------------------------------

    def record(self, item: TrainingItem) -> TrainingItem:
        """Keep the result of an item.

        Raises:
            UserError: it has a test and no result is given, or a value is out of bounds.
        """
        item = TRAINING_ITEM.tidy(item)
        if item.done_on is not None and item.pass_mark is not None and item.result is None:
            raise FieldError(TRAINING_ITEM.field("result"), Text("Enter the result of the test, 0 to 100."))
        if item.result is not None and item.done_on is None:
            raise FieldError(TRAINING_ITEM.field("done_on"), Text("Enter the day of the test."))
        with self._ctx.open_uow(Text("“{item}” recorded", item=item.title_zh or item.title_en)) as uow:
            kept = uow.repository(TrainingItems).update(item)
            uow.commit()
        return kept

    def extend(self, training: Training, ends_on: date, reason: str) -> Training:
        """Let a trial go on until a later day.

        Raises:
            UserError: no reason is given, or the day is not later.
        """
        _need_reason(reason)
        if ends_on <= training.ends_on:
            raise FieldError(TRAINING.field("ends_on"), Text("Choose a day after {day}.", day=training.ends_on))
        return self._change(
            replace(training, ends_on=ends_on, state=TrialState.EXTENDED, reason=reason), Text("Trial extended")
        )

    def decide(self, training: Training, *, passed: bool, decided_on: date, reason: str = "") -> Training:
        """End a trial: passed, or not passed with the reason. The person's leave is recorded in the team.

        Raises:
            UserError: it was not passed and no reason is given.
        """
        if not passed:
            _need_reason(reason)
        state = TrialState.PASSED if passed else TrialState.NOT_PASSED
        return self._change(
            replace(training, state=state, decided_on=decided_on, reason=reason),
            Text("Trial passed") if passed else Text("Trial not passed"),
        )

    def resume(self, training: Training) -> Training:
        """Take a decision back."""
        return self._change(
            replace(training, state=TrialState.ON_TRIAL, decided_on=None, reason=""), Text("Trial goes on")
        )

    def remove(self, training_id: int) -> None:
        """Remove a training with its items."""
        with self._ctx.open_uow(Text("Training removed")) as uow:
            items = uow.repository(TrainingItems)
            trainings = uow.repository(Trainings)
            training = trainings.get(training_id)
            for item in items.of_store(training.store_id).get(training_id, []):
                items.remove(item)
            trainings.remove(training)
            uow.commit()

    def _change(self, training: Training, reason: Text) -> Training:
        with self._ctx.open_uow(reason) as uow:
            kept = uow.repository(Trainings).update(TRAINING.tidy(training))
            uow.commit()
        return kept

    # --- plans -----------------------------------------------------------------------------------------------------

    def save_plan(self, store_id: int, plan: TrainingPlan, was: TrainingPlan | None = None) -> TrainingPlan:
        """Keep the store's own version of a plan; whoever is under way keeps the items they began with.

        ``was`` is the plan that this one was made from.

        Raises:
            UserError: nobody could follow it.
            ChangedMeanwhile: somebody saved another one since ``was`` was read.
        """
        plan = replace(PLAN.tidy(plan), own=True)
        check_plan(plan)
        with self._ctx.open_uow(Text("Training plan “{name}” saved", name=plan.name_zh or plan.name_en)) as uow:
            plans = uow.repository(TrainingPlans)
            same = next((one for one in plans.of_store(store_id) if one.code == plan.code), None)
            kept = KeptPlan(store_id=store_id, code=plan.code, content=plan_content(plan))
            if same is None:
                plans.add(kept)
            else:
                now = plan_of(same.code, same.content)
                if was is not None and plan_content(now) not in (plan_content(was), kept.content):
                    raise changed_meanwhile(uow.connection, plans.table.name, same.id or 0, mine=plan, now=now)
                plans.update(replace(kept, id=same.id, version=same.version))
            uow.commit()
        return plan


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise FieldError(TRAINING.field("reason"), Text("Say why; it is read when people talk about it later."))
