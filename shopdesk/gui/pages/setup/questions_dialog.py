"""The form with the questions that decide the list, and beside them what the answers change before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from shopdesk.domain.setup.clashes import clashes
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.dialogs.question_fields import QuestionFields
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.questions import Moved, Replanned, replanned
from shopdesk.services.setup.views import SetupBoard
from shopdesk.services.setup.wording import store_kind

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_NAME = "setup.questions"


class QuestionsDialog(FormDialog):
    """Asks, shows what would come, go and change, and keeps the answers in one step to undo."""

    def __init__(self, context: PageContext, board: SetupBoard) -> None:
        """As the store is answered now."""
        super().__init__(tr("Questions that decide the list"), self._keep, context.window, ok_label=tr("Apply"))
        self.setObjectName(_NAME)
        self._context, self._board = context, board
        self.form.addRow(words(store_kind(board), name=f"{_NAME}.kind", role="heading"))
        self.fields = QuestionFields(self.form, board.plan.answers, self._show)
        self.hint(tr("What is not decided can stay so: what hangs on it waits at the end of the list."))
        self.doubts = words(name=f"{_NAME}.doubts", tone="warning")
        self.form.addRow(self.doubts)
        self.changes = named(QTextBrowser(), f"{_NAME}.changes", tr("What the answers change"))
        self.changes.setSource(QUrl())
        self.changes.setMinimumHeight(8 * self.fontMetrics().lineSpacing())
        self.put_beside(self.changes, (1, 1))
        roomy(self, 880, 460)
        self._show()

    def _show(self) -> None:
        answers = self.fields.answers()
        doubts = clashes(self._board.store, answers)
        self.doubts.setText("\n".join(f"! {tr(doubt)}" for doubt in doubts))
        self.doubts.setVisible(bool(doubts))
        self.changes.setPlainText(_told(replanned(self._board, answers), changed=answers != self._board.plan.answers))
        self.fit()

    def _keep(self) -> bool:
        context, answers = self._context, self.fields.answers()
        services, store_id = context.services, self._board.store.id or 0
        plan = replanned(self._board, answers)

        def done(_nothing: object) -> None:
            self.accept()
            if answers != self._board.plan.answers:
                context.messages.success(
                    tr(
                        "Answers kept. New in the list: {comes}, no longer needed: {goes}.",
                        comes=len(plan.comes),
                        goes=len(plan.goes),
                    ),
                    tr("Undo"),
                    lambda: context.tasks.database(services.history.undo, owner=context.window),
                )

        context.tasks.database(
            lambda: services.setup.questions.answer(store_id, answers), done=done, failed=self.complain, owner=self
        )
        return False


def _told(plan: Replanned, *, changed: bool) -> str:
    parts = []
    for title, moved in (
        (tr("Comes into the list"), plan.comes),
        (tr("No longer applies; kept, greyed, and back if the answer returns"), plan.goes),
        (tr("Stays, for another reason"), plan.differs),
    ):
        if moved:
            parts.append("\n".join([f"{title} ({len(moved)})", *map(_line, _done_last(moved))]))
    if plan.earliest_before != plan.earliest_after:
        parts.append(
            tr(
                "Earliest opening: {before} → {after}",
                before=plan.earliest_before or NO_DATA,
                after=plan.earliest_after or NO_DATA,
            )
        )
    if not parts:
        return tr("The list stays as it is.") if changed else tr("Change an answer to see what it would change.")
    return "\n\n".join(parts)


def _done_last(moved: Sequence[Moved]) -> list[Moved]:
    return sorted(moved, key=lambda one: one.done)


def _line(moved: Moved) -> str:
    kind = tr("Paper") if moved.document else tr("Step")
    line = f"  {kind} · {moved.title} · {moved.why}"
    return f"{line} · {tr('done, stays done')}" if moved.done else line
