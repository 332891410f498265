"""How often an alert with a fixed bar was right: its rule is asked for each of the past days, as a learned one's is.

Such a rule is true or not, so its alert ends on the first day on which that is known not to hold; a day that says
nothing neither begins nor ends anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from shopdesk.domain.kpi.ads_account import AdsAccount, ads_account_alert
from shopdesk.domain.kpi.alert_marks import AlertMark
from shopdesk.domain.kpi.alerts import Alert, AlertLimits, fixed_alerts
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.kpi.learned import judged, record_span
from shopdesk.domain.periods import Period, week_to

BEFORE = timedelta(days=35)
"""How many days before the first of the record its rule looks at."""
_RINGS = Decimal(1)
Rang = Mapping[date, bool | None]
"""By day, whether an alert stood; ``None`` or no entry where that is not known."""


def with_record(alert: Alert, rang: Rang, last: date, marks: Iterable[AlertMark]) -> Alert:
    """The alert with its record over the days up to ``last``, and since when it stands."""
    strengths = []
    for day in record_span(last).days():
        stood = rang.get(day)
        strengths.append((day, None if stood is None else _RINGS if stood else Decimal(0)))
    since, record = judged(strengths, _RINGS, [one for one in marks if one.code == alert.key])
    return replace(alert, since=alert.since or since, record=record)


def rang_by_figures(
    alerts: Collection[Alert],
    facts: Facts,
    ordinary: Facts,
    last: date,
    bars: AlertLimits,
    targets: Mapping[date, int],
) -> dict[str, Rang]:
    """For alerts of daily figures: on which of the past days they would have been told, by code.

    Args:
        alerts: those that stand.
        facts: the figures of the record's days and of :data:`BEFORE` them.
        ordinary: the same without days of campaigns.
        last: the last day of the record.
        bars: the bars as they are now.
        targets: daily targets of the paid amount, in fen.
    """
    found: dict[str, dict[date, bool | None]] = {one.code: {} for one in alerts}
    for day in record_span(last).days():
        told = {one.code for one in fixed_alerts(facts, ordinary, day, bars, targets)}
        for one in alerts:
            span = Period(day, day) if one.code == "target_missed" else week_to(day)
            known = one.code in told or Figures(facts, span)[one.kpi] is not None
            found[one.code][day] = one.code in told if known else None
    return dict(found)


def rang_by_account(put_in: Mapping[date, int], spent: Mapping[date, int], first: date, last: date, bar: int) -> Rang:
    """On which days the ads account was about to run dry.

    Args:
        put_in: the top-ups by day, in fen.
        spent: what ads cost by day, in fen.
        first: the first day of the statements.
        last: the last day of the record.
        bar: for how many days it has to last.
    """
    found: dict[date, bool | None] = {}
    for day in record_span(last).days():
        if day < first or day not in spent:
            continue
        account = AdsAccount(
            topped_up_fen=sum(fen for one, fen in put_in.items() if one <= day),
            spent_fen=sum(fen for one, fen in spent.items() if first <= one <= day),
            week_fen=sum(spent.get(one, 0) for one in week_to(day).days()),
            known_to=day,
            last=day,
        )
        found[day] = ads_account_alert(account, bar) is not None
    return found


def rang_by_waits(waits: Iterable[tuple[date, date | None]], last: date) -> Rang:
    """On which days an order waited too long: of each order, the day from which it did and that on which it left."""
    span = record_span(last)
    found: dict[date, bool | None] = dict.fromkeys(span.days(), False)
    for first, end in waits:
        shown = Period(max(first, span.start), min(end or span.end, span.end)) if _meets(first, end, span) else None
        for day in shown.days() if shown else ():
            found[day] = True
    return found


def rang_by_imports(reached: Collection[tuple[datetime, date]], today: date, bar: int) -> Rang | None:
    """On which days figures were missing for ``bar`` days or more.

    Args:
        reached: when each import was done, and the last day of its file.
        today: the last day of the record.
        bar: from how many days on it is told.

    Returns:
        ``None`` where the figures came by no import.
    """
    if not reached:
        return None
    found: dict[date, bool | None] = {}
    for day in record_span(today).days():
        ends = [last for done, last in reached if done.date() <= day]
        if ends:
            found[day] = (day - max(ends)).days - 1 >= bar
    return found


def _meets(first: date, end: date | None, span: Period) -> bool:
    return first <= span.end and (end is None or end >= max(span.start, first))
