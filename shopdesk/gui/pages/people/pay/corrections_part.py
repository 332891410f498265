"""After the lock: what came late with its amounts, adjustments that wait or were paid, and every run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan, signed_yuan
from shopdesk.domain.payroll.compare import line_name
from shopdesk.domain.payroll.late import WAY_WORDS, LateChange, Way
from shopdesk.domain.payroll.records import KeptRun, PayAdjustment
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.pay.correction_dialogs import AdjustDialog, ReverseDialog, TakeOverDialog
from shopdesk.gui.pages.people.pay.slip_panel import amount
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_MONTHS_CHECKED = 12
"""How many locked months are held against today's data; older ones are of closed tax years."""
_AHEAD = 3
"""How many of them are, while another view of the month is looked at, so that its tab can say what came late."""

RUN_KINDS: dict[RunKind, Text] = {
    RunKind.MONTHLY: Text("wages"),
    RunKind.OFF_CYCLE: Text("paid apart"),
    RunKind.REVERSAL: Text("reversal"),
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was read at once; the late changes come month by month afterwards."""

    names: dict[int, str]
    months: list[date]
    open_month: date
    adjustments: list[PayAdjustment]
    runs: list[KeptRun]


class CorrectionsPart(Part):
    """Late changes on the left; adjustments and runs on the right. ``run_asked`` carries a run that is to be shown.

    ``counted`` carries how many lines of locked months would be others today, ``wages_asked`` that the way to the first
    lock is wanted.
    """

    wages_asked = Signal()

    run_asked = Signal(object)
    counted = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets."""
        super().__init__(context, parent)
        self.setObjectName("people.pay.corrections")
        self.dialog: RecordForm | None = None
        self.answer: _Answer | None = None
        self.late: list[LateChange] = []
        self._asked = 0
        self._read: set[str] = set()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.check_late)
        context.events.changed.connect(self._on_changed)
        self._whole = False
        self.note = words(name="people.pay.corrections.note", role="muted")
        self.take_over = button(
            "people.pay.corrections.takeOver", tr("Adjust the chosen…"), self.open_take_over, role="primary"
        )
        self.again = button("people.pay.corrections.again", tr("Check again"), self.check_late)
        self.changes = _table(_late_columns(), "late", tr("Locked months that would be others today"))
        self.changes.chosen.connect(lambda _one: self._enable())
        self.add = button("people.pay.corrections.add", tr("Correct by hand…"), self.open_adjust)
        self.drop = button("people.pay.corrections.drop", tr("Take back"), self.take_back)
        self.adjustments = _table(self._adjustment_columns(), "adjustments", tr("Adjustments"))
        self.adjustments.chosen.connect(lambda _one: self._enable())
        self.show_run = button("people.pay.corrections.show", tr("Show"), self._ask_for_run)
        self.reverse = button("people.pay.corrections.reverse", tr("Reverse…"), self.open_reverse)
        self.runs = _table(self._run_columns(), "runs", tr("Runs"))
        self.runs.chosen.connect(lambda _one: self._enable())
        self.runs.opened.connect(lambda _one: self._ask_for_run())
        side = QSplitter(Qt.Orientation.Vertical)
        side.setChildrenCollapsible(False)
        side.addWidget(_block(tr("Adjustments"), [self.add, self.drop], self.adjustments))
        side.addWidget(_block(tr("Runs"), [self.show_run, self.reverse], self.runs))
        late = _block(tr("Came after the lock"), [self.take_over, self.again], self.changes, self.note)
        split = SplitView(late, side, (1, 1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        self.empty = EmptyState(
            tr("No month is locked yet"),
            tr("What comes after a lock stands here, with the way to pay it."),
            tr("Go to the wages"),
            self.wages_asked.emit,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(split)
        self.stack.addWidget(self.empty)
        layout.addWidget(self.stack)
        self._enable()

    # Loading and showing

    def load(self, services: Services, question: Any) -> _Answer:
        """Adjustments, runs and the locked months of the store."""
        corrections = services.payroll.corrections
        return _Answer(
            names={one.id or 0: one.label for one in services.people.everyone(question)},
            months=corrections.locked_months(question),
            open_month=corrections.open_month(question),
            adjustments=corrections.adjustments(question),
            runs=corrections.runs(question),
        )

    def populate(self, answer: _Answer) -> None:
        """Show them, and begin to hold the locked months against today's data."""
        self.answer = answer
        self.stack.setCurrentIndex(0 if answer.months or answer.adjustments else 1)
        self.adjustments.say_when_empty(tr("No wages were corrected yet."))
        self.adjustments.set_records(list(reversed(answer.adjustments)))
        self.runs.set_records(list(reversed(answer.runs)))
        for table in (self.adjustments, self.runs):
            if table.current() is None:
                table.selectRow(0)
        self.check_late()

    def look_ahead(self) -> None:
        """Count what came late of the newest locked months, though the view is not looked at."""
        if self.main_look.stale:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Check the older months too, when somebody looks."""
        super().showEvent(event)
        if self.answer is not None and not self._whole and not self.main_look.stale:
            self.check_late()

    def check_late(self) -> None:
        """Hold one locked month after the other against today's data; a click in between comes first."""
        self._asked += 1
        self.late = []
        self.changes.set_records([])
        self._whole = self.isVisible()
        most = _MONTHS_CHECKED if self._whole else _AHEAD
        months = self.answer.months[:most] if self.answer is not None else []
        self._check(self._asked, self.context.store_id, months)

    def _on_changed(self, tables: frozenset[str]) -> None:
        """Count anew what came late, when something that the locked months were held against has changed."""
        coming = self.main_look.stale or self.main_look.waiting
        if tables & self._read and self.answer is not None and not coming:
            self._again.start()

    def _check(self, asked: int, store_id: int, months: list[date]) -> None:
        self._say(len(months))
        if not months:
            return
        services = self.context.services

        def read() -> tuple[list[LateChange], frozenset[str]]:
            with services.reading() as reading:
                found = services.payroll.corrections.late(store_id, months[0])
            return found, frozenset(reading.tables)

        def show(answer: tuple[list[LateChange], frozenset[str]]) -> None:
            found, tables = answer
            self._read |= tables
            if asked != self._asked:
                return
            if found:
                self.late += found
                self.changes.set_records(self.late)
                if self.changes.current() is None:
                    self.changes.selectRow(0)
            self._check(asked, store_id, months[1:])

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.note.setText(tr(error.text))

        self.context.tasks.database(read, done=show, failed=failed, owner=self)

    def _say(self, left: int) -> None:
        people = len({one.person_id for one in self.late})
        self.counted.emit(len(self.late))
        if left:
            said = tr("Checking {count} locked months…", count=left)
        elif self.answer is None or not self.answer.months:
            said = ""
        elif self.late:
            said = tr("{count} lines of {people} people would be others today.", count=len(self.late), people=people)
        else:
            said = tr("The locked months are what today's data say.")
        self.note.setText(said)
        self._enable()

    def _enable(self) -> None:
        self.take_over.setEnabled(bool(self._chosen_late()))
        self.add.setEnabled(self.answer is not None and bool(self.answer.months))
        entry: PayAdjustment | None = self.adjustments.current()
        self.drop.setEnabled(entry is not None and self._waits(entry))
        run: KeptRun | None = self.runs.current()
        self.show_run.setEnabled(run is not None)
        self.reverse.setEnabled(
            run is not None
            and run.state is RunState.LOCKED
            and run.kind is not RunKind.REVERSAL
            and not self._is_reversed(run)
        )

    def _chosen_late(self) -> list[LateChange]:
        return [one for one in self.changes.selected() if one.way is Way.ADJUST]

    def _waits(self, entry: PayAdjustment) -> bool:
        return self.answer is not None and entry.month not in self.answer.months

    def _is_reversed(self, run: KeptRun) -> bool:
        runs = self.answer.runs if self.answer is not None else []
        return any(one.month == run.month and one.reverses == run.number for one in runs)

    # What the user does

    def open_take_over(self) -> None:
        """Ask for the reason and make the chosen late changes adjustments."""
        if self.answer is not None and self._chosen_late():
            changes, month = self._chosen_late(), self.answer.open_month
            self._open(TakeOverDialog(self.context, self.context.store_id, changes, month, self))

    def open_adjust(self) -> None:
        """Ask for a correction by hand."""
        answer = self.answer
        if answer is not None:
            self._open(
                AdjustDialog(self.context, self.context.store_id, answer.names, answer.months, answer.open_month, self)
            )

    def open_reverse(self) -> None:
        """Ask why the chosen run is reversed."""
        run = self.runs.current()
        if run is not None:
            self._open(ReverseDialog(self.context, run, self))

    def take_back(self) -> None:
        """Remove an adjustment that was not paid yet."""
        entry, corrections = self.adjustments.current(), self.context.services.payroll.corrections
        if entry is None:
            return

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.context.messages.error(tr(error.text))

        self.context.tasks.database(lambda: corrections.remove(entry), failed=failed, owner=self)

    def _open(self, dialog: RecordForm) -> None:
        self.dialog = dialog
        open_once(dialog)

    def _ask_for_run(self) -> None:
        run = self.runs.current()
        if run is not None:
            self.run_asked.emit(run)

    # Columns

    def _adjustment_columns(self) -> list[Column[PayAdjustment]]:
        return [
            Column(tr("Paid with"), lambda one: f"{one.month:%Y-%m}", name="month"),
            Column(tr("Person"), lambda one: self._name(one.person_id), name="who"),
            Column(tr("Amount"), lambda one: one.amount_fen, text=format_yuan, numeric=True, name="amount"),
            Column(tr("Corrects"), _corrects, name="corrects", tip=_corrects),
            Column(tr("Reason"), lambda one: one.reason, name="reason", tip=lambda one: one.reason),
            Column(tr("State"), lambda one: tr("waits") if self._waits(one) else tr("locked"), name="state"),
        ]

    def _run_columns(self) -> list[Column[KeptRun]]:
        return [
            Column(tr("Month"), lambda one: f"{one.month:%Y-%m}", name="month"),
            Column(tr("Run number"), lambda one: one.number, numeric=True, name="number"),
            Column(tr("Kind"), lambda one: tr(RUN_KINDS[one.kind]), name="kind"),
            Column(tr("State"), self._state, name="state"),
            Column(tr("Reason"), lambda one: one.reason, name="reason", tip=lambda one: one.reason),
        ]

    def _name(self, person_id: int) -> str:
        return self.answer.names.get(person_id, NO_DATA) if self.answer is not None else NO_DATA

    def _state(self, run: KeptRun) -> str:
        if self._is_reversed(run):
            return tr("reversed")
        return tr("locked") if run.state is RunState.LOCKED else tr("draft")


def _table(columns: list[Column[Any]], name: str, label: str) -> RecordTable:
    return RecordTable(RecordTableModel(columns), f"people.pay.corrections.{name}", label)


def _block(title: str, buttons: list[QPushButton], table: RecordTable, note: QWidget | None = None) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    row = QHBoxLayout()
    row.addWidget(words(title, role="heading", wrap=False))
    row.addStretch(1)
    for one in buttons:
        row.addWidget(one)
    column.addLayout(row)
    if note is not None:
        column.addWidget(note)
    column.addWidget(table, 1)
    return block


def _corrects(entry: PayAdjustment) -> str:
    return tr("{line}, {month}", line=line_name(entry.original_code), month=f"{entry.original_month:%Y-%m}")


def _late_columns() -> list[Column[LateChange]]:
    make: Callable[[LateChange], str] = lambda one: tr(WAY_WORDS[one.way])  # noqa: E731
    return [
        Column(tr("Month"), lambda one: f"{one.month:%Y-%m}", name="month"),
        Column(tr("Person"), lambda one: one.who, name="who"),
        Column(tr("Line"), lambda one: tr(one.name), name="line"),
        Column(tr("Still open"), lambda one: one.open_fen, text=signed_yuan, numeric=True, name="open"),
        Column(tr("Locked"), lambda one: one.locked_fen, text=amount, numeric=True, name="locked"),
        Column(tr("Today"), lambda one: one.today_fen, text=amount, numeric=True, name="today"),
        Column(tr("Adjusted"), lambda one: one.adjusted_fen or "", text=_blank, numeric=True, name="adjusted"),
        Column(tr("What can be done"), make, name="way", tip=make),
    ]


def _blank(value: Any) -> str:
    return format_yuan(value) if value else ""
