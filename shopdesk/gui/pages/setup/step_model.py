"""The steps of a board as a tree: phases, and under them the steps that the filter lets through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from shopdesk.domain.searching import folded
from shopdesk.domain.setup.records import StepState
from shopdesk.domain.text import Text
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import PhaseView, SetupBoard, StepView
from shopdesk.services.setup.wording import step_state, waits_sentence

Index = QModelIndex | QPersistentModelIndex

STATE_SIGNS: dict[StepState, str] = {
    StepState.NOT_STARTED: "○",
    StepState.DOING: "◐",
    StepState.WAITING: "◔",
    StepState.DONE: "✓",
    StepState.NOT_NEEDED: "–",
}


class StepColumn(IntEnum):
    """Columns of the tree."""

    TITLE = 0
    STATE = 1
    OWNER = 2
    DUE = 3


class StepRole(IntEnum):
    """Own roles: the step or phase behind a row."""

    STEP = Qt.ItemDataRole.UserRole + 1
    PHASE = Qt.ItemDataRole.UserRole + 2


class StepFilter(StrEnum):
    """Which steps are shown."""

    ALL = "all"
    OPEN = "open"
    NEXT = "next"
    OVERDUE = "overdue"


FILTER_NAMES: dict[StepFilter, Text] = {
    StepFilter.ALL: Text("All steps"),
    StepFilter.OPEN: Text("Open steps"),
    StepFilter.NEXT: Text("Can be done now"),
    StepFilter.OVERDUE: Text("Overdue", context="filter"),
}


@dataclass(eq=False)
class _Group:
    phase: PhaseView
    steps: list[StepView] = field(default_factory=list)


class StepModel(QAbstractItemModel):
    """Two levels; the internal pointer of a step is its group, that of a group is none."""

    def __init__(self, theme: Theme) -> None:
        """Empty until :meth:`populate`."""
        super().__init__()
        self._theme = theme
        self._board: SetupBoard | None = None
        self._groups: list[_Group] = []
        self._filter = StepFilter.ALL
        self._words = ""

    # ---------------------------------------------------------------- loading

    def populate(self, board: SetupBoard) -> bool:
        """Show a board; ``True`` when rows came or went, so that selections have to be found again."""
        self._board = board
        return self._rebuild()

    def set_filter(self, kind: StepFilter, words: str) -> None:
        """Show only some steps; ``words`` are looked for in titles, owners and notes."""
        self._filter, self._words = kind, folded(words.strip())
        self._rebuild()

    def _rebuild(self) -> bool:
        if self._board is None:
            return False
        ready = {view.step.code for view in self._board.next_steps}
        groups = []
        for phase in self._board.phases:
            steps = [view for view in phase.steps if self._lets_through(view, ready)]
            if steps or (self._filter is StepFilter.ALL and not self._words):
                groups.append(_Group(phase, steps))
        if self._shape(groups) == self._shape(self._groups):
            for old, new in zip(self._groups, groups, strict=True):
                old.phase, old.steps = new.phase, new.steps
            for row in range(len(groups)):
                self._tell(row)
            return False
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()
        return True

    def _tell(self, row: int) -> None:
        parent = self.index(row, 0)
        self.dataChanged.emit(parent, self.index(row, len(StepColumn) - 1))
        last = len(self._groups[row].steps) - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(last, len(StepColumn) - 1, parent))

    def _lets_through(self, view: StepView, ready: set[str]) -> bool:
        if self._words and self._words not in folded(f"{view.title} {view.step.owner} {view.step.note}"):
            return False
        checks: dict[StepFilter, Callable[[], bool]] = {
            StepFilter.ALL: lambda: True,
            StepFilter.OPEN: lambda: not (view.step.settled or view.skipped),
            StepFilter.NEXT: lambda: view.step.code in ready,
            StepFilter.OVERDUE: lambda: view.days_late is not None,
        }
        return checks[self._filter]()

    @staticmethod
    def _shape(groups: list[_Group]) -> list[tuple[str, list[str]]]:
        return [(group.phase.code, [view.step.code for view in group.steps]) for group in groups]

    # ---------------------------------------------------------------- finding

    def step_at(self, index: Index) -> StepView | None:
        """The step of a row, ``None`` on a phase."""
        group = index.internalPointer() if index.isValid() else None
        return group.steps[index.row()] if isinstance(group, _Group) else None

    def phase_at(self, index: Index) -> PhaseView | None:
        """The phase of a row, or of the step there."""
        if not index.isValid():
            return None
        group = index.internalPointer()
        return group.phase if isinstance(group, _Group) else self._groups[index.row()].phase

    def index_of(self, code: str) -> QModelIndex:
        """Where a step stands; an invalid index when the filter hides it."""
        for row, group in enumerate(self._groups):
            for place, view in enumerate(group.steps):
                if view.step.code == code:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def first_step(self) -> QModelIndex:
        """The first step shown."""
        for row, group in enumerate(self._groups):
            if group.steps:
                return self.index(0, 0, self.index(row, 0))
        return QModelIndex()

    @property
    def shown(self) -> int:
        """How many steps the filter lets through."""
        return sum(len(group.steps) for group in self._groups)

    # ---------------------------------------------------------------- QAbstractItemModel

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The cell at a place."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column)
        return self.createIndex(row, column, self._groups[parent.row()])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The phase row of a step."""
        group = index.internalPointer() if index.isValid() else None
        if not isinstance(group, _Group):
            return QModelIndex()
        return self.createIndex(self._groups.index(group), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Phases, or the steps of one."""
        if not parent.isValid():
            return len(self._groups)
        if parent.column() > 0 or isinstance(parent.internalPointer(), _Group):
            return 0
        return len(self._groups[parent.row()].steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Always all columns."""
        return len(StepColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Step"), tr("State"), tr("Owner"), tr("Due"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour and the record behind a cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.data(index) or tr("empty")
        group = index.internalPointer()
        if isinstance(group, _Group):
            if index.row() >= len(group.steps):
                return None
            return self._step_data(group.steps[index.row()], index.column(), role)
        return self._phase_data(self._groups[index.row()].phase, index.column(), role)

    def _phase_data(self, phase: PhaseView, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if column == StepColumn.TITLE:
                return phase.title
            if column == StepColumn.STATE:
                return f"{phase.progress.done}/{phase.progress.needed}"
            if column == StepColumn.DUE and phase.days_late:
                return tr("overdue")
        elif role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        elif role == StepRole.PHASE:
            return phase
        elif role == Qt.ItemDataRole.ForegroundRole and column == StepColumn.DUE:
            return self._theme.bad
        return None

    def _step_data(self, view: StepView, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._step_text(view, column)
        if role == StepRole.STEP:
            return view
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(view, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(view)
        if role == Qt.ItemDataRole.FontRole and column == StepColumn.TITLE and view.skipped:
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    @staticmethod
    def _step_text(view: StepView, column: int) -> str:
        step = view.step
        if column == StepColumn.TITLE:
            return view.title
        if column == StepColumn.STATE:
            sign = STATE_SIGNS[StepState.NOT_NEEDED if view.skipped else step.state]
            return f"{sign} {step_state(view)}"
        if column == StepColumn.OWNER:
            return step.owner
        if step.due_on is None:
            return ""
        return f"! {step.due_on.isoformat()}" if view.days_late is not None else step.due_on.isoformat()

    def _colour(self, view: StepView, column: int) -> Any:
        step = view.step
        if column == StepColumn.DUE and view.days_late is not None:
            return self._theme.bad
        if column == StepColumn.STATE and not view.skipped:
            if step.state is StepState.DONE:
                return self._theme.good
            if step.state is StepState.WAITING:
                return self._theme.warning
            if step.state is StepState.DOING:
                return self._theme.accent
        if step.settled or view.skipped or not view.ready:
            return self._theme.muted
        return None

    @staticmethod
    def _tip(view: StepView) -> str:
        waits = tuple(named.title for named in view.open_waits)
        lines = [view.title, view.because]
        if waits and not (view.step.settled or view.skipped):
            lines.append(waits_sentence(waits))
        if view.step.note:
            lines.append(view.step.note)
        return "\n".join(lines)
