"""Where campaign bars lie in a month grid: pure arithmetic, no widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shopdesk.domain.campaigns.records import Campaign

WEEKS = 6
DAYS = 7 * WEEKS


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a campaign's bar in one week: from column ``first`` to ``last`` (0 is Monday), in a lane.

    ``starts`` and ``ends`` say whether the campaign's own first and last day lie in this part.
    """

    campaign: Campaign
    week: int
    first: int
    last: int
    lane: int
    starts: bool
    ends: bool


def grid_start(year: int, month: int) -> date:
    """The Monday with which a month's six weeks begin."""
    first = date(year, month, 1)
    return first - timedelta(days=first.weekday())


def place(campaigns: Iterable[Campaign], start: date) -> list[Segment]:
    """The bars of the six weeks from ``start``: earlier and longer campaigns lie higher, none cover each other."""
    ordered = sorted(campaigns, key=lambda c: (c.start, -(c.end - c.start).days, c.id or 0))
    segments: list[Segment] = []
    for week in range(WEEKS):
        monday = start + timedelta(days=7 * week)
        sunday = monday + timedelta(days=6)
        taken: list[list[tuple[int, int]]] = []
        for campaign in ordered:
            if campaign.end < monday or campaign.start > sunday:
                continue
            first = max((campaign.start - monday).days, 0)
            last = min((campaign.end - monday).days, 6)
            lane = free_lane(taken, first, last)
            segments.append(
                Segment(campaign, week, first, last, lane, campaign.start >= monday, campaign.end <= sunday)
            )
    return segments


def free_lane(taken: list[list[tuple[int, int]]], first: int, last: int) -> int:
    """The first lane in which nothing lies from ``first`` to ``last``; it is taken then."""
    for lane, spans in enumerate(taken):
        if all(last < begin or first > end for begin, end in spans):
            spans.append((first, last))
            return lane
    taken.append([(first, last)])
    return len(taken) - 1


def hidden_counts(segments: Sequence[Segment], lanes: int) -> dict[tuple[int, int], int]:
    """How many campaigns have no room on a day, by (week, column), when ``lanes`` fit and "+n more" takes the last.

    On a day where everything fits nothing is hidden; where it does not, the last lane gives way to the sign.
    """
    per_day: dict[tuple[int, int], list[int]] = {}
    for segment in segments:
        for column in range(segment.first, segment.last + 1):
            per_day.setdefault((segment.week, column), []).append(segment.lane)
    crowded = {day for day, used in per_day.items() if max(used) >= lanes}
    shown = {day: lanes - 1 if day in crowded else lanes for day in per_day}
    return {day: sum(lane >= shown[day] for lane in per_day[day]) for day in crowded}


def visible(segment: Segment, hidden: dict[tuple[int, int], int], lanes: int) -> bool:
    """Whether a bar is drawn: it has a lane, and no day of it is given to a "+n more"."""
    crowded = any((segment.week, column) in hidden for column in range(segment.first, segment.last + 1))
    return segment.lane < (lanes - 1 if crowded else lanes)


def with_cut_bars(segments: Sequence[Segment], lanes: int) -> tuple[list[Segment], dict[tuple[int, int], int]]:
    """The bars to draw and the number to show as "+n more" on each crowded day; together they miss no campaign."""
    hidden = hidden_counts(segments, lanes)
    drawn = [segment for segment in segments if visible(segment, hidden, lanes)]
    left: dict[tuple[int, int], int] = {}
    for segment in segments:
        if segment not in drawn:
            for column in range(segment.first, segment.last + 1):
                left[(segment.week, column)] = left.get((segment.week, column), 0) + 1
    return drawn, left
