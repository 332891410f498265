"""Who has learned an entry, how it was changed, and taking entries out of running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from shopdesk.domain.changes import ChangeSet
from shopdesk.domain.errors import UserError
from shopdesk.domain.handbook.from_text import Pair, pairs_in
from shopdesk.domain.handbook.records import HandbookEntry, HandbookKind, Learned, learned
from shopdesk.gui.dialogs.history import describe
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.handbook.service import HandbookBoard

_NAME = "daily.handbook"


class LearnedDialog(FormDialog):
    """Ticks who of the team has learned an entry as it stands now."""

    def __init__(self, context: PageContext, entry: HandbookEntry, board: HandbookBoard) -> None:
        """The team, ticked as it is noted."""
        super().__init__(tr("Who has learned it"), self._keep, context.window, ok_label=tr("Save"))
        self.setObjectName(f"{_NAME}.learned")
        self._context, self._entry = context, entry
        self.form.addRow(words(entry.title, name=f"{_NAME}.learned.title", role="heading"))
        self.people = TickList(f"{_NAME}.learned.people", tr("Who has learned it"))
        state = {one.id or 0: learned(entry, board.ticks.get((entry.id or 0, one.id or 0))) for one in board.people}
        self.people.populate(
            [
                (
                    str(one.id),
                    tr("{name} (before it was changed)", name=one.label)
                    if state[one.id or 0] is Learned.CHANGED
                    else one.label,
                )
                for one in board.people
            ],
            [str(person) for person, found in state.items() if found is Learned.YES],
        )
        self.form.addRow(self.people)
        self.people.setFocus()

    def _keep(self) -> bool:
        handbook, entry = self._context.services.handbook, self._entry
        people = {int(key) for key in self.people.ticked()}
        self._context.tasks.database(
            lambda: handbook.learn(entry, people),
            done=lambda _result: self.accept(),
            failed=self.complain,
            owner=self,
        )
        return False


class EntryHistoryDialog(QDialog):
    """Every version of an entry: who changed what, when."""

    def __init__(self, context: PageContext, entry: HandbookEntry) -> None:
        """Load the changes of ``entry``."""
        super().__init__(context.window)
        self.setObjectName(f"{_NAME}.history")
        self.setWindowTitle(tr("What was changed: {title}", title=entry.title))
        roomy(self, 640, 420)
        self.said = named(QPlainTextEdit(), f"{_NAME}.history.said", tr("Before and after"))
        self.said.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName(f"{_NAME}.history.close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(self.said, 1)
        layout.addWidget(buttons)
        handbook, number = context.services.handbook, entry.id or 0
        context.tasks.database(lambda: handbook.history(number), done=lambda sets: self._show(sets, number), owner=self)

    def _show(self, sets: list[ChangeSet], entry_id: int) -> None:
        lines = []
        for one in sets:
            head = " · ".join(filter(None, (f"{one.at:%Y-%m-%d %H:%M}", one.actor, tr(one.reason))))
            lines += [head]
            for change in one.changes:
                if change.noun == "handbook_entries" and change.record_id == entry_id:
                    lines += describe(change)
        self.said.setPlainText("\n".join(lines).strip())


class TextDialog(FormDialog):
    """Takes questions and answers out of a text that is pasted, and shows what was found before anything is kept."""

    def __init__(self, context: PageContext, text: str = "") -> None:
        """A box to paste into, filled with ``text``."""
        super().__init__(tr("Entries from a text"), self._keep, context.window, ok_label=tr("Add"))
        self.setObjectName(f"{_NAME}.fromText")
        self._context = context
        self.hint(
            tr(
                "Paste questions and answers. Begin each question with “Q:” and its answer with “A:”, or leave an "
                "empty line between the entries. A line like “# Delivery” is the topic of what follows."
            )
        )
        self.box = named(QPlainTextEdit(text), f"{_NAME}.fromText.box", tr("Text"))
        self.box.setMinimumHeight(12 * self.fontMetrics().lineSpacing())
        self.box.textChanged.connect(self._show_found)
        self.form.addRow(self.box)
        self.found = words(name=f"{_NAME}.fromText.found", role="muted")
        self.form.addRow(self.found)
        self._show_found()
        self.box.setFocus()

    def _pairs(self) -> list[Pair]:
        return pairs_in(self.box.toPlainText())

    def _show_found(self) -> None:
        if not self.box.toPlainText().strip():
            self.found.setText("")
            return
        try:
            found = self._pairs()
        except UserError as error:
            self.found.setText(tr(error.text))
        else:
            self.found.setText(
                tr("{count} entries, the first: {question}", count=len(found), question=found[0].title[:60])
            )

    def _keep(self) -> bool:
        store, handbook = self._context.store_id, self._context.services.handbook
        entries = [
            HandbookEntry(store_id=store, kind=HandbookKind.ANSWER, topic=one.topic, title=one.title, text=one.text)
            for one in self._pairs()
        ]

        def say(kept: int) -> None:
            self.accept()
            said = tr("{count} entries added.", count=kept)
            if kept < len(entries):
                said = tr("{count} entries added, {left} were there already.", count=kept, left=len(entries) - kept)
            self._context.messages.success(said)

        self._context.tasks.database(lambda: handbook.keep_all(entries), done=say, failed=self.complain, owner=self)
        return False
