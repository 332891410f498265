"""The files of backups, whichever engine made them: their names, which is which, which are kept."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from shopdesk.domain.backups import Backup, Holdings
from shopdesk.domain.errors import EnvironmentFault, NotFound
from shopdesk.domain.text import Text

_NAME = re.compile(r"shopdesk-(\d{8}-\d{6})(?:-\d+)?-(\w+)\.\w+$")
_STAMP = "%Y%m%d-%H%M%S"
FEWEST_KEPT = 10


def listed(folder: Path, ending: str) -> list[Backup]:
    """The backups in a folder whose names end in ``ending``, newest first."""
    found = []
    for file in folder.glob(f"shopdesk-*{ending}"):
        match = _NAME.match(file.name)
        if match:
            made_at = datetime.strptime(match[1], _STAMP)
            found.append(Backup(file=file, made_at=made_at, why=match[2], size=file.stat().st_size))
    return sorted(found, key=lambda backup: backup.name, reverse=True)


def free_name(folder: Path, now: datetime, why: str, ending: str) -> Path:
    """Where a backup of this moment goes; ``why`` is one word."""
    stamp = now.strftime(_STAMP)
    target = folder / f"shopdesk-{stamp}-{why}{ending}"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"shopdesk-{stamp}-{number}-{why}{ending}"
    return target


def find(folder: Path, name: str) -> Path:
    """The backup of this name or path.

    Raises:
        NotFound: there is none.
    """
    for candidate in (folder / name, Path(name)):
        if candidate.is_file():
            return candidate
    raise NotFound(Text("There is no backup “{name}”. See the list of backups.", name=name))


def rotate(backups: list[Backup], holdings: Callable[[Path], Holdings], keep_days: int) -> list[Path]:
    """Remove old backups made by the program itself; those the owner asked for stay.

    How old a backup is, its own content says, compared with the newest content: never the clock of today, which may be
    wrong by years. Kept: the newest ``FEWEST_KEPT`` in any case, everything of the last ``keep_days`` days of content,
    then the newest of each week for a quarter, then of each month for two years. What cannot be read is kept.
    """
    known = []
    for backup in backups:
        if backup.why == "manual":
            continue
        with contextlib.suppress(EnvironmentFault):
            held = holdings(backup.file)
            known.append((held.changes, held.last_change or backup.made_at, backup))
    known.sort(key=lambda one: (one[0], one[2].name), reverse=True)
    kept: set[tuple[str, int, int]] = set()
    removed = []
    for _changes, day, backup in known[FEWEST_KEPT:]:
        age = known[0][1] - day
        if age <= timedelta(days=keep_days):
            continue
        if age <= timedelta(days=92):
            iso = day.isocalendar()
            slot = ("week", iso.year, iso.week)
        else:
            slot = ("month", day.year, day.month)
        if slot in kept or age > timedelta(days=731):
            backup.file.unlink(missing_ok=True)
            removed.append(backup.file)
        kept.add(slot)
    return removed
