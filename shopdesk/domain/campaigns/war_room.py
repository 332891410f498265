"""A campaign's day as it runs: target against what was paid by the hour, and stock with the hour at which it runs out.

Only what imports say is told: figures end at the newest payment among them, not at the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.money import share_out

PACE_HOURS = 3
"""Hours: how fast stock goes is told by the last three, for the first hour of a day sells like no other."""


@dataclass(frozen=True, slots=True)
class HourPace:
    """One hour of the day: what it should bring of the day's target, and what was paid in it, in fen.

    ``due_fen`` is ``None`` without a planned amount; ``paid_fen`` for hours of which nothing is known yet.
    """

    hour: int
    due_fen: int | None
    paid_fen: int | None


@dataclass(frozen=True, slots=True)
class Sold:
    """Pieces of a product paid in the campaign, and those of the last :data:`PACE_HOURS` hours before the newest."""

    pieces: int
    lately: int


@dataclass(frozen=True, slots=True)
class Stock:
    """What there was of a product at the beginning: the stock of the newest report before, with its day, or the offer.

    ``day`` is ``None`` where only the quantity that was offered is known.
    """

    pieces: int
    day: date | None


@dataclass(frozen=True, slots=True)
class StockPace:
    """A product's pieces sold and left, and when it runs out at the pace of the last hours; ``None``: not known."""

    product: CampaignProduct
    sold: int | None
    left: int | None
    out_at: datetime | None
    counted_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPace:
    """The day so far. Amounts in fen; ``until`` is the newest payment of the day, ``None`` where none is known."""

    day: date
    until: datetime | None
    target_fen: int | None
    hours: tuple[HourPace, ...]

    @property
    def paid_fen(self) -> int | None:
        """What was paid up to the newest payment."""
        known = [one.paid_fen for one in self.hours if one.paid_fen is not None]
        return sum(known) if known else None

    @property
    def due_fen(self) -> int | None:
        """What should have been paid by then; of the hour that runs, the part that has passed."""
        if self.until is None or self.target_fen is None:
            return None
        whole = sum(one.due_fen or 0 for one in self.hours if one.hour < self.until.hour)
        running = next((one.due_fen or 0 for one in self.hours if one.hour == self.until.hour), 0)
        return whole + running * self.until.minute // 60

    @property
    def ahead_fen(self) -> int | None:
        """How far what was paid is above what should have been; below it, negative."""
        paid, due = self.paid_fen, self.due_fen
        return None if paid is None or due is None else paid - due


def day_target(campaign: Campaign, day: date) -> int | None:
    """A day's part of what the campaign is planned to sell: each of its days the same; ``None`` without a plan."""
    if campaign.plan_sales_fen is None or day not in campaign.period:
        return None
    days = list(campaign.period.days())
    return share_out(campaign.plan_sales_fen, [1] * len(days))[days.index(day)]


def day_pace(
    campaign: Campaign, day: date, weights: Sequence[int], paid: Mapping[int, int], until: datetime | None
) -> DayPace:
    """The day by the hour.

    Args:
        campaign: the campaign.
        day: the day in view.
        weights: past paid orders by hour of the day, 24 of them; empty: every hour the same.
        paid: what was paid in each hour, in fen; hours without a payment are missing.
        until: the newest payment of the day that is known.
    """
    target = day_target(campaign, day)
    due: Sequence[int | None] = [None] * 24 if target is None else share_out(target, weights or [1] * 24)
    last = -1 if until is None else until.hour
    return DayPace(
        day=day,
        until=until,
        target_fen=target,
        hours=tuple(HourPace(hour, due[hour], paid.get(hour, 0) if hour <= last else None) for hour in range(24)),
    )


def stock_pace(product: CampaignProduct, stock: Stock | None, sold: Sold | None, until: datetime | None) -> StockPace:
    """What is left of a product, and when it runs out.

    Args:
        product: the product.
        stock: what there was before what ``sold`` counts; ``None``: neither a report nor an offer says.
        sold: what was paid since; ``None`` where no import names products.
        until: the newest payment that is known.
    """
    if stock is None or sold is None:
        return StockPace(product, None if sold is None else sold.pieces, None, None, None)
    left = max(stock.pieces - sold.pieces, 0)
    out_at = None
    if until is not None and left == 0:
        out_at = until
    elif until is not None and sold.lately > 0:
        hours = Fraction(left * PACE_HOURS, sold.lately)
        # Further away than a month is not a pace but a guess.
        out_at = until + timedelta(minutes=int(hours * 60)) if hours <= 24 * 31 else None
    return StockPace(product, sold.pieces, left, out_at, stock.day)
