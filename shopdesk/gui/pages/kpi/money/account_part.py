"""The account by day, week or month: in and out by kind, the balance at both ends, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.account import AccountPeriod, AccountView
from shopdesk.domain.ledger.coverage import Coverage
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.lines import StatementGap
from shopdesk.domain.periods import By, Period
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.column_chart import ColumnBar, ColumnChart, Piece
from shopdesk.gui.pages.kpi.money.texts import KIND_GROUPS, money, signed
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.money.account"
_MOST_NAMED = 3
_MOST_COLUMNS = 124


@dataclass(frozen=True, slots=True)
class _Answer:
    """The account of the days in view, and what the statements cover at all."""

    view: AccountView
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class _Row:
    """A day, week or month in the table; ``label`` is what it is called."""

    label: str
    row: AccountPeriod

    @property
    def id(self) -> str:
        """By what the cursor finds it again."""
        return self.label


class AccountPart(Part):
    """Chart above, table below; ``lines_wanted`` carries the days and the kinds (``None``: all) to open.

    ``days_wanted`` asks for other days, ``import_wanted`` for the choice of files.
    """

    lines_wanted = Signal(object, object)
    days_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(
        self,
        context: PageContext,
        days: Callable[[], Period],
        by: Callable[[], By],
        parent: QWidget | None = None,
    ) -> None:
        """Build the widgets; ``days`` and ``by`` say which days are in view, in which steps."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self._days, self._by = days, by
        self.answer: _Answer | None = None
        self.said = words(name=f"{_NAME}.said")
        self.gaps = words(name=f"{_NAME}.gaps", tone="bad")
        self.all_lines = button(f"{_NAME}.lines", tr("All lines of these days"), self._open_all)
        self.cell_lines = button(
            f"{_NAME}.cellLines",
            tr("Lines of the cell"),
            self._open_cell,
            tip=tr("Shows the lines behind the chosen cell (Enter or a double click in the table)"),
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.said, 1)
        head.addWidget(self.all_lines)
        head.addWidget(self.cell_lines)
        self.chart = ColumnChart(context.theme, f"{_NAME}.chart", tr("Money in and out by kind"))
        self.chart.opened.connect(self._open_piece)
        self.table = RecordTable(RecordTableModel(_columns()), f"{_NAME}.table", tr("The account by kind"))
        self.table.opened.connect(lambda _row: self._open_cell())
        self.table.chosen.connect(lambda row: self.cell_lines.setEnabled(row is not None))
        self.panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(tr("The account by kind"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._full(head))
        self.empty = EmptyState(
            tr("No statement yet"),
            tr(
                "In the Alipay merchant centre choose 对账中心 › 账务明细 and the days, and download the statement "
                "(CSV or zip). Drop the file on this window. The money statement of Qianniu (动账明细) is taken, too. "
                "Nothing leaves this computer."
            ),
            tr("Import…"),
            self.import_wanted.emit,
        )
        self.elsewhere = EmptyState(tr("No lines on these days"), "", tr("Show them"), self._show_newest)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.elsewhere)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _full(self, head: QHBoxLayout) -> QWidget:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.chart, 1)
        column.addWidget(self._legend())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(upper)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        full = QWidget()
        whole = QVBoxLayout(full)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.gaps)
        whole.addWidget(split, 1)
        return full

    def _legend(self) -> QWidget:
        made = QWidget()
        row = FlowLayout(made, 10)
        for series, (name, _kinds) in enumerate(KIND_GROUPS):
            row.addWidget(_key(self.chart.colour(series).name(), "■", tr(name)))
        row.addWidget(_key(self.context.theme.text.name(), "•", tr("Balance")))
        return made

    # Loading and showing

    def question(self) -> tuple[int, Period, By]:
        """The store, the days and the step."""
        return self.context.store_id, self._days(), self._by()

    def load(self, services: Services, question: Any) -> _Answer:
        """The account and what is covered."""
        store_id, days, by = question
        services.ask_ahead(
            lambda: services.ledger.account(store_id, days.start, days.end, by),
            lambda: services.ledger.coverage(store_id),
        )
        return _Answer(services.ledger.account(store_id, days.start, days.end, by), services.ledger.coverage(store_id))

    def populate(self, answer: _Answer) -> None:
        """Show it."""
        self.answer = answer
        view, known = answer.view, answer.coverage
        if not view.rows:
            self._show_why_empty(answer)
            return
        self.stack.setCurrentIndex(0)
        rows = [_Row(view.label(row), row) for row in view.rows]
        used = {kind for row in view.rows for kind, fen in row.sums.items() if fen}
        self.table.set_records(rows)
        self.table.propose({"period", "opening", "closing", *(kind.value for kind in used)})
        if self.table.current() is None:
            self.table.selectRow(0)
        shown = rows[-_MOST_COLUMNS:]
        names = [tr(name) for name, _kinds in KIND_GROUPS]
        self.chart.set_columns([_bar(one, names) for one in shown], names, tr("Balance"))
        self.said.setText(_sentence(view))
        said = _missing(view, known)
        self.gaps.setText(said)
        self.gaps.setVisible(bool(said))

    def _show_why_empty(self, answer: _Answer) -> None:
        last = answer.coverage.last_day
        self.stack.setCurrentIndex(1 if last is None else 2)
        if last is not None:
            self.elsewhere.hint.setText(
                tr(
                    "The statements cover {days}. Choose such days above, or see the newest of them.",
                    days=in_a_row([days_text(one) for one in answer.coverage.covered[-_MOST_NAMED:]]),
                )
            )

    # What the user opens

    def _show_newest(self) -> None:
        known = self.answer.coverage.covered if self.answer is not None else ()
        if known:
            last = known[-1]
            start = max(last.start, last.end.replace(day=1))
            self.days_wanted.emit(Period(start, last.end))

    def _open_all(self) -> None:
        if self.answer is not None:
            self.lines_wanted.emit(self.answer.view.period, None)

    def _open_cell(self) -> None:
        row, place = self.table.current(), self.table.currentIndex().column()
        if row is None or place < 0:
            return
        name = self.table.records_model.columns[place].name
        kinds = (LineKind(name),) if name in set(LineKind) else None
        self.lines_wanted.emit(row.row.period, kinds)

    def _open_piece(self, place: int, series: int) -> None:
        if self.answer is None:
            return
        row = self.answer.view.rows[-_MOST_COLUMNS:][place]
        self.lines_wanted.emit(row.period, KIND_GROUPS[series][1] if series >= 0 else None)


def _key(colour: str, sign: str, name: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    square = QLabel(sign)
    square.setStyleSheet(f"color: {colour};")
    row.addWidget(square)
    row.addWidget(words(name, role="muted", wrap=False))
    return made


def _bar(one: _Row, names: list[str]) -> ColumnBar:
    pieces = []
    for series, (_name, kinds) in enumerate(KIND_GROUPS):
        for fen in (
            sum(one.row[kind] for kind in kinds if one.row[kind] > 0),
            sum(one.row[kind] for kind in kinds if one.row[kind] < 0),
        ):
            if fen:
                pieces.append(Piece(series, names[series], fen))
    return ColumnBar(one.label, tuple(pieces), one.row.closing)


def _sentence(view: AccountView) -> str:
    total = view.totals
    return tr(
        "{days}: {count} lines, {change} together; balance {opening} → {closing}.",
        days=days_text(view.period),
        count=f"{total.lines:,}",
        change=signed(total.change),
        opening=money(total.opening),
        closing=money(total.closing),
    )


def _missing(view: AccountView, known: Coverage) -> str:
    """The stretches that are missing on the days in view, by the running balance and by what the statements cover."""
    said = [_gap_words(gap) for gap in view.totals.gaps]
    without = [
        Period(max(one.start, view.period.start), min(one.end, view.period.end))
        for one in known.uncovered
        if one.overlaps(view.period)
    ]
    if without:
        said.append(tr("No statement covers {days}.", days=in_a_row([days_text(one) for one in without])))
    more = len(said) - _MOST_NAMED
    if more > 0:
        said = [*said[:_MOST_NAMED], tr("{count} more stretches are missing.", count=more)]
    return sentences(said)


def _gap_words(gap: StatementGap) -> str:
    return tr(
        "Missing between {after} and {before}: {amount}.",
        after=f"{gap.after:%Y-%m-%d %H:%M}",
        before=f"{gap.before:%Y-%m-%d %H:%M}",
        amount=signed(gap.missing),
    )


def _columns() -> list[Column[_Row]]:
    def kind_column(kind: LineKind) -> Column[_Row]:
        return Column(tr(LINE_KIND_NAMES[kind]), lambda row: row.row[kind], text=signed, numeric=True, name=kind.value)

    def gaps(row: _Row) -> str | None:
        return sentences(map(_gap_words, row.row.gaps)) or None

    return [
        Column(tr("Days"), lambda row: row.label, name="period"),
        Column(tr("Opening balance"), lambda row: row.row.opening, text=money, numeric=True, name="opening"),
        *(kind_column(kind) for kind in LineKind),
        Column(tr("Closing balance"), lambda row: row.row.closing, text=money, numeric=True, name="closing"),
        Column(tr("Missing stretches"), gaps, name="gaps", tip=lambda row: gaps(row) or "", hidden=True),
    ]
