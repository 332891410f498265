"""A PostgreSQL that is there already, as the other place for shared data: whether it will do, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopdesk.domain.text import Text

if TYPE_CHECKING:
    import psycopg

OLDEST = 14


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What a server says of itself and of who asks.

    Attributes:
        version: 18 for 18.6.
        tls: whether this very connection is encrypted.
        encoding: of the database.
        makes_roles: whether the role may make roles.
        makes_tables: whether it may make schemas and tables in the database.
        empty: whether there are no tables of somebody else in it.
    """

    version: int
    tls: bool
    encoding: str
    makes_roles: bool
    makes_tables: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point that was looked at, and what is said of it."""

    holds: bool
    said: Text


def ask(connection: psycopg.Connection[Any]) -> ServerFacts:
    """What a server says, over a connection of the role that is to keep the data.

    Raises:
        psycopg.Error: it cannot be asked.
    """
    row = connection.execute(
        "WITH me AS (SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user) "
        "SELECT getdatabaseencoding(), rolsuper OR rolcreaterole, "
        "has_database_privilege(current_database(), 'CREATE') AND has_schema_privilege('public', 'CREATE'), "
        "NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public') FROM me"
    ).fetchone()
    assert row is not None  # who asks has a role
    return ServerFacts(
        version=connection.info.server_version // 10000,
        tls=bool(connection.pgconn.ssl_in_use),
        encoding=row[0],
        makes_roles=row[1],
        makes_tables=row[2],
        empty=row[3],
    )


def judge(facts: ServerFacts) -> list[Point]:
    """Every point with its sentence; shared data may go there where all of them hold."""
    return [
        Point(True, Text("PostgreSQL {version} will do.", version=facts.version))
        if facts.version >= OLDEST
        else Point(
            False, Text("This is PostgreSQL {version}; 14 is the oldest that will do. Renew it.", version=facts.version)
        ),
        Point(True, Text("What goes over the network is encrypted."))
        if facts.tls
        else Point(
            False, Text("The server does not encrypt what goes over the network. Let its administrator switch on TLS.")
        ),
        Point(True, Text("The database holds every sign (UTF-8)."))
        if facts.encoding == "UTF8"
        else Point(
            False,
            Text(
                "The database cannot hold Chinese signs: its encoding is {encoding}. Make one with UTF8.",
                encoding=facts.encoding,
            ),
        ),
        Point(True, Text("This role may make an account for each person."))
        if facts.makes_roles
        else Point(False, Text("This role may not make accounts. It needs the right to create roles (CREATEROLE).")),
        Point(True, Text("This role may make tables."))
        if facts.makes_tables
        else Point(False, Text("This role may not make tables in this database. Let the database belong to it.")),
        Point(True, Text("The database is empty."))
        if facts.empty
        else Point(False, Text("There are tables in this database already. Give ShopDesk one of its own.")),
    ]
