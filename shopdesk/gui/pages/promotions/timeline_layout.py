"""Where campaigns lie on a year's timeline, a line of days for each month: pure arithmetic, no widgets."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import DAYS_AFTER
from shopdesk.gui.pages.promotions.month_layout import free_lane

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A campaign from its warm-up to the end of its after-sales days, both included."""

    campaign: Campaign
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a stretch in one month, in a lane of that month."""

    stretch: Stretch
    month: int
    first: date
    last: date
    lane: int


def stretch(campaign: Campaign) -> Stretch:
    """From the first day of the warm-up, where there is one, to the days in which buyers still come back."""
    begin = min(campaign.warm_up_on or campaign.start, campaign.start)
    return Stretch(campaign, begin, campaign.end + timedelta(days=DAYS_AFTER))


def pieces(campaigns: Iterable[Campaign], year: int) -> list[Piece]:
    """The parts of all campaigns in a year, month by month; in none of its lanes do two lie over each other."""
    ordered = sorted(map(stretch, campaigns), key=lambda one: (one.first, one.last, one.campaign.id or 0))
    found = []
    for month in MONTHS:
        begin, end = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        taken: list[list[tuple[int, int]]] = []
        for one in ordered:
            if one.last < begin or one.first > end:
                continue
            first, last = max(one.first, begin), min(one.last, end)
            found.append(Piece(one, month, first, last, free_lane(taken, first.day, last.day)))
    return found


def week_loads(due: Mapping[date, int], year: int, month: int) -> list[tuple[int, int, int]]:
    """How much is due in each week of a month: its first and last day there, and the number.

    Args:
        due: how many things are due on a day; other days are missing.
        year: the year.
        month: the month, from 1.
    """
    found: list[tuple[int, int, int]] = []
    for number in range(1, calendar.monthrange(year, month)[1] + 1):
        day = date(year, month, number)
        count = due.get(day, 0)
        if found and day.weekday():
            first, _last, so_far = found[-1]
            found[-1] = first, number, so_far + count
        else:
            found.append((number, number, count))
    return found
