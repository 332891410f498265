"""The case of a price that a product of a campaign makes, from its fields and its further figures."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.campaigns.discount_facts import discounts_of, pieces_of
from shopdesk.domain.campaigns.price_safety import PriceCase, fact_fen, read_amount
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct


def price_case(campaign: Campaign, product: CampaignProduct) -> PriceCase:
    """What is known of a product's price; costs that nobody entered are left out."""
    facts = product.facts
    rate = read_amount(facts.get("commission_rate"))
    return PriceCase(
        kind=campaign.kind,
        price_fen=product.price_fen,
        list_fen=product.list_fen,
        stacked_fen=product.stacked_fen or 0,
        discounts=tuple(discounts_of(facts)),
        pieces=pieces_of(facts),
        cost_fen=product.cost_fen,
        commission_rate=rate if rate is not None and 0 <= rate < 1 else Decimal(0),
        shipping_fen=fact_fen(facts.get("shipping")) or 0,
        ads_fen=fact_fen(facts.get("ads")) or 0,
        lowest_30_fen=fact_fen(facts.get("lowest_30")),
        lowest_60_fen=fact_fen(facts.get("lowest_60")),
        budget_fen=campaign.budget_fen,
        major_sale=campaign.programme.startswith("double11"),
    )
