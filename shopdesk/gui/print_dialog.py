"""The one dialog for printing: what there is to print on the left, every page as it will be on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.gui.icons import icon
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.paper.daily import Page
from shopdesk.gui.paper.output import a4, paint_on, write_pages
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, named
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr


@dataclass(frozen=True, slots=True)
class Printable:
    """One thing to print: ``label`` is the choice, ``title`` names the file and the document.

    ``pages`` sets it anew each time it is chosen, on the window's thread.
    """

    name: str
    label: str
    title: str
    pages: Callable[[], Sequence[Page]]


class PrintDialog(QDialog):
    """Shows what is chosen, prints it or saves it as PDF.

    A subclass with more to choose puts its widgets into :attr:`options` and calls :meth:`populate` after a change.
    """

    def __init__(self, context: PageContext, name: str, title: str, printables: Sequence[Printable]) -> None:
        """A dialog on these, the first one chosen; ``name`` begins the object names."""
        super().__init__(context.window)
        self._context = context
        self._printables = list(printables)
        self._pages: Sequence[Page] = ()
        self._printer: QPrinter | None = None
        self.setWindowTitle(title)
        self.setObjectName(name)
        self.resize(1080, 760)
        # The preview needs no printer to be installed; printing asks for one of its own.
        self._canvas = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._canvas.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.preview = named(QPrintPreviewWidget(self._canvas), f"{name}.preview", tr("Preview"))
        self.preview.paintRequested.connect(lambda printer: paint_on(printer, self._pages))
        self.choices = QButtonGroup(self)
        for number, printable in enumerate(self._printables):
            choice = named(QRadioButton(printable.label), f"{name}.{printable.name}", printable.label)
            choice.setChecked(number == 0)
            choice.setVisible(len(self._printables) > 1)
            self.choices.addButton(choice, number)
        self.choices.idClicked.connect(lambda _number: self.populate())
        self.count = named(QLabel(), f"{name}.count", tr("Pages"))
        self.count.setProperty("role", "muted")
        self.problem = named(QLabel(), f"{name}.problem", tr("What is wrong"))
        self.problem.setProperty("tone", "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.print_button = button(f"{name}.print", tr("Print…"), self.print_pages, role="primary", shortcut="Ctrl+P")
        self.print_button.setIcon(icon("print", context.theme.accent_text))
        self.print_button.setDefault(True)
        self.pdf_button = button(f"{name}.pdf", tr("Save as PDF…"), self.save_pdf, shortcut="Ctrl+S")
        self.close_button = button(f"{name}.close", tr("Close"), self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_pages)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_pdf)
        self._lay_out()
        self.populate()

    def _lay_out(self) -> None:
        panel = QWidget()
        panel.setFixedWidth(scaled(self, 260))
        left = QVBoxLayout(panel)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        for choice in self.choices.buttons():
            left.addWidget(choice)
        self.options = QVBoxLayout()
        left.addLayout(self.options)
        left.addWidget(self.count)
        left.addWidget(self.problem)
        left.addStretch(1)
        self.more_buttons = QVBoxLayout()
        left.addWidget(self.print_button)
        left.addWidget(self.pdf_button)
        left.addLayout(self.more_buttons)
        left.addWidget(self.close_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(panel)
        layout.addWidget(self.preview, 1)

    @property
    def chosen(self) -> Printable:
        """What is chosen."""
        return self._printables[max(self.choices.checkedId(), 0)]

    def populate(self) -> None:
        """Set the pages anew and show them."""
        self._pages = self.chosen.pages()
        _on_a4(self._canvas, self._pages)
        self.count.setText(tr("{count} pages", count=len(self._pages)))
        self.preview.updatePreview()
        # The preview fits its pages to the room it has only once it has that room.
        QTimer.singleShot(0, self.preview, self.preview.fitInView)

    # --- answers ---------------------------------------------------------------------------------------------------

    def complain(self, error: UserError) -> None:
        """Say what is wrong above the buttons."""
        self.problem.setText(tr(error.text))
        self.problem.show()

    def print_pages(self) -> None:
        """Choose a printer and print."""
        self._printer = _on_a4(QPrinter(QPrinter.PrinterMode.HighResolution), self._pages)
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
            self.complain(error)
            return
        self._context.messages.success(tr("Sent to the printer."))
        self.accept()

    def save_pdf(self) -> None:
        """Ask for a file and save as PDF."""
        title = self.chosen.title
        save_file(
            self._context,
            self,
            title=tr("Save as PDF"),
            suggested=title,
            kind=FileKind.PDF,
            write=lambda target: self._write(target, title),
            done=lambda _target: self.accept(),
        )

    def _write(self, target: Path, title: str) -> None:
        try:
            write_pages(self._pages, target, title)
        except UserError as error:
            # The window's message lies behind this dialog.
            self.complain(error)
            raise


def _on_a4(printer: QPrinter, pages: Sequence[Page]) -> QPrinter:
    printer.setPageLayout(a4(landscape=any(page.landscape for page in pages)))
    printer.setFullPage(True)
    return printer
