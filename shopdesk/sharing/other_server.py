"""A PostgreSQL that is there already, as the other place for shared data: whether it will do, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.sharing.server_line import ServerRefused, Shown, is_here, look_at, trusting
from shopdesk.sharing.sign_in import SignIn, encryption

if TYPE_CHECKING:
    import psycopg

OLDEST = 15
USUAL_PORT = 5432
_LONGEST_NAME = 63
_LONGEST_PASSWORD = 1000


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a database is, and the role that is to keep the data there."""

    host: str
    port: int
    database: str
    user: str


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What a server says of itself and of who asks.

    Attributes:
        version: 18 for 18.6.
        tls: whether this very connection is encrypted.
        encoding: of the database.
        by_code_points: whether it sorts text by the numbers of its signs.
        makes_roles: whether the role may make roles.
        makes_databases: whether it may make databases.
        owns: whether the database is the role's own.
        empty: whether there are no tables of somebody else in it.
        groups_free: whether the groups of this program's accounts are nobody else's on that server.
        here: whether it is on this very PC.
    """

    version: int
    tls: bool
    encoding: str
    by_code_points: bool
    makes_roles: bool
    makes_databases: bool
    owns: bool
    empty: bool
    groups_free: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point that was looked at, and what is said of it."""

    holds: bool
    said: Text


def check_address(host: str, port: str, database: str, user: str) -> ServerAddress:
    """An address as it was typed.

    Raises:
        UserError: something is missing or cannot be.
    """
    host, database, user = host.strip(), database.strip(), user.strip()
    if not host or len(host) > 253 or not host.isascii() or any(sign in host for sign in " ,/@'\"\\\t\n"):
        raise UserError(Text("Type the address of the server, like 192.168.1.20 or db.example.com."))
    number = int(port) if port.strip().isascii() and port.strip().isdigit() else 0
    if not 0 < number < 65536:
        raise UserError(Text("The port of a server is a number from 1 to 65535; of PostgreSQL it is mostly 5432."))
    for name in (database, user):
        if not name or len(name) > _LONGEST_NAME or not (name.isascii() and name.isprintable()):
            raise UserError(
                Text("Type the names of the database and of its user as they were made, in letters, digits and _.")
            )
    return ServerAddress(host, number, database, user)


def check_password(password: str) -> None:
    """Look whether a password can be one.

    Raises:
        UserError: it cannot.
    """
    if not password or len(password) > _LONGEST_PASSWORD or "\0" in password:
        raise UserError(Text("Type the password of this user; it is kept nowhere on this PC."))


def sign_in_at(at: ServerAddress, shown: Shown, name: str) -> SignIn:
    """What is kept of a server: how it is found and known again, without the password."""
    return SignIn((at.host,), at.port, shown.authority, at.database, at.user, name, shown.way)


def asked(at: ServerAddress, password: str, authority: str = "") -> tuple[Shown, ServerFacts]:
    """Look at a server and sign in; nothing is changed. ``authority`` has to vouch for it, where one is given.

    Raises:
        ServerRefused: it cannot be used, in words.
    """
    import psycopg

    shown = look_at(at.host, at.port, authority)
    with trusting(shown) as trusted:
        words = encryption(shown.way, at.host, trusted)
        try:
            with psycopg.connect(
                **words, port=at.port, user=at.user, dbname=at.database, password=password, autocommit=True
            ) as connection:
                return shown, ask(connection)
        except psycopg.Error as error:
            raise _explained(error, at) from error


_SAID: tuple[tuple[str, Text], ...] = (
    ("password authentication failed", Text("The server does not know this user, or the password is wrong.")),
    ("no pg_hba.conf entry", Text("The server does not let this PC in with this user. Its administrator says who may "
                                  "come from where (pg_hba.conf).")),
    ("authentication method requirement", Text("The server takes passwords in a form that can be stolen. Let its "
                                               "administrator use scram-sha-256 and set the password anew.")),
    ("certificate verify failed", Text("The certificate of the server cannot be used. Let its administrator make one "
                                       "for a server.")),
    ("remaining connection slots", Text("Too many programs use that server at once. Try again in a while.")),
    ("too many connections", Text("Too many programs use that server at once. Try again in a while.")),
)  # fmt: skip


def _explained(error: psycopg.Error, at: ServerAddress) -> ServerRefused:
    said = str(error)
    for sign, text in _SAID:
        if sign in said:
            return ServerRefused(text)
    if f'database "{at.database}" does not exist' in said:
        return ServerRefused(
            Text(
                "There is no database {name} on that server. Let its administrator make it: {statement}",
                name=at.database,
                statement=making(at),
            )
        )
    return ServerRefused(
        Text("The server does not let this PC in ({kind}). Ask its administrator.", kind=type(error).__name__)
    )


def making(at: ServerAddress) -> str:
    """The statement that makes a database that will do, for its administrator."""
    return (
        f'CREATE DATABASE "{at.database}" OWNER "{at.user}" TEMPLATE template0 ENCODING \'UTF8\' '
        "LC_COLLATE 'C' LC_CTYPE 'C';"
    )


def ask(connection: psycopg.Connection[Any]) -> ServerFacts:
    """What a server says, over a connection of the role that is to keep the data.

    Raises:
        psycopg.Error: it cannot be asked.
    """
    row = connection.execute(
        "WITH me AS (SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user) "
        "SELECT getdatabaseencoding(), 'Z' < 'a' AND 'z' < 'é' AND 'é' < '一', rolsuper OR rolcreaterole, "
        "rolsuper OR rolcreatedb, rolsuper OR EXISTS (SELECT 1 FROM pg_database "
        "WHERE datname = current_database() AND pg_has_role(datdba, 'USAGE')), "
        "NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname IN ('public', 'shopdesk_access')), "
        "rolsuper OR NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname IN ('shopdesk_owner', 'shopdesk_staff') "
        "AND NOT pg_has_role(oid, 'MEMBER WITH ADMIN OPTION')) FROM me"
    ).fetchone()
    assert row is not None  # who asks has a role
    encoding, by_code_points, roles, databases, owns, empty, groups = row
    return ServerFacts(
        version=connection.info.server_version // 10000,
        tls=bool(connection.pgconn.ssl_in_use),
        encoding=encoding,
        by_code_points=by_code_points,
        makes_roles=roles,
        makes_databases=databases,
        owns=owns,
        empty=empty,
        groups_free=groups,
        here=is_here(connection.info.hostaddr or connection.info.host),
    )


def _point(holds: bool, good: Text, bad: Text) -> Point:
    return Point(holds, good if holds else bad)


def judge(facts: ServerFacts, at: ServerAddress | None = None) -> list[Point]:
    """Every point with its sentence; shared data may go there where all of them hold."""
    statement = making(at or ServerAddress("", 0, "shopdesk", "shopdesk"))
    return [
        _point(
            facts.version >= OLDEST,
            Text("PostgreSQL {version} will do.", version=facts.version),
            Text(
                "This is PostgreSQL {version}; {oldest} is the oldest that will do. Renew it.",
                version=facts.version,
                oldest=OLDEST,
            ),
        ),
        _point(
            facts.tls or facts.here,
            Text("What goes over the network is encrypted.")
            if facts.tls
            else Text("The server is on this PC: nothing goes over a network, and only programs of this PC reach it."),
            Text("The server does not encrypt what goes over the network. Let its administrator switch on TLS."),
        ),
        _point(
            facts.encoding == "UTF8" and facts.by_code_points,
            Text("The database holds every sign (UTF-8) and sorts as ShopDesk does."),
            Text(
                "The database does not hold every sign (UTF-8) or sorts otherwise than ShopDesk. Let it be made anew: "
                "{statement}",
                statement=statement,
            ),
        ),
        _point(
            facts.makes_roles,
            Text("This user may make an account for each person."),
            Text("This user may not make accounts. It needs the right to create roles (CREATEROLE)."),
        ),
        _point(
            facts.makes_databases,
            Text("Backups can be tried: this user may make a database for that."),
            Text(
                "This user may not make databases (CREATEDB). Each backup is restored into one of its own before it "
                "is believed."
            ),
        ),
        _point(
            facts.owns,
            Text("The database belongs to this user."),
            Text("The database does not belong to this user. Let it be made anew: {statement}", statement=statement),
        ),
        _point(
            facts.empty,
            Text("The database is empty."),
            Text("There are tables in this database already. Give ShopDesk one of its own."),
        ),
        _point(
            facts.groups_free,
            Text("Nobody else shares data of ShopDesk on that server."),
            Text(
                "Another user of that server shares data of ShopDesk on it already. Sign in as that one, or take "
                "another server."
            ),
        ),
    ]
