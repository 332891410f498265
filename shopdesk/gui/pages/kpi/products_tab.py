"""The best and the falling products of the span."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.kpi.breakdown import STOCK_DAYS, ProductLine, falling
from shopdesk.domain.money import percent_text, round_half_up
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import column, count, yuan
from shopdesk.gui.pages.kpi.effect_bars import signed
from shopdesk.gui.pages.kpi.grid import GridColumn, GridView
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

_LONGEST = 46


class ProductsTab(QWidget):
    """All products by sales, or those that lost most."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without lines."""
        super().__init__(parent)
        self._theme = context.theme
        self._lines: list[ProductLine] = []
        self.view = GridView("kpi.products", tr("Products"))
        self.view.copied.connect(
            lambda lines: context.messages.success(
                tr("Copied {count} lines. Paste them into a spreadsheet.", count=lines)
            )
        )
        self._choice = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for number, (name, label) in enumerate((("best", tr("Best sellers")), ("falling", tr("Falling")))):
            button = QPushButton(label)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setObjectName(f"kpi.products_{name}")
            self._choice.addButton(button, number)
            row.addWidget(button)
        self._choice.idClicked.connect(lambda _id: self._show())
        self.search = SearchField(tr("Filter products"))
        self.search.setObjectName("kpi.productSearch")
        self.search.setFixedWidth(240)
        self.search.searched.connect(self.view.lines.set_filter)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        row.addSpacing(12)
        row.addWidget(self.search)
        row.addSpacing(12)
        row.addWidget(self.note)
        row.addStretch(1)
        self.empty = EmptyState(
            tr("No product figures in these days"), tr("Import a product report of these days, or choose other days.")
        )
        self._box = QWidget()
        inner = QVBoxLayout(self._box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(row)
        inner.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._box, 1)
        layout.addWidget(self.empty, 1)

    def show_lines(self, lines: list[ProductLine]) -> None:
        """Show the products of a span."""
        self._lines = lines
        self._box.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        at_list = bool(lines) and lines[0].at_list
        self.note.setText(tr("The report has turnover at list price only, not money received.") if at_list else "")
        self._show()

    def _show(self) -> None:
        lines = self._lines if self._choice.checkedId() == 0 else falling(self._lines)
        columns = [
            GridColumn(
                title=tr("Product"),
                text=_title,
                key=lambda line: line.title,
                number=False,
                cell_tip=lambda line: f"{line.title}\n{line.product_id}",
            ),
            column(tr("Page views"), lambda line: line.page_views, count),
            column(tr("Pieces"), lambda line: line.pieces, count),
            column(tr("Sales"), lambda line: line.sales_fen, yuan),
            column(tr("Sales before"), lambda line: line.sales_before_fen, yuan, tr("In the days compared with")),
            column(tr("Change"), lambda line: line.change_fen, _change, ink=self._ink),
            column(tr("Change %"), lambda line: line.change_rate, _percent, ink=self._ink),
            column(tr("Stock"), lambda line: line.stock_pieces, count),
            column(
                tr("Stock lasts (days)"),
                lambda line: line.stock_days,
                _whole,
                tr("Stock ÷ mean daily pieces of the last {days} days with product figures", days=STOCK_DAYS),
            ),
        ]
        self.view.show_lines(columns, lines)
        self.view.widen_first()

    def _ink(self, line: ProductLine) -> QColor | None:
        if not line.change_fen:
            return None
        return self._theme.rise if line.change_fen > 0 else self._theme.fall


def _title(line: ProductLine) -> str:
    return line.title if len(line.title) <= _LONGEST else f"{line.title[: _LONGEST - 1]}…"


def _change(fen: int | None) -> str:
    if fen is None:
        return yuan(None)
    return f"{'▲ ' if fen > 0 else '▼ ' if fen < 0 else ''}{signed(fen)}"


def _percent(rate: Decimal | None) -> str:
    return percent_text(rate, 1)


def _whole(days: Decimal | None) -> str:
    return count(None if days is None else round_half_up(days))
