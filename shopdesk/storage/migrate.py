"""The schema's version: read without SQLAlchemy, raised with Alembic, a newer one refused in words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.storage import port

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_REVISION_FILE = re.compile(r"(\d{4})_\w+\.py$")


def known_revisions() -> list[str]:
    """The revisions that this program knows, oldest first, from the files' names alone."""
    folder = paths.migrations() / "versions"
    found = (_REVISION_FILE.match(file.name) for file in folder.iterdir())
    return sorted(match[1] for match in found if match)


def is_behind(revision: str | None) -> bool:
    """Whether data of this revision must be raised to this program's schema; ``None`` have no tables yet.

    Raises:
        EnvironmentFault: a newer program wrote them.
    """
    revisions = known_revisions()
    if revision is not None and revision not in revisions:
        raise EnvironmentFault(
            Text(
                "This data was written by a newer ShopDesk (schema {found}; this program knows up to {known}). "
                "Update ShopDesk, or choose another data folder.",
                found=revision,
                known=revisions[-1],
            ),
            FileState.NEWER,
        )
    return revision != revisions[-1]


def migrate(engine: Engine, target: str = "head") -> None:
    """Raise (or, with a lower ``target``, lower) the schema in one transaction, in this process.

    A new file gets the tables as they are declared, in a tenth of the time that all revisions would take; the tests
    compare them with what the revisions make.

    Raises:
        EnvironmentFault: the file cannot be written; it is as it was.
    """
    from sqlalchemy.exc import DatabaseError

    try:
        _migrate(engine, target)
    except DatabaseError as error:
        raise port.of(engine).explain(error, Path(engine.url.database) if engine.url.database else None) from error


def _migrate(engine: Engine, target: str) -> None:
    if target == "head":
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            if _is_new(connection):
                _make_tables(connection)
                return
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The option is read with interpolation, so a percent sign in the path must be doubled.
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    ports = port.of(engine)
    with engine.connect() as connection:
        # A table is made anew while others refer to it, so references are not checked row by row meanwhile: the whole
        # file is checked before the change becomes lasting.
        ports.references_checked_late(connection)
        with connection.execution_options(writing=True).begin():
            config.attributes["connection"] = connection
            if target == "head" or (file_step := _step(connection, target)) > 0:
                command.upgrade(config, target)
            elif file_step < 0:
                command.downgrade(config, target)
            broken = ports.broken_reference(connection)
            if broken is not None:
                raise RuntimeError(f"a migration left a broken reference in {broken}")
        ports.references_checked(connection)


def _is_new(connection: Connection) -> bool:
    from sqlalchemy import inspect

    return not inspect(connection).get_table_names()


def _make_tables(connection: Connection) -> None:
    from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table, insert

    from shopdesk.storage.tables.everything import metadata

    metadata.create_all(connection, checkfirst=False)
    noted = Table(
        "alembic_version",
        MetaData(),
        Column("version_num", String(32), nullable=False),
        PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
    )
    noted.create(connection)
    connection.execute(insert(noted).values(version_num=known_revisions()[-1]))


def _step(connection: object, target: str) -> int:
    from alembic.runtime.migration import MigrationContext

    current = MigrationContext.configure(connection).get_current_revision() or ""  # type: ignore[arg-type]
    wanted = "" if target == "base" else target
    return (wanted > current) - (wanted < current)
