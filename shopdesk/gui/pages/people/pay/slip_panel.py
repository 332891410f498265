"""The chosen person's payslip: its lines, why each is what it is, and the calculation of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.wage_fields import LINE
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.people.pay.calculation import Calculation
from shopdesk.gui.pages.people.pay.texts import label, missing_words
from shopdesk.gui.widgets.controls import button, problem_label
from shopdesk.gui.widgets.record_model import Column, FieldColumns
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its place on the slip, by which its calculation is found."""

    number: int
    line: KeptLine


class SlipPanel(QWidget):
    """Shows one payslip. ``save_asked`` is emitted where its PDF is wanted, ``try_asked`` where a figure is tried."""

    save_asked = Signal()
    try_asked = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setObjectName("people.pay.slip")
        self._run: KeptRun | None = None
        self._slip: KeptSlip | None = None
        reader = Reader(today=context.clock.today(), say=tr)
        declared = {name: FieldColumns[KeptLine](LINE, reader).column(LINE.field(name)) for name in _FIELDS}
        columns: list[Column[_Line]] = [
            Column(tr("Line"), lambda one: tr(one.line.name), name="name", tip=lambda one: tr(one.line.explanation)),
            *(_of_line(column) for column in declared.values()),
            Column(
                tr("Explanation"),
                lambda one: tr(one.line.explanation),
                name="explanation",
                tip=lambda one: tr(one.line.explanation),
                width=220,
            ),
        ]
        self.name = QLabel()
        self.name.setObjectName("people.pay.slipName")
        self.name.setProperty("role", "subtitle")
        self.save = button("people.pay.savePayslip", tr("This payslip…"), self.save_asked.emit)
        self.try_out = button("people.pay.tryOut", tr("What if…"), self._ask_to_try)
        self.try_out.setToolTip(tr("Try a figure of this person with another value; nothing is kept."))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.try_out)
        top.addWidget(self.save)
        self.sums = _wrapped("people.pay.slipSums")
        self.missing = problem_label()
        self.missing.setObjectName("people.pay.slipMissing")
        self.notices = _wrapped("people.pay.slipNotices")
        self.lines = RecordTable(RecordTableModel(columns), "people.pay.lines", tr("Lines of the payslip"))
        self.lines.remember(context.settings)
        self.lines.chosen.connect(self._show_calculation)
        self.lines.opened.connect(self._open_calculation)
        self.calculation = Calculation(context)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.addWidget(self.lines)
        split.addWidget(self.calculation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.sums)
        layout.addWidget(self.missing)
        layout.addWidget(self.notices)
        layout.addWidget(split, 1)

    def clear(self) -> None:
        """Show nobody."""
        self._slip = None
        self.name.clear()
        self.sums.clear()
        self.missing.hide()
        self.notices.hide()
        self.save.setEnabled(False)
        self.try_out.setEnabled(False)
        self.lines.set_records([])
        self.calculation.clear()

    def populate(self, run: KeptRun, slip: KeptSlip) -> None:
        """Show a payslip of a computed month; the line that was looked at before stays chosen where the slip has it."""
        before = self.lines.current()
        code = before.line.code if before is not None else None
        self._run, self._slip = run, slip
        self.name.setText(label(slip))
        self.save.setEnabled(True)
        self.try_out.setEnabled(slip.person_id is not None)
        self.sums.setText(
            tr(
                "Gross {gross} · net {net} · employer's cost {cost}",
                gross=amount(slip.gross_fen),
                net=amount(slip.net_fen),
                cost=amount(slip.cost_fen),
            )
        )
        figures = missing_words(slip)
        self.missing.setText(tr("Missing: {figure}.", figure=figures))
        self.missing.setVisible(bool(figures))
        self.notices.setText("\n".join(tr(notice) for notice in slip.notices))
        self.notices.setVisible(bool(slip.notices))
        self.lines.set_records([_Line(number, line) for number, line in enumerate(slip.lines)])
        if not self.lines.select(lambda one: one.line.code == code) and slip.lines:
            self.lines.selectRow(0)
        self._show_calculation(self.lines.current())

    def _show_calculation(self, chosen: _Line | None) -> None:
        if chosen is None or self._run is None or self._slip is None:
            self.calculation.clear()
        else:
            self.calculation.show_line(self._run.store_id, self._run.month, self._slip, chosen.number)

    def _ask_to_try(self) -> None:
        if self._slip is not None and self._slip.person_id is not None:
            self.try_asked.emit(self._slip.person_id)

    def _open_calculation(self, chosen: _Line) -> None:
        self._show_calculation(chosen)
        self.calculation.setFocus(Qt.FocusReason.OtherFocusReason)


_FIELDS = ("amount_fen", "not_taken_fen")


def amount(fen: int | None) -> str:
    """Yuan, or a dash where a figure is missing."""
    return NO_DATA if fen is None else format_yuan(fen)


def _of_line(column: Column[KeptLine]) -> Column[_Line]:
    """The column of a declared field, for lines with their place. Nothing left out is no news, so it is blank."""
    blank = column.name == "not_taken_fen"

    def value(one: _Line) -> object:
        found = column.value(one.line)
        return "" if blank and found == 0 else found

    return Column(
        column.header,
        value,
        text=lambda found: "" if found == "" else (column.text or str)(found),
        numeric=True,
        header_tip=column.header_tip,
        name=column.name,
        order=lambda found: found or 0,
    )


def _wrapped(name: str) -> QLabel:
    made = QLabel()
    made.setObjectName(name)
    made.setProperty("role", "muted")
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
