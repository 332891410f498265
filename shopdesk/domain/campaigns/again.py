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
        plan_sales_fen=None, plan_pieces=None, plan_chats=None, plan_service=None, plan_packers=None, plan_boxes=None,
        plan_profit_fen=None, spend_fen=None, reason="", lessons="",
    )  # fmt: skip
    return moved(fresh, start)


def products_again(products: Iterable[CampaignProduct]) -> list[CampaignProduct]:
    """The products with prices, quantities, costs and discounts, for a campaign that has none yet."""
    return [
        replace(
            one,
            id=None,
            version=0,
            stock=None,
            facts={code: text for code, text in one.facts.items() if code in _LASTING},
        )
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


def owned_again(fresh: Iterable[Milestone], held: Sequence[Milestone]) -> list[Milestone]:
    """New milestones, each in the hands of whom its like had in the campaign that was held."""
    owners = {_what(one): one.owner for one in held}
    return [replace(one, owner=owners.get(_what(one), "")) for one in fresh]


def ordered_again(saved: Sequence[Milestone], held: Sequence[Milestone]) -> list[Milestone]:
    """Those of the new milestones that wait for another as their likes did, with that one's new number."""
    what_of = {one.id: _what(one) for one in held}
    waited_for = {_what(one): what_of.get(one.after_id) for one in held if one.after_id is not None}
    new_ids = {_what(one): one.id for one in saved}
    found = []
    for one in saved:
        before = new_ids.get(waited_for.get(_what(one)) or ())
        if before is not None:
            found.append(replace(one, after_id=before))
    return found


def _what(one: Milestone) -> tuple[object, ...]:
    """What makes milestones of two campaigns the same: the rule they came from, or what was typed."""
    return (one.code,) if one.code else (one.title_zh, one.title_en, one.anchor, one.offset_days)


def _same_date(day: date, year: int) -> date:
    """The date in another year; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
