"""Backups: daily, at close, before a migration, on demand; checked, rotated, restored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shopdesk.domain.backups import Backup
from shopdesk.infra.settings import BACKUP_KEEP_DAYS
from shopdesk.services.context import ServiceContext
from shopdesk.storage import migrate
from shopdesk.storage.sqlite import backup


class BackupService:
    """The backups of the open data folder."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def list(self) -> list[Backup]:
        """The backups, newest first."""
        return backup.listed(self._ctx.paths.backups)

    def create(self, why: str = "manual", progress: Callable[[int, int], None] | None = None) -> Backup:
        """Make and check a backup, then remove what the rotation no longer keeps.

        Raises:
            EnvironmentFault: it cannot be written, or the data file is damaged.
        """
        paths = self._ctx.paths
        made = backup.create(paths.database, paths.backups, self._ctx.clock.now(), why, progress)
        backup.rotate(paths.backups, self._ctx.clock.now(), self._ctx.settings.get(BACKUP_KEEP_DAYS))
        return made

    def create_daily(self) -> Backup | None:
        """Make today's backup unless there is one."""
        today = self._ctx.clock.today()
        if any(known.made_at.date() == today for known in self.list()):
            return None
        return self.create("daily")

    def verify(self, name: str) -> str:
        """Check a backup through and through; the answer is its schema's revision.

        Raises:
            NotFound: there is no such backup.
            EnvironmentFault: it is damaged.
        """
        return backup.verify(backup.find(self._ctx.paths.backups, name))

    def restore(self, name: str | Path) -> Backup:
        """Put a backup in the place of the data, after saving the present data as a backup of its own.

        An older backup is raised to today's schema. Every open connection is closed first; nobody else may have the
        data open. The answer is the backup of what was there before.

        Raises:
            NotFound: there is no such backup.
            EnvironmentFault: it is damaged or cannot be put in place; the data is then untouched.
            UserError: a newer program wrote it.
        """
        paths = self._ctx.paths
        source = backup.find(paths.backups, str(name))
        backup.verify(source)
        migrate.needs_migration(source)
        before = self.create("before_restore")
        self._ctx.engine.dispose()
        backup.restore(source, paths.database)
        if migrate.needs_migration(paths.database):
            migrate.migrate(self._ctx.engine)
        return before
