"""How all data go from one place to another: progress, then count and sum of each table that was compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from shopdesk.domain.money import format_yuan
from shopdesk.domain.nouns import noun_name
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.controls import breakable, named, words
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.task_runner import Task
    from shopdesk.services.moving import Moved


_IN_BULK: dict[str, Text] = {
    "change_sets": Text("Steps of the history"),
    "changes": Text("Changes of the history"),
    "pay_guard": Text("Pay password"),
    "channel_days": Text("Figures of channels by day"),
    "file_contents": Text("Photos and files"),
    "handbook_uses": Text("Copied handbook entries"),
    "imports": Text("Past imports"),
    "import_rows": Text("Rows of past imports"),
    "kept_answers": Text("Figures worked out ahead"),
    "keyword_days": Text("Figures of keywords by day"),
    "orders": Text("Orders"),
    "order_days": Text("Orders by day"),
    "order_hours": Text("Orders by hour"),
    "order_items": Text("Products of orders"),
    "order_money": Text("Money of orders"),
    "pay_runs": Text("Months of wages"),
    "pay_slips": Text("Payslips"),
    "pay_lines": Text("Lines of payslips"),
    "product_days": Text("Figures of products by day"),
    "service_days": Text("Figures of service by day"),
    "store_days": Text("Figures of stores by day"),
    "statement_days": Text("Days of statements"),
    "statement_gaps": Text("Gaps of statements"),
    "statement_lines": Text("Lines of statements"),
    "statement_spans": Text("Spans of statements"),
}
"""What tables are called whose rows are no records that anybody edits."""


def _name(table: str) -> str:
    known = noun_name(table) or _IN_BULK.get(table)
    return table if known is None else tr(known)


def _columns() -> list[Column[Moved]]:
    return [
        Column(tr("Table"), lambda one: _name(one.table), width=260, name="table"),
        Column(tr("Rows"), lambda one: one.rows, text=lambda rows: f"{rows:,}", numeric=True, width=110, name="rows"),
        Column(
            tr("Sum of its amounts"),
            lambda one: one.fen or None,
            text=format_yuan,
            numeric=True,
            width=180,
            name="fen",
        ),
    ]


class MovingView(QWidget):
    """Shows a move while it runs and what it came to."""

    def __init__(self, name: str) -> None:
        """Nothing runs yet; ``name`` begins the object names."""
        super().__init__()
        self.state = words(name=f"{name}.state")
        self.bar = named(QProgressBar(), f"{name}.bar", tr("Progress"))
        self.table = RecordTable(RecordTableModel(_columns()), f"{name}.table", tr("What was moved"))
        self.table.say_when_empty(tr("Each table is listed here as soon as all of them arrived and were compared."))
        self.table.set_records([])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.state, self.bar):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)

    def follow(self, task: Task, begun: str) -> None:
        """Show what a task says of its progress."""
        self.state.setText(breakable(begun))
        self.bar.setRange(0, 0)
        self.bar.show()
        task.progressed.connect(self._on_progressed)

    def _on_progressed(self, done: int, total: int, table: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.state.setText(
            breakable(tr("Table {number} of {total}: {table}", number=done + 1, total=total, table=_name(table)))
        )

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Show what arrived."""
        self.bar.hide()
        self.table.set_records([one for one in moved if one.rows])
        rows = sum(one.rows for one in moved)
        self.state.setText(tr("Everything arrived: {rows} rows, every one read back and compared.", rows=f"{rows:,}"))
