"""What a store promises its buyers: which promises the data can check, and of which they say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from shopdesk.domain.text import Text

CUTOFF_SETTING = "ship_cutoff"
CUTOFF = time(16)
"""Orders paid by then leave the same day, unless the store says otherwise; 15:00 and 16:00 are usual."""
CUTOFFS = tuple(time(hour) for hour in range(12, 21))
FIRST_REPLY_SECONDS = 30


class Level(StrEnum):
    """A promise that the data can check."""

    CUTOFF = "level_cutoff"
    HOURS_24 = "level_24"
    HOURS_48 = "level_48"
    FIRST_REPLY = "level_reply"


UNKNOWN = (
    Text("the buyer is told the parcel number at once"),
    Text("a call one day after the usual delivery"),
    Text("out of stock is told at once"),
    Text("refund requests before the automatic limit (the reports have no time of request)"),
    Text("complaints the same day"),
)
"""Promises that nothing in the platform's reports can check: a person has to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOrder:
    """When an order was paid and when its parcel left; ``waiting`` where it has not left yet.

    An order that left at a time that no report says has neither, and counts in no promise.
    """

    paid_at: datetime
    shipped_at: datetime | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many of those that a promise was given kept it. ``known`` is 0 where the data say nothing."""

    kept: int
    known: int

    @property
    def all_kept(self) -> bool | None:
        """Whether the promise was kept to everybody; ``None`` where the data say nothing."""
        return None if not self.known else self.kept == self.known


def left_same_day(orders: Iterable[PaidOrder], cutoff: time) -> Kept:
    """How many of the orders paid by the cut-off left on the day on which they were paid."""
    given = [one for one in orders if one.paid_at.time() <= cutoff and _known(one)]
    left = [one for one in given if one.shipped_at is not None and one.shipped_at.date() == one.paid_at.date()]
    return Kept(kept=len(left), known=len(given))


def left_within(orders: Iterable[PaidOrder], hours: int) -> Kept:
    """How many orders left within so many hours of being paid."""
    given = [one for one in orders if _known(one)]
    limit = timedelta(hours=hours)
    left = [one for one in given if one.shipped_at is not None and one.shipped_at - one.paid_at <= limit]
    return Kept(kept=len(left), known=len(given))


def replied_in_time(seconds: Iterable[int | None]) -> Kept:
    """How many service people replied within the limit on the mean of their day; single replies are in no report."""
    given = [one for one in seconds if one is not None]
    return Kept(kept=sum(one <= FIRST_REPLY_SECONDS for one in given), known=len(given))


def _known(order: PaidOrder) -> bool:
    return order.waiting or order.shipped_at is not None
