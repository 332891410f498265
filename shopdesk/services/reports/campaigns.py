"""The periodly report's look at campaigns, ended, running and coming, and at the days of the next period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.periods import Period
from shopdesk.domain.report.records import CampaignLine, NextDay

if TYPE_CHECKING:
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns.service import CampaignService

COMING_DAYS = 28
_NOT_HELD = (CampaignState.IDEA, CampaignState.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLines:
    """Campaigns by where they stand at the period's end."""

    run: tuple[CampaignLine, ...]
    running: tuple[CampaignLine, ...]
    coming: tuple[CampaignLine, ...]


def campaign_lines(
    campaigns: CampaignService, today: date, store_id: int, period: Period, until: date
) -> CampaignLines:
    """The campaigns that ended in the span, run beyond it, or begin after it up to ``until``."""
    found = [one for one in campaigns.between(store_id, period.start, until) if one.state is not CampaignState.REJECTED]
    held = [one for one in found if one.state not in _NOT_HELD]
    return CampaignLines(
        run=tuple(_line(campaigns, today, one) for one in held if one.end <= period.end),
        running=tuple(_line(campaigns, today, one) for one in held if one.start <= period.end < one.end),
        coming=tuple(_line(campaigns, today, one) for one in found if one.start > period.end),
    )


def _line(campaigns: CampaignService, today: date, campaign: Campaign) -> CampaignLine:
    milestones = campaigns.milestones_of(campaign)
    begun = campaign.start <= today
    return CampaignLine(
        campaign=campaign,
        review=campaigns.review(campaign.id or 0, campaign.store_id) if begun else None,
        open_milestones=tuple(sorted((one for one in milestones if one.done_on is None), key=lambda one: one.due)),
        done_milestones=sum(one.done_on is not None for one in milestones),
    )


def next_days(
    campaigns: CampaignService, calendar: CalendarService, store_id: int, period: Period, plan: Mapping[date, int]
) -> tuple[NextDay, ...]:
    """The days of the next period with targets, calendar entries and campaigns."""
    entries = calendar.between(period.start, period.end, store_id)
    held = [one for one in campaigns.between(store_id, period.start, period.end) if one.state not in _NOT_HELD]
    return tuple(
        NextDay(
            day=day,
            target=plan.get(day),
            calendar=tuple((entry.name_zh, entry.name_en) for entry in entries.get(day, [])),
            campaigns=tuple(one.name for one in held if one.start <= day <= one.end),
        )
        for day in period.days()
    )
