"""The standing tasks: entered, begun from what ships, ticked off, looked over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.daily.standing_tasks import STANDING_TASK, StandingDue, StandingTask, next_due, rhythm_words
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.daily.standing_tasks import StandingBoard
    from shopdesk.services.registry import Services

_NAME = "daily.tasks"


class StandingPart(RecordListPart):
    """Lists the tasks with the day on which each is due."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the tasks are loaded when the part is first seen."""
        self.board: StandingBoard | None = None
        listed = Listed(
            STANDING_TASK,
            _NAME,
            tr("Standing tasks"),
            tr("New task"),
            tr("No standing task is entered yet"),
            tr(
                "Enter what is done again and again beside the daily checks, with its rhythm and who does it: it comes "
                "up on the daily form on its day, and in the weekly report. Or begin with the shipped tasks."
            ),
            files=True,
        )
        super().__init__(context, listed, parent)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(1, self.said)

    def more_buttons(self) -> Sequence[QWidget]:
        """Ticking off, and what ships."""
        self.done = button(f"{_NAME}.done", tr("Done"), lambda: self.tick_chosen(done=True))
        self.not_done = button(f"{_NAME}.notDone", tr("Not done after all"), lambda: self.tick_chosen(done=False))
        self.take = button(f"{_NAME}.take", tr("Add the shipped tasks"), self.take_shipped)
        return self.done, self.not_done, self.take

    def more_columns(self) -> Sequence[Column[StandingTask]]:
        """Where each task stands."""
        return (
            Column(tr("Rhythm", context="standing"), lambda one: tr(rhythm_words(one)), name="turns"),
            Column(tr("State"), self._state, name="state"),
            Column(tr("Next on"), self._next, text=str, name="next"),
            Column(tr("Last done on"), self._last, text=str, name="last"),
        )

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """What it is and where it stands; the rest behind that."""
        first = ("title", "turns", "state", "owner", "role_code", "next", "last")
        return sorted(columns, key=lambda one: first.index(one.name) if one.name in first else len(first))

    def _due(self, task: StandingTask | None) -> StandingDue | None:
        return self.board.due.get(task.id or 0) if task is not None and self.board is not None else None

    def _state(self, task: StandingTask) -> str | None:
        today, due = self.context.clock.today(), self._due(task)
        if due is None:
            return None
        if due.done is not None:
            return tr("done on {day} by {who}", day=due.done.done_on, who=due.done.who) if due.done.who else tr(
                "done on {day}", day=due.done.done_on
            )  # fmt: skip
        late = due.days_late(today)
        return tr("{days} days late", days=late) if late else tr("due today")

    def _next(self, task: StandingTask) -> Any:
        return next_due(task, self.context.clock.today())

    def _last(self, task: StandingTask) -> Any:
        last = self.board.last.get(task.id or 0) if self.board is not None else None
        return last.done_on if last is not None else None

    def load(self, services: Services, question: Any) -> StandingBoard:
        """All tasks."""
        return services.standing.board(question)

    def populate(self, board: StandingBoard) -> None:
        """Show them; what is open is counted above."""
        self.board = board
        self.name_codes("role_code", board.roles)
        today = self.context.clock.today()
        waiting = [one for one in board.due.values() if one.done is None]
        late = sum(one.days_late(today) > 0 for one in waiting)
        review = sum(one.review_on is not None and one.review_on <= today for one in board.tasks)
        parts = [tr("To be done: {count}, {late} of them late.", count=len(waiting), late=late)] if waiting else []
        parts += [tr("To be reviewed: {count}.", count=review)] if review else []
        self.said.setText(sentences(parts) if parts else tr("Everything is done.") if board.tasks else "")
        self.take.setVisible(bool(board.offered))
        self.show_records(board.tasks)

    def enable(self) -> None:
        """Only what is due can be done."""
        super().enable()
        due = self._due(self.chosen)
        self.done.setEnabled(due is not None and due.done is None)
        self.not_done.setEnabled(due is not None and due.done is not None)

    def start(self) -> Mapping[str, Any]:
        """A task that begins today."""
        return {"start": self.context.clock.today()}

    def widgets(self) -> Mapping[str, QWidget]:
        """A name of the team, or any other."""
        owner = OwnerBox()
        owner.be_narrow()
        owner.offer(self.board.people if self.board is not None else ())
        return {"owner": owner}

    def keep(self, record: StandingTask) -> StandingTask:
        """Keep a task."""
        return self.context.services.standing.keep(record)

    def discard(self, record: StandingTask) -> None:
        """Take a task away."""
        self.context.services.standing.remove(record)

    def tick_chosen(self, *, done: bool) -> None:
        """The chosen task is done for the day it was due, or is not after all."""
        due = self._due(self.chosen)
        if due is not None:
            standing, number, day = self.context.services.standing, due.task.id or 0, due.due
            self.context.tasks.database(
                lambda: standing.tick(number, day, done=done), failed=self._on_refused, owner=self
            )

    def take_shipped(self) -> None:
        """Add the shipped tasks."""
        standing, store = self.context.services.standing, self.context.store_id
        self.context.tasks.database(lambda: standing.take_shipped(store), owner=self)
