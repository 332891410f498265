"""The rights as statements of PostgreSQL: groups, grants and row policies. Pure; names are quoted by psycopg.

The stores of somebody come from tables of their own schema, which only the functions here read for who is signed in
(``session_user``, which nobody can change who is not a superuser). All statements can be run again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from psycopg import sql
from psycopg.sql import SQL, Composed, Identifier, Literal

from shopdesk.sharing.access import (
    DELETE,
    INSERT,
    READ,
    UPDATE,
    Group,
    Right,
    Rows,
    Sight,
    TableFacts,
    Who,
    check,
    checked_parents,
    readable,
    seen_columns,
)

SCHEMA = "shopdesk_access"
TABLES_IN = "public"
EVERYBODY: tuple[Who, ...] = (*Group, *Sight)

_POLICY = "shopdesk_{}"
_COMMANDS = {READ: "SELECT", INSERT: "INSERT", UPDATE: "UPDATE", DELETE: "DELETE"}

_PEOPLE = """
CREATE TABLE IF NOT EXISTS {schema}.accounts (
    role name PRIMARY KEY,
    person text NOT NULL,
    person_key text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('owner', 'manager', 'staff')),
    sights text[] NOT NULL DEFAULT '{{}}',
    person_id bigint,
    opened_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz
)"""
_STORES = """
CREATE TABLE IF NOT EXISTS {schema}.memberships (
    role name NOT NULL REFERENCES {schema}.accounts ON DELETE CASCADE,
    store_id bigint NOT NULL,
    PRIMARY KEY (role, store_id)
)"""
_MINE = "FROM {schema}.accounts a WHERE a.role = session_user AND a.closed_at IS NULL"
_FUNCTIONS: dict[str, tuple[str, str]] = {
    "is_open": ("boolean", "SELECT EXISTS (SELECT 1 " + _MINE + ")"),
    "my_stores": (
        "bigint[]",
        "SELECT coalesce(array_agg(m.store_id), '{{}}') FROM {schema}.memberships m "
        "WHERE m.role IN (SELECT a.role " + _MINE + ")",
    ),
    "my_person": ("bigint", "SELECT a.person_id " + _MINE),
    "my_name": ("text", "SELECT a.person " + _MINE),
}
_NEWS = (
    "SELECT s.id::bigint, s.touched::text, ARRAY(SELECT DISTINCT c.noun::text FROM {tables}.changes c "
    "WHERE c.change_set_id = s.id) FROM {tables}.change_sets s WHERE s.id > $1 AND {schema}.is_open() ORDER BY s.id"
)
_NEWEST = "SELECT coalesce(max(s.id), 0)::bigint FROM {tables}.change_sets s"
# Who holds a lock of the same record (storage/postgres/presence.py), but for this very session.
_LOOKING = (
    "SELECT DISTINCT l.objid::bigint, a.person FROM pg_locks l JOIN pg_stat_activity s ON s.pid = l.pid "
    "JOIN {schema}.accounts a ON a.role = s.usename WHERE l.locktype = 'advisory' AND l.classid = 7362002 "
    "AND l.objsubid = 2 AND l.objid::bigint = ANY ($1) AND l.pid <> pg_backend_pid() AND l.database = "
    "(SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) AND {schema}.is_open()"
)
_STORE_KEY = {"stores": "id"}


def role_of(who: Who) -> str:
    """The role of a group, or of those with a sight; nobody signs in as it."""
    return f"shopdesk_{who.value}"


def install(
    tables: Sequence[TableFacts],
    classes: Mapping[str, tuple[Right, ...]],
    *,
    database: str,
    keeper: str,
    also_read: Sequence[str] = (),
) -> list[Composed]:
    """Everything that makes a database hold to the rights; run in one transaction by its administrator.

    Args:
        tables: the tables that are there.
        classes: the rights of each.
        database: the database's name.
        keeper: the role that owns the tables and runs this; it sees every row.
        also_read: tables that everybody reads and that are no part of the description.

    Raises:
        BadDescription: a table has no class, or a right cannot be held.
    """
    check(tables, classes)
    return [
        *_groups(),
        *_schema(),
        *_news({table.name for table in tables}),
        *_database(database),
        *(statement for table in tables for statement in _table(table, classes, keeper)),
        *(SQL("GRANT SELECT ON {} TO {}").format(_named(name), _roles(EVERYBODY)) for name in also_read),
    ]


def harden() -> list[Composed]:
    """What a server of our own takes from everybody besides; it needs a superuser."""
    functions = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")
    return [
        *(SQL("REVOKE EXECUTE ON FUNCTION pg_catalog.{} FROM PUBLIC").format(SQL(one)) for one in functions),
        Composed([SQL("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC")]),
        *(
            SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(Identifier(name))
            for name in ("postgres", "template1")
        ),
    ]


def _groups() -> Iterator[Composed]:
    for who in EVERYBODY:
        # There is no CREATE ROLE IF NOT EXISTS.
        yield SQL(
            "DO $$ BEGIN CREATE ROLE {} NOLOGIN NOCREATEDB NOCREATEROLE NOINHERIT; "
            "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        ).format(Identifier(role_of(who)))


def _schema() -> Iterator[Composed]:
    schema = Identifier(SCHEMA)
    yield SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema)
    yield SQL("REVOKE ALL ON SCHEMA {} FROM PUBLIC").format(schema)
    yield SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, _roles(EVERYBODY))
    yield SQL(_PEOPLE).format(schema=schema)
    yield SQL(_STORES).format(schema=schema)
    for table in ("accounts", "memberships"):
        yield SQL("REVOKE ALL ON {}.{} FROM PUBLIC").format(schema, Identifier(table))
        yield SQL("GRANT SELECT ON {}.{} TO {}").format(schema, Identifier(table), _roles([Group.OWNER]))
    for name, (kind, body) in _FUNCTIONS.items():
        function = SQL("{}.{}()").format(schema, Identifier(name))
        yield from _function(function, SQL(kind), SQL(body).format(schema=schema))
    function, kinds = SQL("{}.looking(bigint[])").format(schema), SQL("TABLE (record bigint, person text)")
    yield from _function(function, kinds, SQL(_LOOKING).format(schema=schema))


def _news(tables: set[str]) -> Iterator[Composed]:
    """What changed since a step, by the names of tables alone: whoever may not see a step still reads anew after it."""
    if {"change_sets", "changes"} <= tables:
        schema = Identifier(SCHEMA)
        newest = SQL(_NEWEST).format(tables=Identifier(TABLES_IN))
        yield from _function(SQL("{}.newest()").format(schema), SQL("bigint"), newest)
        function = SQL("{}.news(bigint)").format(schema)
        body = SQL(_NEWS).format(schema=schema, tables=Identifier(TABLES_IN))
        yield from _function(function, SQL("TABLE (id bigint, touched text, nouns text[])"), body)


def _function(function: Composed, kind: sql.Composable, body: Composed) -> Iterator[Composed]:
    """A function that reads for whoever is signed in what that one may not read; no search path leads it astray."""
    yield SQL(
        "CREATE OR REPLACE FUNCTION {} RETURNS {} LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS {}"
    ).format(function, kind, Literal(body.as_string(None)))
    yield SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(function)
    yield SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(function, _roles(EVERYBODY))


def _database(database: str) -> Iterator[Composed]:
    name, schema = Identifier(database), Identifier(TABLES_IN)
    yield SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name)
    yield SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, _roles(Group))
    # Bulk work goes through a temporary table, which staff have no use for.
    yield SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(name, _roles([Group.OWNER, Group.MANAGER]))
    yield SQL("REVOKE ALL ON SCHEMA {} FROM PUBLIC").format(schema)
    yield SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, _roles(EVERYBODY))
    yield SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM PUBLIC, {}").format(schema, _roles(EVERYBODY))
    yield SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}").format(schema, _roles(EVERYBODY))


def _table(table: TableFacts, classes: Mapping[str, tuple[Right, ...]], keeper: str) -> Iterator[Composed]:
    name = _named(table.name)
    yield SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name)
    yield SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name)
    for policy in ("keeper", *(who.value for who in EVERYBODY)):
        yield SQL("DROP POLICY IF EXISTS {} ON {}").format(Identifier(_POLICY.format(policy)), name)
    always = SQL("true")
    yield _policy(name, "keeper", Identifier(keeper), always, always)
    still_open = SQL("(SELECT {}.is_open())").format(Identifier(SCHEMA))
    yield _policy(name, Group.OWNER, Identifier(role_of(Group.OWNER)), still_open, still_open)
    yield SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(name, _roles([Group.OWNER]))
    for right in classes[table.name]:
        yield from _grants(name, table, right)
        using = _rows(table, right, readable(classes, right.who))
        # A large content is sent before its record, so that no writer waits for it; it is seen once a record names it.
        own = using if right.rows is not Rows.NAMED else _rows(table, replace(right, rows=Rows.STORE), frozenset())
        with_check = _all([own, *_below_own(table, right), *_as_named(right)])
        yield _policy(name, right.who, Identifier(role_of(right.who)), using, with_check)


def _grants(name: Composed, table: TableFacts, right: Right) -> Iterator[Composed]:
    columns = SQL(", ").join(map(Identifier, seen_columns(table, right)))
    for letter, command in _COMMANDS.items():
        if letter not in right.may:
            continue
        if right.without and letter != DELETE:
            yield SQL("GRANT {} ({}) ON {} TO {}").format(SQL(command), columns, name, _roles([right.who]))
        else:
            yield SQL("GRANT {} ON {} TO {}").format(SQL(command), name, _roles([right.who]))


def _policy(
    table: Composed, name: str, role: sql.Composable, using: sql.Composable, with_check: sql.Composable
) -> Composed:
    policy = Identifier(_POLICY.format(name))
    return SQL("CREATE POLICY {} ON {} TO {} USING ({}) WITH CHECK ({})").format(policy, table, role, using, with_check)


def _rows(table: TableFacts, right: Right, seen: frozenset[str]) -> Composed:
    """Which rows somebody reaches; what is asked of the account is asked once in a statement, not at each row."""
    schema = Identifier(SCHEMA)
    said: list[sql.Composable] = []
    if right.rows in (Rows.STORE, Rows.PERSON, Rows.NAMED):
        key = Identifier(_STORE_KEY.get(table.name, "store_id"))
        said.append(SQL("{} = ANY ((SELECT {}.my_stores())::bigint[])").format(key, schema))
    else:
        said.append(SQL("(SELECT {}.is_open())").format(schema))
    if right.rows is Rows.PERSON:
        said.append(SQL("{} = (SELECT {}.my_person())").format(Identifier("person_id"), schema))
    if right.rows is Rows.AUTHOR:
        said.append(SQL("{} = (SELECT {}.my_name())").format(Identifier("actor"), schema))
    if right.only is not None:
        column, values = right.only
        said.append(SQL("{} = ANY ({}::text[])").format(Identifier(column), Literal(list(values))))
    if "noun" in table.columns:
        # It speaks of rows of other tables, and tells what stood in them.
        said.append(SQL("{} = ANY ({}::text[])").format(Identifier("noun"), Literal(sorted(seen))))
    if right.rows is Rows.NAMED:
        said.append(_named_by(table, [(name, column) for name, column in table.named_by if name in seen]))
    said += [_seen_parent(table, column, table.parents[column]) for column in right.through]
    return _all(said)


def _below_own(table: TableFacts, right: Right) -> Iterator[Composed]:
    """A foreign key is held whoever may see the parent; these also demand a parent that is seen, of the same store."""
    for column, parent in checked_parents(table, right).items():
        if column not in right.through or table.of_a_store:
            seen = _seen_parent(table, column, parent)
            yield SQL("({} IS NULL OR {})").format(Identifier(column), seen)


def _seen_parent(table: TableFacts, column: str, parent: str) -> Composed:
    here, there = Identifier(TABLES_IN, table.name), Identifier("parent")
    same = SQL("{}.id = {}.{}").format(there, here, Identifier(column))
    if table.of_a_store and parent != "change_sets":
        same = SQL("{} AND {}.store_id = {}.store_id").format(same, there, here)
    return SQL("EXISTS (SELECT 1 FROM {} AS {} WHERE {})").format(_named(parent), there, same)


def _named_by(table: TableFacts, by: Sequence[tuple[str, str]]) -> Composed:
    """That a record names it which whoever asks may see: the records are looked for under their own policies."""
    here, there = Identifier(TABLES_IN, table.name), Identifier("naming")
    ways: list[sql.Composable] = [
        SQL("EXISTS (SELECT 1 FROM {} AS {} WHERE {}.store_id = {}.store_id AND {}.{} = {}.stored)").format(
            _named(name), there, there, here, there, Identifier(column), here
        )
        for name, column in by
    ]
    return SQL("({})").format(SQL(" OR ").join(ways or [SQL("false")]))


def _as_named(right: Right) -> Iterator[Composed]:
    """What is put in is what its place says, so that nobody lays something else where a record will look."""
    if right.rows is Rows.NAMED:
        yield SQL(
            "digest = encode(sha256(content), 'hex') AND size = length(content) "
            "AND stored ~ ('^' || left(digest, 2) || '/' || digest || '([.][a-z0-9.]+)?$')"
        ).format()


def _all(conditions: Iterable[sql.Composable]) -> Composed:
    return SQL(" AND ").join(conditions)


def _named(table: str) -> Composed:
    return Composed([Identifier(TABLES_IN, table)])


def _roles(who: Iterable[Who]) -> Composed:
    return SQL(", ").join(Identifier(role_of(one)) for one in who)
