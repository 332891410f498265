"""The tree of a form: ticks switch items on and off, dragging or Alt and the arrows order them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from shopdesk.domain.daily.checklist import Area, Form, Item
from shopdesk.gui.pages.daily.templates.form_model import Column, FormModel
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled, with_few_lines
from shopdesk.infra.i18n import tr

_WIDTHS = {Column.WINDOW: 100, Column.ROLE: 88, Column.MARKS: 96}
_ROOM_FOR_ROLE = 620


class FormTree(QTreeView):
    """Emits ``chosen`` (area, item or None), ``shifted`` (up or down), ``added``, ``removed``, ``opened``."""

    chosen = Signal(object, object)
    shifted = Signal(int)
    added = Signal()
    removed = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without a form."""
        super().__init__(parent)
        self.form_model = FormModel(theme, self)
        self.setModel(self.form_model)
        self.setObjectName("templates.tree")
        self.setAccessibleName(tr("Areas and items of the form"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.WORDS, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(self, width))
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def minimumSizeHint(self) -> QSize:
        """In large letters some lines, not one."""
        return with_few_lines(self, super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the words need the room more than the role, which the fields beside show, too."""
        super().resizeEvent(event)
        self.setColumnHidden(Column.ROLE, self.width() < _ROOM_FOR_ROLE)

    def set_form(self, form: Form, code: str = "") -> None:
        """Show a form with the cursor on an item or area, kept where it was without a code."""
        wanted = code or self.current_code()
        folded = {
            self.form_model.form.areas[row].code
            for row in range(self.form_model.rowCount())
            if not self.isExpanded(self.form_model.index(row, 0))
        }
        self.selectionModel().blockSignals(True)
        self.form_model.set_form(form)
        self.selectionModel().blockSignals(False)
        for row, area in enumerate(form.areas):
            self.setExpanded(self.form_model.index(row, 0), area.code not in folded)
        self.go_to(wanted)

    def go_to(self, code: str) -> None:
        """Put the cursor on an item or area, on the first item where it is not found."""
        index = self.form_model.index_of(code) if code else QModelIndex()
        if not index.isValid():
            index = self.form_model.index(0, 0, self.form_model.index(0, 0))
        if not index.isValid():
            index = self.form_model.index(0, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        self._on_current_changed(index, QModelIndex())

    def current_code(self) -> str:
        """The code of the item or area the cursor is on."""
        item, area = self.current_item(), self.current_area()
        return item.code if item is not None else area.code if area is not None else ""

    def current_item(self) -> Item | None:
        """The item the cursor is on."""
        return self.form_model.item_at(self.currentIndex())

    def current_area(self) -> Area | None:
        """The area the cursor is on or in."""
        return self.form_model.area_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with up and down orders, Insert adds, Delete removes, Enter goes to the fields, Space ticks."""
        key = event.key()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(step)
        elif key == Qt.Key.Key_Insert:
            self.added.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            index = self.currentIndex().siblingAtColumn(Column.WORDS)
            state = index.data(int(Qt.ItemDataRole.CheckStateRole))
            on = Qt.CheckState(state) is not Qt.CheckState.Checked
            wanted = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            self.form_model.setData(index, wanted.value, int(Qt.ItemDataRole.CheckStateRole))
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.form_model.area_at(current), self.form_model.item_at(current))
