"""The board in sentences, the same for the window and for paper."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.setup.clocks import ClockState
from shopdesk.domain.setup.records import DOCUMENT_STATE_NAMES, STEP_STATE_NAMES, DocumentState, StepState
from shopdesk.domain.setup.rules import BlockerKind
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES
from shopdesk.infra.i18n import tr
from shopdesk.reporting.setup_bring import BringFacts, BringLine, BringPage
from shopdesk.reporting.setup_sheet import SheetFacts, SheetLine, SheetPhase, papers_html, setup_html
from shopdesk.services.setup.views import BlockerView, ClockView, DocumentView, SetupBoard, StepView
from shopdesk.services.setup.visits import VisitView

_SHOWN_WAITS = 3


def blocker_sentence(view: BlockerView) -> str:
    """Why it blocks, who has it, how late it is, and what hangs on it."""
    blocker = view.blocker
    parts = [waits_sentence(view.waits) if view.waits else tr(blocker.reason)]
    if view.owner:
        parts.append(tr("owner {name}", name=view.owner))
    if blocker.days_late is not None:
        parts.append(tr("{days} days late", days=blocker.days_late))
    if blocker.holds_up:
        parts.append(tr("holds up {count} steps", count=blocker.holds_up))
    return " · ".join(parts)


def waits_sentence(titles: tuple[str, ...]) -> str:
    """What is waited for, the first few by name."""
    shown = tr(", ", context="between names").join(titles[:_SHOWN_WAITS])
    if len(titles) > _SHOWN_WAITS:
        return tr("waits for {names} and {count} more", names=shown, count=len(titles) - _SHOWN_WAITS)
    return tr("waits for {names}", names=shown)


def blocker_line(view: BlockerView) -> str:
    """The whole of it in one line, for paper."""
    word = tr("Document") if view.blocker.kind is BlockerKind.DOCUMENT else tr("Step")
    return tr("{word} “{title}”: {reason}", word=word, title=view.title, reason=blocker_sentence(view))


def clock_sentence(view: ClockView) -> str:
    """Where a time limit stands."""
    reading = view.reading
    if reading.state is ClockState.IDLE:
        if view.trigger_title:
            return tr("{days} days, from “{step}” on", days=reading.clock.days, step=view.trigger_title)
        return tr("{days} days, started by hand", days=reading.clock.days)
    assert reading.ends_by is not None
    day = reading.ends_by.isoformat()
    if reading.state is ClockState.RUNNING:
        if reading.days_left == 0:
            return tr("ends today, {day}", day=day)
        return tr("{days} days left, until {day}", days=reading.days_left, day=day)
    if reading.state is ClockState.MISSED:
        return tr("missed by {days} days, was due {day}", days=-(reading.days_left or 0), day=day)
    if reading.state is ClockState.MET_LATE:
        return tr("met late, was due {day}", day=day)
    return tr("met in time, was due {day}", day=day)


def expiry_sentence(view: DocumentView) -> str:
    """When a document expires; empty without a date."""
    days, day = view.days_to_expiry, view.document.expires_on
    if days is None or day is None:
        return ""
    if days < 0:
        return tr("expired on {day}", day=day.isoformat())
    if view.expiring:
        return tr("expires {day}, in {days} days", day=day.isoformat(), days=days)
    return day.isoformat()


def rejection_sentence(view: DocumentView) -> str:
    """Why the platform refused it; empty unless it did and somebody wrote it down."""
    document = view.document
    if document.state is not DocumentState.REJECTED or not document.rejection:
        return ""
    return tr("Rejected: {why}", why=document.rejection)


def step_state(view: StepView) -> str:
    """The state in a word; what the answers no longer ask for and is not done does not apply."""
    if view.skipped and view.step.state is not StepState.NOT_NEEDED:
        return tr("Does not apply")
    return tr(STEP_STATE_NAMES[view.step.state])


def document_state(view: DocumentView) -> str:
    """The state in a word; covered documents say by what they are covered, those not in hand that they do not apply."""
    if not view.applies and not view.document.in_hand:
        return tr("Does not apply")
    if view.covered_by is not None and view.document.state is not DocumentState.NOT_NEEDED:
        return tr("Covered by the unified licence")
    return tr(DOCUMENT_STATE_NAMES[view.document.state])


def store_kind(board: SetupBoard) -> str:
    """Platform and type in words."""
    return f"{tr(PLATFORM_NAMES[board.store.platform])} · {tr(TYPE_NAMES[board.store.store_type])}"


def checklist_html(board: SetupBoard) -> str:
    """The printable opening checklist."""
    return setup_html(_facts(board))


def documents_html(board: SetupBoard) -> str:
    """The printable list of papers."""
    return papers_html(_facts(board))


def scan_names(view: DocumentView) -> str:
    """The scans of a document by name; empty without any."""
    return tr(", ", context="between names").join(scan.name for scan in view.scans)


def bring_facts(board: SetupBoard, visits: Sequence[VisitView]) -> BringFacts:
    """The visits that take place, in words."""
    return BringFacts(
        store=board.store.name,
        kind=store_kind(board),
        day=board.today,
        pages=[
            BringPage(
                title=visit.title,
                also=visit.also,
                note=visit.visit.note,
                on_day=visit.visit.on_day,
                because=visit.because,
                lines=[
                    BringLine(
                        title=paper.view.title,
                        hint=paper.view.hint,
                        state=document_state(paper.view),
                        expiry=expiry_sentence(paper.view),
                        scans=scan_names(paper.view),
                        packed=paper.packed,
                    )
                    for paper in visit.papers
                ],
            )
            for visit in visits
            if visit.applies
        ],
    )


def _facts(board: SetupBoard) -> SheetFacts:
    return SheetFacts(
        store=board.store.name,
        kind=store_kind(board),
        day=board.today,
        done=board.progress.done,
        needed=board.progress.needed,
        earliest=board.earliest,
        blockers=[blocker_line(view) for view in board.blockers if view.blocker.ready],
        phases=[
            SheetPhase(
                phase.title, phase.progress.done, phase.progress.needed, [_step_line(view) for view in phase.steps]
            )
            for phase in board.phases
        ],
        documents=[_document_line(view) for view in board.documents],
        clocks=[(view.title, f"{clock_sentence(view)} · {view.consequence}") for view in board.clocks],
    )


def _step_line(view: StepView) -> SheetLine:
    step = view.step
    waits = tuple(named.title for named in view.open_waits)
    return SheetLine(
        title=view.title,
        detail=waits_sentence(waits) if waits and not (step.settled or view.skipped) else "",
        state=step_state(view),
        owner=step.owner,
        due=step.due_on,
        late=view.days_late is not None,
        note=step.note,
        done=step.state is StepState.DONE,
        skipped=view.skipped,
    )


def _document_line(view: DocumentView) -> SheetLine:
    document = view.document
    details = (expiry_sentence(view), rejection_sentence(view))
    return SheetLine(
        title=view.title,
        detail=" · ".join(detail for detail in details if detail),
        state=document_state(view),
        owner=document.owner,
        due=document.due_on,
        late=view.days_late is not None,
        note=document.note,
        done=document.in_hand or (view.covered_by is not None and not view.skipped),
        skipped=view.skipped,
    )
