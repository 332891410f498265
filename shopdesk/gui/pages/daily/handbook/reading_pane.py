"""The entry that is read: its text, where it comes from, and who has learned it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.handbook.records import (
    KIND_NAMES,
    HandbookEntry,
    Learned,
    learned,
    to_copy,
)
from shopdesk.gui.widgets.controls import breakable, words
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import in_a_row, tr
from shopdesk.reporting.handbook_sheet import facts_of
from shopdesk.services.handbook.service import HandbookBoard

_NAME = "daily.handbook"


class ReadingPane(VerticalScroll):
    """Shows one entry, as long as it may be."""

    def __init__(self) -> None:
        """Without an entry."""
        content = QWidget()
        super().__init__(content)
        self.setObjectName(f"{_NAME}.pane")
        self.setAccessibleName(tr("The entry"))
        self.title = words(name=f"{_NAME}.title", role="heading")
        self.about = words(name=f"{_NAME}.about", role="muted")
        self.text = words(name=f"{_NAME}.text")
        self.who = words(name=f"{_NAME}.who", role="muted")
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(8)
        for one in (self.title, self.about, self.text, self.who):
            column.addWidget(one)
        column.addStretch(1)

    def show_entry(self, entry: HandbookEntry | None, board: HandbookBoard | None) -> None:
        """Show an entry, or that none is chosen."""
        if entry is None or board is None:
            self.title.setText("")
            self.about.setText("")
            self.text.setText(
                tr("Nothing in the handbook is called so.") if board is not None and board.entries else ""
            )
            self.who.setText("")
            return
        self.title.setText(breakable(entry.title))
        self.about.setText(breakable(" · ".join(about(entry, board))))
        self.text.setText(breakable(to_copy(entry, board.store)))
        self.who.setText(breakable("\n".join(who(entry, board))))


def about(entry: HandbookEntry, board: HandbookBoard) -> list[str]:
    """What is known of an entry, in a few words each."""
    said = [tr(KIND_NAMES[entry.kind]), *facts_of(entry, board.roles)]
    use = board.uses.get(entry.id or 0)
    if use is not None:
        said.append(tr("copied {count} times, last on {day}", count=use.count, day=use.last))
    if entry.checked_on is None:
        said.append(tr("not checked yet"))
    elif entry.checked_by:
        said.append(tr("checked on {day} by {who}", day=entry.checked_on, who=entry.checked_by))
    else:
        said.append(tr("checked on {day}", day=entry.checked_on))
    return said


def who(entry: HandbookEntry, board: HandbookBoard) -> list[str]:
    """Who of the team has learned an entry, who knows an older wording, who has not."""
    if not board.people:
        return []
    state = {one.label: learned(entry, board.ticks.get((entry.id or 0, one.id or 0))) for one in board.people}
    lines = []
    for sentence, wanted in (
        (tr("Learned by:"), Learned.YES),
        (tr("Learned before it was changed:"), Learned.CHANGED),
        (tr("Not learned yet:"), Learned.NO),
    ):
        names = [name for name, found in state.items() if found is wanted]
        if names:
            lines.append(f"{sentence} {in_a_row(names)}")
    return lines
