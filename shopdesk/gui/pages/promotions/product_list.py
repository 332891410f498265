"""The products of a campaign, each with its price check, and what speaks against them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.campaigns.nouns import CAMPAIGN_PRODUCT
from shopdesk.domain.campaigns.price_safety import PriceAnswer
from shopdesk.domain.campaigns.records import CampaignProduct
from shopdesk.domain.fields import Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_model import Column, FieldColumns, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import tr
from shopdesk.services.campaigns.views import CampaignView

_SIGNS = {True: "√", False: "×", None: "?"}


def _called(product: CampaignProduct) -> str:
    return product.title or product.product_id


class ProductList(QWidget):
    """The table, its warnings and its buttons."""

    add_asked = Signal()
    edit_asked = Signal(object)
    remove_asked = Signal(object)
    gates_asked = Signal()
    price_asked = Signal(object)

    def __init__(self, context: PageContext) -> None:
        """An empty list."""
        super().__init__()
        self._theme = context.theme
        self._safety: dict[int | None, PriceAnswer] = {}
        reader = Reader(today=context.clock.today(), say=tr)
        fields = FieldColumns[CampaignProduct](CAMPAIGN_PRODUCT, reader, self._ink).columns()
        safe = Column[CampaignProduct](
            "√",
            lambda product: _SIGNS[self._safety[product.id].safe],
            tip=self._tip,
            ink=self._ink,
            header_tip=tr("Whether the price is safe"),
            width=34,
            name="safe",
        )
        by_name = {column.name: column for column in fields}
        product = replace(
            by_name["title"], header=tr("Product"), value=_called, width=150, name="product", tip=_called, field=None
        )
        pieces = replace(by_name.pop("quantity"), header=tr("Pieces"), width=64)
        price = replace(by_name.pop("price_fen"), width=84)
        others = [replace(column, hidden=True) for column in by_name.values()]
        self.table = RecordTable(
            RecordTableModel([safe, product, pieces, price, *others]), "promotions.products", tr("Products")
        )
        panel = RecordPanel(context, self.table, lambda: reader)
        panel.offer_export(tr("Products"))
        self.warnings = words(name="promotions.productWarnings", tone="bad")
        self.gates = button("promotions.gates", tr("Entry rules…"), self.gates_asked.emit)
        self.edit = button("promotions.editProduct", tr("Edit…"), lambda: self._ask(self.edit_asked))
        self.remove = button("promotions.removeProduct", tr("Remove product"), lambda: self._ask(self.remove_asked))
        self.price = button("promotions.price", tr("Price…"), lambda: self._ask(self.price_asked))
        row = FlowLayout()
        row.add(self.gates, self.price)
        row.add_stretch()
        row.add(button("promotions.addProduct", tr("Add…"), self.add_asked.emit), self.edit, self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(panel)
        layout.addWidget(self.warnings)
        layout.addLayout(row)
        self.table.opened.connect(self.edit_asked)
        self.table.chosen.connect(self._offer)

    def products(self) -> list[CampaignProduct]:
        """All of them, whatever the filters show."""
        return list(self.table.records_model.everything)

    def _ink(self, product: CampaignProduct) -> QColor | None:
        return self._theme.bad if self._safety[product.id].safe is False else None

    def _tip(self, product: CampaignProduct) -> str:
        answer = self._safety[product.id]
        return "\n".join(tr(text) for text in (*answer.warnings, *answer.unknown))

    def set_view(self, view: CampaignView) -> None:
        """Show another campaign's products."""
        safety = dict(zip((product.id for product in view.products), view.prices, strict=True))
        self._safety.clear()
        self._safety.update(safety)
        self.table.set_records(view.products)
        self._offer(self.table.current())
        lines = [
            tr("{product}: {text}", product=_called(product), text=tr(text))
            for product, answer in zip(view.products, view.prices, strict=True)
            for text in answer.warnings
        ]
        lines += [
            tr(
                "{product} is also in “{campaign}” from {start} to {end}: the discounts may add up.",
                product=overlap.title or overlap.product_id,
                campaign=overlap.second.name,
                start=overlap.start.isoformat(),
                end=overlap.end.isoformat(),
            )
            for overlap in view.overlaps
        ]
        self.warnings.setText("\n".join(lines))
        self.warnings.setVisible(bool(lines))
        self.gates.setEnabled(bool(view.products))

    def _offer(self, product: CampaignProduct | None) -> None:
        self.edit.setEnabled(product is not None)
        self.price.setEnabled(product is not None)
        self.remove.setEnabled(product is not None)

    def _ask(self, signal: Any) -> None:
        product = self.table.current()
        if product is not None:
            signal.emit(product)
