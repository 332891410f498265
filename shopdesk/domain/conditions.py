"""What is asked of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Condition:
    """What a filter word asks of a column, for whoever looks for the rows elsewhere than in a list.

    ``limits`` are comparisons (``<=``, ``>=``, ``<``, ``>``, ``=``) with values that all have to hold; without any,
    ``part`` is what the text contains, or nothing may stand there.
    """

    limits: tuple[tuple[str, Any], ...] = ()
    part: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing may stand there."""
        return not self.limits and not self.part
