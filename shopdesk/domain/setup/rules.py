"""What waits for what, what can be done now, what blocks the opening, and how far everything is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.records import DocumentState, SetupDocument, SetupStep, StepState
from shopdesk.domain.text import Text

_CYCLE = (
    StepState.NOT_STARTED,
    StepState.DOING,
    StepState.WAITING,
    StepState.DONE,
    StepState.NOT_NEEDED,
)


def next_state(state: StepState) -> StepState:
    """The state after ``state`` in the round that the space bar walks."""
    return _CYCLE[(_CYCLE.index(state) + 1) % len(_CYCLE)]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the needed things are done."""

    done: int
    needed: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down so that 100 means all; ``None`` where nothing is needed."""
        return self.done * 100 // self.needed if self.needed else None


def progress(steps: Iterable[SetupStep]) -> Progress:
    """Done steps against those that are needed at all."""
    needed = [step for step in steps if step.state is not StepState.NOT_NEEDED]
    return Progress(done=sum(step.state is StepState.DONE for step in needed), needed=len(needed))


class Papers:
    """The documents of a store, looked up by code, with the ones that another document covers."""

    def __init__(self, documents: Iterable[SetupDocument]) -> None:
        """Keep the documents by code."""
        self._by_code = {document.code: document for document in documents}

    def get(self, code: str) -> SetupDocument | None:
        """The document, or ``None`` where it was removed."""
        return self._by_code.get(code)

    def covering(self, document: SetupDocument) -> SetupDocument | None:
        """The document that contains ``document``, if there is one and it is still needed."""
        return self._by_code.get(document.covered_by) if document.covered_by else None

    def ready(self, document: SetupDocument, today: date) -> bool:
        """Whether nothing has to be fetched: not needed, covered by another one, or in hand and valid.

        A covered document is never missing by itself: the covering one is asked for instead.
        """
        if document.state is DocumentState.NOT_NEEDED or self.covering(document) is not None:
            return True
        return document.in_hand and not document.expired(today)


def open_waits(step: SetupStep, steps: Mapping[str, SetupStep], papers: Papers, today: date) -> tuple[str, ...]:
    """Codes of the steps and documents that ``step`` still waits for, steps first."""
    before = [code for code in step.waits_for if code in steps and not steps[code].settled]
    missing = []
    for code in step.documents:
        document = papers.get(code)
        if document is not None and not papers.ready(document, today):
            missing.append(code)
    return (*before, *missing)


def held_up(steps: Sequence[SetupStep]) -> dict[str, int]:
    """For each code, how many unsettled steps cannot be settled before it, through any number of others."""
    direct: dict[str, list[str]] = {}
    for step in steps:
        if not step.settled:
            for code in (*step.waits_for, *step.documents):
                direct.setdefault(code, []).append(step.code)
    bits = {step.code: 1 << number for number, step in enumerate(steps)}
    masks = _followers(direct, bits)
    return {code: (masks[code] & ~bits.get(code, 0)).bit_count() for code in direct}


def _followers(direct: Mapping[str, Sequence[str]], bits: Mapping[str, int]) -> dict[str, int]:
    """Whoever follows each code, as a number with one bit for each step: a set of thousands is joined at once.

    Codes are taken after their followers, so that each is joined once; codes in a circle are joined until none grows.
    """
    order = _followers_first(direct)
    masks = dict.fromkeys(order, 0)
    grew = True
    while grew:
        grew = False
        for code in order:
            mask = masks[code]
            for follower in direct.get(code, ()):
                mask |= bits[follower] | masks[follower]
            grew = grew or mask != masks[code]
            masks[code] = mask
    return masks


def _followers_first(direct: Mapping[str, Sequence[str]]) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()
    for begin in direct:
        stack = [(begin, False)]
        while stack:
            code, done = stack.pop()
            if done:
                order.append(code)
            elif code not in seen:
                seen.add(code)
                stack.append((code, True))
                stack.extend((follower, False) for follower in direct.get(code, ()))
    return order


def check_waits(step: SetupStep, steps: Iterable[SetupStep], titles: Mapping[str, str]) -> None:
    """Refuse dependencies by which a step would wait for itself.

    Raises:
        UserError: naming the circle.
    """
    by_code = {other.code: other for other in steps} | {step.code: step}
    came_from: dict[str, str] = {}
    queue = [step.code]
    while queue:
        code = queue.pop()
        for wait in by_code[code].waits_for:
            if wait == step.code:
                circle = [step.code, code]
                while circle[-1] != step.code:
                    circle.append(came_from[circle[-1]])
                names = " → ".join(titles.get(one, one) for one in reversed(circle))
                raise UserError(
                    Text("These steps would wait for each other: {circle}. Take one of the links away.", circle=names)
                )
            if wait in by_code and wait not in came_from:
                came_from[wait] = code
                queue.append(wait)


class BlockerKind(StrEnum):
    """What sort of thing stands in the way."""

    STEP = "step"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Blocker:
    """A step or document without which the store cannot open.

    ``ready`` says it can be dealt with now; otherwise it waits for ``waits``. ``holds_up`` counts the steps that cannot
    be settled before it. ``days_late`` is ``None`` without a due date or before it.
    """

    kind: BlockerKind
    code: str
    ready: bool
    waits: tuple[str, ...]
    holds_up: int
    days_late: int | None
    reason: Text


def days_late(due: date | None, today: date) -> int | None:
    """Days since the due date, ``None`` while it has not passed."""
    if due is None or due >= today:
        return None
    return (today - due).days


def blockers(steps: Sequence[SetupStep], documents: Sequence[SetupDocument], today: date) -> list[Blocker]:
    """Everything that blocks the opening: overdue first, then what can be done now, then what waits for others.

    A document blocks when a blocking, unsettled step asks for it and it is not in hand, when it was rejected, or when
    it has expired. Among equals the one that holds up most comes first.
    """
    by_code = {step.code: step for step in steps}
    papers = Papers(documents)
    effect = held_up(steps)
    found: list[Blocker] = []
    asked = {code for step in steps if step.blocks_opening and not step.settled for code in step.documents}
    for document in documents:
        reason = _document_reason(document, papers, document.code in asked, today)
        if reason is not None:
            found.append(
                Blocker(
                    kind=BlockerKind.DOCUMENT,
                    code=document.code,
                    ready=True,
                    waits=(),
                    holds_up=effect.get(document.code, 0),
                    days_late=days_late(document.due_on, today),
                    reason=reason,
                )
            )
    for step in steps:
        if not step.blocks_opening or step.settled:
            continue
        waits = open_waits(step, by_code, papers, today)
        found.append(
            Blocker(
                kind=BlockerKind.STEP,
                code=step.code,
                ready=not waits,
                waits=waits,
                holds_up=effect.get(step.code, 0),
                days_late=days_late(step.due_on, today),
                reason=_step_reason(step, waits),
            )
        )
    found.sort(key=lambda blocker: (-(blocker.days_late or 0), not blocker.ready, -blocker.holds_up))
    return found


def do_next(steps: Sequence[SetupStep], documents: Sequence[SetupDocument], today: date) -> list[SetupStep]:
    """Steps that can be worked on now, in the order to take them: overdue, begun, by due date, then as given."""
    by_code = {step.code: step for step in steps}
    papers = Papers(documents)
    ready = [
        step
        for step in steps
        if not step.settled and not [code for code in open_waits(step, by_code, papers, today) if code in by_code]
    ]
    far = date.max
    ready.sort(
        key=lambda step: (
            -(days_late(step.due_on, today) or 0),
            step.state is StepState.NOT_STARTED,
            step.due_on or far,
        )
    )
    return ready


def _document_reason(document: SetupDocument, papers: Papers, asked: bool, today: date) -> Text | None:
    if document.state is DocumentState.NOT_NEEDED or papers.covering(document) is not None:
        return None
    if document.state is DocumentState.REJECTED:
        return Text("was rejected: {why}", why=document.rejection) if document.rejection else Text("was rejected")
    if document.expired(today):
        return Text("expired on {day}", day=document.expires_on)
    if asked and document.state is DocumentState.MISSING:
        return Text("is missing")
    if asked and document.state is DocumentState.REQUESTED:
        return Text("is requested but not here yet")
    return None


def _step_reason(step: SetupStep, waits: tuple[str, ...]) -> Text:
    if waits:
        return Text("waits for {count} others", count=len(waits))
    if step.state is StepState.DOING:
        return Text("is being done")
    if step.state is StepState.WAITING:
        return Text("waits for somebody else")
    return Text("can be started")
