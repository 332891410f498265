"""A campaign that was held once as the beginning of the next one: same date in a later year, what is dated left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from shopdesk.domain.calendar.lunar import LAST_YEAR
from shopdesk.domain.campaigns.discount_facts import DISCOUNT_FIELDS
from shopdesk.domain.campaigns.facts import COMMISSION
from shopdesk.domain.campaigns.moving import moved
from shopdesk.domain.campaigns.records import (
    Campaign,
    CampaignKind,
    CampaignProduct,
    CampaignState,
    Milestone,
    MilestoneRule,
)

_LASTING = frozenset({COMMISSION, "shipping", "ads", *DISCOUNT_FIELDS})
"""Figures of a product that hold until somebody changes them; sales, reviews and lowest prices are of their time."""


def again(campaign: Campaign, today: date) -> Campaign:
    """A new campaign on the same date of the first year that has it ahead, as long and as far warmed up as before.

    What it brought, cost and taught, what it was planned to bring, and how far it came belong to the one that was held.
    A year in its name becomes the new one. In the calendar's last year it stays where it was.
    """
    start, year = campaign.start, campaign.start.year
    while start <= today and year < LAST_YEAR - 1:
        year += 1
        start = _same_date(campaign.start, year)
    named = campaign.name.replace(str(campaign.start.year), str(start.year))
    fresh = replace(
        campaign, id=None, version=0, name=named, state=CampaignState.PLANNED, plan_visitors=None, plan_orders=None,
        plan_sales_fen=None, spend_fen=None, reason="", lessons="",
    )  # fmt: skip
    return moved(fresh, start)


def products_again(products: Iterable[CampaignProduct]) -> list[CampaignProduct]:
    """The products with prices, quantities, costs and discounts, for a campaign that has none yet."""
    return [
        replace(one, id=None, version=0, facts={code: text for code, text in one.facts.items() if code in _LASTING})
        for one in products
    ]


def own_rules(kind: CampaignKind, milestones: Sequence[Milestone]) -> list[MilestoneRule]:
    """The milestones that somebody added by hand, as rules for the next campaign of that kind."""
    return [
        MilestoneRule(
            store_id=one.store_id,
            kind=kind,
            title_zh=one.title_zh,
            title_en=one.title_en,
            anchor=one.anchor,
            offset_days=one.offset_days,
        )
        for one in milestones
        if not one.code
    ]


def _same_date(day: date, year: int) -> date:
    """The date in another year; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
