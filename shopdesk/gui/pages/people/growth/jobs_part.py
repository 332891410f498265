"""The log of design jobs: a table to filter, paste into and export, and each designer's rates of the month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.design import DesignJob
from shopdesk.domain.growth.nouns import DESIGN_JOB
from shopdesk.domain.kpi.kinds import Unit
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.growth.job_dialog import JobDialog
from shopdesk.gui.pages.people.growth.texts import figure, people_reader
from shopdesk.gui.part import Part
from shopdesk.gui.photos.finding import Found, find, open_found
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.month_choice import MonthChoice
from shopdesk.gui.widgets.record_panel import PasteTarget, RecordPanel
from shopdesk.gui.widgets.record_table import Column, FieldColumns, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr
from shopdesk.services.growth.views import JobBoard

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "people.growth.jobs"


class JobsPart(Part):
    """Enters, changes, pastes and removes jobs, and opens their files."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the log is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.board: JobBoard | None = None
        self.dialog: JobDialog | None = None
        self._saved: int | None = None
        self.month = MonthChoice(_NAME, tr("Month of the rates"), context.clock.today())
        self.month.changed.connect(lambda _month: self.refresh())
        self.rates = words(name=f"{_NAME}.rates")
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.new = button(f"{_NAME}.new", tr("New design job…"), lambda: self.open_job(None), role="primary")
        self.edit = button(f"{_NAME}.edit", tr("Change…"), lambda: self.open_job(self.table.current()))
        self.file = button(f"{_NAME}.file", tr("Open the file"), self.open_file)
        self.take_off = button(f"{_NAME}.takeOff", tr("Take the file off"), self.take_file_off)
        self.remove = button(f"{_NAME}.remove", tr("Remove"), self.remove_job)
        for one in (self.new, self.edit, self.file, self.take_off, self.remove):
            row.addWidget(one)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.month)
        head.addWidget(self.rates, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(bar)
        layout.addWidget(self._build_stack(), 1)

    def _build_stack(self) -> QStackedWidget:
        self._columns: FieldColumns[DesignJob] = FieldColumns(
            DESIGN_JOB, Reader(today=self.context.clock.today(), say=tr)
        )
        columns = [
            *self._columns.columns(),
            Column(tr("State"), lambda job: tr(job.state(self.context.clock.today())), name="state"),
            Column(tr("File"), lambda job: job.file_name or None, name="file", tip=lambda job: job.file_name),
        ]
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("Design jobs"))
        self.table.opened.connect(self.open_job)
        self.table.chosen.connect(lambda _job: self._enable())
        self.list = RecordPanel(self.context, self.table, lambda: self._columns.reader)
        self.list.offer_paste(PasteTarget(DESIGN_JOB, lambda: {"store_id": self.context.store_id}, self._keep_pasted))
        self.list.offer_export(tr("Design jobs"))
        self.empty = EmptyState(
            tr("No design job is entered yet"),
            tr(
                "Enter what is asked for, by whom and until when. From the log come the on-time rate and the pass rate "
                "of the scorecards."
            ),
            tr("New design job…"),
            lambda: self.open_job(None),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        return self.stack

    def question(self) -> tuple[int, date]:
        """The store and the month of the rates."""
        return self.context.store_id, self.month.month

    def load(self, services: Services, question: Any) -> JobBoard:
        """The whole log."""
        return services.growth.jobs.board(*question)

    def populate(self, board: JobBoard) -> None:
        """Show the log and the rates of the month."""
        self.board = board
        self._columns.reader = people_reader(Reader(today=board.today, say=tr), board.people, board.designers)
        self.stack.setCurrentWidget(self.list if board.jobs else self.empty)
        self.table.set_records(board.jobs)
        saved, self._saved = self._saved, None
        found = saved is not None and self.table.select(lambda job: job.id == saved)
        if not found and self.table.current() is None and board.jobs:
            self.table.selectRow(0)
        names = {person.id: person.label for person in board.people}
        self.rates.setText(
            "\n".join(
                tr(
                    "{name}: on time {on_time}, passed at the first try {passed}",
                    name=names.get(who, ""),
                    on_time=figure(rates["design.on_time"], Unit.RATE),
                    passed=figure(rates["design.pass_rate"], Unit.RATE),
                )
                for who, rates in board.rates.items()
                if any(rate is not None for rate in rates.values())
            )
            or tr("No job was due or delivered in this month.")
        )
        self._enable()

    def _enable(self) -> None:
        job = self.table.current()
        for one in (self.edit, self.remove):
            one.setEnabled(job is not None)
        for one in (self.file, self.take_off):
            one.setEnabled(job is not None and bool(job.stored))

    # What the user does

    def open_job(self, job: DesignJob | None) -> None:
        """Ask for a new job, or change one."""
        if self.board is not None:
            self.dialog = JobDialog(self.context, self.board, job, self)
            self.dialog.saved.connect(self._on_saved)
            open_once(self.dialog)

    def _on_saved(self, job: DesignJob) -> None:
        """The cursor is on what was saved, whether the log came anew before or comes after."""
        if not self.table.select(lambda one: one.id == job.id):
            self._saved = job.id

    def open_file(self) -> None:
        """Show the picture of the chosen job large; other files are left to the system's program."""
        job = self.table.current()
        if job is None or not job.stored:
            return
        jobs = self.context.services.growth.jobs

        def done(found: Found) -> None:
            try:
                open_found(self.context, found, self)
            except UserError as error:
                failed(error)

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.context.messages.error(tr(error.text))

        self.context.tasks.database(
            lambda: find([(job.file_name, lambda: jobs.path(job))], 0),
            done=done,
            failed=failed,
            owner=self,
            asked=False,
        )

    def take_file_off(self) -> None:
        """Take the file off the chosen job."""
        job, jobs = self.table.current(), self.context.services.growth.jobs
        if job is not None:
            bare = replace(job, stored="", file_name="")
            self._do(lambda: jobs.save(bare))

    def remove_job(self) -> None:
        """Take the chosen job out of the log; undo brings it back."""
        job, jobs = self.table.current(), self.context.services.growth.jobs
        if job is not None:
            self._do(lambda: jobs.remove(job.id or 0))

    def _keep_pasted(self, job: DesignJob, _old: DesignJob | None) -> DesignJob:
        return self.context.services.growth.jobs.save(job)

    def _do(self, work: Callable[[], Any]) -> None:
        self.context.tasks.database(work, owner=self)
