"""What every record that is kept has in common."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record with a place in the data.

    ``id`` is ``None`` until it is kept. ``version`` counts how often it was written and is 0 until it is kept: whoever
    saves a record hands back the version that they read, so that a save over somebody else's newer one is noticed. It
    is no part of the content, and records that differ in nothing else are equal.
    """

    id: int | None = None
    version: int = field(default=0, compare=False)
