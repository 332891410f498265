"""The revisions run on a server, too: down and up again the schema is what the tables declare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

from shopdesk.storage import migrate
from shopdesk.storage.postgres.engine import make_engine
from tests import engines

# No database on a server is older than the schema with which servers came.
RUN_HERE = [revision for revision in migrate.known_revisions() if revision >= "0028"][:-1]


def schema(address: str) -> dict[str, Any]:
    """What SQLAlchemy's own dialect finds there."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    found = inspect(engine)
    told = {
        table: (
            sorted((one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(table)),
            sorted((one["name"], one["column_names"], one["unique"]) for one in found.get_indexes(table)),
            sorted((one["constrained_columns"], one["referred_table"]) for one in found.get_foreign_keys(table)),
        )
        for table in found.get_table_names()
    }
    engine.dispose()
    return told


@pytest.mark.parametrize("revision", RUN_HERE)
def test_down_and_up_again_gives_the_same_schema(revision: str, tmp_path: Path) -> None:
    name = engines.server().make("prepared")
    address = engines.server().address(name)
    engine = make_engine(address)
    before = schema(address)
    migrate.migrate(engine, revision)
    assert schema(address) != before
    migrate.migrate(engine)
    assert schema(address) == before
    engine.dispose()
    engines.server().drop(name)
