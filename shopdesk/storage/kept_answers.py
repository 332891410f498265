"""Answers that were reckoned once and are read until anything that they are made of changes.

An answer is read only while it is *sure*. Every commit that touches one of its sources ends that, in its own
transaction, so no way of changing data can be forgotten, and nobody reads an answer that is older than what it is made
of. They are reckoned anew while nobody waits.

Every commit asks this module, so every start of the program imports it: it knows no rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from shopdesk import __version__
from shopdesk.domain.imports import ImportKind
from shopdesk.storage import port
from shopdesk.storage.columns import FAULTS
from shopdesk.storage.read_notes import READS
from shopdesk.storage.tables.kept import kept_answers

T = TypeVar("T")
_c = kept_answers.c


@dataclass(frozen=True, slots=True)
class KeptKind:
    """A kind of answer.

    Attributes:
        name: what it is called in the data file.
        number: goes up where its rules change between versions of the program.
        sources: the tables that it is made of.
        alone: only the newest key of a store is worth keeping.
    """

    name: str
    number: int
    sources: frozenset[str]
    alone: bool = True

    @property
    def made_by(self) -> str:
        """Who reckons it: another program may reckon it otherwise."""
        return f"{__version__}/{self.number}"


_OF_PROFIT = frozenset({
    "campaign_products", "campaigns", "channel_days", "courier_choices", "courier_rates", "dated_costs", "imports",
    "order_items", "orders", "pay_lines", "pay_runs", "pay_slips", "people", "product_days", "setup_fees",
    "setup_plans", "staff_events", "statement_days", "statement_lines", "statement_spans", "store_days", "stores",
    "unit_costs",
})  # fmt: skip
PROFIT = KeptKind("profit", 4, _OF_PROFIT, alone=False)
"""A month of profit by day and by product; the key is its span."""
PROFIT_CELLS = KeptKind("profit_cells", 4, _OF_PROFIT, alone=False)
"""The same month by day, product and campaign, which only a part of it needs; as sure as the month is.

Of a large store they are megabytes, and a commit that made them unsure would write them anew.
"""
PROFIT_WHOLE = KeptKind("profit_whole", 4, _OF_PROFIT)
"""That every month of a store is kept which is to be."""
PRODUCT_TITLES = KeptKind("product_titles", 1, frozenset({"order_items", "product_days"}))
"""The names of products, which each month of profit needs and all reports tell."""
LOSS_ALERT = KeptKind("loss_alert", 6, _OF_PROFIT)
"""The alert of products that lose money up to a day, which is the key."""
LOST_MONTHS = KeptKind("lost_months", 2, _OF_PROFIT)
"""In which months of a span any product lost money, kept once all of them are known; the key is the span."""
MONEY_ALERTS = KeptKind(
    "money_alerts",
    3,
    frozenset({
        "closed_months", "imports", "month_changes", "order_explanations", "order_money", "statement_days",
        "statement_lines", "statement_spans",
    }),
)  # fmt: skip
"""The alerts of orders against money."""
FIGURE_ALERTS = KeptKind(
    "figure_alerts",
    2,
    _OF_PROFIT
    | {"holiday_notices", "order_days", "own_days", "service_days", "store_settings", "target_days", "targets"},
)
"""The alerts of figures; the key says how orders count, which days are over, and today where anything was said."""
HIT_RATE = KeptKind(
    "hit_rate",
    2,
    frozenset({"campaigns", "channel_days", "imports", "order_days", "orders", "store_days", "store_settings"}),
    alone=False,
)
"""How often the range of a month's end held in the months before; the key is figure, month, day and basis."""
LATE_DAYS = KeptKind("late_days", 1, frozenset({"orders"}))
"""On which days of the last year an order waited too long to be sent; the key is the last of them."""
ADS_TOP_UPS = KeptKind("ads_top_ups", 1, frozenset({"statement_days"}))
"""What the statements put into the ads account."""
ADS_SPENT = KeptKind("ads_spent", 2, frozenset({"channel_days", "store_days"}))
"""What ads cost on each day."""
# An import ends those of the months of its days alone.
ADS_PARTS = KeptKind("ads_parts", 2, frozenset({"channel_days", "store_days"}), alone=False)
"""What ads cost in a month by channel and subject; the key is the month."""
# Months of orders are ended by what brings their days up to date, too (:func:`doubt_keys`).
ORDER_MONTHS = KeptKind("order_months", 2, frozenset({"orders"}), alone=False)
"""Sums of the orders of a month, what does not add up over days, and what waits; the key is basis and month."""
ORDER_MONTH_DAYS = KeptKind("order_month_days", 1, frozenset({"orders"}), alone=False)
"""The same sums by day, for parts of a month."""
BUYERS = KeptKind("buyers", 1, frozenset({"orders"}), alone=False)
"""Different buyers of a long span; the key is basis and span."""
# Blocks of days (:mod:`shopdesk.storage.day_blocks`); an import ends those of its days alone.
PRODUCT_SUMS = KeptKind("product_sums", 6, frozenset({"product_days"}), alone=False)
"""What each product came to over a block of days, which is the key."""
PRODUCT_DAY_SUMS = KeptKind("product_day_sums", 1, frozenset({"product_days"}), alone=False)
"""What all products came to on each day of a month, which is the key."""
WORD_SUMS = KeptKind("word_sums", 1, frozenset({"keyword_days"}), alone=False)
"""What each keyword came to over a block of days, which is the key."""
ITEM_SUMS = KeptKind("item_sums", 3, frozenset({"order_items", "orders"}), alone=False)
"""What the items of paid orders came to by product over a block of days; the key is basis and block."""
MEMBERS = KeptKind("members", 1, frozenset({"orders"}))
"""What is said of all buyers on any day of a month, which is the key."""
MEMBER_LEVELS = KeptKind("member_levels", 1, frozenset({"orders"}))
"""How many buyers are in each level; the key says the levels."""

KINDS = (
    PROFIT, PROFIT_WHOLE, PRODUCT_TITLES, LOSS_ALERT, LOST_MONTHS, MONEY_ALERTS, FIGURE_ALERTS, HIT_RATE,
    LATE_DAYS, ADS_TOP_UPS, ADS_SPENT, BUYERS, MEMBERS, MEMBER_LEVELS,
)  # fmt: skip
"""Those that a commit makes unsure."""
OF_DAYS = (ORDER_MONTHS, ORDER_MONTH_DAYS, PRODUCT_SUMS, PRODUCT_DAY_SUMS, WORD_SUMS, ITEM_SUMS, ADS_PARTS)
"""Those that every commit but an import's makes unsure: an import says of which days they are to end."""

FILES = {
    kind: KeptKind(f"file_{kind}", 1, frozenset({table}), alone=False)
    for kind, table in {
        ImportKind.ORDERS: "orders",
        ImportKind.ORDER_ITEMS: "order_items",
        ImportKind.PRODUCT_DAYS: "product_days",
        ImportKind.STORE_DAYS: "store_days",
        ImportKind.CHANNEL_DAYS: "channel_days",
        ImportKind.SERVICE_DAYS: "service_days",
        ImportKind.KEYWORD_DAYS: "keyword_days",
    }.items()
}
"""Files of which every row stands in its table; an import that only adds rows changes nothing of that."""

ITEM_TITLES = KeptKind("item_titles", 1, frozenset({"order_items"}))
"""What items call their products, and the newest item of these; those that an import adds are newer."""
OF_ADDING = (*FILES.values(), ITEM_TITLES)
"""Those that every commit but an import's makes unsure: an import does where it changes rows that were there."""


def may_read(connection: Connection) -> bool:
    """Whether whoever asks may see and keep answers: profit is among them. Others reckon each anew."""
    return port.of(connection).rights(connection).sees_column(kept_answers.name, "value")


def members_key(today: date) -> str:
    """Under what the members are kept."""
    return f"{today:%Y-%m}"


def doubt(connection: Connection, nouns: Collection[str], stores: Collection[int] | None, *, days_told: bool) -> None:
    """No answer is sure any more that is made of anything that was changed.

    ``stores``: whose rows were changed, for an answer is made of rows of its store and of none; ``None``: any store's.
    ``days_told``: whoever changed it has ended by itself what is kept of days (:data:`OF_DAYS`) and :data:`OF_ADDING`.
    """
    kinds = KINDS if days_told else (*KINDS, *OF_DAYS, *OF_ADDING)
    names = [kind.name for kind in kinds if not kind.sources.isdisjoint(nouns)]
    # Whoever may not even say that figures are unsure changes nothing that they are made of.
    if names and port.of(connection).rights(connection).changes(kept_answers.name):
        theirs = () if stores is None else (_c.store_id.in_(sorted(stores)),)
        connection.execute(update(kept_answers).where(*theirs, _c.sure, _c.name.in_(names)).values(sure=False))


def doubt_keys(
    connection: Connection, kinds: Collection[KeptKind], store_id: int, keys: Collection[str] | None
) -> None:
    """No answer of a store is sure any more that is kept under any of the keys; under any key at all for ``None``."""
    those = [_c.store_id == store_id, _c.name.in_([kind.name for kind in kinds]), _c.sure]
    if keys is not None:
        those.append(_c.key.in_(keys))
    connection.execute(update(kept_answers).where(*those).values(sure=False))


def find(connection: Connection, kind: KeptKind, store_id: int, key: str, read: Callable[[Any], T]) -> T | None:
    """The answer, read from its plain value; ``None`` where none is kept that is sure and can be read."""
    return between(connection, kind, store_id, key, key, read).get(key)


def between(
    connection: Connection, kind: KeptKind, store_id: int, first: str, last: str, read: Callable[[Any], T]
) -> dict[str, T]:
    """The answers whose keys lie between two, both included, that are sure and can be read, by key."""
    return _read(connection, kind, store_id, _between(), {"first": first, "last": last}, read)


def of_keys(
    connection: Connection, kind: KeptKind, store_id: int, keys: Collection[str], read: Callable[[Any], T]
) -> dict[str, T]:
    """The answers under these keys that are sure and can be read, by key."""
    return _read(connection, kind, store_id, _of_keys(), {"keys": list(keys)}, read) if keys else {}


# Made once: every page asks for several answers, and making a query takes longer than reading a small one.
_SURE = (_c.store_id == bindparam("store"), _c.name == bindparam("kind"), _c.sure, _c.made_by == bindparam("maker"))
_LIES_BETWEEN = _c.key.between(bindparam("first"), bindparam("last"))


@cache
def _between() -> Select[Any]:
    return select(_c.key, _c.value).where(*_SURE, _LIES_BETWEEN)


@cache
def _of_keys() -> Select[Any]:
    return select(_c.key, _c.value).where(*_SURE, _c.key.in_(bindparam("keys", expanding=True)))


@cache
def _keys(*, between: bool) -> Select[Any]:
    query = select(_c.key).where(*_SURE)
    return query.where(_LIES_BETWEEN) if between else query


def _asked(kind: KeptKind, store_id: int) -> dict[str, Any]:
    return {"store": store_id, "kind": kind.name, "maker": kind.made_by}


def _read(
    connection: Connection,
    kind: KeptKind,
    store_id: int,
    query: Select[Any],
    which: Mapping[str, Any],
    read: Callable[[Any], T],
) -> dict[str, T]:
    if not may_read(connection):
        return {}
    asked = {**_asked(kind, store_id), **which}
    found = {}
    # Whoever reads what is kept has read what it is made of.
    for key, value in connection.execute(query, asked, execution_options={READS: kind.sources}):
        try:
            found[key] = read(json.loads(value))
        except (*FAULTS, LookupError, AttributeError):
            # Whatever happened to it, it can be reckoned.
            continue
    return found


def sure_keys(
    connection: Connection, kind: KeptKind, store_id: int, first: str | None = None, last: str | None = None
) -> frozenset[str]:
    """The keys of a store, between two if any are given, under which sure answers are kept."""
    if not may_read(connection):
        return frozenset()
    asked = _asked(kind, store_id)
    if first is None or last is None:
        return frozenset(connection.scalars(_keys(between=False), asked))
    return frozenset(connection.scalars(_keys(between=True), {**asked, "first": first, "last": last}))


def keep(connection: Connection, kind: KeptKind, store_id: int, key: str, value: Any) -> None:
    """Keep a plain value that holds within this transaction, in the place of what was kept."""
    if not may_read(connection):
        return
    known = (_c.store_id == store_id, _c.name == kind.name)
    connection.execute(delete(kept_answers).where(*known, *([] if kind.alone else [_c.key == key])))
    connection.execute(
        insert(kept_answers).values(
            store_id=store_id, name=kind.name, key=key, made_by=kind.made_by, sure=True,
            value=json.dumps(value, ensure_ascii=False, separators=(",", ":")),
        )
    )  # fmt: skip


def clear(connection: Connection, kind: KeptKind, store_id: int, but: Collection[str] | None = None) -> None:
    """Take away what is not sure, or all ``but`` some keys."""
    if not may_read(connection):
        return
    gone = ~_c.sure if but is None else _c.key.not_in(but)
    connection.execute(delete(kept_answers).where(_c.store_id == store_id, _c.name == kind.name, gone))
