"""Scorecards: what a role is judged by, in versions by date; each indicator says its weight, target and rule.

Figures of a card are decimals in the unit in which they are read: 95 is 95 %, 12.5 is 12.50 yuan, 30 is 30 seconds.
Weights are shares of one and add up to one; scores and totals go from 0 to :data:`MOST`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.kinds import Better, Unit
from shopdesk.domain.money import percent_text
from shopdesk.domain.text import NO_DATA, Text

MOST = Decimal(100)
"""The score of an indicator whose target is reached, and the highest total."""
BEGINNING = date(2000, 1, 1)
"""The shipped cards hold from before any month, until the owner's own versions."""

UNIT_NAMES: dict[Unit, Text] = {
    Unit.RATE: Text("%"),
    Unit.MONEY: Text("yuan"),
    Unit.SECONDS: Text("seconds", context="unit"),
    Unit.COUNT: Text("number", context="unit"),
    Unit.NUMBER: Text("decimal number", context="unit"),
    Unit.SCORE: Text("points", context="unit"),
    Unit.MULTIPLE: Text("times", context="unit"),
}
BETTER_NAMES: dict[Better, Text] = {
    Better.HIGHER: Text("more is better"),
    Better.LOWER: Text("less is better"),
}


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """Who reaches ``reach`` gets ``points``: at least it where more is better, at most it where less is."""

    reach: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing a person is judged by.

    ``weight``: share of one. ``target`` is worth :data:`MOST`, ``floor`` is worth nothing, and between the two the
    score is linear; ``bands`` take the place of that line and are then the whole rule. ``source`` is a code of
    :mod:`shopdesk.domain.growth.sources`. ``own``: a figure that is the person's and not the store's.
    """

    code: str
    name_zh: str
    name_en: str = ""
    weight: Decimal
    source: str
    unit: Unit = Unit.RATE
    better: Better = Better.HIGHER
    target: Decimal
    floor: Decimal
    bands: tuple[ScoreBand, ...] = ()

    def name(self, language: str) -> str:
        """Its name in a language ("zh_CN" or "en"), in the other one where it has none."""
        first, second = (self.name_zh, self.name_en) if language.startswith("zh") else (self.name_en, self.name_zh)
        return first or second


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One version of a scorecard: it holds from ``valid_from`` until the next version of the same code begins.

    ``about_zh``/``about_en`` say where its indicators and targets come from; ``own``: the owner wrote it.
    """

    code: str
    name_zh: str
    name_en: str = ""
    roles: tuple[str, ...] = ()
    valid_from: date = BEGINNING
    indicators: tuple[Indicator, ...] = ()
    about_zh: str = ""
    about_en: str = ""
    own: bool = False

    def name(self, language: str) -> str:
        """Its name in a language ("zh_CN" or "en"), in the other one where it has none."""
        first, second = (self.name_zh, self.name_en) if language.startswith("zh") else (self.name_en, self.name_zh)
        return first or second

    def about(self, language: str) -> str:
        """Where it comes from, in a language."""
        return self.about_zh if language.startswith("zh") else self.about_en


def cards_on(cards: Iterable[Card], month: date) -> list[Card]:
    """The version of each card that holds in the month beginning on ``month``; of one day the one given last."""
    latest: dict[str, Card] = {}
    for card in cards:
        known = latest.get(card.code)
        if card.valid_from <= month and (known is None or card.valid_from >= known.valid_from):
            latest[card.code] = card
    return list(latest.values())


def card_for(cards: Iterable[Card], role: str, month: date) -> Card | None:
    """The card of a role in a month: of the cards that name the role, the one that began last."""
    mine = [card for card in cards_on(cards, month) if role in card.roles]
    return max(mine, key=lambda card: card.valid_from, default=None)


def check_card(card: Card) -> None:
    """Refuse a card that cannot be scored, in words.

    Raises:
        UserError: it has no name or indicator, the weights are not 100 % together, or an indicator contradicts itself.
    """
    if not (card.name_zh.strip() or card.name_en.strip()):
        raise UserError(Text("Give the scorecard a name."))
    if not card.indicators:
        raise UserError(Text("A scorecard needs at least one indicator. Add one."))
    for indicator in card.indicators:
        check_indicator(indicator)
    codes = [indicator.code for indicator in card.indicators]
    if len(set(codes)) < len(codes):
        raise UserError(Text("Two indicators of this scorecard are the same. Remove one of them."))
    whole = sum((indicator.weight for indicator in card.indicators), Decimal(0))
    if whole < 1:
        raise UserError(
            Text(
                "The weights add up to {sum}; {missing} are missing. They have to be 100% together.",
                sum=percent_text(whole),
                missing=percent_text(1 - whole),
            )
        )
    if whole > 1:
        raise UserError(
            Text(
                "The weights add up to {sum}, {over} too much. They have to be 100% together.",
                sum=percent_text(whole),
                over=percent_text(whole - 1),
            )
        )


def check_indicator(indicator: Indicator) -> None:
    """Refuse an indicator that cannot be scored.

    Raises:
        UserError: no weight, target and floor the wrong way round, or bands that do not rise with the figure.
    """
    name = indicator.name_zh or indicator.name_en
    if not name.strip():
        raise UserError(Text("Give the indicator a name."))
    if not 0 < indicator.weight <= 1:
        raise UserError(Text("“{name}” needs a weight above 0% and up to 100%.", name=name))
    if indicator.bands:
        _check_bands(indicator, name)
        return
    if indicator.better is Better.HIGHER and indicator.target <= indicator.floor:
        raise UserError(
            Text(
                "More is better for “{name}”, so its target has to be above the figure that is worth nothing.",
                name=name,
            )
        )
    if indicator.better is not Better.HIGHER and indicator.target >= indicator.floor:
        raise UserError(
            Text(
                "Less is better for “{name}”, so its target has to be below the figure that is worth nothing.",
                name=name,
            )
        )


def _check_bands(indicator: Indicator, name: str) -> None:
    ordered = ordered_bands(indicator)
    if any(not 0 <= band.points <= MOST for band in ordered):
        raise UserError(Text("The points of a band of “{name}” lie outside of 0 to 100.", name=name))
    for better, worse in pairwise(ordered):
        if better.reach == worse.reach:
            raise UserError(Text("Two bands of “{name}” begin at the same figure.", name=name))
        if better.points <= worse.points:
            raise UserError(Text("A better figure of “{name}” has to bring more points.", name=name))


def ordered_bands(indicator: Indicator) -> list[ScoreBand]:
    """The bands, the best figure first."""
    return sorted(indicator.bands, key=lambda band: band.reach, reverse=indicator.better is Better.HIGHER)


def read_bands(text: str) -> tuple[ScoreBand, ...]:
    """Bands as they are typed, ``95:100, 90:80, 85:60``: figure, colon, points; empty for none.

    Raises:
        UserError: it is not written so.
    """
    from shopdesk.domain.typed import narrow, read_number

    found = []
    for part in filter(None, (one.strip() for one in narrow(text).replace(";", ",").replace("、", ",").split(","))):
        reach, _colon, points = part.partition(":")
        numbers = read_number(reach.strip().removesuffix("%")), read_number(points)
        if numbers[0] is None or numbers[1] is None:
            raise UserError(
                Text("“{part}” is no band. Write figure and points with a colon, like 95:100, 90:80.", part=part)
            )
        found.append(ScoreBand(numbers[0], numbers[1]))
    return tuple(found)


def written_bands(bands: Iterable[ScoreBand]) -> str:
    """Bands as they would be typed, which :func:`read_bands` gives back."""
    return ", ".join(f"{band.reach.normalize():f}:{band.points.normalize():f}" for band in bands)


def card_content(card: Card) -> dict[str, Any]:
    """What of a card is kept: everything but code and day, as plain values."""
    return {
        "name": [card.name_zh, card.name_en],
        "roles": list(card.roles),
        "indicators": [indicator_content(indicator) for indicator in card.indicators],
    }


def card_of(code: str, valid_from: date, content: Mapping[str, Any]) -> Card:
    """The card that was kept.

    Raises:
        UserError: what stands there is no card.
    """
    try:
        name_zh, name_en = content["name"]
        return Card(
            code=code,
            name_zh=str(name_zh),
            name_en=str(name_en),
            roles=tuple(str(role) for role in content["roles"]),
            valid_from=valid_from,
            indicators=tuple(indicator_of(part) for part in content["indicators"]),
            own=True,
        )
    except UNREADABLE as error:
        raise unreadable(code) from error


UNREADABLE = (KeyError, ValueError, TypeError, ArithmeticError, AttributeError)
"""What taking a kept content apart raises where it is none."""


def unreadable(name: str) -> UserError:
    """The sentence about a kept card, plan or score that cannot be read."""
    return UserError(
        Text("What is kept as “{name}” cannot be read. Restore a backup: File, Backups.", name=name[:80] or NO_DATA)
    )


def indicator_content(indicator: Indicator) -> dict[str, Any]:
    """An indicator as plain values."""
    return {
        "code": indicator.code,
        "name": [indicator.name_zh, indicator.name_en],
        "weight": str(indicator.weight),
        "source": indicator.source,
        "unit": indicator.unit.value,
        "better": indicator.better.value,
        "target": str(indicator.target),
        "floor": str(indicator.floor),
        "bands": [[str(band.reach), str(band.points)] for band in indicator.bands],
    }


def indicator_of(part: Mapping[str, Any]) -> Indicator:
    """The indicator of plain values, of a kept card or a shipped file."""
    name_zh, name_en = part["name"]
    return Indicator(
        code=str(part["code"]),
        name_zh=str(name_zh),
        name_en=str(name_en),
        weight=finite(part["weight"]),
        source=str(part["source"]),
        unit=Unit(part["unit"]),
        better=Better(part["better"]),
        target=finite(part["target"]),
        floor=finite(part["floor"]),
        bands=tuple(ScoreBand(finite(reach), finite(points)) for reach, points in part.get("bands", ())),
    )


_MOST_DIGITS = 20


def finite(text: Any) -> Decimal:
    """A decimal that can be reckoned with.

    Raises:
        ValueError: it is none, or beyond any figure that somebody means.
    """
    number = Decimal(str(text))
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS or number.adjusted() < -_MOST_DIGITS:
        raise ValueError(f"{text} is no figure")
    return number
