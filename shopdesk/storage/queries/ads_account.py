"""What was put into the ads account by the statements, and what ads took out of it by day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from shopdesk.domain.kpi.ads_account import TopUps
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.storage.queries.ads_months import channels_by_day
from shopdesk.storage.tables.figures import store_days
from shopdesk.storage.tables.ledger import statement_days

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


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
