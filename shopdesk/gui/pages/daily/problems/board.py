"""The board: a column for each state, cards to drag or to move with Alt and the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import STATE_NAMES, Problem, ProblemState
from shopdesk.gui.pages.daily.problems.card_delegate import CardDelegate
from shopdesk.gui.pages.daily.problems.card_model import PROBLEM_ROLE, CardModel
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.screen_reader import RowsForReaders
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr

STATES = tuple(ProblemState)


class CardList(RowsForReaders, QListView):
    """One column. ``stepped`` asks for the neighbouring column, ``pushed`` to move the card there."""

    stepped = Signal(int)
    pushed = Signal(object, int)
    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, state: ProblemState, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty column."""
        super().__init__(parent)
        self.cards = CardModel(state, self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(theme, self))
        self.setObjectName(f"problems.column.{state.value}")
        self.setAccessibleName(tr(STATE_NAMES[state]))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; border: none; }")
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(PROBLEM_ROLE)))

    def current(self) -> Problem | None:
        """The problem the cursor is on."""
        index = self.currentIndex()
        found: Problem | None = index.data(PROBLEM_ROLE) if index.isValid() else None
        return found

    def choose(self, row: int) -> None:
        """Put the cursor on a card; -1 takes it away."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.cards.index(row, 0) if row >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        if row >= 0:
            self.scrollTo(index)

    def show_problems(self, problems: Sequence[Problem], loaded: Loaded) -> None:
        """Show these, scrolled as before."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.blockSignals(True)
        self.cards.set_problems(problems, loaded)
        self.blockSignals(False)
        self.doItemsLayout()
        bar.setValue(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever only passes chooses nothing: Qt would put the cursor on the first card."""
        passed = not self.currentIndex().isValid()
        self.blockSignals(passed)
        super().focusInEvent(event)
        if passed:
            self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.blockSignals(False)

    def reader_row(self, row: int) -> str:
        """All that the card says."""
        return str(self.cards.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def reader_row_actions(self, row: int) -> dict[str, Callable[[], Any]]:
        """What Enter and Alt with the arrows do."""
        problem = self.cards.problems[row]
        return {
            tr("Open"): lambda: self.opened.emit(problem),
            tr("On to the next state"): lambda: self.pushed.emit(problem, 1),
            tr("Back to the state before"): lambda: self.pushed.emit(problem, -1),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go between columns, with Alt they move the card, Enter opens it."""
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        problem = self.current()
        if sideways is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if problem is not None:
                self.pushed.emit(problem, sideways)
        elif sideways is not None:
            self.stepped.emit(sideways)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and problem is not None:
            self.opened.emit(problem)
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(PROBLEM_ROLE))


class Board(QWidget):
    """Four columns. ``moved`` carries a problem's id and the state wanted, ``chosen`` and ``opened`` a problem."""

    moved = Signal(int, object)
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty columns."""
        super().__init__(parent)
        self.setObjectName("problems.board")
        self.columns: dict[ProblemState, CardList] = {}
        self._titles: dict[ProblemState, QLabel] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for place, state in enumerate(STATES):
            column = CardList(state, theme)
            column.chosen.connect(self._on_chosen)
            column.opened.connect(self.opened)
            column.stepped.connect(lambda step, place=place: self._go_sideways(place, step))
            column.pushed.connect(self._on_pushed)
            column.cards.dropped.connect(lambda problem_id, state=state: self.moved.emit(problem_id, state))
            title = QLabel()
            title.setProperty("role", "subtitle")
            title.setContentsMargins(6, 0, 0, 0)
            title.setBuddy(column)
            ground = QFrame()
            ground.setObjectName("problems.ground")
            ground.setStyleSheet(
                f"QFrame#problems\\.ground {{ background: {theme.raised.name()}; border-radius: 8px; }}"
            )
            box = QVBoxLayout(ground)
            box.setContentsMargins(4, 8, 4, 4)
            box.setSpacing(4)
            box.addWidget(title)
            box.addWidget(column, 1)
            layout.addWidget(ground, 1)
            self.columns[state] = column
            self._titles[state] = title

    def show_problems(self, problems: Sequence[Problem], loaded: Loaded) -> None:
        """Deal the problems out; the cursor stays on its card, wherever that went, and every column at its place."""
        kept = self.current()
        focused = self.has_keyboard
        for state, column in self.columns.items():
            column.show_problems([problem for problem in problems if problem.state is state], loaded)
            name = tr(STATE_NAMES[state])
            self._titles[state].setText(f"{name}  {column.cards.rowCount()}")
            days = loaded.closed_days if state is ProblemState.CLOSED else 0
            self._titles[state].setToolTip(tr("Closed in the last {days} days", days=days) if days else "")
        if kept is not None and self.select(kept.id or 0) and focused:
            self._column_of(kept.id or 0).setFocus()

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is on a column."""
        return any(column.hasFocus() for column in self.columns.values())

    def neighbour(self, problem_id: int, problems: Sequence[Problem]) -> Problem | None:
        """What takes the cursor when a card goes out of view: the next one of its column, of those that stay."""
        column = self._column_of(problem_id)
        row = column.cards.row_of(problem_id)
        stay = {one.id for one in problems if one.state is column.cards.state}
        after, before = column.cards.problems[row + 1 :], reversed(column.cards.problems[: max(0, row)])
        return next((one for one in (*after, *before) if one.id in stay), None)

    def current(self) -> Problem | None:
        """The problem whose card is chosen."""
        for column in self.columns.values():
            found = column.current()
            if found is not None:
                return found
        return None

    def select(self, problem_id: int) -> bool:
        """Put the cursor on a problem's card without asking for its details."""
        found = False
        for column in self.columns.values():
            row = column.cards.row_of(problem_id)
            column.blockSignals(True)
            column.choose(row)
            column.blockSignals(False)
            found = found or row >= 0
        return found

    def focus_first(self) -> None:
        """Put the keyboard on the chosen card, or the first one."""
        current = self.current()
        if current is not None:
            self._column_of(current.id or 0).setFocus()
            return
        for column in self.columns.values():
            if column.cards.rowCount():
                column.choose(0)
                column.setFocus()
                return

    def _column_of(self, problem_id: int) -> CardList:
        columns = self.columns.values()
        return next((one for one in columns if one.cards.row_of(problem_id) >= 0), self.columns[ProblemState.OPEN])

    def _on_chosen(self, problem: Problem | None) -> None:
        if problem is None:
            return
        for state, column in self.columns.items():
            if state is not problem.state and column.current() is not None:
                column.blockSignals(True)
                column.choose(-1)
                column.blockSignals(False)
        self.chosen.emit(problem)

    def _go_sideways(self, place: int, step: int) -> None:
        row = max(0, self.columns[STATES[place]].currentIndex().row())
        target = place + step
        while 0 <= target < len(STATES):
            column = self.columns[STATES[target]]
            if column.cards.rowCount():
                column.setFocus()
                column.choose(min(row, column.cards.rowCount() - 1))
                return
            target += step

    def _on_pushed(self, problem: Problem, step: int) -> None:
        if problem.state is ProblemState.CLOSED:
            wanted = ProblemState.OPEN if step < 0 else None
        else:
            target = STATES.index(problem.state) + step
            wanted = STATES[target] if 0 <= target < len(STATES) else None
        if wanted is not None:
            self.moved.emit(problem.id or 0, wanted)
