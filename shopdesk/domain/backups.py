"""A backup, as the lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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
