"""Writing imported rows in bulk: what is new is inserted, what differs is updated, what is equal is left alone.

Rows go to the driver as plain tuples in stored form, because binding a hundred thousand rows through column types costs
as much again as writing them. The statements are built for SQLite's ``?`` parameters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, Table
from sqlalchemy.exc import DatabaseError

from shopdesk.storage.bulk import FILE_ROW, Target, Written
from shopdesk.storage.sqlite.driver import driver
from shopdesk.storage.tables.imports import import_rows

_AT_ONCE = 100
"""Rows of one statement with many: a batch of an import, so that few statements are made."""
_MANY = 5_000
"""Rows for which it is worth making the indexes of a table anew."""

_Row = tuple[Any, ...]


@contextmanager
def filling(connection: Connection, table: Table, coming: int) -> Iterator[None]:
    """Bring many rows to a table that has few: its indexes are made once all are there, which takes a third of what
    putting each row in its place in each of them does.

    It is the same transaction, so whatever goes wrong the indexes stand as they stood. What makes rows unique stays.
    """  # noqa: D205
    cursor: Any = connection.connection.cursor()
    if coming < _MANY or _one(cursor, f"SELECT max(id) FROM {table.name}") * 2 > coming:
        yield
        return
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = [(name, made) for name, made in cursor.execute(query, (table.name,)) if " UNIQUE " not in made]
    for name, _made in indexes:
        _run(cursor.execute, f"DROP INDEX {_quoted(name)}", ())
    yield
    for _name, made in indexes:
        _run(cursor.execute, made, ())


def _one(cursor: Any, query: str) -> int:
    return int(cursor.execute(query).fetchone()[0] or 0)


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
        insert_only: Sequence[str] = (),
    ) -> None:
        """Prepare the statements.

        Args:
            connection: within a transaction.
            target: the table.
            store_id: the store that the rows belong to.
            columns: the layout of the rows, the key's columns first.
            import_id: the import that writes; ``None`` only compares.
            insert_only: columns of the rows that count for new ones only and never replace what is stored.
        """
        columns = list(columns)
        # The driver's own cursor: a hundred rows at a time, what SQLAlchemy does for each statement is a tenth.
        self._cursor: Any = connection.connection.cursor()
        self._target = target
        self._import_id = import_id
        self._width = len(target.key)
        self.written = Written(days={name: set() for name in target.noted})
        compared = [
            place for place, name in enumerate(columns) if name not in {*target.derived, *insert_only, FILE_ROW}
        ]
        self._comparable = itemgetter(*compared)
        self._same = _SameRows(target, store_id, columns, compared)
        self._day_places = {name: columns.index(name) for name in target.noted if name in columns}
        # What an overwritten row was: its columns, the import it came from, and the days it counted on.
        self._kept = target.kept_of(columns)
        kept_days = [name for name in target.noted if name not in self._kept]
        table, values, number = target.table.name, columns[self._width :], import_id or "NULL"
        self._select = (
            f"SELECT {_list([columns[place] for place in compared])}, id FROM {table} "
            f"WHERE store_id = {int(store_id)} AND "
        )
        self._insert = _Insert(
            f"{table} (store_id, {_list(columns)}, {target.first_column}, {target.last_column})",
            f"({int(store_id)}, {_marks(len(columns))}, {number}, {number})",
        )
        replaced = [name for name in values if name not in insert_only]
        self._replaced = [columns.index(name) for name in replaced]
        changed = "".join(f"{_quoted(name)} = ?, " for name in replaced)
        self._update = f"UPDATE {table} SET {changed}{target.last_column} = {number} WHERE id = ?"
        self._before_columns = [*self._kept, *kept_days]
        self._before = f"SELECT id, {_list(self._before_columns)} FROM {table} WHERE id IN "
        self._keep = (
            f"INSERT INTO {import_rows.name} (store_id, import_id, noun, row_id, columns, before) "
            f"VALUES ({int(store_id)}, {number}, '{table}', ?, '{json.dumps(self._kept)}', ?)"
        )
        first = connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE store_id = {int(store_id)} LIMIT 1").first()
        self._is_empty = first is None

    def take(self, rows: list[_Row]) -> None:
        """Write a batch; every key stands in it once, and in no batch before it."""
        if not self._is_empty:
            rows = self._without_same(rows)
            if not rows:
                return
        known = {} if self._is_empty else self._look_up(rows)
        if not known:
            self._insert_new(rows)
            return
        new: list[_Row] = []
        changed: list[tuple[int, _Row]] = []
        width = self._width
        for row, shown in zip(rows, map(self._comparable, rows), strict=True):
            old = known.get(row[0] if width == 1 else row[:width])
            if old is None:
                new.append(row)
            elif old[:-1] != shown:
                after = _completed(row, old) if self._target.keep_known else row
                if after[:-1] != old[:-1]:
                    changed.append((old[-1], after))
        self.written.unchanged += len(rows) - len(new) - len(changed)
        if new:
            self._insert_new(new)
        if changed:
            self._update_changed(changed)

    def take_columns(self, columns: Sequence[Sequence[Any]]) -> None:
        """The same of a batch laid out by column; into an empty table it goes as it lies, without a row made of it."""
        if not self._is_empty:
            self.take(list(zip(*columns, strict=True)))
            return
        if self._import_id is not None:
            self._insert.run_columns(self._cursor, columns)
        self.written.new += len(columns[0])
        for name, place in self._day_places.items():
            self.written.days[name].update(columns[place])

    def finish(self) -> Written:
        """What became of every row; all of it was written as it was taken."""
        return self.written

    def _without_same(self, rows: list[_Row]) -> list[_Row]:
        """The rows without those that are stored as they are, which are counted; all, where that seems not worth it."""
        same = self._same
        if not same.worth_asking:
            return rows
        query, values = same.question(rows)
        left = same.left_of(rows, self._fetch(query, values))
        self.written.unchanged += len(rows) - len(left)
        return left

    def _look_up(self, rows: list[_Row]) -> dict[Any, _Row]:
        width = self._width
        if width == 1:
            query = f"{self._select}{_quoted(self._target.key[0])} IN ({_marks(len(rows))})"
            return {row[0]: row for row in self._fetch(query, tuple(row[0] for row in rows))}
        marks = ", ".join([f"({_marks(width)})"] * len(rows))
        query = f"{self._select}({_list(self._target.key)}) IN (VALUES {marks})"
        values = tuple(part for row in rows for part in row[:width])
        return {row[:width]: row for row in self._fetch(query, values)}

    def _fetch(self, query: str, values: _Row) -> list[_Row]:
        try:
            found: list[_Row] = self._cursor.execute(query, values).fetchall()
        except driver.Error as error:
            raise DatabaseError(query, None, error) from error
        return found

    def _run(self, statement: str, rows: Sequence[_Row]) -> None:
        _run(self._cursor.executemany, statement, rows)

    def _insert_new(self, rows: list[_Row]) -> None:
        if self._import_id is not None:
            self._insert.run(self._cursor, rows)
        self.written.new += len(rows)
        self._touch_days(rows)

    def _update_changed(self, changed: list[tuple[int, _Row]]) -> None:
        self.written.updated += len(changed)
        if self._import_id is None:
            return
        ids = tuple(row_id for row_id, _ in changed)
        old = self._fetch(f"{self._before}({_marks(len(ids))})", ids)
        for name, days in self.written.days.items():
            place = 1 + self._before_columns.index(name)
            days.update({row[place] for row in old})
        self._touch_days([row for _, row in changed])
        end = 1 + len(self._kept)
        before = [(row[0], json.dumps(row[1:end], ensure_ascii=False)) for row in old]
        self._run(self._keep, before)
        self._run(self._update, [(*(row[place] for place in self._replaced), row_id) for row_id, row in changed])

    def _touch_days(self, rows: list[_Row]) -> None:
        for name, place in self._day_places.items():
            self.written.days[name].update(map(itemgetter(place), rows))


class _SameRows:
    """Asks the table which rows of a batch it has as they are: the rows that it answers with never become objects here.

    What a fresh export of known orders says is nearly always known. Where a batch was not, asking costs more than it
    spares, so the next ones are only compared (:meth:`BulkWriter._look_up`), which tells everything anyway.
    """

    def __init__(self, target: Target, store_id: int, columns: Sequence[str], compared: Sequence[int]) -> None:
        names = [columns[place] for place in compared]
        key = target.key
        self._width = len(key)
        self._comparable = itemgetter(*compared)
        self._row = f"({_marks(len(names))})"
        # A plus takes the column's affinity off, so that nothing is equal here that would not be equal in Python.
        others = [f' AND +o."{name}" IS n."n_{name}"' for name in names if name not in key]
        keys = [f' AND o."{name}" = n."n_{name}"' for name in key]
        self._before = f"WITH n ({_list([f'n_{name}' for name in names])}) AS (VALUES "
        self._after = (
            f") SELECT {_list([f'n_{name}' for name in key])} FROM n CROSS JOIN {target.table.name} AS o "
            f"ON o.store_id = {int(store_id)}{''.join(keys)}{''.join(others)}"
        )
        self._asked: dict[int, str] = {}
        self.worth_asking = True

    def question(self, rows: Sequence[_Row]) -> tuple[str, _Row]:
        """The statement for so many rows, and its values."""
        count = len(rows)
        query = self._asked.get(count)
        if query is None:
            query = f"{self._before}{', '.join([self._row] * count)}{self._after}"
            if not self._asked:
                self._asked[count] = query
        return query, tuple(chain.from_iterable(map(self._comparable, rows)))

    def left_of(self, rows: list[_Row], found: Sequence[_Row]) -> list[_Row]:
        """The rows that are not among those ``found``."""
        self.worth_asking = 2 * len(found) >= len(rows)
        if len(found) == len(rows):
            return []
        width = self._width
        if width == 1:
            known = {row[0] for row in found}
            return [row for row in rows if row[0] not in known]
        keys = set(found)
        return [row for row in rows if row[:width] not in keys]


def insert_plain(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[_Row]) -> None:
    """Insert rows in stored form, without binding each value through its column's type."""
    cursor: Any = connection.connection.cursor()
    _Insert(f"{table.name} ({_list(columns)})", f"({_marks(len(columns))})").run(cursor, rows)


class _Insert:
    """Inserts rows, many in one statement where there are many: a statement for each takes a quarter longer."""

    def __init__(self, into: str, marks: str) -> None:
        self._one = f"INSERT INTO {into} VALUES {marks}"
        self._many = f"INSERT INTO {into} VALUES {', '.join([marks] * _AT_ONCE)}"

    def run(self, cursor: Any, rows: Sequence[_Row]) -> None:
        """Insert them.

        Raises:
            DatabaseError: the table does not take them.
        """
        whole = len(rows) - len(rows) % _AT_ONCE
        for start in range(0, whole, _AT_ONCE):
            _run(cursor.execute, self._many, tuple(chain.from_iterable(rows[start : start + _AT_ONCE])))
        if whole < len(rows):
            _run(cursor.executemany, self._one, rows[whole:])

    def run_columns(self, cursor: Any, columns: Sequence[Sequence[Any]]) -> None:
        """Insert rows that are laid out by column.

        Raises:
            DatabaseError: the table does not take them.
        """
        count, width = len(columns[0]), len(columns)
        if count != _AT_ONCE:
            self.run(cursor, list(zip(*columns, strict=True)))
            return
        values: list[Any] = [None] * (count * width)
        for place, column in enumerate(columns):
            values[place::width] = column
        _run(cursor.execute, self._many, values)


def _run(how: Callable[[str, Sequence[Any]], Any], statement: str, values: Sequence[Any]) -> None:
    try:
        how(statement, values)
    except driver.Error as error:
        raise DatabaseError(statement, None, error) from error


def copy_out(connection: Connection, table: Table, columns: Sequence[str]) -> Generator[_Row, None, None]:
    """Every row of a table in stored form, by its key."""
    key = _list([column.name for column in table.primary_key])
    query = f"SELECT {_list(columns)} FROM {_quoted(table.name)} ORDER BY {key}"
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(query)
        yield from cursor
    except driver.Error as error:
        raise DatabaseError(query, None, error) from error
    finally:
        cursor.close()


def copy_in(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[_Row]) -> None:
    """Write rows in stored form, keys included.

    Raises:
        DatabaseError: the table does not take them.
    """
    rest = iter(rows)
    while batch := list(islice(rest, _AT_ONCE * 10)):
        insert_plain(connection, table, columns, batch)


def plain_rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query as the driver gives them, one after the other: stored forms, nothing made of them.

    Raises:
        DatabaseError: they cannot be read.
    """
    cursor: Any = connection.execute(query).cursor
    try:
        yield from cursor
    except driver.Error as error:
        raise DatabaseError(str(query), None, error) from error
    finally:
        cursor.close()


def _completed(row: _Row, old: _Row) -> _Row:
    """The row with what was known where the file has nothing; its place in the file ends it."""
    known = (was if value is None else value for was, value in zip(old[:-1], row[:-1], strict=True))
    return (*known, row[-1])


def _quoted(name: str) -> str:
    return f'"{name}"'


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _marks(count: int) -> str:
    return ", ".join("?" * count)
