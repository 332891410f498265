"""The shared store of the tests: the real schema on the bundled server, filled, with people who sign in."""

from __future__ import annotations

import os
import subprocess
from typing import Any

import psycopg
import sqlalchemy as sa

from shopdesk.services.sharing.holding import facts as facts
from shopdesk.sharing import accounts
from shopdesk.sharing.access import Group, Sight
from shopdesk.sharing.access_sql import harden, install
from shopdesk.sharing.accounts import Account, Grant
from shopdesk.sharing.classes import CLASSES
from shopdesk.sharing.joining import verifier_of
from shopdesk.sharing.programs import bundled
from shopdesk.sharing.server import ADMINISTRATOR, DATABASE, Server
from shopdesk.storage.tables.everything import metadata

PASSWORD = "correct horse 电池"
PEOPLE = {
    "owner": Grant(Group.OWNER),
    "manager": Grant(Group.MANAGER, (1,), person_id=1),
    "staff": Grant(Group.STAFF, (1,), person_id=2),
    "payer": Grant(Group.MANAGER, (1,), frozenset({Sight.PAY})),
    "coster": Grant(Group.STAFF, (1, 2), frozenset({Sight.COSTS})),
}


class SharedStore:
    """The server, an administrator's connection, and a role for each of ``PEOPLE``."""

    def __init__(self, server: Server) -> None:
        self.server = server
        engine = sa.create_engine("postgresql+psycopg://", connect_args=server.connection(), poolclass=sa.NullPool)
        metadata.create_all(engine)
        with psycopg.connect(**server.connection()) as connection:
            accounts.apply(connection, install(facts(), CLASSES, database=DATABASE, keeper=ADMINISTRATOR))
            accounts.apply(connection, harden())
        self.roles = {who: self.let_in(who, grant) for who, grant in PEOPLE.items()}
        with engine.begin() as connection:
            _fill(connection)
        engine.dispose()

    def let_in(self, person: str, grant: Grant) -> str:
        account = Account(accounts.new_role(), person, grant)
        with self.administrator() as connection:
            accounts.apply(connection, accounts.opening(account, verifier_of(PASSWORD), version=18))
        return account.role

    def administrator(self) -> psycopg.Connection[Any]:
        return psycopg.connect(**self.server.connection(), autocommit=True)

    def words(self, who: str) -> dict[str, Any]:
        words = {**self.server.connection(), "user": self.roles.get(who, who), "password": PASSWORD}
        del words["passfile"]
        return words

    def as_(self, who: str) -> psycopg.Connection[Any]:
        return psycopg.connect(**self.words(who), autocommit=True)

    def psql(self, who: str, statements: str) -> subprocess.CompletedProcess[str]:
        """A session of psql, as somebody would open it who knows the password and has the program's server."""
        words = self.words(who)
        environment = {
            **os.environ,
            "PGHOST": words["host"],
            "PGPORT": str(words["port"]),
            "PGUSER": words["user"],
            "PGDATABASE": words["dbname"],
            "PGPASSWORD": PASSWORD,
        }
        asked = [str(bundled().path("psql")), "-XAtq", "-v", "ON_ERROR_STOP=0"]
        return subprocess.run(
            asked, input=statements, env=environment, capture_output=True, text=True, timeout=30, check=False
        )


def _fill(connection: sa.Connection) -> None:
    """A row in every table for each of two stores: values that fit the columns, whose meaning nobody reads here."""
    for table in metadata.sorted_tables:
        for store in (1, 2):
            row = {column.name: _value(table.name, column, store) for column in table.columns}
            kept = {name: value for name, value in row.items() if value is not None}
            columns = ", ".join(f'"{name}"' for name in kept)
            places = ", ".join(f":{name}" for name in kept)
            connection.execute(sa.text(f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})'), kept)
        connection.execute(sa.text(f"SELECT setval('{table.name}_id_seq', 10)"))
    connection.execute(sa.text("UPDATE pay_runs SET state = 'locked'"))
    # The manager and one of the staff of the first store have a slip each; numbers 1 and 2 of people are theirs.
    connection.execute(sa.text("UPDATE people SET store_id = 1"))
    connection.execute(sa.text("UPDATE pay_slips SET store_id = 1, run_id = 1"))
    connection.execute(sa.text("UPDATE pay_lines SET store_id = 1"))


def _value(table: str, column: sa.Column[Any], store: int) -> Any:
    if column.primary_key or column.name == "store_id" or column.foreign_keys or column.name == "import_id":
        return store
    if column.name == "actor":
        return "owner"
    kind = getattr(column.type, "impl_instance", column.type)
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer):
        return store
    if column.nullable:
        return None
    length = getattr(kind, "length", None)
    return f"{store}"[:length]
