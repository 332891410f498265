"""What can be done with steps: wishes of tree and panel become calls of the service."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from shopdesk.domain.setup.records import STEP_STATE_NAMES, SetupStep, StepState
from shopdesk.domain.setup.rules import next_state
from shopdesk.gui.pages.setup.step_dialog import StepDialog
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import StepView
from shopdesk.services.setup.wording import waits_sentence

if TYPE_CHECKING:
    from shopdesk.gui.pages.setup.page import SetupPage


class StepActions(QObject):
    """Connects the steps tab with the service."""

    def __init__(self, page: SetupPage) -> None:
        """Listen to the page's tree and panel."""
        super().__init__(page)
        self._page = page
        tree, detail = page.steps.tree, page.steps.detail
        tree.cycled.connect(self.cycle)
        tree.edited.connect(self.edit)
        tree.removed.connect(self.remove)
        tree.moved.connect(self.move)
        detail.state_set.connect(self._on_state_set)
        detail.owner_set.connect(self._on_owner_set)
        detail.due_set.connect(self._on_due_set)
        detail.note_set.connect(self._on_note_set)
        detail.edit_asked.connect(self._on_edit_asked)
        detail.wanted.connect(self._on_wanted)
        page.header.new_asked.connect(self.add)

    def _view(self, code: str) -> StepView | None:
        return self._page.board.step(code) if self._page.board is not None else None

    def cycle(self, code: str) -> None:
        """Put the selected steps into the state that follows that of ``code``."""
        view = self._view(code)
        if view is None:
            return
        chosen = self._page.steps.tree.selected_steps()
        if code not in {other.step.code for other in chosen}:
            chosen = [view]
        state = next_state(view.step.state)
        # The panel has nothing typed that could be asked about: where somebody was faster, that is said.
        steps = [other.step for other in chosen]
        self._page.write(self._putting(steps, state), done=self._warning(steps, state))

    def _on_state_set(self, steps: list[SetupStep], state: StepState) -> None:
        self._set(steps, self._putting(steps, state), tr(STEP_STATE_NAMES[state]), self._warning(steps, state))

    def _putting(self, steps: list[SetupStep], state: StepState) -> Callable[[], None]:
        setup = self._page.context.services.setup
        return lambda: setup.set_state(_ids(steps), state, steps)

    def _warning(self, steps: list[SetupStep], state: StepState) -> Callable[[None], None]:
        ids, board = _ids(steps), self._page.board
        early = [
            view
            for view in (board.steps() if board else ())
            if view.step.id in ids and state is StepState.DONE and view.open_waits and not view.step.settled
        ]
        return lambda _none: self._warn(early)

    def _warn(self, early: list[StepView]) -> None:
        for view in early[:1]:
            waits = waits_sentence(tuple(named.title for named in view.open_waits))
            self._page.context.messages.warning(
                tr("“{title}” is done although it {waits}.", title=view.title, waits=waits)
            )

    def _on_owner_set(self, steps: list[SetupStep], name: str) -> None:
        setup = self._page.context.services.setup
        self._set(steps, lambda: setup.assign(_ids(steps), name, steps), name)

    def _on_due_set(self, steps: list[SetupStep], day: date | None) -> None:
        setup = self._page.context.services.setup
        self._set(steps, lambda: setup.set_due(_ids(steps), day, steps), "" if day is None else day.isoformat())

    def _on_note_set(self, was: SetupStep, note: str) -> None:
        setup = self._page.context.services.setup
        self._set([was], lambda: setup.set_note(was.id or 0, note, was), note)

    def _set(
        self,
        steps: list[SetupStep],
        work: Callable[[], None],
        typed: str,
        done: Callable[[None], None] | None = None,
    ) -> None:
        """Where somebody else set the same of the one step that is shown, it is asked which of the two holds."""
        detail = self._page.steps.detail
        asks = (lambda error: detail.ask_about(error, steps[0])) if len(steps) == 1 else None
        self._page.write(work, done=done, meanwhile=asks, typed=typed)

    def _on_wanted(self, ids: list[int], wanted: bool) -> None:
        setup = self._page.context.services.setup
        self._page.write(lambda: setup.want(ids, wanted=wanted))

    def _on_edit_asked(self) -> None:
        view = self._page.steps.tree.current_step()
        if view is not None:
            self.edit(view.step.code)

    def edit(self, code: str) -> None:
        """Open the form for a step."""
        view = self._view(code)
        if view is not None:
            self._open(view.step, view)

    def add(self) -> None:
        """Open the form for an own step in the phase the keyboard is in."""
        page = self._page
        board = page.board
        if board is None:
            return
        phase = page.steps.model.phase_at(page.steps.tree.currentIndex())
        code = phase.code if phase is not None else board.phases[0].code
        setup, store_id = page.context.services.setup, page.context.store_id
        page.write(lambda: setup.new_step(store_id, code), done=lambda step: self._open(step, None))

    def _open(self, step: SetupStep, view: StepView | None) -> None:
        page = self._page
        if page.board is None:
            return

        def done(kept: SetupStep) -> None:
            page.refresh()
            page.context.tasks.database(lambda: None, done=lambda _none: page.steps.go_to(kept.code), owner=page)

        dialog = StepDialog(page.context, page.board, step, view, page.owners)
        dialog.saved.connect(done)
        dialog.open()

    def remove(self, code: str) -> None:
        """Remove a step at once; the message offers to take it back."""
        view = self._view(code)
        if view is None or view.step.id is None:
            return
        page, step_id = self._page, view.step.id
        services = page.context.services

        def undo() -> None:
            page.write(services.history.undo)

        page.write(
            lambda: services.setup.remove_step(step_id),
            done=lambda _none: page.context.messages.info(
                tr("“{title}” was removed.", title=view.title), tr("Undo"), undo
            ),
        )

    def move(self, code: str, direction: int) -> None:
        """Move a step up or down, past the end of a phase into the next one."""
        board, view = self._page.board, self._view(code)
        if board is None or view is None or view.step.id is None:
            return
        order = [phase.code for phase in board.phases]
        where = order.index(view.step.phase)
        mine = [other.step.code for other in board.phases[where].steps]
        place = mine.index(code) + direction
        phase = view.step.phase
        if place < 0 or place >= len(mine):
            where += direction
            if not 0 <= where < len(order):
                return
            phase = order[where]
            place = 0 if direction > 0 else len(board.phases[where].steps)
        setup, step_id = self._page.context.services.setup, view.step.id
        self._page.write(lambda: setup.move_step(step_id, phase, place))


def _ids(steps: Iterable[SetupStep]) -> list[int]:
    return [step.id for step in steps if step.id is not None]
