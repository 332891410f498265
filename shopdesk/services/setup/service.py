"""Opening a store: the plan, its steps, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from shopdesk.domain.changes import ChangeKind
from shopdesk.domain.errors import NotFound
from shopdesk.domain.fields import FieldError, check
from shopdesk.domain.joining import onto
from shopdesk.domain.setup.nouns import SETUP_PLAN, SETUP_STEP
from shopdesk.domain.setup.records import STEP_STATE_NAMES, DocumentState, SetupPlan, SetupStep, StepState
from shopdesk.domain.setup.rules import Papers, Progress, check_waits, next_state, progress
from shopdesk.domain.setup.schedule import moved_due, schedule
from shopdesk.domain.setup.template import seed_clocks, seed_documents, seed_steps
from shopdesk.domain.setup.warnings import warned_on
from shopdesk.domain.stores import Store
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.clocks import SetupClockwork
from shopdesk.services.setup.documents import SetupPapers
from shopdesk.services.setup.offers import SetupOffers, leave_out
from shopdesk.services.setup.questions import SetupQuestions, followed
from shopdesk.services.setup.standing import standings_of
from shopdesk.services.setup.templates import Words, renewal_sentence, template_for, template_of
from shopdesk.services.setup.views import SetupBoard, build_board
from shopdesk.services.setup.visits import SetupVisits
from shopdesk.storage.queries import setup as queries
from shopdesk.storage.repositories.people import People
from shopdesk.storage.repositories.setup import SetupClocks, SetupDocuments, SetupPlans, SetupScans, SetupSteps
from shopdesk.storage.repositories.stores import Stores

if TYPE_CHECKING:
    from shopdesk.services.setup.budget import SetupBudget
    from shopdesk.services.setup.fees import SetupFees
    from shopdesk.services.setup.timeline import SetupTimeline

GAP = 10
"""Positions are this far apart, so that a step can be put between two without touching the others."""


@dataclass(frozen=True, slots=True)
class ExpiringDocument:
    """A document that has to be renewed; ``days_left`` is negative once it has expired.

    ``warned`` is the day on which it was last warned of, ``renewal`` what to do.
    """

    document_id: int
    title: str
    owner: str
    expires_on: date
    days_left: int
    warned: date
    renewal: str

    @property
    def advice(self) -> str:
        """What to do and who does it."""
        return renewal_sentence(self.renewal, self.owner)


class SetupService:
    """The setup of each store. ``documents``, ``questions``, ``visits`` and the others like them serve the parts."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self.documents = SetupPapers(ctx)
        self.clocks = SetupClockwork(ctx)
        self.questions = SetupQuestions(ctx)
        self.offers = SetupOffers(ctx)
        self.visits = SetupVisits(ctx)

    @cached_property
    def fees(self) -> SetupFees:
        """What the platform charges, made when first asked for: the daily form asks this service for papers only."""
        from shopdesk.services.setup.fees import SetupFees

        return SetupFees(self._ctx)

    @cached_property
    def budget(self) -> SetupBudget:
        """What the opening costs and when it has paid for itself."""
        from shopdesk.services.setup.budget import SetupBudget

        return SetupBudget(self._ctx)

    @cached_property
    def timeline(self) -> SetupTimeline:
        """The steps as bars of days."""
        from shopdesk.services.setup.timeline import SetupTimeline

        return SetupTimeline(self._ctx)

    # ---------------------------------------------------------------- plan

    def start(self, store: Store) -> SetupPlan:
        """The store's plan; the first call makes it from the template of the store's type."""
        store_id = _known(store.id)
        with self._ctx.read() as uow:
            plan = uow.repository(SetupPlans).of(store_id)
        if plan is not None:
            return plan
        template = template_for(store.platform, store.store_type)
        with self._ctx.open_uow(Text("Setup of “{store}” started", store=store.name)) as uow:
            plan = uow.repository(SetupPlans).of(store_id)
            if plan is None:
                plan = SetupPlan(
                    store_id=store_id,
                    template=template.code,
                    template_version=template.version,
                    started_on=self._ctx.clock.today(),
                )
                # Nothing a user did: it must not stand on the undo stack.
                uow.kind = ChangeKind.AUTO
                queries.seed(
                    uow,
                    plan,
                    seed_steps(template, store_id),
                    seed_documents(template, store_id),
                    seed_clocks(template, store_id),
                )
                plan = uow.repository(SetupPlans).of(store_id)
                uow.commit()
        assert plan is not None
        return plan

    def board(self, store_id: int) -> SetupBoard:
        """Everything of the store's setup on today's date.

        Raises:
            NotFound: the setup was never started; a store is made with it.
        """
        with self._ctx.read() as uow:
            self._ctx.ask_ahead(
                lambda: uow.repository(SetupPlans).of(store_id),
                lambda: uow.repository(SetupSteps).of(store_id),
                lambda: uow.repository(SetupDocuments).of(store_id),
                lambda: uow.repository(SetupClocks).of(store_id),
                lambda: uow.repository(SetupScans).of_store(store_id),
                lambda: uow.repository(Stores).get(store_id),
            )
            store = uow.repository(Stores).get(store_id)
            plan = uow.repository(SetupPlans).of(store_id)
            if plan is None:
                raise NotFound(Text("The setup of “{store}” was not started.", store=store.name))
            return build_board(
                store,
                plan,
                template_of(plan),
                template_for(store.platform, store.store_type),
                uow.repository(SetupSteps).of(store_id),
                uow.repository(SetupDocuments).of(store_id),
                uow.repository(SetupScans).of_store(store_id),
                uow.repository(SetupClocks).of(store_id),
                self._ctx.clock.today(),
            )

    def progress(self, store_id: int) -> Progress:
        """How many steps are done of those needed; 0 of 0 before the plan is started."""
        with self._ctx.read() as uow:
            plan = uow.repository(SetupPlans).of(store_id)
            steps = uow.repository(SetupSteps).of(store_id)
        return progress(standings_of(plan, template_of(plan)).steps(steps)) if plan is not None else progress(())

    def expiring_documents(self, store_id: int, day: date) -> list[ExpiringDocument]:
        """Documents that have expired or are within their warning time on ``day``, soonest first."""
        with self._ctx.read() as uow:
            plan = uow.repository(SetupPlans).of(store_id)
            documents = uow.repository(SetupDocuments).of(store_id)
        if plan is None:
            return []
        words = Words(template_of(plan))
        needed = standings_of(plan, template_of(plan)).documents(documents)
        covered = Papers(needed)
        found = [
            ExpiringDocument(
                document_id=_known(document.id),
                title=words.document(document)[0],
                owner=document.owner,
                expires_on=document.expires_on,
                days_left=(document.expires_on - day).days,
                warned=warned_on(document.expires_on, document.warn_days, day),
                renewal=words.renewal(document),
            )
            for document in needed
            if document.expires_on is not None and document.expiring(day) and covered.covering(document) is None
        ]
        return sorted(found, key=lambda item: item.days_left)

    def save_plan(self, plan: SetupPlan, was: SetupPlan | None = None) -> SetupPlan:
        """Keep the plan's inputs; another trademark or category answers the question that asks for it.

        Args:
            plan: as it shall be.
            was: as it was shown when the editing began; what equals it is not touched, so that a change made meanwhile
                stays, that of a field left a moment ago too.

        Raises:
            ChangedMeanwhile: the same input was changed meanwhile.
        """
        plan = SETUP_PLAN.tidy(plan)
        with self._ctx.open_uow(Text("Setup plan edited")) as uow:
            plans = uow.repository(SetupPlans)
            known = plans.get(_known(plan.id))
            plan = followed(known, plan if was is None else onto(was, plan, known))
            plans.update(plan)
            uow.commit()
        return plan

    def set_opening(self, store_id: int, day: date | None) -> int:
        """Set or take away the wanted opening day; what is not done moves by as many days, but not into the past.

        Returns how many due dates moved. Without an opening day before or after there is nothing to move by.
        """
        today = self._ctx.clock.today()
        check(SETUP_PLAN.field("opening_on"), day, named=True)
        with self._ctx.open_uow(Text("Wanted opening day set to {day}", day=NO_DATA if day is None else day)) as uow:
            plans = uow.repository(SetupPlans)
            plan = plans.of(store_id)
            if plan is None or plan.opening_on == day:
                return 0
            plans.update(replace(plan, opening_on=day))
            moved = 0
            if day is not None and plan.opening_on is not None:
                shift = (day - plan.opening_on).days
                steps, papers = uow.repository(SetupSteps), uow.repository(SetupDocuments)
                for step in steps.of(store_id):
                    due = moved_due(step.due_on, shift, today)
                    if not step.settled and due != step.due_on:
                        steps.update(replace(step, due_on=due))
                        moved += 1
                for document in papers.of(store_id):
                    due = moved_due(document.due_on, shift, today)
                    open_still = not (document.in_hand or document.state is DocumentState.NOT_NEEDED)
                    if open_still and due != document.due_on:
                        papers.update(replace(document, due_on=due))
                        moved += 1
            uow.commit()
        return moved

    def owners(self, board: SetupBoard) -> list[str]:
        """Names to offer as owner: the store's staff, and whoever already has a step or document."""
        with self._ctx.read() as uow:
            people = uow.repository(People).of_store(board.store.id or 0)
        staff = [person.name for person in people if person.left_on is None]
        used = [view.step.owner for view in board.steps()] + [view.document.owner for view in board.documents]
        return list(dict.fromkeys(name for name in (*staff, *sorted(used)) if name))

    # ---------------------------------------------------------------- steps

    def set_state(self, step_ids: Iterable[int], state: StepState, was: Iterable[SetupStep] = ()) -> None:
        """Put steps into a state; done ones keep the day. ``was`` are the steps as they were shown.

        Raises:
            ChangedMeanwhile: somebody else put one of them into another state since then.
        """
        today = self._ctx.clock.today()

        def change(step: SetupStep) -> SetupStep:
            done_on = (step.done_on or today) if state is StepState.DONE else None
            return replace(step, state=state, done_on=done_on)

        self._change(step_ids, Text("Step set to “{state}”", state=STEP_STATE_NAMES[state]), change, was)

    def finish_opening(self, store_id: int) -> int:
        """Mark every step that is not settled as done, for a store that opened elsewhere; returns how many there were.

        Done without a day, because nobody said when each was done.
        """
        with self._ctx.open_uow(Text("Opening marked as done")) as uow:
            repository = uow.repository(SetupSteps)
            plan = uow.repository(SetupPlans).of(store_id)
            steps = repository.of(store_id)
            if plan is not None:
                steps = standings_of(plan, template_of(plan)).steps(steps)
            waiting = [step for step in steps if not step.settled]
            for step in waiting:
                repository.update(replace(step, state=StepState.DONE))
            uow.commit()
            return len(waiting)

    def want(self, step_ids: Iterable[int], *, wanted: bool) -> None:
        """Say that steps are needed whatever the answers say, or leave it to the answers again."""
        reason = Text("Needed all the same") if wanted else Text("Needed as the answers say")
        self._change(step_ids, reason, lambda step: replace(step, wanted=wanted))

    def cycle(self, step_id: int) -> StepState:
        """Put a step into the next state of the round and say which."""
        with self._ctx.read() as uow:
            state = next_state(uow.repository(SetupSteps).get(step_id).state)
        self.set_state([step_id], state)
        return state

    def assign(self, step_ids: Iterable[int], owner: str, was: Iterable[SetupStep] = ()) -> None:
        """Make ``owner`` the owner of steps; an empty name takes the owner away. ``was`` as in :meth:`set_state`."""
        name = owner.strip()
        reason = Text("Owner set to {owner}", owner=name or NO_DATA)
        self._change(step_ids, reason, lambda step: replace(step, owner=name), was)

    def set_due(self, step_ids: Iterable[int], due: date | None, was: Iterable[SetupStep] = ()) -> None:
        """Set or take away the due date of steps. ``was`` as in :meth:`set_state`."""
        check(SETUP_STEP.field("due_on"), due, named=True)
        reason = Text("Due date set to {day}", day=NO_DATA if due is None else due.isoformat())
        self._change(step_ids, reason, lambda step: replace(step, due_on=due), was)

    def set_note(self, step_id: int, note: str, was: SetupStep | None = None) -> None:
        """Keep the note of a step; ``was`` is the step as it was shown when the typing began.

        Raises:
            ChangedMeanwhile: somebody else edited the note since then.
        """
        begun = () if was is None else (was,)
        self._change([step_id], Text("Note edited"), lambda step: replace(step, note=note.strip()), begun)

    def fill_due_dates(self, store_id: int) -> int:
        """Give every open step without a due date the end of its slot in the schedule; returns how many got one."""
        with self._ctx.open_uow(Text("Due dates filled from typical durations")) as uow:
            repository = uow.repository(SetupSteps)
            plan = uow.repository(SetupPlans).of(store_id)
            steps = repository.of(store_id)
            if plan is not None:
                steps = standings_of(plan, template_of(plan)).steps(steps)
            slots = schedule(steps, self._ctx.clock.today())
            changed = [step for step in steps if not step.settled and step.due_on is None and step.code in slots]
            for step in changed:
                repository.update(replace(step, due_on=slots[step.code].end))
            uow.commit()
        return len(changed)

    def save_step(self, step: SetupStep, titles: Mapping[str, str] | None = None) -> SetupStep:
        """Keep a new or edited step; a new own step stands last in its phase.

        Raises:
            UserError: it has no title, a duration below one day, or would wait for itself.
        """
        with self._ctx.open_uow(Text("Step edited") if step.id else Text("Step added")) as uow:
            repository = uow.repository(SetupSteps)
            steps = repository.of(step.store_id)
            if step.own and not (step.title or "").strip():
                raise FieldError(SETUP_STEP.field("title"), Text("Give the step a title."))
            step = SETUP_STEP.tidy(step)
            check_waits(step, steps, titles or {})
            if step.state is StepState.DONE and step.done_on is None:
                step = replace(step, done_on=self._ctx.clock.today())
            elif step.state is not StepState.DONE and step.done_on is not None:
                step = replace(step, done_on=None)
            if step.id is None:
                step = repository.add(replace(step, position=_last_position(steps, step.phase)))
            else:
                step = repository.update(step)
            uow.commit()
        return step

    def new_step(self, store_id: int, phase: str) -> SetupStep:
        """A blank own step, not kept yet, with a code that is free in the store."""
        with self._ctx.read() as uow:
            taken = {step.code for step in uow.repository(SetupSteps).of(store_id)}
        number = 1
        while f"own.{number}" in taken:
            number += 1
        return SetupStep(store_id=store_id, code=f"own.{number}", phase=phase, position=0, title="", own=True)

    def remove_step(self, step_id: int) -> None:
        """Remove a step; the steps that waited for it no longer do."""
        with self._ctx.open_uow(Text("Step removed")) as uow:
            repository = uow.repository(SetupSteps)
            gone = repository.get(step_id)
            for step in repository.of(gone.store_id):
                if gone.code in step.waits_for:
                    repository.update(
                        replace(step, waits_for=tuple(code for code in step.waits_for if code != gone.code))
                    )
            repository.remove(step_id)
            leave_out(uow, gone)
            uow.commit()

    def move_step(self, step_id: int, phase: str, index: int) -> None:
        """Put a step at ``index`` among the other steps of ``phase``."""
        with self._ctx.open_uow(Text("Step moved")) as uow:
            repository = uow.repository(SetupSteps)
            moved = repository.get(step_id)
            others = [step for step in repository.of(moved.store_id) if step.id != step_id]
            mine = [step for step in others if step.phase == phase]
            mine.insert(max(0, min(index, len(mine))), replace(moved, phase=phase))
            for number, step in enumerate(mine, start=1):
                repository.update(replace(step, position=number * GAP))
            uow.commit()

    def _change(
        self,
        ids: Iterable[int],
        reason: Text,
        change: Callable[[SetupStep], SetupStep],
        was: Iterable[SetupStep] = (),
    ) -> None:
        shown = {step.id: step for step in was}
        with self._ctx.open_uow(reason) as uow:
            repository = uow.repository(SetupSteps)
            for step_id in ids:
                step = repository.get(step_id)
                begun = shown.get(step_id, step)
                repository.update(onto(begun, change(begun), step))
            uow.commit()


def _last_position(steps: Sequence[SetupStep], phase: str) -> int:
    return max((step.position for step in steps if step.phase == phase), default=0) + GAP


def _known(record_id: int | None) -> int:
    if record_id is None:
        raise ValueError("the record has not been kept yet")
    return record_id
