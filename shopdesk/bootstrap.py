"""The one place where the program is put together: a data folder goes in, an open :class:`App` comes out.

Opening has two halves. :func:`prepare` is quick and needs no database: folders, settings, language. The window is
painted after it. :meth:`App.open` brings the data file up to date and may take longer; it runs on the worker thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.infra import i18n
from shopdesk.infra.clock import Clock, SystemClock
from shopdesk.infra.paths import AppPaths, default_data_dir
from shopdesk.infra.settings import LANGUAGE, Settings

if TYPE_CHECKING:
    from shopdesk.domain.backups import Backup
    from shopdesk.services.registry import Services


class App:
    """One data folder, prepared or open."""

    def __init__(self, paths: AppPaths, settings: Settings, clock: Clock) -> None:
        """Hold what :func:`prepare` made."""
        self.paths = paths
        self.settings = settings
        self.clock = clock
        self._services: Services | None = None
        self._log_handler: Any = None
        self.verbose = False

    @property
    def services(self) -> Services:
        """The services; the data must be open."""
        if self._services is None:
            raise RuntimeError("the data is not open")
        return self._services

    @property
    def is_open(self) -> bool:
        """Whether the data is open."""
        return self._services is not None

    def open(self) -> Services:
        """Open the data file: refuse a newer one, back up before migrating, migrate.

        Raises:
            UserError: a newer program wrote the file.
            EnvironmentFault: the file is damaged, locked or cannot be written.
        """
        if self._services is not None:
            return self._services
        from shopdesk.infra.logging import start_logging
        from shopdesk.services.context import ServiceContext
        from shopdesk.services.registry import Services
        from shopdesk.storage import migrate
        from shopdesk.storage.sqlite.engine import make_engine
        from shopdesk.storage.sqlite.revision import check_readable

        if self._log_handler is None:
            self._log_handler = start_logging(self.paths.logs, verbose=self.verbose)
        database = self.paths.database
        check_readable(database)
        existed = migrate.file_revision(database) is not None
        stale = migrate.needs_migration(database)
        if existed and stale:
            from shopdesk.services.backups import back_up

            back_up(self.paths, self.clock.now(), "before_update")
        engine = make_engine(database)
        if stale:
            migrate.migrate(engine)
        ctx = ServiceContext(engine=engine, clock=self.clock, settings=self.settings, paths=self.paths)
        self._services = Services(ctx)
        assert self._services.history is not None  # follows the commits from the first one on
        ctx.listeners.append(self._services.follow)
        if existed and stale:
            self._services.stores.complete_all()
        return self._services

    def last_good_backup(self) -> Backup | None:
        """The newest backup that passes the check; the data need not be open."""
        from shopdesk.storage.sqlite import backup

        return backup.last_good(self.paths.backups)

    def restore(self, name: str) -> Backup | None:
        """Put a backup in the place of the data, also when the data file is too damaged to open.

        A damaged file is set aside with its log, never deleted. The answer is the backup of the sound data that was
        there before, ``None`` where there was none.

        Raises:
            NotFound: there is no such backup.
            EnvironmentFault: the backup is damaged too; everything is then as it was.
            UserError: a newer program wrote the backup.
        """
        from shopdesk.services.backups import bring_attachments_back
        from shopdesk.storage import migrate
        from shopdesk.storage.sqlite import backup

        source = backup.find(self.paths.backups, name)
        backup.verify(source)
        migrate.needs_migration(source)
        try:
            return self.open().backups.restore(source)
        except EnvironmentFault:
            self.close_data()
            aside = self.paths.database.with_name(f"damaged-{self.clock.now():%Y%m%d-%H%M%S}.db")
            for ending in ("", "-wal", "-shm"):
                part = self.paths.database.with_name(self.paths.database.name + ending)
                if part.exists():
                    part.replace(aside.with_name(aside.name + ending))
            backup.restore(source, self.paths.database)
            bring_attachments_back(source, self.paths)
            self.open()
            return None

    def close_data(self) -> None:
        """Close every connection to the data file; :meth:`open` opens it again."""
        if self._services is not None:
            self._services.ctx.engine.dispose()
            self._services = None

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the data file."""
        self.close_data()
        if self._log_handler is not None:
            import logging

            logging.getLogger("shopdesk").removeHandler(self._log_handler)
            self._log_handler.close()
            self._log_handler = None


def prepare(
    data_dir: Path | None = None, language: str | None = None, *, clock: Clock | None = None, verbose: bool = False
) -> App:
    """Folders, settings and language of a data folder; the log and the database are opened by :meth:`App.open`.

    Raises:
        EnvironmentFault: the folder cannot be written.
    """
    chosen = (data_dir or default_data_dir()).absolute()
    i18n.set_language(language or i18n.system_language())
    paths = AppPaths(chosen)
    paths.create()
    settings = Settings(paths.settings)
    i18n.set_language(language or settings.get(LANGUAGE) or i18n.system_language())
    app = App(paths, settings, clock or SystemClock())
    app.verbose = verbose
    return app


def open_app(data_dir: Path | None = None, language: str | None = None, *, clock: Clock | None = None) -> App:
    """A data folder, prepared and open.

    Raises:
        UserError: a newer program wrote the data file.
        EnvironmentFault: the folder or the file cannot be read or written.
    """
    app = prepare(data_dir, language, clock=clock)
    app.open()
    return app
