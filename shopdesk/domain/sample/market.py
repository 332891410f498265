"""The sample's market: what search words bring each day, and what an owner would have seen of competitors.

Apart from the store's own figures and with chances of its own, so that these stay what they were for a seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from shopdesk.domain.figures import KeywordDay
from shopdesk.domain.keywords import KeywordKind
from shopdesk.domain.sample.shape import Shape

KEYWORD_DAYS = 70
"""So many days of keywords are there: twice the longest span that is compared, and some more."""
LOOK_EVERY = 14
LOOKS = 5
NEWEST_LOOK = 3
"""So many days ago competitors were looked at for the last time."""


@dataclass(frozen=True, slots=True)
class SampleKeyword:
    """A word: ``share`` of the visitors per mille, ``trend`` per cent a month, ``cost`` of a click in fen."""

    word: str
    kind: KeywordKind | None
    product_id: str
    share: int
    trend: int
    rank: int
    cost: int | None


def keyword_days(store_id: int, seed: int, shape: Shape, words: list[SampleKeyword]) -> Iterator[KeywordDay]:
    """The figures of each word for the last days of the sample."""
    rnd = Random(seed + 23)
    for back in range(KEYWORD_DAYS - 1, -1, -1):
        day = shape.last - timedelta(days=back)
        for one in words:
            grown = (1 + one.trend / 100) ** ((KEYWORD_DAYS - back) / 30)
            visitors = round(shape.visitors(day) * one.share / 1000 * grown * rnd.uniform(0.85, 1.15))
            clicks = round(visitors * rnd.uniform(1.05, 1.2))
            yield KeywordDay(
                store_id=store_id,
                word=one.word,
                day=day,
                impressions=round(clicks * rnd.uniform(14, 22)),
                clicks=clicks,
                visitors=visitors,
                buyers=round(visitors * shape.conversion(day) * rnd.uniform(0.7, 1.5)),
                spend_fen=None if one.cost is None else clicks * one.cost,
                rank=Decimal(one.rank) + Decimal(rnd.randrange(-10, 11)) / 10,
            )


def look_days(shape: Shape) -> list[date]:
    """The days on which competitors were looked at, the oldest first."""
    newest = shape.last - timedelta(days=NEWEST_LOOK - 1)
    return [newest - timedelta(days=LOOK_EVERY * back) for back in range(LOOKS - 1, -1, -1)]


def span_around(figure: float, step: int) -> tuple[int, int]:
    """The range in which a platform would show ``figure``: full steps."""
    low = int(figure // step) * step
    return low, low + step
