"""Charts of parts of the store: channels over time, ads, provinces, service people, why orders were closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, CHANNEL_NAMES, RegionLine
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, Point, one_of
from shopdesk.domain.kpi.kinds import Basis
from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.periods import By, Period, label, split
from shopdesk.domain.text import Names, Text

CHANNEL_MEASURES: tuple[tuple[str, Text], ...] = (
    ("sales_fen", Text("Sales")),
    ("spend_fen", Text("Ad spend")),
    ("clicks", Text("Ad clicks")),
    ("impressions", Text("Impressions")),
)
"""What of channels adds up over channels and days, so that it may be stacked; visitors do not."""
_CHANNEL = Field("channel", Kind.CHOICE, Text("Channel"), choices=CHANNEL_NAMES)


def channels_over_time(period: Period, by: By, measure: str, days: Mapping[tuple[Channel, date], int]) -> ChartAnswer:
    """One measure by channel and day, week or month; a step in which no channel states it has no column."""
    spans = [Period(max(one.start, period.start), min(one.end, period.end)) for one in split(period, by)]
    place_of = {day: place for place, span in enumerate(spans) for day in span.days()}
    sums: dict[tuple[int, Channel], int] = {}
    for (channel, day), value in days.items():
        key = (place_of[day], channel)
        sums[key] = sums.get(key, 0) + value
    wholes = {one: sum(value for (_, channel), value in sums.items() if channel is one) for one in Channel}
    order = sorted((one for one in Channel if any(channel is one for _, channel in sums)), key=lambda one: -wholes[one])
    money = measure.endswith("_fen")
    points, groups, series = [], [], []
    for place, span in enumerate(spans):
        for number, channel in enumerate(order):
            if (place, channel) not in sums:
                continue
            value = sums[place, channel]
            only = (("channel", one_of(channel.value)),)
            behind = Behind(f"channel_{measure}", span, only, CHANNEL_NAMES[channel])
            points.append(Point((label(span.start, by), channel, value), behind))
            groups.append(place)
            series.append(number)
    whole = sum(wholes.values())
    said: tuple[Text, ...] = ()
    if points:
        best = order[0]
        share = percent_text(ratio(wholes[best], whole), 0)
        said = (Text("“{channel}” brings most: {share} of all.", channel=CHANNEL_NAMES[best], share=share),)
    return ChartAnswer(
        fields=(
            Field("period", Kind.LINE, Text("Period")),
            _CHANNEL,
            Field("value", Kind.MONEY if money else Kind.COUNT, dict(CHANNEL_MEASURES)[measure]),
        ),
        points=tuple(points),
        said=said,
        source=Text("Ads and channel reports. Nothing is stacked that does not add up."),
        drawn={
            "columns": tuple(label(span.start, by) for span in spans),
            "spans": tuple(spans),
            "names": tuple(CHANNEL_NAMES[one] for one in order),
            "groups": tuple(groups),
            "series": tuple(series),
            "values": tuple(point.cells[2] for point in points),
            "money": money,
        },
    )


def provinces(period: Period, lines: Sequence[RegionLine], unknown: int) -> ChartAnswer:
    """The provinces by what was paid there; ``unknown`` paid orders name none."""
    known = [line for line in lines if line.paid_fen]
    whole = sum(line.paid_fen or 0 for line in known)
    points = tuple(
        Point(
            (line.province, line.paid_fen, ratio(line.paid_fen, whole), line.paid_orders, line.paid_before_fen),
            Behind("paid_amount", period, (("province", one_of(line.province)),), line.province),
        )
        for line in known
    )
    three = sum(line.paid_fen or 0 for line in known[:3])
    return ChartAnswer(
        fields=(
            Field("province", Kind.LINE, Text("Province")),
            Field("paid", Kind.MONEY, Text("Paid amount")),
            Field("share", Kind.RATE, Text("Share", context="of all")),
            Field("orders", Kind.COUNT, Text("Paid orders")),
            Field("before", Kind.MONEY, Text("Paid in the span before")),
        ),
        points=points,
        said=(
            Text(
                "{count} provinces; the three strongest ({names}) bring {share} of {amount}.",
                count=len(known), names=Names(line.province for line in known[:3]),
                share=percent_text(ratio(three, whole), 0), amount=format_yuan(whole),
            ),
        ) if points else (),
        lacking=(Text("{count} paid orders name no province.", count=unknown),) if unknown and points else (),
        source=Text("Addresses of the order reports, kept as provinces."),
        drawn={"values": tuple(line.paid_fen for line in known), "captions": ("province", "paid", "share")},
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentSum:
    """A service person over a span: sums of the days, ``None`` where no report states them."""

    agent: str
    sales_fen: int | None = None
    received: int | None = None
    inquiries: int | None = None
    paid_inquiries: int | None = None


def service_people(period: Period, people: Sequence[AgentSum]) -> ChartAnswer:
    """Service people by the sales that they brought, with what share of those who asked bought."""
    known = sorted(people, key=lambda one: (-(one.sales_fen or 0), -(one.received or 0), one.agent))
    known = [one for one in known if one.sales_fen is not None or one.received is not None]
    asked = [one for one in known if one.inquiries and one.paid_inquiries is not None]
    best = max(asked, key=lambda one: (ratio(one.paid_inquiries, one.inquiries) or 0, one.agent), default=None)
    return ChartAnswer(
        fields=(
            Field("agent", Kind.LINE, Text("Service account")),
            Field("sales", Kind.MONEY, Text("Sales")),
            Field("received", Kind.COUNT, Text("Chats"), additive=False),
            Field("conversion", Kind.RATE, Text("Inquiry conversion")),
        ),
        points=tuple(
            Point(
                (one.agent, one.sales_fen, one.received, ratio(one.paid_inquiries, one.inquiries)),
                Behind("service_sales", period, (("agent", one_of(one.agent)),), one.agent),
            )
            for one in known
        ),
        said=() if best is None else (
            Text(
                "Of those who asked, most bought with {agent}: {share}.",
                agent=best.agent, share=percent_text(ratio(best.paid_inquiries, best.inquiries), 1),
            ),
        ),
        source=Text("Customer service reports; who chats with two people is counted with both."),
        drawn={
            "values": tuple(one.sales_fen for one in known),
            "captions": ("agent", "sales", "conversion"),
        },
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AdSum:
    """What ads of a channel for one subject (a product or plan; empty: the whole channel) cost and brought.

    ``days`` are those of a whole channel, which counts only where no subject is stated.
    """

    channel: Channel
    subject: str = ""
    spend_fen: int
    sales_fen: int
    days: tuple[date, ...] = ()


def ads(period: Period, sums: Sequence[AdSum]) -> ChartAnswer:
    """Spend against ROI by channel and subject; below one, an ad costs more than it sells."""
    known = sorted((one for one in sums if one.spend_fen > 0), key=lambda one: (-one.spend_fen, one.subject))
    points, groups = [], []
    for one in known:
        roi = ratio(one.sales_fen, one.spend_fen) or Decimal(0)
        groups.append(AD_CHANNELS.index(one.channel))
        cells = (one.channel, one.subject or None, one.spend_fen, one.sales_fen, roi)
        days = (("day", one_of(*one.days)),) if one.days else ()
        only = (("channel", one_of(one.channel.value)), ("subject", one_of(one.subject)), *days)
        points.append(Point(cells, Behind("ad_roi", period, only, one.subject or CHANNEL_NAMES[one.channel])))
    losing = [one for one in known if one.sales_fen < one.spend_fen]
    said: tuple[Text, ...] = (Text("Every ad sold more than it cost."),) if known else ()
    if losing:
        amount = format_yuan(sum(one.spend_fen for one in losing))
        words = Text("{count} of {all} cost more than they sold, together {amount}.",
                     count=len(losing), all=len(known), amount=amount)  # fmt: skip
        said = (words,)
    return ChartAnswer(
        fields=(
            _CHANNEL,
            Field("subject", Kind.LINE, Text("Advertised")),
            Field("spend", Kind.MONEY, Text("Ad spend")),
            Field("sales", Kind.MONEY, Text("Sales from ads")),
            Field("roi", Kind.DECIMAL, Text("ROI")),
        ),
        points=tuple(points),
        said=said,
        source=Text("Ads reports, of days whose cost and sales are both known."),
        drawn={
            "x": tuple(point.cells[2] for point in points),
            "y": tuple(point.cells[4] for point in points),
            "size": tuple(point.cells[3] for point in points),
            "groups": tuple(groups),
            "across": None,
            "up": Decimal(1),
            "names": tuple(CHANNEL_NAMES[one] for one in AD_CHANNELS),
        },
    )  # fmt: skip


def closed_orders(period: Period, reasons: Mapping[str, int]) -> ChartAnswer:
    """Why orders were closed, as the order report words it."""
    ranked = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    whole = sum(reasons.values())
    return ChartAnswer(
        fields=(
            Field("reason", Kind.LINE, Text("Why closed")),
            Field("orders", Kind.COUNT, Text("Orders")),
            Field("share", Kind.RATE, Text("Share", context="of all")),
        ),
        points=tuple(
            Point(
                (reason, count, ratio(count, whole)),
                Behind("orders", period, (("closed_reason", one_of(reason)),), reason, Basis.CREATED),
            )
            for reason, count in ranked
        ),
        said=(
            Text("{count} orders were closed, most for “{reason}”.", count=whole, reason=ranked[0][0]),
        ) if ranked else (),
        source=Text(
            "Reasons in the order reports; orders count on the day they were made. No export read here has reasons of "
            "refunds."
        ),
        drawn={"values": tuple(count for _, count in ranked), "captions": ("reason", "orders", "share")},
    )  # fmt: skip
