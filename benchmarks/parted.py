"""A database whose tables of a store are parted by the store, as on many servers, and who reads more than one part.

Keys and references stand on ``id`` alone in the program, so a parted table goes without references here; its keys lead
with the store, as they do everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Engine, Table, event

from shopdesk.storage.tables.everything import metadata

PARTS = 4
_PART = "__part"
_ASKED = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


def of_a_store() -> list[Table]:
    """The tables that hold what belongs to one store; what may belong to none is in all of them."""
    return [table for table in metadata.sorted_tables if "store_id" in table.c and not table.c.store_id.nullable]


def part(address: str) -> None:
    """Put every table of a store into parts by the hash of its store, with what it holds."""
    with psycopg.connect(address) as connection:
        for table in of_a_store():
            _part(connection, table.name)


def _part(connection: psycopg.Connection[Any], name: str) -> None:
    def run(statement: str) -> psycopg.Cursor[Any]:
        return connection.execute(statement.encode())

    old = f"{name}__whole"
    indexes = [
        row[0]
        for row in run(f"SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = '{name}'")
    ]
    sequence = run(f"SELECT pg_get_serial_sequence('{name}', 'id')").fetchone()
    run(f"ALTER TABLE {name} RENAME TO {old}")
    if sequence and sequence[0]:
        run(f"ALTER SEQUENCE {sequence[0]} OWNED BY NONE")
    run(f"CREATE TABLE {name} (LIKE {old} INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (store_id)")
    for number in range(PARTS):
        own = f"FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {number})"
        run(f"CREATE TABLE {name}{_PART}{number} PARTITION OF {name} {own}")
    run(f"INSERT INTO {name} SELECT * FROM {old}")
    run(f"DROP TABLE {old} CASCADE")
    for index in indexes:
        run(index.replace("UNIQUE ", "") if index.endswith("(id)") else index)
    if sequence and sequence[0]:
        run(f"ALTER SEQUENCE {sequence[0]} OWNED BY {name}.id")


@dataclass
class Looked:
    """The statements that were explained, each once, and the parts that each of them touches."""

    statements: dict[str, set[str]] = field(default_factory=dict)

    @property
    def beyond(self) -> list[str]:
        """The statements that look into parts of other stores."""
        return sorted(one for one, parts in self.statements.items() if len(parts) > 1)


@contextmanager
def explained(engine: Engine) -> Iterator[Looked]:
    """Every statement that is run within is explained first, in its own transaction."""
    looked, asking = Looked(), []

    def note(_connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        if asking or statement in looked.statements or not _ASKED.match(statement):
            return
        if context.execution_options.get("no_parameters"):
            return  # what is asked ahead is explained one by one when it is asked
        asking.append(True)
        with cursor.connection.cursor() as own:
            first = values[0] if many and isinstance(values, list) else values  # many rows may be one statement
            own.execute(f"EXPLAIN (FORMAT JSON) {statement}", first or None)
            plan = own.fetchone()[0]
        asking.clear()
        nodes = list(_nodes(plan if isinstance(plan, list) else json.loads(plan)))
        parts = {
            relation.rpartition(_PART)[2] for node in nodes if _PART in (relation := node.get("Relation Name", ""))
        }
        looked.statements[statement] = parts

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield looked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _nodes(plans: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for plan in plans:
        node = plan.get("Plan", plan)
        yield node
        yield from _nodes(node.get("Plans", []))
