"""The names of products by number or merchant code, as reports and orders word them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, func, select

from shopdesk.domain.periods import Period
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import ITEM_TITLES, PRODUCT_TITLES
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.read_notes import asked_once, guess_no_more
from shopdesk.storage.tables.orders import order_items

_ALWAYS = Period(date(1, 1, 1), date.max)


@asked_once
def product_titles(connection: Connection, store_id: int) -> dict[str, str]:
    """The names of products; kept or read."""
    kept = kept_answers.find(connection, PRODUCT_TITLES, store_id, "", lambda value: dict[str, str](value))
    if kept is None:
        guess_no_more(connection)
        return _read(connection, store_id)
    return kept


def keep_titles(connection: Connection, store_id: int) -> None:
    """Keep the names of products, unless they are kept."""
    if kept_answers.sure_keys(connection, PRODUCT_TITLES, store_id):
        return
    newest, titles = _of_items(connection, store_id)
    kept_answers.keep(connection, ITEM_TITLES, store_id, "", [newest, titles])
    kept_answers.keep(connection, PRODUCT_TITLES, store_id, "", _read(connection, store_id))


def _read(connection: Connection, store_id: int) -> dict[str, str]:
    told = PRODUCTS.over(connection, store_id, _ALWAYS, ("title",))
    found = {product: title or product for product, title in told.rows()}
    for product, title in _of_items(connection, store_id)[1].items():
        if product:
            found.setdefault(product, title or product)
    return found


def _of_items(connection: Connection, store_id: int) -> tuple[int, dict[str, str | None]]:
    """What items call their products, the largest name of each, and the newest item.

    Imports that only add items leave what is kept of the others true: theirs are the newer ones.
    """
    kept = kept_answers.find(connection, ITEM_TITLES, store_id, "", lambda value: (int(value[0]), dict(value[1])))
    up_to, titles = kept or (0, {})
    i = order_items.c
    key = func.coalesce(func.nullif(i.product_id, ""), i.merchant_code)
    query = (
        select(key, func.max(i.title), func.max(i.id))
        .where(i.store_id == store_id, i.id > up_to, key.is_not(None))
        .group_by(key)
    )
    for product, title, newest in connection.execute(query):
        up_to = max(up_to, newest)
        known = titles.get(product)
        titles[product] = title if known is None or (title is not None and title > known) else known
    return up_to, titles


def by_title(titles: Mapping[str, str]) -> dict[str, str]:
    """The numbers of products by name, without names that several share."""
    found: dict[str, str] = {}
    for product, title in titles.items():
        found[title] = "" if title in found else product
    return {title: product for title, product in found.items() if product}
