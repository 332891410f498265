"""What is found in a plan: what agrees, what contradicts itself with what would cure it, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.text import Text

MOST_FINDINGS = 24


class Verdict(StrEnum):
    """What is to be thought of a finding."""

    DIFFERS = "differs"
    OPEN = "open"
    AGREES = "agrees"


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for a place of the text."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of one number that makes a finding agree; ``breaks`` counts what would no longer agree elsewhere."""

    label: Text
    edit: Edit
    breaks: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about the plan, with the places that it speaks of."""

    verdict: Verdict
    sentence: Text
    proposals: tuple[Proposal, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
