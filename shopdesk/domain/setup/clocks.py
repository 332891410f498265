"""Time limits of the platform: when they start, how many days are left, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.setup.records import SetupClock, SetupStep, StepState
from shopdesk.domain.setup.schedule import days_after


class ClockState(StrEnum):
    """Where a time limit stands."""

    IDLE = "idle"
    RUNNING = "running"
    MISSED = "missed"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A time limit read on one day. ``days_left`` is negative once it is missed, ``None`` while it does not run."""

    clock: SetupClock
    state: ClockState
    started_on: date | None
    ends_by: date | None
    days_left: int | None


def read_clock(clock: SetupClock, steps: Mapping[str, SetupStep], today: date) -> ClockReading:
    """Where ``clock`` stands on ``today``; the day of the trigger is day 0, the last day is trigger + days."""
    started = clock.started_on or _done_on(clock.trigger, steps)
    if started is None:
        return ClockReading(clock, ClockState.IDLE, None, None, None)
    ends_by = days_after(started, clock.days)
    ended = clock.ended_on or _done_on(clock.ends, steps)
    if ended is not None:
        state = ClockState.MET if ended <= ends_by else ClockState.MET_LATE
        return ClockReading(clock, state, started, ends_by, None)
    left = (ends_by - today).days
    return ClockReading(clock, ClockState.RUNNING if left >= 0 else ClockState.MISSED, started, ends_by, left)


def _done_on(code: str | None, steps: Mapping[str, SetupStep]) -> date | None:
    step = steps.get(code) if code else None
    return step.done_on if step is not None and step.state is StepState.DONE else None
