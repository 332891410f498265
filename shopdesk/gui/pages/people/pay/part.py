"""The wages of the store: a month is filled in, computed, looked at line by line, and locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.month_figures import MonthFigure
from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.records import KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.payroll.wage_fields import SLIP
from shopdesk.domain.people import PERSON
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.pay.bank_dialog import BankDialog
from shopdesk.gui.pages.people.pay.corrections_part import CorrectionsPart
from shopdesk.gui.pages.people.pay.figures_part import FiguresPart
from shopdesk.gui.pages.people.pay.lock_dialog import LockDialog
from shopdesk.gui.pages.people.pay.month_head import MonthHead
from shopdesk.gui.pages.people.pay.payslips_dialog import PayslipsDialog
from shopdesk.gui.pages.people.pay.review_part import ReviewPart
from shopdesk.gui.pages.people.pay.slip_panel import SlipPanel
from shopdesk.gui.pages.people.pay.texts import label, missing_words
from shopdesk.gui.pages.people.pay.what_if_dialog import WhatIfDialog
from shopdesk.gui.pages.people.pay.workbook_dialog import WorkbookDialog
from shopdesk.gui.pages.people.pay.year_dialog import YearDialog
from shopdesk.gui.part import Part
from shopdesk.gui.part_tabs import tabs_alone_stop
from shopdesk.gui.saving import FileKind, choose_file, save_file
from shopdesk.gui.widgets.controls import button, named
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, FieldColumns, RecordTable, RecordTableModel
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.payroll.load_report import LoadReport
    from shopdesk.services.registry import Services

_ALL_SUMS = 7


@dataclass(frozen=True, slots=True)
class _Wages:
    """The computed months without their slips, the month in view where it is computed, and why it cannot be shown."""

    runs: list[KeptRun]
    run: KeptRun | None
    trouble: str = ""


class PayPart(Part):
    """Months, people and payslips; everything that takes longer runs beside the window."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the month is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName("people.pay")
        self.setAcceptDrops(True)
        self.dialog: WorkbookDialog | LockDialog | WhatIfDialog | None = None
        self.run: KeptRun | None = None
        self._number: int | None = None
        self.head = MonthHead(context.theme, context.clock.today())
        self.head.changed.connect(lambda _month: self._on_month())
        self.slip = SlipPanel(context)
        self.slip.try_asked.connect(self.try_person)
        self.slip.save_asked.connect(lambda: self.show_payslips(self.table.current()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addWidget(self._build_buttons())
        layout.addWidget(self._build_views(), 1)
        self._enable()

    def _build_buttons(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.compute = button("people.pay.compute", tr("Compute"), self.compute_month, role="primary")
        self.take = button("people.pay.takeWorkbook", tr("Take a workbook…"), self.choose_workbook)
        self.fill = button(
            "people.pay.fillWorkbook",
            tr("Fill in the workbook…"),
            self.write_workbook,
            tip=tr("Writes 人事薪酬表 with what is known; fill in the blanks and take it."),
        )
        self.lock = button("people.pay.lock", tr("Lock…"), self.ask_to_lock)
        self.export = button("people.pay.export", tr("Export wages…"), lambda: self._save_book("wages"))
        self.bank = button("people.pay.bank", tr("Bank list…"), self.show_bank_list)
        self.payslips = button("people.pay.payslips", tr("Payslips…"), lambda: self.show_payslips(None))
        self.cost = button("people.pay.cost", tr("Cost of people…"), lambda: self._save_book("cost"))
        self.year = button("people.pay.year", tr("Tax year…"), self.show_year)
        for one in self._buttons():
            row.addWidget(one)
        return bar

    def _buttons(self) -> list[QPushButton]:
        return [
            self.compute,
            self.take,
            self.fill,
            self.lock,
            self.export,
            self.bank,
            self.payslips,
            self.cost,
            self.year,
        ]

    def _papers(self) -> list[QPushButton]:
        return [self.export, self.bank, self.payslips, self.cost, self.year]

    def _build_views(self) -> QTabWidget:
        month = lambda: self.head.month  # noqa: E731  (handed to each view)
        self.figures = FiguresPart(self.context, month)
        self.figures.try_asked.connect(self._try_out)
        self.views = named(QTabWidget(), "people.pay.views", tr("Views of the month"))
        tabs_alone_stop(self.views)
        self.views.setDocumentMode(True)
        self.views.tabBar().setDrawBase(False)
        self.views.addTab(self._build_stack(), tr("Wages"))
        self.views.addTab(self.figures, tr("Figures"))
        self.review = ReviewPart(self.context, month)
        self.review.compute_asked.connect(self.compute_month)
        self.views.addTab(self.review, tr("Look over"))
        self.corrections = CorrectionsPart(self.context)
        self.corrections.run_asked.connect(self.show_run)
        self.corrections.counted.connect(self._show_late)
        self.corrections.wages_asked.connect(lambda: self.views.setCurrentIndex(0))
        self.views.addTab(self.corrections, tr("Corrections"))
        return self.views

    def _show_late(self, count: int) -> None:
        words = tr("Corrections ({count})", count=count) if count else tr("Corrections")
        self.views.setTabText(self.views.indexOf(self.corrections), words)

    def _build_stack(self) -> QStackedWidget:
        reader = Reader(today=self.context.clock.today(), say=tr)
        columns: list[Column[KeptSlip]] = [
            Column(tr(PERSON.field("name").label or ""), label, name="name"),
            Column(tr("Role"), _role, name="role", hidden=True),
            *FieldColumns[KeptSlip](SLIP, reader).columns(),
            Column(tr("Missing"), lambda slip: missing_words(slip) or "", name="missing", tip=missing_words, width=180),
        ]
        self.table = RecordTable(RecordTableModel(columns), "people.pay.table", tr("Wages of the month"))
        self.table.chosen.connect(self._show_slip)
        self.table.opened.connect(lambda _slip: self.slip.lines.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list = RecordPanel(self.context, self.table, lambda: reader, most_summed=_ALL_SUMS)
        self.list.offer_export(tr("Wages of the month"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.addWidget(self.list)
        split.addWidget(self.slip)
        for place, (least, stretch) in enumerate(((300, 6), (340, 5))):
            split.setStretchFactor(place, stretch)
            split.widget(place).setMinimumWidth(least)
        self.shown = split
        self.empty = EmptyState(
            tr("The wages of this month are not computed yet"),
            tr(
                "Import the service report of the month, or take a workbook with people and figures. "
                "Then compute: what is missing is named."
            ),
            tr("Take a workbook…"),
            self.choose_workbook,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.shown)
        self.stack.addWidget(self.empty)
        return self.stack

    # Loading and showing

    def question(self) -> tuple[int, date, int | None]:
        """The store, the month, and the number of its run where one other than its wages is looked at."""
        return self.context.store_id, self.head.month, self._number

    def store_month(self) -> tuple[int, date]:
        """The store and the month."""
        return self.context.store_id, self.head.month

    def show_run(self, run: KeptRun) -> None:
        """Look at a run: the wages of a month, what was paid apart, a reversal."""
        self.head.choose(run.month)
        self._number = run.number
        self.views.setCurrentIndex(0)
        self.refresh()

    def show_corrections(self) -> None:
        """Look at what came after the lock."""
        self.views.setCurrentWidget(self.corrections)

    def load(self, services: Services, question: Any) -> _Wages:
        """The computed months, and the one in view with its payslips."""
        store_id, month, number = question
        runs = services.payroll.runs(store_id)
        if number is None and all(run.month != month for run in runs):
            return _Wages(runs, None)
        try:
            return _Wages(runs, services.payroll.run(store_id, month, number))
        except UserError as error:
            return _Wages(runs, None, tr(error.text))

    def populate(self, wages: _Wages) -> None:
        """Show the month; the person who was looked at stays chosen where the month has them."""
        before = self.table.current()
        self.run = wages.run
        self.head.know(wages.runs)
        self.head.show_run(wages.run, wages.trouble)
        self.stack.setCurrentWidget(self.shown if wages.run is not None else self.empty)
        self.table.set_records(wages.run.slips if wages.run is not None else ())
        if before is None or not self.table.select(lambda slip: slip.person_id == before.person_id):
            self.table.selectRow(0)
        self._show_slip(self.table.current())
        self._enable()
        if any(run.state is RunState.LOCKED for run in wages.runs):
            self.corrections.look_ahead()

    def _on_month(self) -> None:
        self._number = None
        self.refresh()
        for view in self._month_views():
            view.main_look.invalidate()

    def _month_views(self) -> tuple[Part, ...]:
        return (self.figures, self.review)

    def _show_slip(self, slip: KeptSlip | None) -> None:
        if slip is None or self.run is None:
            self.slip.clear()
        else:
            self.slip.populate(self.run, slip)

    def _enable(self) -> None:
        run = self.run
        locked = run is not None and run.state is RunState.LOCKED
        for one in (self.compute, self.take):
            one.setEnabled(not locked)
        self.lock.setEnabled(run is not None and not locked)
        wages = run is not None and run.kind is RunKind.MONTHLY and self._number is None
        for one in (self.export, self.cost):
            one.setEnabled(wages)
        self.bank.setEnabled(run is not None and run.kind is not RunKind.REVERSAL)
        for one in (self.payslips, self.year):
            one.setEnabled(run is not None)

    # What the user does

    def compute_month(self) -> None:
        """Compute the draft of the month in view on the database lane."""
        payroll, (store_id, month) = self.context.services.payroll, self.store_month()
        self.compute.setEnabled(False)
        self.head.state.set_status(tr("computing…"), "accent")

        def failed(error: Exception) -> None:
            self.refresh()
            if not isinstance(error, UserError):
                raise error
            self.context.messages.error(tr(error.text))

        self.context.tasks.database(
            lambda: payroll.compute(store_id, month), done=lambda _run: self.refresh(), failed=failed, owner=self
        )

    def try_person(self, person_id: int) -> None:
        """Ask for the figures of a person and try one of them with another value."""
        figures, (store_id, month) = self.context.services.payroll.figures, self.store_month()

        def show(found: list[MonthFigure]) -> None:
            mine = [one for one in found if one.person_id == person_id]
            if mine:
                self._try_out(mine[0], mine)

        self.context.tasks.database(lambda: figures.of_month(store_id, month), done=show, owner=self)

    def _try_out(self, figure: MonthFigure, figures: list[MonthFigure] | None = None) -> None:
        dialog = WhatIfDialog(self.context, self.store_month(), figures or self.figures.known_figures, figure, self)
        self.dialog = dialog
        open_once(dialog)

    def ask_to_lock(self) -> None:
        """Say what locking means and lock at the user's word."""
        dialog = LockDialog(self.context, self.store_month(), self)
        self.dialog = dialog
        dialog.accepted.connect(self._on_locked)
        open_once(dialog)

    def _on_locked(self) -> None:
        self.context.messages.success(
            tr("{month} is locked. Nothing changes it from now on.", month=f"{self.head.month:%Y-%m}")
        )
        self.refresh()

    def write_workbook(self) -> None:
        """Write the workbook of the month, filled in with what is known."""
        payroll, (store_id, month) = self.context.services.payroll, self.store_month()
        save_file(
            self.context,
            self,
            title=tr("Fill in the workbook"),
            suggested=f"人事薪酬表-{self.context.store.name}-{month:%Y-%m}",
            kind=FileKind.WORKBOOK,
            write=lambda target: payroll.write_inputs(store_id, month, target),
            working=tr("Writing the workbook"),
        )

    def choose_workbook(self) -> None:
        """Ask for a workbook and show what it would change."""
        chosen = choose_file(self.context.settings, self, tr("Take a workbook"), FileKind.WORKBOOK)
        if chosen is not None:
            self.take_workbook(chosen)

    def take_workbook(self, path: Path) -> None:
        """Read a workbook beside the window and show what it would change in the month in view."""
        payroll, question = self.context.services.payroll, self.store_month()
        store_id, month = question

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.context.messages.error(tr(error.text))

        self.context.tasks.background(
            lambda _progress, _cancelled: payroll.load(store_id, month, path, dry_run=True),
            title=tr("Reading the workbook"),
            done=lambda report: self._show_workbook(question, path, report),
            failed=failed,
            owner=self,
            stoppable=False,
        )

    def _show_workbook(self, question: tuple[int, date], path: Path, report: LoadReport) -> None:
        dialog = WorkbookDialog(self.context, question, path, report, self)
        self.dialog = dialog
        dialog.accepted.connect(self._on_taken)
        open_once(dialog)

    def _on_taken(self) -> None:
        self.context.messages.success(
            tr("The workbook was taken. Compute the month to see the wages."), tr("Compute"), self.compute_month
        )
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one workbook; anything else is left to the window, which imports it."""
        if self.take.isEnabled() and _dropped_workbook(event) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what the dropped workbook would change."""
        path = _dropped_workbook(event)
        if path is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.take_workbook(path)

    def _save_book(self, which: str) -> None:
        services, (store_id, month) = self.context.services, self.store_month()
        write = services.payroll.write_wages if which == "wages" else services.pay_papers.write_costs
        name = tr("Wages") if which == "wages" else tr("Cost of people")
        save_file(
            self.context,
            self,
            title=name,
            suggested=f"{self.context.store.name}-{name}-{month:%Y-%m}",
            kind=FileKind.WORKBOOK,
            write=lambda target: write(store_id, month, target),
            working=tr("Writing the workbook"),
        )

    def show_bank_list(self) -> None:
        """Choose the columns of the list for the bank and save it."""
        BankDialog(self.context, self.question(), self).open()

    def show_year(self) -> None:
        """Show the tax year of each person."""
        YearDialog(self.context, self.head.month.year).open()

    def show_payslips(self, only: KeptSlip | None) -> None:
        """Show the payslips of the month, or of one person, to print, save or copy."""
        if self.run is not None:
            PayslipsDialog(self.context, self.run, self.run.slips if only is None else (only,)).open()


def _role(slip: KeptSlip) -> str:
    return word(slip, "role", current_language().startswith("zh"))


def _dropped_workbook(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 else Path()
    return path if path.suffix.casefold() == ".xlsx" else None
