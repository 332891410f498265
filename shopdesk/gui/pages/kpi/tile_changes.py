"""What the tiles' figures are held against, where that is not the span before. Runs on the database thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.domain.calendar.lunar import springs_around
from shopdesk.domain.kpi import Figures, kpi
from shopdesk.domain.kpi.chosen import Tile, TileAgainst, earlier_span
from shopdesk.domain.kpi.compare import Change, Comparison, change
from shopdesk.domain.kpi.definitions import DefinitionChange
from shopdesk.domain.kpi.kinds import Rebuild
from shopdesk.domain.periods import Period
from shopdesk.domain.target_aims import METRICS

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class Held:
    """A figure's change against what it is held against.

    ``period`` is the earlier span, none for a target. ``parted`` are the days between both on which the figure began to
    be counted in another way, so that they do not mean the same.
    """

    change: Change
    period: Period | None
    against: TileAgainst = TileAgainst.BEFORE
    parted: tuple[DefinitionChange, ...] = ()


def held_tiles(
    services: Services, store_id: int, now: Figures, tiles: Sequence[Tile], totals: Callable[[Period], Figures]
) -> dict[str, Held]:
    """What the chosen tiles are held against, but for those held against the span before.

    Args:
        services: asked for targets and festivals.
        store_id: the store.
        now: the figures that are shown.
        tiles: the chosen tiles.
        totals: gives the figures of another span, in the same way.
    """
    wanted = {tile.against for tile in tiles}
    springs = springs_around(now.period.start, now.period.end) if TileAgainst.FESTIVAL in wanted else {}
    spans = {one: earlier_span(now.period, one, springs) for one in (TileAgainst.YEAR, TileAgainst.FESTIVAL)}
    past = {one: Comparison(now, totals(span)) for one, span in spans.items() if span is not None and one in wanted}
    found = {}
    for tile in tiles:
        item = kpi(tile.code)
        if tile.against is TileAgainst.TARGET:
            # Only what adds up over days has a target that does, too.
            known = tile.code in METRICS and item.rebuild is Rebuild.SUM
            target = services.targets.range_target(store_id, now.period, tile.code) if known else None
            found[tile.code] = Held(change(item, now[tile.code], target), None, tile.against)
        elif tile.against is not TileAgainst.BEFORE:
            compared = past.get(tile.against)
            moved = compared.change(item) if compared is not None else change(item, now[tile.code], None)
            found[tile.code] = Held(moved, spans[tile.against], tile.against)
    return found
