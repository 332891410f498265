"""The setup as a timeline: the days each step takes, how late it may be, and what moves when one moves.

The critical path (关键路径) is what decides the opening day: a step on it has no slack (总时差), the days by which it
may be late without the opening being later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shopdesk.domain.setup.records import SetupStep, StepState
from shopdesk.domain.setup.schedule import Slot, days_after, earliest_opening, in_order, schedule


def slacks(steps: Sequence[SetupStep], slots: Mapping[str, Slot]) -> dict[str, int | None]:
    """Days by which each unsettled step may end later than in its schedule without the opening being later.

    0 is the critical path. ``None``: it holds up no step that the opening waits for.
    """
    opening = earliest_opening(steps, slots)
    latest: dict[str, date] = {}
    for step, waits in reversed(in_order(steps)):
        if step.blocks_opening and opening is not None:
            latest[step.code] = min(latest.get(step.code, opening), opening)
        if step.code in latest:
            before = days_after(latest[step.code], -_length(step))
            for code in waits:
                latest[code] = min(latest.get(code, before), before)
    return {code: (latest[code] - slot.end).days if code in latest else None for code, slot in slots.items()}


def bars(steps: Sequence[SetupStep], slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """The days that each step has on the timeline; none for what is not needed or was done on no day that is known.

    What is done ended on its day. What has a due date ends on it, the rest when it would be done in the schedule.
    """
    found: dict[str, Slot] = {}
    for step in steps:
        end = step.done_on if step.state is StepState.DONE else step.due_on
        if step.state is StepState.NOT_NEEDED or (step.settled and end is None):
            continue
        found[step.code] = slots[step.code] if end is None else Slot(days_after(end, 1 - _length(step)), end)
    return found


def clashes(steps: Sequence[SetupStep], planned: Mapping[str, Slot]) -> frozenset[str]:
    """The unsettled steps that would begin before something that they wait for has ended."""
    return frozenset(
        step.code
        for step, waits in in_order(steps)
        if any(planned[code].end >= planned[step.code].start for code in waits)
    )


def moved(steps: Sequence[SetupStep], code: str, due: date, today: date) -> dict[str, date]:
    """The new due dates when an unsettled step is to be done by ``due``: its own, and of those that have to give way.

    Nothing is put before today. A step that waits for it, through any number of others, and would begin too early is
    put behind it; one with room stays. A step without a due date gets none, but what waits for it gives way, too.
    """
    planned = bars(steps, schedule(steps, today))
    changed = {code: max(due, today)}
    ends = {code: changed[code]}
    for step, waits in in_order(steps):
        behind = [ends[one] for one in waits if one in ends]
        if step.code == code or not behind:
            continue
        needed = days_after(max(behind), _length(step))
        if planned[step.code].end < needed:
            ends[step.code] = needed
            if step.due_on is not None:
                changed[step.code] = needed
    return changed


def _length(step: SetupStep) -> int:
    return max(step.typical_days, 1)
