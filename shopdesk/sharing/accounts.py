"""Accounts of the shared database: a role of the database for each person, made, changed and closed.

Whoever runs these is the administrator of the database, on the PC that holds it.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

from shopdesk.sharing.access import Group, Sight, Who
from shopdesk.sharing.access_sql import EVERYBODY, SCHEMA, role_of
from shopdesk.sharing.joining import Applicant, NameTaken, check_name, is_verifier

Connection = psycopg.Connection[Any]

_CONNECTIONS = 20
_SET_FALSE_SINCE = 16


@dataclass(frozen=True, slots=True)
class Grant:
    """What an invitation grants.

    Attributes:
        group: what the person will be.
        stores: the stores that they see; owners see all.
        sights: what they see besides.
        person_id: who they are among the people of the store, for the own payslip.
        role: an account that is there already: whoever redeems the code gives it another password, and nothing else.
    """

    group: Group
    stores: tuple[int, ...] = ()
    sights: frozenset[Sight] = frozenset()
    person_id: int | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One account.

    Attributes:
        role: the database's role.
        person: the person's name.
        grant: what they are and see.
        closed: whether they have left.
    """

    role: str
    person: str
    grant: Grant
    closed: bool = False


def apply(connection: Connection, statements: Iterable[Composed]) -> None:
    """Run statements, all or none.

    Raises:
        psycopg.Error: one failed, and none counts.
    """
    with connection.transaction():
        for statement in statements:
            connection.execute(statement)


def new_role() -> str:
    """A name for a role, which says nothing of the person; names of people may be longer than those of roles."""
    return f"shopdesk_{secrets.token_hex(8)}"


def opening(account: Account, verifier: str, *, version: int) -> list[Composed]:
    """What makes an account. Whatever the name holds, it is a value and no part of a statement.

    Args:
        account: whom to let in.
        verifier: what the server is to keep of the password (SCRAM).
        version: the server's, 18 for 18.6.

    Raises:
        ValueError: ``verifier`` is something else; the server would take it for the password in clear.
    """
    return [
        making_role(account.role, verifier),
        SQL("INSERT INTO {}.accounts (role, person, person_key, kind) VALUES ({}, {}, {}, {})").format(
            Identifier(SCHEMA),
            Literal(account.role),
            Literal(account.person),
            Literal(key_of(account.person)),
            Literal(account.grant.group.value),
        ),
        *granting(account, version=version),
    ]  # fmt: skip


def making_role(role: str, verifier: str) -> Composed:
    """What makes a role that may sign in, and nothing else.

    Raises:
        ValueError: ``verifier`` is no SCRAM verifier.
    """
    return SQL("CREATE ROLE {} LOGIN INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT {} PASSWORD {}").format(
        Identifier(role), Literal(_CONNECTIONS), _kept_password(verifier)
    )


def granting(account: Account, *, version: int) -> list[Composed]:
    """What gives an account exactly its group, sights and stores, whatever it had before."""
    role, schema, grant = Identifier(account.role), Identifier(SCHEMA), account.grant
    held: list[Who] = [grant.group, *sorted(grant.sights)]
    how = SQL(" WITH INHERIT TRUE, SET FALSE" if version >= _SET_FALSE_SINCE else "")
    return [
        SQL("REVOKE {} FROM {}").format(_every_group(), role),
        *(SQL("GRANT {} TO {}{}").format(Identifier(role_of(who)), role, how) for who in held),
        SQL("UPDATE {}.accounts SET kind = {}, sights = {}::text[], person_id = {} WHERE role = {}").format(
            schema,
            Literal(grant.group.value),
            Literal([sight.value for sight in sorted(grant.sights)]),
            Literal(grant.person_id),
            Literal(account.role),
        ),
        SQL("DELETE FROM {}.memberships WHERE role = {}").format(schema, Literal(account.role)),
        *(
            SQL("INSERT INTO {}.memberships (role, store_id) VALUES ({}, {})").format(
                schema, Literal(account.role), Literal(store)
            )
            for store in sorted(set(grant.stores))
        ),
    ]


def new_password(role: str, verifier: str) -> list[Composed]:
    """What gives a role another password.

    Raises:
        ValueError: ``verifier`` is no SCRAM verifier.
    """
    return [SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(role), _kept_password(verifier))]


def closing(role: str) -> list[Composed]:
    """What closes an account for good; the name stays in the trail and is not given again."""
    return [
        SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(Identifier(role)),
        SQL("REVOKE {} FROM {}").format(_every_group(), Identifier(role)),
        SQL("UPDATE {}.accounts SET closed_at = now() WHERE role = {} AND closed_at IS NULL").format(
            Identifier(SCHEMA), Literal(role)
        ),
    ]


def ending(role: str) -> list[Composed]:
    """What ends the sessions of a role; run when its closing is committed, or it could come back in between."""
    return [
        SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = {}").format(Literal(role)),
    ]


def close(connection: Connection, role: str) -> None:
    """Close an account at once: no new sign-in, no right, and no session that goes on.

    Raises:
        psycopg.Error: it failed; what is done of it holds.
    """
    apply(connection, closing(role))
    apply(connection, ending(role))


def accounts(connection: Connection) -> list[Account]:
    """Every account, in the order in which they were opened."""
    rows = connection.execute(
        SQL(
            "SELECT a.role::text, a.person, a.kind, a.sights, a.person_id, a.closed_at IS NOT NULL, "
            "coalesce(array_agg(m.store_id ORDER BY m.store_id) FILTER (WHERE m.store_id IS NOT NULL), '{{}}') "
            "FROM {0}.accounts a LEFT JOIN {0}.memberships m ON m.role = a.role GROUP BY a.role "
            "ORDER BY a.opened_at, a.role"
        ).format(Identifier(SCHEMA))
    )
    return list(_read(rows))


def admitting(connect: Callable[[], AbstractContextManager[Connection]]) -> Callable[[Applicant, Grant], str]:
    """What makes an account for who redeemed a code, for the desk; ``connect`` connects as administrator."""

    def admit(applicant: Applicant, grant: Grant) -> str:
        account = Account(new_role(), check_name(applicant.name), grant)
        with connect() as connection:
            if grant.role:
                apply(connection, new_password(grant.role, applicant.verifier))
                return grant.role
            try:
                version = connection.info.server_version // 10000
                apply(connection, opening(account, applicant.verifier, version=version))
            except psycopg.errors.UniqueViolation as error:
                raise NameTaken(str(account.person)) from error
        return account.role

    return admit


def _read(rows: Iterable[Sequence[Any]]) -> Iterator[Account]:
    for role, person, kind, sights, person_id, closed, stores in rows:
        grant = Grant(Group(kind), tuple(stores), frozenset(map(Sight, sights)), person_id)
        yield Account(role, person, grant, closed)


def _every_group() -> Composed:
    return SQL(", ").join(Identifier(role_of(who)) for who in EVERYBODY)


def _kept_password(verifier: str) -> Literal:
    if not is_verifier(verifier):
        raise ValueError("only what SCRAM makes of a password is kept")
    return Literal(verifier)


def key_of(person: str) -> str:
    """By this two names are the same: nobody passes for another by capitals or full-width letters."""
    return unicodedata.normalize("NFKC", person).casefold()
