"""What a check of the data file finds, and what could be saved of a damaged one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedTable:
    """A table with a page that cannot be read; ``table`` is empty where the file's head is damaged."""

    table: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """How many rows of a table could be read, and whether these are all."""

    table: str
    rows: int
    whole: bool
