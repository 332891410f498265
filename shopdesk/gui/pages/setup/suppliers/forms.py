"""The forms of the suppliers: one of them, an own term, and the list of price steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.suppliers import SUPPLIER, SUPPLIER_PRICE, TERM_WEIGHT, Supplier, SupplierPrice
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.product_box import product_widgets
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.setup.suppliers import SupplierBoard

_WHO = ("name", "goods", "contact", "phone", "city", "note")
_CHOICE = ("chosen_on", "reason")


class SupplierForm(RecordForm):
    """A supplier; with ``choose`` the day and reason of the choice instead of who it is."""

    def __init__(self, context: PageContext, parent: QWidget, record: Supplier | None, *, choose: bool = False) -> None:
        """For a new supplier, or one that is changed or chosen."""
        title = tr("New supplier") if record is None else tr("Choose “{name}”", name=record.name) if choose else tr(
            "Supplier"
        )  # fmt: skip
        super().__init__(
            context.tasks,
            SUPPLIER,
            name="setup.suppliers.choice" if choose else "setup.suppliers.form",
            title=title,
            confirm=tr("Keep"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=record,
        )
        self._context = context
        begin = choose and record is not None and record.chosen_on is None
        self.add_fields(*(_CHOICE if choose else _WHO), values={"chosen_on": context.clock.today()} if begin else {})

    def work(self) -> Callable[[], Supplier]:
        """Keep what was entered."""
        record, service = self.changed_record(store_id=self._context.store_id), self._context.services.suppliers
        return lambda: service.keep(record)


class OwnTermForm(RecordForm):
    """A term of the owner's own."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """For a new one."""
        super().__init__(
            context.tasks,
            TERM_WEIGHT,
            name="setup.suppliers.ownTerm",
            title=tr("Own term"),
            confirm=tr("Add"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._context = context
        self.add_fields("title", "weight")

    def work(self) -> Callable[[], Any]:
        """Add it."""
        record = self.changed_record(store_id=self._context.store_id, term="")
        service = self._context.services.suppliers
        return lambda: service.add_term(record)


class PriceList(RecordListPart):
    """The price steps of one supplier."""

    def __init__(self, context: PageContext, supplier: Supplier) -> None:
        """Of ``supplier``."""
        self._supplier = supplier
        self._goods: Mapping[str, str] = {}
        listed = Listed(
            SUPPLIER_PRICE,
            "setup.suppliers.prices",
            tr("Prices of {name}", name=supplier.name),
            tr("New price"),
            tr("No price is written down yet"),
            tr(
                "Enter from how many pieces on which price holds. A product of the store is tied to the supplier by "
                "its number; other goods have a name. Or copy such a table in your spreadsheet and paste it here."
            ),
            files=True,
        )
        super().__init__(context, listed)

    def more_columns(self) -> Sequence[Column[SupplierPrice]]:
        """What the product is called."""
        called = lambda one: self._goods.get(one.called) if one.product_id else None  # noqa: E731
        return (Column(tr("Product"), called, name="product", width=200),)

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """The product's name beside its number."""
        return [columns[0], columns[-1], *columns[1:-1]]

    def load(self, services: Services, question: Any) -> SupplierBoard:
        """Everything of the suppliers."""
        return services.suppliers.board(question)

    def populate(self, board: SupplierBoard) -> None:
        """Show the steps of the supplier."""
        self._goods = board.goods
        self.show_records([one for one in board.prices if one.supplier_id == self._supplier.id])

    def widgets(self) -> Mapping[str, QWidget]:
        """Products are found by name, number, code or pinyin."""
        return product_widgets(self.context, SUPPLIER_PRICE)

    def start(self) -> Mapping[str, Any]:
        """The goods of the step that the cursor is on."""
        chosen = self.chosen
        return {} if chosen is None else {"product_id": chosen.product_id, "goods": chosen.goods}

    def belonging(self) -> Mapping[str, Any]:
        """The store and the supplier."""
        return {**super().belonging(), "supplier_id": self._supplier.id}

    def keep(self, record: SupplierPrice) -> SupplierPrice:
        """Keep a step."""
        return self.context.services.suppliers.keep_price(record)

    def discard(self, record: SupplierPrice) -> None:
        """Take a step away."""
        self.context.services.suppliers.remove_price(record)


class PricesDialog(QDialog):
    """Holds the price steps."""

    def __init__(self, context: PageContext, supplier: Supplier, parent: QWidget) -> None:
        """Of ``supplier``."""
        super().__init__(parent)
        self.setObjectName("setup.suppliers.pricesDialog")
        self.setWindowTitle(tr("Prices of {name}", name=supplier.name))
        self.setModal(True)
        roomy(self, 760, 480)
        self.part = PriceList(context, supplier)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("setup.suppliers.pricesDialog.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(self.part.in_a_dialog(), 1)
        layout.addLayout(foot)
