"""What the setup service answers: records with their wording and everything that follows from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.setup.clocks import ClockReading, read_clock
from shopdesk.domain.setup.records import (
    DocumentState,
    SetupClock,
    SetupDocument,
    SetupPlan,
    SetupScan,
    SetupStep,
    StepState,
)
from shopdesk.domain.setup.rules import (
    Blocker,
    Papers,
    Progress,
    blockers,
    days_late,
    do_next,
    held_up,
    open_waits,
    progress,
)
from shopdesk.domain.setup.schedule import Slot, earliest_opening, schedule
from shopdesk.domain.setup.template import SetupTemplate
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.standing import Standings, standings_of
from shopdesk.services.setup.templates import Words, worded


@dataclass(frozen=True, slots=True)
class Named:
    """A step or document by code and title; ``open`` says that it is still waited for."""

    code: str
    title: str
    document: bool
    open: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as it is shown. ``ready``: no other step stands before it. ``slot``: its days in the schedule.

    ``because`` says why it is there; where it no longer ``applies``, why not.
    """

    step: SetupStep
    title: str
    what: str
    why: str
    waits: tuple[Named, ...]
    documents: tuple[Named, ...]
    ready: bool
    days_late: int | None
    holds_up: int
    slot: Slot | None
    applies: bool = True
    because: str = ""

    @property
    def skipped(self) -> bool:
        """Whether nobody needs it: a person said so, or the answers do and it was not done before."""
        undone = self.step.state is not StepState.DONE
        return self.step.state is StepState.NOT_NEEDED or (undone and not self.applies)

    @property
    def open_waits(self) -> tuple[Named, ...]:
        """What it still waits for, steps first."""
        return tuple(named for named in (*self.waits, *self.documents) if named.open)


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase with its steps."""

    code: str
    title: str
    progress: Progress
    steps: tuple[StepView, ...]
    days_late: int | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it is shown; ``covered_by`` is the title of the document that contains it.

    ``because`` says why it is there; where it no longer ``applies``, why not. ``renewal``: what to do when it runs out.
    """

    document: SetupDocument
    title: str
    hint: str
    covered_by: str | None
    used_by: tuple[str, ...]
    days_late: int | None
    days_to_expiry: int | None
    expired: bool
    expiring: bool
    blocking: bool
    scans: tuple[SetupScan, ...] = ()
    applies: bool = True
    because: str = ""
    renewal: str = ""

    @property
    def skipped(self) -> bool:
        """Whether nobody needs it: a person said so, or the answers do."""
        return self.document.state is DocumentState.NOT_NEEDED or not self.applies


@dataclass(frozen=True, slots=True)
class BlockerView:
    """Something that blocks the opening, in words; ``waits`` are titles."""

    blocker: Blocker
    title: str
    owner: str
    waits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockView:
    """A time limit in words."""

    reading: ClockReading
    title: str
    consequence: str
    source: str
    trigger_title: str | None
    ends_title: str | None


@dataclass(frozen=True, slots=True)
class SetupBoard:
    """A store's whole setup on one day.

    ``earliest`` is the opening day if every open step takes its typical time, ``None`` when nothing blocks any more.
    ``outdated`` says that the template for the store's type is another one now.
    """

    store: Store
    plan: SetupPlan
    today: date
    phases: tuple[PhaseView, ...]
    documents: tuple[DocumentView, ...]
    blockers: tuple[BlockerView, ...]
    next_steps: tuple[StepView, ...]
    clocks: tuple[ClockView, ...]
    progress: Progress
    earliest: date | None
    outdated: bool

    def steps(self) -> tuple[StepView, ...]:
        """Every step in the order of the phases."""
        return tuple(step for phase in self.phases for step in phase.steps)

    def step(self, code: str) -> StepView | None:
        """The step of a code."""
        return next((view for view in self.steps() if view.step.code == code), None)

    def document(self, code: str) -> DocumentView | None:
        """The document of a code."""
        return next((view for view in self.documents if view.document.code == code), None)

    @property
    def overdue(self) -> int:
        """How many steps and documents are past their due date."""
        late = [view.days_late for view in self.steps()] + [view.days_late for view in self.documents]
        return sum(days is not None for days in late)


def build_board(
    store: Store,
    plan: SetupPlan,
    template: SetupTemplate,
    current: SetupTemplate,
    steps: Sequence[SetupStep],
    documents: Sequence[SetupDocument],
    scans: Sequence[SetupScan],
    clocks: Sequence[SetupClock],
    today: date,
) -> SetupBoard:
    """Put the records of a store together; ``current`` is the template its type has today."""
    words = Words(template)
    order = {phase.code: number for number, phase in enumerate(template.phases)}
    steps = sorted(steps, key=lambda step: (order.get(step.phase, len(order)), step.position))
    standings = standings_of(plan, template)
    counted, needed = standings.steps(steps), standings.documents(documents)
    by_code = {step.code: step for step in counted}
    titles = {step.code: words.step(step)[0] for step in steps}
    titles |= {document.code: words.document(document)[0] for document in documents}
    papers = Papers(needed)
    scans_of: dict[int, list[SetupScan]] = {}
    for scan in scans:
        scans_of.setdefault(scan.document_id, []).append(scan)
    slots = schedule(counted, today)
    effect = held_up(counted)

    def view(step: SetupStep) -> StepView:
        title, what, why = words.step(step)
        waiting = set(open_waits(step, by_code, papers, today))
        waits = tuple(Named(code, titles[code], False, code in waiting) for code in step.waits_for if code in by_code)
        needs = tuple(Named(code, titles[code], True, code in waiting) for code in step.documents if papers.get(code))
        standing = standings.step(step)
        late = None if step.settled or not standing.applies else days_late(step.due_on, today)
        return StepView(
            step=step,
            title=title,
            what=what,
            why=why,
            waits=waits,
            documents=needs,
            ready=not any(named.open for named in waits),
            days_late=late,
            holds_up=effect.get(step.code, 0),
            slot=slots.get(step.code),
            applies=standing.applies,
            because=tr(standing.why),
        )

    views = {step.code: view(step) for step in steps}
    known = {phase.code for phase in template.phases}
    phases = []
    for phase in template.phases:
        mine = [step for step in steps if step.phase == phase.code]
        if phase is template.phases[-1]:
            mine += [step for step in steps if step.phase not in known]
        shown = tuple(views[step.code] for step in mine)
        late = max((step.days_late for step in shown if step.days_late is not None), default=None)
        done = progress(standings.steps(mine))
        phases.append(PhaseView(phase.code, worded(phase.title), done, shown, late))
    found = blockers(counted, needed, today)
    blocking = {blocker.code for blocker in found}
    owners: dict[str, str] = {step.code: step.owner for step in steps}
    owners |= {document.code: document.owner for document in documents}
    return SetupBoard(
        store=store,
        plan=plan,
        today=today,
        phases=tuple(phases),
        documents=tuple(
            _document(item, words, titles, counted, today, blocking, tuple(scans_of.get(item.id or 0, ())), standings)
            for item in documents
        ),
        blockers=tuple(
            BlockerView(item, titles[item.code], owners[item.code], tuple(titles[code] for code in item.waits))
            for item in found
        ),
        next_steps=tuple(views[step.code] for step in do_next(counted, needed, today)),
        clocks=tuple(_clock(clock, words, titles, by_code, today) for clock in clocks),
        progress=progress(counted),
        earliest=earliest_opening(counted, today, slots),
        outdated=(plan.template, plan.template_version) != (current.code, current.version),
    )


def _document(
    document: SetupDocument,
    words: Words,
    titles: dict[str, str],
    steps: Sequence[SetupStep],
    today: date,
    blocking: set[str],
    scans: tuple[SetupScan, ...],
    standings: Standings,
) -> DocumentView:
    title, hint = words.document(document)
    standing = standings.document(document)
    unneeded = document.state is DocumentState.NOT_NEEDED or not standing.applies
    settled = document.in_hand or unneeded or document.covered_by in titles
    return DocumentView(
        document=document,
        title=title,
        hint=hint,
        covered_by=titles.get(document.covered_by) if document.covered_by else None,
        used_by=tuple(titles[step.code] for step in steps if document.code in step.documents),
        days_late=None if settled else days_late(document.due_on, today),
        days_to_expiry=(document.expires_on - today).days if document.expires_on else None,
        expired=document.expired(today) and standing.applies,
        expiring=document.expiring(today) and standing.applies,
        blocking=document.code in blocking,
        scans=scans,
        applies=standing.applies,
        because=tr(standing.why),
        renewal=words.renewal(document),
    )


def _clock(
    clock: SetupClock, words: Words, titles: dict[str, str], steps: dict[str, SetupStep], today: date
) -> ClockView:
    title, consequence, source = words.clock(clock)
    return ClockView(
        reading=read_clock(clock, steps, today),
        title=title,
        consequence=consequence,
        source=source,
        trigger_title=titles.get(clock.trigger) if clock.trigger else None,
        ends_title=titles.get(clock.ends) if clock.ends else None,
    )
