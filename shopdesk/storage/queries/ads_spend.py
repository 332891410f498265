"""What affiliates cost and brought."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from shopdesk.domain.ads.affiliates import AffiliateDay
from shopdesk.domain.figures import Channel
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.periods import Period
from shopdesk.storage.tables.figures import channel_days
from shopdesk.storage.tables.ledger import statement_days

_c = channel_days.c


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
