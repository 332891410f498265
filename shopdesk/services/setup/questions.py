"""The questions that decide the list: answering them, and what other answers would change before they are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shopdesk.domain.setup.answers import Answers, Mark
from shopdesk.domain.setup.records import SetupPlan, StepState, Trademark
from shopdesk.domain.setup.schedule import earliest_opening, schedule
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.standing import Standing, Standings
from shopdesk.services.setup.templates import template_of
from shopdesk.services.setup.views import DocumentView, SetupBoard, StepView
from shopdesk.storage.repositories.setup import SetupPlans

_FEES: dict[Mark, Trademark] = {Mark.REGISTERED: Trademark.REGISTERED, Mark.PENDING: Trademark.PENDING}
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Moved:
    """A step or paper that other answers concern, and what they would say of it. ``done``: it stays done."""

    title: str
    document: bool
    why: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Replanned:
    """What other answers would change: what comes, what no longer applies, what is there for another reason."""

    comes: tuple[Moved, ...]
    goes: tuple[Moved, ...]
    differs: tuple[Moved, ...]
    earliest_before: date | None
    earliest_after: date | None

    @property
    def any(self) -> bool:
        """Whether anything of the list changes."""
        return bool(self.comes or self.goes or self.differs)


def replanned(board: SetupBoard, answers: Answers) -> Replanned:
    """What the list of a board would be with other answers; nothing is kept."""
    after = Standings(template_of(board.plan), answers)
    comes: list[Moved] = []
    goes: list[Moved] = []
    differs: list[Moved] = []
    views: list[StepView | DocumentView] = [*board.steps(), *board.documents]
    for view in views:
        standing = _standing(after, view)
        moved = Moved(view.title, isinstance(view, DocumentView), tr(standing.why), _done(view))
        if standing.applies != view.applies:
            (comes if standing.applies else goes).append(moved)
        elif standing.applies and moved.why != view.because:
            differs.append(moved)
    counted = after.steps(view.step for view in board.steps())
    earliest = earliest_opening(counted, schedule(counted, board.today))
    return Replanned(tuple(comes), tuple(goes), tuple(differs), board.earliest, earliest)


def _standing(standings: Standings, view: StepView | DocumentView) -> Standing:
    return standings.step(view.step) if isinstance(view, StepView) else standings.document(view.document)


def _done(view: StepView | DocumentView) -> bool:
    return view.step.state is StepState.DONE if isinstance(view, StepView) else view.document.in_hand


def answered(plan: SetupPlan, answers: Answers) -> SetupPlan:
    """The plan with other answers; trademark and category of the fees follow those that changed."""
    more: dict[str, Any] = {name: getattr(answers, name) for name in Answers.__slots__}
    if answers.mark is not plan.mark and answers.mark in _FEES:
        more["trademark"] = _FEES[answers.mark]
    if answers.sells != plan.sells:
        more["category"] = answers.sells or _OTHER
    return replace(plan, **more)


def followed(old: SetupPlan, plan: SetupPlan) -> SetupPlan:
    """The plan with the answers that other inputs of the fees give."""
    if plan.trademark is not old.trademark:
        plan = replace(plan, mark=Mark(plan.trademark.value))
    if plan.category != old.category:
        plan = replace(plan, sells=plan.category)
    return plan


class SetupQuestions:
    """Keeps the answers of a store."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def answer(self, store_id: int, answers: Answers) -> None:
        """Keep the answers, in one step to undo. No step and no paper is touched: the list follows by itself."""
        with self._ctx.open_uow(Text("Questions of the setup answered")) as uow:
            plans = uow.repository(SetupPlans)
            plan = plans.of(store_id)
            if plan is None or plan.answers == answers:
                return
            plans.update(answered(plan, answers))
            uow.commit()
