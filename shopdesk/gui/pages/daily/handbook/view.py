"""The handbook: typed into, found, copied with a key; kept, checked, learned, printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from shopdesk.domain.handbook.records import (
    HANDBOOK_ENTRY,
    KIND_NAMES,
    LOOK_AGAIN_DAYS,
    HandbookEntry,
    HandbookKind,
    Learned,
    learned,
    old_ones,
    to_copy,
)
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.daily.handbook.reading_pane import ReadingPane
from shopdesk.gui.pages.daily.handbook.searching import rank
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_table import Column
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.handbook.service import HandbookBoard
    from shopdesk.services.registry import Services

_NAME = "daily.handbook"
_TEXTS = (".txt", ".md")


class HandbookPart(RecordListPart):
    """Lists the entries beside the one that is read. Enter, in the search as in the list, copies it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the handbook is loaded when the part is first seen."""
        self.board: HandbookBoard | None = None
        self.window_over: QDialog | None = None
        self._wanted: int | None = None
        listed = Listed(
            HANDBOOK_ENTRY,
            _NAME,
            tr("Handbook"),
            tr("New entry"),
            tr("The handbook is empty"),
            tr(
                "Write down once what is asked every day: standard answers, after-sales rules, duties, page standards, "
                "rules of the platform. Or begin with the shipped entries and change them."
            ),
            files=True,
        )
        super().__init__(context, listed, parent)
        self.table.opened.disconnect(self.open_form)
        self.table.opened.connect(self.copy_entry)
        self.table.first_in_menu = ("copy", tr("Copy the answer"), self.copy_chosen)
        self.table.chosen.connect(lambda _entry: self._show_chosen())
        self.pane = ReadingPane()
        self.column.removeWidget(self.stack)
        self.column.addWidget(SplitView(self.stack, self.pane, (3, 2)), 1)
        self.column.insertWidget(0, self._make_search())
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(2, self.said)
        self.offer = self._make_offer()
        self.column.insertWidget(3, self.offer)

    def _make_search(self) -> QWidget:
        self.search = SearchField(tr("Search the handbook: words, pinyin or initials; Enter copies"))
        self.search.setObjectName(f"{_NAME}.search")
        self.search.searched.connect(lambda _text: self._narrow())
        self.search.installEventFilter(self)
        self.kind = named(QComboBox(), f"{_NAME}.kind", tr("Kind"))
        self.kind.addItem(tr("All kinds"), None)
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(tr(name), kind)
        self.kind.currentIndexChanged.connect(lambda _index: self._narrow())
        self.greeted = QCheckBox(tr("With the greeting"))
        self.greeted.setObjectName(f"{_NAME}.greeted")
        row = QWidget()
        layout = FlowLayout(row, 6)
        self.search.setMinimumWidth(32 * self.fontMetrics().averageCharWidth())
        for one in (self.search, self.kind, self.greeted):
            layout.addWidget(one)
        return row

    def _make_offer(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName(f"{_NAME}.offer")
        self.offered = words(name=f"{_NAME}.offered")
        row = FlowLayout(strip, 6)
        row.addWidget(self.offered)
        row.addWidget(button(f"{_NAME}.take", tr("Add the shipped entries"), self.take_shipped))
        row.addWidget(button(f"{_NAME}.leave", tr("Not now"), self.leave_shipped, role="flat"))
        strip.hide()
        return strip

    def more_buttons(self) -> Sequence[QWidget]:
        """What is done with an entry."""
        self.copy = button(f"{_NAME}.copy", tr("Copy the answer"), self.copy_chosen, shortcut="Ctrl+Return")
        self.checked = button(
            f"{_NAME}.checked", tr("Still right"), self.check_chosen,
            tip=tr("Note that the chosen entries were looked at today and still hold"),
        )  # fmt: skip
        self.known = button(f"{_NAME}.learned", tr("Who has learned it…"), self.open_learned)
        self.changes = button(f"{_NAME}.history", tr("Versions…"), self.open_history)
        self.from_text = button(f"{_NAME}.fromText", tr("From a text…"), lambda: self.open_text())
        self.printed = button(f"{_NAME}.print", tr("Print…"), self.open_print)
        return self.copy, self.checked, self.known, self.changes, self.from_text, self.printed

    def more_columns(self) -> Sequence[Column[HandbookEntry]]:
        """How often it was copied, and how many of the team have learned it."""
        return (
            Column(
                tr("Times copied"),
                lambda one: self._used(one),
                text=lambda count: f"{count:,}",
                numeric=True,
                name="uses",
            ),
            Column(tr("Learned"), self._share, text=lambda pair: f"{pair[0]}/{pair[1]}", numeric=True, name="learned"),
        )

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """The question first: it is what is looked for."""
        return sorted(columns, key=lambda one: one.name != "title")

    def _used(self, entry: HandbookEntry) -> int | None:
        use = self.board.uses.get(entry.id or 0) if self.board is not None else None
        return use.count if use is not None else None

    def _share(self, entry: HandbookEntry) -> tuple[int, int] | None:
        board = self.board
        if board is None or not board.people:
            return None
        found = [learned(entry, board.ticks.get((entry.id or 0, one.id or 0))) for one in board.people]
        return found.count(Learned.YES), len(found)

    # Loading and showing

    def load(self, services: Services, question: Any) -> HandbookBoard:
        """All of it."""
        return services.handbook.board(question)

    def populate(self, board: HandbookBoard) -> None:
        """Show it; what nobody looked at for long is counted above."""
        self.board = board
        self.name_codes("role_code", board.roles)
        old = len(old_ones(board.entries, self.context.clock.today()))
        self.said.setText(
            tr("{count} entries, {old} of them not checked for {days} days.", count=len(board.entries), old=old,
               days=LOOK_AGAIN_DAYS)
            if board.entries
            else ""
        )  # fmt: skip
        self.offered.setText(tr("{count} shipped entries can be added; they are yours to change.", count=board.offered))
        self.offer.setVisible(bool(board.offered))
        self.greeted.setEnabled(self._greeting() is not None)
        self.show_records(board.entries)
        self._narrow()
        if self._wanted is not None:
            self.table.select(lambda one: one.id == self._wanted)
            self._wanted = None
        self._show_chosen()

    def point_at(self, record_id: int) -> None:
        """Bring an entry to the front, whatever was searched."""
        self.search.clear()
        self.kind.setCurrentIndex(0)
        self._wanted = record_id
        super().point_at(record_id)

    def _narrow(self) -> None:
        typed, kind = self.search.text().split(), self.kind.currentData()
        ranks = {}
        for one in self.board.entries if self.board is not None else ():
            place = rank(one, typed) if kind is None or one.kind == kind else None
            if place is not None:
                ranks[one.id] = place
        model = self.table.records_model
        model.set_filter((lambda one: one.id in ranks) if typed or kind is not None else None)
        if typed and ranks:
            best = min(ranks, key=lambda one: ranks[one])
            self.table.select(lambda one: one.id == best)
        elif self.chosen is None and model.rowCount():
            self.table.selectRow(0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.pane.show_entry(self.chosen, self.board)
        self.enable()

    def enable(self) -> None:
        """Only what can be done now can be pressed."""
        super().enable()
        chosen = self.chosen is not None
        for one in (self.copy, self.checked, self.changes):
            one.setEnabled(chosen)
        self.known.setEnabled(chosen and self.board is not None and bool(self.board.people))
        self.printed.setEnabled(self.board is not None and bool(self.board.entries))

    def start(self) -> Mapping[str, Any]:
        """Another entry of the kind in view, which its writer has just looked at."""
        kind = self.kind.currentData() or (self.chosen.kind if self.chosen is not None else HandbookKind.ANSWER)
        return {"kind": HandbookKind(kind), "checked_on": self.context.clock.today()}

    def keep(self, record: HandbookEntry) -> HandbookEntry:
        """Keep an entry."""
        return self.context.services.handbook.keep(record)

    def discard(self, record: HandbookEntry) -> None:
        """Take an entry away."""
        self.context.services.handbook.remove(record)

    # Doing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, the arrows walk through the list and Enter copies."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._narrow_now()
                self.copy_chosen()
                return True
        return super().eventFilter(watched, event)

    def _narrow_now(self) -> None:
        """Whoever types fast presses Enter before the list has followed."""
        if self.search.is_waiting():
            self._narrow()

    def _step(self, by: int) -> None:
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.table.records_model.rowCount():
            self.table.selectRow(row)

    def _greeting(self) -> HandbookEntry | None:
        entries = self.board.entries if self.board is not None else ()
        return next((one for one in entries if one.kind is HandbookKind.GREETING), None)

    def copy_chosen(self) -> None:
        """Copy the chosen entry."""
        if self.chosen is not None:
            self.copy_entry(self.chosen)

    def copy_entry(self, entry: HandbookEntry) -> None:
        """Put the text of an entry on the clipboard, and count it."""
        if self.board is None:
            return
        greeting = self._greeting() if self.greeted.isChecked() else None
        QGuiApplication.clipboard().setText(to_copy(entry, self.board.store, greeting))
        self.context.messages.success(tr("Copied: {title}", title=entry.title))
        handbook = self.context.services.handbook
        # Where the count cannot be kept, as on a full disk, the copy is on the clipboard all the same.
        self.context.tasks.database(
            lambda: handbook.count_use(entry), done=self._on_counted, failed=lambda _error: None, owner=self
        )

    def _on_counted(self, _result: object) -> None:
        self.refresh()

    def check_chosen(self) -> None:
        """The chosen entries were looked at today."""
        handbook, entries = self.context.services.handbook, self.table.selected()
        self.context.tasks.database(lambda: handbook.checked(entries), owner=self)

    def open_learned(self) -> None:
        """Ask who has learned the chosen entry."""
        from shopdesk.gui.pages.daily.handbook.dialogs import LearnedDialog

        if self.chosen is not None and self.board is not None:
            self.window_over = open_once(LearnedDialog(self.context, self.chosen, self.board))

    def open_history(self) -> None:
        """Show how the chosen entry was changed."""
        from shopdesk.gui.pages.daily.handbook.dialogs import EntryHistoryDialog

        if self.chosen is not None:
            self.window_over = open_once(EntryHistoryDialog(self.context, self.chosen))

    def open_text(self, text: str = "") -> None:
        """Take entries out of running text."""
        from shopdesk.gui.pages.daily.handbook.dialogs import TextDialog

        self.window_over = open_once(TextDialog(self.context, text))

    def take_file(self, path: Path) -> None:
        """A text is read as questions and answers, anything else as a table."""
        if path.suffix.lower() not in _TEXTS:
            super().take_file(path)
            return
        from shopdesk.services.handbook.texts import read_text

        self.context.tasks.background(
            lambda _progress, _cancelled: read_text(path),
            title=tr("Reading {file}", file=path.name),
            done=self.open_text,
            owner=self,
            stoppable=False,
        )

    def take_shipped(self) -> None:
        """Add what ships."""
        handbook, store = self.context.services.handbook, self.context.store_id
        self.context.tasks.database(lambda: handbook.take_shipped(store), owner=self)

    def leave_shipped(self) -> None:
        """Offer it no more."""
        handbook, store = self.context.services.handbook, self.context.store_id
        self.context.tasks.database(lambda: handbook.leave_shipped(store), owner=self)

    def open_print(self) -> None:
        """Offer the booklet on paper: what is shown, or all of it."""
        from shopdesk.gui.print_dialog import Printable, PrintDialog
        from shopdesk.gui.printing import html_pages
        from shopdesk.reporting.handbook_sheet import handbook_html

        board = self.board
        if board is None:
            return
        title, today = tr("Handbook"), self.context.clock.today()
        shown = [one for one in board.entries if one in self.table.records_model.records]
        choices = [("all", tr("The whole handbook"), board.entries), ("shown", tr("Only what is shown"), tuple(shown))]
        printables = [
            Printable(name, label, title, lambda entries=entries: html_pages(
                handbook_html(board.store, today, entries, board.roles), title=title))  # type: ignore[misc]
            for name, label, entries in choices
            if entries and (name == "all" or len(entries) < len(board.entries))
        ]  # fmt: skip
        self.window_over = open_once(PrintDialog(self.context, f"{_NAME}.paper", tr("Print the handbook"), printables))

    def print_shown(self) -> bool:
        """The booklet, where there is one."""
        if self.board is None or not self.board.entries:
            return False
        self.open_print()
        return True
