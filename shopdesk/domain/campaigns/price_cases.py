"""The case of a price that a product of a campaign makes, from its fields and its further figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from shopdesk.domain.campaigns.discount_facts import discounts_of, pieces_of
from shopdesk.domain.campaigns.price_safety import PriceCase, fact_fen, read_amount
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.ledger.parcel_cost import ParcelCost, ParcelGrounds
from shopdesk.domain.money import round_up


def parcel_of(product: CampaignProduct, parcels: ParcelGrounds | None) -> ParcelCost | None:
    """What a parcel with an order of the product costs by the couriers' prices; ``None`` where shipping was typed."""
    if parcels is None or fact_fen(product.facts.get("shipping")) is not None:
        return None
    return parcels.parcel(product.product_id, pieces_of(product.facts))


def price_case(campaign: Campaign, product: CampaignProduct, parcels: ParcelGrounds | None = None) -> PriceCase:
    """What is known of a product's price; costs that nobody entered are left out.

    Shipping that nobody typed is what a parcel costs by the couriers' prices, ``parcels`` being what tells it.
    """
    facts = product.facts
    parcel, pieces = parcel_of(product, parcels), pieces_of(facts)
    shipping = fact_fen(facts.get("shipping")) or 0
    if parcel is not None:
        # Parts of a fen go against the store, as they do with discounts.
        shipping = round_up(Fraction(parcel.mean_fen, pieces))
    rate = read_amount(facts.get("commission_rate"))
    return PriceCase(
        kind=campaign.kind,
        price_fen=product.price_fen,
        list_fen=product.list_fen,
        stacked_fen=product.stacked_fen or 0,
        discounts=tuple(discounts_of(facts)),
        pieces=pieces,
        cost_fen=product.cost_fen,
        commission_rate=rate if rate is not None and 0 <= rate < 1 else Decimal(0),
        shipping_fen=shipping,
        ads_fen=fact_fen(facts.get("ads")) or 0,
        lowest_30_fen=fact_fen(facts.get("lowest_30")),
        lowest_60_fen=fact_fen(facts.get("lowest_60")),
        budget_fen=campaign.budget_fen,
        major_sale=campaign.programme.startswith("double11"),
    )
