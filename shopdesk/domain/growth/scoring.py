"""Scoring a card: pure functions from figures to scores, total and what is missing of it.

Every score is rounded half-up to two decimals where it arises, and the total once more, so that anybody can reckon
the total again from the scores that are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shopdesk.domain.growth.scorecards import (
    MOST,
    UNREADABLE,
    Card,
    Indicator,
    card_content,
    card_of,
    finite,
    ordered_bands,
    unreadable,
)
from shopdesk.domain.kpi.kinds import Better

_STEP = Decimal("0.01")
_NOTHING = Decimal("0.00")


def rounded(value: Decimal) -> Decimal:
    """The value to two decimals, half-up."""
    return value.quantize(_STEP, rounding=ROUND_HALF_UP)


def score_of(indicator: Indicator, actual: Decimal | None) -> Decimal | None:
    """What a figure is worth, from 0 to 100 in two decimals; ``None`` for no figure.

    Linear between the floor, worth 0, and the target, worth 100; beyond them it stays there. Where there are bands, the
    best one that is reached holds, and below all of them it is 0. A better figure is never worth less.
    """
    if actual is None:
        return None
    if indicator.bands:
        for band in ordered_bands(indicator):
            reached = actual >= band.reach if indicator.better is Better.HIGHER else actual <= band.reach
            if reached:
                return rounded(band.points)
        return _NOTHING
    share = (actual - indicator.floor) / (indicator.target - indicator.floor)
    return rounded(min(max(share, Decimal(0)), Decimal(1)) * MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """A figure of a person and month for one indicator.

    ``value`` is ``None`` where nobody knows it. ``typed``: a person entered it, ``reason`` says why. ``left_out``: the
    owner does not want it to count this month, and ``reason`` says why. ``known`` is what the data say, also where a
    typed figure goes before it.
    """

    value: Decimal | None = None
    typed: bool = False
    left_out: bool = False
    reason: str = ""
    known: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredLine:
    """An indicator with its figure and what that is worth."""

    indicator: Indicator
    actual: Actual
    score: Decimal | None

    @property
    def counts(self) -> bool:
        """Whether it is a part of the total."""
        return not self.actual.left_out

    @property
    def part(self) -> Decimal | None:
        """Weight times score, unrounded; ``None`` where it is left out or nothing is known."""
        return None if self.score is None or not self.counts else self.indicator.weight * self.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A card filled in for one person and month."""

    card: Card
    lines: tuple[ScoredLine, ...]

    @property
    def known_weight(self) -> Decimal:
        """The weight of everything that counts and is known, as a share of one."""
        return sum((line.indicator.weight for line in self.lines if line.part is not None), Decimal(0))

    @property
    def missing(self) -> tuple[ScoredLine, ...]:
        """The lines that count and have no figure."""
        return tuple(line for line in self.lines if line.counts and line.score is None)

    @property
    def missing_weight(self) -> Decimal:
        """Their weight together."""
        return sum((line.indicator.weight for line in self.missing), Decimal(0))

    @property
    def known_part(self) -> Decimal:
        """The weighted scores of what is known, added up; it is no total while anything is missing."""
        return sum((line.part for line in self.lines if line.part is not None), Decimal(0))

    @property
    def total(self) -> Decimal | None:
        """The weighted scores divided by the weight that counts, from 0 to 100 in two decimals.

        ``None`` while a figure that counts is missing, and where nothing counts at all: a part is never shown as the
        whole.
        """
        counted = self.known_weight
        return None if self.missing or not counted else rounded(self.known_part / counted)


def scored(card: Card, actuals: Mapping[str, Actual]) -> Scored:
    """The card with its figures by indicator code; what is not there is missing."""
    lines = []
    for indicator in card.indicators:
        actual = actuals.get(indicator.code, Actual())
        lines.append(ScoredLine(indicator=indicator, actual=actual, score=score_of(indicator, actual.value)))
    return Scored(card=card, lines=tuple(lines))


def scored_content(filled: Scored) -> dict[str, Any]:
    """A filled card as plain values: what is kept of a settled month, so that nothing changes it afterwards."""
    card = filled.card
    return {
        "code": card.code,
        "valid_from": card.valid_from.isoformat(),
        "card": card_content(card),
        "lines": [
            {
                "value": _plain(line.actual.value),
                "known": _plain(line.actual.known),
                "typed": line.actual.typed,
                "left_out": line.actual.left_out,
                "reason": line.actual.reason,
                "score": _plain(line.score),
            }
            for line in filled.lines
        ],
    }


def scored_of(content: Mapping[str, Any]) -> Scored:
    """The filled card that was kept, with the scores that it had then.

    Raises:
        UserError: what stands there is none.
    """
    from datetime import date

    try:
        card = card_of(str(content["code"]), date.fromisoformat(content["valid_from"]), content["card"])
        lines = tuple(
            ScoredLine(
                indicator=indicator,
                actual=Actual(
                    value=_read(part["value"]),
                    known=_read(part["known"]),
                    typed=bool(part["typed"]),
                    left_out=bool(part["left_out"]),
                    reason=str(part["reason"]),
                ),
                score=_read(part["score"]),
            )
            for indicator, part in zip(card.indicators, content["lines"], strict=True)
        )
    except UNREADABLE as error:
        raise unreadable(str(content.get("code", ""))) from error
    return Scored(card=card, lines=lines)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _read(text: Any) -> Decimal | None:
    return None if text is None else finite(text)
