"""What an owner should look at, each in one plain sentence with the figures that say so.

Everything is held against the store's own past, because published norms contradict each other. The bars are our own
defaults unless said otherwise, and the owner can change them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.kpi.chart_answer import Behind
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import percent_text
from shopdesk.domain.periods import Period, week_to
from shopdesk.domain.text import Text

if TYPE_CHECKING:
    from shopdesk.domain.kpi.alert_marks import Record
    from shopdesk.domain.kpi.learned import Learned


class Severity(StrEnum):
    """How soon to look."""

    NOW = "now"
    SOON = "soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLimits:
    """The bars. ``dsr_bar`` 4.6 is the entry bar of the platform's programmes; the others are our own defaults."""

    conversion_drop: Decimal = Decimal("0.15")
    visitors_drop: Decimal = Decimal("0.10")
    refund_rise: Decimal = Decimal("0.25")
    target_days: int = 3
    dsr_bar: Decimal = Decimal("4.6")
    score_fall: Decimal = Decimal("0.05")
    search_drop: Decimal = Decimal("0.30")
    roi_bar: Decimal = Decimal("1")
    ads_days: int = 3
    stock_days: int = 15
    stale_days: int = 2


_A_PERCENT = Decimal("0.01")
_DAYS = Text("days")
LIMITS = Noun(
    "store_settings",
    AlertLimits,
    Text("When to alert"),
    (
        Field("conversion_drop", Kind.RATE, Text("Conversion falls by"), required=True, lowest=_A_PERCENT),
        Field("visitors_drop", Kind.RATE, Text("Visitors fall week on week by"), required=True, lowest=_A_PERCENT),
        Field("refund_rise", Kind.RATE, Text("Refund rate rises by"), required=True, lowest=_A_PERCENT),
        Field("target_days", Kind.COUNT, Text("Target missed in a row"), required=True, lowest=1, highest=365,
              unit=_DAYS),
        Field("dsr_bar", Kind.DECIMAL, Text("A rating is below"), required=True, lowest=Decimal(0), highest=Decimal(5)),
        Field("score_fall", Kind.DECIMAL, Text("A rating falls within five weeks by"), required=True,
              lowest=Decimal("0.01"), highest=Decimal(5)),
        Field("search_drop", Kind.RATE, Text("Search visitors of a product fall by"), required=True,
              lowest=_A_PERCENT),
        Field("roi_bar", Kind.DECIMAL, Text("ROI is below"), required=True, lowest=Decimal(0), highest=Decimal(100)),
        Field("ads_days", Kind.COUNT, Text("The ads account lasts less than"), required=True, lowest=1, highest=365,
              unit=_DAYS),
        Field("stock_days", Kind.COUNT, Text("Stock lasts less than"), required=True, lowest=1, highest=365,
              unit=_DAYS),
        Field("stale_days", Kind.COUNT, Text("Figures are missing for"), required=True, lowest=1, highest=365,
              unit=_DAYS),
    ),
)  # fmt: skip
"""The bars as a form shows them: none may ring never or always."""


OFF_CHART = frozenset({"unshipped", "stock_low"})
"""The alerts about some orders or one product of their KPI: its chart shows all of them and not what rang."""


NEVER_CAMPAIGN = frozenset({"stale"})
"""The alerts that no campaign can be the reason of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing to look at: the sentence, and the KPI and span that show it on the chart; no KPI where none does.

    One whose past can be walked through says ``since`` when it stands, and its ``record``; of ``learned`` ones both
    come from weekdays. ``rows`` are those behind it where they are not all of its KPI over the span. ``subject`` is the
    product that it is about, ``unjudged`` why nobody can tell how often it rang.
    """

    code: str
    severity: Severity
    text: Text
    kpi: str
    period: Period
    since: date | None = None
    record: Record | None = None
    rows: Behind | None = None
    learned: bool = False
    subject: str = ""
    unjudged: Text | None = None

    @property
    def key(self) -> str:
        """What tells it from every other alert, by which is kept what was said of it."""
        return f"{self.code}/{self.subject}" if self.subject else self.code

    @property
    def comes_daily(self) -> bool:
        """Whether tomorrow others may be meant: orders that wait, or lack money; it is silent for a day only."""
        return self.code == "unshipped" or self.unjudged is not None

    @property
    def can_be_explained(self) -> bool:
        """Whether a campaign may be the reason: not of files that are missing, nor of money that is not understood."""
        return self.code not in NEVER_CAMPAIGN and self.unjudged is None


_DSR = ("dsr_description", "dsr_service", "dsr_logistics")
_EXPERIENCE = ("experience", "experience_goods", "experience_logistics", "experience_service")


def find_alerts(
    facts: Facts,
    *,
    limits: AlertLimits | None = None,
    targets: Mapping[date, int] | None = None,
    campaign_days: Collection[date] = (),
    learned: Mapping[str, Learned] | None = None,
) -> list[Alert]:
    """What the daily figures tell, the urgent first; on whatever day anybody looks, it is the same.

    Args:
        facts: the base figures of at least the last five weeks.
        limits: the bars, ours where ``None``.
        targets: daily targets of the paid amount, in fen.
        campaign_days: days on which a campaign ran; after each of them visitors and conversion fall, which is no news,
            so that these two are compared over ordinary days.
        learned: by code, the alerts that there are enough days to judge by weekdays (see ``WATCHED``); the others are
            held against the weeks before.
    """
    bars = limits or AlertLimits()
    if not len(facts):
        return []
    last = facts.days[-1]
    ordinary = facts.without(campaign_days) if campaign_days else facts
    known = learned or {}
    found = [_learned(code, level, last) for code, level in known.items()]
    found += [one for one in fixed_alerts(facts, ordinary, last, bars, targets or {}) if one.code not in known]
    alerts = [alert for alert in found if alert is not None]
    return sorted(alerts, key=lambda alert: alert.severity is not Severity.NOW)


def fixed_alerts(
    facts: Facts, ordinary: Facts, last: date, bars: AlertLimits, targets: Mapping[date, int]
) -> list[Alert]:
    """What the daily figures up to ``last`` tell by fixed bars; ``ordinary`` are those without days of campaigns."""
    left_out = len(ordinary) < len(facts)
    found = [
        _drop(ordinary, last, "conversion", bars.conversion_drop, left_out),
        _refunds(facts, last, bars),
        _visitors(ordinary, last, bars, left_out),
        _targets_missed(facts, last, targets, bars),
    ]
    low = [_score(facts, last, code, bars) for code in _DSR]
    rung = {one.kpi for one in low if one is not None}
    found += low
    found += [_fallen(facts, last, code, bars) for code in (*_DSR, *_EXPERIENCE) if code not in rung]
    found += [_ads(facts, last, bars)]
    return [alert for alert in found if alert is not None]


@dataclass(frozen=True, slots=True)
class Watched:
    """A KPI whose alert is learned; ``bar`` names its limit; ``sign`` is 1 where a rise matters, -1 for a fall."""

    kpi: str
    bar: str
    sign: int


WATCHED = {
    "conversion_low": Watched("conversion", "conversion_drop", -1),
    "refunds_high": Watched("refund_rate", "refund_rise", 1),
    "visitors_low": Watched("visitors_per_day", "visitors_drop", -1),
}
"""By the code of the alert."""


def _learned(code: str, found: Learned, last: date) -> Alert | None:
    if found.since is None:
        return None
    name, level = WATCHED[code].kpi, found.level
    item = kpi(name)
    words: dict[str, Any] = {
        "name": item.name,
        "now": shown(item, level.now),
        "change": percent_text(abs(level.change), 0),
        "usual": shown(item, level.usual),
    }
    more = WATCHED[code].sign > 0
    if level.season:
        words["season"] = percent_text(abs(level.season), 0)
        text = (
            Text(
                "{name} of the last 7 days: {now}, {change} more than expected: these weekdays usually bring "
                "{usual}, and the season took it up by {season} last year.",
                **words,
            )
            if more
            else Text(
                "{name} of the last 7 days: {now}, {change} less than expected: these weekdays usually bring "
                "{usual}, and the season took it down by {season} last year.",
                **words,
            )
        )
    elif more:
        text = Text(
            "{name} of the last 7 days: {now}, {change} more than these weekdays usually bring ({usual}).", **words
        )
    else:
        text = Text(
            "{name} of the last 7 days: {now}, {change} less than these weekdays usually bring ({usual}).", **words
        )
    return Alert(
        code=code,
        severity=Severity.NOW if code == "conversion_low" else Severity.SOON,
        text=text,
        kpi="visitors" if code == "visitors_low" else name,
        period=week_to(last),
        since=found.since,
        record=found.record,
        learned=True,
    )


def _four_weeks_before(last: date) -> Period:
    return Period(last - timedelta(days=34), last - timedelta(days=7))


def _levels(facts: Facts, last: date, code: str) -> tuple[Decimal, Decimal] | None:
    """The KPI over the last seven days and over the four weeks before; half of the days of each must be known."""
    week, before = Figures(facts, week_to(last)), Figures(facts, _four_weeks_before(last))
    if week.known_days(code) < 4 or before.known_days(code) < 14:
        return None
    now, then = week[code], before[code]
    return None if now is None or not then else (Decimal(now), Decimal(then))


def _drop(facts: Facts, last: date, code: str, bar: Decimal, ordinary: bool) -> Alert | None:
    levels = _levels(facts, last, code)
    if levels is None:
        return None
    now, then = levels
    fall = 1 - now / then
    if fall < bar:
        return None
    name, lost = kpi(code).name, percent_text(fall, 0)
    text = (
        Text(
            "{name} of the last 7 days is {now}, {fall} below the four weeks before ({then}), campaign days left out.",
            name=name,
            now=percent_text(now),
            fall=lost,
            then=percent_text(then),
        )
        if ordinary
        else Text(
            "{name} of the last 7 days is {now}, {fall} below the four weeks before ({then}).",
            name=name,
            now=percent_text(now),
            fall=lost,
            then=percent_text(then),
        )
    )
    return Alert(code=f"{code}_low", severity=Severity.NOW, text=text, kpi=code, period=week_to(last))


def _refunds(facts: Facts, last: date, bars: AlertLimits) -> Alert | None:
    levels = _levels(facts, last, "refund_rate")
    if levels is None or levels[0] / levels[1] - 1 < bars.refund_rise:
        return None
    text = Text(
        "The refund rate of the last 7 days is {now}; in the four weeks before it was {then}.",
        now=percent_text(levels[0]),
        then=percent_text(levels[1]),
    )
    return Alert(code="refunds_high", severity=Severity.SOON, text=text, kpi="refund_rate", period=week_to(last))


def _visitors(facts: Facts, last: date, bars: AlertLimits, ordinary: bool) -> Alert | None:
    week = Figures(facts, week_to(last))
    before = Figures(facts, Period(last - timedelta(days=13), last - timedelta(days=7)))
    if week.known_days("visitors_per_day") < 5 or before.known_days("visitors_per_day") < 5:
        return None
    now, then = week["visitors_per_day"], before["visitors_per_day"]
    if not now or not then or 1 - Decimal(now) / Decimal(then) < bars.visitors_drop:
        return None
    fall = percent_text(1 - Decimal(now) / Decimal(then), 0)
    level = f"{Decimal(now).quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"
    text = (
        Text("Visitors fell {fall} week on week, to {now} a day, campaign days left out.", fall=fall, now=level)
        if ordinary
        else Text("Visitors fell {fall} week on week, to {now} a day.", fall=fall, now=level)
    )
    return Alert(code="visitors_low", severity=Severity.SOON, text=text, kpi="visitors", period=week_to(last))


def _targets_missed(facts: Facts, last: date, targets: Mapping[date, int], bars: AlertLimits) -> Alert | None:
    missed = 0
    day = last
    while True:
        value = Figures(facts, Period(day, day))["paid_amount"]
        if value is None or day not in targets or value >= targets[day]:
            break
        missed += 1
        day -= timedelta(days=1)
    if missed < bars.target_days:
        return None
    text = Text("The paid amount missed its daily target {count} days in a row.", count=missed)
    span = Period(last - timedelta(days=missed - 1), last)
    return Alert(code="target_missed", severity=Severity.NOW, text=text, kpi="paid_amount", period=span)


def _score(facts: Facts, last: date, code: str, bars: AlertLimits) -> Alert | None:
    score = Figures(facts, week_to(last))[code]
    if score is None or Decimal(score) >= bars.dsr_bar:
        return None
    text = Text(
        "{name} is {now}, below {bar}: programmes of the platform may refuse the store.",
        name=kpi(code).name,
        now=shown(kpi(code), score),
        bar=shown(kpi(code), bars.dsr_bar),
    )
    return Alert(code=f"{code}_low", severity=Severity.NOW, text=text, kpi=code, period=_four_weeks_before(last))


def _fallen(facts: Facts, last: date, code: str, bars: AlertLimits) -> Alert | None:
    """A rating that is still high enough but on its way down: against the best of the four weeks before."""
    score = Figures(facts, week_to(last))[code]
    known = facts.known(code, *facts.span(_four_weeks_before(last)))
    if score is None or not known or Decimal(max(known)) - Decimal(score) < bars.score_fall:
        return None
    item = kpi(code)
    text = Text(
        "{name} fell from {best} to {now} within five weeks.",
        name=item.name,
        best=shown(item, max(known)),
        now=shown(item, score),
    )
    return Alert(code=f"{code}_fell", severity=Severity.SOON, text=text, kpi=code, period=_since(last))


def _since(last: date) -> Period:
    return Period(_four_weeks_before(last).start, last)


def _ads(facts: Facts, last: date, bars: AlertLimits) -> Alert | None:
    week = Figures(facts, week_to(last))
    roi = week["roi"]
    if roi is None or week.known_days("roi") < 4 or Decimal(roi) >= bars.roi_bar:
        return None
    text = Text("The ads of the last 7 days brought {roi} in sales for each yuan spent.", roi=shown(kpi("roi"), roi))
    return Alert(code="roi_low", severity=Severity.SOON, text=text, kpi="roi", period=week_to(last))


def stale_alert(last: date, today: date, bars: AlertLimits) -> Alert | None:
    """That no figures came after ``last``, although they are expected up to the day before ``today``."""
    missing = (today - last).days - 1
    if missing < bars.stale_days:
        return None
    text = Text("There are no figures after {day}: {count} days are missing. Import them.", day=last, count=missing)
    return Alert(code="stale", severity=Severity.SOON, text=text, kpi="paid_amount", period=week_to(last))


def waiting_alert(count: int, today: date, rows: Behind | None = None) -> Alert | None:
    """That ``count`` orders, which are ``rows``, were paid more than 24 hours before now, ``today``, and wait."""
    if not count:
        return None
    text = Text("{count} orders were paid more than 24 hours ago and are not shipped.", count=count)
    day = today - timedelta(days=1)
    period = Period(day, day)
    return Alert(code="unshipped", severity=Severity.NOW, text=text, kpi="paid_orders", period=period, rows=rows)
