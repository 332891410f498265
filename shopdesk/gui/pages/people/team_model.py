"""The team as tables: the columns of people, and departments with headcount and base pay."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from shopdesk.domain.people import Department, Person, Role
from shopdesk.domain.tiers.checks import yuan
from shopdesk.gui.pages.people.texts import state_of
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme
    from shopdesk.services.people.team import Team

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class PeopleColumns:
    """What the people table shows of a person; it must be told the team before the first record is shown."""

    def __init__(self, theme: Theme) -> None:
        """Grey those who left with ``theme``."""
        self._theme = theme
        self._day = date.min
        self._departments: dict[str, Department] = {}
        self._roles: dict[str, Role] = {}

    def know(self, team: Team) -> None:
        """Take names and order of departments and roles from a team."""
        self._day = team.day
        self._departments = {entry.code: entry for entry in team.departments}
        self._roles = {entry.code: entry for entry in team.roles}

    def columns(self) -> list[Column[Person]]:
        """The columns: name, department, role, first day, base pay, state."""
        return [
            Column(tr("Name", context="person"), lambda person: person.label, ink=self._ink, tip=lambda p: p.note),
            Column(
                tr("Department"),
                self._department,
                text=lambda value: value[-1],
                ink=self._ink,
                tip=lambda person: self._department(person)[-1],
            ),
            Column(
                tr("Role"),
                self._role,
                text=lambda value: value[-1],
                ink=self._ink,
                tip=lambda person: self._role(person)[-1],
            ),
            Column(tr("First day"), lambda person: person.hired_on, text=lambda day: day.isoformat(), ink=self._ink),
            Column(tr("Base pay"), lambda person: person.base_fen, text=yuan, numeric=True, ink=self._ink),
            Column(tr("State", context="person"), lambda person: state_of(person, self._day), ink=self._ink),
        ]

    def has_left(self, person: Person) -> bool:
        """Whether a person's last day is over."""
        return person.left_on is not None and person.left_on < self._day

    def words(self, person: Person) -> str:
        """Everything a search looks through."""
        found = [person.label, self._department(person)[-1], self._role(person)[-1], person.note, person.phone or ""]
        return " ".join([*found, state_of(person, self._day)]).casefold()

    def _department(self, person: Person) -> tuple[int, int, str]:
        known, role = self._departments.get(person.department_code), self._roles.get(person.role_code)
        name = known.name(current_language()) if known else person.department_code
        return (known.position if known else 999, role.position if role else 999, name)

    def _role(self, person: Person) -> tuple[int, str]:
        known = self._roles.get(person.role_code)
        return (known.position, known.name(current_language())) if known else (999, person.role_code)

    def _ink(self, person: Person) -> QColor | None:
        return self._theme.muted if self.has_left(person) else None


class DepartmentModel(QAbstractTableModel):
    """Departments with headcount and monthly base pay; the first row is the whole team."""

    def __init__(self, theme: Theme) -> None:
        """Grey empty departments with ``theme``."""
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[str, str, int, int, int]] = []

    def populate(self, team: Team) -> None:
        """Show the departments of a team; hidden ones only where somebody works in them."""
        counts = {count.department_code: count for count in team.counts}
        language = current_language()
        rows = [
            (
                "",
                tr("Whole team"),
                len(team.people),
                team.base_fen,
                sum(count.without_base for count in team.counts),
            )
        ]
        for department in team.departments:
            count = counts.get(department.code)
            if department.hidden and count is None:
                continue
            known = (count.people, count.base_fen, count.without_base) if count else (0, 0, 0)
            rows.append((department.code, department.name(language), *known))
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def code(self, row: int) -> str:
        """The department of a row; empty for the whole team."""
        return self._rows[row][0] if 0 <= row < len(self._rows) else ""

    def row_of(self, code: str) -> int:
        """The row of a department, the whole team's where it is not there."""
        return next((row for row, entry in enumerate(self._rows) if entry[0] == code), 0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The whole team and the departments."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Name, people, base pay."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ALIGN:
            return _RIGHT if section else _LEFT
        if role == _DISPLAY:
            return [tr("Department"), tr("No.", context="headcount"), tr("Base pay")][section]
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """One cell."""
        if not index.isValid():
            return None
        _, name, people, base, unknown = self._rows[index.row()]
        if role == _DISPLAY:
            return (name, str(people) if people else "—", self._base(people, base, unknown))[index.column()]
        if role == _ALIGN:
            return _RIGHT if index.column() else _LEFT
        if role == _FONT and index.row() == 0:
            font = QFont()
            font.setBold(True)
            return font
        if role == _FOREGROUND and not people:
            return QBrush(self._theme.muted)
        if role == _TOOLTIP and unknown:
            return tr("* {count} without a recorded base pay are not in this sum.", count=unknown)
        return None

    @staticmethod
    def _base(people: int, base: int, unknown: int) -> str:
        """The sum, with a star where somebody's pay is missing from it; a dash where nobody's is known."""
        known = yuan(base) if people > unknown else "—"
        return known + ("*" if unknown else "")
