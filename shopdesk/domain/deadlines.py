"""Days on which something ends or is due: milestones, documents that run out and are warned of, limits, trials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.text import Text


class DeadlineKind(StrEnum):
    """What the day is about."""

    MILESTONE = "milestone"
    DOCUMENT = "document"
    CLOCK = "clock"
    TRIAL = "trial"
    RENEWAL = "renewal"


KIND_NAMES: dict[DeadlineKind, Text] = {
    DeadlineKind.MILESTONE: Text("Milestone"),
    DeadlineKind.DOCUMENT: Text("Document runs out"),
    DeadlineKind.CLOCK: Text("Time limit ends"),
    DeadlineKind.TRIAL: Text("Trial ends"),
    DeadlineKind.RENEWAL: Text("Renew in time"),
}

ALARM_DAYS: dict[DeadlineKind, tuple[int, ...]] = {
    DeadlineKind.MILESTONE: (1, 0),
    DeadlineKind.DOCUMENT: (60, 30, 7),
    DeadlineKind.CLOCK: (3, 1, 0),
    DeadlineKind.TRIAL: (7, 1, 0),
    DeadlineKind.RENEWAL: (),
}
"""How many days ahead a calendar program rings, by kind; renewing a paper takes weeks, a payment does not."""

TRIAL_WARN_DAYS = 7
"""The end of a trial is spoken of from this many days before, for the talk has to be prepared."""

CLOCK_WARN_DAYS = 3
"""A time limit of the platform is spoken of from this many days before its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One such day. ``record_id`` is that of the milestone, limit or training; ``done`` ones do not ring.

    ``detail`` says what follows when it is missed, where that is known.
    """

    kind: DeadlineKind
    store_id: int
    record_id: int
    title: str
    due: date
    done: bool = False
    detail: str = ""
