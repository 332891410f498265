"""How busy a day of the sample store is: growth, season, weekday, campaigns, Spring Festival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_WEEKDAY = (1.04, 1.02, 0.99, 0.98, 0.95, 0.96, 1.06)
_MONTH = (0.92, 0.78, 1.02, 1.0, 0.98, 1.02, 0.94, 0.96, 1.05, 1.06, 1.12, 1.04)
_FIRST_VISITORS = 820.0
_LAST_VISITORS = 1750.0


@dataclass(frozen=True, slots=True)
class SampleProduct:
    """A product: ``price`` in fen, ``weight`` its share of orders, ``season`` warm, cold or even."""

    id: str
    title: str
    category: str
    price: int
    weight: int
    season: str
    role: str
    stock: int
    minimum: int | None


@dataclass(frozen=True, slots=True)
class SampleCampaign:
    """A campaign's days with what it does to visitors (``lift``), conversion (``bite``) and price (``off``)."""

    code: str
    name: str
    kind: str
    start: date
    end: date
    lift: float
    bite: float
    off: Decimal

    def covers(self, day: date) -> bool:
        """Whether it runs on ``day``."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides a day: the span of the data, the campaigns, the Spring Festivals in it."""

    first: date
    last: date
    campaigns: Sequence[SampleCampaign]
    spring_festivals: Sequence[date]

    def campaign_on(self, day: date) -> SampleCampaign | None:
        """The campaign that runs on ``day``."""
        return next((campaign for campaign in self.campaigns if campaign.covers(day)), None)

    def visitors(self, day: date) -> float:
        """The visitors to be expected."""
        done = (day - self.first).days / max(1, (self.last - self.first).days)
        base = _FIRST_VISITORS + (_LAST_VISITORS - _FIRST_VISITORS) * done
        campaign = self.campaign_on(day)
        lift = campaign.lift if campaign else self._around(day)
        return base * _WEEKDAY[day.weekday()] * _MONTH[day.month - 1] * lift * self._holiday(day)

    def conversion(self, day: date) -> float:
        """The share of visitors that buys."""
        campaign = self.campaign_on(day)
        return 0.027 * (campaign.bite if campaign else 1.0)

    def _around(self, day: date) -> float:
        # Buyers wait for a big campaign and are spent after it.
        for campaign in self.campaigns:
            if campaign.lift >= 2 and 1 <= (campaign.start - day).days <= 4:
                return 0.86
            if campaign.lift >= 2 and 1 <= (day - campaign.end).days <= 3:
                return 0.8
        return 1.0

    def _holiday(self, day: date) -> float:
        for festival in self.spring_festivals:
            if -6 <= (day - festival).days <= 6:
                return 0.38
        return 1.0


def season_weight(product: SampleProduct, day: date) -> float:
    """A product's share of orders on a day; warm ones peak in July, cold ones in December."""
    if product.season == "even":
        return float(product.weight)
    peak = 7 if product.season == "warm" else 12
    distance = min((day.month - peak) % 12, (peak - day.month) % 12)
    return product.weight * (2.0, 1.7, 1.1, 0.5, 0.25, 0.12, 0.1)[distance]
