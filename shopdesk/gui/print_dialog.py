"""The frame of every print dialog: what to print on the left, every page as it will be on the right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.gui.icons import icon
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.paper.output import paint_on, paper_of, write_pages
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, named
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.paper.daily import Leaf


class PagesDialog(QDialog):
    """Shows set pages, prints them or saves them as PDF.

    A print builds its choices, puts them into ``add_choices`` and calls :meth:`show_pages` whenever they change; it
    says in :attr:`suggested` what the file is called and in :attr:`document_title` what the document is.
    """

    def __init__(self, context: PageContext, name: str, title: str) -> None:
        """An empty dialog; ``name`` begins its object names."""
        super().__init__(context.window)
        self._context = context
        self._pages: Sequence[Leaf] = ()
        self._printer: QPrinter | None = None
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        roomy(self, 1080, 760)
        # The preview needs no printer to be installed; printing asks for one of its own.
        self._canvas = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._canvas.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.preview = named(QPrintPreviewWidget(self._canvas), f"{name}.preview", tr("Preview"))
        self.preview.paintRequested.connect(self._on_paint)
        for inner in self.preview.findChildren(QGraphicsView):
            named(inner, f"{name}.pages", tr("Preview"))
        self.count = named(QLabel(), f"{name}.count", tr("Pages"))
        self.count.setProperty("role", "muted")
        self.problem = LyingLabel(f"{name}.problem", self.count)
        self.print_button = button(f"{name}.print", tr("Print…"), self.print_pages, role="primary", shortcut="Ctrl+P")
        self.print_button.setIcon(icon("print", context.theme.accent_text))
        self.print_button.setDefault(True)
        self.pdf_button = button(f"{name}.pdf", tr("Save as PDF…"), self.save_pdf, shortcut="Ctrl+S")
        self.close_button = button(f"{name}.close", tr("Close"), self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_pages)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_pdf)
        self._lay_out()

    def _lay_out(self) -> None:
        self._panel = QWidget()
        self._choices = QVBoxLayout(self._panel)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(8)
        self.more_buttons = QVBoxLayout()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(self._panel)
        layout.addWidget(self.preview, 1)

    @property
    @abstractmethod
    def suggested(self) -> str:
        """The name of the file, without its ending."""

    @property
    @abstractmethod
    def document_title(self) -> str:
        """The title that the document itself carries."""

    # --- building --------------------------------------------------------------------------------------------------

    def choice(self, group: QButtonGroup, text: str, name: str) -> QRadioButton:
        """One of several ways to print."""
        made = named(QRadioButton(text), f"{self.objectName()}.{name}", text)
        group.addButton(made)
        return made

    def add_choices(self, *sections: tuple[str, Sequence[QWidget]], cut: QRadioButton | None = None) -> None:
        """Put the choices under their headings, and the buttons below them.

        The panel is as wide as its words at every size of the letters; only the words of ``cut``, which may be as long
        as the name of a store, do not widen it.
        """
        for title, widgets in sections:
            if title:
                heading = QLabel(title)
                heading.setProperty("role", "subtitle")
                self._choices.addWidget(heading)
            for widget in widgets:
                self._choices.addWidget(widget)
            self._choices.addSpacing(12)
        self._choices.addWidget(self.count)
        self._choices.addStretch(1)
        self._choices.addWidget(self.print_button)
        self._choices.addWidget(self.pdf_button)
        self._choices.addLayout(self.more_buttons)
        self._choices.addWidget(self.close_button)
        full = cut.text() if cut is not None else ""
        if cut is not None:
            cut.setText("")
        wide = max(scaled(self, 280), self._choices.minimumSize().width())
        self._panel.setFixedWidth(wide)
        if cut is not None:
            room = wide - cut.sizeHint().width() - 8
            cut.setText(cut.fontMetrics().elidedText(full, Qt.TextElideMode.ElideRight, room))

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_pages(self, pages: Sequence[Leaf]) -> None:
        """Show other pages; without any there is nothing to print."""
        self._pages = pages
        _on_paper(self._canvas, pages)
        self.count.setText(tr("{count} pages", count=len(pages)))
        self.enable(bool(pages))
        self.preview.updatePreview()
        # The preview fits its pages to the room it has only once it has that room.
        QTimer.singleShot(0, self.preview, self.preview.fitInView)

    def enable(self, on: bool) -> None:
        """Let the pages be printed and saved, or not while they are being set."""
        self.print_button.setEnabled(on)
        self.pdf_button.setEnabled(on)

    def say_problem(self, text: str) -> None:
        """Say what is wrong beside the choices; an empty text takes the sentence away."""
        self.problem.say(text)

    def complain(self, error: Exception) -> None:
        """Say a refusal; anything else is passed on."""
        if not isinstance(error, UserError):
            raise error
        self.say_problem(tr(error.text))

    def _on_paint(self, printer: QPrinter) -> None:
        if self._pages:
            paint_on(printer, self._pages)

    # --- printing and saving ---------------------------------------------------------------------------------------

    def print_pages(self) -> None:
        """Choose a printer and print."""
        if not self.print_button.isEnabled():
            return
        self._printer = _on_paper(QPrinter(QPrinter.PrinterMode.HighResolution), self._pages)
        dialog = QPrintDialog(self._printer, self)
        dialog.setMinMax(1, len(self._pages))
        dialog.accepted.connect(self._print_now)
        QDialog.open(dialog)  # its own wants a slot by its name in C++

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
        """Ask for a file and save the pages as PDF; the dialog stays open when it cannot be done."""
        if self.pdf_button.isEnabled():
            save_file(
                self._context,
                self,
                title=tr("Save as PDF"),
                suggested=self.suggested,
                kind=FileKind.PDF,
                write=self.write,
                done=lambda _target: self.accept(),
            )

    def write(self, target: Path) -> None:
        """Write the pages to a file, wholly or not at all.

        Raises:
            UserError: it cannot be written; the sentence stands in the dialog too.
        """
        try:
            write_pages(self._pages, target, self.document_title)
        except UserError as error:
            self.complain(error)
            raise


@dataclass(frozen=True, slots=True)
class Printable:
    """One thing to print: ``label`` is the choice, ``title`` names the file and the document.

    ``pages`` sets it anew each time it is chosen, on the window's thread.
    """

    name: str
    label: str
    title: str
    pages: Callable[[], Sequence[Leaf]]


class PrintDialog(PagesDialog):
    """Offers one of several things to print, each of which is set at once."""

    def __init__(
        self, context: PageContext, name: str, title: str, printables: Sequence[Printable], heading: str = ""
    ) -> None:
        """A dialog on these, the first one chosen; ``name`` begins the object names."""
        super().__init__(context, name, title)
        self._printables = list(printables)
        self.choices = QButtonGroup(self)
        for number, printable in enumerate(self._printables):
            made = self.choice(self.choices, printable.label, printable.name)
            made.setChecked(number == 0)
            made.setVisible(len(self._printables) > 1)
            self.choices.setId(made, number)
        self.choices.idClicked.connect(lambda _number: self.populate())
        self.add_choices((heading, self.choices.buttons()))
        self.populate()

    @property
    def chosen(self) -> Printable:
        """What is chosen."""
        return self._printables[max(self.choices.checkedId(), 0)]

    def populate(self) -> None:
        """Set the pages anew and show them."""
        self.show_pages(self.chosen.pages())

    @property
    def suggested(self) -> str:
        """Named as what is chosen."""
        return self.chosen.title

    @property
    def document_title(self) -> str:
        """The same."""
        return self.chosen.title


def _on_paper(printer: QPrinter, pages: Sequence[Leaf]) -> QPrinter:
    printer.setPageLayout(paper_of(pages))
    printer.setFullPage(True)
    return printer
