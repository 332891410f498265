"""Training: who is on trial until when on the left, what the chosen one has to learn on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.training import STATE_NAMES, TrainingItem, TrainingPlan, TrialState
from shopdesk.domain.people import PERSON
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.growth.plan_dialog import PlanDialog
from shopdesk.gui.pages.people.growth.training_dialogs import BeginDialog, DecideDialog, ExtendDialog, ResultDialog
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import action, button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import current_language, in_a_row, tr
from shopdesk.services.growth.views import TrainingBoard, TrainingView

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "people.growth.training"


class TrainingPart(Part):
    """Begins trainings, notes results, extends and ends trials, changes plans."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the trainings are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.board: TrainingBoard | None = None
        self.dialog: QDialog | None = None
        self.begin = button(f"{_NAME}.begin", tr("Begin a training…"), self.open_begin, role="primary")
        self.plans = button(f"{_NAME}.plans", tr("Training plans"))
        self.plans.setMenu(QMenu(self.plans))
        self.without = words(name=f"{_NAME}.without")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.begin)
        head.addWidget(self.plans)
        head.addWidget(self.without, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._build_stack(), 1)

    def _build_stack(self) -> QStackedWidget:
        language = current_language()
        columns: list[Column[TrainingView]] = [
            Column(tr(PERSON.field("name").label or ""), lambda view: view.person.label, name="name"),
            Column(tr("Training plan"), lambda view: view.training.name(language), name="plan"),
            Column(tr("On trial until"), lambda view: view.training.ends_on, text=lambda day: day.isoformat(),
                   name="until"),
            Column(tr("State"), lambda view: tr(STATE_NAMES[view.training.state]), name="state",
                   tip=lambda view: view.training.reason),
            Column(tr("Done"), _done, name="done"),
            Column(tr("Due"), lambda view: len(view.due) or None, numeric=True, name="due", hidden=True),
        ]  # fmt: skip
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("People on a training plan"))
        self.table.chosen.connect(self._show_training)
        self.table.opened.connect(lambda _view: self.items.setFocus(Qt.FocusReason.OtherFocusReason))
        reader = Reader(today=self.context.clock.today(), say=tr)
        self.list = RecordPanel(self.context, self.table, lambda: reader)
        self.list.offer_export(tr("Training"))
        self.shown = SplitView(self.list, self._build_detail(), (5, 6))
        self.empty = EmptyState(
            tr("Nobody is on a training plan"),
            tr(
                "Who is hired with the tick “Begin the training plan of the role” is put on it; anybody else can begin "
                "one here. The end of the trial comes up in the bell and on the daily form."
            ),
            tr("Begin a training…"),
            self.open_begin,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.shown)
        self.stack.addWidget(self.empty)
        return self.stack

    def _build_detail(self) -> QWidget:
        language = current_language()
        self.title = words(name=f"{_NAME}.title", role="subtitle")
        self.about = words(name=f"{_NAME}.about", role="muted")
        columns: list[Column[TrainingItem]] = [
            Column(tr("Due"), lambda item: self._due(item), text=lambda day: day.isoformat(), name="due"),
            Column(tr("What to learn"), lambda item: item.title(language), name="title",
                   tip=lambda item: item.what(language)),
            Column(tr("State"), self._state, name="state"),
            Column(tr("Test"), _test, name="test"),
            Column(tr("Done on"), lambda item: item.done_on, text=lambda day: day.isoformat(), name="done"),
            Column(tr("Note"), lambda item: item.note or None, name="note", tip=lambda item: item.note),
        ]  # fmt: skip
        self.items = RecordTable(RecordTableModel(columns), f"{_NAME}.items", tr("What there is to learn"))
        self.items.remember(self.context.settings)
        self.items.opened.connect(self.open_result)
        self.items.chosen.connect(lambda _item: self._enable())
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.result = button(f"{_NAME}.result", tr("Enter a result…"), lambda: self.open_result(self.items.current()))
        self.passed = button(f"{_NAME}.passed", tr("Passed…"), lambda: self._decide(passed=True))
        self.extend = button(f"{_NAME}.extend", tr("Extend…"), self._extend)
        self.failed = button(f"{_NAME}.failed", tr("Not passed…"), lambda: self._decide(passed=False))
        self.resume = button(f"{_NAME}.resume", tr("Take the decision back"), self._resume)
        self.remove = button(f"{_NAME}.remove", tr("Remove"), self._remove)
        for one in (self.result, self.passed, self.extend, self.failed, self.resume, self.remove):
            row.addWidget(one)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(bar)
        column.addWidget(self.items, 1)
        return holder

    # Loading and showing

    def load(self, services: Services, store_id: int) -> TrainingBoard:
        """Everybody's training and the plans."""
        return services.growth.training.board(store_id)

    def populate(self, board: TrainingBoard) -> None:
        """Show who is on trial; who was looked at stays chosen."""
        self.board = board
        self.stack.setCurrentWidget(self.shown if board.trainings else self.empty)
        self.table.set_records(board.trainings)
        if self.table.current() is None and board.trainings:
            self.table.selectRow(0)
        names = in_a_row(person.label for person in board.without)
        self.without.setText(tr("New and without a training plan: {names}", names=names) if names else "")
        menu = self.plans.menu()
        menu.clear()
        for plan in board.plans:
            menu.addAction(
                action(
                    f"{_NAME}.plan.{plan.code}",
                    plan.name(current_language()),
                    lambda plan=plan: self.open_plan(plan),  # type: ignore[misc]
                    menu,
                )
            )
        menu.addSeparator()
        menu.addAction(action(f"{_NAME}.plan.new", tr("New training plan…"), lambda: self.open_plan(None), menu))
        self._show_training(self.table.current())

    def _show_training(self, view: TrainingView | None) -> None:
        self.items.set_records(view.items if view is not None else ())
        if view is not None and view.items and not self.items.select(lambda item: not item.passed):
            self.items.selectRow(0)
        self.title.setText("" if view is None else view.person.label)
        self.about.setText("" if view is None else _standing(view))
        self._enable()

    def _enable(self) -> None:
        view, item = self.table.current(), self.items.current()
        running = view is not None and view.training.running
        self.result.setEnabled(running and item is not None)
        for one in (self.passed, self.extend, self.failed):
            one.setEnabled(running)
        self.resume.setVisible(view is not None and not running)
        self.remove.setEnabled(view is not None)

    def _due(self, item: TrainingItem) -> Any:
        view = self.table.current()
        return None if view is None else item.due_on(view.training)

    def _state(self, item: TrainingItem) -> str:
        view = self.table.current()
        return "" if view is None else tr(item.state(view.training, self.context.clock.today()))

    # What the user does

    def open_begin(self) -> None:
        """Ask who begins which plan."""
        if self.board is not None:
            first = self.board.without[0].id if self.board.without else None
            self._open(BeginDialog(self.context, self.board, first, self))

    def open_result(self, item: TrainingItem | None) -> None:
        """Ask for the result of an item."""
        view = self.table.current()
        if item is not None and view is not None and view.training.running:
            self._open(ResultDialog(self.context, item, self))

    def open_plan(self, plan: TrainingPlan | None) -> None:
        """Change a plan, or make one."""
        if self.board is None:
            return
        taken = {one.code for one in self.board.plans}
        code = next(f"own_{number}" for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)
        self._open(PlanDialog(self.context, self.board, plan or TrainingPlan(code=code, name_zh="", own=True), self))

    def _extend(self) -> None:
        self._open(ExtendDialog(self.context, self.table.current(), self))

    def _decide(self, *, passed: bool) -> None:
        self._open(DecideDialog(self.context, self.table.current(), passed=passed, parent=self))

    def _resume(self) -> None:
        view, desk = self.table.current(), self.context.services.growth.training
        self.context.tasks.database(lambda: desk.resume(view.training), owner=self)

    def _remove(self) -> None:
        view, desk = self.table.current(), self.context.services.growth.training
        self.context.tasks.database(lambda: desk.remove(view.id), owner=self)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        open_once(dialog)


def _done(view: TrainingView) -> str:
    return tr("{done} of {count}", done=view.passed, count=len(view.items))


def _test(item: TrainingItem) -> str:
    if item.pass_mark is None:
        return tr("no test")
    mark = f"{item.pass_mark.normalize():f}"
    result = NO_DATA if item.result is None else f"{item.result.normalize():f}"
    return tr("{result} of at least {mark}", result=result, mark=mark)


def _standing(view: TrainingView) -> str:
    training = view.training
    plan = training.name(current_language())
    span = tr("{plan}, begun {start}, on trial until {end}", plan=plan, start=training.started_on, end=training.ends_on)
    parts = [span]
    if training.state is not TrialState.ON_TRIAL:
        decided = training.decided_on.isoformat() if training.decided_on is not None else ""
        parts.append(" ".join(filter(None, (tr(STATE_NAMES[training.state]), decided))))
    if training.reason:
        parts.append(training.reason)
    return " · ".join(parts)
