"""Which week or month a report is about, and what is written of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QWidget

from shopdesk.domain.periods import By, Period, label
from shopdesk.domain.report.words import words_of
from shopdesk.gui.charts.readout import period_name
from shopdesk.gui.saving import FileKind
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr


class ReportDialog(FormDialog):
    """Offers weeks or months, the newest first, and the whole workbook or its main page.

    ``period`` is the chosen span and ``kind`` the chosen file.
    """

    def __init__(
        self,
        spans: Sequence[Period],
        proposed: Period,
        by: By,
        figures: Callable[[Period, QWidget], object],
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``spans``; ``proposed`` is one of them, ``figures`` shows those of a report over this dialog."""
        words = words_of(by)
        super().__init__(tr(words.report), lambda: None, parent, ok_label=tr("Choose the file…"))
        self.setObjectName(f"reports.{by.value}")
        self._spans = list(spans)
        self.choice = QComboBox()
        for span in self._spans:
            self.choice.addItem(period_name(span, by, label(span.start, by)))
        self.choice.setCurrentIndex(self._spans.index(proposed))
        self.add_row(tr(words.past_one), self.choice, f"reports.{by.value}.choice")
        self.file = QComboBox()
        self.file.addItem(tr("Everything, as an Excel workbook"), FileKind.WORKBOOK)
        self.file.addItem(tr("The main page, as PDF"), FileKind.PDF)
        self.add_row(tr("File"), self.file, f"reports.{by.value}.file")
        self.look_first = button(
            f"reports.{by.value}.figures",
            tr("Figures and their rows…"),
            lambda: figures(self.period, self),
            tip=tr("Look at the report's figures here, and open the rows behind each of them"),
        )
        self.buttons.addButton(self.look_first, QDialogButtonBox.ButtonRole.ActionRole)

    @property
    def period(self) -> Period:
        """The chosen week or month."""
        return self._spans[self.choice.currentIndex()]

    @property
    def kind(self) -> FileKind:
        """Workbook or PDF."""
        found: FileKind = self.file.currentData()
        return found
