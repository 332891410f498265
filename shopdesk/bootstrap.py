"""The one place where the program is put together: a data folder goes in, an open :class:`App` comes out.

Opening has two halves. :func:`prepare` is quick and needs no database: folders, settings, language. The window is
painted after it. :meth:`App.open` brings the data file up to date and may take longer; it runs on the worker thread.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import i18n
from shopdesk.infra.clock import Clock, SystemClock
from shopdesk.infra.data_lock import DataLock
from shopdesk.infra.paths import AppPaths, default_data_dir
from shopdesk.infra.settings import LANGUAGE, Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from shopdesk.domain.backups import Backup, Holdings
    from shopdesk.domain.soundness import DamagedTable, Salvaged
    from shopdesk.services.registry import Services
    from shopdesk.storage.sqlite.state_mark import Watch


class App:
    """One data folder, prepared or open."""

    def __init__(self, paths: AppPaths, settings: Settings, clock: Clock) -> None:
        """Hold what :func:`prepare` made."""
        self.paths = paths
        self.settings = settings
        self.clock = clock
        self._services: Services | None = None
        self._log_handler: Any = None
        self._file: tuple[int, int] | None = None
        self.lock = DataLock(paths.data)
        self.verbose = False
        self.read_only: FileState | None = None
        self.may_begin_anew = False

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
            EnvironmentFault: the file is damaged, of a newer program, locked, missing beside backups, or cannot be
                written.
        """
        if self._services is not None:
            return self._services
        from shopdesk.infra import atomic
        from shopdesk.infra.logging import start_logging

        if self._log_handler is None:
            self._log_handler = start_logging(self.paths.logs, verbose=self.verbose)
        for folder in self.paths.written:
            atomic.clear_left_overs(folder)
        self._refuse_missing()
        self.lock.share()
        try:
            return self._open_file()
        except BaseException:
            self.close_data()
            raise

    def _open_file(self) -> Services:
        from shopdesk.services.context import ServiceContext
        from shopdesk.services.registry import Services
        from shopdesk.storage import migrate
        from shopdesk.storage.sqlite.engine import open_engine
        from shopdesk.storage.sqlite.soundness import check_readable

        database = self.paths.database
        check_readable(database)
        existed = migrate.file_revision(database) is not None
        stale = migrate.needs_migration(database)
        engine, self.read_only = open_engine(database)
        if stale and self.read_only is not None:
            raise EnvironmentFault(
                Text("The disk is full, and this version has to write to your data first. Free some space, try again."),
                self.read_only,
            )
        if stale:
            self._raise_schema(engine, existed=existed)
        ctx = ServiceContext(
            engine=engine,
            clock=self.clock,
            settings=self.settings,
            paths=self.paths,
            lock=self.lock,
            read_only=self.read_only,
        )
        self._services = Services(ctx)
        assert self._services.history is not None  # follows the commits from the first one on
        ctx.listeners.append(self._services.follow)
        ctx.listeners.append(lambda _change_set: self.forget_picture())
        self._file = _identity(database)
        if existed and self.read_only is None and (stale or self.paths.unfinished.exists()):
            self._services.stores.complete_all()
            self.paths.unfinished.unlink(missing_ok=True)
        if existed and self.read_only is None:
            self._clear_half_made(self._services)
        return self._services

    def _clear_half_made(self, services: Services) -> None:
        """Remove the store that a killed program was making, unless another program is making it just now."""
        if services.stores.half_made():
            with contextlib.suppress(EnvironmentFault), self.lock.alone():
                services.stores.remove_half_made()

    def _raise_schema(self, engine: Engine, *, existed: bool) -> None:
        from shopdesk.infra import atomic
        from shopdesk.services.backups import back_up
        from shopdesk.storage import migrate

        if not existed:
            migrate.migrate(engine)
            return
        with self.lock.alone():
            back_up(self.paths, self.clock.now(), "before_update")
            atomic.write_text(self.paths.unfinished, "", private=True)
            migrate.migrate(engine)

    def _refuse_missing(self) -> None:
        """A data file that is gone while its backups are there is no first start."""
        database = self.paths.database
        if self.may_begin_anew or (database.exists() and database.stat().st_size > 0):
            return
        from shopdesk.storage.sqlite import backup

        found = backup.listed(self.paths.backups)
        if found:
            raise EnvironmentFault(
                Text(
                    "The data file {file} is missing or empty, but there are backups ({count}); the newest is {name}. "
                    "Restore it. To begin anew, move the folder {folder} away first.",
                    file=database,
                    count=len(found),
                    name=found[0].name,
                    folder=self.paths.backups,
                ),
                FileState.MISSING,
                command=f"shopdesk backup restore {found[0].name}",
            )

    def was_replaced(self) -> bool:
        """Whether another file lies in the place of the one that is open; never so on Windows, which forbids it."""
        return self.is_open and self._file is not None and _identity(self.paths.database) not in (None, self._file)

    def last_good_backup(self) -> tuple[Backup, Holdings] | None:
        """The newest backup that passes the check, with what it holds; the data need not be open."""
        from shopdesk.storage.sqlite import backup

        found = backup.last_good(self.paths.backups)
        return None if found is None else (found, backup.holdings(found.file))

    def holdings(self) -> Holdings | None:
        """What the data file holds, as far as it can be read."""
        from shopdesk.storage.sqlite import backup

        try:
            return backup.holdings(self.paths.database)
        except EnvironmentFault:
            return None

    def damaged_tables(self, between: Callable[[int, int], None] | None = None) -> tuple[DamagedTable, ...]:
        """Look at every page of the data file; it may be open meanwhile. Empty: it is sound.

        Raises:
            EnvironmentFault: it cannot be read for another reason than damage.
        """
        from shopdesk.storage.sqlite.soundness import damaged_tables

        return damaged_tables(self.paths.database, between)

    def salvage(self, target: Path) -> tuple[Salvaged, ...]:
        """Write what can still be read of a damaged data file into a sound one; the damaged one stays as it is.

        Raises:
            EnvironmentFault: the target cannot be written, or nothing can be read.
        """
        from shopdesk.infra import atomic
        from shopdesk.storage import migrate
        from shopdesk.storage.sqlite import backup
        from shopdesk.storage.sqlite.engine import make_engine
        from shopdesk.storage.sqlite.soundness import salvage

        with atomic.replacing(target, private=True) as temporary:
            engine = make_engine(temporary)
            migrate.migrate(engine)
            engine.dispose()
            found = salvage(self.paths.database, temporary)
            backup.verify(temporary, references=False)
        return found

    def restore(self, name: str) -> Backup | None:
        """Put a backup in the place of the data, also when the data file is missing or too damaged to open.

        A damaged file is kept beside it with its log, never deleted. The answer is the backup of the sound data that
        was there before, ``None`` where there was none.

        Raises:
            NotFound: there is no such backup.
            EnvironmentFault: the backup is damaged or of a newer program, another program has the data open, or it
                cannot be written; everything is then as it was.
        """
        from shopdesk.services.backups import bring_attachments_back, in_place
        from shopdesk.storage import migrate
        from shopdesk.storage.sqlite import backup

        source = backup.find(self.paths.backups, name)
        backup.verify(source)
        self.forget_picture()
        migrate.needs_migration(source)
        try:
            services = self.open()
            before = services.backups.restore(source)
            services.history.forget()  # its steps are of the data that were there before
            self._file = _identity(self.paths.database)
            return before
        except EnvironmentFault as fault:
            if fault.state is not FileState.MISSING and not self.damaged_tables():
                raise
        self.close_data()
        with self.lock.alone():
            aside = self.paths.database.with_name(f"damaged-{self.clock.now():%Y%m%d-%H%M%S}.db")
            bring_attachments_back(source, self.paths)
            backup.restore(source, self.paths.database, aside)
        with in_place(source):
            self.open()
        return None

    def forget_picture(self) -> None:
        """Remove what the window shows first: the data are others by now, and what was erased has to be gone."""
        with contextlib.suppress(OSError):
            self.paths.first_picture.unlink(missing_ok=True)

    def mark(self) -> str | None:
        """The state of the data file, by which what was kept of it is known to hold; the data must not be open.

        ``None`` where it cannot be said: there is no file, or another program is at work on it.
        """
        from shopdesk.storage.sqlite.state_mark import mark_of

        return mark_of(self.paths.database)

    def watch(self) -> Watch:
        """From now on see whether anybody commits anything; its end comes when the data are closed.

        Raises:
            OSError: the data file cannot be looked at.
        """
        from shopdesk.storage.sqlite.state_mark import Watch

        return Watch(self.paths.database)

    def close_data(self) -> None:
        """Close every connection to the data file; :meth:`open` opens it again."""
        if self._services is not None:
            self._services.ctx.engine.dispose()
            self._services = None
        self.lock.release()

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the data file."""
        self.close_data()
        if self._log_handler is not None:
            import logging

            logging.getLogger("shopdesk").removeHandler(self._log_handler)
            self._log_handler.close()
            self._log_handler = None


def _identity(file: Path) -> tuple[int, int] | None:
    """What tells a file from another one that later has its name."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def prepare(
    data_dir: Path | None = None, language: str | None = None, *, clock: Clock | None = None, verbose: bool = False
) -> App:
    """Folders, settings and language of a data folder; the log and the database are opened by :meth:`App.open`.

    Raises:
        EnvironmentFault: the folder cannot be written.
    """
    chosen = (data_dir or default_data_dir()).absolute()
    paths = AppPaths(chosen)
    try:
        paths.create()
        settings = Settings(paths.settings)
    except UserError:
        i18n.set_language(language or i18n.system_language())  # for whoever says what is wrong
        raise
    i18n.set_language(language or settings.get(LANGUAGE) or i18n.system_language())
    app = App(paths, settings, clock or SystemClock())
    app.verbose = verbose
    return app


def open_app(data_dir: Path | None = None, language: str | None = None, *, clock: Clock | None = None) -> App:
    """A data folder, prepared and open.

    Raises:
        EnvironmentFault: the folder or the file cannot be read or written, or a newer program wrote it.
    """
    app = prepare(data_dir, language, clock=clock)
    app.open()
    return app
