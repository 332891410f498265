"""The products of campaigns, and whether their prices are safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.facts import check_facts
from shopdesk.domain.campaigns.nouns import CAMPAIGN_PRODUCT
from shopdesk.domain.campaigns.price_safety import PriceAnswer, check_price
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.fields import FieldError, Noun
from shopdesk.domain.rights import if_seen
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.campaigns import CampaignProducts, Campaigns
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.domain.ledger.parcel_cost import ParcelGrounds


class CampaignRange:
    """What is offered in a campaign."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx

    def save(self, campaign_id: int, products: Sequence[CampaignProduct]) -> list[CampaignProduct]:
        """Keep these new or changed products of a campaign; its others stay, whoever put them there.

        Raises:
            UserError: a product has no number, is there twice, or has a figure out of bounds.
            NotFound: the campaign is gone, or a changed product.
        """
        products = checked(products)
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
        with self._ctx.open_uow(Text("Products of “{name}” saved", name=campaign.name)) as uow:
            repo = uow.repository(CampaignProducts)
            changed = {product.id for product in products}
            others = {one.product_id for one in repo.of(campaign_id, campaign.store_id) if one.id not in changed}
            for product in products:
                refuse_twice(CAMPAIGN_PRODUCT, product.product_id, others)
            saved = [
                repo.add(belonging(product, campaign)) if product.id is None else repo.update(product)
                for product in products
            ]
            uow.commit()
            return saved

    def remove(self, product: CampaignProduct) -> None:
        """Take a product out of its campaign.

        Raises:
            ChangedMeanwhile: somebody changed it after it was read.
            NotFound: it is gone already.
        """
        name = product.title or product.product_id
        with self._ctx.open_uow(Text("Product “{product}” taken out of a campaign", product=name)) as uow:
            uow.repository(CampaignProducts).remove(product)
            uow.commit()

    def check_price(
        self, campaign: Campaign, product: CampaignProduct, parcels: ParcelGrounds | None = None
    ) -> PriceAnswer:
        """Whether a product's campaign price is safe; costs that nobody entered are left out and said to be unknown."""
        # What parcels and goods cost is asked for prices only; every start asks for the campaigns of today.
        from shopdesk.domain.campaigns.price_cases import price_case

        return check_price(price_case(campaign, product, parcels))

    def parcels(self, uow: UnitOfWork, campaign: Campaign, products: Sequence[CampaignProduct]) -> ParcelGrounds | None:
        """What tells what parcels of these products cost, where any of their prices needs it and it may be seen."""
        if not any(one.price_fen is not None and not one.facts.get("shipping") for one in products):
            return None
        from shopdesk.services.ledger.cost_book import read_grounds

        today = self._ctx.clock.today()
        return if_seen(lambda: read_grounds(uow, campaign.store_id, campaign.start, today), None)


def belonging(product: CampaignProduct, campaign: Campaign) -> CampaignProduct:
    """A new product entry that belongs to ``campaign``."""
    assert campaign.id is not None, "a saved campaign has an id"
    return replace(product, id=None, campaign_id=campaign.id, store_id=campaign.store_id)


def checked(products: Sequence[CampaignProduct]) -> list[CampaignProduct]:
    """The products as they are kept.

    Raises:
        FieldError: one is there twice, or a field or figure of one is missing or out of bounds.
    """
    kept: list[CampaignProduct] = []
    for product in products:
        product = CAMPAIGN_PRODUCT.tidy(replace(product, facts=check_facts(product.facts)))
        refuse_twice(CAMPAIGN_PRODUCT, product.product_id, {other.product_id for other in kept})
        kept.append(product)
    return kept


def refuse_twice(noun: Noun, product_id: str, others: set[str]) -> None:
    """Refuse a product number that is in a list already.

    Raises:
        FieldError: it is.
    """
    if product_id in others:
        raise FieldError(
            noun.field("product_id"), Text("The product {product} is in the list already.", product=product_id)
        )
