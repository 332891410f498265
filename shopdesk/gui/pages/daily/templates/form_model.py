"""A form as a tree: areas, and under each its items."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont

from shopdesk.domain.daily.checklist import Area, Form, Item
from shopdesk.domain.daily.editing import of_area
from shopdesk.gui.pages.daily.templates.texts import marks_text, window_text
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.cell_text import tip_text
from shopdesk.infra.i18n import current_language, tr

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-shopdesk-form-line"
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_NO_INDEX = QModelIndex()


class Column(IntEnum):
    """What a line of the tree says."""

    WORDS = 0
    WINDOW = 1
    ROLE = 2
    MARKS = 3


class FormModel(QAbstractItemModel):
    """Shows a form. ``switched`` asks for items on or off, ``dropped`` for a line at another place.

    ``dropped`` carries the kind ("item" or "area"), its code, the area it was dropped on, and the place in it.
    """

    switched = Signal(list, bool)
    dropped = Signal(str, str, str, int)

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        """Without a form."""
        super().__init__(parent)
        self._theme = theme
        self.form = Form()
        self.roles: dict[str, str] = {}
        self._members: list[tuple[Item, ...]] = []

    def set_form(self, form: Form) -> None:
        """Show a form."""
        self.beginResetModel()
        self.form = form
        self._members = [of_area(form, area.code) for area in form.areas]
        self.endResetModel()

    def set_roles(self, roles: dict[str, str]) -> None:
        """The names of the roles in charge."""
        self.roles = roles

    def area_at(self, index: Index) -> Area | None:
        """The area of a line, its own or that of its item."""
        if not index.isValid():
            return None
        return self.form.areas[index.row() if index.internalId() == 0 else int(index.internalId()) - 1]

    def item_at(self, index: Index) -> Item | None:
        """The item of a line; ``None`` for an area's."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._members[int(index.internalId()) - 1][index.row()]

    def index_of(self, code: str) -> QModelIndex:
        """Where an item or an area stands."""
        for row, area in enumerate(self.form.areas):
            if area.code == code:
                return self.index(row, 0)
            for place, item in enumerate(self._members[row]):
                if item.code == code:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    # --- what Qt asks ----------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        """An area's line, or an item's under it."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]
        """The area of an item."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Areas, or the items of one."""
        if not parent.isValid():
            return len(self.form.areas)
        if parent.internalId() != 0 or parent.column() > 0:
            return 0
        return len(self._members[parent.row()])

    def columnCount(self, _parent: Index = _NO_INDEX) -> int:
        """The columns."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return (tr("Area and item"), tr("Time window"), tr("Role in charge"), tr("Answer"))[section]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What a line says, whether it is asked, and how it looks."""
        if not index.isValid():
            return None
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return self.data(index) or tr("empty")
        item = self.item_at(index)
        if role == _DISPLAY:
            return self._area_text(index) if item is None else self._item_text(item, Column(index.column()))
        if role == _CHECK and index.column() == Column.WORDS:
            return self._check_state(index, item)
        if role == _TIP and item is not None:
            language = current_language()
            told = (item.text(language), item.requirement(language), self.roles.get(item.role, item.role))
            return tip_text("\n".join(part for part in told if part))
        if role == _INK and self._is_off(index, item):
            return QBrush(self._theme.muted)
        if role == _FONT:
            font = QFont()
            font.setBold(item is None)
            font.setItalic(item is not None and item.off)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = _DISPLAY) -> bool:
        """A tick asks for the item, or every item of the area, to be on or off."""
        if role != _CHECK or not index.isValid():
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        item = self.item_at(index)
        codes = [item.code] if item is not None else [one.code for one in self._members[index.row()]]
        if codes:
            self.switched.emit(codes, on)
        return bool(codes)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lines can be ticked and dragged."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        found = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled
        if index.column() == Column.WORDS:
            found |= flag.ItemIsUserCheckable
        if index.internalId() == 0:
            found |= flag.ItemIsDropEnabled
        return found

    # --- dragging --------------------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        """Lines move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own kind only."""
        return [MIME]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]
        """What kind of line is dragged, and its code."""
        data = QMimeData()
        if indexes:
            item, area = self.item_at(indexes[0]), self.area_at(indexes[0])
            words = f"item {item.code}" if item is not None else f"area {area.code if area else ''}"
            data.setData(MIME, QByteArray(words.encode("utf-8")))
        return data

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Say where a line was dropped; the form changes when the editor has moved it."""
        if not data.hasFormat(MIME):
            return False
        kind, _, code = bytes(data.data(MIME).data()).decode("utf-8").partition(" ")
        place = self._dropped_item(code, row, parent) if kind == "item" else self._dropped_area(row, parent)
        if place is None:
            return False
        self.dropped.emit(kind, code, *place)
        return True

    def removeRows(self, _row: int, _count: int, _parent: Index = _NO_INDEX) -> bool:
        """A dragged line stays until the editor has moved it."""
        return False

    def _dropped_item(self, code: str, row: int, parent: Index) -> tuple[str, int] | None:
        area = self.area_at(parent)
        if area is None:
            return None
        members = [item.code for item in of_area(self.form, area.code)]
        place = row if row >= 0 else len(members)
        # Behind its own old place, the line that it leaves makes the others move up.
        if code in members and members.index(code) < place:
            place -= 1
        return area.code, place

    def _dropped_area(self, row: int, parent: Index) -> tuple[str, int]:
        if parent.isValid():
            return "", parent.row()
        return "", row if row >= 0 else len(self.form.areas)

    # --- words -----------------------------------------------------------------------------------------------------

    def _area_text(self, index: Index) -> str:
        if index.column() != Column.WORDS:
            return ""
        members = self._members[index.row()]
        asked = sum(not item.off for item in members)
        name = self.form.areas[index.row()].name(current_language())
        if asked == len(members):
            return f"{name}  {len(members)}"
        return tr("{area}  {asked} of {count} asked", area=name, asked=asked, count=len(members))

    def _item_text(self, item: Item, column: Column) -> str:
        if column is Column.WORDS:
            words = item.text(current_language()) or tr("(no text yet)")
            return tr("{item} (off)", item=words) if item.off else words
        if column is Column.WINDOW:
            return window_text(item)
        if column is Column.ROLE:
            return self.roles.get(item.role, item.role)
        return marks_text(item)

    def _check_state(self, index: Index, item: Item | None) -> Qt.CheckState:
        members = (item,) if item is not None else self._members[index.row()]
        asked = sum(not one.off for one in members)
        if not asked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if asked == len(members) else Qt.CheckState.PartiallyChecked

    def _is_off(self, index: Index, item: Item | None) -> bool:
        if item is not None:
            return item.off
        members = self._members[index.row()]
        return bool(members) and all(one.off for one in members)
