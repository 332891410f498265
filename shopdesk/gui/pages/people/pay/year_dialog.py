"""The tax year of each person: looked at, printed, saved as PDF or Excel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from shopdesk.domain.payroll.tax_year import PersonYear
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.print_dialog import PagesDialog
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, named
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.gui.year_pdf import year_pages
from shopdesk.infra.i18n import tr
from shopdesk.reporting.year_words import year_label

_NAME = "people.pay.yearDialog"


class YearDialog(PagesDialog):
    """A page for each person who is ticked; the workbook has everybody."""

    def __init__(self, context: PageContext, year: int) -> None:
        """Begin with ``year``."""
        super().__init__(context, _NAME, tr("Tax year of each person"))
        self._papers = context.services.pay_papers
        self._people: Sequence[PersonYear] = ()
        self.years = named(QComboBox(), f"{_NAME}.year", tr("Year"))
        self.years.addItem(str(year), year)
        self.people = TickList(f"{_NAME}.people", tr("People"))
        self.people.changed.connect(self.populate)
        self.book = button(f"{_NAME}.book", tr("Save as Excel…"), self.save_book)
        self.more_buttons.addWidget(self.book)
        self.add_choices((tr("Year"), (self.years,)), (tr("People"), (self.people,)))
        self.show_pages(())
        context.tasks.database(lambda: self._papers.years(context.store_id), done=self._offer_years, owner=self)
        self._ask()

    @property
    def year(self) -> int:
        """The chosen year."""
        return int(self.years.currentData())

    @property
    def suggested(self) -> str:
        """The store and the year."""
        return f"{self._context.store.name}-{self.document_title}"

    @property
    def document_title(self) -> str:
        """The year."""
        return tr("Tax year {year}", year=self.year)

    def _offer_years(self, years: Sequence[int]) -> None:
        shown = self.year
        self.years.clear()
        for year in sorted({*years, shown}, reverse=True):
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(self.years.findData(shown))
        self.years.currentIndexChanged.connect(lambda _place: self._ask())

    def _ask(self) -> None:
        year, store_id = self.year, self._context.store_id
        self.enable(False)
        self.book.setEnabled(False)
        self._context.tasks.database(
            lambda: self._papers.year(store_id, year), done=self._on_year, failed=self._refuse, owner=self
        )

    def _on_year(self, people: Sequence[PersonYear]) -> None:
        self._people = people
        self.people.populate(
            ((str(number), year_label(one)) for number, one in enumerate(people)),
            [str(number) for number in range(len(people))],
        )
        self.book.setEnabled(True)
        self.populate()

    def _refuse(self, error: Exception) -> None:
        self._people = ()
        self.people.clear()
        self.show_pages(())
        self.complain(error)

    def populate(self) -> None:
        """Set the pages anew and show them."""
        chosen = [self._people[int(number)] for number in self.people.ticked()]
        self.say_problem("" if chosen else tr("Tick somebody."))
        self.show_pages(year_pages(chosen, self._context.store.name, self.year))

    def save_book(self) -> None:
        """Write the workbook with everybody."""
        papers, store_id, year = self._papers, self._context.store_id, self.year
        save_file(
            self._context,
            self,
            title=tr("Save as Excel"),
            suggested=self.suggested,
            kind=FileKind.WORKBOOK,
            write=lambda target: papers.write_year(store_id, year, target),
            working=tr("Writing the workbook"),
            done=lambda _target: self.accept(),
        )
