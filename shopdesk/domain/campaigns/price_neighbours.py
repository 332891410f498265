"""The other prices of a product around a campaign: on the same days, and in the time in which none may be lower."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.campaigns.overlap import OVER
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState
from shopdesk.domain.money import format_yuan
from shopdesk.domain.text import Text

BOUND_DAYS = 15
"""So many days after its end some programmes (coins, for one) allow no lower price of the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A product's offer in another campaign; ``price_fen`` is ``None`` where nobody said it yet."""

    product_id: str
    name: str
    start: date
    end: date
    price_fen: int | None


def neighbours(
    campaign: Campaign, others: Iterable[tuple[Campaign, Iterable[CampaignProduct]]]
) -> tuple[Neighbour, ...]:
    """The offers of all products in campaigns on its days or within ``BOUND_DAYS`` of them, by first day.

    Rejected ones count for nothing. One that is over counts where it came before: its price may bind this one.
    """
    found = []
    for other, products in others:
        gone = other.state in OVER and other.end >= campaign.start
        if other.id == campaign.id or other.state is CampaignState.REJECTED or gone:
            continue
        apart = max((other.start - campaign.end).days, (campaign.start - other.end).days)
        if apart <= BOUND_DAYS:
            found += [
                Neighbour(
                    product_id=one.product_id,
                    name=other.name,
                    start=other.start,
                    end=other.end,
                    price_fen=one.price_fen,
                )
                for one in products
            ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.name, one.product_id)))


def neighbour_words(campaign: Campaign, price_fen: int | None, around: Iterable[Neighbour]) -> list[Text]:
    """A sentence for each: which price stands where, and what the two have to do with each other."""
    return [_words(campaign, price_fen, one) for one in around]


def _words(campaign: Campaign, price_fen: int | None, one: Neighbour) -> Text:
    price = Text("no price yet")
    if one.price_fen is not None:
        price = Text("{price} yuan", price=format_yuan(one.price_fen))
    if one.end < campaign.start:
        if price_fen is not None and one.price_fen is not None and price_fen < one.price_fen:
            return Text(
                "“{campaign}” ended on {end} at {price}: some programmes allow no lower price for {days} days after.",
                campaign=one.name, end=one.end, price=price, days=BOUND_DAYS,
            )  # fmt: skip
        return Text("“{campaign}” ended on {end} at {price}.", campaign=one.name, end=one.end, price=price)
    if one.start > campaign.end:
        if price_fen is not None and one.price_fen is not None and one.price_fen < price_fen:
            return Text(
                "“{campaign}” begins on {start} at {price}, lower than here: some programmes allow no lower price for "
                "{days} days after their end.",
                campaign=one.name, start=one.start, price=price, days=BOUND_DAYS,
            )  # fmt: skip
        return Text("“{campaign}” begins on {start} at {price}.", campaign=one.name, start=one.start, price=price)
    return Text(
        "“{campaign}” from {start} to {end} at {price}, on the same days: the discounts may add up.",
        campaign=one.name, start=one.start, end=one.end, price=price,
    )  # fmt: skip
