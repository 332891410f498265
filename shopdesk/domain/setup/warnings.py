"""On which days a paper that runs out is spoken of: once at each, so that nobody gets used to it."""

from __future__ import annotations

from datetime import date, timedelta

LATER_WARNINGS = (30, 7)
"""Days ahead of the end at which a paper is spoken of again after its first warning."""


def stages(warn_days: int) -> tuple[int, ...]:
    """Days ahead of the end at which a paper is spoken of: ``warn_days`` first, the day after the end last."""
    return (warn_days, *(days for days in LATER_WARNINGS if days < warn_days), -1)


def warning_days(expires_on: date, warn_days: int) -> list[date]:
    """The days of those stages, in their order; those before the calendar begins are left out."""
    ahead = [days for days in stages(warn_days) if expires_on.toordinal() - days <= date.max.toordinal()]
    return [expires_on - timedelta(days=days) for days in ahead if expires_on.toordinal() > days]


def warned_on(expires_on: date, warn_days: int, day: date) -> date:
    """The day of the stage that holds on ``day``, which is within the warning time."""
    return max((one for one in warning_days(expires_on, warn_days) if one <= day), default=day)
