"""Rows that are stored as they are: one question to the table finds the same ones as comparing each row in Python."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Numeric, String, Table, create_engine

from shopdesk.storage.sqlite.bulk_import import BulkWriter, Target, Written
from shopdesk.storage.sqlite.driver import driver
from shopdesk.storage.tables.imports import import_rows

LAYOUT = ("place", "number", "words", "count", "figure", "said", "file_row")
LARGEST = 2**63 - 1

rows_of_anything = Table(
    "rows_of_anything",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("store_id", Integer),
    Column("place", String),
    Column("number", String),
    Column("words", String),
    Column("count", Integer),
    Column("figure", Numeric),
    Column("said", String),
    Column("day", String),
    Column("file_row", Integer),
    Column("first_import_id", Integer),
    Column("import_id", Integer),
)

texts = st.one_of(
    st.sampled_from(["", " ", "1", "01", "1.0", "1e0", " 1", "-0", "NULL", "a", "A", "é", "e\u0301", "a\0b", "中"]),
    st.sampled_from([str(LARGEST), str(LARGEST + 1), "9007199254740993", "0.1", "2026-03-01"]),
    st.text(string.printable + "、。", max_size=3),
)
numbers = st.one_of(
    st.sampled_from([0, 1, -1, 2**53, 2**53 + 1, LARGEST, -LARGEST - 1]),
    st.sampled_from([0.0, -0.0, 1.0, 0.1, float(2**53), float(2**63), 1e300, float("inf")]),
    st.integers(-3, 3),
)
cells = st.one_of(st.none(), texts, numbers)
keys = st.tuples(st.sampled_from(["", "1", "01"]), st.sampled_from(["1", "1.0", "01", "x", "中"]))
batches = st.lists(
    st.tuples(keys, cells, cells, cells, cells), max_size=6, unique_by=lambda row: row[0]
).map(lambda found: [(*key, *values, place) for place, (key, *values) in enumerate(found)])  # fmt: skip


def opened() -> Engine:
    engine = create_engine("sqlite://", module=driver)
    rows_of_anything.metadata.create_all(engine)
    with engine.begin() as connection:
        columns = ", ".join(column.name for column in import_rows.columns)
        connection.exec_driver_sql(f"CREATE TABLE import_rows ({columns})")
    return engine


class Comparing(BulkWriter):
    """Writes as ever, but looks at each row instead of asking the table."""

    def _without_same(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return rows


def taken(
    connection: Connection, writer: type[BulkWriter], batch: list[tuple[Any, ...]], number: int | None, target: Target
) -> Written:
    made = writer(connection, target, 1, LAYOUT, import_id=number)
    if batch:
        made.take(batch)
    return made.written


def told(writer: type[BulkWriter], files: list[list[tuple[Any, ...]]], target: Target) -> tuple[Any, ...]:
    """What became of files that are imported one after the other, and of the last compared and imported once more."""
    engine = opened()
    with engine.begin() as connection:
        written = [taken(connection, writer, batch, number, target) for number, batch in enumerate(files, start=1)]
        written.append(taken(connection, writer, files[-1], None, target))
        written.append(taken(connection, writer, files[-1], len(files) + 1, target))
        stored = [
            connection.exec_driver_sql(f"SELECT *, {kinds} FROM {table} ORDER BY rowid").all()
            for table, kinds in (
                ("rows_of_anything", ", ".join(f"typeof({name})" for name in LAYOUT)),
                ("import_rows", "1"),
            )
        ]
    engine.dispose()
    return written, [[tuple(map(repr, row)) for row in table] for table in stored]


@given(st.lists(batches, min_size=2, max_size=3), st.booleans(), st.booleans())
@settings(max_examples=50, deadline=None)
def test_asking_the_table_is_comparing_each_row(
    files: list[list[tuple[Any, ...]]], keep_known: bool, derived: bool
) -> None:
    target = Target(
        table=rows_of_anything,
        key=("place", "number"),
        day_columns=("words",),
        keep_known=keep_known,
        derived=frozenset({"said"}) if derived and not keep_known else frozenset(),
        last_column="import_id",
    )

    assert told(BulkWriter, files, target) == told(Comparing, files, target)
