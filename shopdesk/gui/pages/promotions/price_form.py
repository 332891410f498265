"""The price of a product in a campaign: every discount that may come on top, and what it comes to while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from shopdesk.domain.campaigns.discount_facts import DISCOUNT_FIELDS, check_discounts
from shopdesk.domain.campaigns.facts import COMMISSION, fact_field, fact_text, fact_value
from shopdesk.domain.campaigns.nouns import CAMPAIGN_PRODUCT
from shopdesk.domain.campaigns.price_cases import parcel_of, price_case
from shopdesk.domain.campaigns.price_neighbours import Neighbour, neighbour_words
from shopdesk.domain.campaigns.price_safety import check_price
from shopdesk.domain.campaigns.price_words import Passage, price_words
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.joining import TwoEdits
from shopdesk.domain.ledger.parcel_cost import ParcelGrounds, parcel_words
from shopdesk.domain.rights import if_seen
from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.fact_form import FactForm
from shopdesk.gui.pages.promotions.passages import passages_html
from shopdesk.gui.widgets.answering_form import AnsweringForm
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import tr
from shopdesk.services.campaigns.views import CampaignView
from shopdesk.services.registry import Services

_NAME = "promotions.prices"
_COSTS = (COMMISSION, "shipping", "ads", "lowest_30", "lowest_60")
_FACTS = (*_COSTS, *DISCOUNT_FIELDS)


class _Around(NamedTuple):
    view: CampaignView
    parcels: ParcelGrounds | None


def _load(services: Services, campaign_id: int) -> _Around:
    view = services.campaigns.view(campaign_id)
    start, store_id = view.campaign.start, view.campaign.store_id
    return _Around(view, if_seen(lambda: services.couriers.grounds(store_id, start), None))


class PriceForm(FactForm, AnsweringForm):
    """Prices and discounts at the left, what they come to at the right.

    Days of the campaign, its other products, and what this one is offered for elsewhere are those of this moment: they
    may be changed in another window while the form is open.
    """

    def __init__(
        self,
        context: PageContext,
        campaign: Campaign,
        product: CampaignProduct,
        others: Sequence[CampaignProduct],
        around: Sequence[Neighbour],
        parcels: ParcelGrounds | None,
        parent: QWidget,
    ) -> None:
        """A form on ``product`` among the ``others`` of its campaign; ``around`` are its offers in other campaigns.

        ``parcels`` tell what shipping comes to where nobody types it.
        """
        super().__init__(
            context.tasks,
            CAMPAIGN_PRODUCT,
            name=_NAME,
            title=tr("Price of “{product}”", product=product.title or product.product_id),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=product,
        )
        self._context, self._theme, self._campaigns = context, context.theme, context.services.campaigns
        self._campaign, self._others, self._around, self._parcels = campaign, others, around, parcels
        values = {code: fact_value(code, product.facts.get(code, "")) for code in _FACTS}
        self.add_fields("list_fen", "price_fen", "cost_fen", *map(fact_field, _COSTS), values=values, paired=True)
        self.section(tr("Discounts on top"))
        self.add_fields("stacked_fen")
        self.hint(tr("Counts until a discount is said one by one."))
        self.add_fields(*DISCOUNT_FIELDS.values(), values=values)
        self.several = button(f"{_NAME}.several", tr("Several products in one order…"), self._on_several)
        self.form.addRow("", self.several)
        self.begin_answers(tr("What the price comes to"), (3, 2), (980, 620))
        self["price_fen"].setFocus()
        self._listed_fen = product.list_fen
        self.look = Look(self, context, lambda: campaign.id, _load, self._renew, failed=self.complain)

    def _renew(self, found: _Around) -> None:
        """What others changed around the product, and of it."""
        view, product_id = found.view, self.record.product_id
        now = next((one for one in view.products if one.id == self.record.id), None)
        self._campaign, self._parcels = view.campaign, found.parcels
        self._others = [one for one in view.products if one.id != self.record.id]
        self._around = [one for one in view.neighbours if one.product_id == product_id]
        if now is not None:
            self.take_in(self._listed(now))
        elif self.record.id is not None:
            self.complain(UserError(Text("Somebody took this product out of the campaign. It cannot be saved here.")))
        self.show_answer()

    def _listed(self, product: CampaignProduct) -> CampaignProduct:
        """With the list price that stands here where none was said."""
        return product if product.list_fen is not None else replace(product, list_fen=self._listed_fen)

    def compared(self, base: Any, mine: Any, now: Any) -> TwoEdits:
        """What each changed; that nobody said a list price changes nothing."""
        return super().compared(base, mine, self._listed(now))

    def work(self) -> Callable[[], list[CampaignProduct]]:
        """Keep it with what the fields say."""
        product = self._product(self.values())
        return lambda: self._campaigns.products.save(product.campaign_id, [product])

    def _on_several(self) -> None:
        """An order of this product as it is typed and of the others as they are kept."""
        from shopdesk.gui.pages.promotions.basket_form import BasketForm

        try:
            product = self._product(self.values())
            check_discounts(product.facts)
        except UserError as error:
            self.complain(error)
        else:
            open_once(BasketForm(self._context, self._campaign, [product, *self._others], self._parcels, self))

    def _product(self, said: dict) -> CampaignProduct:
        facts = {code: fact_text(said.pop(code)) for code in _FACTS}
        product: CampaignProduct = replace(self.record, facts={**self.record.facts, **facts}, **said)
        return product

    def answered(self) -> str:
        """What it comes to; while a field cannot be read nothing is said, for what stood there was wrong."""
        try:
            product = self._product(self.typed())
            check_discounts(product.facts)
        except UserError as error:
            passages = [Passage(Text("A figure cannot be used yet"), (error.text,), False)]
        else:
            case = price_case(self._campaign, product, self._parcels)
            passages = price_words(case, check_price(case))
            parcel = parcel_of(product, self._parcels)
            if parcel is not None:
                passages.append(Passage(Text("Shipping by the couriers' prices"), tuple(parcel_words(parcel))))
            told = neighbour_words(self._campaign, product.price_fen, self._around)
            if told:
                passages.append(Passage(Text("The product's other campaigns"), tuple(told)))
        return passages_html(passages, self._theme)
