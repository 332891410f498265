"""The grid of the roster: arrows move, one key gives a duty, to a single day or to everything that is selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from shopdesk.domain.roster import AWAY_NAMES, Away
from shopdesk.gui.pages.people.roster.day_header import DayHeader
from shopdesk.gui.pages.people.roster.delegate import ROW_HEIGHT, RosterDelegate
from shopdesk.gui.pages.people.roster.model import DAYS, Column, RosterModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

_AWAY_KEYS = {
    Qt.Key.Key_0: Away.OFF,
    Qt.Key.Key_O: Away.OFF,
    Qt.Key.Key_L: Away.LEAVE,
    Qt.Key.Key_S: Away.SICK,
}
_LEAST_DAY = 62
_HIGHEST_ROW = 72
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class RosterGrid(QTableView):
    """Emits ``duty_given`` (cells, duty), ``cleared`` (cells), ``note_wanted`` (a cell).

    A cell is a person's key and a day. After a single day the cursor goes on to the next one, so that a week is typed
    in one go; a selection stays.
    """

    duty_given = Signal(list, str)
    cleared = Signal(list)
    note_wanted = Signal(object)

    def __init__(self, theme: Theme, model: RosterModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self.roster_model = model
        self.room = 0
        """How high the grid may grow, in pixels; whoever lays it out sets it before :meth:`fit`."""
        self.setModel(model)
        self.setHorizontalHeader(DayHeader(theme, model, self))
        self.setItemDelegate(RosterDelegate(theme, model, self))
        self.setObjectName("people.roster.grid")
        self.setAccessibleName(tr("Roster of the week"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(tr("Names and days"))
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(scaled(self, ROW_HEIGHT))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setHighlightSections(False)
        # The names are rows to read, not a heading.
        down.setStyleSheet("QHeaderView::section { padding: 0 10px; font-weight: normal; }")

    def cells(self) -> list[tuple[int, object]]:
        """What is selected, or else the cell of the cursor, row by row."""
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        found = [cell for index in chosen if (cell := self.roster_model.cell(index)) is not None]
        current = self.roster_model.cell(self.currentIndex()) if self.currentIndex().isValid() else None
        return found or ([current] if current is not None else [])

    def go_to(self, index: QModelIndex) -> None:
        """Put the cursor on a cell and select only that."""
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def give(self, duty: str) -> None:
        """Give the selected cells a duty; after a single one the cursor goes on."""
        cells = self.cells()
        if not cells:
            return
        self.duty_given.emit(cells, duty)
        self._go_on(cells)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits give shifts; 0 or O off, L leave, S sick; Delete clears, N writes a note."""
        key = Qt.Key(event.key())
        if event.modifiers() & _MODIFIERS:
            super().keyPressEvent(event)
            return
        week = self.roster_model.week
        number = event.key() - Qt.Key.Key_1
        if week is not None and 0 <= number < min(9, len(week.offered)):
            self.give(week.offered[number].code)
        elif key in _AWAY_KEYS:
            self.give(_AWAY_KEYS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_note()
        elif event.text().isalnum():
            event.accept()  # no search by letter: a wrong key must not move the cursor
        else:
            super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """The same duties for the mouse, each with its key."""
        menu = QMenu(self)
        menu.setObjectName("people.roster.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        week, language = self.roster_model.week, current_language()
        offered = week.offered[:9] if week is not None else ()
        entries: list[tuple[str, str, Callable[[], object]]] = [
            (f"{shift.name(language)} {shift.times}", str(number), partial(self.give, shift.code))
            for number, shift in enumerate(offered, start=1)
        ]
        entries += [
            (tr(AWAY_NAMES[kind]), key, partial(self.give, kind))
            for kind, key in ((Away.OFF, "0"), (Away.LEAVE, "L"), (Away.SICK, "S"))
        ]
        entries += [(tr("Clear"), "Delete", self.clear_cells), (tr("Note…"), "N", self.ask_note)]
        for text, key, act in entries:
            menu.addAction(f"{text}\t{key}").triggered.connect(lambda _checked=False, act=act: act())
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the duties where the mouse is; a day outside the selection is chosen first."""
        index = self.indexAt(event.pos())
        if self.roster_model.cell(index) is None:
            return
        if not self.selectionModel().isSelected(index):
            self.go_to(index)
        self.menu().popup(event.globalPos())

    def clear_cells(self) -> None:
        """Take what is selected off the roster."""
        cells = self.cells()
        if cells:
            self.cleared.emit(cells)

    def ask_note(self) -> None:
        """Ask for a note to the cursor's day."""
        cell = self.roster_model.cell(self.currentIndex()) if self.currentIndex().isValid() else None
        if cell is not None:
            self.note_wanted.emit(cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the days."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give names and hours what they need and the days the rest, alike."""
        model = self.roster_model
        if not model.columnCount():
            return
        metrics = self.fontMetrics()
        names = [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount())]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 30
        self.verticalHeader().setFixedWidth(max(scaled(self, 90), min(widest, scaled(self, 190))))
        last = max(metrics.horizontalAdvance("55.55 !"), metrics.horizontalAdvance(tr("Hours"))) + 24
        room = self.viewport().width() - last
        day = max(scaled(self, _LEAST_DAY), room // DAYS)
        for column in range(DAYS):
            self.setColumnWidth(column, day)
        self.setColumnWidth(Column.HOURS, max(last, room + last - day * DAYS))
        # No higher than its rows, so that the cover stands right under them; rows grow into the room that there is.
        spare = (self.room - self.horizontalHeader().height()) // max(model.rowCount(), 1)
        self.verticalHeader().setDefaultSectionSize(
            min(max(spare, scaled(self, ROW_HEIGHT)), scaled(self, _HIGHEST_ROW))
        )
        rows = model.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height() if day * DAYS > room else 0
        self.setMaximumHeight(self.horizontalHeader().height() + rows + bar + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Three people and the head; more are reached by scrolling."""
        # By the least height of a row: rows that have grown must not keep the window from becoming smaller again.
        rows = min(3, max(1, self.roster_model.rowCount())) * scaled(self, ROW_HEIGHT)
        return QSize(scaled(self, 420), self.horizontalHeader().height() + rows + 2 * self.frameWidth())

    def _go_on(self, cells: list[tuple[int, object]]) -> None:
        index = self.currentIndex()
        if len(cells) != 1 or not index.isValid():
            return
        row, column = index.row(), index.column() + 1
        if column >= DAYS:
            row, column = row + 1, 0
        if row < self.roster_model.rowCount():
            self.go_to(self.roster_model.index(row, column))
