"""What a campaign may bring, need and cost: visitors times orders of a visitor times the amount of an order.

A store's own campaigns teach by how much each of the three differs from ordinary days. How far such a forecast is off
is found by making it for each past campaign from those before it alone, and said beside the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import Takings
from shopdesk.domain.money import round_half_up, round_up

LEAST_SPREAD = Decimal("0.1")
"""A past that happened to fit promises no certainty."""
UNKNOWN_SPREAD = Decimal("0.3")
"""Where nothing of the past can be tried: our own assumption, said to be one."""

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A past campaign: by which factor each part differed from ordinary days, and the sales that they made.

    ``hours`` are its paid orders by hour of the day, empty where no order says when it was paid; ``by_day`` its sales
    of each day in fen, empty where one is not known.
    """

    name: str
    start: date
    days: int
    factors: tuple[Decimal, Decimal, Decimal]
    usual_per_day: Decimal
    sales_per_day: Decimal
    hours: tuple[int, ...] = ()
    by_day: tuple[int, ...] = ()
    lessons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A past campaign whose sales are known and whose visitors are not: order files hold none. Fen a day."""

    name: str
    start: date
    usual_per_day: Decimal
    sales_per_day: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a forecast stands on: ordinary days, with their paid orders by hour, and past campaigns, oldest first.

    ``weekdays`` are the mean sales of ordinary days by weekday in fen, Monday first, empty where one is not known;
    ``piece_fen`` is what a piece of the campaign's products costs in the mean of what is offered, ``parcel_fen`` what a
    parcel of them costs in the mean of where orders go.
    """

    usual: Takings
    usual_hours: tuple[int, ...] = ()
    past: tuple[Learned, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    weekdays: tuple[int, ...] = ()
    piece_fen: int | None = None
    parcel_fen: int | None = None

    def hours(self, chosen: Learned | None = None) -> tuple[int, ...]:
        """How orders spread over the day: as in one campaign, in all of them, or on ordinary days; or empty."""
        campaigns = self.past if chosen is None else (chosen,)
        known = [one.hours for one in campaigns if one.hours]
        return tuple(map(sum, zip(*known, strict=True))) if known else self.usual_hours


def daily_parts(takings: Takings) -> tuple[Decimal, Decimal, Decimal] | None:
    """Visitors of a day, orders of a visitor, fen of an order; ``None`` where one of them is not known."""
    visitors, sales = takings.visitors_per_day, takings.sales_per_day
    if not takings.orders or not visitors or not sales or not takings.days:
        return None
    orders = Decimal(takings.orders) / takings.days
    return visitors, orders / visitors, sales / orders


def learned_from(
    campaign: Campaign, store: Takings, usual: Takings, hours: tuple[int, ...] = (), by_day: tuple[int, ...] = ()
) -> Learned | None:
    """What a campaign that is over teaches; ``None`` where its days or ordinary ones are not known."""
    own, plain = daily_parts(store), daily_parts(usual)
    if own is None or plain is None or store.sales_per_day is None or usual.sales_per_day is None:
        return None
    visitors, rate, value = ((one / other).quantize(_PLACES) for one, other in zip(own, plain, strict=True))
    return Learned(
        name=campaign.name,
        start=campaign.start,
        days=campaign.period.length,
        factors=(visitors, rate, value),
        usual_per_day=usual.sales_per_day,
        sales_per_day=store.sales_per_day,
        hours=hours,
        by_day=by_day,
        lessons=campaign.lessons,
    )


def unseen_from(campaign: Campaign, store: Takings, usual: Takings) -> Unseen | None:
    """What the sales alone of a campaign tell; ``None`` where its visitors are known, or its sales are not."""
    if learned_from(campaign, store, usual) is not None or not store.sales_per_day or not usual.sales_per_day:
        return None
    return Unseen(
        name=campaign.name,
        start=campaign.start,
        usual_per_day=usual.sales_per_day,
        sales_per_day=store.sales_per_day,
    )


def usual_factors(past: Sequence[Learned]) -> tuple[Decimal, Decimal, Decimal]:
    """The middle of each factor over past campaigns; 1, an ordinary day, where there are none."""
    if not past:
        return Decimal(1), Decimal(1), Decimal(1)
    visitors, rate, value = (Decimal(median(factors)) for factors in zip(*(one.factors for one in past), strict=True))
    return visitors, rate, value


def errors(past: Sequence[Learned]) -> list[Decimal]:
    """By which share a forecast of each campaign from those before it was off; the first has none before it."""
    found = []
    for place in range(1, len(past)):
        visitors, rate, value = usual_factors(past[:place])
        one = past[place]
        expected = one.usual_per_day * visitors * rate * value
        if one.sales_per_day:
            found.append(abs(expected - one.sales_per_day) / one.sales_per_day)
    return found


def lifts(unseen: Sequence[Unseen]) -> tuple[Decimal, list[Decimal]]:
    """The middle of how many times an ordinary day's sales campaigns brought, and the errors of saying so before.

    As with :func:`errors`, each is forecast from those before it alone.
    """
    times = [one.sales_per_day / one.usual_per_day for one in unseen]
    off = [abs(Decimal(median(times[:place])) - times[place]) / times[place] for place in range(1, len(times))]
    return Decimal(median(times)), off


def spread(past: Sequence[Learned]) -> Decimal:
    """How far to either side careful and bold lie, as a share: the middle of the errors, with a floor."""
    off = errors(past)
    return max(Decimal(median(off)).quantize(_PLACES), LEAST_SPREAD) if off else UNKNOWN_SPREAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What a forecast is reckoned from. Rates as parts of one, amounts in fen; ``None`` where nobody said.

    ``visitors`` are those of an ordinary day, ``paid_visitors_fen`` what one visitor brought by ads costs, ``margin``
    what is left of the sales after goods, commission and shipping, ``spread`` how far careful and bold lie apart.
    ``piece_fen`` is what a piece costs, ``parcel_fen`` what a parcel does, which ``margin`` has in it. ``lead_days``
    pass from an order of goods to their arrival, and until ``cancel_days`` before it the order can be taken back.
    """

    visitors: int | None = None
    rate: Decimal | None = None
    value_fen: int | None = None
    visitors_factor: Decimal = Decimal(1)
    rate_factor: Decimal = Decimal(1)
    value_factor: Decimal = Decimal(1)
    spread: Decimal = UNKNOWN_SPREAD
    ads_fen: int | None = None
    paid_visitors_fen: int | None = None
    pieces: Decimal | None = None
    piece_fen: int | None = None
    reserve: Decimal = Decimal("0.2")
    on_hand: int | None = None
    lead_days: int | None = None
    cancel_days: int | None = None
    margin: Decimal | None = None
    chats: Decimal | None = None
    chats_per_person: int | None = None
    chats_per_hour: int | None = None
    parcels_per_person: int | None = None
    boxes: Decimal | None = None
    parcel_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One of careful, expected and bold; ``None`` where something it needs was not said. People are those of a day."""

    visitors: int
    orders: int
    sales_fen: int
    pieces: int | None
    chats: int | None
    service_people: int | None
    shippers: int | None
    boxes: int | None
    freight_fen: int | None
    profit_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Three scenarios, and what to have in stock for the expected one with its reserve."""

    careful: Scenario
    expected: Scenario
    bold: Scenario
    stock: int | None
    order: int | None


def forecast(assumed: Assumed, days: int) -> Forecast | None:
    """What ``days`` of a campaign come to; ``None`` while visitors, orders of a visitor or amount of an order lack.

    Sales = visitors x orders of a visitor x amount of an order, where visitors are the ordinary ones of the days times
    their factor, and those whom ads bring. Careful and bold differ in the visitors.
    """
    if assumed.visitors is None or assumed.rate is None or assumed.value_fen is None:
        return None
    expected = _scenario(assumed, days, Decimal(1))
    careful = _scenario(assumed, days, 1 - min(assumed.spread, Decimal(1)))
    bold = _scenario(assumed, days, 1 + assumed.spread)
    stock = order = None
    if expected.pieces is not None:
        stock = round_up(expected.pieces * (1 + assumed.reserve))
        order = None if assumed.on_hand is None else max(stock - assumed.on_hand, 0)
    return Forecast(careful=careful, expected=expected, bold=bold, stock=stock, order=order)


def _scenario(assumed: Assumed, days: int, share: Decimal) -> Scenario:
    rate, value = (assumed.rate or 0) * assumed.rate_factor, (assumed.value_fen or 0) * assumed.value_factor
    visitors = (assumed.visitors or 0) * assumed.visitors_factor * days
    if assumed.ads_fen and assumed.paid_visitors_fen:
        visitors += Decimal(assumed.ads_fen) / assumed.paid_visitors_fen
    seen = round_half_up(visitors * share)
    orders = round_half_up(seen * rate)
    sales = round_half_up(orders * value)
    pieces = None if assumed.pieces is None else round_up(orders * assumed.pieces)
    chats = None if assumed.chats is None else round_up(seen * assumed.chats)
    return Scenario(
        visitors=seen,
        orders=orders,
        sales_fen=sales,
        pieces=pieces,
        chats=chats,
        service_people=_people(chats, assumed.chats_per_person, days),
        shippers=_people(orders, assumed.parcels_per_person, days),
        boxes=None if assumed.boxes is None else round_up(orders * assumed.boxes),
        freight_fen=None if assumed.parcel_fen is None else orders * assumed.parcel_fen,
        profit_fen=None if assumed.margin is None else round_half_up(sales * assumed.margin) - (assumed.ads_fen or 0),
    )


def _people(work: int | None, each: int | None, days: int) -> int | None:
    """How many do so much within the days, rounded up."""
    return round_up(Decimal(work) / days / each) if work is not None and each else None
