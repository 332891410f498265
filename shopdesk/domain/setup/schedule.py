"""When the store can open at the earliest, if every step takes its typical time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.setup.records import SetupStep


@dataclass(frozen=True, slots=True)
class Slot:
    """The days a step takes in the schedule, both included."""

    start: date
    end: date


def in_order(steps: Sequence[SetupStep]) -> list[tuple[SetupStep, tuple[str, ...]]]:
    """The unsettled steps, each behind those it waits for, with the codes of these.

    Steps in a circle (refused on entry, but an old file may hold one) are treated as if the link that closes it were
    not there.
    """
    by_code = {step.code: step for step in steps if not step.settled}
    placed: set[str] = set()
    ordered: list[tuple[SetupStep, tuple[str, ...]]] = []
    for first in by_code.values():
        # A stack of our own: a chain of two thousand steps is deeper than calls may be.
        stack = [] if first.code in placed else [(first, iter(first.waits_for), list[str]())]
        visiting = {first.code}
        while stack:
            step, rest, held = stack[-1]
            for code in rest:
                if code not in by_code or code in visiting:
                    continue
                held.append(code)
                if code not in placed:
                    visiting.add(code)
                    stack.append((by_code[code], iter(by_code[code].waits_for), []))
                    break
            else:
                stack.pop()
                visiting.discard(step.code)
                placed.add(step.code)
                ordered.append((step, tuple(held)))
    return ordered


def schedule(steps: Sequence[SetupStep], today: date) -> dict[str, Slot]:
    """The earliest slot of each unsettled step, begun today where nothing stands before it."""
    slots: dict[str, Slot] = {}
    for step, waits in in_order(steps):
        start = max([today, *(days_after(slots[code].end, 1) for code in waits)])
        slots[step.code] = Slot(start, days_after(start, _length(step) - 1))
    return slots


def _length(step: SetupStep) -> int:
    return max(step.typical_days, 1)


def days_after(day: date, days: int) -> date:
    """The day so many days later, or the calendar's last or first one where it ends before."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def moved_due(due: date | None, shift: int, today: date) -> date | None:
    """A due date after the opening day moved by ``shift`` days.

    An earlier opening brings nothing forward into the past: such a date becomes today's. One that is late already
    stays as late as it is when the opening comes nearer.
    """
    if due is None or (shift < 0 and due <= today):
        return due
    moved = days_after(due, shift)
    return max(moved, today) if shift < 0 else moved


def earliest_opening(steps: Sequence[SetupStep], slots: Mapping[str, Slot]) -> date | None:
    """The last day of the last step that blocks the opening; ``None`` when nothing blocks it any more."""
    ends = [slots[step.code].end for step in steps if step.blocks_opening and not step.settled]
    return max(ends, default=None)
