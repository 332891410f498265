"""The products of campaigns, and whether their prices are safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from shopdesk.domain.campaigns.facts import check_facts
from shopdesk.domain.campaigns.nouns import CAMPAIGN_PRODUCT
from shopdesk.domain.campaigns.price_safety import MOST_YUAN, PriceAnswer, PriceCase, read_amount
from shopdesk.domain.campaigns.price_safety import check_price as check_case
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.fields import FieldError, Noun
from shopdesk.domain.money import round_half_up
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.campaigns import CampaignProducts, Campaigns


class CampaignRange:
    """What is offered in a campaign."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx

    def save(self, campaign_id: int, products: Sequence[CampaignProduct]) -> list[CampaignProduct]:
        """Keep exactly these products for a campaign.

        Raises:
            UserError: a product has no number, is there twice, or has a figure out of bounds.
            NotFound: the campaign is gone.
        """
        products = checked(products)
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
        with self._ctx.open_uow(Text("Products of “{name}” saved", name=campaign.name)) as uow:
            repo = uow.repository(CampaignProducts)
            kept = {product.id for product in products}
            for old in repo.of(campaign_id):
                if old.id not in kept and old.id is not None:
                    repo.remove(old.id)
            saved = [
                repo.add(belonging(product, campaign)) if product.id is None else repo.update(product)
                for product in products
            ]
            uow.commit()
            return saved

    def check_price(self, campaign: Campaign, product: CampaignProduct) -> PriceAnswer:
        """Whether a product's campaign price is safe; costs that nobody entered are left out and said to be unknown."""
        facts = product.facts
        rate = read_amount(facts.get("commission_rate"))
        return check_case(
            PriceCase(
                kind=campaign.kind,
                price_fen=product.price_fen,
                list_fen=product.list_fen,
                stacked_fen=product.stacked_fen or 0,
                cost_fen=product.cost_fen,
                commission_rate=rate if rate is not None and 0 <= rate < 1 else Decimal(0),
                shipping_fen=_fen(facts.get("shipping")) or 0,
                ads_fen=_fen(facts.get("ads")) or 0,
                lowest_30_fen=_fen(facts.get("lowest_30")),
                major_sale=campaign.programme.startswith("double11"),
            )
        )


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


def _fen(text: str | None) -> int | None:
    """An amount in yuan kept as text, in fen; one that no form would take is as good as none."""
    amount = read_amount(text)
    return round_half_up(amount * 100) if amount is not None and 0 <= amount <= MOST_YUAN else None
