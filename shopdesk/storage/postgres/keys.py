"""The numbers that tables give to new rows: PostgreSQL counts them in sequences, which no rollback takes back."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, text

_LAST = text(
    "SELECT t.relname, coalesce(pg_sequence_last_value(d.objid), 0) FROM pg_depend d "
    "JOIN pg_class t ON t.oid = d.refobjid JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' "
    "WHERE d.deptype = 'a' AND t.relnamespace = current_schema()::regnamespace"
)
_SET = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :number, :given)").bindparams(bindparam("given"))


def last_numbers(connection: Connection) -> dict[str, int]:
    """The highest key that each table ever gave, also to a row that is gone: no key is given twice.

    A table that never gave one is not named, as on SQLite.
    """
    return {str(name): int(number) for name, number in connection.execute(_LAST) if number}


def go_on_from(connection: Connection, name: str, number: int) -> None:
    """Let a table give keys above ``number`` only."""
    connection.execute(_SET, {"name": name, "number": max(number, 1), "given": number > 0})
