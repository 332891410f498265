"""Printing the daily worksheet: what to print on the left, every page as it will be on the right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.gui.icons import icon
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.paper.daily import Page
from shopdesk.gui.paper.output import a4, pages_of, paint_on, write_daily_pdf
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.infra.i18n import current_language, tr
from shopdesk.infra.settings import LAST_FOLDER
from shopdesk.reporting.daily_sheet import DayPaper
from shopdesk.services.daily.checklists import ChecklistView
from shopdesk.services.daily.papers import PaperWish, daily_papers


def open_print_dialog(context: PageContext, day: date | None = None, only: int | None = None) -> PrintDialog:
    """Open the dialog on a day, today unless given, for all its forms or ``only`` one (a checklist's id)."""
    dialog = PrintDialog(context, day or context.clock.today(), only)
    dialog.open()
    return dialog


class PrintDialog(QDialog):
    """Chooses forms, shows them, prints them or saves them as PDF."""

    def __init__(self, context: PageContext, day: date, only: int | None = None) -> None:
        """The dialog for the store in view."""
        super().__init__(context.window)
        self._only = only
        self._context = context
        self.papers: list[DayPaper] = []
        self._pages: list[Page] = []
        self._asked = 0
        self.setWindowTitle(tr("Print the daily worksheet"))
        self.setObjectName("dailyPrint")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1080, 760)
        # The preview needs no printer to be installed; printing asks for one of its own.
        self._printer: QPrinter | None = None
        canvas = _on_a4(QPrinter(QPrinter.PrinterMode.HighResolution))
        canvas.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self._canvas = canvas
        self.preview = QPrintPreviewWidget(canvas)
        self.preview.setObjectName("dailyPrint.preview")
        self.preview.setAccessibleName(tr("Preview"))
        self.preview.paintRequested.connect(self._on_paint)
        self._make_options(day)
        self._make_buttons()
        self._lay_out()
        # Options speak up only now, so that setting them up does not load anything.
        self.day.day_changed.connect(self._on_changed)
        self.which.activated.connect(self._on_changed)
        self.back.toggled.connect(self._on_changed)
        self.forms.buttonClicked.connect(self._on_changed)
        self.stores.buttonClicked.connect(self._on_changed)
        self._ask_for_stores()
        self.reload()

    # --- building --------------------------------------------------------------------------------------------------

    def _make_options(self, day: date) -> None:
        self.day = DayEdit(today=self._context.clock.today())
        self.day.setObjectName("dailyPrint.day")
        self.day.setAccessibleName(tr("Day"))
        self.day.set_day(day)
        self.which = QComboBox()
        self.which.setObjectName("dailyPrint.which")
        self.which.setAccessibleName(tr("Which forms"))
        self.which.addItem(tr("All forms of the day"), None)
        self.forms = QButtonGroup(self)
        self.filled = self._choice(self.forms, tr("As filled in"), "filled")
        self.blank = self._choice(self.forms, tr("Blank, to fill in by hand"), "blank")
        self.week = self._choice(self.forms, tr("Blank forms for the whole week"), "week")
        self.filled.setChecked(True)
        self.back = QCheckBox(tr("Open problems and timetable on the back"))
        self.back.setObjectName("dailyPrint.back")
        self.back.setChecked(True)
        self.stores = QButtonGroup(self)
        self.this_store = self._choice(self.stores, tr("This store: {name}", name=self._context.store.name), "this")
        self.this_store.setToolTip(self._context.store.name)
        self.all_stores = self._choice(self.stores, tr("All stores"), "allStores")
        self.this_store.setChecked(True)
        self._all: list[Store] = []

    def _choice(self, group: QButtonGroup, text: str, name: str) -> QRadioButton:
        button = QRadioButton(text)
        button.setObjectName(f"dailyPrint.{name}")
        group.addButton(button)
        return button

    def _make_buttons(self) -> None:
        self.count = QLabel()
        self.count.setObjectName("dailyPrint.count")
        self.count.setProperty("role", "muted")
        self.problem = QLabel()
        self.problem.setObjectName("dailyPrint.problem")
        self.problem.setProperty("tone", "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.print_button = self._button(tr("Print…"), "print", self.print_pages, "print")
        self.print_button.setProperty("role", "primary")
        self.print_button.setDefault(True)
        self.pdf_button = self._button(tr("Save as PDF…"), "pdf", self.ask_and_save)
        self.close_button = self._button(tr("Close"), "close", self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_pages)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.ask_and_save)

    def _button(self, text: str, name: str, slot: object, sign: str = "") -> QPushButton:
        button = QPushButton(icon(sign, self._context.theme.accent_text), text) if sign else QPushButton(text)
        button.setObjectName(f"dailyPrint.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for title, widgets in (
            (tr("Day"), (self.day,)),
            (tr("Form"), (self.which, self.filled, self.blank, self.week, self.back)),
            (tr("Store"), (self.this_store, self.all_stores)),
        ):
            heading = QLabel(title)
            heading.setProperty("role", "subtitle")
            left.addWidget(heading)
            for widget in widgets:
                left.addWidget(widget)
            left.addSpacing(12)
        left.addWidget(self.count)
        left.addWidget(self.problem)
        left.addStretch(1)
        for button in (self.print_button, self.pdf_button, self.close_button):
            left.addWidget(button)
        panel = QWidget()
        panel.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        # As wide as its words, at every size of the letters; only the name of the store may be too long, and is cut.
        full = self.this_store.text()
        self.this_store.setText("")
        wide = max(280, left.minimumSize().width())
        panel.setFixedWidth(wide)
        room = wide - self.this_store.sizeHint().width() - 8
        self.this_store.setText(self.this_store.fontMetrics().elidedText(full, Qt.TextElideMode.ElideRight, room))
        self.this_store.setAccessibleName(full)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(panel)
        layout.addWidget(self.preview, 1)

    # --- loading ---------------------------------------------------------------------------------------------------

    def _ask_for_stores(self) -> None:
        self.all_stores.hide()

        def show(found: tuple[list[Store], list[ChecklistView]]) -> None:
            self._all, forms = found
            self.all_stores.setVisible(len(self._all) > 1)
            for one in forms:
                self.which.addItem(one.checklist.name(current_language()), one.checklist.id)
            self.which.setCurrentIndex(max(0, self.which.findData(self._only)))

        services, store_id = self._context.services, self._context.store_id
        self._context.tasks.database(
            lambda: (services.stores.all(), services.checklists.all(store_id)), done=show, owner=self
        )

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
            only=self._only if self.which.count() == 1 else self.which.currentData(),
        )

    def reload(self) -> None:
        """Read the chosen forms and show their pages."""
        wish = self.wish()
        self._say_problem("" if wish is not None else tr("Enter a day like 2020-02-01."))
        self._enable(False)
        if wish is None:
            return
        self._asked += 1
        asked = self._asked
        services = self._context.services

        def show(papers: list[DayPaper]) -> None:
            if asked == self._asked:
                self._populate(papers)

        self._context.tasks.database(
            lambda: daily_papers(services, wish), done=show, failed=self._on_failed, owner=self
        )

    def _populate(self, papers: list[DayPaper]) -> None:
        self.papers = papers
        self._pages = pages_of(papers)
        self.count.setText(tr("{count} pages", count=len(self._pages)))
        self._enable(bool(self._pages))
        self.preview.updatePreview()
        # The preview fits its pages to the room it has only once it has that room.
        QTimer.singleShot(0, self.preview, self.preview.fitInView)

    def _enable(self, on: bool) -> None:
        self.print_button.setEnabled(on)
        self.pdf_button.setEnabled(on)

    def _say_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    # --- answers ---------------------------------------------------------------------------------------------------

    def _on_changed(self, *_values: object) -> None:
        self.reload()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._say_problem(tr(error.text))

    def _on_paint(self, printer: QPrinter) -> None:
        if self._pages:
            paint_on(printer, self._pages)

    def print_pages(self) -> None:
        """Choose a printer and print."""
        if not self.print_button.isEnabled():
            return
        self._printer = _on_a4(QPrinter(QPrinter.PrinterMode.HighResolution))
        dialog = QPrintDialog(self._printer, self)
        dialog.setMinMax(1, len(self._pages))
        dialog.accepted.connect(self._print_now)
        dialog.open()

    def _print_now(self) -> None:
        if self._printer is None:
            return
        try:
            paint_on(self._printer, self._pages)
        except UserError as error:
            self._say_problem(tr(error.text))
            return
        self._context.messages.success(tr("Sent to the printer."))
        self.accept()

    def ask_and_save(self) -> None:
        """Ask for a file and save the pages as PDF."""
        if not self.pdf_button.isEnabled():
            return
        settings = self._context.settings
        folder = Path(settings.get(LAST_FOLDER) or Path.home())
        name = tr("Daily worksheet {day}.pdf", day=self.day.text())
        chosen, _kind = QFileDialog.getSaveFileName(
            self, tr("Save as PDF"), str(folder / name), tr("PDF files (*.pdf)")
        )
        if chosen:
            settings.set(LAST_FOLDER, str(Path(chosen).parent))
            self.save(Path(chosen))

    def save(self, target: Path) -> None:
        """Save the pages as PDF and say so; the dialog stays open when it cannot be done."""
        try:
            write_daily_pdf(self.papers, target)
        except UserError as error:
            self._say_problem(tr(error.text))
            return
        self._context.messages.success(tr("Saved: {file}", file=target.name))
        self.accept()


def _on_a4(printer: QPrinter) -> QPrinter:
    printer.setPageLayout(a4())
    printer.setFullPage(True)
    return printer
