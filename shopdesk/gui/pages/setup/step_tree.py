"""The tree of steps with its keys: space ticks, Enter edits, Ctrl+N adds, Alt+Up and Alt+Down move."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from shopdesk.gui.pages.setup.phase_delegate import PhaseDelegate
from shopdesk.gui.pages.setup.step_model import StepColumn, StepModel
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.filling_column import FillingColumn
from shopdesk.gui.widgets.scaled import scaled, with_few_lines
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import SetupBoard, StepView


class StepTree(QTreeView):
    """Shows a :class:`StepModel`. Signals carry the code of the step; ``moved`` the direction too, -1 or 1."""

    cycled = Signal(str)
    edited = Signal(str)
    removed = Signal(str)
    moved = Signal(str, int)
    chosen = Signal()

    def __init__(self, model: StepModel, theme: Theme, parent: QWidget | None = None) -> None:
        """A tree over ``model``."""
        super().__init__(parent)
        self.steps = model
        self._closed: set[str] = set()
        self.setObjectName("setup.steps")
        self.setAccessibleName(tr("Steps of the setup"))
        self.setModel(model)
        self.setItemDelegate(PhaseDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(16)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for column, width in ((StepColumn.STATE, 104), (StepColumn.OWNER, 72), (StepColumn.DUE, 96)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, scaled(self, width))
        FillingColumn(self, StepColumn.TITLE, 188)
        self.doubleClicked.connect(self._on_double_clicked)
        self.collapsed.connect(lambda index: self._remember(index, closed=True))
        self.expanded.connect(lambda index: self._remember(index, closed=False))

    def minimumSizeHint(self) -> QSize:
        """With large letters some lines."""
        return with_few_lines(self, super().minimumSizeHint())

    def populate(self, board: SetupBoard) -> None:
        """Show a board and stay where the user was."""
        self._keep_place(lambda: self.steps.populate(board))

    def refilter(self, apply: object) -> None:
        """Run ``apply`` (a change of the filter) and stay on the same step where it is still shown."""
        assert callable(apply)
        self._keep_place(lambda: (apply(), True)[1])

    def current_step(self) -> StepView | None:
        """The step the keyboard is on."""
        return self.steps.step_at(self.currentIndex())

    def selected_steps(self) -> list[StepView]:
        """The selected steps, in order."""
        rows = self.selectionModel().selectedRows()
        found = (
            self.steps.step_at(index) for index in sorted(rows, key=lambda index: (index.parent().row(), index.row()))
        )
        return [view for view in found if view is not None]

    def go_to(self, code: str) -> bool:
        """Put the keyboard on a step; ``False`` when the filter hides it."""
        index = self.steps.index_of(code)
        if not index.isValid():
            return False
        self.expand(index.parent())
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list, then the usual ones."""
        view = self.current_step()
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if view is not None:
            code = view.step.code
            if key == Qt.Key.Key_Space:
                self.cycled.emit(code)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                self.edited.emit(code)
                return
            if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.moved.emit(code, -1 if key == Qt.Key.Key_Up else 1)
                return
            if event.matches(QKeySequence.StandardKey.Delete):
                self.removed.emit(code)
                return
        super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell the panel beside the tree."""
        super().currentChanged(current, previous)
        self.chosen.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the panel beside the tree."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def _keep_place(self, change: object) -> None:
        assert callable(change)
        current = self.current_step()
        selected = [view.step.code for view in self.selected_steps()]
        row = self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        rebuilt = change()
        if not rebuilt:
            self.chosen.emit()
            return
        for place in range(self.steps.rowCount()):
            index = self.steps.index(place, 0)
            phase = self.steps.phase_at(index)
            self.setExpanded(index, phase is None or phase.code not in self._closed)
        target = self.steps.index_of(current.step.code) if current else QModelIndex()
        if not target.isValid() and current is not None:
            target = self._near(current.step.phase, row)
        if not target.isValid():
            target = self.steps.first_step()
        if target.isValid():
            self.setCurrentIndex(target)
        if len(selected) > 1:
            flags = QItemSelectionModel.SelectionFlag
            for code in selected:
                index = self.steps.index_of(code)
                if index.isValid():
                    self.selectionModel().select(index, flags.Select | flags.Rows)
        self.verticalScrollBar().setValue(scrolled)
        self.chosen.emit()

    def _near(self, phase: str, row: int) -> QModelIndex:
        for place in range(self.steps.rowCount()):
            index = self.steps.index(place, 0)
            found = self.steps.phase_at(index)
            if found is not None and found.code == phase and self.steps.rowCount(index):
                return self.steps.index(min(row, self.steps.rowCount(index) - 1), 0, index)
        return QModelIndex()

    def _remember(self, index: QModelIndex, *, closed: bool) -> None:
        phase = self.steps.phase_at(index)
        if phase is not None:
            (self._closed.add if closed else self._closed.discard)(phase.code)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        view = self.steps.step_at(index)
        if view is None:
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
        elif index.column() == StepColumn.STATE:
            self.cycled.emit(view.step.code)
        else:
            self.edited.emit(view.step.code)
