"""One product in two campaigns on the same days: its discounts may add up unnoticed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState

OVER = (CampaignState.REJECTED, CampaignState.ENDED, CampaignState.REVIEWED)
"""The states in which a campaign offers nothing any more."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A product that two campaigns share, and the days on which both run."""

    product_id: str
    title: str
    first: Campaign
    second: Campaign
    start: date
    end: date


def overlaps(
    campaign: Campaign,
    products: Iterable[CampaignProduct],
    others: Iterable[tuple[Campaign, Iterable[CampaignProduct]]],
) -> list[Overlap]:
    """Every product of ``campaign`` that another campaign of the store offers on overlapping days.

    Campaigns that were rejected or are over do not count.
    """
    wanted = {product.product_id: product for product in products}
    found: list[Overlap] = []
    for other, other_products in others:
        if other.id == campaign.id or other.state in OVER or not campaign.period.overlaps(other.period):
            continue
        found += [
            Overlap(
                product.product_id,
                wanted[product.product_id].title or product.title,
                campaign,
                other,
                max(campaign.start, other.start),
                min(campaign.end, other.end),
            )
            for product in other_products
            if product.product_id in wanted
        ]
    return sorted(found, key=lambda overlap: (overlap.start, overlap.product_id))
