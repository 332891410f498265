"""What ads cost by month and part of a channel, kept until reports of its days change.

What is kept is kept ahead, so every start of the program may import this: it knows no rules of the money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.periods import Period
from shopdesk.storage import day_blocks, kept_answers
from shopdesk.storage.block_sums import days_of
from shopdesk.storage.kept_answers import ADS_PARTS
from shopdesk.storage.tables.figures import channel_days, store_days

if TYPE_CHECKING:
    from shopdesk.domain.ads.spend import Parts

_c = channel_days.c


def plain_parts(parts: Parts) -> dict[str, Mapping[str, int]]:
    """As they are kept."""
    return {channel or "": some for channel, some in parts.items()}


def read_parts(kept: Any) -> Parts:
    """As they were kept."""
    return {Channel(channel) if channel else None: {**some} for channel, some in kept.items()}


def channels_by_day(
    connection: Connection, store_id: int, period: Period | None = None
) -> Iterator[tuple[date, Channel, int | None, int | None]]:
    """Each day and channel whose cost any ads report knows: what the whole cost and what its parts cost, in fen.

    ``None`` where no row says it. A sum for each channel in one row of a day: rows told apart by day and channel would
    have to be sorted first, which takes half as long again.
    """
    c = channel_days.c
    sums = [
        func.sum(c.spend_fen).filter(c.channel == channel, c.subject == "" if whole else c.subject != "")
        for channel in AD_CHANNELS
        for whole in (True, False)
    ]
    query = select(c.day, *sums).where(c.store_id == store_id, c.channel.in_(AD_CHANNELS), c.spend_fen.is_not(None))
    if period is not None:
        query = query.where(c.day.between(period.start, period.end))
    for day, *told in connection.execute(query.group_by(c.day)):
        for channel, whole, named in zip(AD_CHANNELS, told[::2], told[1::2], strict=True):
            if whole is not None or named is not None:
                yield day, channel, _fen(whole), _fen(named)


def _fen(told: Any) -> int | None:
    return None if told is None else int(told)


def ads_parts(connection: Connection, store_id: int, period: Period) -> Parts:
    """What ads cost over a span by channel and subject; together it is the key figure of the span.

    Where a report says what a whole channel cost on a day, that counts, and what it says beyond its parts has no
    subject. On days without a report of any channel the platform's own table of days tells.
    """
    sums: defaultdict[Channel | None, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    query = (
        select(_c.channel, _c.subject, func.sum(_c.spend_fen))
        .where(
            _c.store_id == store_id,
            _c.day.between(period.start, period.end),
            _c.channel.in_(AD_CHANNELS),
            _c.spend_fen.is_not(None),
        )
        .group_by(_c.channel, _c.subject)
    )
    for channel, subject, fen in connection.execute(query):
        sums[channel][subject] += int(fen)
    told = set()
    for day, channel, whole, named in channels_by_day(connection, store_id, period):
        told.add(day)
        if whole is not None:
            sums[channel][""] -= named or 0
    s = store_days.c
    stated = select(s.day, s.ads_fen).where(
        s.store_id == store_id, s.day.between(period.start, period.end), s.ads_fen.is_not(None)
    )
    for day, fen in connection.execute(stated):
        if day not in told:
            sums[None][""] += int(fen)
    return sums


def end_days(connection: Connection, store_id: int, days: Collection[str]) -> None:
    """Reports of these days (ISO texts) were changed: what is kept of their months is not sure any more."""
    kept_answers.doubt_keys(connection, (ADS_PARTS,), store_id, {month_key(date.fromisoformat(day)) for day in days})


def left_to_keep(connection: Connection, store_id: int) -> list[Period]:
    """The months with reports that are not kept or not sure, the newest last."""
    sure = kept_answers.sure_keys(connection, ADS_PARTS, store_id)
    days = (*days_of(connection, channel_days, store_id), *days_of(connection, store_days, store_id))
    months = day_blocks.months_of(days)
    return sorted((one for one in months if month_key(one.start) not in sure), key=lambda month: month.start)


def keep(connection: Connection, store_id: int, month: Period) -> None:
    """Keep a month, read within this transaction."""
    parts = plain_parts(ads_parts(connection, store_id, month))
    kept_answers.keep(connection, ADS_PARTS, store_id, month_key(month.start), parts)


def month_key(day: date) -> str:
    """Under what the month of a day is kept."""
    return f"{day:%Y-%m}"
