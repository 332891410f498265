"""The one list of the store's products: typed, pasted, taken from files, beside what the reports and lists know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.kpi.chart_answer import Behind, one_of
from shopdesk.domain.money import percent_text
from shopdesk.domain.periods import Period
from shopdesk.domain.products import PRODUCT, Product
from shopdesk.gui.look import Look
from shopdesk.gui.missing_months import MissingMonths
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.products.columns import ORDER, Known, advice_words, figure_columns, reasons_text
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_table import Column
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.gui.widgets.share_bars import Bar, ShareBars
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.products import ProductAdvice, ProductBoard
    from shopdesk.services.registry import Services

_NAME = "products.list"
_ROWS = {"pieces": "product_pieces", "trend": "product_pieces", "stock": "item_stock", "stock_days": "item_stock",
         "visitors": "item_visitors"}  # fmt: skip
_OWN = frozenset(field.name for field in PRODUCT.fields)


class ProductListPart(RecordListPart):
    """Lists the products that reports know or the owner entered; what is said of one is kept with its number."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the products are loaded when they are first seen."""
        self.known = Known()
        self._board: ProductBoard | None = None
        self._months = MissingMonths(context, self, lambda: self._advice)
        self.search = SearchField(tr("Filter products"))
        self.search.setObjectName(f"{_NAME}.search")
        self.search.setMinimumWidth(160)
        self.rows = button(f"{_NAME}.rows", tr("Show rows"), self.show_rows,
                           tip=tr("The rows behind the figure that the cursor is on"))  # fmt: skip
        listed = Listed(
            PRODUCT,
            _NAME,
            tr("Products"),
            tr("New product"),
            tr("No product is known yet"),
            tr("Import a product report, enter the products by their number, or take them from a file."),
            files=True,
        )
        super().__init__(context, listed, parent)
        self.search.searched.connect(self.table.records_model.set_search)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(1, self.said)
        self.reasons = words(name=f"{_NAME}.reasons")
        scroll = VerticalScroll(self.reasons, name=f"{_NAME}.why", label=tr("Why to order anew, or not"))
        # As high as all reasons are, so that the list does not move from product to product.
        height = QLabel().fontMetrics().lineSpacing() * 8
        scroll.setFixedHeight(height)
        self.few = ShareBars(context.theme, f"{_NAME}.few", tr("Products that bring four fifths of the sales"))
        self.visited = ShareBars(
            context.theme, f"{_NAME}.visited", tr("Products that bring four fifths of the visitors a day")
        )
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(scroll, 3)
        for heading, bars in ((tr("Sales (30 days)"), self.few), (tr("Visitors a day"), self.visited)):
            below.addLayout(_under(heading, bars, height), 2)
        self.column.addLayout(below)
        # A figure opens its rows; what the owner says opens the form.
        self.table.opened.disconnect(self.open_form)
        self.table.opened.connect(lambda _product: self._on_opened())
        self.table.first_in_menu = ("rows", tr("Show rows"), self.show_rows)
        self.table.chosen.connect(lambda _product: self._tell())
        self._advice = Look(
            self,
            context,
            lambda: None if self.main_look.waiting else context.store_id,
            lambda services, store_id: services.products.advice(store_id, patient=self._months.patient),
            self._show_advice,
            after=self.main_look,
        )

    def more_buttons(self) -> Sequence[QWidget]:
        """The rows behind a figure, and a filter."""
        return (self.rows, self.search)

    def more_columns(self) -> Sequence[Column[Product]]:
        """What files and lists know of a product."""
        return figure_columns(self.known, self.context.theme)

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """As owners look for them."""
        places = {name: place for place, name in enumerate(ORDER)}
        return sorted(columns, key=lambda one: places.get(one.name, len(places)))

    def load(self, services: Services, question: Any) -> ProductBoard:
        """The products of the store."""
        return services.products.board(question)

    def populate(self, board: ProductBoard) -> None:
        """Show them, and ask what is left of them after ads."""
        self._board = board
        self.known.figures, self.known.of_items = board.figures, board.of_items
        self._say(waiting=False)
        by_number = {one.product_id: one for one in board.products}
        for bars, name, best in zip(
            (self.few, self.visited), ("up_to_here", "traffic_so_far"), board.best, strict=True
        ):
            bars.set_bars([self._bar(by_number[number], name) for number in best])
        self.show_records(board.products)
        self.table.fit_columns()
        self._advice.ask()
        self._tell()

    def _say(self, *, waiting: bool) -> None:
        board = self._board
        if board is None or board.period is None:
            self.said.setText(
                tr("No product report was imported yet: pieces, sales, trend and refunds come with the first one.")
            )
            return
        told = [
            tr("Figures of {start} to {end}.", start=board.period.start, end=board.period.end),
            *map(tr, board.said),
        ]
        if waiting:
            told.append(tr("Profit of these days is still being reckoned."))
        told.append(tr("Copy the rows to a spreadsheet, fill them in there, paste them back."))
        self.said.setText(sentences(told))

    def _bar(self, product: Product, name: str) -> Bar:
        so_far = self.known.figure(name)(product)
        return Bar(self.known.title(product), float(so_far), tr("{share} so far", share=percent_text(so_far, 0)))

    def _show_advice(self, found: ProductAdvice) -> None:
        self.known.rows, self.known.advice = found.rows, found.advice
        self._say(waiting=found.waiting is not None)
        if found.waiting is not None:
            self._months.reckon(self.context.store_id, found.waiting)
        if self._board is not None:
            chosen = self.chosen
            self.table.set_records(self._board.products)
            if chosen is not None:
                self.table.select(lambda one: one.product_id == chosen.product_id)
        self._tell()

    def _tell(self) -> None:
        product = self.chosen
        found = None if product is None else self.known.advice.get(product.product_id)
        if product is None or found is None:
            self.reasons.setText("")
            return
        head = tr("{product}, order anew: {answer}", product=self.known.title(product), answer=advice_words(found))
        self.reasons.setText("\n".join((head, *reasons_text(found))))

    def _on_opened(self) -> None:
        index = self.table.currentIndex()
        name = self.table.records_model.columns[index.column()].name if index.isValid() else ""
        if name in _OWN or self._behind(name) is None:
            self.open_form(self.chosen)
        else:
            self.show_rows()

    def show_rows(self) -> None:
        """Open the rows behind the figure that the cursor is on, of a product's sales where it is on none."""
        index = self.table.currentIndex()
        name = self.table.records_model.columns[index.column()].name if index.isValid() else ""
        behind = self._behind(name)
        if behind is not None:
            self.context.events.rows_wanted.emit(behind, self)

    def _behind(self, name: str) -> Behind | None:
        product, board = self.chosen, self._board
        # The rows of these figures are those of product reports.
        if product is None or board is None or board.period is None or board.of_items:
            return None
        line = self.known.line("at_list")(product)
        if line is None:
            return None
        period, code = board.period, _ROWS.get(name, "list_price_sales" if line else "product_sales")
        if name == "trend":
            period = Period(period.start - timedelta(days=period.length), period.end)
        return Behind(code, period, (("product_id", one_of(product.product_id)),), self.known.title(product))

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
        self.rows.setEnabled(self._behind("sales") is not None)


def _under(heading: str, bars: ShareBars, height: int) -> QVBoxLayout:
    """Bars below what they are of, as high as all else at their side."""
    column, scroll = QVBoxLayout(), VerticalScroll(bars)
    head = words(heading, role="muted")
    scroll.setFixedHeight(height - head.sizeHint().height())
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(scroll)
    return column


class ProductsDialog(QDialog):
    """Holds the list."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Show the products of the store."""
        super().__init__(parent)
        self.setObjectName("products.dialog")
        self.setWindowTitle(tr("Products"))
        self.setModal(True)
        roomy(self, 1240, 720)
        self.part = ProductListPart(context)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("products.dialog.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(self.part.in_a_dialog(), 1)
        layout.addLayout(foot)
