"""Product groups: the owner's own, else the category that the product reports give a product."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, Join, and_, func, select

from shopdesk.domain.periods import Period
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.market import products


def groups(connection: Connection, store_id: int, period: Period) -> list[str]:
    """The groups that have a day in a span."""
    group = _group()
    found = select(group).distinct().select_from(_joined()).where(_in(store_id, period), group.is_not(None))
    return sorted(connection.scalars(found))


def group_days(connection: Connection, store_id: int, period: Period, group: str) -> dict[date, int]:
    """What a group's products were paid by day (fen), of the days that have it."""
    found = (
        select(product_days.c.day, func.sum(product_days.c.paid_fen))
        .select_from(_joined())
        .where(_in(store_id, period), _group() == group, product_days.c.paid_fen.is_not(None))
        .group_by(product_days.c.day)
    )
    return {day: int(fen) for day, fen in connection.execute(found)}


def last_day(connection: Connection, store_id: int) -> date | None:
    """The newest day with product figures."""
    c = product_days.c
    found: date | None = connection.scalar(select(c.day).where(c.store_id == store_id).order_by(c.day.desc()).limit(1))
    return found


def _group() -> ColumnElement[str]:
    return func.coalesce(func.nullif(products.c.product_group, ""), func.nullif(product_days.c.category, ""))


def _joined() -> Join:
    same = and_(products.c.store_id == product_days.c.store_id, products.c.product_id == product_days.c.product_id)
    return product_days.outerjoin(products, same)


def _in(store_id: int, period: Period) -> ColumnElement[bool]:
    return (product_days.c.store_id == store_id) & product_days.c.day.between(period.start, period.end)
