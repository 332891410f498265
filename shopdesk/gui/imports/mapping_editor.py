"""The columns of a file and what they mean; for unknown headings, where the user says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.figures import Channel
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import KIND_NAMES, ImportKind, ImportPreview, SameKey, SavedMapping
from shopdesk.domain.text import Text
from shopdesk.gui.imports.tables import MappingTable
from shopdesk.gui.widgets.controls import button, named
from shopdesk.infra.i18n import tr

CHANNEL_NAMES: dict[Channel, Text] = {
    Channel.SEARCH_ADS: Text("Search ads (直通车)"),
    Channel.DISPLAY_ADS: Text("Display ads (钻展)"),
    Channel.SITE_ADS: Text("Site-wide ads (万相台)"),
    Channel.AFFILIATES: Text("Affiliates (淘宝客)"),
    Channel.ORGANIC: Text("Free traffic"),
    Channel.OTHER: Text("Other advertising"),
}


SAME_KEY_NAMES: dict[SameKey, Text] = {
    SameKey.ADD: Text("Several rows of one order or day: added up"),
    SameKey.FIRST: Text("Several rows of one order or day: the first counts"),
}


class FieldDelegate(QStyledItemDelegate):
    """Chooses what a column means from a list."""

    def __init__(self, table: MappingTable, parent: QWidget) -> None:
        """Offer what ``table`` does."""
        super().__init__(parent)
        self._table = table

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A list of the fields, open at once."""
        combo = QComboBox(parent)
        combo.setObjectName("imports.field")
        combo.setAccessibleName(str(self._table.headerData(index.column(), Qt.Orientation.Horizontal)))
        for name, label in self._table.options(index.column()):
            combo.addItem(label, name)
        combo.activated.connect(lambda: self._on_activated(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """The field the column has now."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex) -> None:
        """Take the choice over."""
        assert isinstance(editor, QComboBox)
        self._table.setData(index, editor.currentData())

    def _on_activated(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)


class MappingEditor(QWidget):
    """A kind, for advertising a channel, what rows of one key come to, and the table of columns.

    ``changed`` follows every choice of the user.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it; nothing is shown before :meth:`populate`."""
        super().__init__(parent)
        self._known = False
        self._hint = QLabel()
        self._hint.setObjectName("imports.mappingHint")
        self._hint.setWordWrap(True)
        kinds = {kind: KIND_NAMES[kind] for kind in FIELDS}
        self._kind = _choice("imports.mappingKind", tr("What the file holds"), kinds)
        self._channel = _choice("imports.mappingChannel", tr("Channel"), CHANNEL_NAMES)
        self._same_key = _choice("imports.sameKey", tr("Several rows of one order or day"), SAME_KEY_NAMES)
        self._use = button("imports.useMapping", tr("Read with these columns"), self.changed.emit)
        self._kind_row = QWidget()
        row = QHBoxLayout(self._kind_row)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._kind, self._channel, self._same_key):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._use)
        self.table = MappingTable(self.changed.emit)
        self.view = QTableView()
        self.view.setObjectName("imports.columns")
        self.view.setAccessibleName(tr("Columns of the file"))
        self.view.setModel(self.table)
        for place in (MappingTable.FIELD, MappingTable.ALSO, MappingTable.ABOVE):
            self.view.setItemDelegateForColumn(place, FieldDelegate(self.table, self.view))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.verticalHeader().hide()
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        for place, letters in ((0, 12), (MappingTable.FIELD, 14), (MappingTable.ALSO, 10), (MappingTable.ABOVE, 9)):
            self.view.setColumnWidth(place, letters * self.fontMetrics().horizontalAdvance("好"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._hint)
        layout.addWidget(self._kind_row)
        layout.addWidget(self.view, 1)
        self._kind.activated.connect(self._on_kind_chosen)
        self._channel.activated.connect(lambda: self.changed.emit())
        self._same_key.activated.connect(lambda: self.changed.emit())

    def populate(self, preview: ImportPreview, *, editable: bool) -> None:
        """Show the columns; ``editable`` while the file may still be read in another way."""
        kind = preview.kind or preview.proposed_kind or ImportKind.ORDERS
        self._hint.setVisible(editable)
        self._known = not preview.needs_mapping
        self.tell(None)
        self._kind_row.setVisible(editable)
        self._use.setVisible(preview.needs_mapping)
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._channel.setVisible(kind is ImportKind.CHANNEL_DAYS)
        self._channel.setCurrentIndex(max(0, self._channel.findData(preview.channel or Channel.OTHER)))
        same_key = FIELDS[kind].same_key if preview.needs_mapping else preview.same_key
        self._same_key.setCurrentIndex(self._same_key.findData(same_key))
        as_above = preview.mapping.as_above if preview.mapping is not None else ()
        self.table.populate(preview.columns, kind, editable=editable, as_above=as_above)
        self.view.setColumnHidden(MappingTable.ABOVE, not editable)

    def tell(self, problem: UserError | None) -> None:
        """Say what the mapping still lacks, or what this is about."""
        if problem is not None:
            words = tr(problem.text)
        elif self._known:
            words = tr("Where this is not what the columns mean, choose another meaning; it is remembered.")
        else:
            words = tr("The headings of this file are new here. Say once what it holds; it is remembered.")
        self._hint.setText(words)
        self._hint.setProperty("tone", "warning" if problem is not None else "")
        self._hint.style().polish(self._hint)

    def mapping(self) -> SavedMapping:
        """What the user chose."""
        kind = ImportKind(self._kind.currentData())
        return SavedMapping(
            headings=(),
            kind=kind,
            fields=self.table.mapping(),
            channel=str(self._channel.currentData()) if kind is ImportKind.CHANNEL_DAYS else "",
            same_key=SameKey(self._same_key.currentData()),
            as_above=self.table.as_above(),
        )

    def _on_kind_chosen(self) -> None:
        kind = ImportKind(self._kind.currentData())
        self._channel.setVisible(kind is ImportKind.CHANNEL_DAYS)
        self._same_key.setCurrentIndex(self._same_key.findData(FIELDS[kind].same_key))
        self.table.set_kind(kind)
        self.changed.emit()


def _choice(name: str, label: str, names: Mapping[Any, Text]) -> QComboBox:
    made = named(QComboBox(), name, label)
    for value, words in names.items():
        made.addItem(tr(words), value)
    return made
