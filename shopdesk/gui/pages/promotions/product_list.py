"""The products of a campaign, each with its price check, and what speaks against them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.price_safety import PriceAnswer
from shopdesk.domain.campaigns.records import CampaignProduct
from shopdesk.domain.money import format_yuan
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr
from shopdesk.services.campaigns.views import CampaignView

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


def product_line(product: CampaignProduct, answer: PriceAnswer) -> str:
    """A product in one line: the sign says whether its price is safe."""
    sign = {True: "√", False: "×", None: "?"}[answer.safe]
    price = "—" if product.price_fen is None else format_yuan(product.price_fen)
    pieces = "—" if product.quantity is None else f"{product.quantity:,}"
    name = product.title or product.product_id
    return tr("{sign} {name}: {pieces} pcs at {price} yuan", sign=sign, name=name, pieces=pieces, price=price)


class ProductModel(QAbstractListModel):
    """The products of the campaign in view."""

    def __init__(self, theme: Theme) -> None:
        """No products yet."""
        super().__init__()
        self._theme = theme
        self._items: list[tuple[CampaignProduct, PriceAnswer]] = []

    def set_view(self, view: CampaignView) -> None:
        """Show another campaign's products."""
        self.beginResetModel()
        self._items = list(zip(view.products, view.prices, strict=True))
        self.endResetModel()

    def product(self, row: int) -> CampaignProduct:
        """One product."""
        return self._items[row][0]

    def products(self) -> list[CampaignProduct]:
        """All of them."""
        return [product for product, _answer in self._items]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """The line's text, colour and tip."""
        if not index.isValid():
            return None
        product, answer = self._items[index.row()]
        if role == _DISPLAY:
            return product_line(product, answer)
        if role == _INK:
            return self._theme.bad if answer.safe is False else None
        if role == _TIP:
            return "\n".join(tr(text) for text in (*answer.warnings, *answer.unknown))
        return None


class ProductList(QWidget):
    """The list, its warnings and its buttons."""

    add_asked = Signal()
    edit_asked = Signal(object)
    remove_asked = Signal(object)
    gates_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """An empty list."""
        super().__init__()
        self.model = ProductModel(theme)
        self.view = QListView()
        self.view.setObjectName("promotions.products")
        self.view.setAccessibleName(tr("Products"))
        self.view.setModel(self.model)
        self.view.setWordWrap(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.warnings = QLabel()
        self.warnings.setObjectName("promotions.productWarnings")
        self.warnings.setProperty("tone", "bad")
        self.warnings.setWordWrap(True)
        self.gates = QPushButton(tr("Entry rules…"))
        self.gates.setObjectName("promotions.gates")
        add = QPushButton(tr("Add…"))
        add.setObjectName("promotions.addProduct")
        self.edit = QPushButton(tr("Edit…"))
        self.edit.setObjectName("promotions.editProduct")
        self.remove = QPushButton(tr("Remove product"))
        self.remove.setObjectName("promotions.removeProduct")
        row = QHBoxLayout()
        row.addWidget(self.gates)
        row.addStretch(1)
        for button in (add, self.edit, self.remove):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.view)
        layout.addWidget(self.warnings)
        layout.addLayout(row)
        add.clicked.connect(self.add_asked)
        self.gates.clicked.connect(self.gates_asked)
        self.edit.clicked.connect(lambda: self._ask(self.edit_asked))
        self.remove.clicked.connect(lambda: self._ask(self.remove_asked))
        self.view.activated.connect(lambda _index: self._ask(self.edit_asked))

    def set_view(self, view: CampaignView) -> None:
        """Show another campaign's products."""
        self.model.set_view(view)
        lines = [
            tr("{product}: {text}", product=product.title or product.product_id, text=tr(text))
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

    def _ask(self, signal: Any) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            signal.emit(self.model.product(index.row()))
