"""Whatever stands in the rows that profit is reckoned from, the commands answer or say what they cannot read."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.couriers import CourierRate
from shopdesk.domain.ledger.tax import TaxQuarter
from shopdesk.domain.stores import Store
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.test_stored_extremes import columns, command_trouble, place, restore, spoil
from tests.storage.profit_stores import PRODUCTS, world, write

OURS = {
    "unit_costs", "courier_rates", "dated_costs", "tax_quarters", "order_items", "orders", "statement_lines",
    "statement_spans", "statement_days", "channel_days",
}  # fmt: skip
TRIED = 16
WORDS = (
    "profit --from 2026-02-02 --to 2026-02-03 --by product --json",
    "profit --from 2026-02-03 --to 2026-02-03 --by week",
    "tax-bridge --quarter 2026-Q1 -o {folder}/tax.xlsx",
)


def _tried(database: Path) -> Iterator[tuple[str, str, Any]]:
    """All that every column can hold, or in a usual run one value of some of them."""
    ours = [one for one in columns(database) if one[0] in OURS]
    every = os.environ.get("SHOPDESK_EXTREMES") == "all"
    for table, column, values in ours if every else random.Random(20260316).sample(ours, TRIED):
        for value in values if every else random.Random(table + column).sample(values, 1):
            yield table, column, value


def _board_trouble(app: App, store_id: int) -> str:
    try:
        app.services.costs.board(store_id)
    except UserError:
        return ""
    except Exception as error:
        return f"costs: {place(error)}"
    return ""


@pytest.mark.timeout(7200 if os.environ.get("SHOPDESK_EXTREMES") == "all" else 240)
def test_every_command_about_profit_answers_whatever_is_stored(app: App, store: Store, tmp_path: Path) -> None:
    mine = store.id or 0
    write(app, store, world(3, PRODUCTS))
    app.services.costs.keep(CourierRate(store_id=mine, first_fen=3_00))
    app.services.taxes.keep(
        TaxQuarter(store_id=mine, quarter=date(2026, 1, 1), income_fen=1_000_00, declared_fen=900_00)
    )
    database, sound = app.paths.database, tmp_path / "sound.db"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(sound)) as target:
        source.backup(target)
    words = [command.format(folder=tmp_path).split() for command in WORDS]
    assert not [said for one in words if (said := command_trouble(one, app))]
    found, tried = [], 0
    for table, column, value in _tried(sound):
        if spoil(database, table, column, value):
            continue
        tried += 1
        app.services.ctx.reader.forget()
        troubles = [*(command_trouble(one, app) for one in words), _board_trouble(app, mine)]
        found += [f"{table}.{column} = {value!r:.40}: {said}" for said in troubles if said]
        restore(database, sound, table, column)
    assert tried > TRIED // 2
    assert not found, f"{len(found)} troubles\n" + "\n".join(found)
