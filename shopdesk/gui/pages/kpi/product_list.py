"""Roles, stages of life and own groups of the products, as a list that can be typed and pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi.product_charts import ProductSum
from shopdesk.domain.products import PRODUCT, Product
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.pages.kpi.cells import column
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.products import ProductBoard
    from shopdesk.services.registry import Services

_NAME = "kpi.productList"


class ProductListPart(RecordListPart):
    """Lists the products of the reports; what is said of one is kept with its number."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the products are loaded when they are first seen."""
        self._sums: Mapping[str, ProductSum] = {}
        listed = Listed(
            PRODUCT,
            _NAME,
            tr("Roles and groups of products"),
            tr("New product"),
            tr("No product is known yet"),
            tr("Import a product report, or enter the products by their number."),
            files=True,
        )
        super().__init__(context, listed, parent)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(1, self.said)

    def more_columns(self) -> Sequence[Column[Product]]:
        """What the newest reports know of a product."""
        return (
            Column(tr("Product"), lambda one: self._sum(one, "title"), name="title"),
            column("sales", tr("Sales"), lambda one: self._sum(one, "sales_fen"), Kind.MONEY, adds_up=True),
        )

    def _sum(self, product: Product, name: str) -> Any:
        found = self._sums.get(product.product_id)
        return None if found is None else getattr(found, name)

    def load(self, services: Services, question: Any) -> ProductBoard:
        """The products of the store."""
        return services.products.board(question)

    def populate(self, board: ProductBoard) -> None:
        """Show them."""
        self._sums = board.sums
        period = board.period
        self.said.setText(
            ""
            if period is None
            else tr("Sales from {start} to {end}. Copy the rows to a spreadsheet, fill them in there, paste them back.",
                    start=period.start, end=period.end)
        )  # fmt: skip
        self.said.setVisible(period is not None)
        self.show_records(board.products)
        self.table.fit_columns()

    def keep(self, record: Product) -> Product:
        """Keep what is said of a product."""
        return self.context.services.products.keep(record)

    def discard(self, record: Product) -> None:
        """Take back what is said of a product."""
        self.context.services.products.remove(record)

    def enable(self) -> None:
        """Of a product of which nothing is said nothing can be taken back."""
        super().enable()
        self.remove.setEnabled(self.chosen is not None and self.chosen.id is not None)


class ProductListDialog(QDialog):
    """Holds the list."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Show the products of the store."""
        super().__init__(parent)
        self.setObjectName("kpi.productListDialog")
        self.setWindowTitle(tr("Roles and groups of products"))
        self.setModal(True)
        roomy(self, 980, 560)
        self.part = ProductListPart(context)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("kpi.productListDialog.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(self.part, 1)
        layout.addLayout(foot)
