"""The form to work through: one key for each answer, then on to the next open item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from shopdesk.domain.daily.sheet import DaySheet, SheetLine
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.pages.daily.today.line_delegate import LineDelegate
from shopdesk.gui.pages.daily.today.sheet_model import Column, Row, SheetModel, cell_text
from shopdesk.gui.screen_reader import RowsForReaders
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled, with_few_lines
from shopdesk.infra.i18n import in_a_row, tr

_KEYS = {
    Qt.Key.Key_1: Result.PASS,
    Qt.Key.Key_P: Result.PASS,
    Qt.Key.Key_Space: Result.PASS,
    Qt.Key.Key_2: Result.FAIL,
    Qt.Key.Key_F: Result.FAIL,
    Qt.Key.Key_3: Result.NOT_APPLICABLE,
    Qt.Key.Key_N: Result.NOT_APPLICABLE,
}
_WIDTHS = {Column.NUMBER: 44, Column.WINDOW: 108, Column.STANDING: 96, Column.FOUND: 180}
_NARROW_WINDOW = 94
_ROOMY = 640  # pixels: below, the item keeps its place and the note beside it is in its tool tip only


class SheetTable(RowsForReaders, QTableView):
    """Emits what the user wants: ``answered`` (line, result), ``cleared``, ``verified``, ``opened`` (line).

    ``who_wanted`` asks who checks.
    """

    answered = Signal(object, object)
    cleared = Signal(object)
    verified = Signal(object)
    opened = Signal(object)
    who_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty form."""
        super().__init__(parent)
        self.sheet_model = SheetModel(theme, self)
        self._delegate = LineDelegate(theme, self.sheet_model, self)
        self._fitted: tuple[int, QFont, list[Row]] | None = None
        self.setModel(self.sheet_model)
        self.setItemDelegate(self._delegate)
        self.setObjectName("daily.sheet")
        self.setAccessibleName(tr("Today's check items"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.ITEM, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(self, width))
        self.doubleClicked.connect(self._on_double_clicked)
        header.sectionResized.connect(lambda column, _old, _new: self._fit_rows() if column == Column.ITEM else None)

    def minimumSizeHint(self) -> QSize:
        """With large letters some lines."""
        return with_few_lines(self, super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the items readable in a narrow window, and the current one in view above the panel."""
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())
        roomy = event.size().width() >= scaled(self, _ROOMY)
        self.setColumnHidden(Column.FOUND, not roomy)
        self.setColumnWidth(Column.WINDOW, scaled(self, _WIDTHS[Column.WINDOW] if roomy else _NARROW_WINDOW))
        self._fit_rows()

    def set_sheet(self, sheet: DaySheet) -> None:
        """Show a form; the cursor stays on its item, or goes to the first open one of another form."""
        kept = self.current_line()
        old = self.sheet_model.sheet
        moved = old is None or (old.day, old.store_id, old.checklist.id) != (
            sheet.day,
            sheet.store_id,
            sheet.checklist.id,
        )
        self.sheet_model.set_sheet(sheet)
        self.clearSpans()
        for number, row in enumerate(self.sheet_model.rows):
            if row.line is None:
                self.setSpan(number, 0, 1, len(Column))
        self._fit_rows()
        if moved or kept is None or not self.go_to(kept.item.code):
            self.go_to_row(self.sheet_model.next_open(-1))

    def _fit_rows(self) -> None:
        """Every row as tall as its texts need at the width that the items have."""
        width, font = self.columnWidth(Column.ITEM), self.font()
        fitted = (width, font, self.sheet_model.rows)
        if self._fitted is not None and self._fitted[2] is fitted[2] and self._fitted[:2] == fitted[:2]:
            return
        self._fitted = fitted
        for number, row in enumerate(self.sheet_model.rows):
            tall = self._delegate.height(row, width)
            if tall != self.rowHeight(number):
                self.setRowHeight(number, tall)

    def set_role(self, role: str) -> None:
        """Show only the items that a role is in charge of; an empty code shows all."""
        self.sheet_model.set_role(role)
        if self.sheet_model.sheet is not None:
            self.set_sheet(self.sheet_model.sheet)

    def current_line(self) -> SheetLine | None:
        """The item the cursor is on."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.sheet_model.rows):
            return None
        return self.sheet_model.rows[index.row()].line

    def go_to(self, item_code: str) -> bool:
        """Put the cursor on an item."""
        row = self.sheet_model.row_of(item_code)
        self.go_to_row(row)
        return row >= 0

    def go_to_row(self, row: int) -> None:
        """Put the cursor on a row; -1 leaves it, or puts it on the first item where it was nowhere."""
        if row < 0 and self.current_line() is None:
            row = next((n for n, one in enumerate(self.sheet_model.rows) if one.line is not None), -1)
        if row >= 0:
            self.setCurrentIndex(self.sheet_model.index(row, Column.ITEM))

    def go_on(self) -> None:
        """Put the cursor on the next open item, or on the next item where none is open."""
        here = self.currentIndex().row()
        following = self.sheet_model.next_open(here)
        self.go_to_row(following if following not in (-1, here) else self._item_after(here, 1))

    def step_on(self) -> None:
        """Put the cursor on the next item of the printed order, answered or not."""
        self.go_to_row(self._item_after(self.currentIndex().row(), 1))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Up and down step over headings."""
        steps = {QAbstractItemView.CursorAction.MoveUp: -1, QAbstractItemView.CursorAction.MoveDown: 1}
        if action in steps:
            row = self._item_after(self.currentIndex().row(), steps[action])
            return self.sheet_model.index(row, Column.ITEM) if row >= 0 else self.currentIndex()
        return super().moveCursor(action, modifiers)

    def reader_row(self, row: int) -> str:
        """The cells of an item one after the other, or the heading of an area."""
        shown = self.sheet_model.rows[row]
        if shown.line is None:
            return shown.heading
        return in_a_row(words for column in Column if (words := cell_text(shown.line, column)))

    def reader_row_actions(self, row: int) -> dict[str, Callable[[], Any]]:
        """The answers that the keys give."""
        line = self.sheet_model.rows[row].line
        names = {Result.PASS: tr("Pass"), Result.FAIL: tr("Fail"), Result.NOT_APPLICABLE: tr("n/a")}

        def give(result: Result) -> None:
            self.go_to_row(row)
            self.answered.emit(line, result)

        return {name: lambda result=result: give(result) for result, name in names.items()}  # type: ignore[misc]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 pass, 2 fail, 3 not applicable, 4 next open one, Backspace takes back, V verifies, W who, Enter opens."""
        line = self.current_line()
        key = Qt.Key(event.key())
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if line is None or not plain:
            super().keyPressEvent(event)
        elif key in _KEYS:
            self.answered.emit(line, _KEYS[key])
        elif key == Qt.Key.Key_4:
            self.go_on()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.cleared.emit(line)
        elif key == Qt.Key.Key_W:
            self.who_wanted.emit()
        elif key == Qt.Key.Key_V:
            self.verified.emit(line)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line)
        else:
            super().keyPressEvent(event)

    def _item_after(self, row: int, step: int) -> int:
        rows = self.sheet_model.rows
        number = row + step
        while 0 <= number < len(rows):
            if rows[number].line is not None:
                return number
            number += step
        return -1

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        line = self.current_line()
        if line is not None:
            self.opened.emit(line)
