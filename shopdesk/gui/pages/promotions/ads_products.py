"""A month's ads by product: what may be spent, what was, and what names no product."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from shopdesk.domain.ads.months import ProductCell
from shopdesk.domain.ads.spend import Programme
from shopdesk.domain.fields import Reader
from shopdesk.domain.periods import month_of
from shopdesk.gui.figure_rows import open_behind
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.ads_rows import figure, names, spent_rows
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.month_choice import MonthChoice
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import tr
from shopdesk.services.registry import Services

_NAME = "promotions.ads.products"


class AdsProducts(Part):
    """One programme or all; the lines add up to what was spent on it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with this month and all programmes."""
        super().__init__(context, parent)
        self.months = MonthChoice(_NAME, tr("Month"), context.clock.today())
        self.months.choose(context.clock.today())
        self.months.changed.connect(lambda _month: self.refresh())
        self.programme = named(QComboBox(), f"{_NAME}.programme", tr("Programme"))
        self.programme.addItem(tr("All ads"), None)
        self.programme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._offered: list[Programme | None] = [None]
        self.programme.activated.connect(lambda _index: self.refresh())
        reader = Reader(today=context.clock.today(), say=tr)
        self.table = RecordTable(RecordTableModel(self._columns()), f"{_NAME}.table", tr("Ads by product"))
        self.table.opened.connect(lambda _line: self.show_rows())
        self.table.first_in_menu = ("rows", tr("Show rows"), self.show_rows)
        self.panel = RecordPanel(context, self.table, lambda: reader)
        self.panel.offer_export(tr("Ads by product"))
        bar = FlowLayout()
        bar.add(self.months, self.programme, button(f"{_NAME}.rows", tr("Show rows"), self.show_rows))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.panel, 1)
        layout.addWidget(
            words(tr("A product is known where a row of the reports names it. All lines together are what was spent."),
                  role="muted")
        )  # fmt: skip

    def covered(self) -> QWidget:
        """The table."""
        return self.panel

    @property
    def chosen(self) -> Programme | None:
        """The programme that is looked at, ``None`` for all."""
        return self._offered[max(self.programme.currentIndex(), 0)]

    def question(self) -> Any:
        """Which month of which programme."""
        return self.context.store_id, self.months.month, self.chosen

    def load(self, services: Services, question: Any) -> tuple[list[ProductCell], tuple[Programme, ...]]:
        """The lines, and the programmes of the year."""
        store_id, month, _programme = question
        return services.ads.products(*question), services.ads.year(store_id, month.year).programmes

    def populate(self, found: tuple[list[ProductCell], tuple[Programme, ...]]) -> None:
        """Show them."""
        lines, programmes = found
        offered = [None, *programmes]
        if offered != self._offered:
            chosen = self.chosen
            self._offered = offered
            called = names(programmes)
            self.programme.clear()
            self.programme.addItem(tr("All ads"), None)
            for one in programmes:
                self.programme.addItem(called[one])
            self.programme.setCurrentIndex(offered.index(chosen) if chosen in offered else 0)
        self.table.say_when_empty(tr("No report says what ads cost in this month, and no product has a budget."))
        self.table.set_records(lines)

    def _columns(self) -> list[Column[ProductCell]]:
        return [
            Column(tr("Product"), _called, name="product", width=260, tip=_called),
            Column(tr("Product ID"), lambda one: one.product_id or None, name="product_id", width=130),
            figure("budget", tr("Budget"), lambda one: one.cell.budget_fen),
            figure("spent", tr("Ads cost"), lambda one: one.cell.spent_fen),
            figure("left", tr("Budget left"), lambda one: one.cell.left_fen, ink=self._ink),
        ]

    def _ink(self, one: ProductCell) -> QColor | None:
        return self.context.theme.bad if one.cell.left_fen is not None and one.cell.left_fen < 0 else None

    def show_rows(self) -> None:
        """Open the rows of what was spent on the chosen product."""
        line = self.table.current()
        if line is not None:
            subjects = (line.subjects or ()) if line.product_id else line.subjects
            behind = spent_rows(
                month_of(self.months.month), self.chosen, subjects, beyond=line.beyond, about=_called(line)
            )
            open_behind(self.context, behind, self)


def _called(one: ProductCell) -> str:
    return (one.title or one.product_id) if one.product_id else tr("Names no product")
