"""A tier table as a grid: tiers side by side, departments below each other, each with leads, staff and cost.

Rows: turnover, budget, a line of headings, the departments, stated total, sum of the departments, ratio. Each tier
takes three columns; rows with one value for the tier span them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import parse_yuan, percent_text, ratio
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.domain.tiers.checks import BUDGET, RATIO, TOTAL, TURNOVER, Finding, Severity, yuan
from shopdesk.domain.tiers.records import Ladder, Post, Step
from shopdesk.domain.typed import narrow
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
FINDING_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The worst severity found for a cell, or None."""


class Part(IntEnum):
    """The columns of one tier."""

    LEADS = 0
    STAFF = 1
    COST = 2


class LadderModel(QAbstractTableModel):
    """The grid. An accepted edit is announced by :attr:`edited` with the whole changed ladder; the page stores it."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Colour findings with ``theme``."""
        super().__init__()
        self._theme = theme
        self._ladder: Ladder | None = None
        self._names: Mapping[str, str] = {}
        self._findings: list[Finding] = []
        self._current: int | None = None
        self._cells: dict[tuple[int, str], list[Finding]] = {}

    # Content

    @property
    def ladder(self) -> Ladder | None:
        """The table that is shown."""
        return self._ladder

    def populate(
        self, ladder: Ladder, names: Mapping[str, str], findings: list[Finding], current: int | None = None
    ) -> None:
        """Show a table with its findings; ``current`` is the index of the recommended tier.

        A table of the same shape is exchanged without a reset, so that a cell being typed into stays open.
        """
        known = self._ladder
        same_shape = (
            known is not None
            and (known.table_id, known.origin, known.departments)
            == (ladder.table_id, ladder.origin, ladder.departments)
            and len(known.steps) == len(ladder.steps)
        )
        if not same_shape:
            self.beginResetModel()
        self._ladder, self._names, self._current = ladder, names, current
        self._findings = findings
        self._cells = {}
        for finding in findings:
            if finding.step is not None:
                self._cells.setdefault((finding.step, finding.column), []).append(finding)
        if same_shape:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.endResetModel()

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments in their rows."""
        return self._ladder.departments if self._ladder else ()

    @property
    def heading_row(self) -> int:
        """The row with the words leads, staff, cost."""
        return 2

    @property
    def total_row(self) -> int:
        """The row with the stated total; the sum and the ratio follow."""
        return 3 + len(self.departments)

    def spans_tier(self, row: int) -> bool:
        """Tell whether a row has one value for each tier."""
        return row < self.heading_row or row >= self.total_row

    def cell_of(self, finding: Finding) -> QModelIndex:
        """Return the cell that a finding is about; an invalid index for one about the whole table."""
        if finding.step is None:
            return QModelIndex()
        rows = {TURNOVER: 0, BUDGET: 1, TOTAL: self.total_row, RATIO: self.total_row + 2}
        column = 3 * finding.step
        if finding.column in rows:
            return self.index(rows[finding.column], column)
        if finding.column in self.departments:
            return self.index(3 + self.departments.index(finding.column), column + Part.COST)
        return QModelIndex()

    # Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Fixed rows and one for each department."""
        return 0 if parent.isValid() or self._ladder is None else 6 + len(self.departments)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Three for each tier."""
        return 0 if parent.isValid() or self._ladder is None else 3 * len(self._ladder.steps)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Names of the rows; tiers and parts above."""
        if role != _DISPLAY or self._ladder is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            tier, part = divmod(section, 3)
            return tr("Tier {number}", number=tier + 1) + " " + _part_name(Part(part))
        if self.heading_row < section < self.total_row:
            code = self.departments[section - 3]
            return self._names.get(code, code)
        return {
            0: tr("Monthly turnover from"),
            1: tr("Budget for people"),
            2: "",
            self.total_row: tr("Total as stated"),
            self.total_row + 1: tr("Sum of departments"),
            self.total_row + 2: tr("Share of turnover"),
        }[section]

    @property
    def editable(self) -> bool:
        """Whether the table is the store's own."""
        return self._ladder is not None and self._ladder.editable

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Own tables can be edited, but not what is computed."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._ladder is None or index.row() == self.heading_row:
            return Qt.ItemFlag.ItemIsEnabled
        computed = index.row() > self.total_row
        return base | Qt.ItemFlag.ItemIsEditable if self.editable and not computed else base

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Value, marks and words of a cell."""
        if self._ladder is None or not index.isValid():
            return None
        row, (tier, part) = index.row(), divmod(index.column(), 3)
        if role == _ALIGN:
            centred = row == self.heading_row or (row > self.heading_row and row < self.total_row and part != Part.COST)
            return int(
                (Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignRight)
                | Qt.AlignmentFlag.AlignVCenter
            )
        if role == _DISPLAY:
            return self._text(row, tier, Part(part))
        if role == _EDIT:
            return self._text(row, tier, Part(part)).replace(",", "").replace(NO_DATA, "")
        if role in (_TOOLTIP, FINDING_ROLE, _ACCESSIBLE, _BACKGROUND):
            return self._marks(row, tier, part, role)
        if role == _FOREGROUND and (row == self.heading_row or row == self.total_row + 1):
            return QBrush(self._theme.muted)
        if role == _FONT and row == 0:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Take an edited value; one that is no number is refused in words and changes nothing."""
        if role != _EDIT or self._ladder is None or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        tier, part = divmod(index.column(), 3)
        try:
            step = self._changed(self._ladder.steps[tier], index.row(), Part(part), str(value))
        except UserError as error:
            self.refused.emit(tr(error.text))
            return False
        if step == self._ladder.steps[tier]:
            return False
        self._ladder = self._ladder.with_step(tier, step)
        self.dataChanged.emit(index, index)
        self.edited.emit(self._ladder)
        return True

    # Inside

    def _changed(self, step: Step, row: int, part: Part, text: str) -> Step:
        cleaned = narrow(text) or "0"
        if row == 0:
            return replace(step, turnover_fen=parse_yuan(cleaned))
        if row == 1:
            return replace(step, budget_fen=parse_yuan(cleaned))
        if row == self.total_row:
            return replace(step, total_fen=parse_yuan(cleaned))
        post = step.post(self.departments[row - 3])
        if part == Part.COST:
            return step.with_post(replace(post, cost_fen=parse_yuan(cleaned)))
        fen = parse_yuan(cleaned)
        count, rest = divmod(fen, 100)
        if rest:
            raise UserError(Text("People are counted in whole numbers. Enter 1 or 2, not {entered}.", entered=cleaned))
        return step.with_post(replace(post, leads=count) if part == Part.LEADS else replace(post, staff=count))

    def _text(self, row: int, tier: int, part: Part) -> str:
        assert self._ladder is not None
        step = self._ladder.steps[tier]
        if row == self.heading_row:
            return _part_name(part)
        if self.heading_row < row < self.total_row:
            post: Post = step.post(self.departments[row - 3])
            value = (post.leads, post.staff, post.cost_fen)[part]
            if not value:
                return NO_DATA
            return yuan(value) if part == Part.COST else str(value)
        if part:
            return ""
        if row == self.total_row + 2:
            return percent_text(ratio(step.parts_fen, step.turnover_fen))
        value = {
            0: step.turnover_fen,
            1: step.budget_fen,
            self.total_row: step.total_fen,
            self.total_row + 1: step.parts_fen,
        }[row]
        return yuan(value)

    def _found(self, row: int, tier: int, part: int) -> list[Finding]:
        if row == 0:
            return self._cells.get((tier, TURNOVER), [])
        if row == 1:
            return self._cells.get((tier, BUDGET), [])
        if self.heading_row < row < self.total_row:
            return self._cells.get((tier, self.departments[row - 3]), []) if part == Part.COST else []
        if row == self.total_row:
            return self._cells.get((tier, TOTAL), [])
        return self._cells.get((tier, RATIO), []) if row == self.total_row + 2 else []

    def _marks(self, row: int, tier: int, part: int, role: int) -> Any:
        found = self._found(row, tier, part)
        if role == _BACKGROUND:
            return self._background(row, tier, found)
        if not found:
            # The cells that a tier's one value spans are read as that value.
            return self._text(row, tier, Part.LEADS) if role == _ACCESSIBLE and self.spans_tier(row) else None
        if role == FINDING_ROLE:
            order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
            return min((finding.severity for finding in found), key=order.index)
        sentences = "\n".join(tr(finding.text) for finding in found)
        return f"{self._text(row, tier, Part(part))}: {sentences}" if role == _ACCESSIBLE else sentences

    def _background(self, row: int, tier: int, found: list[Finding]) -> QBrush | None:
        serious = [finding for finding in found if finding.severity is not Severity.NOTE]
        if serious:
            error = any(finding.severity is Severity.ERROR for finding in serious)
            tint = QColor(self._theme.bad if error else self._theme.warning)
            tint.setAlpha(46)
            return QBrush(tint)
        if tier == self._current:
            tint = QColor(self._theme.accent)
            tint.setAlpha(22)
            return QBrush(tint)
        return None


def _part_name(part: Part) -> str:
    return {
        Part.LEADS: tr("Leads", context="tier column"),
        Part.STAFF: tr("Staff", context="tier column"),
        Part.COST: tr("Cost", context="tier column"),
    }[part]
