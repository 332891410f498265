"""The tax bridge of a quarter: what the platform reported beside the orders, the money and the declaration."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.cost_nouns import TAX_QUARTER
from shopdesk.domain.ledger.tax import (
    CAUSE_NAMES,
    COMPARISON_ONLY,
    Difference,
    TaxBridge,
    columns_of,
    fees_beside,
    quarter_label,
    quarter_of,
)
from shopdesk.domain.ledger.tax import Column as TaxColumn
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.gui.cost_dialog import CostDialog
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.money.tax_table_dialog import TaxTableDialog
from shopdesk.gui.pages.kpi.money.texts import money, rate, signed
from shopdesk.gui.part import Part
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import html_pages
from shopdesk.gui.saving import FileKind, choose_file, save_file
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import FOR_AMOUNTS, SplitView
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.money.tax"


class TaxPart(Part):
    """One quarter: its columns on the left, the causes of the difference on the right."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the quarters are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.found: TaxBridge | None = None
        self.dialog: QDialog | None = None
        self._quarter: date | None = None
        self.quarters = named(QComboBox(), f"{_NAME}.quarter", tr("Quarter"))
        self.quarters.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.quarters.activated.connect(self._on_quarter)
        self.edit = button(f"{_NAME}.edit", tr("Enter figures…"), self.open_form, role="primary")
        self.take = button(
            f"{_NAME}.take",
            tr("Take a table…"),
            self.choose_table,
            tip=tr(
                "A workbook or csv with a row for each quarter: income, refunds, net sales, under whatever headings"
            ),
        )
        self.paste = button(f"{_NAME}.paste", tr("Paste a table"), self.paste_table)
        self.print = button(f"{_NAME}.print", tr("Print…"), self.open_print)
        self.book = button(f"{_NAME}.book", tr("Workbook for the accountant…"), self.save_book)
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.quarters, self.edit, self.take, self.paste, self.print, self.book):
            row.addWidget(one)
        self.only = words(tr(COMPARISON_ONLY), name=f"{_NAME}.only", role="muted")
        self.said = words(name=f"{_NAME}.said")
        self.columns = RecordTable(
            RecordTableModel(_column_columns()), f"{_NAME}.columns", tr("Figures of the quarter side by side")
        )
        self.causes = RecordTable(RecordTableModel(_cause_columns()), f"{_NAME}.causes", tr("Causes of the difference"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(bar)
        layout.addWidget(self.only)
        layout.addWidget(self.said)
        # Side by side, so that what is not explained, the last of the causes, stands in view without scrolling.
        layout.addWidget(SplitView(self.columns, self.causes, (1, 1), least=FOR_AMOUNTS), 1)

    def question(self) -> tuple[int, date | None]:
        """The store and the quarter; ``None`` for the one that is proposed."""
        return self.context.store_id, self._quarter

    def load(self, services: Services, question: Any) -> tuple[tuple[Period, ...], TaxBridge]:
        """Which quarters there are, and the bridge of the one in view."""
        store_id, wanted = question
        quarters, proposed = services.taxes.quarters(store_id)
        quarter = proposed if wanted is None else quarter_of(wanted)
        return quarters, services.taxes.bridge(store_id, quarter)

    def populate(self, answer: tuple[tuple[Period, ...], TaxBridge]) -> None:
        """Show it."""
        quarters, found = answer
        self.found = found
        shown = [quarter.start.isoformat() for quarter in quarters]
        if [self.quarters.itemData(place) for place in range(self.quarters.count())] != shown:
            self.quarters.clear()
            for quarter in quarters:
                self.quarters.addItem(quarter_label(quarter.start), quarter.start.isoformat())
        self.quarters.setCurrentIndex(self.quarters.findData(found.quarter.start.isoformat()))
        self.columns.set_records([*columns_of(found), *_declared(found), *_fees(found)])
        self.causes.set_records(list(found.differences))
        self.said.setText(_sentence(found))
        for one in (self.print, self.book):
            one.setEnabled(not found.empty)
            one.setToolTip(tr("Nothing is known of this quarter yet.") if found.empty else "")

    def _on_quarter(self, _place: int) -> None:
        self._quarter = date.fromisoformat(self.quarters.currentData())
        self.refresh()

    # What the user does

    def open_form(self) -> None:
        """Type what the platform reported and what was declared."""
        if self.found is None:
            return
        title = tr("Figures of {quarter}", quarter=self.found.label)
        form = CostDialog(
            self.context, TAX_QUARTER, f"{_NAME}.form", title, self, record=self.found.figures, without=("quarter",)
        )
        self._show(form)

    def choose_table(self) -> None:
        """Ask for a file with the figures of quarters."""
        chosen = choose_file(self.context.settings, self, tr("Take a table of quarters"), FileKind.TABLE)
        if chosen is not None:
            self.read_table(chosen)

    def read_table(self, path: Path) -> None:
        """Read a file and show what it would change; nothing is kept before that is confirmed."""
        taxes = self.context.services.taxes
        self.context.tasks.background(
            lambda _progress, _cancelled: taxes.read_file(path),
            title=tr("Reading {file}", file=path.name),
            done=lambda table: self._show(TaxTableDialog(self.context, table, path.name, self)),
            owner=self,
            stoppable=False,
        )

    def paste_table(self) -> None:
        """Read the copied cells and show what they would change."""
        try:
            table = self.context.services.taxes.read_text(QGuiApplication.clipboard().text())
        except UserError as error:
            self.context.messages.warning(tr(error.text))
            return
        self._show(TaxTableDialog(self.context, table, tr("the clipboard"), self))

    def open_print(self) -> None:
        """Show the quarter as a page to print."""
        found = self.found
        if found is None or found.empty:
            return
        services, store = self.context.services, self.context.store_id
        self.context.tasks.database(
            lambda: services.taxes.page(store, found.quarter), lambda html: self._print(html, found), owner=self
        )

    def _print(self, html: str, found: TaxBridge) -> None:
        title = tr("Tax bridge {quarter}", quarter=found.label)
        foot = f"{title} · {self.context.store.name}"
        one = Printable("quarter", found.label, title, lambda: html_pages(html, title=foot))
        self._show(PrintDialog(self.context, f"{_NAME}.printing", title, [one]))

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        open_once(dialog)

    def print_shown(self) -> bool:
        """The key of the window for printing prints the quarter."""
        self.open_print()
        return True

    def save_book(self) -> None:
        """Write the workbook for the accountant."""
        found, services, store = self.found, self.context.services, self.context.store_id
        if found is None:
            return

        def write(target: Path) -> None:
            services.taxes.write(store, found.quarter, target)

        save_file(
            self.context,
            self,
            title=tr("Workbook for the accountant"),
            suggested=tr("Tax bridge {quarter}", quarter=found.label),
            kind=FileKind.WORKBOOK,
            write=write,
            working=tr("Writing the workbook"),
        )


def _sentence(found: TaxBridge) -> str:
    if found.figures.platform_net is None and found.declared_fen is None:
        return tr(
            "Nothing is known of the report for {quarter} yet. Look up what the platform reported (total income, "
            "returned amount, net sales) on its tax page, type it or take its table, enter what you declared, and "
            "the difference is taken apart.",
            quarter=found.label,
        )
    if found.difference_fen is None:
        return tr("Enter both the platform's figures and what was declared, and the difference is taken apart.")
    said = tr("The platform's net sales are {amount} above the declared amount.", amount=money(found.difference_fen))
    if found.difference_fen < 0:
        said = tr(
            "The platform's net sales are {amount} below the declared amount.", amount=money(-found.difference_fen)
        )
    rest = tr("Not explained: {amount}.", amount=money(found.not_explained_fen))
    rates = in_a_row([rate(one.rate, 0) for one in found.rates])
    return sentences((said, rest, "" if found.rate_known else tr("Rates of the quarter: {rates}.", rates=rates)))


def _declared(found: TaxBridge) -> list[tuple[Text, TaxColumn]]:
    return [
        (Text("Declared, without VAT"), TaxColumn(found.declared_fen, None)),
        (Text("Declared, with VAT"), TaxColumn(found.declared_with_vat_fen, None)),
    ]


def _fees(found: TaxBridge) -> list[tuple[Text, TaxColumn]]:
    return [(name, TaxColumn(fen, None)) for name, fen in fees_beside(found)]


def _column_columns() -> list[Column[tuple[Text, TaxColumn]]]:
    return [
        Column(tr("Figure"), lambda row: tr(row[0]), name="name", tip=lambda row: tr(row[0])),
        Column(tr("Total income"), lambda row: row[1].total_fen, text=money, numeric=True, name="total"),
        Column(tr("Returned"), lambda row: row[1].returned_fen, text=money, numeric=True, name="returned"),
        Column(tr("Net sales"), lambda row: row[1].net_fen, text=money, numeric=True, name="net"),
    ]


def _cause_columns() -> list[Column[Difference]]:
    return [
        Column(
            tr("Cause"),
            lambda one: tr(CAUSE_NAMES[one.cause]),
            name="cause",
            width=210,
            tip=lambda one: tr(CAUSE_NAMES[one.cause]),
        ),
        Column(tr("Amount"), lambda one: one.fen, text=signed, numeric=True, name="amount"),
        Column(
            tr("Counted"),
            lambda one: one.counted,
            said=lambda one: tr("yes") if one.counted else tr("only pointed out"),
            name="counted",
            tip=lambda one: "" if one.counted else tr("Say in “Declared from” what the amount was taken from."),
        ),
    ]
