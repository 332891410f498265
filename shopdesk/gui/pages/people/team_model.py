"""The team as tables: the columns of people, and departments with headcount and base pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from shopdesk.domain.fields import Reader
from shopdesk.domain.people import PERSON, Person
from shopdesk.domain.searching import folded
from shopdesk.domain.text import NO_DATA
from shopdesk.domain.tiers.checks import yuan
from shopdesk.gui.pages.people.texts import reader_of, state_of
from shopdesk.gui.widgets.record_table import Column, FieldColumns
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


class PeopleColumns(FieldColumns[Person]):
    """What the people table shows of a person; it must be told the team before the first record is shown."""

    def __init__(self, theme: Theme) -> None:
        """Grey those who left with ``theme``."""
        super().__init__(PERSON, Reader(today=date.min, say=tr), self._grey)
        self._theme = theme

    def know(self, team: Team) -> None:
        """Take the day and the names of departments, roles and people from a team."""
        self.reader = reader_of(team)

    def columns(self, *, only: Sequence[str] = (), optional: bool = True) -> list[Column[Person]]:
        """The declared columns, and the state that follows from first and last day."""
        found = super().columns(only=only, optional=optional)
        found[0] = replace(found[0], value=lambda person: person.label, tip=lambda person: person.note)
        state = Column[Person](
            tr("State", context="person"),
            lambda person: state_of(person, self.reader.today),
            ink=self._grey,
            name="state",
        )
        return [*found, state]

    def has_left(self, person: Person) -> bool:
        """Whether a person's last day is over."""
        return person.left_on is not None and person.left_on < self.reader.today

    def words(self, person: Person) -> str:
        """Everything a search looks through: what the declarations say is searched, and the state."""
        found = [
            self.reader.shown(field, value)
            for field in PERSON.fields
            if field.searched and (value := getattr(person, field.name)) not in (None, "")
        ]
        return folded(" ".join([*found, state_of(person, self.reader.today)]))

    def _grey(self, person: Person) -> QColor | None:
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
            return (name, str(people) if people else NO_DATA, self._base(people, base, unknown))[index.column()]
        if role == _TOOLTIP and not index.column():
            return name
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
        known = yuan(base) if people > unknown else NO_DATA
        return known + ("*" if unknown else "")
