"""A table of records as its user arranges it: columns, widths, order, filters, copying, pasting, a workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QWidget

from shopdesk.domain.field_filters import accepts
from shopdesk.domain.fields import Reader
from shopdesk.gui.widgets.cell_editing import CellDelegate
from shopdesk.gui.widgets.column_widths import fitting_widths, longer_figures
from shopdesk.gui.widgets.controls import action
from shopdesk.gui.widgets.record_model import Column, FieldColumns, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled, with_few_lines
from shopdesk.gui.widgets.table_header import TableHeader
from shopdesk.gui.widgets.worded_table import WordedTable
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import TABLES

if TYPE_CHECKING:
    from shopdesk.infra.settings import Settings

__all__ = ["Column", "FieldColumns", "RecordTable", "RecordTableModel"]

_SAMPLE = 60
_KEEP_AFTER_MS = 400
_WIDER = 1.5
_DOWN = Qt.SortOrder.DescendingOrder
_UP = Qt.SortOrder.AscendingOrder


class RecordTable(WordedTable):
    """The view on a :class:`RecordTableModel`: whole rows, click to sort, keys and a menu for all that can be done.

    ``opened`` carries the record that was double-clicked or confirmed with Enter, ``chosen`` the one the cursor is on;
    ``paste_asked`` and ``export_asked`` that the user wants to paste or to have a workbook, where that is offered.
    ``last_has_the_room``: what the columns do not need goes to the last one alone.
    ``first_in_menu`` is what ``opened`` does, by a name, in words and to be called, where the menu is to have it.
    Where cells can be edited, ``edited`` carries the record, the column's name and the value, ``refused`` why a value
    cannot be kept, or nothing once it can.
    """

    opened = Signal(object)
    chosen = Signal(object)
    paste_asked = Signal()
    export_asked = Signal()
    menu_made = Signal(object)
    edited = Signal(object, str, object)
    refused = Signal(str)

    def __init__(self, model: RecordTableModel[Any], name: str, accessible: str, parent: QWidget | None = None) -> None:
        """A view named ``name``, described to assistive programs by ``accessible``."""
        super().__init__(parent)
        # A model of nobody's stays as long as whoever hears its signals, who often holds it: neither would ever go.
        model.setParent(self)
        self.records_model = model
        self.reader: Callable[[], Reader] | None = None
        self.can_paste = self.can_export = False
        self.last_has_the_room = False
        self.first_in_menu: tuple[str, str, Callable[[], None]] | None = None
        self._settings: Settings | None = None
        self._restoring = False
        self._fits: dict[int, int] = {}
        self._late: set[int] = set()
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self._keep_layout)
        self.head = TableHeader(model, name, self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        model.modelReset.connect(self.tell_empty)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(scaled(self, 30))
        self.setSortingEnabled(True)
        self.head.setSortIndicator(-1, _UP)
        self.head.setStretchLastSection(True)
        self.head.filtered.connect(self._filter)
        self.head.closed.connect(self.toggle_filters)
        self.head.installEventFilter(self)
        self.head.sectionResized.connect(self._on_resized)
        self.head.sectionMoved.connect(lambda *_: self._arranged())
        self.head.sortIndicatorChanged.connect(lambda *_: self._arranged())
        for number, column in enumerate(model.columns):
            self.setColumnHidden(number, column.hidden)
        if any(column.edited is not None for column in model.columns):
            self.setItemDelegate(CellDelegate(self))
        self.doubleClicked.connect(lambda index: self.opened.emit(model.record(index.row())))
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def minimumSizeHint(self) -> QSize:
        """With large letters some lines."""
        return with_few_lines(self, super().minimumSizeHint())

    # --- records ---------------------------------------------------------------------------------------------------

    def set_records(self, records: Sequence[Any]) -> None:
        """Show records; the cursor stays on the record of the same id, and widths fit the first rows."""
        kept = getattr(self.current(), "id", None)
        first_time = self.records_model.rowCount() == 0
        self.records_model.set_records(records)
        if first_time and records:
            self.fit_columns()
        elif longer := longer_figures(self, self.records_model.columns, self._fits, self._sample()):
            self._fits |= longer
            self._widen(longer)
        if kept is not None:
            self.select(lambda record: getattr(record, "id", None) == kept)

    def current(self) -> Any:
        """The record the cursor is on; ``None`` where there is none."""
        index = self.currentIndex()
        return self.records_model.record(index.row()) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The chosen records, from top to bottom."""
        return [self.records_model.record(row) for row in self._selected_rows()]

    def select(self, matches: Callable[[Any], bool]) -> bool:
        """Put the cursor on the first record that matches."""
        row = self.records_model.row_of(matches)
        if row < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag
        index = self.records_model.index(row, self.shown_columns()[0] if self.shown_columns() else 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def copy(self) -> None:
        """Copy the chosen rows, or all where none is chosen, with the names of the columns, as they are arranged."""
        QGuiApplication.clipboard().setText(
            self.records_model.as_text(self._selected_rows() or None, self.shown_columns())
        )

    def _selected_rows(self) -> list[int]:
        return sorted({index.row() for index in self.selectionModel().selectedRows(self._anchor())})

    def _anchor(self) -> int:
        """A column that is shown: Qt counts a row as chosen by its shown cells only."""
        shown = self.shown_columns()
        return shown[0] if shown else 0

    # --- columns ---------------------------------------------------------------------------------------------------

    def shown_columns(self) -> list[int]:
        """The columns that are shown, in the order in which they stand."""
        numbers = (self.head.logicalIndex(place) for place in range(self.head.count()))
        return [number for number in numbers if not self.isColumnHidden(number)]

    def show_column(self, number: int, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not shown and self.shown_columns() == [number]:
            return
        # Qt gives a column that is shown its width anew; that is no wish of the user.
        restoring, self._restoring = self._restoring, True
        self.setColumnHidden(number, not shown)
        self._fit_late()
        if shown and self.columnWidth(number) < scaled(self, 24):
            self.setColumnWidth(number, self._fitted([number])[number])
        self._restoring = restoring
        self._arranged()

    def propose(self, names: Collection[str]) -> None:
        """Show these columns and fit them, unless the user chose which to see."""
        self._restoring = True
        if "shown" not in self._layout():
            for number, column in enumerate(self.records_model.columns):
                self.setColumnHidden(number, column.name not in names)
        self.fit_columns()

    def move_column(self, number: int, step: int) -> None:
        """Move a column by so many places among the shown ones."""
        shown = self.shown_columns()
        place = shown.index(number) + step
        if 0 <= place < len(shown):
            self.head.moveSection(self.head.visualIndex(number), self.head.visualIndex(shown[place]))

    def fit_columns(self) -> None:
        """Make each column as wide as its name and the first rows need, but those whose width the user chose.

        A hidden column is measured when it is shown: most of a table with all key figures is hidden.
        """
        kept = self._layout().get("widths", {})
        wanted = [number for number, column in enumerate(self.records_model.columns) if column.name not in kept]
        self._late = {number for number in wanted if self.isColumnHidden(number)}
        self._fits = self._fitted([number for number in wanted if number not in self._late])
        self._share_room()

    def _fit_late(self) -> None:
        """Measure what was hidden when the others were and is shown by now."""
        found = self._fitted([number for number in self._late if not self.isColumnHidden(number)])
        self._late.difference_update(found)
        self._fits.update(found)
        for number, width in found.items():
            self.setColumnWidth(number, width)

    def _share_room(self) -> None:
        """Columns whose width nobody chose take their share of a wide window, up to half as much again."""
        shown = [number for number in self.shown_columns() if number in self._fits]
        chosen = sum(self.columnWidth(number) for number in self.shown_columns() if number not in self._fits)
        needed = sum(self._fits[number] for number in shown)
        widest = 1.0 if self.last_has_the_room else _WIDER
        more = min(max((self.viewport().width() - chosen) / max(needed, 1), 1.0), widest)
        widths = {number: int(width * more) for number, width in self._fits.items()}
        if shown and not self.head.stretchLastSection():
            # Figures stay beside each other, so what is still left goes to the names before them.
            left = self.viewport().width() - chosen - sum(widths[number] for number in shown)
            widths[shown[0]] += max(left, 0)
        self._widen(widths)

    def _widen(self, widths: Mapping[int, int]) -> None:
        self._restoring = True
        for number, width in widths.items():
            self.setColumnWidth(number, width)
        self._restoring = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if self._fits and event.size().width() != event.oldSize().width():
            self._share_room()

    def _fitted(self, numbers: Sequence[int]) -> dict[int, int]:
        columns = [self.records_model.columns[number] for number in numbers]
        return dict(zip(numbers, fitting_widths(self, columns, self._sample()), strict=True))

    def _sample(self) -> list[Any]:
        model = self.records_model
        return [model.record(row) for row in range(min(_SAMPLE, model.rowCount()))]

    # --- what the user arranged ------------------------------------------------------------------------------------

    def remember(self, settings: Settings) -> None:
        """Arrange the columns as the user left them, and keep what they change from now on."""
        self._settings = settings
        kept = self._layout()
        numbers = {column.name: number for number, column in enumerate(self.records_model.columns) if column.name}
        self._restoring = True
        for place, name in enumerate(name for name in kept.get("order", []) if name in numbers):
            self.head.moveSection(self.head.visualIndex(numbers[name]), place)
        for name, width in kept.get("widths", {}).items():
            if name in numbers:
                self.setColumnWidth(numbers[name], max(scaled(self, 24), int(width)))
        if "shown" in kept:
            for name, number in numbers.items():
                self.setColumnHidden(number, name not in kept["shown"])
            self._fit_late()
        sorting = [(numbers[name], bool(down)) for name, down in kept.get("sort", []) if name in numbers]
        if sorting:
            self.sort_by(sorting)
        self._restoring = False

    def _layout(self) -> dict[str, Any]:
        if self._settings is None:
            return {}
        kept = self._settings.get(TABLES).get(self.objectName(), {})
        return kept if isinstance(kept, dict) else {}

    def _arranged(self) -> None:
        if self._settings is not None and not self._restoring:
            self._keep_soon.start()

    def _on_resized(self, number: int, _old: int, _new: int) -> None:
        # The last one fills the room that is left; that is no wish of the user. Nor is what moves before there is
        # anything to see: kept, it would stand for widths that fit what comes.
        if not self._restoring and self.records_model.rowCount() and self.shown_columns()[-1:] != [number]:
            self._fits.pop(number, None)
            self._arranged()

    def _keep_layout(self) -> None:
        if self._settings is None:
            return
        self._keep_soon.stop()
        columns, shown = self.records_model.columns, self.shown_columns()
        order = [columns[self.head.logicalIndex(place)].name for place in range(self.head.count())]
        # The last one fills the room that is left, and others have their share of it: that is no wish of the user.
        chosen = [number for number in shown[:-1] if columns[number].name and number not in self._fits]
        widths = {columns[number].name: self.columnWidth(number) for number in chosen}
        layout = {
            "order": [name for name in order if name],
            "widths": widths,
            "shown": [columns[number].name for number in shown if columns[number].name],
            "sort": [[columns[number].name, down] for number, down in self.records_model.sorting],
        }
        self._settings.set(TABLES, {**self._settings.get(TABLES), self.objectName(): layout})

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was arranged a moment ago."""
        if self._keep_soon.isActive():
            self._keep_layout()
        super().hideEvent(event)

    # --- sorting and filtering -------------------------------------------------------------------------------------

    def sort_by(self, sorting: Sequence[tuple[int, bool]]) -> None:
        """Sort by several columns, the first counts most, each with whether it is descending."""
        first, descending = sorting[0]
        self.head.setSortIndicator(first, _DOWN if descending else _UP)
        self.records_model.set_sorting(sorting)
        self._arranged()

    def _sort_current(self, descending: bool, *, more: bool) -> None:
        column = self.currentIndex().column()
        if column < 0:
            return
        if more:
            self.records_model.add_sort(column, descending)
            self._arranged()
        else:
            self.sort_by([(column, descending)])

    def toggle_filters(self) -> None:
        """Show the row of filters with the cursor in it, or take it away with what stood there."""
        shown = not self.head.filter_row
        self.head.show_filters(shown)
        if shown:
            column = self.currentIndex().column()
            self.head.line(column if column >= 0 else self._anchor()).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_as(self) -> Reader:
        """How what is typed is read: the day it is and the names of codes."""
        return self.reader() if self.reader is not None else Reader(today=date.min, say=tr)

    def _filter(self) -> None:
        reader = self.read_as()
        columns, found = self.records_model.columns, {}
        for number, words in self.head.words().items():
            test = accepts(words, columns[number].field, reader)
            if test is not None:
                found[number] = test
        self.records_model.set_filters(found)

    # --- keys and menu ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Ctrl+V pastes, Enter opens, Space ticks, Alt with up or down sorts by the column."""
        key, modifiers = event.key(), event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.can_paste:
            self.paste_asked.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._sort_current(key == Qt.Key.Key_Down, more=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.currentIndex().isValid():
            self.move_column(self.currentIndex().column(), 1 if key == Qt.Key.Key_Right else -1)
        elif _ctrl_shift(event) and key == Qt.Key.Key_L:
            self.toggle_filters()
        elif _ctrl_shift(event) and key == Qt.Key.Key_E and self.can_export:
            self.export_asked.emit()
        elif self.state() == QAbstractItemView.State.EditingState or not self._press_row(key):
            super().keyPressEvent(event)

    def _press_row(self, key: int) -> bool:
        """Enter edits the cell or opens the record, Space turns its tick."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        if key == Qt.Key.Key_Space:
            return self.records_model.turn_tick(index.row())
        if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.opened.emit(self.current())
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """A cell whose value is refused stays open until it is put right, or Escape takes it back."""
        delegate = self.itemDelegate()
        given_up = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if not given_up and isinstance(delegate, CellDelegate) and delegate.refuses(editor):
            editor.setFocus()
            return
        if given_up:
            self.refused.emit("")
        super().closeEditor(editor, hint)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the table; the menu key does too."""
        self.make_menu().popup(event.globalPos())

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """The same menu on the head."""
        if watched is self.head and event.type() == QEvent.Type.ContextMenu:
            self.make_menu().popup(event.globalPos() if isinstance(event, QContextMenuEvent) else QPoint())
            return True
        return super().eventFilter(watched, event)

    def make_menu(self) -> QMenu:
        """A menu with the columns to choose and everything that the keys do."""
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = self.objectName()
        columns = menu.addMenu(tr("&Columns"))
        columns.setObjectName(f"{name}.columns")
        for number, column in enumerate(self.records_model.columns):
            one = QAction(column.header, columns, checkable=True, checked=not self.isColumnHidden(number))
            one.setObjectName(f"{name}.column.{column.name or number}")
            one.toggled.connect(lambda on, number=number: self.show_column(number, on))
            columns.addAction(one)
        more = [
            ("sortUp", tr("Sort &up"), lambda: self._sort_current(False, more=False), "Alt+Up"),
            ("sortDown", tr("Sort &down"), lambda: self._sort_current(True, more=False), "Alt+Down"),
            ("sortMore", tr("Sort by this column &too"), lambda: self._sort_current(False, more=True), "Shift+Alt+Up"),
            ("filters", tr("&Filter row"), self.toggle_filters, "Ctrl+Shift+L"),
            ("copy", tr("Co&py"), self.copy, "Ctrl+C"),
        ]
        if self.first_in_menu is not None:
            more.insert(0, (*self.first_in_menu, "Return"))
        if self.can_paste:
            more.append(("paste", tr("Paste &rows…"), self.paste_asked.emit, "Ctrl+V"))
        if self.can_export:
            more.append(("export", tr("&Export to Excel…"), self.export_asked.emit, "Ctrl+Shift+E"))
        for key, label, act, shortcut in more:
            made = action(f"{name}.{key}", label, act, menu, shortcut=shortcut)
            # The table answers the keys itself; here they are only said.
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            made.setShortcutVisibleInContextMenu(True)
            menu.addAction(made)
        self.menu_made.emit(menu)
        return menu

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.records_model.record(current.row()) if current.isValid() else None)


def _ctrl_shift(event: QKeyEvent) -> bool:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.modifiers() & both == both
