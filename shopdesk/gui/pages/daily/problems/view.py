"""Problems of the store in view: a board or a list, narrowed down at the top, with the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QImage, QKeySequence
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import Problem, ProblemFile, ProblemState
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.board import Board
from shopdesk.gui.pages.daily.problems.detail import ProblemDetail
from shopdesk.gui.pages.daily.problems.files_strip import read_thumbnail
from shopdesk.gui.pages.daily.problems.filter_bar import FilterBar
from shopdesk.gui.pages.daily.problems.list_table import ProblemTable
from shopdesk.gui.pages.daily.problems.loading import Loaded, load
from shopdesk.gui.pages.daily.problems.new_dialog import NewProblemDialog
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr
from shopdesk.services.problems import ProblemView


@dataclass(frozen=True, slots=True)
class _Chosen:
    view: ProblemView | None
    thumbnails: Mapping[int, QImage] = field(default_factory=dict)


def _muted(text: str) -> QLabel:
    """A quiet line that wraps."""
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label


class ProblemsView(QWidget):
    """What is to be put right, and how far it is."""

    listens = frozenset(
        {"problems", "problem_comments", "problem_events", "problem_files", "answers", "people", "checklist_versions"}
    )

    def __init__(self, context: PageContext) -> None:
        """An empty board; :meth:`refresh` fills it."""
        super().__init__()
        self.context = context
        self.setObjectName("daily.problems")
        self.loaded = Loaded(store_id=context.store_id, today=context.clock.today())
        self._wanted = 0
        self.filter = FilterBar(context)
        self.filter.narrowed.connect(self._show_rows)
        self.filter.new_wanted.connect(self.new_problem)
        self.filter.listed.connect(self._on_listed)
        self.repeats = QLabel()
        self.repeats.setObjectName("problems.repeats")
        self.repeats.setProperty("tone", "warning")
        self.repeats.setWordWrap(True)
        self.repeats.hide()
        self.board = Board(context.theme)
        self.board.chosen.connect(self._on_chosen)
        self.board.opened.connect(self._on_opened)
        self.board.moved.connect(self.move)
        self.table = ProblemTable(context.theme)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.empty = EmptyState(
            tr("No problems"),
            tr("A failed check opens one by itself. You can also write one down: Ctrl+N."),
            tr("New problem"),
            self.new_problem,
        )
        self.stack = QStackedWidget()
        for widget in (self.board, self.table, self.empty):
            self.stack.addWidget(widget)
        self.detail = ProblemDetail(context)
        self.detail.setMinimumWidth(356)
        self.detail.edited.connect(self._on_edited)
        self.detail.stepped.connect(self._step)
        self.detail.commented.connect(self._on_commented)
        self.detail.files_added.connect(self._on_files_added)
        self.detail.file_opened.connect(self._on_file_opened)
        self.detail.file_removed.connect(self._on_file_removed)
        self.split = SplitView(self.stack, self.detail, (7, 3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.filter)
        layout.addWidget(self.repeats)
        layout.addWidget(self.split, 1)
        keys = tr("Keys: arrows choose, Alt+Left and Alt+Right move a card, Enter goes to its fields, Ctrl+N is new")
        layout.addWidget(_muted(keys))
        self._new = QAction(tr("New problem"), self)
        self._new.setObjectName("problems.newAction")
        self._new.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_N))
        self._new.triggered.connect(self.new_problem)
        self.addAction(self._new)

    # --- showing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Load the problems, and the chosen one anew."""
        services, store_id, today = self.context.services, self.context.store_id, self.context.clock.today()
        self.context.tasks.database(lambda: load(services, store_id, today), done=self._show, owner=self)

    def show_problem(self, problem_id: int) -> None:
        """Bring a problem into view; 0 shows just the list."""
        if not problem_id:
            self._focus_rows()
            return
        self.filter.reset()
        self._wanted = problem_id
        self._select(problem_id)
        self._load_chosen(problem_id)

    def new_problem(self) -> None:
        """Ask for a problem that no check found."""
        NewProblemDialog(self.context, self.loaded, lambda kept: self.show_problem(kept.id or 0)).open()

    def _show(self, loaded: Loaded) -> None:
        if loaded.store_id != self.context.store_id:
            return
        if loaded.store_id != self.loaded.store_id:
            self._wanted = 0
        self.loaded = loaded
        self.filter.offer(loaded)
        named = [
            tr("“{item}” failed on {count} days of the last 14. Look for the cause.", item=name, count=len(repeat.days))
            for repeat in loaded.repeats[:3]
            if (name := loaded.item_name(repeat.item_code))
        ]
        self.repeats.setText("\n".join(f"⟳ {line}" for line in named))
        self.repeats.setVisible(bool(named))
        if not self._wanted and loaded.problems:
            # The most urgent one, so that the panel is never empty without need.
            self._wanted = loaded.problems[0].id or 0
        self._show_rows()
        self._load_chosen(self._wanted)

    def _show_rows(self) -> None:
        wanted = self.filter.narrowing
        rows = [problem for problem in self.loaded.problems if wanted.takes(problem, self.loaded)]
        self.board.show_problems(rows, self.loaded)
        self.table.show_problems(rows, self.loaded)
        self.filter.say_count(len(rows), len(self.loaded.problems))
        if not self.loaded.problems:
            self.stack.setCurrentWidget(self.empty)
        else:
            self.stack.setCurrentWidget(self.table if self.filter.as_list else self.board)
        if self._wanted:
            self._select(self._wanted)

    def _select(self, problem_id: int) -> None:
        self.board.select(problem_id)
        self.table.blockSignals(True)
        self.table.select(lambda problem: problem.id == problem_id)
        self.table.blockSignals(False)

    def _focus_rows(self) -> None:
        if self.filter.as_list:
            self.table.setFocus()
        else:
            self.board.focus_first()

    def _load_chosen(self, problem_id: int) -> None:
        if not problem_id:
            self.detail.show_view(None, self.loaded, {})
            return
        services = self.context.services

        def read() -> _Chosen:
            try:
                view = services.problems.view(problem_id)
            except NotFound:
                return _Chosen(None)
            pictures = {file.id or 0: read_thumbnail(services.problems.file_path(file)) for file in view.files}
            return _Chosen(view, {number: image for number, image in pictures.items() if image is not None})

        def show(chosen: _Chosen) -> None:
            if problem_id != self._wanted:
                return
            if chosen.view is None or chosen.view.problem.store_id != self.context.store_id:
                self._wanted = 0
                self.detail.show_view(None, self.loaded, {})
                return
            self.detail.show_view(chosen.view, self.loaded, chosen.thumbnails)

        self.context.tasks.database(read, done=show, owner=self)

    # --- choosing and moving ---------------------------------------------------------------------------------------

    def _on_listed(self, as_list: bool) -> None:
        if self.loaded.problems:
            self.stack.setCurrentWidget(self.table if as_list else self.board)
        self._focus_rows()

    def _on_chosen(self, problem: Problem | None) -> None:
        if problem is not None and problem.id != self._wanted:
            self._wanted = problem.id or 0
            self._load_chosen(self._wanted)

    def _on_opened(self, problem: Problem) -> None:
        self._on_chosen(problem)
        self.detail.title.setFocus()

    def move(self, problem_id: int, state: ProblemState) -> None:
        """Move a problem to a state; closing asks what came of it."""
        self._wanted = problem_id
        self._select(problem_id)
        services = self.context.services
        if state is not ProblemState.CLOSED:
            self._step(problem_id, state, "", "")
            return

        def ask(view: ProblemView) -> None:
            self.detail.show_view(view, self.loaded, {})
            self.detail.ask(state)

        self.context.tasks.database(lambda: services.problems.view(problem_id), done=ask, owner=self)

    def _step(self, problem_id: int, state: ProblemState, who: str, note: str) -> None:
        services = self.context.services

        def refused(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            if self.detail.problem_id == problem_id:
                self.detail.steps.complain(tr(error.text))
            else:
                self.context.messages.error(tr(error.text))
            self.refresh()

        self.context.tasks.database(
            lambda: services.problems.step(problem_id, state, who=who, note=note), failed=refused, owner=self
        )

    # --- editing ---------------------------------------------------------------------------------------------------

    def _on_edited(self, problem: Problem) -> None:
        self._run(lambda: self.context.services.problems.update(problem))

    def _on_commented(self, problem_id: int, words: str) -> None:
        self._run(lambda: self.context.services.problems.comment(problem_id, words))

    def _on_files_added(self, problem_id: int, paths: list[Path]) -> None:
        def keep() -> None:
            for path in paths:
                self.context.services.problems.attach(problem_id, path)

        self._run(keep)

    def _on_file_removed(self, file: ProblemFile) -> None:
        self._run(lambda: self.context.services.problems.detach(file.id or 0))

    def _on_file_opened(self, file: ProblemFile) -> None:
        path = self.context.services.problems.file_path(file)
        if not path.is_file():
            self.detail.complain(tr("{file} is no longer in the data folder.", file=file.name))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _run(self, act: Callable[[], object]) -> None:
        def refused(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.detail.complain(tr(error.text))

        self.context.tasks.database(act, failed=refused, owner=self)
