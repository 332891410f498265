"""The parts of the weekly and the monthly report.

Money is fen, rates are fractions, ``None`` means that nothing states the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from shopdesk.domain.campaigns.records import Campaign, Hero, Milestone
from shopdesk.domain.campaigns.review import ReviewFigures
from shopdesk.domain.competitors import Compared
from shopdesk.domain.daily.lookback import WeekSummary
from shopdesk.domain.daily.meetings import Minute
from shopdesk.domain.daily.standing_tasks import StandingDue
from shopdesk.domain.deadlines import Deadline, DeadlineKind
from shopdesk.domain.kpi import Figures, Kpi, Value
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.kpi.breakdown import ChannelLine, ProductLine
from shopdesk.domain.kpi.decompose import Part, Split
from shopdesk.domain.kpi.kinds import Basis, Source
from shopdesk.domain.kpi.wholeness import Shortfall
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import By, Period, label, previous, week_of
from shopdesk.domain.report.money import MoneySpan
from shopdesk.domain.report.people_cost import PeopleCost
from shopdesk.domain.report.words import SpanWords, words_of
from shopdesk.domain.target_range import HitRate
from shopdesk.domain.targets import Pace
from shopdesk.domain.text import Text

KEY_FIGURES = (
    "paid_amount",
    "net_amount",
    "orders",
    "paid_orders",
    "paying_rate",
    "amount_per_order",
    "refund_amount",
    "refund_rate",
    "visitors_per_day",
    "page_views",
    "conversion",
    "buyers",
    "aov",
    "repeat_rate",
    "ad_spend",
    "ad_sales",
    "roi",
    "inquiry_conversion",
    "first_reply_seconds",
    "dsr_description",
    "dsr_service",
    "dsr_logistics",
)
"""The figures of the first page, in the order in which a meeting reads them."""

DAY_FIGURES = (
    "paid_amount",
    "orders",
    "paid_orders",
    "paying_rate",
    "amount_per_order",
    "refund_amount",
    "net_amount",
    "visitors",
    "buyers",
    "conversion",
    "page_views",
    "ad_spend",
    "ad_sales",
    "roi",
)
"""The columns of the day table."""

PAST_FIGURES = ("paid_amount", "net_amount", "paid_orders", "visitors_per_day", "conversion", "ad_spend")
"""The columns of the table of the last weeks or months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A KPI of the span against the span before, the same span last year and its target.

    ``before_short`` and ``last_year_short`` say that one of the spans is known on too few days for a comparison.
    """

    kpi: Kpi
    now: Value
    before: Value
    last_year: Value
    target: Value = None
    before_short: Shortfall | None = None
    last_year_short: Shortfall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """What was seen of a competitor on the last day of the span on which somebody looked; only what was seen."""

    name: str
    day: date
    lines: tuple[Compared, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthEnd:
    """Where the month's paid amount was likely to end: of a week at its last day, of a month at ``pace.until``.

    ``hits`` is how often such a range held in the months before.
    """

    pace: Pace
    hits: HitRate


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One day: its KPIs by code, the paid amount of the same weekday a week before (in a week only), its target."""

    day: date
    values: Mapping[str, Value]
    before: int | None
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """One of the last weeks or months."""

    period: Period
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source of visitors: what its report says, the people of its mean day, and the visits to pages."""

    line: ChannelLine
    visitors_a_day: Decimal | None
    page_visits: int | None

    @property
    def sales_change(self) -> Decimal | None:
        """How its sales moved, by those of the span before."""
        now, before = self.line.sales_fen, self.line.sales_before_fen
        return None if now is None or before is None else ratio(now - before, before)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """A campaign with what it brought (``None`` while it has not begun) and what is still to be done for it."""

    campaign: Campaign
    review: ReviewFigures | None
    open_milestones: tuple[Milestone, ...] = ()
    done_milestones: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeroLine:
    """A hero product's last stated stock against the least it should have."""

    hero: Hero
    stock_pieces: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLine:
    """One person of customer service over the span; sums of the days."""

    agent: str
    received: int | None
    inquiries: int | None
    paid_inquiries: int | None
    first_reply_seconds: int | None
    sales_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDay:
    """A day of the next week or month: its target, what the calendar says, which campaigns are on."""

    day: date
    target: int | None
    calendar: tuple[tuple[str, str], ...] = ()
    campaigns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that the report could not say, and the days it concerns."""

    what: Text
    days: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport:
    """Everything in the weekly or monthly report, from one moment.

    ``by`` is week or month, ``period`` that one. ``next_targets`` belong to ``next_period``;
    ``deadlines`` are what is due by its end and not done (in a month).
    ``products`` are the best sellers and ``other_products`` all others together, so that both add up to every product.
    ``standing`` are the standing tasks with each day of the span on which they fell due.
    ``minutes`` are the points of the span's meetings, and what earlier ones decided and is not carried out.
    ``uneven`` names the sources that are known on too few days of one of the two spans for a comparison.
    """

    store: str
    by: By
    period: Period
    before: Period
    last_year: Period
    next_period: Period
    basis: Basis
    made_at: datetime
    figures: Figures
    key_figures: tuple[KeyFigure, ...]
    days: tuple[DayLine, ...]
    past: tuple[PastLine, ...]
    sources: tuple[SourceLine, ...]
    products: tuple[ProductLine, ...]
    other_products: ProductLine | None = None
    other_product_count: int = 0
    falling: tuple[ProductLine, ...]
    heroes: tuple[HeroLine, ...]
    agents: tuple[AgentLine, ...]
    campaigns_run: tuple[CampaignLine, ...]
    campaigns_running: tuple[CampaignLine, ...]
    campaigns_coming: tuple[CampaignLine, ...]
    checks: WeekSummary
    area_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    item_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    people: PeopleCost | None = None
    split: Split | None = None
    by_channel: tuple[Part, ...] = ()
    by_region: tuple[Part, ...] = ()
    by_product: tuple[Part, ...] = ()
    next_days: tuple[NextDay, ...] = ()
    next_targets: Mapping[str, Value] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    alerts: tuple[Alert, ...] = ()
    gaps: tuple[Gap, ...] = ()
    uneven: Mapping[Source, Shortfall] = field(default_factory=dict)
    money: MoneySpan | None = None
    minutes: tuple[Minute, ...] = ()
    standing: tuple[StandingDue, ...] = ()
    month_end: MonthEnd | None = None
    seen: tuple[SeenLine, ...] = ()

    @property
    def known_until(self) -> date:
        """The day as of which the report speaks: the span's end, or the day it was made where that is earlier."""
        return min(self.period.end, self.made_at.date())

    @property
    def words(self) -> SpanWords:
        """What the sheets call the span."""
        return words_of(self.by)

    @property
    def label(self) -> str:
        """``2026-W11`` or ``2026-03``."""
        return label(self.period.start, self.by)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is known of the span."""
        return (
            self.figures.empty
            and not self.checks.completion.done
            and not self.checks.open_problems
            and not self.campaigns_run
            and not self.campaigns_running
        )

    @property
    def next_target(self) -> int | None:
        """The target of the next span, from its days; ``None`` unless each of them has one."""
        targets = [one.target for one in self.next_days]
        known = [target for target in targets if target is not None]
        return sum(known) if known and len(known) == len(targets) else None

    @property
    def next_weeks(self) -> tuple[tuple[NextDay, ...], ...]:
        """The days of the next span by ISO week, in order."""
        weeks: dict[Period, list[NextDay]] = {}
        for one in self.next_days:
            weeks.setdefault(week_of(one.day), []).append(one)
        return tuple(tuple(days) for days in weeks.values())

    @property
    def open_milestones(self) -> tuple[tuple[Milestone, Campaign], ...]:
        """What is still to be done for the campaigns of the report, the next due first."""
        lines = (*self.campaigns_run, *self.campaigns_running, *self.campaigns_coming)
        found = [(milestone, line.campaign) for line in lines for milestone in line.open_milestones]
        return tuple(sorted(found, key=lambda pair: (pair[0].due, pair[1].start)))

    @property
    def due_milestones(self) -> tuple[tuple[date, str], ...]:
        """The milestones due by the end of the next span and for which campaign, the next due first.

        Those that the report lists: in a month every one on the sheet with the plan, in a week those of its campaigns.
        """
        if self.by is By.MONTH:
            return tuple((one.due, one.title) for one in self.deadlines if one.kind is DeadlineKind.MILESTONE)
        found = [(milestone.due, campaign.name) for milestone, campaign in self.open_milestones]
        return tuple(one for one in found if one[0] <= self.next_period.end)

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """The KPIs that the report uses, each once."""
        return tuple(figure.kpi for figure in self.key_figures)

    def figure(self, code: str) -> KeyFigure | None:
        """The key figure with a code; ``None`` where the report leaves it out for want of data."""
        return next((figure for figure in self.key_figures if figure.kpi.code == code), None)


def same_last_year(period: Period, by: By) -> Period:
    """The span that a week or month is held against a year before."""
    if by is By.WEEK:
        return same_week_last_year(period)
    found = period
    for _month in range(12):
        found = previous(found)
    return found


def same_week_last_year(week: Period) -> Period:
    """The ISO week of the same number a year before; week 53 is held against the last week of that year."""
    year, number, _weekday = week.start.isocalendar()
    last = date(year - 1, 12, 28).isocalendar().week
    monday = date.fromisocalendar(year - 1, min(number, last), 1)
    return Period(monday, date.fromordinal(monday.toordinal() + 6))
