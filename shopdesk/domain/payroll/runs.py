"""What runs of the payroll are and how they stand, apart from the slips in them, whose calculations load a lot."""

from __future__ import annotations

from enum import StrEnum


class RunState(StrEnum):
    """Whether a month can still change."""

    DRAFT = "draft"
    LOCKED = "locked"


class RunKind(StrEnum):
    """What a run pays: the wages of a month, something apart from them, or the opposite of an earlier run."""

    MONTHLY = "monthly"
    OFF_CYCLE = "off_cycle"
    REVERSAL = "reversal"
