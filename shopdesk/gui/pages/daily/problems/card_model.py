"""The cards of one column of the board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.texts import spoken

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-shopdesk-problem"
PROBLEM_ROLE = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


class CardModel(QAbstractListModel):
    """Problems in one state. ``dropped`` carries the id of a card that was dropped here from another column."""

    dropped = Signal(int)

    def __init__(self, state: ProblemState, parent: Any = None) -> None:
        """An empty column."""
        super().__init__(parent)
        self.state = state
        self.problems: list[Problem] = []
        self.loaded: Loaded | None = None

    def set_problems(self, problems: Sequence[Problem], loaded: Loaded) -> None:
        """Show these."""
        self.beginResetModel()
        self.problems = list(problems)
        self.loaded = loaded
        self.endResetModel()

    def row_of(self, problem_id: int) -> int:
        """The row of a problem; -1 where it is not here."""
        return next((row for row, one in enumerate(self.problems) if one.id == problem_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many cards there are."""
        return 0 if parent.isValid() else len(self.problems)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The problem, its title, and the whole in a sentence."""
        if not index.isValid() or self.loaded is None:
            return None
        problem = self.problems[index.row()]
        if role == PROBLEM_ROLE:
            return problem
        if role == _DISPLAY:
            return problem.title
        if role in (_TIP, _ACCESSIBLE):
            return spoken(problem, self.loaded.item_name(problem.item_code), self.loaded.today)
        return None

    # --- drag and drop ---------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged; the column takes them."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Cards move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own kind only."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the dragged problem."""
        data = QMimeData()
        if indexes:
            data.setData(MIME, QByteArray(str(self.problems[indexes[0].row()].id).encode("ascii")))
        return data

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index) -> bool:
        """Take cards of other columns."""
        return data.hasFormat(MIME) and self.row_of(_id(data)) < 0

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Say which card arrived; the model itself changes when the service has moved it."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.dropped.emit(_id(data))
        return True

    def removeRows(self, _row: int, _count: int, _parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """A dragged card stays until the service has moved it."""
        return False


def _id(data: QMimeData) -> int:
    return int(bytes(data.data(MIME).data()).decode("ascii") or 0)
