"""What of the scorecards is kept: versions of cards, typed figures of months, and settled months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shopdesk.domain.records import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class CardVersion(Kept):
    """One version of a scorecard as it is kept; ``content`` is the card (see ``scorecards.card_content``)."""

    store_id: int
    code: str
    valid_from: date
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEntry(Kept):
    """What a person entered for an indicator of somebody's month; it goes before what the data say.

    ``value`` in the unit of the card, ``None`` where only the indicator is left out. ``left_out``: it does not count
    this month.
    """

    store_id: int
    person_id: int
    month: date
    indicator: str
    value: Decimal | None = None
    left_out: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledScore(Kept):
    """A person's month as it was settled: the filled card (``scoring.scored_content``) and its total."""

    store_id: int
    person_id: int
    month: date
    card: str
    content: dict[str, Any]
    total: Decimal
