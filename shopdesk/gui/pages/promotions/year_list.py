"""The year as a list: festivals, holidays, own days and campaigns by date, to search, sort and copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from shopdesk.domain.calendar.festivals import CalendarDay, DayKind
from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES, STATE_SIGNS
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.gui.pages.promotions.calendar_data import CalendarData
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.cell_text import cell_text, tip_text
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import current_language, tr

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class Column(IntEnum):
    """The columns, from left to right."""

    FIRST = 0
    WEEKDAY = 1
    LAST = 2
    NAME = 3
    KIND = 4
    STATE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a calendar entry or a campaign."""

    first: date
    last: date
    name: str
    kind: str
    state: str
    campaign_id: int | None = None
    faint: bool = False


def rows_of(data: CalendarData) -> list[Row]:
    """The lines of a year."""
    entries = sorted((e for found in data.entries.values() for e in found), key=lambda e: (e.name_zh, e.date))
    found = _joined([_entry_row(entry) for entry in entries])
    found += [_campaign_row(campaign) for campaign in data.campaigns]
    return sorted(found, key=lambda row: (row.first, row.campaign_id is None, row.name))


def _joined(rows: list[Row]) -> list[Row]:
    """One line for days in a row with the same name and kind, such as the days of a break."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if (
            last is not None
            and (last.name, last.kind) == (row.name, row.kind)
            and row.first - last.last == timedelta(days=1)
        ):
            joined[-1] = replace(last, last=row.last)
        else:
            joined.append(row)
    return joined


def _entry_row(entry: CalendarDay) -> Row:
    kinds = {
        DayKind.FESTIVAL: tr("Festival"),
        DayKind.SOLAR_TERM: tr("Solar term"),
        DayKind.HOLIDAY: tr("Statutory holiday") if entry.statutory else tr("Day off"),
        DayKind.WORKDAY: tr("Make-up workday"),
        DayKind.OWN: tr("Own day"),
    }
    state = tr("Estimate") if entry.estimated else tr("Past timetable") if entry.rule == "published" else ""
    name = entry.name(current_language())
    return Row(entry.date, entry.date, name, kinds[entry.kind], state, faint=entry.estimated)


def _campaign_row(campaign: Campaign) -> Row:
    state = f"{STATE_SIGNS[campaign.state]} {tr(STATE_NAMES[campaign.state])}"
    return Row(campaign.start, campaign.end, campaign.name, tr(KIND_NAMES[campaign.kind]), state, campaign.id)


def weekday_name(day: date) -> str:
    """Monday to Sunday, short."""
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))[day.weekday()]


class YearListModel(QAbstractTableModel):
    """The lines that match the search, in the order chosen; sorting and searching work on the list itself."""

    def __init__(self, theme: Theme) -> None:
        """No lines yet."""
        super().__init__()
        self._theme = theme
        self._all: list[Row] = []
        self._rows: list[Row] = []
        self._text = ""
        self._order = (Column.FIRST, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: list[Row]) -> None:
        """Show other lines."""
        self._all = rows
        self._arrange()

    def set_text(self, text: str) -> None:
        """Show only lines with this text in a name, kind or state."""
        self._text = text.casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the lines by a column."""
        self._order = (Column(column), order)
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        wanted = self._text
        rows = [row for row in self._all if wanted in f"{row.name} {row.kind} {row.state}".casefold()]
        column, order = self._order
        keys = {
            Column.FIRST: "first",
            Column.LAST: "last",
            Column.NAME: "name",
            Column.KIND: "kind",
            Column.STATE: "state",
        }
        key = keys.get(column, "first")
        rows.sort(key=lambda row: getattr(row, key), reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many lines match."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def row(self, index: int) -> Row:
        """One line."""
        return self._rows[index]

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """The text of a cell, its colour, or the line itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _DISPLAY:
            return self._text_of(row, index.column())
        if role == _TIP:
            return tip_text(row.name)
        if role == _INK:
            return self._theme.muted if row.faint else None
        return row if role == ROW_ROLE else None

    @staticmethod
    def _text_of(row: Row, column: int) -> str:
        if column == Column.FIRST:
            return row.first.isoformat()
        if column == Column.WEEKDAY:
            return weekday_name(row.first)
        if column == Column.LAST:
            return row.last.isoformat() if row.last != row.first else ""
        return {Column.NAME: row.name, Column.KIND: row.kind}.get(Column(column), row.state)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if role != _DISPLAY or orientation is not Qt.Orientation.Horizontal:
            return None
        return (tr("Day"), tr("Weekday"), tr("Until"), tr("What"), tr("Kind"), tr("State"))[section]


class YearList(QWidget):
    """The list with its search field; ``row_opened`` carries the line the user wants to see."""

    row_opened = Signal(object)
    row_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """An empty list."""
        super().__init__()
        self.search = SearchField(tr("Search the year"))
        self.search.setObjectName("promotions.listSearch")
        self.model = YearListModel(theme)
        self.table = QTableView()
        self.table.setObjectName("promotions.list")
        self.table.setAccessibleName(tr("List of the year"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scaled(self, 30))
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(Column.FIRST, Qt.SortOrder.AscendingOrder)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((Column.FIRST, 96), (Column.WEEKDAY, 72), (Column.LAST, 96), (Column.KIND, 150)):
            self.table.setColumnWidth(column, scaled(self, width))
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(Column.STATE, scaled(self, 112))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.table)
        self.search.searched.connect(self.model.set_text)
        self.table.activated.connect(lambda index: self.row_opened.emit(self.model.row(index.row())))
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy, context=Qt.ShortcutContext.WidgetShortcut)

    def set_data(self, data: CalendarData) -> None:
        """Show a year."""
        self.model.set_rows(rows_of(data))

    def copy(self) -> None:
        """Copy the selected lines as a table for a spreadsheet."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        lines = [
            "\t".join(cell_text(self.model.data(self.model.index(row, column))) for column in Column) for row in chosen
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.row_changed.emit(self.model.row(current.row()))
