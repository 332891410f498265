"""The form as rows: a heading for each area, then its items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from shopdesk.domain.daily.sheet import DaySheet, SheetLine
from shopdesk.domain.daily.worksheet import Result, Standing
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.daily_sheet import answer_words

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


class Column(IntEnum):
    """The columns."""

    NUMBER = 0
    ITEM = 1
    WINDOW = 2
    STANDING = 3
    FOUND = 4


HEADERS = (Text("No."), Text("Check item"), Text("Time"), Text("Result"), Text("Who, when"))

STANDING_WORDS: dict[Standing, Text] = {
    Standing.DONE: Text("Pass"),
    Standing.FAILED: Text("Fail"),
    Standing.NOT_APPLICABLE: Text("n/a"),
    Standing.UPCOMING: Text("Not yet"),
    Standing.OPEN: Text("Open", context="check item"),
    Standing.DUE: Text("Due", context="check item"),
    Standing.LATE: Text("Late"),
    Standing.MISSED: Text("Missed"),
}
STANDING_SIGNS: dict[Standing, str] = {
    Standing.DONE: "✓",
    Standing.FAILED: "✕",
    Standing.NOT_APPLICABLE: "–",
    Standing.UPCOMING: "·",
    Standing.OPEN: "○",
    Standing.DUE: "◔",
    Standing.LATE: "!",
    Standing.MISSED: "!",
}
STANDING_TONES: dict[Standing, str] = {
    Standing.DONE: "good",
    Standing.FAILED: "bad",
    Standing.DUE: "warning",
    Standing.LATE: "bad",
    Standing.MISSED: "bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (``line`` is ``None``) or an item."""

    heading: str
    line: SheetLine | None


class SheetModel(QAbstractTableModel):
    """Shows a :class:`DaySheet`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self.theme = theme
        self.sheet: DaySheet | None = None
        self._role = ""
        self.rows: list[Row] = []

    def set_sheet(self, sheet: DaySheet) -> None:
        """Show a form; where its rows are the same only their cells change, so that the cursor stays."""
        language = current_language()
        rows: list[Row] = []
        for area in sheet.areas:
            lines = [line for line in sheet.of_area(area.code) if self._role in ("", line.item.role)]
            if not lines:
                continue
            done = sum(line.done for line in lines)
            rows.append(Row(f"{area.name(language)}  {done}/{len(lines)}", None))
            rows += [Row("", line) for line in lines]
        same = [_key(row) for row in rows] == [_key(row) for row in self.rows]
        if same:
            self.sheet, self.rows = sheet, rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self.sheet, self.rows = sheet, rows
        self.endResetModel()

    def set_role(self, role: str) -> None:
        """Show only the items that a role is in charge of; an empty code shows all."""
        self._role = role
        if self.sheet is not None:
            self.set_sheet(self.sheet)

    def row_of(self, item_code: str) -> int:
        """The row of an item; -1 where it is not on the form."""
        return next((n for n, row in enumerate(self.rows) if row.line and row.line.item.code == item_code), -1)

    def next_open(self, after: int) -> int:
        """The next row after ``after`` that waits for a person, from the top again at the end; -1 where none does."""
        order = [*range(after + 1, len(self.rows)), *range(after + 1)]
        for number in order:
            line = self.rows[number].line if number < len(self.rows) else None
            if line is not None and (not line.done or line.undecided):
                return number
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Headings and items."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns of :class:`Column`."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.rows[index.row()].line is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY and section < len(HEADERS):
            return tr(HEADERS[section])
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What a cell says; the item's cell carries its row for the delegate."""
        if role not in (_DISPLAY, _TIP, _ACCESSIBLE, ROW_ROLE) or not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if row.line is None:
            if role == _ACCESSIBLE or (role == _DISPLAY and index.column() == Column.NUMBER):
                return row.heading
            return None
        if role == _TIP:
            parts = (row.line.item.text(current_language()), second_line(row.line, self.sheet), found_text(row.line))
            return "\n".join(part for part in parts if part)
        words = cell_text(row.line, Column(index.column()))
        return words or tr("empty") if role == _ACCESSIBLE else words


def _key(row: Row) -> str:
    return row.line.item.code if row.line is not None else f"#{row.heading.split('  ')[0]}"


def cell_text(line: SheetLine, column: Column) -> str:
    """What a cell of an item says."""
    if column is Column.NUMBER:
        return str(line.number)
    if column is Column.ITEM:
        return line.item.text(current_language())
    if column is Column.WINDOW:
        return window_text(line)
    if column is Column.STANDING:
        return f"{STANDING_SIGNS[line.standing]} {tr(STANDING_WORDS[line.standing])}"
    return found_text(line)


def window_text(line: SheetLine) -> str:
    """The item's time window."""
    opens, due = line.item.opens, line.item.due
    if due is None:
        return "" if opens is None else tr("from {time}", time=f"{opens:%H:%M}")
    return f"{opens:%H:%M}–{due:%H:%M}" if opens is not None else tr("by {time}", time=f"{due:%H:%M}")


def found_text(line: SheetLine) -> str:
    """Who answered when, and with which number."""
    answer = line.answer
    if answer is None:
        return ""
    parts = []
    if answer.number is not None:
        parts.append(f"{answer.number.normalize():f} {line.item.unit(current_language())}".strip())
    parts.append(tr("from the data") if answer.auto else answer.who or NO_DATA)
    if line.kept:
        parts.append(f"{answer.at:%H:%M}")
    if answer.verified_by:
        parts.append(tr("verified: {who}", who=answer.verified_by))
    elif line.to_verify:
        parts.append(tr("to verify"))
    return " · ".join(parts)


def second_line(line: SheetLine, sheet: DaySheet | None) -> str:
    """What stands under the item: its problem, one open from earlier days, what was said, or what is required."""
    if line.problem is not None and line.problem is not line.earlier:
        return _with_owner(line.problem.title, line.problem.owner)
    words = answer_words(line.answer) if line.answer is not None else ""
    failed_by_data = line.answer is not None and line.answer.auto and line.answer.result is Result.FAIL
    if line.earlier is not None and not failed_by_data:
        since = tr("Open since {day}: {title}", day=f"{line.earlier.opened_on:%m-%d}", title=line.earlier.title)
        return _with_owner(since, line.earlier.owner)
    if words:
        return words
    finding = sheet.findings.get(line.item.code) if sheet is not None else None
    if finding is not None:
        return tr(finding.sentence)
    return line.item.requirement(current_language())


def _with_owner(words: str, owner: str) -> str:
    return f"{words} → {owner}" if owner else words
