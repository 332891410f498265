"""What is stored of a store's setup: the plan, its steps, documents and clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.records import Kept
from shopdesk.domain.setup.answers import Answers, Brand, Holder, Mark, Producer
from shopdesk.domain.text import Text


class StepState(StrEnum):
    """How far a step is."""

    NOT_STARTED = "not_started"
    DOING = "doing"
    WAITING = "waiting"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class DocumentState(StrEnum):
    """Where a document is on its way to the platform."""

    MISSING = "missing"
    REQUESTED = "requested"
    RECEIVED = "received"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    NOT_NEEDED = "not_needed"


class Trademark(StrEnum):
    """The state of the trademark: registered, or applied for and accepted for examination."""

    REGISTERED = "r"
    PENDING = "tm"


STEP_STATE_NAMES: dict[StepState, Text] = {
    StepState.NOT_STARTED: Text("Not started", context="step state"),
    StepState.DOING: Text("Doing", context="step state"),
    StepState.WAITING: Text("Waiting", context="step state"),
    StepState.DONE: Text("Done", context="step state"),
    StepState.NOT_NEEDED: Text("Not needed", context="step state"),
}

DOCUMENT_STATE_NAMES: dict[DocumentState, Text] = {
    DocumentState.MISSING: Text("Missing", context="document state"),
    DocumentState.REQUESTED: Text("Requested", context="document state"),
    DocumentState.RECEIVED: Text("Received", context="document state"),
    DocumentState.SUBMITTED: Text("Submitted", context="document state"),
    DocumentState.APPROVED: Text("Approved", context="document state"),
    DocumentState.REJECTED: Text("Rejected", context="document state"),
    DocumentState.NOT_NEEDED: Text("Not needed", context="document state"),
}

TRADEMARK_NAMES: dict[Trademark, Text] = {
    Trademark.REGISTERED: Text("R mark (registered)"),
    Trademark.PENDING: Text("TM mark (accepted)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPlan(Kept):
    """One store's setup: the template it was started from, answers, and the inputs of the fee estimate.

    ``expected_year_fen`` are the expected yearly sales, ``None`` while unknown. ``opening_on`` is the day the owner
    wants to open, if one is set. ``brand`` to ``holder`` are the :class:`Answers`; ``trademark`` and ``category``
    follow them, and are what the fees are reckoned with where they are not answered. ``left_out`` are codes of the
    template that the owner removed or did not take: they are not offered again.
    """

    store_id: int
    template: str
    template_version: int = 1
    started_on: date
    opening_on: date | None = None
    trademark: Trademark = Trademark.REGISTERED
    category: str = "other"
    expected_year_fen: int | None = None
    brand: Brand | None = None
    producer: Producer | None = None
    mark: Mark | None = None
    sells: str | None = None
    holder: Holder | None = None
    left_out: tuple[str, ...] = ()

    @property
    def answers(self) -> Answers:
        """What was answered of the questions that decide the list."""
        return Answers(brand=self.brand, producer=self.producer, mark=self.mark, sells=self.sells, holder=self.holder)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStep(Kept):
    """One step. ``title``, ``what`` and ``why`` are ``None`` while the shipped wording stands.

    ``code`` names the step within its store; ``waits_for`` and ``documents`` hold codes of other steps and of
    documents. ``blocks_opening`` says that the store cannot open before the step is settled. ``typical_days`` are
    calendar days. ``wanted``: needed whatever the answers say.
    """

    store_id: int
    code: str
    phase: str
    position: int
    title: str | None = None
    what: str | None = None
    why: str | None = None
    waits_for: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    typical_days: int = 1
    blocks_opening: bool = True
    own: bool = False
    state: StepState = StepState.NOT_STARTED
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""
    wanted: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do: done, or not needed."""
        return self.state in (StepState.DONE, StepState.NOT_NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupDocument(Kept):
    """One document. ``owner`` is who gets it; ``covered_by`` names the document that contains it.

    ``warn_days`` before ``expires_on`` the document is shown as expiring. ``rejection`` is why the platform refused it.
    ``decided`` says that a person set the state. ``wanted``: needed whatever the answers say.
    """

    store_id: int
    code: str
    position: int
    title: str | None = None
    hint: str | None = None
    covered_by: str | None = None
    own: bool = False
    state: DocumentState = DocumentState.MISSING
    owner: str = ""
    due_on: date | None = None
    expires_on: date | None = None
    warn_days: int = 60
    rejection: str = ""
    decided: bool = False
    note: str = ""
    wanted: bool = False

    @property
    def in_hand(self) -> bool:
        """Whether the paper is there, whatever the platform says of it yet."""
        return self.state in (DocumentState.RECEIVED, DocumentState.SUBMITTED, DocumentState.APPROVED)

    def expired(self, today: date) -> bool:
        """Whether its last valid day lies before ``today``."""
        return self.expires_on is not None and self.expires_on < today and self.state is not DocumentState.NOT_NEEDED

    def expiring(self, today: date) -> bool:
        """Whether it is due for renewal: expired, or expiring within ``warn_days``."""
        if self.expires_on is None or self.state is DocumentState.NOT_NEEDED:
            return False
        return (self.expires_on - today).days <= self.warn_days


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupScan(Kept):
    """A scan of a document: one of its sides or pages. ``stored`` is its place under the data folder's attachments."""

    store_id: int
    document_id: int
    name: str
    stored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupClock(Kept):
    """A time limit: a trigger, a number of calendar days, and what follows when it is missed.

    It starts on ``started_on`` when that is set by hand, else when step ``trigger`` was done; it ends when step
    ``ends`` is done, or on ``ended_on`` by hand.
    """

    store_id: int
    code: str
    position: int
    title: str | None = None
    consequence: str | None = None
    trigger: str | None = None
    ends: str | None = None
    days: int
    started_on: date | None = None
    ended_on: date | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupVisit(Kept):
    """A visit or upload to which papers are taken, as far as the owner touched it.

    ``packed`` are codes of the papers that lie ready. ``papers`` are the owner's own choice of them, ``None`` while the
    template's stands, as with the texts; ``also`` is what else is taken along. ``on_day`` is when it takes place.
    """

    store_id: int
    code: str
    position: int
    title: str | None = None
    also: str | None = None
    papers: tuple[str, ...] | None = None
    packed: tuple[str, ...] = ()
    on_day: date | None = None
    note: str = ""
    own: bool = False
