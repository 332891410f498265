"""Writing imported rows in bulk: what is new is inserted, what differs is updated, what is equal is left alone.

Rows go to the driver as plain tuples in stored form, because binding a hundred thousand rows through column types costs
as much again as writing them. The statements are built for SQLite's ``?`` parameters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table

from shopdesk.storage.tables.imports import import_rows

_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where rows go: a table, its key within a store, its two import columns, the days its sums hang on.

    ``keep_known`` keeps a stored figure where the file has none, for figures may come from several exports.
    """

    table: Table
    key: tuple[str, ...]
    first_column: str = "first_import_id"
    last_column: str = "import_id"
    day_columns: tuple[str, ...] = ()
    keep_known: bool = True


@dataclass(slots=True)
class Written:
    """How many rows were what, and the days whose sums they touch, by day column."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    days: dict[str, set[str]] = field(default_factory=dict)


class BulkWriter:
    """Writes (or, without an import, only compares) the batches of one file."""

    def __init__(
        self,
        connection: Connection,
        target: Target,
        store_id: int,
        columns: Sequence[str],
        *,
        import_id: int | None,
    ) -> None:
        """Prepare the statements.

        Args:
            connection: within a transaction.
            target: the table.
            store_id: the store that the rows belong to.
            columns: the layout of the rows, the key's columns first.
            import_id: the import that writes; ``None`` only compares.
        """
        self._connection = connection
        self._target = target
        self._store_id = int(store_id)
        self._import_id = import_id
        self._width = len(target.key)
        self.written = Written(days={name: set() for name in target.day_columns})
        self._day_places = [
            (name, tuple(columns).index(name) if name in columns else None) for name in target.day_columns
        ]
        self._value_count = len(columns) - self._width
        extra = [name for name in target.day_columns if name not in columns]
        self._id_place = len(columns)
        self._extra = {name: 1 + len(columns) + place for place, name in enumerate(extra)}
        self._last_place = 1 + len(columns) + len(extra)
        name = target.table.name
        own = [*columns, "id", *extra, target.last_column]
        self._before_columns = json.dumps([*columns[self._width :], target.last_column])
        marks = ", ".join("?" * len(columns))
        quoted = [_quoted(column) for column in columns]
        self._select = f"SELECT {', '.join(map(_quoted, own))} FROM {name} WHERE store_id = {self._store_id} AND "
        self._insert = (
            f"INSERT INTO {name} (store_id, {', '.join(quoted)}, {target.first_column}, {target.last_column}) "
            f"VALUES ({self._store_id}, {marks}, {import_id or 'NULL'}, {import_id or 'NULL'})"
        )
        changed = ", ".join(f"{column} = ?" for column in quoted[self._width :])
        comma = ", " if changed else ""
        self._update = f"UPDATE {name} SET {changed}{comma}{target.last_column} = {import_id or 'NULL'} WHERE id = ?"
        self._keep = (
            f"INSERT INTO {import_rows.name} (import_id, noun, row_id, columns, before) "
            f"VALUES ({import_id or 'NULL'}, '{name}', ?, '{self._before_columns}', ?)"
        )
        self._empty = connection.exec_driver_sql(f"SELECT 1 FROM {name} WHERE store_id = {self._store_id} LIMIT 1")
        self._is_empty = self._empty.first() is None

    def take(self, rows: list[_Row]) -> None:
        """Write a batch; every key stands in it once, and in no batch before it."""
        known = {} if self._is_empty else self._look_up(rows)
        if not known:
            self._insert_new(rows)
            return
        new: list[_Row] = []
        changed: list[tuple[_Row, _Row]] = []
        width, end = self._width, self._width + self._value_count
        keep_known = self._target.keep_known
        for row in rows:
            key = row[0] if width == 1 else row[:width]
            old = known.get(key)
            if old is None:
                new.append(row)
                continue
            if old[:end] == row:
                continue
            if keep_known:
                after = tuple(was if value is None else value for was, value in zip(old, row, strict=False))
                if old[:end] == after:
                    continue
                row = after
            changed.append((old, row))
        self.written.unchanged += len(rows) - len(new) - len(changed)
        if new:
            self._insert_new(new)
        if changed:
            self._update_changed(changed)

    def _look_up(self, rows: list[_Row]) -> dict[Any, _Row]:
        width = self._width
        if width == 1:
            marks = ", ".join("?" * len(rows))
            query = f"{self._select}{_quoted(self._target.key[0])} IN ({marks})"
            return {row[0]: row for row in self._fetch(query, tuple(row[0] for row in rows))}
        keys = ", ".join(map(_quoted, self._target.key))
        marks = ", ".join([f"({', '.join('?' * width)})"] * len(rows))
        query = f"{self._select}({keys}) IN (VALUES {marks})"
        values = tuple(part for row in rows for part in row[:width])
        return {row[:width]: row for row in self._fetch(query, values)}

    def _fetch(self, query: str, values: _Row) -> list[_Row]:
        # The driver's own tuples: making rows of them again would cost as much as fetching them.
        cursor: Any = self._connection.exec_driver_sql(query, values).cursor
        found: list[_Row] = cursor.fetchall()
        return found

    def _insert_new(self, rows: list[_Row]) -> None:
        if self._import_id is not None:
            self._connection.exec_driver_sql(self._insert, rows)
        self.written.new += len(rows)
        for name, place in self._day_places:
            if place is not None:
                self.written.days[name].update({row[place] for row in rows})

    def _update_changed(self, changed: list[tuple[_Row, _Row]]) -> None:
        self.written.updated += len(changed)
        width, last = self._width, self._last_place
        end = width + self._value_count
        for name, place in self._day_places:
            days = self.written.days[name]
            for old, new in changed:
                days.add(old[self._extra[name]] if place is None else old[place])
                if place is not None:
                    days.add(new[place])
        if self._import_id is None:
            return
        self._connection.exec_driver_sql(
            self._keep,
            [(old[self._id_place], json.dumps([*old[width:end], old[last]], ensure_ascii=False)) for old, _ in changed],
        )
        self._connection.exec_driver_sql(self._update, [(*new[width:], old[self._id_place]) for old, new in changed])


def _quoted(name: str) -> str:
    return f'"{name}"'
