"""A backup, as the lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup: its file, when and why it was made, and its size in bytes."""

    file: Path
    made_at: datetime
    why: str
    size: int

    @property
    def name(self) -> str:
        """The file's name, by which the command line knows it."""
        return self.file.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a data file holds, so that its owner knows it again.

    ``changes`` counts everything that was ever changed in it: of two files of one store the one with more is newer,
    whatever the clock said. ``last_change`` and ``last_order`` are ``None`` where there is none.
    """

    stores: tuple[str, ...]
    orders: int
    changes: int
    last_change: datetime | None
    last_order: date | None
