"""Backups: daily, at close, before a migration, on demand; checked, rotated, restored."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.backups import Backup
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.infra.paths import AppPaths
from shopdesk.infra.settings import BACKUP_KEEP_DAYS, BACKUP_SECOND_FOLDER
from shopdesk.services.context import ServiceContext
from shopdesk.services.file_places import copy_missing, is_sound
from shopdesk.storage import migrate, port
from shopdesk.storage.places import Place

if TYPE_CHECKING:
    from sqlalchemy import Engine

_ATTACHMENTS = "attachments"


def back_up(
    place: Place,
    paths: AppPaths,
    now: datetime,
    why: str,
    progress: Callable[[int, int], None] | None = None,
    *,
    engine: Engine | None = None,
) -> Backup:
    """Make and check a backup of a data folder: the data file, and the attachments that no backup holds yet.

    The folder of the backups holds each attachment once, however many backups name it: what is kept never changes. A
    list beside the copy of the data file says which belong to it. Those that an ``engine`` holds with its records are
    written there, too, after the copy of the data: so none that these name is missing.

    Raises:
        EnvironmentFault: it cannot be written, or the data file is damaged.
    """
    atomic.make_folder(paths.backups)
    found = copy_missing(paths.attachments, paths.backups / _ATTACHMENTS)
    made = place.back_up(paths.backups, now, why, progress)
    if engine is not None and port.of(engine).holds_contents:
        from shopdesk.services.contents import copied_out

        found |= copied_out(engine, paths.backups / _ATTACHMENTS)
    atomic.write_text(_list_of(made.file), json.dumps(found, ensure_ascii=False, indent=1), private=True)
    return made


def check(place: Place, file: Path) -> str:
    """Check a backup through and through, with its attachments; the answer is its schema's revision.

    Raises:
        EnvironmentFault: the data, the list of the attachments or one of them are damaged or missing.
    """
    revision = place.verify(file)
    for name, size in (_listed(file) or {}).items():  # backups of older programs hold the data only
        try:
            sound = is_sound(file.parent / _ATTACHMENTS, name, size)
        except OSError as error:
            raise EnvironmentFault(
                Text("{file} is sound, but its attachment {place} cannot be read: {cause}.", file=file.name, place=name,
                     cause=error.strerror or str(error))
            ) from error  # fmt: skip
        if not sound:
            raise EnvironmentFault(
                Text("{file} is sound, but its attachment {place} is damaged or gone.", file=file.name, place=name)
            )
    return revision


def bring_attachments_back(source: Path, paths: AppPaths) -> None:
    """Put the attachments that a backup names and the data folder lacks back in their places.

    Others that lie beside it stay away: they belong to other backups, as what was erased before this one was made.
    Where the records are on a server, it gets them once they are restored. A backup that does not say what belongs to
    it gets all of them: sound data must not wait for their list, and one too many harms nobody.

    Raises:
        EnvironmentFault: one cannot be written.
    """
    copy_missing(source.parent / _ATTACHMENTS, paths.attachments, _named_by(source))


def _named_by(backup: Path) -> frozenset[str] | None:
    """The attachments that belong to a backup; ``None`` where it does not say so: of an older program, or damaged."""
    try:
        listed = _listed(backup)
    except EnvironmentFault:
        return None
    return None if listed is None else frozenset(listed)


def _listed(backup: Path) -> dict[str, int] | None:
    """The attachments that belong to a backup with their bytes; ``None`` where an older program wrote no list.

    Raises:
        EnvironmentFault: the list cannot be read, or is none.
    """
    file = _list_of(backup)
    try:
        found = json.loads(file.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnvironmentFault(
            Text("The list of the files of the backup {name}, {file}, cannot be read: {cause}. Close it where it is "
                 "open, then try again.", name=backup.name, file=file, cause=error.strerror or str(error))
        ) from error  # fmt: skip
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(type(size) is int and size >= 0 for size in found.values()):
        raise EnvironmentFault(
            Text("The data of the backup {name} are sound, but the list of its files, {file}, is damaged, so nobody "
                 "knows whether all of them are there. Make a new backup: its list is written anew.",
                 name=backup.name, file=file)
        )  # fmt: skip
    return found


def _forget_unnamed(folder: Path, kept: Iterable[Backup]) -> None:
    """Remove the attachments that belong to no backup any more, so that what was erased goes with the last one.

    Where one does not say what belongs to it, or not readably, all stay. What is in use goes the next time.
    """
    named: set[str] = set()
    for backup in kept:
        own = _named_by(backup.file)
        if own is None:
            return
        named |= own
    attachments = folder / _ATTACHMENTS
    for file in attachments.rglob("*"):
        if file.is_file() and not file.name.startswith(".") and file.relative_to(attachments).as_posix() not in named:
            with contextlib.suppress(OSError):
                file.unlink()


def hand_back(engine: Engine, source: Path) -> None:
    """Put the attachments of a backup beside the restored records, where these hold them.

    Raises:
        EnvironmentFault: one cannot be read or written.
    """
    if port.of(engine).holds_contents:
        from shopdesk.services.contents import copied_in

        copied_in(engine, source.parent / _ATTACHMENTS)


@contextlib.contextmanager
def in_place(source: Path) -> Iterator[None]:
    """Say of whatever fails from now on that the backup is in place nevertheless.

    Raises:
        EnvironmentFault: something failed.
    """
    try:
        yield
    except EnvironmentFault as fault:
        raise EnvironmentFault(
            Text(
                "The backup {name} was put in place of the data, but they could not be opened yet: {cause} Then start "
                "ShopDesk again.",
                name=source.name,
                cause=fault.text,
            ),
            fault.state,
        ) from fault


def _list_of(file: Path) -> Path:
    return file.with_suffix(".attachments.json")


class BackupService:
    """The backups of the open data folder."""

    def __init__(self, ctx: ServiceContext, complete: Callable[[], None]) -> None:
        """``complete`` gives the stores of restored older data what stores begin with today."""
        self._ctx = ctx
        self._complete = complete

    def list(self) -> list[Backup]:
        """The backups, newest first."""
        return self._ctx.place.backups(self._ctx.paths.backups)

    def create(self, why: str = "manual", progress: Callable[[int, int], None] | None = None) -> Backup:
        """Make and check a backup, then remove what the rotation no longer keeps.

        Raises:
            EnvironmentFault: it cannot be written, or the data file is damaged.
            UserError: the data are shared, and another PC holds them.
        """
        if self._ctx.rights.signed_in:
            raise UserError(Text("Backups of shared data are made on the PC that holds them. Ask the owner for one."))
        paths = self._ctx.paths
        made = back_up(self._ctx.place, paths, self._ctx.clock.now(), why, progress, engine=self._ctx.engine)
        removed = self._ctx.place.rotate(paths.backups, self._ctx.settings.get(BACKUP_KEEP_DAYS))
        for file in removed:
            _list_of(file).unlink(missing_ok=True)
        if removed:
            _forget_unnamed(paths.backups, self.list())
        return made

    def create_daily(self) -> Backup | None:
        """Make today's backup unless there is one."""
        today = self._ctx.clock.today()
        if self._ctx.rights.signed_in or any(known.made_at.date() == today for known in self.list()):
            return None
        return self.create("daily")

    def copy_elsewhere(self) -> Path | None:
        """Copy the newest backup, with the attachments, into the second folder that the owner chose; its copy there.

        ``None`` where no folder is chosen, or there is no backup yet.

        Raises:
            EnvironmentFault: the folder is not there, or the copy cannot be written.
        """
        folder = self._ctx.settings.get(BACKUP_SECOND_FOLDER).strip()
        found = self.list()
        if not folder or not found:
            return None
        target = Path(folder).expanduser()
        if not target.is_dir():
            raise EnvironmentFault(
                Text(
                    "The second folder for backups, {folder}, is not there. Plug in its disk or stick, or choose "
                    "another folder in File ▸ Settings.",
                    folder=target,
                )
            )
        source = found[0].file
        copy = target / source.name
        for place in (target, target / _ATTACHMENTS):
            atomic.clear_left_overs(place)
        if not copy.exists():
            copy_missing(source.parent / _ATTACHMENTS, target / _ATTACHMENTS)
            with atomic.replacing(copy, private=True) as temporary:
                shutil.copyfile(source, temporary)
                self._ctx.place.verify(temporary)
            if _list_of(source).is_file():
                with atomic.replacing(_list_of(copy), private=True) as temporary:
                    shutil.copyfile(_list_of(source), temporary)
        return copy

    def verify(self, name: str) -> str:
        """Check a backup through and through, with its attachments; the answer is its schema's revision.

        Raises:
            NotFound: there is no such backup.
            EnvironmentFault: it or one of its attachments is damaged.
        """
        place = self._ctx.place
        return check(place, place.find_backup(self._ctx.paths.backups, name))

    def restore(self, name: str | Path) -> Backup:
        """Put a backup in the place of the data, after saving the present data as a backup of its own.

        An older backup is raised to today's schema. Every open connection is closed first; nobody else may have the
        data open. The answer is the backup of what was there before.

        Raises:
            NotFound: there is no such backup.
            EnvironmentFault: it is damaged, of a newer program, cannot be put in place, or another program has the
                data open; the data is then untouched.
        """
        paths = self._ctx.paths
        place = self._ctx.place
        source = place.find_backup(paths.backups, str(name))
        migrate.is_behind(place.verify(source))
        with self._ctx.lock.alone():
            before = self.create("before_restore")
            # First what can be there without harm: the data are not replaced before everything else is in place.
            bring_attachments_back(source, paths)
            self._ctx.engine.dispose()
            place.restore(source)
            self._ctx.reader.forget()
            with in_place(source):
                if migrate.is_behind(place.revision()):
                    atomic.write_text(paths.unfinished, "", private=True)
                    migrate.migrate(self._ctx.engine)
                    self._complete()
                    paths.unfinished.unlink(missing_ok=True)
                hand_back(self._ctx.engine, source)
        return before
