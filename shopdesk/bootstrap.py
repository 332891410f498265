"""The one place where the program is put together: a data folder goes in, an open :class:`App` comes out.

Opening has two halves. :func:`prepare` is quick and needs no database: folders, settings, language. The window is
painted after it. :meth:`App.open` brings the data file up to date and may take longer; it runs on the worker thread.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import i18n
from shopdesk.infra.clock import Clock, SystemClock
from shopdesk.infra.data_lock import DataLock
from shopdesk.infra.paths import AppPaths, default_data_dir
from shopdesk.infra.settings import ACTOR, LANGUAGE, Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from shopdesk.domain.backups import Backup, Holdings
    from shopdesk.domain.soundness import DamagedTable, Salvaged
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.registry import Services
    from shopdesk.services.sharing.coordinator import Sharing
    from shopdesk.storage.places import Place, Watch


class App:
    """One data folder, prepared or open."""

    def __init__(self, paths: AppPaths, settings: Settings, clock: Clock) -> None:
        """Hold what :func:`prepare` made."""
        self.paths = paths
        self.settings = settings
        self.clock = clock
        self._services: Services | None = None
        self._log_handler: Any = None
        self._identity: Hashable | None = None
        self._place: Place | None = None
        self._sharing: Sharing | None = None
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
    def place(self) -> Place:
        """Where the records of the data folder are.

        Raises:
            EnvironmentFault: the file with the address of a server cannot be read.
        """
        if self._place is None:
            from shopdesk.storage.places import place_of

            shared = self.sharing.place() if self.paths.server.exists() else None
            self._place = shared or place_of(self.paths)
        return self._place

    @property
    def sharing(self) -> Sharing:
        """How the records of the data folder are shared."""
        if self._sharing is None:
            from shopdesk.services.sharing.coordinator import Sharing

            self._sharing = Sharing(self.paths, self.clock)
        return self._sharing

    @property
    def is_shared(self) -> bool:
        """Whether this PC holds the records for others, or another one holds them."""
        from shopdesk.storage.places import shared_as

        try:
            return shared_as(self.paths.server) is not None
        except EnvironmentFault:
            return True  # it is not said how; opening says so

    @property
    def is_joined(self) -> bool:
        """Whether another PC holds the records, and looks after their schema and their backups."""
        sharing = self._sharing
        return sharing is not None and sharing.joined is not None and sharing.keeping is None

    @property
    def others(self) -> int:
        """How many connections other PCs have to the data that this one holds."""
        holding = self._sharing.holding if self._sharing is not None else None
        return 0 if holding is None else holding.others

    def open_elsewhere(self) -> Services:
        """Open the records in the place where they are now: they were moved, or somebody else signed in.

        Raises:
            EnvironmentFault: as :meth:`open`.
        """
        self.close_data()
        self._place = None
        self.forget_picture()
        return self.open()

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

        place = self.place
        place.check_readable()
        revision = place.revision()
        existed = revision is not None
        stale = migrate.is_behind(revision)
        if stale and self.is_joined:
            raise EnvironmentFault(
                Text(
                    "The PC with the data has an older ShopDesk than this one. Install this version there and start it "
                    "once, then try again."
                ),
                FileState.NEWER,
            )
        engine, self.read_only = place.open()
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
            place=place,
            read_only=self.read_only,
        )
        self._services = Services(ctx)
        assert self._services.history is not None  # follows the commits from the first one on
        ctx.listeners.append(self._services.follow)
        ctx.listeners.append(lambda _change_set: self.forget_picture())
        self._identity = place.identity()
        if self.is_joined:
            self.settings.set(ACTOR, self.sharing.who())
            self._hand_in_left(ctx)
            return self._services
        if existed and self.read_only is None and (stale or self.paths.unfinished.exists()):
            self._services.stores.complete_all()
            self.paths.unfinished.unlink(missing_ok=True)
        if existed and self.read_only is None:
            self._clear_half_made(self._services)
        self._hand_in_left(ctx)
        return self._services

    def _hand_in_left(self, ctx: ServiceContext) -> None:
        """Give shared data the files that were added on this PC before they held any; forget those that are gone."""
        if self.paths.server.exists():
            from shopdesk.services.contents import forget_unseen, hand_in_left

            with contextlib.suppress(EnvironmentFault):
                hand_in_left(ctx)
                forget_unseen(ctx)

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
            back_up(self.place, self.paths, self.clock.now(), "before_update", engine=engine)
            atomic.write_text(self.paths.unfinished, "", private=True)
            migrate.migrate(engine)

    def _refuse_missing(self) -> None:
        """A data file that is gone while its backups are there is no first start."""
        if self.may_begin_anew or self.place.is_there():
            return
        found = self.place.backups(self.paths.backups)
        if found:
            raise EnvironmentFault(
                Text(
                    "The data file {file} is missing or empty, but there are backups ({count}); the newest is {name}. "
                    "Restore it. To begin anew, move the folder {folder} away first.",
                    file=self.paths.database,
                    count=len(found),
                    name=found[0].name,
                    folder=self.paths.backups,
                ),
                FileState.MISSING,
                command=f"shopdesk backup restore {found[0].name}",
            )

    def was_replaced(self) -> bool:
        """Whether another file lies in the place of the one that is open; never so on Windows, which forbids it."""
        return self.is_open and self._identity is not None and self.place.identity() not in (None, self._identity)

    def last_good_backup(self) -> tuple[Backup, Holdings] | None:
        """The newest backup that passes the check, with what it holds; the data need not be open."""
        for found in self.place.backups(self.paths.backups):
            with contextlib.suppress(EnvironmentFault):
                self.place.verify(found.file)
                return found, self.place.held_by(found.file)
        return None

    def holdings(self) -> Holdings | None:
        """What the data file holds, as far as it can be read."""
        try:
            return self.place.holdings()
        except EnvironmentFault:
            return None

    def damaged_tables(self, between: Callable[[int, int], None] | None = None) -> tuple[DamagedTable, ...]:
        """Look at every page of the data file; it may be open meanwhile. Empty: it is sound.

        Raises:
            EnvironmentFault: it cannot be read for another reason than damage.
        """
        return self.place.damaged_tables(between)

    def salvage(self, target: Path) -> tuple[Salvaged, ...]:
        """Write what can still be read of a damaged data file into a sound one; the damaged one stays as it is.

        Raises:
            EnvironmentFault: the target cannot be written, or nothing can be read.
        """
        from shopdesk.infra import atomic
        from shopdesk.storage.new_file import new_file
        from shopdesk.storage.places import file_place

        with atomic.replacing(target, private=True) as temporary:
            with new_file(temporary):
                pass
            found = self.place.salvage(temporary)
            file_place(temporary).verify(temporary, references=False)
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
        from shopdesk.services.backups import bring_attachments_back, hand_back, in_place
        from shopdesk.storage import migrate

        source = self.place.find_backup(self.paths.backups, name)
        revision = self.place.verify(source)
        self.forget_picture()
        migrate.is_behind(revision)
        try:
            services = self.open()
            before = services.backups.restore(source)
            services.history.forget()  # its steps are of the data that were there before
            self._identity = self.place.identity()
            return before
        except EnvironmentFault as fault:
            if fault.state is not FileState.MISSING and not self.damaged_tables():
                raise
        self.close_data()
        with self.lock.alone():
            aside = self.paths.database.with_name(f"damaged-{self.clock.now():%Y%m%d-%H%M%S}.db")
            bring_attachments_back(source, self.paths)
            self.place.restore(source, aside)
        with in_place(source):
            hand_back(self.open().ctx.engine, source)
        return None

    def forget_picture(self) -> None:
        """Remove what the window shows first: the data are others by now, and what was erased has to be gone."""
        with contextlib.suppress(OSError):
            self.paths.first_picture.unlink(missing_ok=True)

    def mark(self) -> str | None:
        """The state of the data file, by which what was kept of it is known to hold; the data must not be open.

        ``None`` where it cannot be said: there is no file, or another program is at work on it, or more than one PC.
        """
        try:
            return None if self.is_shared else self.place.mark()
        except EnvironmentFault:
            return None

    def watch(self) -> Watch:
        """From now on see whether anybody commits anything; its end comes when the data are closed.

        Raises:
            OSError: the data file cannot be looked at.
        """
        return self.place.watch()

    def close_data(self) -> None:
        """Close every connection to the data file; :meth:`open` opens it again."""
        if self._services is not None:
            self._services.ctx.engine.dispose()
            self._services = None
        self.lock.release()

    def close(self, go_on: Callable[[], None] | None = None) -> None:
        """Close every connection; the write-ahead log is folded into the data file.

        Other PCs that work with the data are cut off, unless the owner chose that they go on: then ``go_on`` starts
        what lets them in.
        """
        self.close_data()
        if self._sharing is not None:
            self._sharing.end(self.lock, go_on)
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
