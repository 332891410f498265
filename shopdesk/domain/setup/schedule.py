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


def schedule(steps: Sequence[SetupStep], today: date) -> dict[str, Slot]:
    """The earliest slot of each unsettled step, begun today where nothing stands before it.

    Steps in a circle (refused on entry, but an old file may hold one) are treated as if the link were not there.
    """
    by_code = {step.code: step for step in steps if not step.settled}
    slots: dict[str, Slot] = {}
    visiting: set[str] = set()
    for begin in by_code:
        # A list of its own and no recursion: a chain of thousands would be too deep for it.
        stack = [begin]
        while stack:
            step = by_code[stack[-1]]
            visiting.add(step.code)
            before = [code for code in step.waits_for if code in by_code and code not in slots and code not in visiting]
            if before:
                stack.append(before[0])
                continue
            stack.pop()
            visiting.discard(step.code)
            if step.code not in slots:
                ends = [slots[code].end for code in step.waits_for if code in slots]
                start = max([today, *(days_after(end, 1) for end in ends)])
                slots[step.code] = Slot(start, days_after(start, max(step.typical_days, 1) - 1))
    return slots


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


def earliest_opening(steps: Sequence[SetupStep], today: date, slots: Mapping[str, Slot] | None = None) -> date | None:
    """The last day of the last step that blocks the opening; ``None`` when nothing blocks it any more.

    ``slots`` are those of the steps where they were reckoned already.
    """
    slots = schedule(steps, today) if slots is None else slots
    ends = [slots[step.code].end for step in steps if step.blocks_opening and not step.settled]
    return max(ends, default=None)
