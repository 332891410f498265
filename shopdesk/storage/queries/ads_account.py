"""What was put into the ads account by the statements, and what ads took out of it by day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from shopdesk.domain.kpi.ads_account import TopUps
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.storage.tables.figures import channel_days, store_days
from shopdesk.storage.tables.ledger import statement_days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Connection

    from shopdesk.domain.figures import Channel
    from shopdesk.domain.periods import Period


def top_ups(connection: Connection, store_id: int) -> TopUps | None:
    """The top-ups of all lines that count; ``None`` without any line."""
    c = statement_days.c
    first, last = connection.execute(select(func.min(c.day), func.max(c.day)).where(c.store_id == store_id)).one()
    if first is None or last is None:
        return None
    query = select(func.sum(c.amount_fen)).where(c.store_id == store_id, c.kind == LineKind.ADS_TOPUP)
    return TopUps(-(connection.execute(query).scalar() or 0), first, last)


def top_ups_by_day(connection: Connection, store_id: int) -> tuple[date, dict[date, int]] | None:
    """The first day of the statements, and what they put into the ads account by day, in fen; ``None`` without any."""
    c = statement_days.c
    first = connection.execute(select(func.min(c.day)).where(c.store_id == store_id)).scalar()
    if first is None:
        return None
    query = select(c.day, func.sum(c.amount_fen)).where(c.store_id == store_id, c.kind == LineKind.ADS_TOPUP)
    return first, {day: -int(fen) for day, fen in connection.execute(query.group_by(c.day))}


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


def spent_by_day(connection: Connection, store_id: int) -> dict[date, int]:
    """What ads cost on each day that knows it, in fen: by the ads reports, else by the platform's table of days.

    Of a channel the whole counts where it is stated, else its parts.
    """
    s = store_days.c
    stated = select(s.day, s.ads_fen).where(s.store_id == store_id, s.ads_fen.is_not(None))
    reported: defaultdict[date, int] = defaultdict(int)
    for day, _channel, whole, named in channels_by_day(connection, store_id):
        counts = named if whole is None else whole
        reported[day] += counts or 0
    return {day: int(fen) for day, fen in connection.execute(stated)} | reported
