"""The payslips of a month as they are handed out: on paper, as PDF, as a workbook, as text for a chat."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.records import KeptRun, KeptSlip
from shopdesk.domain.payroll.slip_parts import slip_label
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.pay.chat_text_dialog import ChatTextDialog
from shopdesk.gui.payslip_pdf import SlipLayout, slip_pages, write_payslips
from shopdesk.gui.print_dialog import PagesDialog
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, tick
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import PAYSLIP_LAYOUT

_NAME = "people.pay.payslipsDialog"


class PayslipsDialog(PagesDialog):
    """Whose slips, how they lie on the paper, and where they go; every page is shown as it will be."""

    def __init__(self, context: PageContext, run: KeptRun, chosen: Sequence[KeptSlip]) -> None:
        """Offer the slips of a computed month, those of ``chosen`` ticked."""
        super().__init__(context, _NAME, tr("Payslips of {month}", month=f"{run.month:%Y-%m}"))
        self._run = run
        self.people = TickList(f"{_NAME}.people", tr("Whose payslips"))
        self.people.setMaximumHeight(scaled(self, 220))
        self.people.populate(
            ((str(number), slip_label(slip)) for number, slip in enumerate(run.slips)),
            [str(number) for number, slip in enumerate(run.slips) if slip in chosen],
        )
        self.people.changed.connect(self._on_people)
        self.everybody = tick(f"{_NAME}.everybody", tr("Everybody"), on=len(chosen) == len(run.slips))
        self.everybody.clicked.connect(lambda on: self.people.tick_all(on=on))
        self.layouts = QButtonGroup(self)
        self.whole = self.choice(self.layouts, tr("One to a page"), SlipLayout.PAGES)
        self.halves = self.choice(self.layouts, tr("Two to a page, to cut"), SlipLayout.HALVES)
        kept = context.settings.get(PAYSLIP_LAYOUT)
        (self.halves if kept == SlipLayout.HALVES else self.whole).setChecked(True)
        self.layouts.buttonClicked.connect(self._on_layout)
        self.book = button(f"{_NAME}.book", tr("Save as Excel…"), self.save_book)
        self.text = button(f"{_NAME}.text", tr("Text for a chat…"), self.show_text)
        self.more_buttons.addWidget(self.book)
        self.more_buttons.addWidget(self.text)
        self.add_choices(
            (tr("Whose payslips"), (self.everybody, self.people)),
            (tr("On the paper"), (self.whole, self.halves)),
        )
        self.populate()

    @property
    def slips(self) -> list[KeptSlip]:
        """The slips that are ticked."""
        return [self._run.slips[int(number)] for number in self.people.ticked()]

    @property
    def arrangement(self) -> SlipLayout:
        """How they lie on the paper."""
        return SlipLayout.HALVES if self.halves.isChecked() else SlipLayout.PAGES

    @property
    def suggested(self) -> str:
        """The store, the month, and the person where it is one."""
        name = f"{self._context.store.name}-{tr('Payslips')}-{self._run.month:%Y-%m}"
        return f"{name}-{slip_label(self.slips[0])}" if len(self.slips) == 1 else name

    @property
    def document_title(self) -> str:
        """The same as the window's."""
        return self.windowTitle()

    def populate(self) -> None:
        """Set the pages anew and show them."""
        slips = self.slips
        self.say_problem("" if slips else tr("Tick somebody."))
        self.show_pages(slip_pages(self._run, slips, self._context.store.name, self.arrangement))
        for one in (self.book, self.text):
            one.setEnabled(bool(slips))

    def _on_people(self) -> None:
        self.everybody.setChecked(len(self.slips) == len(self._run.slips))
        self.populate()

    def _on_layout(self) -> None:
        self._context.settings.set(PAYSLIP_LAYOUT, self.arrangement.value)
        self.populate()

    def write(self, target: Path) -> None:
        """Write the pages with the calculation of each slip attached.

        Raises:
            UserError: it cannot be written; the sentence stands in the dialog too.
        """
        try:
            write_payslips(self._run, self.slips, self._context.store.name, target, self.arrangement)
        except UserError as error:
            self.complain(error)
            raise

    def save_book(self) -> None:
        """Write a workbook with a sheet for each person."""
        run, slips, store = self._run, self.slips, self._context.store.name
        save_file(
            self._context,
            self,
            title=tr("Save as Excel"),
            suggested=self.suggested,
            kind=FileKind.WORKBOOK,
            write=lambda target: _write_book(run, slips, store, target),
            working=tr("Writing the payslips"),
            done=lambda _target: self.accept(),
        )

    def show_text(self) -> None:
        """Show the slips as text to copy."""
        ChatTextDialog(self._run, self.slips, self._context.store.name, self).open()


def _write_book(run: KeptRun, slips: Sequence[KeptSlip], store: str, target: Path) -> None:
    # openpyxl is loaded by whoever saves a workbook, not by whoever opens the page.
    from shopdesk.reporting.payslip_book import write_payslip_book

    write_payslip_book(run, slips, store, target)
