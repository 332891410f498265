"""What a plan of the range is held against: which products there are, and what they sold by either source."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, case, func, select

from shopdesk.domain.assortment import KnownProduct, Sale, plan_role
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.product_groups import last_day
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.queries.sold_items import items_of_orders, paid_for_item
from shopdesk.storage.tables.campaigns import heroes
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.market import products
from shopdesk.storage.tables.orders import order_items, orders

NOW_DAYS, KNOWN_DAYS = 30, 730
"""A product is there while one of so many days of the newest reports has it; its category is looked for longer."""


def known_products(connection: Connection, store_id: int) -> dict[str, KnownProduct]:
    """Every product that is said or reported, with its group and what it is for, by number."""
    said = {
        row.product_id: (row.product_group, row.role)
        for row in connection.execute(
            select(products.c.product_id, products.c.product_group, products.c.role).where(
                products.c.store_id == store_id
            )
        )
    }
    best = set(connection.scalars(select(heroes.c.product_id).where(heroes.c.store_id == store_id)))
    last = last_day(connection, store_id)
    categories = {} if last is None else dict(_categories(connection, store_id, last))
    found = {}
    for number in {*said, *best, *categories}:
        group, role = said.get(number, ("", None))
        group = group or categories.get(number) or ""
        found[number] = KnownProduct(number, group, plan_role(role, hero=number in best))
    return found


def there(connection: Connection, store_id: int) -> set[str]:
    """The products of the owner's list and of the newest days of the reports."""
    found = set(connection.scalars(select(products.c.product_id).where(products.c.store_id == store_id)))
    found.update(connection.scalars(select(heroes.c.product_id).where(heroes.c.store_id == store_id)))
    last = last_day(connection, store_id)
    if last is not None:
        newest = Period(last - timedelta(days=NOW_DAYS - 1), last)
        found.update(row[0] for row in PRODUCTS.over(connection, store_id, newest, ("title",)).rows())
    return found


def _categories(connection: Connection, store_id: int, last: date) -> list[tuple[str, str | None]]:
    span = Period(last - timedelta(days=KNOWN_DAYS - 1), last)
    return [(row[0], row[1]) for row in PRODUCTS.over(connection, store_id, span, ("category",)).rows()]


def reported_sales(connection: Connection, store_id: int, period: Period) -> tuple[list[Sale], int]:
    """What product reports say was sold, by product, and on how many days; products that sold nothing are left out."""
    c = product_days.c
    days = connection.scalar(
        select(func.count(c.day.distinct())).where(
            c.store_id == store_id, c.day.between(period.start, period.end), c.paid_fen.is_not(None)
        )
    )
    rows = PRODUCTS.over(connection, store_id, period, ("pieces", "paid_fen")).rows()
    sold = [Sale(product_id=row[0], pieces=row[1], paid_fen=row[2]) for row in rows if row[1] or row[2]]
    return sold, days or 0


def ordered_sales(connection: Connection, store_id: int, period: Period) -> tuple[list[Sale], int]:
    """What the items of orders paid in the span come to by product, and on how many days any was paid."""
    item, order = order_items.c, orders.c
    number = func.coalesce(item.product_id, "")
    where = (item.store_id == store_id, order.paid_day.between(period.start, period.end))
    days = connection.scalar(select(func.count(order.paid_day.distinct())).select_from(items_of_orders()).where(*where))
    if not days:
        return [], 0
    rows = connection.execute(
        select(number, _whole(item.pieces), _whole(paid_for_item()))
        .select_from(items_of_orders())
        .where(*where)
        .group_by(number)
    )
    return [Sale(product_id=row[0], pieces=row[1], paid_fen=row[2]) for row in rows], days


def _whole(value: ColumnElement[int]) -> ColumnElement[int | None]:
    """The sum where every item says it: of some it would be too little."""
    return case((func.count(value) == func.count(), func.sum(value)))
