"""The weekly report's look at campaigns, ended, running and coming, and at the days of the next week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.periods import Period
from shopdesk.domain.report.records import CampaignLine, NextDay
from shopdesk.services.context import ServiceContext

COMING_DAYS = 28
_NOT_HELD = (CampaignState.IDEA, CampaignState.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLines:
    """Campaigns by where they stand at the week's end."""

    run: tuple[CampaignLine, ...]
    running: tuple[CampaignLine, ...]
    coming: tuple[CampaignLine, ...]


def campaign_lines(ctx: ServiceContext, store_id: int, week: Period) -> CampaignLines:
    """The campaigns that ended in the week, run beyond it, or begin within four weeks after it."""
    service = ctx.services.campaigns
    until = week.end + timedelta(days=COMING_DAYS)
    found = [one for one in service.between(store_id, week.start, until) if one.state is not CampaignState.REJECTED]
    held = [one for one in found if one.state not in _NOT_HELD]
    return CampaignLines(
        run=tuple(_line(ctx, one) for one in held if one.end <= week.end),
        running=tuple(_line(ctx, one) for one in held if one.start <= week.end < one.end),
        coming=tuple(_line(ctx, one) for one in found if one.start > week.end),
    )


def _line(ctx: ServiceContext, campaign: Campaign) -> CampaignLine:
    service = ctx.services.campaigns
    milestones = service.view(campaign.id or 0).milestones
    begun = campaign.start <= ctx.clock.today()
    return CampaignLine(
        campaign=campaign,
        review=service.review(campaign.id or 0) if begun else None,
        open_milestones=tuple(sorted((one for one in milestones if one.done_on is None), key=lambda one: one.due)),
        done_milestones=sum(one.done_on is not None for one in milestones),
    )


def next_days(ctx: ServiceContext, store_id: int, week: Period, plan: Mapping[date, int]) -> tuple[NextDay, ...]:
    """The days of the next week with targets, calendar entries and campaigns."""
    calendar = ctx.services.calendar.between(week.start, week.end, store_id)
    campaigns = [
        one for one in ctx.services.campaigns.between(store_id, week.start, week.end) if one.state not in _NOT_HELD
    ]
    return tuple(
        NextDay(
            day=day,
            target=plan.get(day),
            calendar=tuple((entry.name_zh, entry.name_en) for entry in calendar.get(day, [])),
            campaigns=tuple(one.name for one in campaigns if one.start <= day <= one.end),
        )
        for day in week.days()
    )
