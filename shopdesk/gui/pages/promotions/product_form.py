"""The form of a product in a campaign: the offer, its costs, and the figures that entry rules ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.campaigns.discount_facts import discounts_of
from shopdesk.domain.campaigns.facts import COMMISSION, fact_field, fact_text, fact_value
from shopdesk.domain.campaigns.gate_metrics import METRICS, Scope
from shopdesk.domain.campaigns.nouns import CAMPAIGN_PRODUCT
from shopdesk.domain.campaigns.records import CampaignProduct
from shopdesk.domain.fields import Kind, Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.fact_form import FactForm
from shopdesk.gui.widgets.product_box import follow, product_widgets
from shopdesk.infra.i18n import tr

_FACTS = (
    COMMISSION,
    "shipping",
    "ads",
    *(
        metric.code
        for metric in METRICS.values()
        if metric.scope is Scope.PRODUCT and metric.formula is None and metric.code != "list_price"
    ),
)
_YES_NO = [code for code in _FACTS if fact_field(code).kind is Kind.FLAG]


class ProductForm(FactForm):
    """Edits one product of a campaign."""

    def __init__(self, context: PageContext, product: CampaignProduct, parent: QWidget) -> None:
        """A form filled with ``product``."""
        super().__init__(
            context.tasks,
            CAMPAIGN_PRODUCT,
            name="promotions.product",
            title=tr("Product in the campaign"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=product,
        )
        self.setMinimumWidth(640)
        self._campaigns = context.services.campaigns
        self.add_fields("product_id", "title", widgets=product_widgets(context, CAMPAIGN_PRODUCT))
        self.add_fields(
            "role", "quantity", "stock", "list_fen", "price_fen", "stacked_fen", "cost_fen", *map(fact_field, _FACTS),
            values={code: fact_value(code, product.facts.get(code, "")) for code in _FACTS},
            widgets={code: QComboBox() for code in _YES_NO},
            paired=True,
        )  # fmt: skip
        follow(self)
        if discounts_of(product.facts):
            self.hint(tr("Coupons on top count for nothing here: discounts are said one by one under “Price…”."))

    def work(self) -> Callable[[], list[CampaignProduct]]:
        """Keep it with what the fields say."""
        said = self.values()
        facts = {code: text for code in _FACTS if (text := fact_text(said.pop(code)))}
        record = replace(self.record, facts={**self.record.facts, **dict.fromkeys(_FACTS, ""), **facts}, **said)
        return lambda: self._campaigns.products.save(record.campaign_id, [record])
