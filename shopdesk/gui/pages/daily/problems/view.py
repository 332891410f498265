"""Problems of the store in view: a board or a list, narrowed down at the top, with the chosen one beside it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import Problem, ProblemState, check_way
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.fields import Reader
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.acts import ProblemActs
from shopdesk.gui.pages.daily.problems.board import Board
from shopdesk.gui.pages.daily.problems.bulk_bar import BulkBar
from shopdesk.gui.pages.daily.problems.detail import ProblemDetail
from shopdesk.gui.pages.daily.problems.filter_bar import FilterBar
from shopdesk.gui.pages.daily.problems.list_table import ProblemTable
from shopdesk.gui.pages.daily.problems.loading import Loaded, load
from shopdesk.gui.pages.daily.problems.new_dialog import NewProblemDialog
from shopdesk.gui.part import Part
from shopdesk.gui.photos.files_strip import Looked, look_at
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr
from shopdesk.services.daily.problems import ProblemView
from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class _Chosen:
    view: ProblemView | None
    looked: Mapping[int, Looked] = field(default_factory=dict)


def _read(services: Services, chosen: tuple[int, int], known: Mapping[str, Looked]) -> _Chosen:
    """A problem and what its files look like; called on the database thread."""
    try:
        view = services.problems.view(*chosen)
    except NotFound:
        return _Chosen(None)
    looked = {}
    for file in view.files:
        # A large picture takes its time to be read; it never changes, but it may be gone.
        before = known.get(file.stored)
        still_there = before is not None and services.problems.files.path_of(file).is_file()
        looked[file.id or 0] = before if before and still_there else look_at(file, services.problems.files.path_of)
    return _Chosen(view, looked)


def _muted(text: str) -> QLabel:
    """A quiet line that wraps."""
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label


class ProblemsPart(Part):
    """What is to be put right, and how far it is. ``meeting_opened`` asks for the point that decided a problem."""

    meeting_opened = Signal(int)

    def __init__(self, context: PageContext) -> None:
        """An empty board; :meth:`refresh` fills it."""
        super().__init__(context)
        self.setObjectName("daily.problems")
        self.loaded = Loaded(store_id=context.store_id, today=context.clock.today())
        self._wanted = 0
        self._step_wanted: tuple[int, ProblemState | None] = (0, None)
        self._bring_keyboard = False
        self._looked: dict[str, Looked] = {}
        self._chosen_look = Look(
            self,
            context,
            lambda: (self._wanted, context.store_id) if self._wanted else None,
            lambda services, chosen: _read(services, chosen, self._looked),
            self._show_chosen,
            after=self.main_look,
        )
        self.acts = ProblemActs(self)
        self.filter = FilterBar(context)
        self.filter.narrowed.connect(self._show_rows)
        self.filter.new_wanted.connect(self.new_problem)
        self.filter.listed.connect(self._on_listed)
        self.filter.print_wanted.connect(self.print_shown)
        self.filter.period_chosen.connect(self.refresh)
        self.filter.left.connect(self._focus_rows)
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
        self.table.several.connect(lambda _chosen: self._show_bulk())
        self.list = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.list.offer_export(tr("Problems"))
        self.bulk = BulkBar(context)
        self.bulk.handed_over.connect(self.acts.hand_over)
        self.bulk.postponed.connect(self.acts.postpone)
        self.bulk.closed.connect(self.acts.close_all)
        self.bulk.left.connect(self._focus_rows)
        self.empty = EmptyState(
            tr("No problems"),
            tr("A failed check opens one by itself. You can also write one down: Ctrl+N."),
            tr("New problem"),
            self.new_problem,
        )
        self.nothing = EmptyState(tr("Nothing matches"), " ", tr("Show all problems"), self._widen)
        self.nothing.setObjectName("problems.nothing")
        self.stack = QStackedWidget()
        for widget in (self.board, self.list, self.empty, self.nothing):
            self.stack.addWidget(widget)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bulk)
        column.addWidget(self.stack, 1)
        self.detail = ProblemDetail(context)
        self.detail.meeting_opened.connect(self.meeting_opened)
        self.detail.edited.connect(self.acts.edit)
        self.detail.stepped.connect(self.acts.step)
        self.detail.commented.connect(self.acts.comment)
        self.detail.files_added.connect(self.acts.add_files)
        self.detail.file_opened.connect(self.acts.open_file)
        self.detail.file_removed.connect(self.acts.remove_file)
        self.detail.left.connect(self._focus_rows)
        self.split = SplitView(rows, self.detail, (7, 3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.filter)
        layout.addWidget(self.repeats)
        layout.addWidget(self.split, 1)
        keys = tr(
            "Keys: arrows choose, Alt+Left and Alt+Right move a card, Enter goes to its fields, Esc back, "
            "Ctrl+V pastes a screenshot, Ctrl+N is new, Ctrl+P prints; in the list Shift+arrows choose several"
        )
        layout.addWidget(_muted(keys))
        self._new = QAction(tr("New problem"), self)
        self._new.setObjectName("problems.newAction")
        self._new.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_N))
        self._new.triggered.connect(self.new_problem)
        self.addAction(self._new)
        self._print = QAction(tr("Print the open problems…"), self)
        self._print.setObjectName("problems.printAction")
        self._print.triggered.connect(self.print_shown)
        self.addAction(self._print)
        # In the whole view: on a card, too, a screenshot belongs to the problem chosen.
        self._catcher = PasteCatcher(self, self.detail.take)

    # --- showing ---------------------------------------------------------------------------------------------------

    def question(self) -> Hashable:
        """The problems of a store, closed ones for as long as the filter says."""
        return (self.context.store_id, self.context.clock.today(), self.filter.closed_days)

    def load(self, services: Services, question: Any) -> Loaded:
        """The problems and what is needed to name their items and people."""
        return load(services, *question)

    def show_problem(self, problem_id: int) -> None:
        """Bring a problem into view; 0 shows just the list."""
        if not problem_id:
            self._focus_rows()
            return
        self.filter.reset()
        self._wanted = problem_id
        if self.loaded.problems and all(one.id != problem_id for one in self.loaded.problems):
            self.refresh()
        self._select(problem_id)
        self._load_chosen(problem_id)

    def new_problem(self) -> None:
        """Ask for a problem that no check found."""

        def show(kept: Problem) -> None:
            # Its card comes with the next answer; the keyboard goes there then.
            self._bring_keyboard = True
            self.show_problem(kept.id or 0)

        dialog = NewProblemDialog(self.context, self.loaded)
        dialog.saved.connect(show)
        dialog.open()

    def print_shown(self) -> bool:
        """Show the open problems that are in view as they will be on paper."""
        from shopdesk.gui.pages.daily.problems.print_dialog import ProblemPrintDialog

        shown = [one for one in self._rows() if one.is_open]
        if not shown:
            self.context.messages.info(tr("No open problem is shown, so there is nothing to print."))
            return True
        ProblemPrintDialog(self.context, shown, self.loaded, self.filter.in_words()).open()
        return True

    def unsaved(self) -> str:
        """What was typed for a problem and is not kept yet."""
        return self.detail.unsaved()

    def populate(self, loaded: Loaded) -> None:
        """Show the problems, and the chosen one anew."""
        if loaded.store_id != self.loaded.store_id:
            self._wanted = 0
            self.detail.forget_drafts()
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

    def _rows(self) -> list[Problem]:
        wanted = self.filter.narrowing
        return [problem for problem in self.loaded.problems if wanted.takes(problem, self.loaded)]

    def _show_rows(self) -> None:
        rows = self._rows()
        self._move_off(rows)
        had_keyboard = self._rows_have_keyboard()
        self.board.show_problems(rows, self.loaded)
        self.table.blockSignals(True)
        self.table.show_problems(rows, self.loaded)
        self.table.blockSignals(False)
        self._show_bulk()
        self.filter.say_count(len(rows), len(self.loaded.problems))
        self._show_stack(rows)
        if self._wanted:
            self._select(self._wanted)
        come = self._bring_keyboard and self._wanted in {one.id for one in rows}
        if had_keyboard or come:
            self._bring_keyboard = self._bring_keyboard and not come
            self._focus_rows()

    def _show_stack(self, rows: Sequence[Problem]) -> None:
        if not self.loaded.problems and not self.filter.narrowing.words:
            self.stack.setCurrentWidget(self.empty)
        elif not rows:
            days = self.loaded.closed_days
            everything = tr("Every problem was looked through.")
            some = tr("Of the closed ones, those of the last {days} days were looked through.", days=days)
            self.nothing.hint.setText(some if days else everything)
            self.nothing.button.setText(tr("Look through all closed ones") if days else tr("Show all problems"))
            self.stack.setCurrentWidget(self.nothing)
        else:
            self.stack.setCurrentWidget(self.list if self.filter.as_list else self.board)

    def _show_bulk(self) -> None:
        self.bulk.show_chosen(self.table.selected() if self.filter.as_list else (), self.loaded.people)

    def _widen(self) -> None:
        """Look further where nothing was found: first through all closed ones, then whatever was wanted."""
        if self.loaded.closed_days:
            self.filter.want_all_closed()
        else:
            self.filter.reset()

    def _move_off(self, rows: Sequence[Problem]) -> None:
        """Where the chosen one goes out of view by a filter or a step, its neighbour is chosen."""
        known = {one.id for one in self.loaded.problems}
        if self._wanted not in known or self._wanted in {one.id for one in rows}:
            return
        before = self.table if self.filter.as_list else self.board
        after = before.neighbour(self._wanted, rows) or next(iter(rows), None)
        if after is not None and not self.detail.unsaved():
            self._wanted = after.id or 0
            self._load_chosen(self._wanted)

    def _rows_have_keyboard(self) -> bool:
        return self.board.has_keyboard or self.table.hasFocus()

    def _select(self, problem_id: int) -> None:
        self.board.select(problem_id)
        if any(one.id == problem_id for one in self.table.selected()) and len(self.table.selected()) > 1:
            return
        self.table.blockSignals(True)
        self.table.select(lambda problem: problem.id == problem_id)
        self.table.blockSignals(False)
        self._show_bulk()

    def _focus_rows(self) -> None:
        if self.stack.currentWidget() not in (self.board, self.list):
            self.filter.search.setFocus()
        elif self.filter.as_list:
            self.table.setFocus()
        else:
            self.board.focus_first()

    def _load_chosen(self, problem_id: int, ask: ProblemState | None = None) -> None:
        self._step_wanted = (problem_id, ask)
        if not problem_id:
            self.detail.show_view(None, self.loaded, {})
        else:
            self._chosen_look.ask()

    def _show_chosen(self, chosen: _Chosen) -> None:
        if chosen.view is None or chosen.view.problem.store_id != self.context.store_id:
            self._wanted = 0
            self.detail.show_view(None, self.loaded, {})
            return
        fresh = {one.stored: chosen.looked[one.id or 0] for one in chosen.view.files}
        # Replaced, not changed: the database thread may be reading the old one.
        self._looked = {**self._looked, **{name: look for name, look in fresh.items() if not look.missing}}
        self.detail.show_view(chosen.view, self.loaded, chosen.looked)
        problem_id, ask = self._step_wanted
        if ask is not None and problem_id == chosen.view.problem.id:
            self._step_wanted = (problem_id, None)
            self.detail.ask(ask)

    # --- choosing and moving ---------------------------------------------------------------------------------------

    def _on_listed(self, _as_list: bool) -> None:
        self._show_stack(self._rows())
        self._show_bulk()
        self._focus_rows()

    def _on_chosen(self, problem: Problem | None) -> None:
        if problem is not None and problem.id != self._wanted:
            self._wanted = problem.id or 0
            self._load_chosen(self._wanted)

    def _on_opened(self, problem: Problem) -> None:
        self._on_chosen(problem)
        self.detail.title.setFocus()

    def move(self, problem_id: int, state: ProblemState) -> None:
        """Move a problem to a state; closing asks what came of it, and what cannot be is said at once."""
        self._wanted = problem_id
        self._select(problem_id)
        problem = next((one for one in self.loaded.problems if one.id == problem_id), None)
        try:
            if problem is not None:
                check_way(problem, state)
        except UserError as error:
            self.context.messages.warning(tr(error.text))
            self._load_chosen(problem_id)
            return
        if state is ProblemState.CLOSED:
            self._load_chosen(problem_id, ask=state)
        else:
            self.acts.step(problem_id, state, "", "")
