"""What does not agree in a plan of the range, and the targets that may follow it: looked at first, done, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.target_quarters import following_words
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.assortment import AssortmentBoard
    from shopdesk.services.registry import Services

_NAME = "promotions.assortment"
_LINES = 5  # in sight at once


class FollowView(QWidget):
    """Says contradictions; a button shows what would change in the targets, a second one does it, a third undoes it."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Nothing to say yet."""
        super().__init__(parent)
        self._context = context
        self._board: AssortmentBoard | None = None
        self._done: int | None = None
        self._asking = False
        self.text = words(name=f"{_NAME}.contradictions")
        self.shown = VerticalScroll(self.text, name=f"{_NAME}.told", label=tr("What does not agree"))
        self.shown.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 8)
        self.follow = button(f"{_NAME}.follow", tr("Make the year's target follow…"), self._on_follow)
        self.yes = button(f"{_NAME}.yes", tr("Set these targets"), self._on_yes, role="primary")
        self.no = button(f"{_NAME}.no", tr("Leave the targets"), self.forget)
        self.undo = button(f"{_NAME}.undo", tr("Take it back"), self._on_undo)
        row = QHBoxLayout()
        # What asks stands where the answer that changes nothing comes: a second click sets no target.
        for one in (self.follow, self.no, self.yes, self.undo):
            row.addWidget(one)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shown)
        layout.addLayout(row)
        self._say()

    def show_board(self, board: AssortmentBoard) -> None:
        """Another answer came; what was asked about another one is asked no more."""
        if self._board is None or board.following != self._board.following:
            self._asking = False
        self._board = board
        self._say()

    def forget(self) -> None:
        """Ask no more, and take nothing back any more."""
        self._asking, self._done = False, None
        self._say()

    def _say(self) -> None:
        board = self._board
        self.follow.setVisible(not self._asking)
        self.follow.setEnabled(board is not None and bool(board.wanted))
        self.yes.setVisible(self._asking)
        self.no.setVisible(self._asking)
        self.undo.setVisible(self._done is not None and not self._asking)
        if board is None:
            self.text.setText("")
        elif self._asking:
            self.yes.setEnabled(board.following.anything)
            lines = [tr(line) for line in following_words(board.following)]
            lines = lines or [tr("Nothing would change: the targets follow the plan already.")]
            self.text.setText("\n".join([tr("This would change in the targets of sales:"), *lines]))
        else:
            lines = [tr(line) for line in board.contradictions]
            if self._done is not None:
                lines.insert(0, tr("The targets follow the plan."))
            if not lines and board.sums:
                lines = [tr("Nothing contradicts itself in this plan.")]
            if board.lines and not board.wanted:  # else the empty list says what to do
                lines.append(_why_not(board))
            self.text.setText("\n".join(lines))

    def _on_follow(self) -> None:
        self._asking, self._done = True, None
        self._say()

    def _on_yes(self) -> None:
        board, services, store_id = self._board, self._context.services, self._context.store_id
        if board is None:
            return

        def work() -> int:
            services.assortment.follow(store_id, board)
            return _newest(services)

        self.yes.setEnabled(False)
        self._context.tasks.database(work, done=self._on_done, failed=self._on_refused, owner=self)

    def _on_done(self, change: int) -> None:
        self._asking, self._done = False, change
        self._say()

    def _on_undo(self) -> None:
        change, services = self._done, self._context.services

        def work() -> None:
            if _newest(services) != change:
                raise UserError(Text("Something else was changed since. Take it back step by step with Ctrl+Z."))
            services.history.undo()

        self._context.tasks.database(work, done=lambda _none: self.forget(), failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.forget()
        self.text.setText(tr(error.text))


def _why_not(board: AssortmentBoard) -> str:
    """Why the targets cannot follow the plan yet, and what to do."""
    if board.sums:
        return tr("The targets can follow as soon as every row of a quarter has an amount.")
    return tr(
        "Nothing is planned for {year} yet. Open a row to fill it in, or press “New row…”; what does not agree is told "
        "here, and the year's target can follow.",
        year=board.year,
    )


def _newest(services: Services) -> int:
    """The number of what was changed last; 0: nothing yet."""
    found = services.history.latest(1)
    return found[0].id or 0 if found else 0
