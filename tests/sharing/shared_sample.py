"""The sample store in a shared database, opened by the program as somebody who has an account."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from shopdesk.bootstrap import App, open_app
from shopdesk.infra.clock import Clock, FixedClock
from shopdesk.infra.paths import AppPaths
from shopdesk.sharing import accounts
from shopdesk.sharing.access_sql import install
from shopdesk.sharing.accounts import Account, Grant
from shopdesk.sharing.classes import CLASSES
from shopdesk.sharing.joining import verifier_of
from shopdesk.storage import places
from tests import engines
from tests.gui.sample_store import NOW, kept_sample
from tests.sharing.roles import facts

KEEPER = "shopdesk"


@dataclass
class SharedSample:
    """A database with the sample store of a language and the rights of its people."""

    language: str = "en"
    name: str = ""
    roles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Copy the sample store and lay down the rights."""
        server = engines.server()
        self.name = server.make(engines._sample(self.language, kept_sample(self.language)))
        with self.administrator() as connection:
            laid = install(facts(), CLASSES, database=self.name, keeper=KEEPER, also_read=["alembic_version"])
            accounts.apply(connection, laid)

    def administrator(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection that sees every row."""
        return psycopg.connect(engines.server().address(self.name), autocommit=True)

    def let_in(self, person: str, grant: Grant) -> str:
        """An account; its role."""
        account = Account(accounts.new_role(), person, grant)
        with self.administrator() as connection:
            accounts.apply(connection, accounts.opening(account, verifier_of("correct horse"), version=18))
        self.roles[person] = account.role
        return account.role

    def address(self, person: str) -> str:
        """Where somebody with an account signs in."""
        home = quote(str(engines.server().home), safe="")
        return f"postgresql://{self.roles[person]}@/{self.name}?host={home}"

    def folder(self, person: str, folder: Path) -> Path:
        """A data folder whose records are the shared ones, for somebody."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = kept_sample(self.language)
        if (kept / "settings.json").is_file():
            shutil.copy(kept / "settings.json", folder / "settings.json")
        places.keep_address(AppPaths(folder).server, self.address(person))
        return folder

    @contextmanager
    def opened(self, person: str, folder: Path, clock: Clock | None = None) -> Iterator[App]:
        """The program, opened by somebody."""
        app = open_app(self.folder(person, folder), self.language, clock=clock or FixedClock(NOW))
        try:
            yield app
        finally:
            app.close()

    def drop(self) -> None:
        """Remove the database and the roles."""
        server = engines.server()
        server.drop(self.name)
        for role in self.roles.values():
            server.run(f'DROP ROLE IF EXISTS "{role}"')
