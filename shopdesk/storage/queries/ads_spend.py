"""What ads cost by part of a channel, so that the parts add up to the key figure; what affiliates cost and brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from shopdesk.domain.ads.affiliates import AffiliateDay
from shopdesk.domain.ads.spend import Parts
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.kpi import channel_rows
from shopdesk.storage.tables.figures import channel_days, store_days
from shopdesk.storage.tables.ledger import statement_days

_c = channel_days.c


def plain_parts(parts: Parts) -> dict[str, Mapping[str, int]]:
    """As they are kept."""
    return {channel or "": some for channel, some in parts.items()}


def read_parts(kept: Any) -> Parts:
    """As they were kept."""
    return {Channel(channel) if channel else None: {**some} for channel, some in kept.items()}


def ads_parts(connection: Connection, store_id: int, period: Period) -> Parts:
    """What ads cost over a span by channel and subject; together it is the key figure of the span.

    Where a report says what a whole channel cost on a day, that counts, and what it says beyond its parts has no
    subject. On days without a report of any channel the platform's own table of days tells.
    """
    sums: defaultdict[Channel | None, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    mine = (_within(store_id, period), _c.channel.in_(AD_CHANNELS), _c.spend_fen.is_not(None))
    counted = channel_rows(lambda rows: rows.c.spend_fen)
    by_part = (_c.channel, _c.subject)
    for channel, subject, fen in connection.execute(
        select(*by_part, func.sum(_c.spend_fen)).where(*mine, counted).group_by(*by_part)
    ):
        sums[channel][subject] += int(fen)
    whole = channel_days.alias()
    beside = exists().where(
        whole.c.store_id == _c.store_id, whole.c.channel == _c.channel, whole.c.subject == "", whole.c.day == _c.day,
        whole.c.spend_fen.is_not(None),
    )  # fmt: skip
    for channel, subject, fen in connection.execute(
        select(*by_part, func.sum(_c.spend_fen)).where(*mine, _c.subject != "", beside).group_by(*by_part)
    ):
        sums[channel][subject] += int(fen)
        sums[channel][""] -= int(fen)
    told = set(connection.scalars(select(_c.day).where(*mine, counted).distinct()))
    s = store_days.c
    stated = select(s.day, s.ads_fen).where(
        s.store_id == store_id, s.day.between(period.start, period.end), s.ads_fen.is_not(None)
    )
    for day, fen in connection.execute(stated):
        if day not in told:
            sums[None][""] += int(fen)
    return sums


def _within(store_id: int, period: Period) -> ColumnElement[bool]:
    return and_(_c.store_id == store_id, _c.day.between(period.start, period.end))


def affiliate_days(connection: Connection, store_id: int, period: Period) -> list[AffiliateDay]:
    """The rows of the reports about affiliates."""
    query = select(_c.day, _c.subject, _c.spend_fen, _c.sales_fen, _c.orders).where(
        _within(store_id, period),
        _c.channel == Channel.AFFILIATES,
        or_(_c.spend_fen.is_not(None), _c.sales_fen.is_not(None), _c.orders.is_not(None)),
    )
    return [AffiliateDay(*row) for row in connection.execute(query)]


def commission_lines(connection: Connection, store_id: int, period: Period) -> dict[date, int]:
    """What the statements took off for affiliates, less what they gave back, by day."""
    c = statement_days.c
    query = (
        select(c.day, func.sum(c.amount_fen))
        .where(c.store_id == store_id, c.kind == LineKind.AFFILIATE, c.day.between(period.start, period.end))
        .group_by(c.day)
    )
    return {day: -int(fen) for day, fen in connection.execute(query)}
