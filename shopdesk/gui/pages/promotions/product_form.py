"""The form of a product in a campaign: the offer, its costs, and the figures that entry rules ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.domain.campaigns.gate_metrics import METRICS, Scope, Unit
from shopdesk.domain.campaigns.price_safety import COSTS, check_costs
from shopdesk.domain.campaigns.records import CampaignProduct, ProductRole
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.pages.promotions.campaign_form import CountEdit, pair_row
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.i18n import tr

_FACTS = tuple(
    metric.code
    for metric in METRICS.values()
    if metric.scope is Scope.PRODUCT and metric.formula is None and metric.code != "list_price"
)


def roles() -> list[tuple[str, ProductRole | None]]:
    """The roles of a product with their names."""
    return [
        ("—", None),
        (tr("Traffic product"), ProductRole.TRAFFIC),
        (tr("Campaign product"), ProductRole.CAMPAIGN),
        (tr("Profit product"), ProductRole.PROFIT),
        (tr("Image product"), ProductRole.IMAGE),
    ]


def fact_field(code: str, value: str) -> QWidget:
    """A field for a figure of a metric: yes or no, or a number as text."""
    if METRICS[code].unit is Unit.YES_NO:
        box = QComboBox()
        for label, stored in ((tr("Not said"), ""), (tr("Yes"), "1"), (tr("No"), "0")):
            box.addItem(label, stored)
        box.setCurrentIndex(max(box.findData(value), 0))
        return box
    shown = value
    if METRICS[code].unit is Unit.SHARE and value:
        shown = f"{(Decimal(value) * 100).normalize():f}"
    field = QLineEdit(shown)
    if METRICS[code].unit is Unit.SHARE:
        field.setPlaceholderText("%")
    return field


def fact_of(code: str, field: QWidget) -> str:
    """What a fact field says, as decimal text; empty for nothing.

    Raises:
        UserError: it is not a number.
    """
    if isinstance(field, QComboBox):
        return str(field.currentData())
    text = field.text().strip().rstrip("%").replace(",", "") if isinstance(field, QLineEdit) else ""
    if not text:
        return ""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise UserError(Text("“{text}” is not a number.", text=text)) from None
    if not value.is_finite():
        raise UserError(Text("“{text}” is not a number.", text=text))
    return str(value / 100 if METRICS[code].unit is Unit.SHARE else value)


class ProductForm(FormDialog):
    """Edits one product; ``keep`` gets the record at OK and closes the form by ``accept`` or ``complain``."""

    def __init__(
        self, product: CampaignProduct, keep: Callable[[CampaignProduct, ProductForm], None], parent: QWidget
    ) -> None:
        """A form filled with ``product``."""
        super().__init__(tr("Product in the campaign"), self._submit_form, parent, ok_label=tr("Save"))
        self.setObjectName("promotions.productForm")
        self._product = product
        self._keep = keep
        self.number, self.title_field = QLineEdit(product.product_id), QLineEdit(product.title)
        self.role = QComboBox()
        for label, role in roles():
            self.role.addItem(label, role)
        self.role.setCurrentIndex([role for _label, role in roles()].index(product.role))
        self.quantity = CountEdit(product.quantity)
        self.money = {name: MoneyEdit() for name in ("list_fen", "price_fen", "cost_fen", "stacked_fen")}
        for name, field in self.money.items():
            field.set_fen(getattr(product, name))
        self.facts = {code: fact_field(code, product.facts.get(code, "")) for code in _FACTS}
        self.commission = QLineEdit(_percent(product.facts.get("commission_rate", "")))
        self.commission.setPlaceholderText("%")
        self.shipping = QLineEdit(product.facts.get("shipping", ""))
        self.ads = QLineEdit(product.facts.get("ads", ""))
        self._rows()

    def _rows(self) -> None:
        prefix = "promotions.product"
        self.add_row(tr("Product number"), self.number, f"{prefix}.number")
        self.add_row(tr("Title"), self.title_field, f"{prefix}.title")
        pairs: list[tuple[str, QWidget, str]] = [
            (tr("Role in the range"), self.role, "role"),
            (tr("Quantity offered"), self.quantity, "quantity"),
            (tr("List price"), self.money["list_fen"], "list"),
            (tr("Campaign price"), self.money["price_fen"], "price"),
            (tr("Coupons on top"), self.money["stacked_fen"], "stacked"),
            (tr("Unit cost"), self.money["cost_fen"], "cost"),
            (tr("Commission, %"), self.commission, "commission"),
            (tr(COSTS["shipping"]), self.shipping, "shipping"),
            (tr(COSTS["ads"]), self.ads, "ads"),
        ]
        pairs += [(tr(METRICS[code].name), field, code) for code, field in self.facts.items()]
        for left, right in zip(pairs[::2], pairs[1::2], strict=True):
            pair_row(self, prefix, left, right)
        self.setMinimumWidth(640)

    def _submit_form(self) -> bool:
        facts = {code: fact_of(code, field) for code, field in self.facts.items()}
        facts["commission_rate"] = _rate(self.commission.text())
        facts["shipping"] = fact_of("list_price", self.shipping)
        facts["ads"] = fact_of("list_price", self.ads)
        check_costs(facts)
        for field in self.money.values():
            if not field.valid:
                raise UserError(Text("“{value}” is not an amount of money. Enter it like 1234.50.", value=field.text()))
        record = replace(
            self._product,
            product_id=self.number.text().strip(),
            title=self.title_field.text().strip(),
            role=ProductRole(self.role.currentData()) if self.role.currentData() else None,
            quantity=self.quantity.value,
            facts={code: value for code, value in facts.items() if value},
            **{name: field.fen for name, field in self.money.items()},
        )
        if not record.product_id:
            raise UserError(Text("Enter the product number."))
        self._keep(record, self)
        return False


def _percent(rate: str) -> str:
    return f"{(Decimal(rate) * 100).normalize():f}" if rate else ""


def _rate(text: str) -> str:
    return fact_of("praise_rate", QLineEdit(text))
