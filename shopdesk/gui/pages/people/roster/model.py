"""The roster of a week as a table: people as rows, Monday to Sunday as columns, and the hours of the week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from shopdesk.domain.roster import Member, RosterDay, RosterWeek, Shift
from shopdesk.domain.roster_checks import MOST_A_WEEK, RosterFinding
from shopdesk.gui.pages.people.roster.texts import duty_name, hours
from shopdesk.infra.i18n import tr
from shopdesk.infra.weekdays import weekday_text

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
DAYS = 7


class Column(IntEnum):
    """Beside the seven days."""

    HOURS = DAYS


class RosterModel(QAbstractTableModel):
    """Shows a :class:`RosterWeek`; it changes nothing itself."""

    def __init__(self, theme: Theme) -> None:
        """Nothing yet."""
        super().__init__()
        self._theme = theme
        self.week: RosterWeek | None = None
        self._today = date.min
        self._roles: Mapping[str, str] = {}
        self._headings: Mapping[date, tuple[str, ...]] = {}
        self._found: dict[tuple[int, date], list[str]] = {}

    # Content

    def populate(
        self, week: RosterWeek, findings: Iterable[RosterFinding], roles: Mapping[str, str], today: date
    ) -> None:
        """Show a week; the same people in the same week stay where they are, so that cursor and selection stay too."""
        known = self.week
        same = known is not None and known.monday == week.monday and _ids(known) == _ids(week)
        if not same:
            self.beginResetModel()
            self._headings = {}
        self.week, self._roles, self._today = week, roles, today
        self._found = {}
        for finding in findings:
            if finding.person_id is not None and finding.day is not None:
                self._found.setdefault((finding.person_id, finding.day), []).append(tr(finding.text))
        if not same:
            self.endResetModel()
        elif week.members:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def set_headings(self, headings: Mapping[date, tuple[str, ...]]) -> None:
        """Name the days that something happens on."""
        self._headings = headings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DAYS - 1)

    def member(self, row: int) -> Member | None:
        """Who a row is about."""
        members: Sequence[Member] = self.week.members if self.week else ()
        return members[row] if 0 <= row < len(members) else None

    def day(self, column: int) -> date | None:
        """The day of a column; ``None`` for the hours."""
        return self.week.days[column] if self.week and 0 <= column < DAYS else None

    def is_today(self, column: int) -> bool:
        """Whether a column is today's."""
        return self.day(column) == self._today

    def cell(self, index: Index) -> tuple[int, date] | None:
        """The person's key and the day of a cell; ``None`` beside the days."""
        member, day = self.member(index.row()), self.day(index.column())
        return None if member is None or day is None else (member.id, day)

    def index_of(self, person_id: int | None, day: date | None) -> QModelIndex:
        """The cell of a person and a day, of the first person where only the day is given."""
        if self.week is None or day not in self.week.days:
            return QModelIndex()
        ids = _ids(self.week)
        row = ids.index(person_id) if person_id in ids else 0
        return self.index(row, self.week.days.index(day)) if ids else QModelIndex()

    def entry(self, index: Index) -> RosterDay | None:
        """What stands in a cell."""
        cell = self.cell(index)
        return self.week.entry(*cell) if self.week and cell else None

    def shift(self, index: Index) -> Shift | None:
        """The shift in a cell."""
        entry = self.entry(index)
        return self.week.shift(entry.duty) if self.week and entry else None

    def employed(self, index: Index) -> bool:
        """Whether the person of a cell is in the team on its day."""
        member, day = self.member(index.row()), self.day(index.column())
        return member is not None and (day is None or day in member.employed)

    def findings_in(self, index: Index) -> list[str]:
        """What the checks say of a cell."""
        cell = self.cell(index)
        return self._found.get(cell, []) if cell else []

    # Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One for each person."""
        return 0 if parent.isValid() or self.week is None else len(self.week.members)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The days and the hours."""
        return 0 if parent.isValid() or self.week is None else DAYS + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Days can be chosen, the hours only be read."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == Column.HOURS:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Days with what happens on them; names with the role."""
        if self.week is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._name(section, role)
        day = self.day(section)
        if day is None:
            return tr("Hours") if role == _DISPLAY else _CENTRE if role == _ALIGN else None
        if role == _DISPLAY:
            first = tr("Today") if day == self._today else weekday_text(day)
            return f"{first} {day:%m-%d}\n" + " · ".join(self._headings.get(day, ()))
        if role == _TOOLTIP:
            return "\n".join([f"{weekday_text(day)} {day}", *self._headings.get(day, ())])
        return _CENTRE if role == _ALIGN else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """One cell."""
        if self.week is None or not index.isValid():
            return None
        if index.column() == Column.HOURS:
            return self._hours(index.row(), role)
        if role == _DISPLAY:
            return duty_name(self.week, self.entry(index))
        if role == _ALIGN:
            return _CENTRE
        if role in (_TOOLTIP, _ACCESSIBLE):
            return self._words(index, aloud=role == _ACCESSIBLE)
        return None

    # Inside

    def _name(self, row: int, role: int) -> Any:
        member = self.member(row)
        if member is None or role not in (_DISPLAY, _TOOLTIP):
            return None
        duty = self._roles.get(member.person.role_code, "")
        if role == _DISPLAY:
            return member.person.label
        return f"{member.person.label} · {duty}" if duty else member.person.label

    def _hours(self, row: int, role: int) -> Any:
        assert self.week is not None
        minutes = self.week.minutes(self.week.members[row].id)
        if role == _DISPLAY:
            return hours(minutes) + (" !" if (minutes or 0) > MOST_A_WEEK else "")
        if role == _ALIGN:
            return _RIGHT
        if role == _FOREGROUND and (minutes or 0) > MOST_A_WEEK:
            return QBrush(self._theme.warning)
        return None

    def _words(self, index: Index, *, aloud: bool) -> str:
        """Everything about a cell, for its tooltip and for who cannot see it."""
        assert self.week is not None
        member, day, entry, shift = (
            self.member(index.row()),
            self.day(index.column()),
            self.entry(index),
            self.shift(index),
        )
        assert member is not None
        assert day is not None
        duty = duty_name(self.week, entry) or (tr("nothing planned") if self.employed(index) else tr("not employed"))
        parts = [f"{member.person.label}, {weekday_text(day)} {day:%m-%d}", duty]
        if shift is not None:
            parts.append(shift.times)
        if entry is not None and entry.note:
            parts.append(entry.note)
        return (", " if aloud else "\n").join([*parts, *self.findings_in(index)])


def _ids(week: RosterWeek) -> list[int]:
    return [member.id for member in week.members]
