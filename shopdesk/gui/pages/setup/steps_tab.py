"""The tab with the steps: filter, tree, what blocks, and the chosen step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from shopdesk.gui.pages.setup.blockers_panel import BlockersPanel
from shopdesk.gui.pages.setup.step_detail import StepDetail
from shopdesk.gui.pages.setup.step_model import FILTER_NAMES, StepFilter, StepModel
from shopdesk.gui.pages.setup.step_tree import StepTree
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import among, button
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.wrapping_label import WrappingLabel
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import SetupBoard


class StepsTab(QWidget):
    """Assembles the parts; what the user wants done goes out through the parts' signals."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self._board: SetupBoard | None = None
        self._owners: Sequence[str] = ()
        self.model = StepModel(theme)
        self.tree = StepTree(self.model, theme)
        self.blockers = BlockersPanel(theme)
        self.detail = StepDetail()
        self.search = SearchField(tr("Find a step, owner or note"))
        self.search.setObjectName("setup.search")
        self.search.setMinimumWidth(scaled(self.search, 52))
        self.search.setMaximumWidth(scaled(self.search, 240))
        self.nothing = QLabel()
        self.nothing.setObjectName("setup.nothing")
        self.nothing.setProperty("role", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._filters = QButtonGroup(self)
        self._filters.setExclusive(True)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for kind, name in FILTER_NAMES.items():
            one = button(f"setup.filter.{kind.value}", tr(name), checkable=True)
            one.setChecked(kind is StepFilter.ALL)
            among(self._filters, one, list(StepFilter).index(kind))
            bar.addWidget(one)
        bar.addStretch()
        bar.addWidget(self.search)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.tree, 1)
        column.addWidget(self.nothing, 1)
        hint = WrappingLabel(
            tr("Space changes the state · Enter edits · Ctrl+N new step · Alt+↑/↓ moves · Delete removes")
        )
        hint.setProperty("role", "muted")
        column.addWidget(hint)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.setHandleWidth(9)
        right.addWidget(self.blockers)
        right.addWidget(self.detail)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 4)
        right.setSizes([270, 350])
        split = SplitView(left, right, (3, 2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(split)
        self._filters.idClicked.connect(lambda _id: self._refilter())
        self.search.searched.connect(lambda _text: self._refilter())
        self.tree.chosen.connect(self._on_chosen)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def populate(self, board: SetupBoard, owners: Sequence[str]) -> None:
        """Show a board."""
        self._board, self._owners = board, owners
        self.blockers.populate(board)
        self.tree.populate(board)
        self._say_nothing()
        self._on_chosen()

    def show_filter(self, kind: StepFilter) -> None:
        """Switch to a filter as if its button had been pressed."""
        self._filters.button(list(StepFilter).index(kind)).setChecked(True)
        self._refilter()

    def go_to(self, code: str) -> None:
        """Put the keyboard on a step; the filter opens up where it hides it."""
        if not self.tree.go_to(code):
            self.search.clear()
            self.show_filter(StepFilter.ALL)
            self.tree.go_to(code)
        self.tree.setFocus()

    def _refilter(self) -> None:
        kind = list(StepFilter)[self._filters.checkedId()]
        self.tree.refilter(lambda: self.model.set_filter(kind, self.search.text()))
        self._say_nothing()

    def _say_nothing(self) -> None:
        empty = self.model.shown == 0
        kind = list(StepFilter)[self._filters.checkedId()]
        if self.search.text():
            self.nothing.setText(tr("No step fits “{words}”.", words=self.search.text()))
        elif kind is StepFilter.OVERDUE:
            self.nothing.setText(tr("Nothing is overdue."))
        else:
            self.nothing.setText(tr("No steps here. Choose “All steps”."))
        self.nothing.setVisible(empty)
        self.tree.setVisible(not empty)

    def _on_chosen(self) -> None:
        chosen = self.tree.selected_steps()
        current = self.tree.current_step()
        if not chosen and current is not None:
            chosen = [current]
        self.detail.show_steps(self._board, chosen, self._owners)
