"""The schema's version: read without SQLAlchemy, raised with Alembic, a newer one refused in words."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import paths

if TYPE_CHECKING:
    from sqlalchemy import Engine

_REVISION_FILE = re.compile(r"(\d{4})_\w+\.py$")


def known_revisions() -> list[str]:
    """The revisions that this program knows, oldest first, from the files' names alone."""
    folder = paths.migrations() / "versions"
    found = (_REVISION_FILE.match(file.name) for file in folder.iterdir())
    return sorted(match[1] for match in found if match)


def file_revision(file: Path) -> str | None:
    """The revision of a data file; ``None`` for a missing or empty one. Nothing is written.

    Raises:
        EnvironmentFault: the file is no SQLite database or is damaged.
    """
    if not file.exists() or file.stat().st_size == 0:
        return None
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
            if "alembic_version" not in tables:
                if tables:
                    raise UserError(
                        Text("{file} is not a ShopDesk data file. Choose another data folder.", file=file.name)
                    )
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(row[0]) if row else None
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise EnvironmentFault(
            Text("The data file {file} is damaged ({cause}). Restore the last good backup.", file=file, cause=error)
        ) from error


def needs_migration(file: Path) -> bool:
    """Whether the file must be raised to this program's schema.

    Raises:
        UserError: a newer program wrote the file.
        EnvironmentFault: the file is damaged.
    """
    revision = file_revision(file)
    revisions = known_revisions()
    if revision is not None and revision not in revisions:
        raise UserError(
            Text(
                "This data was written by a newer ShopDesk (schema {found}; this program knows up to {known}). "
                "Update ShopDesk, or choose another data folder.",
                found=revision,
                known=revisions[-1],
            )
        )
    return revision != revisions[-1]


def migrate(engine: Engine, target: str = "head") -> None:
    """Raise (or, with a lower ``target``, lower) the schema in one transaction, in this process."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The option is read with interpolation, so a percent sign in the path must be doubled.
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection:
        # SQLite checks foreign keys row by row while a batch migration rebuilds a table, so they are off meanwhile
        # and the whole file is checked before the change becomes lasting.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.rollback()
        with connection.execution_options(writing=True).begin():
            config.attributes["connection"] = connection
            if target == "head" or (file_step := _step(connection, target)) > 0:
                command.upgrade(config, target)
            elif file_step < 0:
                command.downgrade(config, target)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise RuntimeError(f"a migration left a broken reference in {broken[0]}")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.rollback()


def _step(connection: object, target: str) -> int:
    from alembic.runtime.migration import MigrationContext

    current = MigrationContext.configure(connection).get_current_revision() or ""  # type: ignore[arg-type]
    wanted = "" if target == "base" else target
    return (wanted > current) - (wanted < current)
