"""The data file as a place of data."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import FileState
from shopdesk.storage.places import Progress, Watch

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from shopdesk.domain.backups import Backup, Holdings
    from shopdesk.domain.soundness import DamagedTable, Salvaged


@dataclass(frozen=True, slots=True)
class FilePlace:
    """See :class:`shopdesk.storage.places.Place`; everything is loaded when it is asked for."""

    file: Path

    def check_readable(self) -> None:
        """Look at the head, or at every page of a file that was not closed in order."""
        from shopdesk.storage.sqlite.soundness import check_readable

        check_readable(self.file)

    def is_there(self) -> bool:
        """Whether the file has anything in it."""
        return self.file.exists() and self.file.stat().st_size > 0

    def revision(self) -> str | None:
        """From the file's head."""
        from shopdesk.storage.sqlite.revision import file_revision

        return file_revision(self.file)

    def open(self) -> tuple[Engine, FileState | None]:
        """Only for reading where the disk is full."""
        from shopdesk.storage.sqlite.engine import open_engine

        return open_engine(self.file)

    def identity(self) -> Hashable | None:
        """What tells the file from another one that later has its name."""
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def mark(self) -> str | None:
        """See :mod:`shopdesk.storage.sqlite.state_mark`."""
        from shopdesk.storage.sqlite.state_mark import mark_of

        return mark_of(self.file)

    def watch(self) -> Watch:
        """See :mod:`shopdesk.storage.sqlite.state_mark`."""
        from shopdesk.storage.sqlite import state_mark

        return state_mark.Watch(self.file)

    def damaged_tables(self, between: Progress | None = None) -> tuple[DamagedTable, ...]:
        """Every page is read."""
        from shopdesk.storage.sqlite.soundness import damaged_tables

        return damaged_tables(self.file, between)

    def salvage(self, target: Path) -> tuple[Salvaged, ...]:
        """Page by page."""
        from shopdesk.storage.sqlite.soundness import salvage

        return salvage(self.file, target)

    def holdings(self) -> Holdings:
        """From the file."""
        return self.held_by(self.file)

    def backups(self, folder: Path) -> list[Backup]:
        """Copies of the file."""
        from shopdesk.storage.sqlite import backup

        return backup.listed(folder)

    def back_up(self, folder: Path, now: datetime, why: str, progress: Progress | None = None) -> Backup:
        """By SQLite's own backup."""
        from shopdesk.storage.sqlite import backup

        return backup.create(self.file, folder, now, why, progress)

    def find_backup(self, folder: Path, name: str) -> Path:
        """By name or path."""
        from shopdesk.storage import backup_files

        return backup_files.find(folder, name)

    def verify(self, backup: Path, *, references: bool = True) -> str:
        """Every page and reference."""
        from shopdesk.storage.sqlite import backup as copies

        return copies.verify(backup, references=references)

    def held_by(self, backup: Path) -> Holdings:
        """From the copy."""
        from shopdesk.storage.sqlite import backup as copies

        return copies.holdings(backup)

    def restore(self, backup: Path, aside: Path | None = None) -> None:
        """One rename puts it in place."""
        from shopdesk.storage.sqlite import backup as copies

        copies.restore(backup, self.file, aside)

    def rotate(self, folder: Path, keep_days: int) -> list[Path]:
        """By what the copies hold, not by the clock."""
        from shopdesk.storage.sqlite import backup

        return backup.rotate(folder, keep_days)
