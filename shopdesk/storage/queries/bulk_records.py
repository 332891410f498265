"""Writing many new records at once, past the repositories: for generated data, which nobody undoes row by row."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert

_BATCH = 2_000


def insert_records(connection: Connection, table: Table, records: Iterable[Any]) -> int:
    """Insert records whose fields are named like the table's columns; the answer is how many."""
    total = 0
    rows = iter(records)
    while batch := list(islice(rows, _BATCH)):
        connection.execute(insert(table), _values(batch))
        total += len(batch)
    return total


def _values(batch: Sequence[Any]) -> list[dict[str, Any]]:
    names = [field.name for field in dataclasses.fields(batch[0]) if field.name not in ("id", "version")]
    return [{name: getattr(record, name) for name in names} for record in batch]
