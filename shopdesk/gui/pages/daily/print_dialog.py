"""Printing the daily worksheet: which forms of which day and store, filled in or blank."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QButtonGroup, QComboBox

from shopdesk.domain.stores import Store
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.paper.daily import Leaf
from shopdesk.gui.paper.output import pages_of
from shopdesk.gui.print_dialog import PagesDialog
from shopdesk.gui.widgets.controls import named, tick
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.daily_sheet import DayPaper
from shopdesk.services.daily.checklists import ChecklistView
from shopdesk.services.daily.papers import EACH_ROLE, PaperWish, daily_papers


def open_print_dialog(context: PageContext, day: date | None = None, only: int | None = None) -> DailyPrintDialog:
    """Open the dialog on a day, today unless given, for all its forms or ``only`` one (a checklist's id)."""
    dialog = DailyPrintDialog(context, day or context.clock.today(), only)
    dialog.open()
    return dialog


class DailyPrintDialog(PagesDialog):
    """Chooses forms, shows them, prints them or saves them as PDF."""

    def __init__(self, context: PageContext, day: date, only: int | None = None) -> None:
        """The dialog for the store in view."""
        super().__init__(context, "dailyPrint", tr("Print the daily worksheet"))
        self._only = only
        self.papers: list[DayPaper] = []
        self._asked = 0
        self._all: list[Store] = []
        self.day = named(DayEdit(today=context.clock.today()), "dailyPrint.day", tr("Day"))
        self.day.set_day(day)
        self.which = named(QComboBox(), "dailyPrint.which", tr("Which forms"))
        self.which.addItem(tr("All forms of the day"), None)
        self.role = named(QComboBox(), "dailyPrint.role", tr("Whose items"))
        self.role.addItem(tr("Everybody's items"), "")
        self.role.addItem(tr("A form for each role"), EACH_ROLE)
        self.forms = QButtonGroup(self)
        self.filled = self.choice(self.forms, tr("As filled in"), "filled")
        self.blank = self.choice(self.forms, tr("Blank, to fill in by hand"), "blank")
        self.week = self.choice(self.forms, tr("Blank forms for the whole week"), "week")
        self.filled.setChecked(True)
        self.back = tick("dailyPrint.back", tr("Open problems and timetable on the back"), on=True)
        self.stores = QButtonGroup(self)
        self.this_store = self.choice(self.stores, tr("This store: {name}", name=context.store.name), "this")
        self.this_store.setToolTip(context.store.name)
        self.all_stores = self.choice(self.stores, tr("All stores"), "allStores")
        self.this_store.setChecked(True)
        self.add_choices(
            (tr("Day"), (self.day,)),
            (tr("Form"), (self.which, self.role, self.filled, self.blank, self.week, self.back)),
            (tr("Store"), (self.this_store, self.all_stores)),
            cut=self.this_store,
        )
        # Options speak up only now, so that setting them up does not load anything.
        for spoken in (self.day.day_changed, self.which.activated, self.role.activated, self.back.toggled):
            spoken.connect(self._on_changed)
        for group in (self.forms, self.stores):
            group.buttonClicked.connect(self._on_changed)
        self._ask_for_stores()
        self.reload()

    # --- loading ---------------------------------------------------------------------------------------------------

    def _ask_for_stores(self) -> None:
        self.all_stores.hide()

        def show(found: tuple[list[Store], list[ChecklistView], dict[str, str]]) -> None:
            self._all, forms, names = found
            used = {item.role for one in forms for item in one.version.form.items}
            for code, name in names.items():
                if code in used:
                    self.role.addItem(name, code)
            self.all_stores.setVisible(len(self._all) > 1)
            for one in forms:
                self.which.addItem(one.checklist.name(current_language()), one.checklist.id)
            self.which.setCurrentIndex(max(0, self.which.findData(self._only)))

        services, store_id = self._context.services, self._context.store_id

        def read() -> tuple[list[Store], list[ChecklistView], dict[str, str]]:
            with services.reading():
                names = services.people.catalogue.role_names(store_id)
                return services.stores.all(), services.checklists.all(store_id), names

        self._context.tasks.database(read, done=show, owner=self)

    def wish(self) -> PaperWish | None:
        """What is chosen; ``None`` while the day cannot be read."""
        if self.day.day is None:
            return None
        ids = [store.id or 0 for store in self._all] if self.all_stores.isChecked() else [self._context.store_id]
        return PaperWish(
            store_ids=tuple(ids),
            day=self.day.day,
            filled=self.filled.isChecked(),
            back=self.back.isChecked(),
            week=self.week.isChecked(),
            role=self.role.currentData(),
            only=self._only if self.which.count() == 1 else self.which.currentData(),
        )

    def reload(self) -> None:
        """Read the chosen forms and show their pages."""
        wish = self.wish()
        self.say_problem("" if wish is not None else tr("Enter a day like 2020-02-01."))
        self.enable(False)
        if wish is None:
            return
        self._asked += 1
        asked, services = self._asked, self._context.services

        def read() -> tuple[list[DayPaper], list[Leaf]]:
            papers = daily_papers(services, wish)
            # Set here, too: a week's forms of five stores take three quarters of a second, and nobody could click.
            return papers, pages_of(papers)

        def show(found: tuple[list[DayPaper], list[Leaf]]) -> None:
            if asked == self._asked:
                self.papers, pages = found
                self.show_pages(pages)

        self._context.tasks.database(read, done=show, failed=self.complain, owner=self)

    def _on_changed(self, *_values: object) -> None:
        self.reload()

    # --- saving ----------------------------------------------------------------------------------------------------

    @property
    def suggested(self) -> str:
        """Named after the day."""
        return tr("Daily worksheet {day}", day=self.day.text())

    @property
    def document_title(self) -> str:
        """Title, store and day of the first form."""
        return f"{self.papers[0].title} {self.papers[0].store} {self.papers[0].day}" if self.papers else ""
