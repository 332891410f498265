"""Writing imported rows in bulk by COPY: what is new is inserted, what differs is updated, what is equal is left alone.

A table without a row of the store takes them straight. Otherwise they go into a temporary table, and three statements
do the rest for thousands of rows at once: which are new or other, insert, update.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from operator import itemgetter
from typing import Any

import psycopg
from sqlalchemy import Boolean, Connection, Select, Table
from sqlalchemy.exc import DatabaseError, DataError

from shopdesk.storage.bulk import FILE_ROW, Row, Target, Written
from shopdesk.storage.tables.imports import import_rows

_AT_ONCE = 20_000
"""Rows that wait in memory for one trip."""
_WIDE = {"bigint": "int8", "smallint": "int2"}
_names = count(1)


@contextmanager
def filling(_connection: Connection, _table: Table, _coming: int) -> Iterator[None]:
    """Nothing to do: what is copied in puts itself into the indexes as fast."""
    yield


class CopyWriter:
    """Writes (or, without an import, only compares) the rows of one file; what waits is written at the end."""

    def __init__(
        self,
        connection: Connection,
        target: Target,
        store_id: int,
        columns: Sequence[str],
        *,
        import_id: int | None,
        insert_only: Sequence[str] = (),
    ) -> None:
        """As :class:`shopdesk.storage.bulk.WriterMaker` says."""
        self._cursor: Any = connection.connection.cursor()
        self._target = target
        self._store_id = int(store_id)
        self._import_id = import_id
        self._columns = list(columns)
        self._waiting: list[Row] = []
        self._written = Written(days={name: set() for name in target.noted})
        self._places = {name: self._columns.index(name) for name in target.noted if name in self._columns}
        self._truths = _truths(target.table, self._columns)
        self._kept = target.kept_of(self._columns)
        self._before = [*self._kept, *(name for name in target.noted if name not in self._kept)]
        self._incoming = f"incoming_{next(_names)}"
        self._is_made = False
        self._is_empty: bool | None = None
        self._make_statements(insert_only)

    def _make_statements(self, insert_only: Sequence[str]) -> None:
        target, table = self._target, self._target.table.name
        passed = {*target.key, *target.derived, *insert_only, FILE_ROW}
        compared = [name for name in self._columns if name not in passed]
        distinct = [f'n."{name}" IS DISTINCT FROM o."{name}"' for name in compared]
        if target.keep_known:
            distinct = [f'(n."{name}" IS NOT NULL AND {one})' for name, one in zip(compared, distinct, strict=True)]
        self._other = f"({' OR '.join(distinct) or 'false'})"
        self._same_key = " AND ".join(
            [f"o.store_id = {self._store_id}", *(f'o."{name}" = n."{name}"' for name in target.key)]
        )
        number = "NULL" if self._import_id is None else str(int(self._import_id))
        self._look = (
            f"SELECT n.ord, o.id, {_list(self._before, 'o.')} FROM {{source}} n LEFT JOIN {table} o "
            f"ON {self._same_key} WHERE o.id IS NULL OR {self._other} ORDER BY o.id"
        )
        into = f"{table} (store_id, {_list(self._columns)}, {target.first_column}, {target.last_column})"
        self._copy = f"COPY {into} FROM STDIN"
        self._insert = (
            f"INSERT INTO {into} SELECT {self._store_id}, {_list(self._columns, 'n.')}, {number}, {number} "
            f"FROM {self._incoming} n WHERE NOT EXISTS (SELECT FROM {table} o WHERE {self._same_key}) ORDER BY n.ord"
        )
        replaced = [name for name in self._columns[len(target.key) :] if name not in insert_only]
        known = target.keep_known
        sets = [
            f'"{name}" = ' + (f'coalesce(n."{name}", o."{name}")' if known and name != FILE_ROW else f'n."{name}"')
            for name in replaced
        ]
        self._update = (
            f"UPDATE {table} o SET {', '.join([*sets, f'{target.last_column} = {number}'])} "
            f"FROM {self._incoming} n WHERE {self._same_key} AND {self._other}"
        )

    def take(self, rows: list[Row]) -> None:
        """Take a batch; every key stands in it once, and in no batch before it."""
        self._waiting.extend(rows)
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def take_columns(self, columns: Sequence[Sequence[Any]]) -> None:
        """The same of a batch laid out by column."""
        self.take(list(zip(*columns, strict=True)))

    def finish(self) -> Written:
        """Write what waits; what became of every row."""
        if self._waiting:
            self._write()
        return self._written

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        if self._is_empty is None:
            query = f"SELECT 1 FROM {self._target.table.name} WHERE store_id = {self._store_id} LIMIT 1"
            self._is_empty = not self._fetch(query)
        if self._is_empty:
            self._insert_straight(rows)
            return
        found = self._look_up(rows)
        new = [rows[place] for place, row_id, *_ in found if row_id is None]
        changed = [(row_id, rows[place], before) for place, row_id, *before in found if row_id is not None]
        self._written.new += len(new)
        self._written.updated += len(changed)
        self._written.unchanged += len(rows) - len(found)
        self._touch(new)
        if self._import_id is None:
            return
        if changed:
            self._keep(changed)
            self._run(self._update)
        if new:
            self._run(self._insert)

    def _insert_straight(self, rows: list[Row]) -> None:
        self._written.new += len(rows)
        self._touch(rows)
        if self._import_id is not None:
            number = (self._import_id, self._import_id)
            _copy(self._cursor, self._copy, ((self._store_id, *row, *number) for row in _numbered(rows, self._truths)))

    def _look_up(self, rows: list[Row]) -> list[Any]:
        """The places of the rows that are new or other, and what was there: the row's key and content."""
        if self._import_id is None:
            # What only reads may make no table, not even a temporary one: the rows go along with the question.
            table = self._target.table
            kinds = [_kind(table.c[name]) for name in self._columns]
            arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
            source = (
                f"(SELECT ord - 1 AS ord, {_list(self._columns)} FROM unnest({arrays}) "
                f"WITH ORDINALITY AS u ({_list(self._columns)}, ord))"
            )
            values = [list(column) for column in zip(*_numbered(rows, self._truths), strict=True)]
            return self._fetch(self._look.format(source=source), values)
        if self._is_made:
            self._run(f"TRUNCATE {self._incoming}")
        else:
            self._run(
                f"CREATE TEMPORARY TABLE {self._incoming} ON COMMIT DROP AS "
                f"SELECT 0::bigint AS ord, {_list(self._columns)} FROM {self._target.table.name} WITH NO DATA"
            )
            self._is_made = True
        into = f"COPY {self._incoming} (ord, {_list(self._columns)}) FROM STDIN"
        _copy(self._cursor, into, ((place, *row) for place, row in enumerate(_numbered(rows, self._truths))))
        return self._fetch(self._look.format(source=self._incoming))

    def _keep(self, changed: Sequence[tuple[int, Row, Sequence[Any]]]) -> None:
        """Note what the rows were, and the days that they counted on before and after."""
        for name, days in self._written.days.items():
            place = self._before.index(name)
            days.update(before[place] for _, _, before in changed)
        self._touch([row for _, row, _ in changed])
        names, width = json.dumps(self._kept), len(self._kept)
        into = f"COPY {import_rows.name} (store_id, import_id, noun, row_id, columns, before) FROM STDIN"
        noun = self._target.table.name
        _copy(
            self._cursor,
            into,
            (
                (self._store_id, self._import_id, noun, row_id, names, json.dumps(before[:width], ensure_ascii=False))
                for row_id, _, before in changed
            ),
        )

    def _touch(self, rows: Sequence[Row]) -> None:
        for name, place in self._places.items():
            self._written.days[name].update(map(itemgetter(place), rows))

    def _fetch(self, query: str, values: Sequence[Any] | None = None) -> list[Any]:
        self._run(query, values)
        found: list[Any] = self._cursor.fetchall()
        return found

    def _run(self, statement: str, values: Sequence[Any] | None = None) -> None:
        try:
            self._cursor.execute(statement, values)
        except psycopg.Error as error:
            raise DatabaseError(statement, None, error) from error


def insert_plain(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows in stored form.

    Raises:
        DatabaseError: the table does not take them.
    """
    if rows:
        with _cursor(connection) as cursor:
            _copy(cursor, f"COPY {table.name} ({_list(columns)}) FROM STDIN", _numbered(rows, _truths(table, columns)))


def copy_out(connection: Connection, table: Table, columns: Sequence[str]) -> Generator[Row, None, None]:
    """Every row of a table in stored form, by its key, as the server sends them."""
    key = _list([column.name for column in table.primary_key])
    statement = f"COPY (SELECT {_list(columns)} FROM {table.name} ORDER BY {key}) TO STDOUT"
    kinds = [_WIDE.get(kind := _kind(table.c[name]), kind) for name in columns]
    try:
        with _cursor(connection) as cursor, cursor.copy(statement) as copy:
            copy.set_types(kinds)
            yield from copy.rows()
    except psycopg.Error as error:
        raise DatabaseError(statement, None, error) from error


def copy_in(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows in stored form, keys included, in one statement: references are looked at when all are there.

    Raises:
        DataError: a value is not what its column holds.
        DatabaseError: the table does not take them.
    """
    with _cursor(connection) as cursor:
        _copy(cursor, f"COPY {table.name} ({_list(columns)}) FROM STDIN", rows)


def plain_rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query as the driver gives them, one after the other: stored forms, nothing made of them.

    Raises:
        DatabaseError: they cannot be read.
    """
    cursor: Any = connection.execute(query).cursor
    try:
        yield from cursor
    except psycopg.Error as error:
        raise DatabaseError(str(query), None, error) from error
    finally:
        cursor.close()


def _cursor(connection: Connection) -> Any:
    """The driver's own, which knows COPY."""
    return connection.connection.cursor()


def _copy(cursor: Any, statement: str, rows: Iterable[Row]) -> None:
    try:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.DataError as error:
        raise DataError(statement, None, error) from error
    except psycopg.Error as error:
        raise DatabaseError(statement, None, error) from error


def _truths(table: Table, columns: Sequence[str]) -> list[int]:
    """The places of truths, which are stored as 0 and 1."""
    return [place for place, name in enumerate(columns) if isinstance(table.c[name].type, Boolean)]


def _numbered(rows: Iterable[Row], truths: Sequence[int]) -> Iterable[Row]:
    """The rows, a truth as a number."""
    if not truths:
        return rows
    return (
        tuple(int(value) if place in truths and value is not None else value for place, value in enumerate(row))
        for row in rows
    )


def _kind(column: Any) -> str:
    kind = column.type
    held = getattr(kind, "impl", kind)
    return "text" if held.python_type is str else "smallint" if isinstance(kind, Boolean) else "bigint"


def _list(names: Sequence[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in names)
