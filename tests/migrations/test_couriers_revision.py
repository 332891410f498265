"""A courier's table of before becomes couriers without a change to any parcel, and goes back as it was."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import open_app
from shopdesk.domain.ledger.couriers import ALWAYS
from shopdesk.infra.clock import FixedClock
from shopdesk.storage import migrate
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.engine import make_engine
from tests.migrations.test_saved_files import SAVED, rows

PLACES, DAYS = ("广东", "新疆", "浙江", ""), (date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5))
# Province, price of the first kilogramme, of each further one, since when, with whom.
TABLE = (
    ("", 400, 100, "2000-01-01", "甲"),
    ("", 450, 100, "2026-03-01", "乙"),
    ("广东", 300, 80, "2000-01-01", ""),
    ("广东省", 310, 80, "2026-02-01", "甲"),
    ("新疆", 1500, 1200, "2026-02-01", "邮政"),
)
EXPECTED = {
    # By hand, a parcel of 1.5 kg: province, and what it costs in January, February and March.
    "广东": (380, 390, 390),
    "新疆": (500, 2700, 2700),
    "浙江": (500, 500, 550),
    "": (500, 500, 550),
}


def fill(folder: Path, table: tuple[tuple[object, ...], ...]) -> Path:
    """A data file of the revision before, with a courier's table."""
    file = folder / "shopdesk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((SAVED[0].parent / "0036.sql").read_text(encoding="utf-8"))
        connection.executemany(
            "INSERT INTO courier_rates (version, store_id, province, first_grams, first_fen, next_grams, next_fen, "
            "valid_from, courier) VALUES (1, 1, ?, 1000, ?, 1000, ?, ?, ?)",
            table,
        )
        connection.commit()
    return file


@pytest.mark.parametrize("one", [True, False])
def test_every_parcel_costs_what_it_did_and_the_table_comes_back(one: bool, tmp_path: Path, clock: FixedClock) -> None:
    table = tuple((*line[:4], "甲") for line in TABLE) if one else TABLE
    file = fill(tmp_path, table)
    before = rows(file)["courier_rates"]
    app = open_app(tmp_path, "en", clock=clock)
    board = app.services.couriers.board(1)
    assert {place: tuple(board.book.freight(place, 1500, day) for day in DAYS) for place in PLACES} == EXPECTED
    assert [rate.courier for rate in board.rates] == [line[4] for line in table]
    assert (board.choices == ()) == one, "a table of one courier needs no choice"
    app.close()
    engine = make_engine(file)
    migrate.migrate(engine, "0036")
    engine.dispose()
    assert rows(file)["courier_rates"] == before


def test_going_back_keeps_the_lines_of_the_couriers_that_parcels_go_with(tmp_path: Path, clock: FixedClock) -> None:
    file = fill(tmp_path, tuple((*line[:4], "甲") for line in TABLE))
    before = rows(file)["courier_rates"]
    app = open_app(tmp_path, "en", clock=clock)
    couriers = app.services.couriers
    own = couriers.board(1).rates[0]
    fields = {"id": None, "courier": "新来的", "province": "浙江", "first_fen": 100, "next_fen": None}
    for number, more in enumerate(({}, {"province": "西藏", "first_fen": None, "unserved": True}, {"province": ""})):
        couriers.take([replace(own, **{**fields, **more})])  # type: ignore[arg-type]
        assert len(couriers.board(1).rates) == len(TABLE) + 1 + number
    couriers.choose(1, ["浙江", "西藏"], "新来的", ALWAYS)
    app.close()
    engine = make_engine(file)
    migrate.migrate(engine, "0036")
    engine.dispose()
    after = rows(file)["courier_rates"]
    (new,) = [row for row in after if row not in before]
    assert [row for row in after if row in before] == before
    # Its end of the list is not known there: nothing more, as an empty field meant.
    assert new[3:] == ("浙江", 1000, 100, 1000, 0, "2000-01-01", "新来的")
