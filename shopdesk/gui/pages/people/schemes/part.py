"""Pay schemes: which there are, whom they are for, their versions, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.records import SchemeVersion
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.domain.payroll.shipped import BEGINNING
from shopdesk.domain.text import Names
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.pay.slip_panel import amount
from shopdesk.gui.pages.people.schemes.print_dialog import SchemePrintDialog
from shopdesk.gui.pages.people.schemes.scheme_dialog import SchemeDialog
from shopdesk.gui.pages.people.schemes.text_pane import TextPane
from shopdesk.gui.pages.people.schemes.texts import in_short, name_of, whom
from shopdesk.gui.pages.people.schemes.whom_dialog import WhomDialog
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.payroll.schemes import SchemeBoard, SchemeEntry, Version

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


class SchemesPart(Part):
    """Lists schemes and versions; a new version copies the one before it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the schemes are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName("people.schemes")
        self.board: SchemeBoard | None = None
        self.dialog: QDialog | None = None
        self._wanted: tuple[str, date] | None = None
        self._compare_next = False
        self.notice = words(name="people.schemes.notice", tone="warning")
        self.text = TextPane(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._build_buttons())
        layout.addWidget(self.notice)
        layout.addWidget(self._build_panes(), 1)
        self._enable()

    def _build_buttons(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.new = button("people.schemes.new", tr("New version…"), self.open_new, role="primary")
        self.change = button("people.schemes.change", tr("Change…"), self.open_change)
        self.remove = button("people.schemes.remove", tr("Remove version"), self.remove_version)
        self.own = button("people.schemes.own", tr("For a role or person…"), self.open_own)
        self.print = button("people.schemes.print", tr("Print the text…"), self.open_print)
        for one in (self.new, self.change, self.remove, self.own, self.print):
            row.addWidget(one)
        return bar

    def _build_panes(self) -> QWidget:
        today = self.context.clock.today()
        reader = Reader(today=today, say=tr)

        def holds(entry: SchemeEntry) -> Scheme:
            return entry.on(today).scheme

        columns: list[Column[SchemeEntry]] = [
            Column(tr("Scheme"), lambda entry: name_of(holds(entry).name), name="name", width=130),
            Column(tr("For"), whom, name="whom", width=130, tip=whom),
            Column(tr("Base pay"), lambda entry: holds(entry).base_fen, amount, numeric=True, name="base"),
            Column(
                tr("Components"),
                lambda entry: in_short(holds(entry)) or None,
                name="components",
                width=160,
                tip=lambda entry: in_short(holds(entry)),
            ),
            Column(tr("Versions"), lambda entry: len(entry.versions), numeric=True, name="versions"),
        ]
        self.table = RecordTable(RecordTableModel(columns), "people.schemes.table", tr("Pay schemes"))
        self.table.chosen.connect(self._show_entry)
        self.list = RecordPanel(self.context, self.table, lambda: reader)
        self.list.offer_export(tr("Pay schemes"))
        version_columns: list[Column[Version]] = [
            Column(tr("Holds from"), self._from_words, name="from", order=str, width=100),
            Column(tr("State"), self._state, name="state"),
            Column(tr("Base pay"), lambda one: one.scheme.base_fen, amount, numeric=True, name="base"),
            Column(
                tr("Components"),
                lambda one: in_short(one.scheme) or None,
                name="components",
                tip=lambda one: in_short(one.scheme),
            ),
        ]
        self.versions = RecordTable(
            RecordTableModel(version_columns), "people.schemes.versions", tr("Versions of the scheme")
        )
        self.versions.remember(self.context.settings)
        self.versions.chosen.connect(self._show_version)
        self.versions.opened.connect(lambda _one: self.open_change() if self.change.isEnabled() else self.open_new())
        left = QSplitter(Qt.Orientation.Vertical)
        left.setChildrenCollapsible(False)
        left.setHandleWidth(9)
        left.addWidget(self.list)
        left.addWidget(self.versions)
        left.setStretchFactor(0, 3)
        left.setStretchFactor(1, 2)
        return SplitView(left, self.text, (5, 3))

    @staticmethod
    def _from_words(version: Version) -> str:
        if version.kept is None and version.scheme.valid_from == BEGINNING:
            return tr("as it ships")
        return version.scheme.valid_from.isoformat()

    def _state(self, version: Version) -> str:
        entry, today = self.table.current(), self.context.clock.today()
        if version.scheme.valid_from > today:
            return tr("later", context="version")
        return tr("in force") if entry is not None and entry.on(today) is version else tr("past", context="version")

    # Loading and showing

    def load(self, services: Services, question: Any) -> SchemeBoard:
        """All schemes of the store."""
        return services.schemes.board(question)

    def populate(self, board: SchemeBoard) -> None:
        """Show the schemes; the one that was looked at, or was just saved, stays chosen."""
        before = self.table.current()
        code = self._wanted[0] if self._wanted is not None else before.code if before is not None else ""
        self.board = board
        self.table.set_records(board.entries)
        if not self.table.select(lambda entry: entry.code == code) and board.entries:
            self.table.selectRow(0)
        names = Names(role.name(current_language()) for role in board.bare)
        self.notice.setText(
            tr("No scheme is for {names}: they get base pay and performance only. Make one for the role.", names=names)
        )
        self.notice.setVisible(bool(names))
        self._show_entry(self.table.current())

    def _show_entry(self, entry: SchemeEntry | None) -> None:
        before = self.versions.current()
        versions = list(reversed(entry.versions)) if entry is not None else []
        self.versions.set_records(versions)
        wanted, self._wanted = self._wanted, None
        day = wanted[1] if wanted is not None else before.scheme.valid_from if before is not None else None
        holds = entry.on(self.context.clock.today()) if entry is not None else None
        if not self.versions.select(lambda one: one.scheme.valid_from == day):
            self.versions.select(lambda one: one is holds)
        self._show_version(self.versions.current())
        if self._compare_next and entry is not None:
            self._compare_next = False
            place = entry.versions.index(self.versions.current())
            if place:
                self.text.compare_with(entry.versions[place - 1].scheme.valid_from.isoformat())

    def _show_version(self, version: Version | None) -> None:
        self.text.populate(self.table.current(), version)
        self._enable()

    def _enable(self) -> None:
        version = self.versions.current()
        own = version is not None and version.kept is not None and not self._locked(version)
        self.new.setEnabled(version is not None)
        self.print.setEnabled(version is not None)
        self.change.setEnabled(own)
        self.remove.setEnabled(own)
        self.own.setEnabled(self.board is not None)
        why = "" if own or version is None else self._why_not(version)
        for one in (self.change, self.remove):
            one.setToolTip(why)

    def _locked(self, version: Version) -> bool:
        last = self.board.locked if self.board is not None else None
        return last is not None and version.scheme.valid_from <= last

    def _why_not(self, version: Version) -> str:
        if version.kept is None:
            return tr("This version ships with the program. Make a new version of it.")
        return tr("This version has paid months that are locked. Make a new version of it.")

    # What the user does

    def open_new(self) -> None:
        """A new version that begins as the one in view, from the first month on that is not locked."""
        entry, version = self.table.current(), self.versions.current()
        if entry is None or version is None:
            return
        title = tr("New version of “{scheme}”", scheme=name_of(version.scheme.name))
        self._edit(replace(version.scheme, valid_from=self._next_day(entry)), None, title)

    def open_change(self) -> None:
        """Change the version in view."""
        version = self.versions.current()
        if version is not None and version.kept is not None:
            title = tr("Change “{scheme}”", scheme=name_of(version.scheme.name))
            self._edit(version.scheme, version.kept, title)

    def open_own(self) -> None:
        """Ask for whom, then make a scheme that begins as what holds for them."""
        if self.board is not None:
            dialog = WhomDialog(self.context, self.board, self)
            dialog.saved.connect(lambda found: self._begin_own(*found))
            self._open(dialog)

    def _begin_own(self, kind: str, key: Any) -> None:
        board = self.board
        if board is None:
            return
        begin = board.begin_own(kind, key, self._first_open())
        known = board.entry(begin.code)
        day = self._first_open() if known is None else self._next_day(known)
        self._edit(replace(begin, valid_from=day), None, tr("Pay scheme “{scheme}”", scheme=name_of(begin.name)))

    def _edit(self, scheme: Scheme, kept: SchemeVersion | None, title: str) -> None:
        dialog = SchemeDialog(self.context, scheme, kept, title, self)
        dialog.saved.connect(self._on_saved)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        open_once(dialog)

    def _on_saved(self, saved: SchemeVersion) -> None:
        self._wanted, self._compare_next = (saved.code, saved.valid_from), True
        self.context.messages.success(
            tr(
                "The version of {day} is kept. Its text stands beside the one before.", day=saved.valid_from.isoformat()
            ),
            tr("Print the text…"),
            self.open_print,
        )
        self.refresh()

    def remove_version(self) -> None:
        """Take the version in view away; it can be undone."""
        version, schemes = self.versions.current(), self.context.services.schemes
        if version is None or version.kept is None:
            return
        kept = version.kept

        self.context.tasks.database(
            lambda: schemes.remove(kept),
            done=lambda _none: self.context.messages.success(
                tr("The version of {day} is gone; the one before holds on. Undo brings it back.", day=kept.valid_from)
            ),
            owner=self,
        )

    def open_print(self) -> None:
        """Show the text to print and sign."""
        entry, version = self.table.current(), self.versions.current()
        if entry is not None and version is not None:
            self.dialog = SchemePrintDialog(self.context, entry, version)
            self.dialog.open()

    def print_shown(self) -> bool:
        """Print the text of the version in view."""
        self.open_print()
        return self.versions.current() is not None

    def _first_open(self) -> date:
        """The first day of this month, or the first day that is not locked where that is later."""
        last = self.board.locked if self.board is not None else None
        first = self.context.clock.today().replace(day=1)
        return first if last is None or last < first else _day_after(last)

    def _next_day(self, entry: SchemeEntry) -> date:
        """The first day from which a new version can hold: not locked, and no version begins on it."""
        day = self._first_open()
        while entry.version(day) is not None:
            day = _first_of_next(day)
        return day


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _first_of_next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
