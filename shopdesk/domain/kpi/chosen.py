"""The key figures that an owner chose for a store: in which order, how large, and what each is held against."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.beside import AGAINST_NAMES, Against, span_beside
from shopdesk.domain.kpi.compare import compared_with, year_before
from shopdesk.domain.kpi.declarations import KPIS
from shopdesk.domain.periods import By, Period, month_of
from shopdesk.domain.text import Text

MOST_TILES = 12
"""More would push the sections off a small screen."""


class TileAgainst(StrEnum):
    """What the figure of a tile is held against."""

    BEFORE = "before"
    YEAR = "year"
    FESTIVAL = "festival"
    TARGET = "target"


TILE_AGAINST_NAMES: dict[TileAgainst, Text] = {
    TileAgainst.BEFORE: AGAINST_NAMES[Against.BEFORE],
    TileAgainst.YEAR: AGAINST_NAMES[Against.YEAR],
    TileAgainst.FESTIVAL: AGAINST_NAMES[Against.FESTIVAL],
    TileAgainst.TARGET: Text("Its target"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A chosen figure; a ``wide`` one takes the room of two and always shows its course."""

    code: str
    against: TileAgainst = TileAgainst.BEFORE
    wide: bool = False


def earlier_span(period: Period, against: TileAgainst, springs: Mapping[int, date]) -> Period | None:
    """The span that a tile's figure is held against; ``None`` for a target and where the calendar has none.

    A year before whole months are the same months; of other spans it is the same weekdays, 364 days earlier.

    Args:
        period: the span that is shown.
        against: which earlier one.
        springs: the first day of the Spring Festival by year.
    """
    if against is TileAgainst.TARGET:
        return None
    if against is TileAgainst.BEFORE:
        return compared_with(period)
    whole_months = period.start.day == 1 and period.end == month_of(period.end).end
    if against is TileAgainst.YEAR and whole_months and period.start.year > date.min.year:
        return year_before(period)
    return span_beside(period, By.DAY, Against(against.value), springs)


def read_tiles(kept: str) -> tuple[Tile, ...]:
    """The kept tiles, each figure once; one that is no longer known is left out.

    Raises:
        ValueError: it is no list of tiles.
    """
    known = {item.code for item in KPIS}
    kept_tiles = json.loads(kept)
    if not isinstance(kept_tiles, list):
        raise ValueError("no list of tiles")
    found: dict[str, Tile] = {}
    for tile in map(_read, kept_tiles):
        if tile.code in known:
            found.setdefault(tile.code, tile)
    return tuple(found.values())[:MOST_TILES]


def _read(kept: object) -> Tile:
    """A tile; until tiles had a comparison of their own only its code was kept."""
    if isinstance(kept, str):
        return Tile(kept)
    if not isinstance(kept, dict) or not isinstance(kept.get("code"), str):
        raise ValueError("no tile")
    return Tile(kept["code"], TileAgainst(kept.get("against", TileAgainst.BEFORE)), kept.get("wide") is True)


def written_tiles(tiles: Sequence[Tile]) -> str:
    """The tiles as they are kept.

    Raises:
        UserError: there are too many of them.
    """
    if len(tiles) > MOST_TILES:
        raise UserError(
            Text("{count} figures are chosen; there is room for {most}. Take some away.",
                 count=len(tiles), most=MOST_TILES)
        )  # fmt: skip
    return json.dumps([{"code": one.code, "against": one.against.value, "wide": one.wide} for one in tiles])
