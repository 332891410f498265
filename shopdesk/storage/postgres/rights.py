"""What the database says of whoever is signed in, read once when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from shopdesk.domain.rights import EVERYTHING, Group, Rights, Sight, TableRights

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_SHARED = text("SELECT to_regprocedure('shopdesk_access.my_name()') IS NOT NULL")
_WHO = text(
    "SELECT shopdesk_access.my_name(), shopdesk_access.my_person(), shopdesk_access.my_stores(), "
    + ", ".join(f"pg_has_role('shopdesk_{one.value}', 'USAGE')" for one in (*Group, *Sight))
)
# Who owns the tables looks after the data, whatever the name under which that one works.
_KEEPS = text("SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = to_regclass('stores')")
_ENTRY = text("SELECT has_schema_privilege('shopdesk_access', 'USAGE')")
# A right to some columns is none to the table: the columns that are left out tell them apart.
_TABLES = text("""
SELECT c.relname,
    has_any_column_privilege(c.oid, 'SELECT'), has_any_column_privilege(c.oid, 'INSERT'),
    has_any_column_privilege(c.oid, 'UPDATE'), has_table_privilege(c.oid, 'DELETE'),
    CASE WHEN has_table_privilege(c.oid, 'SELECT') THEN '{}' ELSE ARRAY(
        SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')) END
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
""")
_OF_ONE_PERSON = frozenset({"pay_lines", "pay_slips"})


def read_rights(connection: Connection) -> Rights:
    """The rights of the role that a connection signed in as; everything where nobody's account is asked."""
    # To ask for a function of a schema that one may not enter is an error, and a database without accounts has none.
    if connection.execute(_KEEPS).scalar_one() or not _asks_accounts(connection):
        return EVERYTHING
    name, person, stores, *groups = connection.execute(_WHO).one()
    if not name:
        return EVERYTHING  # nobody's account
    held = [one for one, is_one in zip((*Group, *Sight), groups, strict=True) if is_one]
    group = next((one for one in held if isinstance(one, Group)), Group.STAFF)
    tables = {
        # Of a table that is closed as a whole no column is kept back besides.
        table: TableRights(_letters(allowed), frozenset(lacking if allowed[0] else ()))
        for table, *allowed, lacking in connection.execute(_TABLES)
    }
    everything = TableRights()
    others_pay = group is Group.OWNER or Sight.PAY in held
    return Rights(
        group=group,
        sights=frozenset(one for one in held if isinstance(one, Sight)),
        name=name,
        own_rows=frozenset() if others_pay else _OF_ONE_PERSON,
        person_id=person,
        stores=None if group is Group.OWNER else frozenset(stores),
        tables={
            table: rights for table, rights in tables.items() if rights != everything and table != "alembic_version"
        },
    )


def _letters(allowed: list[bool]) -> str:
    return "".join(letter for letter, may in zip("riud", allowed, strict=True) if may)


def rights_of(bind: Connection | Engine) -> Rights:
    """What was read of them when the database was opened."""
    found: Rights = getattr(bind.dialect, "rights", EVERYTHING)
    return found


def _asks_accounts(connection: Connection) -> bool:
    there = connection.execute(text("SELECT to_regnamespace('shopdesk_access') IS NOT NULL")).scalar_one()
    return bool(there and connection.execute(_ENTRY).scalar_one() and connection.execute(_SHARED).scalar_one())
