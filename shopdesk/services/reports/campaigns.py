"""The weekly report's look at campaigns, ended, running and coming, and at the days of the next week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
    """Campaigns by where they stand at the week's end."""

    run: tuple[CampaignLine, ...]
    running: tuple[CampaignLine, ...]
    coming: tuple[CampaignLine, ...]


def campaign_lines(campaigns: CampaignService, today: date, store_id: int, week: Period) -> CampaignLines:
    """The campaigns that ended in the week, run beyond it, or begin within four weeks after it."""
    until = week.end + timedelta(days=COMING_DAYS)
    found = [one for one in campaigns.between(store_id, week.start, until) if one.state is not CampaignState.REJECTED]
    held = [one for one in found if one.state not in _NOT_HELD]
    return CampaignLines(
        run=tuple(_line(campaigns, today, one) for one in held if one.end <= week.end),
        running=tuple(_line(campaigns, today, one) for one in held if one.start <= week.end < one.end),
        coming=tuple(_line(campaigns, today, one) for one in found if one.start > week.end),
    )


def _line(campaigns: CampaignService, today: date, campaign: Campaign) -> CampaignLine:
    milestones = campaigns.view(campaign.id or 0).milestones
    begun = campaign.start <= today
    return CampaignLine(
        campaign=campaign,
        review=campaigns.review(campaign.id or 0) if begun else None,
        open_milestones=tuple(sorted((one for one in milestones if one.done_on is None), key=lambda one: one.due)),
        done_milestones=sum(one.done_on is not None for one in milestones),
    )


def next_days(
    campaigns: CampaignService, calendar: CalendarService, store_id: int, week: Period, plan: Mapping[date, int]
) -> tuple[NextDay, ...]:
    """The days of the next week with targets, calendar entries and campaigns."""
    entries = calendar.between(week.start, week.end, store_id)
    held = [one for one in campaigns.between(store_id, week.start, week.end) if one.state not in _NOT_HELD]
    return tuple(
        NextDay(
            day=day,
            target=plan.get(day),
            calendar=tuple((entry.name_zh, entry.name_en) for entry in entries.get(day, [])),
            campaigns=tuple(one.name for one in held if one.start <= day <= one.end),
        )
        for day in week.days()
    )
