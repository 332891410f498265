"""The columns of a file and what they mean; for unknown headings, where the user says it."""

from __future__ import annotations

from collections.abc import Sequence

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
from shopdesk.domain.imports import FIELDS, KIND_NAMES, ColumnMatch, ImportKind, SavedMapping
from shopdesk.domain.text import Text
from shopdesk.gui.imports.tables import MappingTable
from shopdesk.infra.i18n import tr

CHANNEL_NAMES: dict[Channel, Text] = {
    Channel.SEARCH_ADS: Text("Search ads (直通车)"),
    Channel.DISPLAY_ADS: Text("Display ads (钻展)"),
    Channel.SITE_ADS: Text("Site-wide ads (万相台)"),
    Channel.AFFILIATES: Text("Affiliates (淘宝客)"),
    Channel.ORGANIC: Text("Free traffic"),
    Channel.OTHER: Text("Other advertising"),
}


class FieldDelegate(QStyledItemDelegate):
    """Chooses a field from a list."""

    def __init__(self, table: MappingTable, parent: QWidget) -> None:
        """Offer the fields of ``table``'s kind."""
        super().__init__(parent)
        self._table = table

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A list of the fields, open at once."""
        combo = QComboBox(parent)
        combo.setObjectName("imports.field")
        combo.setAccessibleName(tr("Means"))
        for name, label in self._table.fields():
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
    """A kind, for advertising a channel, and the table of columns. ``changed`` follows every choice of the user."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it; nothing is shown before :meth:`populate`."""
        super().__init__(parent)
        self._hint = QLabel()
        self._hint.setObjectName("imports.mappingHint")
        self._hint.setWordWrap(True)
        self._kind = QComboBox()
        self._kind.setObjectName("imports.mappingKind")
        self._kind.setAccessibleName(tr("What the file holds"))
        for kind in FIELDS:
            self._kind.addItem(tr(KIND_NAMES[kind]), kind)
        self._channel = QComboBox()
        self._channel.setObjectName("imports.mappingChannel")
        self._channel.setAccessibleName(tr("Channel"))
        for channel, name in CHANNEL_NAMES.items():
            self._channel.addItem(tr(name), channel)
        self._kind_row = QWidget()
        row = QHBoxLayout(self._kind_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(tr("What the file holds")))
        row.addWidget(self._kind)
        row.addWidget(self._channel)
        row.addStretch(1)
        self.table = MappingTable(self.changed.emit)
        self.view = QTableView()
        self.view.setObjectName("imports.columns")
        self.view.setAccessibleName(tr("Columns of the file"))
        self.view.setModel(self.table)
        self.view.setItemDelegateForColumn(MappingTable.FIELD, FieldDelegate(self.table, self.view))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.verticalHeader().hide()
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.view.setColumnWidth(0, 170)
        self.view.setColumnWidth(MappingTable.FIELD, 210)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._hint)
        layout.addWidget(self._kind_row)
        layout.addWidget(self.view, 1)
        self._kind.activated.connect(self._on_kind_chosen)
        self._channel.activated.connect(lambda: self.changed.emit())

    def populate(self, columns: Sequence[ColumnMatch], kind: ImportKind | None, *, editable: bool) -> None:
        """Show the columns; ``editable`` where the user has to say what they mean."""
        self._hint.setVisible(editable)
        self.tell(None)
        self._kind_row.setVisible(editable)
        if editable:
            kind = kind or self._kind.currentData()
            self._kind.setCurrentIndex(self._kind.findData(kind))
        self._channel.setVisible(editable and kind is ImportKind.CHANNEL_DAYS)
        self.table.populate(columns, kind, editable=editable)

    def tell(self, problem: UserError | None) -> None:
        """Say what the mapping still lacks, or what this is about."""
        self._hint.setText(
            tr(problem.text)
            if problem is not None
            else tr("The headings of this file are new here. Say once what it holds; it is remembered.")
        )
        self._hint.setProperty("tone", "warning" if problem is not None else "")
        self._hint.style().polish(self._hint)

    def mapping(self) -> SavedMapping:
        """What the user chose."""
        kind = ImportKind(self._kind.currentData())
        channel = str(self._channel.currentData()) if kind is ImportKind.CHANNEL_DAYS else ""
        return SavedMapping(headings=(), kind=kind, fields=self.table.mapping(), channel=channel)

    def _on_kind_chosen(self) -> None:
        kind = ImportKind(self._kind.currentData())
        self._channel.setVisible(kind is ImportKind.CHANNEL_DAYS)
        self.table.set_kind(kind)
        self.changed.emit()
