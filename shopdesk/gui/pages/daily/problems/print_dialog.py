"""Printing the open problems in view: in which order on the left, every page as it will be on the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.errors import UserError
from shopdesk.gui.icons import icon
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.paper.daily import Page
from shopdesk.gui.paper.output import a4, paint_on, write_pages
from shopdesk.gui.paper.problems import set_problems
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.file_names import file_name
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import LAST_FOLDER
from shopdesk.reporting.problem_list import ProblemPaper, problem_paper


class ProblemPrintDialog(QDialog):
    """Shows the list, prints it or saves it as PDF."""

    def __init__(self, context: PageContext, problems: Sequence[Problem], loaded: Loaded, wanted: str) -> None:
        """The list of these problems; ``wanted`` says in words what they were narrowed down to."""
        super().__init__(context.window)
        self._context = context
        self._problems = list(problems)
        self._loaded = loaded
        self._wanted = wanted
        self._pages: list[Page] = []
        self._printer: QPrinter | None = None
        self.setWindowTitle(tr("Print the open problems"))
        self.setObjectName("problemPrint")
        self.resize(1080, 760)
        # The preview needs no printer to be installed; printing asks for one of its own.
        self._canvas = _on_a4(QPrinter(QPrinter.PrinterMode.HighResolution))
        self._canvas.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.preview = QPrintPreviewWidget(self._canvas)
        self.preview.setObjectName("problemPrint.preview")
        self.preview.setAccessibleName(tr("Preview"))
        self.preview.paintRequested.connect(lambda printer: paint_on(printer, self._pages))
        self.orders = QButtonGroup(self)
        self.by_urgency = self._choice(tr("The most urgent first"), "byUrgency")
        self.by_owner = self._choice(tr("By follow-up owner"), "byOwner")
        self.by_urgency.setChecked(True)
        self.orders.buttonClicked.connect(lambda _button: self.populate())
        self.count = QLabel()
        self.count.setObjectName("problemPrint.count")
        self.count.setProperty("role", "muted")
        self.problem = QLabel()
        self.problem.setObjectName("problemPrint.problem")
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
        self._lay_out()
        self.populate()

    def _choice(self, text: str, name: str) -> QRadioButton:
        button = QRadioButton(text)
        button.setObjectName(f"problemPrint.{name}")
        self.orders.addButton(button)
        return button

    def _button(self, text: str, name: str, slot: object, sign: str = "") -> QPushButton:
        button = QPushButton(icon(sign, self._context.theme.accent_text), text) if sign else QPushButton(text)
        button.setObjectName(f"problemPrint.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        heading = QLabel(tr("Order", context="of a list"))
        heading.setProperty("role", "subtitle")
        panel = QWidget()
        panel.setFixedWidth(scaled(self, 260))
        left = QVBoxLayout(panel)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        for widget in (heading, self.by_urgency, self.by_owner, self.count, self.problem):
            left.addWidget(widget)
        left.addStretch(1)
        for button in (self.print_button, self.pdf_button, self.close_button):
            left.addWidget(button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(panel)
        layout.addWidget(self.preview, 1)

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def paper(self) -> ProblemPaper:
        """The list as chosen."""
        return problem_paper(
            self._problems,
            store=self._context.store.name,
            today=self._loaded.today,
            by_owner=self.by_owner.isChecked(),
            wanted=self._wanted,
            item_name=self._loaded.item_name,
        )

    def populate(self) -> None:
        """Set the pages anew and show them."""
        self._pages = set_problems(self.paper)
        self.count.setText(tr("{count} pages", count=len(self._pages)))
        self.preview.updatePreview()
        # The preview fits its pages to the room it has only once it has that room.
        QTimer.singleShot(0, self.preview, self.preview.fitInView)

    # --- answers ---------------------------------------------------------------------------------------------------

    def _complain(self, error: UserError) -> None:
        self.problem.setText(tr(error.text))
        self.problem.show()

    def print_pages(self) -> None:
        """Choose a printer and print."""
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
            self._complain(error)
            return
        self._context.messages.success(tr("Sent to the printer."))
        self.accept()

    def ask_and_save(self) -> None:
        """Ask for a file and save the list as PDF."""
        settings = self._context.settings
        folder = Path(settings.get(LAST_FOLDER) or Path.home())
        name = file_name(tr("Open problems {day}", day=self._loaded.today.isoformat()), ".pdf")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, tr("Save as PDF"), str(folder / name), tr("PDF files (*.pdf)")
        )
        if chosen:
            settings.set(LAST_FOLDER, str(Path(chosen).parent))
            self.save(Path(chosen))

    def save(self, target: Path) -> None:
        """Save the list as PDF and say so; the dialog stays open when it cannot be done."""
        paper = self.paper
        try:
            write_pages(self._pages, target, f"{paper.title} {paper.store} {paper.day}")
        except UserError as error:
            self._complain(error)
            return
        self._context.messages.success(tr("Saved: {file}", file=target.name))
        self.accept()


def _on_a4(printer: QPrinter) -> QPrinter:
    printer.setPageLayout(a4())
    printer.setFullPage(True)
    return printer
