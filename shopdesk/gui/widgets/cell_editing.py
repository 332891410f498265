"""Cells that are edited in place, with the editor of their column's field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.domain.fields import NUMBERS, FieldError
from shopdesk.gui.widgets.editors import Editor, LineEditor, editor
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.widgets.record_table import RecordTable

Index = QModelIndex | QPersistentModelIndex
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellDelegate(QStyledItemDelegate):
    """What is refused stays open with what was typed, and is said by the table's ``refused``."""

    def __init__(self, table: RecordTable) -> None:
        """Edit the cells of ``table``."""
        super().__init__(table)
        self._table = table
        self._editor: Editor | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of the column's field, begun with the record's value."""
        column, record = (
            self._table.records_model.columns[index.column()],
            self._table.records_model.record(index.row()),
        )
        field = column.edited(record) if column.edited is not None else None
        assert field is not None
        made = editor(field, self._table.read_as(), empty=None if field.kind in NUMBERS else "")
        made.widget.setParent(parent)
        made.widget.setObjectName(f"{self._table.objectName()}.{column.name}")
        made.widget.setAccessibleName(column.header)
        made.set_value(column.value(record))
        made.changed.connect(lambda: self._on_changed(made))
        self._editor = made
        if isinstance(made.widget, QComboBox):
            box = made.widget
            box.activated.connect(lambda _row: self._on_chosen(box))
            QTimer.singleShot(0, box, box.showPopup)
        elif isinstance(made, LineEditor):
            made.line.selectAll()
        return made.widget

    def setEditorData(self, _widget: QWidget, _index: Index) -> None:
        """It was begun with its value already; what is typed stays where the table is shown anew."""

    def setModelData(self, _widget: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Hand the value over, where it can be read."""
        if self._editor is None or self.refuses(self._editor.widget):
            return
        model = self._table.records_model
        column, record, value = model.columns[index.column()], model.record(index.row()), self._editor.value()
        # What was said before goes now: whoever keeps the value may have a sentence of its own, which is to stay.
        self._table.refused.emit("")
        self._table.edited.emit(record, column.name, value)

    def refuses(self, widget: QWidget) -> bool:
        """Whether what stands in an open editor cannot be kept; it is said then."""
        if self._editor is None or self._editor.widget is not widget:
            return False
        sentence = ""
        try:
            self._editor.value()
        except FieldError as error:
            sentence = tr(error.text)
        if sentence or widget.accessibleDescription():
            self._table.refused.emit(sentence)
        widget.setAccessibleDescription(sentence)
        if isinstance(widget, QLineEdit):
            widget.setProperty("invalid", bool(sentence))
            widget.style().polish(widget)
        return bool(sentence)

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        """Enter, Tab and the cursor leaving keep a value that can be read; any other stays to be put right."""
        typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LEAVING
        if (typed or event.type() == QEvent.Type.FocusOut) and isinstance(widget, QWidget) and self.refuses(widget):
            return typed
        return super().eventFilter(widget, event)

    def _on_changed(self, made: Editor) -> None:
        if made.widget.accessibleDescription():
            self.refuses(made.widget)

    def _on_chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def replaced(entries: list[Any], old: Any, fresh: Any) -> list[Any]:
    """The list with ``fresh`` in the place of ``old``, which is known by being the same object."""
    return [fresh if one is old else one for one in entries]
