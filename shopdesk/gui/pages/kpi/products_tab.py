"""The best and the falling products of the span."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi.breakdown import STOCK_DAYS, ProductLine, falling
from shopdesk.domain.money import percent_text, round_half_up
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import FiguresPanel
from shopdesk.gui.pages.kpi.effect_bars import arrowed
from shopdesk.gui.pages.kpi.loading import Lines
from shopdesk.gui.pages.kpi.no_lines import NoLines
from shopdesk.gui.widgets.controls import among, button
from shopdesk.gui.widgets.figure_column import column
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

_LONGEST = 46


class ProductsTab(QWidget):
    """All products by sales, or those that lost most.

    ``rows_wanted`` carries a figure, number and title of the product whose rows the reader wants to see, and whether
    those of the days before; ``days_wanted`` the nearest days that have products.
    """

    rows_wanted = Signal(str, object, bool)
    days_wanted = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without lines."""
        super().__init__(parent)
        self._context = context
        self._theme = context.theme
        self._lines: list[ProductLine] = []
        self.view = FiguresPanel(context, "kpi.products", tr("Products"), self._columns())
        self.view.offer_rows(self._on_opened)
        self._choice = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for number, (name, label) in enumerate((("best", tr("Best sellers")), ("falling", tr("Falling")))):
            one = button(f"kpi.products_{name}", label)
            one.setCheckable(True)
            one.setChecked(number == 0)
            among(self._choice, one, number)
            row.addWidget(one)
        self._choice.idClicked.connect(lambda _id: self._show())
        self.search = SearchField(tr("Filter products"))
        self.search.setObjectName("kpi.productSearch")
        self.search.setFixedWidth(240)
        self.search.searched.connect(self.view.lines.set_search)
        self.dialog: QDialog | None = None
        self.range = button("kpi.productRange", tr("List of products…"), self._on_range,
                            tip=tr("Role, stage of life, price, stock and advice to reorder of each one"))  # fmt: skip
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        row.addSpacing(12)
        row.addWidget(self.search)
        row.addSpacing(12)
        row.addWidget(self.range)
        row.addSpacing(12)
        row.addWidget(self.note)
        row.addStretch(1)
        self.empty = NoLines(
            "kpi.productsNear",
            tr("No product figures in these days"),
            tr("Import a product report of these days, or choose other days."),
            self.days_wanted.emit,
        )
        # The list knows products of items and of the owner, too, so that no report is no reason to hide it.
        way = self.empty.offer(self._on_range)
        way.setText(tr("List of products…"))
        way.show()
        self._box = QWidget()
        inner = QVBoxLayout(self._box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(row)
        inner.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._box, 1)
        layout.addWidget(self.empty, 1)

    def show_lines(self, found: Lines) -> None:
        """Show the products of a span."""
        self._lines = lines = found.lines
        self.empty.offer_days(found.near)
        self._box.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        at_list = bool(lines) and lines[0].at_list
        self.note.setText(tr("The report has turnover at list price only, not money received.") if at_list else "")
        self._show()

    def _on_opened(self, column: str, line: ProductLine) -> None:
        sales = "list_price_sales" if line.at_list else "product_sales"
        codes = {
            "views": "product_views",
            "pieces": "product_pieces",
            "stock": "item_stock",
            "stock_days": "item_stock",
        }
        before = column == "sales_before"
        self.rows_wanted.emit(codes.get(column, sales), (line.product_id, line.title), before)

    def _on_range(self) -> None:
        from shopdesk.gui.products.list_part import ProductsDialog

        self.dialog = ProductsDialog(self._context, self)
        open_once(self.dialog)

    def _show(self) -> None:
        lines = self._lines if self._choice.checkedId() == 0 else falling(self._lines)
        self.view.show_lines(lines)

    def _columns(self) -> list[Column[ProductLine]]:
        money, count = Kind.MONEY, Kind.COUNT
        return [
            Column(tr("Product"), lambda line: line.title, text=_short, name="product",
                   tip=lambda line: f"{line.title}\n{line.product_id}"),
            column("views", tr("Page views"), lambda line: line.page_views, count, adds_up=True),
            column("pieces", tr("Pieces"), lambda line: line.pieces, count, adds_up=True),
            column("sales", tr("Sales"), lambda line: line.sales_fen, money, adds_up=True),
            column("sales_before", tr("Sales before"), lambda line: line.sales_before_fen, money,
                   tr("In the days compared with"), adds_up=True),
            column("change", tr("Change"), lambda line: line.change_fen, money, text=arrowed, ink=self._ink),
            column("change_rate", tr("Change %"), lambda line: line.change_rate, Kind.DECIMAL, text=_percent,
                   ink=self._ink),
            column("stock", tr("Stock"), lambda line: line.stock_pieces, count, adds_up=True),
            column("stock_days", tr("Stock lasts (days)"), lambda line: line.stock_days, Kind.DECIMAL,
                   tr("Stock ÷ mean daily pieces of the last {days} days with product figures", days=STOCK_DAYS),
                   text=_whole),
            Column(tr("Product ID"), lambda line: line.product_id, name="product_id", hidden=True),
        ]  # fmt: skip

    def _ink(self, line: ProductLine) -> QColor | None:
        if not line.change_fen:
            return None
        return self._theme.rise if line.change_fen > 0 else self._theme.fall


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _percent(rate: Decimal) -> str:
    return percent_text(rate, 1)


def _whole(days: Decimal) -> str:
    return f"{round_half_up(days):,}"
