"""The alert that a month is likely to end below its target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.targets import pace
from shopdesk.domain.text import Text

_METRIC = "paid_amount"


def pace_alert(target: int | None, days: Mapping[date, int], actual: Mapping[date, int], last: date) -> Alert | None:
    """Walk through the month up to ``last``: it enters once even the high end of the range lies below the target.

    It leaves when the projected end reaches the target again, so that it does not come and go with every day. The days
    on which no range can be given (the first ones, and the last of the month) say nothing.

    Args:
        target: the month's target of the paid amount (fen), ``None`` where there is none.
        days: the month's targets by day.
        actual: the paid amount of the days that are known.
        last: the last day that counts as passed.
    """
    passed = standing(target, days, actual, last)
    since = passed[-1].since if passed else None
    if since is None or target is None:
        return None
    text = Text(
        "The month is likely to end between {low} and {high}, below its target of {target}.",
        low=shown(kpi(_METRIC), passed[-1].low),
        high=shown(kpi(_METRIC), passed[-1].high),
        target=shown(kpi(_METRIC), target),
    )
    span = Period(month_of(last).start, last)
    return Alert(code="target_pace", severity=Severity.SOON, text=text, kpi=_METRIC, period=span, since=since)


@dataclass(frozen=True, slots=True)
class Standing:
    """A passed day of a month: since when the alert stood, and the range (fen) that was known last."""

    day: date
    since: date | None
    low: int | None
    high: int | None


def standing(
    target: int | None, days: Mapping[date, int], actual: Mapping[date, int], last: date
) -> tuple[Standing, ...]:
    """The days of a month up to ``last``; none without a target. See :func:`pace_alert`."""
    found: list[Standing] = []
    since: date | None = None
    for day in month_of(last).days():
        if day > last or not target:
            break
        now = pace(_METRIC, target, days, actual, day)
        # Of the range as it is, not as it is rounded for the eye.
        low, high = now.low, now.high
        if high is not None and now.projected is not None:
            if since is None and high < target:
                since = day
            elif since is not None and now.projected >= target:
                since = None
        stands = since if low is not None and high is not None else None
        found.append(Standing(day, stands, low, high))
    return tuple(found)
