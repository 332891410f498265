"""Generated exports: what is stored equals what pandas makes of the frame that the file was written from."""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.import_fields import FIELDS, Cell
from shopdesk.storage.queries.imports import TARGETS
from tests.import_exports import make
from tests.import_truth import Generated

# `make test-all` asks for thousands; a failing seed is run alone by SHOPDESK_EXPORT_SEED.
FILES = int(os.environ.get("SHOPDESK_EXPORTS", "30"))
SEEDS = [int(seed) for seed in os.environ.get("SHOPDESK_EXPORT_SEED", "").split()] or list(range(FILES))
_NOT_KEPT = frozenset({Cell.PRIVATE, Cell.BUYER})


def plain(value: Any) -> Any:
    """A value of the frame or the table, so that equal things compare equal."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    return Decimal(str(value)).normalize() if isinstance(value, (int, float, Decimal)) else str(value)


def stored(app: App, made: Generated, store_id: int, names: list[str]) -> Counter[tuple[Any, ...]]:
    """What the table holds; an item's number is its key."""
    table = TARGETS[made.kind].table
    names = ["item_key" if name == "item_no" else name for name in names]
    with app.services.ctx.read() as uow:
        found = uow.connection.execute(select(*(table.c[name] for name in names)).where(table.c.store_id == store_id))
        return Counter(tuple(map(plain, row)) for row in found)


@pytest.mark.parametrize("part", range(20))
def test_generated_exports_come_to_what_pandas_says(app: App, tmp_path: Path, part: int) -> None:
    for seed in SEEDS[part::20]:
        made = make(seed, tmp_path)
        store = app.services.stores.create(f"店{seed}")
        assert store.id is not None
        result = app.services.imports.run_file(made.path, store)
        tally = result.tally
        told = f"seed {seed}: {made.path.name}, {made.kind}, {made.template}"
        assert (result.run.kind, result.run.header_row) == (made.kind, made.header_row), told
        assert {str(reason.message): reason.count for reason in tally.reasons} == made.left_out, told
        assert (tally.rows, tally.new, tally.updated) == (made.rows, len(made.truth), 0), told
        assert tally.added == made.added, told
        kept = [
            known.name
            for known in FIELDS[made.kind].fields
            if known.stored and known.cell not in _NOT_KEPT and known.name in made.truth
        ]
        truth = Counter(tuple(map(plain, row)) for row in made.truth[kept].itertuples(index=False))
        assert stored(app, made, store.id, kept) == truth, told
        again = app.services.imports.run_file(made.path, store).tally
        assert (again.new, again.updated, again.unchanged) == (0, 0, len(made.truth)), told
