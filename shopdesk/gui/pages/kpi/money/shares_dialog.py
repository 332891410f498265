"""What makes up a figure of profit: each order's share in it, and what else there is, adding up to the figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.parts import ORIGIN_NAMES
from shopdesk.domain.ledger.profit_shares import CAUSE_NAMES, Figure, Share, Shares
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.texts import money
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.money.shares"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: a share with the name of its product."""

    share: Share
    product: str

    @property
    def id(self) -> Any:
        """By what the cursor finds it again."""
        return self.share.id


class SharesDialog(QDialog):
    """The rows of a figure; an order opens to its items and to the lines of its money."""

    def __init__(self, context: PageContext, title: str, figure: Figure, parent: QWidget | None = None) -> None:
        """Ask for the rows of ``figure`` once it is shown."""
        super().__init__(parent)
        self.context = context
        self._figure = figure
        self.setObjectName(_NAME)
        self.setWindowTitle(title)
        self.setModal(True)
        roomy(self, 1000, 600)
        self.said = words(name=f"{_NAME}.said")
        self.said.setText(days_text(figure.period))
        self.table = RecordTable(RecordTableModel(_columns()), f"{_NAME}.table", title)
        self.panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(title)
        self.foot = words(name=f"{_NAME}.foot")
        self.order = button(f"{_NAME}.order", tr("Show the order"), self.show_order)
        self.order.setEnabled(False)
        self.table.chosen.connect(lambda line: self.order.setEnabled(line is not None and bool(line.share.order_no)))
        self.table.opened.connect(lambda _line: self.show_order())
        self.table.first_in_menu = ("order", tr("Show the order"), self.show_order)
        self.shut = button(f"{_NAME}.close", tr("Close"), self.reject)
        below = QHBoxLayout()
        below.addWidget(self.foot, 1)
        below.addWidget(self.order)
        below.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(self.panel, 1)
        layout.addLayout(below)
        # Of a long span every order is reckoned anew, so no page waits behind it.
        self.look = Look(
            self, context, self.question, _load, self.show_shares,
            covered=lambda: self.panel, long=tr("Reckoning what makes up the figure"),
        )  # fmt: skip

    def question(self) -> tuple[int, Figure]:
        """The store and the figure."""
        return self.context.store_id, self._figure

    def show_shares(self, found: Shares) -> None:
        """Show them, with what they come to."""
        self.table.set_records([_Line(one, found.titles.get(one.product, one.product)) for one in found.found])
        if self.table.current() is None and found.found:
            self.table.selectRow(0)
        count = f"{len(found.found):,}"
        text = tr("{count} rows, together {amount}", count=count, amount=money(found.known))
        if found.unknown:
            text += " · " + tr("of {count} nobody knows the amount", count=f"{found.unknown:,}")
        self.foot.setText(text)

    def show_order(self) -> None:
        """Open the chosen order with its items and its money."""
        from shopdesk.gui.pages.kpi.order_dialog import open_order

        line = self.table.current()
        if line is not None and line.share.order_no:
            open_order(self.context, line.share.order_no, self)


def _load(services: Services, question: Any, _tell: Any) -> Shares:
    return services.profit.shares(*question)


def _columns() -> list[Column[_Line]]:
    return [
        Column(tr("Day"), lambda line: line.share.day, text=str, name="day"),
        Column(tr("What"), lambda line: tr(CAUSE_NAMES[line.share.cause]), name="cause"),
        Column(tr("Order number"), lambda line: line.share.order_no or None, name="order_no", width=170),
        Column(tr("Product"), lambda line: line.product or None, name="product", tip=lambda line: line.share.product),
        Column(tr("In this figure"), lambda line: line.share.fen, text=money, numeric=True, name="share"),
        Column(
            tr("Of the whole order"),
            lambda line: line.share.whole,
            text=money,
            numeric=True,
            name="whole",
            header_tip=tr("An order with several products is shared over them by what was paid for each"),
        ),
        Column(tr("Where from"), lambda line: tr(ORIGIN_NAMES[line.share.origin]), name="origin"),
    ]
