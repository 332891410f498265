"""The chosen tiles: kept once each, held against the right days, and laid out evenly."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi import KPIS
from shopdesk.domain.kpi.chosen import MOST_TILES, Tile, TileAgainst, earlier_span, read_tiles, written_tiles
from shopdesk.domain.periods import Period, month_of

CODES = [item.code for item in KPIS]
SPRINGS = {2025: date(2025, 1, 29), 2026: date(2026, 2, 17)}


def test_the_chosen_tiles_are_known_once_each_and_not_too_many() -> None:
    tiles = [Tile(code, TileAgainst.YEAR, wide=place % 2 == 0) for place, code in enumerate(CODES[: MOST_TILES + 1])]
    assert read_tiles(written_tiles(tiles[:12])) == tuple(tiles[:12])
    assert written_tiles([]) == "[]" and read_tiles("[]") == ()
    with pytest.raises(UserError, match="13 figures are chosen; there is room for 12"):
        written_tiles(tiles)
    for kept in ('{"a": 1}', "[3]", '[{"against": "year"}]', '[{"code": "aov", "against": "moon"}]'):
        with pytest.raises(ValueError, match=r"no list|no tile|moon"):
            read_tiles(kept)


def test_codes_alone_were_kept_once_and_are_still_read() -> None:
    assert read_tiles('["paid_amount", "gone", "aov", "paid_amount"]') == (Tile("paid_amount"), Tile("aov"))
    assert read_tiles(json.dumps(CODES)) == tuple(Tile(code) for code in CODES[:MOST_TILES])


def test_a_year_before_whole_months_are_months_and_otherwise_weekdays() -> None:
    assert earlier_span(month_of(date(2026, 2, 1)), TileAgainst.YEAR, {}) == month_of(date(2025, 2, 1))
    quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    assert earlier_span(quarter, TileAgainst.YEAR, {}) == Period(date(2025, 1, 1), date(2025, 3, 31))
    week = Period(date(2026, 3, 9), date(2026, 3, 15))
    found = earlier_span(week, TileAgainst.YEAR, {})
    assert found == Period(date(2025, 3, 10), date(2025, 3, 16)) and found.start.weekday() == 0
    assert earlier_span(week, TileAgainst.BEFORE, {}) == Period(date(2026, 3, 2), date(2026, 3, 8))
    assert earlier_span(week, TileAgainst.FESTIVAL, SPRINGS) == Period(date(2025, 2, 18), date(2025, 2, 24))
    assert earlier_span(week, TileAgainst.FESTIVAL, {}) is None
    assert earlier_span(week, TileAgainst.TARGET, SPRINGS) is None
    assert earlier_span(month_of(date(1, 1, 1)), TileAgainst.YEAR, {}) is None


@settings(max_examples=60)
@given(some.lists(some.sampled_from((1, 2)), min_size=1, max_size=MOST_TILES), some.integers(1, 30))
def test_tiles_of_either_size_have_room_and_no_row_more_than_they_need(rooms: list[int], fitting: int) -> None:
    from shopdesk.gui.pages.kpi.tiles import shape_of

    rows, columns = shape_of(rooms, fitting)
    assert 1 <= columns <= max(fitting, 1)
    assert rows * columns >= sum(min(room, columns) for room in rooms)
    # A row is only broken where the next tile no longer fits, so at most one column of it stays empty.
    assert (rows - 1) * max(columns - 1, 1) <= sum(rooms)
    assert shape_of(rooms, 99)[0] == 1
