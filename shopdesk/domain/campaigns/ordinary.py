"""Which days are everyday life, and which a campaign or the calendar makes special."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from shopdesk.domain.calendar.festivals import CalendarDay, DayKind
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.periods import Period

LONGEST = 28
"""Days: a campaign that runs for longer is everyday life."""

NOT_HELD = (CampaignState.IDEA, CampaignState.REJECTED)
"""The states of a campaign that sells nothing on its days."""


def busy_days(campaigns: Iterable[Campaign], period: Period) -> frozenset[date]:
    """The days of a period on which a campaign sells."""
    held = [one.period for one in campaigns if one.state not in NOT_HELD and one.period.length <= LONGEST]
    return frozenset(day for one in held if one.overlaps(period) for day in one.days() if day in period)


def special_days(calendar: Mapping[date, Collection[CalendarDay]]) -> frozenset[date]:
    """The public holidays and the big festivals among the days of the calendar."""
    return frozenset(
        day for day, entries in calendar.items() if any(one.kind is DayKind.HOLIDAY or one.major for one in entries)
    )
