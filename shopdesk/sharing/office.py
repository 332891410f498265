"""What the owner does about the people of a shared store, as the administrator of its database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.sharing import accounts
from shopdesk.sharing.access import Group, Right, TableFacts
from shopdesk.sharing.access_sql import SCHEMA, harden, install, role_of
from shopdesk.sharing.accounts import Account, Connection
from shopdesk.sharing.joining import check_name

_CHANNEL = "shopdesk_rights"
"""What programs listen to (storage/postgres/signals.py)."""
_SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in: the person's name, and since when, where the server tells the owner that."""

    person: str
    since: datetime | None


class Office:
    """Works on the accounts of one database."""

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]], database: str, keeper: str) -> None:
        """Nothing is asked yet.

        Args:
            connect: connects as the role that keeps the data; closed at the end.
            database: the database's name.
            keeper: the role that owns the tables.
        """
        self._connect = connect
        self._database = database
        self._keeper = keeper

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection of the keeper, closed at the end.

        Raises:
            UserError: somebody of that name has an account.
            EnvironmentFault: the server refused.
        """
        try:
            with self._connect() as connection:
                yield connection
        except psycopg.errors.UniqueViolation as error:
            raise UserError(
                Text("Somebody of this name has an account already, or had one. Choose another name.")
            ) from error
        except psycopg.Error as error:
            raise EnvironmentFault(
                Text("The server of the shared data did not do it ({kind}). Try again.", kind=type(error).__name__),
                FileState.UNREACHABLE,
            ) from error

    def hold_to(
        self,
        tables: Sequence[TableFacts],
        classes: Mapping[str, tuple[Right, ...]],
        known: str = "",
        *,
        also: Sequence[Composed] = (),
        of_keeper: Sequence[Composed] = (),
    ) -> str:
        """Have the database hold people to their rights, unless ``known`` says that it does; gives what says so.

        Args:
            tables: the tables that are there.
            classes: the rights of each.
            known: what was given the last time.
            also: what is laid down besides.
            of_keeper: what a keeper needs who is no superuser.

        Raises:
            EnvironmentFault: the server refused, and nothing was changed.
        """
        rights = [
            *install(tables, classes, database=self._database, keeper=self._keeper, also_read=["alembic_version"]),
            *also,
        ]
        mark = hashlib.sha256("\n".join(one.as_string(None) for one in rights).encode()).hexdigest()
        if mark == known:
            return mark
        with self.connected() as connection:
            row = connection.execute(_SUPERUSER).fetchone()
            accounts.apply(connection, [*rights, *(harden() if row and row[0] and not also else of_keeper)])
        return mark

    def know_keeper(self, name: str) -> None:
        """Note who works as the keeper of the data, so that nobody else takes the name.

        Raises:
            UserError: the name cannot be used, or somebody else has it.
        """
        person = check_name(name)
        with self.connected() as connection:
            connection.execute(
                SQL(
                    "INSERT INTO {}.accounts (role, person, person_key, kind) VALUES ({}, {}, {}, 'owner') "
                    "ON CONFLICT (role) DO UPDATE SET person = EXCLUDED.person, person_key = EXCLUDED.person_key"
                ).format(Identifier(SCHEMA), Literal(self._keeper), Literal(person), Literal(accounts.key_of(person)))
            )

    def accounts(self) -> list[Account]:
        """Every account that was ever opened, without the keeper's.

        Raises:
            EnvironmentFault: the server does not answer.
        """
        with self.connected() as connection:
            # Without a name it is a code that nobody has taken yet.
            return [one for one in accounts.accounts(connection) if one.role != self._keeper and one.person]

    def signed_in(self) -> list[Session]:
        """Who works with the data from another PC now.

        Raises:
            EnvironmentFault: the server does not answer.
        """
        statement = SQL(
            "SELECT a.person, min(s.backend_start) FROM pg_stat_activity s JOIN {}.accounts a ON a.role = s.usename "
            "WHERE s.datname = {} AND s.usename <> {} GROUP BY a.person ORDER BY 2"
        ).format(Identifier(SCHEMA), Literal(self._database), Literal(self._keeper))
        with self.connected() as connection:
            return [Session(person, since) for person, since in connection.execute(statement)]

    def change(self, account: Account) -> None:
        """Give an account exactly what it says from now on; its programs hear of it at once.

        Raises:
            EnvironmentFault: the server refused.
        """
        with self.connected() as connection:
            tell = SQL("SELECT pg_notify({}, {})").format(Literal(_CHANNEL), Literal(account.role))
            accounts.apply(connection, [*accounts.granting(account, version=_version(connection)), tell])

    def let_nobody_in(self) -> None:
        """Let nobody but the keeper connect any longer, and end every other session; :meth:`hold_to` undoes it.

        Raises:
            EnvironmentFault: the server refused.
        """
        groups = SQL(", ").join(Identifier(role_of(group)) for group in Group)
        with self.connected() as connection:
            accounts.apply(
                connection, [SQL("REVOKE ALL ON DATABASE {} FROM {}").format(Identifier(self._database), groups)]
            )
            for one in accounts.accounts(connection):
                if one.role != self._keeper:
                    accounts.apply(connection, accounts.ending(one.role))

    def close(self, role: str) -> None:
        """Close an account at once, and end its sessions.

        Raises:
            EnvironmentFault: the server refused.
        """
        with self.connected() as connection:
            accounts.close(connection, role)


def connected_by(line: Callable[[], Mapping[str, Any]]) -> AbstractContextManager[Connection]:
    """A connection by the words of ``line``, closed at the end.

    Raises:
        psycopg.Error: the server refused.
    """
    return psycopg.connect(**line(), autocommit=True)


def whoever(line: Callable[[], Mapping[str, Any]]) -> tuple[str, str]:
    """The name and the group of who connects by the words of ``line``; both empty where the account was closed.

    Raises:
        EnvironmentFault: the server does not answer.
    """
    office = Office(lambda: connected_by(line), "", "")
    with office.connected() as connection:
        name = connection.execute(SQL("SELECT {}.my_name()").format(Identifier(SCHEMA))).fetchone()
        groups = connection.execute(
            "SELECT g FROM unnest(%s::text[]) g WHERE pg_has_role(session_user, 'shopdesk_' || g, 'MEMBER')",
            [[group.value for group in Group]],
        ).fetchall()
    return (name[0] or "" if name else ""), (groups[0][0] if groups else "")


def _version(connection: psycopg.Connection[Any]) -> int:
    return connection.info.server_version // 10000
