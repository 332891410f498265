"""A month of the calendar of data: a row for each source, a column for each day, a sign for what is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView, QWidget

from shopdesk.domain.kpi.coverage import COVER_NAMES, COVER_SIGNS, Cover, CoverSource
from shopdesk.domain.periods import Period
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.status_pill import tone_colors
from shopdesk.infra.i18n import tr
from shopdesk.infra.weekdays import weekday_text

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole))
_INK, _GROUND = int(Qt.ItemDataRole.ForegroundRole), int(Qt.ItemDataRole.BackgroundRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_ROW = 24
TONES: dict[Cover, str] = {
    Cover.WHOLE: "good",
    Cover.QUIET: "good",
    Cover.PARTIAL: "warning",
    Cover.DOUBLE: "accent",
    Cover.MISSING: "bad",
    Cover.NEVER: "",
    Cover.OUTSIDE: "",
}
SOURCES = tuple(CoverSource)
BREAK = "¦"
"""Stands before the first day of which figures of a source are counted otherwise."""


class CoverModel(QAbstractTableModel):
    """Shows one month of what the service found."""

    def __init__(self, theme: Theme) -> None:
        """Nothing yet."""
        super().__init__()
        self._theme = theme
        self._days: tuple[date, ...] = ()
        self._covers: Mapping[CoverSource, Mapping[date, Cover]] = {}
        self._breaks: Mapping[tuple[CoverSource, date], str] = {}

    def show(
        self,
        month: Period,
        covers: Mapping[CoverSource, Mapping[date, Cover]],
        breaks: Mapping[tuple[CoverSource, date], str],
    ) -> None:
        """Show a month; ``breaks`` says in words where figures of a source begin to be counted otherwise."""
        self._breaks = breaks
        days = tuple(month.days())
        same = days == self._days
        if not same:
            self.beginResetModel()
        self._days, self._covers = days, covers
        if not same:
            self.endResetModel()
            return
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def cell(self, index: Index) -> tuple[CoverSource, date] | None:
        """The source and the day of a cell."""
        return (SOURCES[index.row()], self._days[index.column()]) if index.isValid() else None

    def place(self, source: CoverSource, day: date) -> QModelIndex:
        """The cell of a source and a day; none where the month does not have the day."""
        return self.index(SOURCES.index(source), self._days.index(day)) if day in self._days else QModelIndex()

    def cover(self, index: Index) -> Cover:
        """What is known of a cell."""
        cell = self.cell(index)
        return Cover.OUTSIDE if cell is None else self._covers.get(cell[0], {}).get(cell[1], Cover.OUTSIDE)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One for each source."""
        return 0 if parent.isValid() else len(SOURCES)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The days of the month."""
        return 0 if parent.isValid() else len(self._days)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The sources; the days."""
        if orientation == Qt.Orientation.Vertical:
            return tr(SOURCES[section].label) if role == _DISPLAY or role in _SPOKEN else None
        if not 0 <= section < len(self._days):
            return None
        day = self._days[section]
        if role == _DISPLAY:
            return str(day.day)
        return f"{day} {weekday_text(day)}" if role in _SPOKEN else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A sign; the words that it stands for; its colours beside it."""
        cover = self.cover(index)
        cell = self.cell(index)
        broken = self._breaks.get(cell, "") if cell is not None else ""
        if role == _DISPLAY:
            # The sign stands before the day, as the change does.
            return f"{BREAK if broken else ''}{COVER_SIGNS[cover]}"
        if role == _ALIGN:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role in _SPOKEN:
            source, day = cell or (SOURCES[0], date.min)
            words = f"{tr(source.label)}, {day} {weekday_text(day)}: {tr(COVER_NAMES[cover])}"
            return f"{words}\n{broken}" if broken else words
        if role in (_INK, _GROUND) and TONES[cover]:
            return QBrush(tone_colors(self._theme, TONES[cover])[role == _GROUND])
        return None


class CoverGrid(QTableView):
    """Arrows walk from day to day; ``entered`` carries the source and day of the cursor, ``opened`` on Enter."""

    entered = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without a month."""
        super().__init__(parent)
        self.cover_model = CoverModel(theme)
        self.setModel(self.cover_model)
        self.setObjectName("kpi.cover.grid")
        self.setAccessibleName(tr("Data calendar of the month"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(tr("Reports and days"))
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setMinimumSectionSize(8)
        across.setStyleSheet("QHeaderView::section { padding: 2px 0; font-weight: normal; }")
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(scaled(self, _ROW))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setStyleSheet("QHeaderView::section { padding: 0 8px; font-weight: normal; }")
        self.setStyleSheet("QTableView::item { padding: 0; }")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.opened.emit(self.cover_model.cell(index)))
        self.selectionModel().currentChanged.connect(self._on_current)

    def go_to(self, source: CoverSource, day: date) -> None:
        """Put the cursor on a day of the month in view."""
        index = self.cover_model.place(source, day)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        cell = self.cover_model.cell(index)
        if cell is not None:
            self.entered.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the day; a letter moves nothing."""
        cell = self.cover_model.cell(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and cell is not None:
            self.opened.emit(cell)
        elif event.text().isalnum():
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the days."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Names as wide as they need, days alike, and no higher than the rows."""
        model, metrics = self.cover_model, self.fontMetrics()
        names = [metrics.horizontalAdvance(tr(source.label)) for source in SOURCES]
        self.verticalHeader().setFixedWidth(max(names) + scaled(self, 24))
        days = model.columnCount()
        if not days:
            return
        least = metrics.horizontalAdvance("28") + 4
        width = max(self.viewport().width() // days, least)
        for column in range(days):
            self.setColumnWidth(column, width)
        rows = model.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height() if width * days > self.viewport().width() else 0
        head = max(self.horizontalHeader().sizeHint().height(), self.horizontalHeader().height())
        self.setFixedHeight(head + rows + bar + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Some days and all rows; more days are reached by scrolling."""
        return QSize(scaled(self, 320), scaled(self, 60))
