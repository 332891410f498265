"""A drag in the month grid: what is held, and what it would become if let go now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from shopdesk.domain.campaigns.records import Campaign


class Grip(Enum):
    """What the mouse holds."""

    EMPTY = auto()
    BODY = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag that began on ``origin``; ``active`` once the mouse went far enough to mean it."""

    grip: Grip
    origin: date
    campaign: Campaign | None = None
    current: date | None = None
    active: bool = False

    def span(self) -> tuple[date, date]:
        """The first and last day it would give."""
        here = self.current or self.origin
        if self.campaign is None:
            return min(self.origin, here), max(self.origin, here)
        if self.grip is Grip.START:
            return min(here, self.campaign.end), self.campaign.end
        if self.grip is Grip.END:
            return self.campaign.start, max(here, self.campaign.start)
        shift = here - self.origin
        return self.campaign.start + shift, self.campaign.end + shift

    @property
    def changes(self) -> bool:
        """Whether letting go now changes the campaign's days."""
        return self.campaign is not None and self.span() != (self.campaign.start, self.campaign.end)


def nudged(campaign: Campaign, days: int, *, end_only: bool) -> tuple[date, date] | None:
    """The days after a nudge by keyboard; ``None`` where the end would pass the start."""
    step = timedelta(days=days)
    if not end_only:
        return campaign.start + step, campaign.end + step
    return (campaign.start, campaign.end + step) if campaign.end + step >= campaign.start else None
