r"""Every table as CSV with a description of it, and back: derived from the tables' declarations, nothing by hand.

A cell holds what the data file holds: fen, days and words as they are stored. No value is ``\N``, so that empty text
stays what it is; text that looks like it gets one more backslash in front. The description is a Data Package
(https://datapackage.org): names, types, keys, references and hashes, which other programs read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from sqlalchemy import (
    BigInteger,
    Boolean,
    Integer,
    String,
    TypeDecorator,
    UniqueConstraint,
    delete,
    func,
    select,
    type_coerce,
)
from sqlalchemy import column as plain_column
from sqlalchemy import insert as insert_into
from sqlalchemy import table as plain_table
from sqlalchemy.exc import IntegrityError

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.storage import port
from shopdesk.storage.columns import STAYS, Day, JsonDict, JsonTuple, Moment, Rate, Sentence, TimeOfDay, Words
from shopdesk.storage.tables.everything import metadata
from shopdesk.storage.tables.stores import stores

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Table, TableClause

_NONE = "\\N"
_LIKE_NONE = re.compile(r"\\+N")
_WHOLE = re.compile(r"-?\d{1,19}")
_LARGEST = 2**63 - 1
_FIELD = 64 * 1024 * 1024  # letters of one cell
_AT_ONCE = 2_000
_SHORT = 40  # letters: longer values are looked at one by one
__all__ = ["clear", "holds_stores", "read_rows", "schema_of", "tables", "write_rows"]


class Target(Protocol):
    """What rows are written to."""

    def write(self, text: str, /) -> object:
        """Take some text."""


def tables() -> list[Table]:
    """The tables that go into the file, those that others refer to first; a new table is there by itself."""
    return [table for table in metadata.sorted_tables if not table.info.get(STAYS)]


def schema_of(table: Table) -> dict[str, Any]:
    """The description of a table as a Table Schema."""
    keys = [
        {"fields": [column.name for column in one.columns], "reference": _reference(table, one)}
        for one in sorted(table.foreign_key_constraints, key=lambda one: [column.name for column in one.columns])
    ]
    unique = sorted(
        [column.name for column in one.columns] for one in table.constraints if isinstance(one, UniqueConstraint)
    )
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [_NONE],
        "primaryKey": [column.name for column in table.primary_key],
        **({"uniqueKeys": unique} if unique else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _reference(table: Table, constraint: Any) -> dict[str, Any]:
    target = constraint.referred_table
    return {
        "resource": "" if target is table else target.name,
        "fields": [one.column.name for one in constraint.elements],
    }


def _field(column: Column[Any]) -> dict[str, Any]:
    kind = column.type
    found: dict[str, Any] = {"name": column.name, **_type(kind)}
    constraints = {} if column.nullable else {"required": True}
    if isinstance(kind, Words):
        constraints["enum"] = [member.value for member in kind.kind]  # type: ignore[assignment]
    return found | ({"constraints": constraints} if constraints else {})


def _type(kind: Any) -> dict[str, Any]:
    """The type of a column as the Table Schema names it."""
    for held, said in (
        (Day, {"type": "date"}),
        (Moment, {"type": "datetime", "format": "any"}),
        (TimeOfDay, {"type": "time", "format": "%H:%M"}),
        (Rate, {"type": "number"}),
        (JsonTuple, {"type": "array"}),
        (JsonDict, {"type": "object"}),
        (Sentence, {"type": "any"}),
        (Boolean, {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]}),
    ):
        if isinstance(kind, held):
            return dict(said)
    return {"type": "integer" if _is_whole(kind) else "string"}


def _is_whole(kind: Any) -> bool:
    """Whether the data file holds whole numbers in such a column."""
    held = kind.impl if isinstance(kind, TypeDecorator) else kind
    return isinstance(held, Integer | BigInteger | Boolean)


def _plain(table: Table) -> TableClause:
    """The table with its values as they are stored, past the types that read them."""
    return plain_table(
        table.name,
        *(plain_column(one.name, _stored(one.type)) for one in table.columns),
    )


def _stored(kind: Any) -> BigInteger | String:
    return BigInteger() if _is_whole(kind) else String()


def write_rows(connection: Connection, table: Table, target: Target) -> int:
    """Write a table's rows by their keys, under a line with the columns' names; returns how many there are."""
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    count = 0
    stored = [type_coerce(one, _stored(one.type)) for one in table.columns]
    query = select(*stored).order_by(*table.primary_key)
    for row in connection.execution_options(stream_results=True).execute(query):
        writer.writerow([_written(value) for value in row])
        count += 1
    return count


def _written(value: Any) -> str:
    if value is None:
        return _NONE
    text = str(value)
    return "\\" + text if _LIKE_NONE.fullmatch(text) else text


def holds_stores(connection: Connection) -> bool:
    """Whether there is any store."""
    return bool(connection.execute(select(func.count()).select_from(stores)).scalar_one())


def clear(connection: Connection) -> None:
    """Take out what a new data file begins with."""
    for table in reversed(tables()):
        connection.execute(delete(table))


def read_rows(connection: Connection, table: Table, source: TextIO, last_number: int) -> int:
    """Write the rows of a table's CSV into the data file, where it is empty; returns how many there were.

    New rows get keys above ``last_number``.

    Raises:
        UserError: the columns are others, a cell is not what its column holds, or a row does not fit to others.
    """
    before = csv.field_size_limit(_FIELD)
    try:
        reader = csv.reader(source, strict=True)
        names = [column.name for column in table.columns]
        found = next(reader, [])
        if found != names:
            raise UserError(
                Text(
                    "The file was changed: {table} does not have the columns that it should have. Export it again.",
                    table=table.name,
                )
            )
        statement = insert_into(_plain(table))
        count = 0
        for rows in _batches(_parsed(table, names, reader)):
            connection.execute(statement, rows)
            count += len(rows)
    except IntegrityError as error:
        raise UserError(
            Text(
                "{table} holds a row twice, or one that refers to a row that is not there. Export it again.",
                table=table.name,
            )
        ) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise UserError(
            Text("{table} in the file is no CSV that can be read. Export it again.", table=table.name)
        ) from error
    finally:
        csv.field_size_limit(before)
    (key,) = table.primary_key
    highest = connection.execute(select(func.max(key))).scalar() or 0
    port.of(connection).go_on_from(connection, table.name, max(last_number, highest))
    return count


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _parsed(table: Table, names: Sequence[str], reader: Any) -> Iterator[dict[str, Any]]:
    readers = [(column.name, column.nullable, _reader(column)) for column in table.columns]
    for cells in reader:
        if len(cells) != len(names):
            raise _wrong(table, reader.line_num, "", ",".join(cells))
        row: dict[str, Any] = {}
        for (name, nullable, read), cell in zip(readers, cells, strict=True):
            if cell == _NONE and nullable:
                row[name] = None
                continue
            try:
                row[name] = read(cell)
            except (ValueError, ArithmeticError) as error:
                raise _wrong(table, reader.line_num, name, cell) from error
        yield row


def _reader(column: Column[Any]) -> Callable[[str], int | str]:
    """What gives a cell's value as the data file holds it, checked by the column's own reading."""
    kind = column.type
    if isinstance(kind, Boolean):
        return lambda cell: ("0", "1").index(cell)
    if _is_whole(kind):
        return _whole
    if isinstance(kind, Rate):
        return _decimal
    if not isinstance(kind, TypeDecorator):
        return _text
    known: set[str] = set()  # days and words come back row after row

    def read(cell: str) -> str:
        text = _text(cell)
        if text not in known:
            kind.process_result_value(text, _NO_DIALECT)
            if len(text) <= _SHORT:
                known.add(text)
        return text

    return read


def _text(cell: str) -> str:
    if cell == _NONE:
        raise ValueError
    return cell[1:] if cell.startswith("\\") and _LIKE_NONE.fullmatch(cell) else cell


def _whole(cell: str) -> int:
    if not _WHOLE.fullmatch(cell) or abs(value := int(cell)) > _LARGEST:
        raise ValueError
    return value


def _decimal(cell: str) -> str:
    if not Decimal(cell).is_finite():
        raise ValueError
    return cell


_NO_DIALECT: Any = None  # reading a value of ours does not ask which engine holds it


def _wrong(table: Table, line: int, column: str, cell: str) -> UserError:
    return UserError(
        Text(
            "Line {line} of {table} cannot be read: “{value}” is no value of {column}. Export it again.",
            line=line,
            table=table.name,
            value=cell[:80],
            column=column or table.name,
        )
    )
