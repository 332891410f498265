"""Moving and resizing a campaign on the calendar; its warm-up and open milestones go along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from shopdesk.domain.calendar.lunar import check_year
from shopdesk.domain.campaigns.records import Anchor, Campaign, Milestone, MilestoneRule
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text


def moved(campaign: Campaign, new_start: date) -> Campaign:
    """The campaign beginning on another day, as long as before; its warm-up keeps its distance.

    Raises:
        UserError: it would leave the years of the calendar.
    """
    check_year(new_start.year)
    shift = new_start - campaign.start
    return _checked(
        replace(
            campaign,
            start=new_start,
            end=campaign.end + shift,
            warm_up_on=campaign.warm_up_on + shift if campaign.warm_up_on else None,
        )
    )


def resized(campaign: Campaign, start: date, end: date) -> Campaign:
    """The campaign with another first or last day; a warm-up keeps its distance from the start.

    Raises:
        UserError: it would end before it starts or leave the years of the calendar.
    """
    if end < start:
        raise UserError(Text("A campaign lasts at least one day."))
    shift = start - campaign.start
    warm_up = campaign.warm_up_on + shift if campaign.warm_up_on else None
    return _checked(replace(campaign, start=start, end=end, warm_up_on=warm_up))


def _checked(campaign: Campaign) -> Campaign:
    check_year(campaign.start.year)
    check_year(campaign.end.year)
    return campaign


def due_day(campaign: Campaign, anchor: Anchor, offset_days: int) -> date:
    """The day a milestone falls on; a campaign without a warm-up begins with its first day."""
    counted = {
        Anchor.START: campaign.start,
        Anchor.END: campaign.end,
        Anchor.WARM_UP: campaign.warm_up_on or campaign.start,
    }
    return counted[anchor] + timedelta(days=offset_days)


def milestones_for(campaign: Campaign, rules: Iterable[MilestoneRule]) -> list[Milestone]:
    """The milestones a new campaign gets from the rules of its kind, by due day.

    Those that would already be past before the campaign was thought of are left to the caller: the due day says so.
    """
    assert campaign.id is not None, "only a saved campaign has milestones"
    made = [
        Milestone(
            store_id=campaign.store_id,
            campaign_id=campaign.id,
            code=rule.code,
            title_zh=rule.title_zh,
            title_en=rule.title_en,
            anchor=rule.anchor,
            offset_days=rule.offset_days,
            due=due_day(campaign, rule.anchor, rule.offset_days),
        )
        for rule in rules
        if rule.kind is campaign.kind
    ]
    return sorted(made, key=lambda milestone: milestone.due)


def milestones_after_move(campaign: Campaign, milestones: Iterable[Milestone]) -> list[Milestone]:
    """The open milestones whose due day changes with the campaign's new days; done ones stay as they are."""
    changed = []
    for milestone in milestones:
        due = due_day(campaign, milestone.anchor, milestone.offset_days)
        if milestone.done_on is None and due != milestone.due:
            changed.append(replace(milestone, due=due))
    return changed
