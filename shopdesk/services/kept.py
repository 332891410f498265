"""Reckonings that are dear are done once: what was reckoned is kept in the data file while nobody waits.

Reading never writes. So an answer that was not kept is reckoned for whoever asks, noted, and written here later.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from shopdesk.storage import change_log, kept_answers
from shopdesk.storage.kept_answers import (
    BUYERS,
    MEMBERS,
    OF_DAYS,
    ORDER_MONTH_DAYS,
    ORDER_MONTHS,
    PROFIT_WHOLE,
    members_key,
)
from shopdesk.storage.queries import ads_months, item_sums, order_months
from shopdesk.storage.queries.kpi import buyers, keep_product_days, product_months_left
from shopdesk.storage.queries.market import WORDS
from shopdesk.storage.queries.members import pieces
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.repositories.stores import Stores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from shopdesk.services.context import ServiceContext
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.services.members import MemberService


class KeptService:
    """Writes what is to be kept."""

    def __init__(self, ctx: ServiceContext, members: MemberService, profit: ProfitService) -> None:
        """Work within ``ctx``, for what ``members`` and ``profit`` keep ahead."""
        self._ctx = ctx
        self._members = members
        self._profit = profit

    def keep_some(self, seconds: float = 0.2) -> bool:
        """Keep the answers that were noted, then reckon for about so many seconds what is to be kept ahead.

        Returns:
            Whether more is left to do.
        """
        if not self._ctx.rights.sees_column("kept_answers", "value"):
            self._ctx.reader.take_noted()
            return False
        until = time.monotonic() + seconds
        self._keep_noted()
        with self._ctx.read() as uow:
            stores = [one.id or 0 for one in uow.repository(Stores).all()]
            orders = [one for one in stores if order_months.left_to_keep(uow.connection, one)]
            profit = [one for one in stores if not kept_answers.sure_keys(uow.connection, PROFIT_WHOLE, one)]
            # A store without sums by day has no members to count.
            members = [one for one in stores if self._lacks_members(uow.connection, one)]
            blocks = [keep for one in stores for keep in _blocks_left(uow.connection, one)]
        if orders and self._keep_order_months(orders, until):
            return True
        if blocks and self._keep_blocks(stores, blocks, until):
            return True
        if profit and self._profit.keep_months(profit, until):
            return True
        return bool(members) and self._members.count_some(members, until)

    def _lacks_members(self, connection: Connection, store_id: int) -> bool:
        key = members_key(self._ctx.clock.today())
        return key not in kept_answers.sure_keys(connection, MEMBERS, store_id) and bool(pieces(connection, store_id))

    def _keep_order_months(self, stores: Iterable[int], until: float) -> bool:
        """The newest months first; says whether any is left."""
        with self._ctx.open_uow("") as uow:
            more = any(_keep_orders(uow.connection, store_id, until) for store_id in stores)
            uow.make_lasting()
        return more

    def _keep_blocks(self, stores: Iterable[int], left: list[Callable[[Connection], None]], until: float) -> bool:
        """Blocks of days in turn, at least one; says whether any is left.

        One that another process made unsure since they were listed is kept as it is now, or found the next time.
        """
        done = 0
        with self._ctx.open_uow("") as uow:
            while done == 0 or (done < len(left) and time.monotonic() < until):
                left[done](uow.connection)
                done += 1
            if done == len(left):
                for store_id in stores:
                    for kind in OF_DAYS:
                        kept_answers.clear(uow.connection, kind, store_id)
            uow.make_lasting()
        return done < len(left)

    def _keep_noted(self) -> None:
        noted = self._ctx.reader.take_noted()
        if not noted:
            return
        with self._ctx.open_uow("") as uow:
            for one in noted:
                newest_set, since = change_log.nouns_after(uow.connection, one.newest_set, ())
                if newest_set >= one.newest_set and since.isdisjoint(one.kind.sources | {"stores"}):
                    kept_answers.clear(uow.connection, one.kind, one.store_id)
                    kept_answers.keep(uow.connection, one.kind, one.store_id, one.key, one.value)
            # Nothing that anybody could see was changed, and no history is to tell of it.
            uow.make_lasting()


def _keep_orders(connection: Connection, store_id: int, until: float) -> bool:
    left = order_months.left_to_keep(connection, store_id)
    while left:
        key = left.pop()
        basis, month = order_months.span_of(key)
        named = buyers(connection, store_id, month, basis)
        order_months.keep(connection, store_id, key, None if named is None else len(named))
        if left and time.monotonic() >= until:
            return True
    for kind in (ORDER_MONTHS, ORDER_MONTH_DAYS, BUYERS):
        kept_answers.clear(connection, kind, store_id)
    return False


def _blocks_left(connection: Connection, store_id: int) -> list[Callable[[Connection], None]]:
    """What keeps each block that is not kept: those of the first picture and the newest days first."""
    months = reversed(product_months_left(connection, store_id))
    items = reversed(item_sums.left_to_keep(connection, store_id))
    return [
        *(partial(keep_product_days, store_id=store_id, month=month) for month in months),
        *(
            partial(sums.keep, store_id=store_id, block=block)
            for sums in (PRODUCTS, WORDS)
            for block in reversed(sums.left_to_keep(connection, store_id))
        ),
        *(
            partial(ads_months.keep, store_id=store_id, month=month)
            for month in reversed(ads_months.left_to_keep(connection, store_id))
        ),
        *(partial(item_sums.keep, store_id=store_id, basis=basis, block=block) for basis, block in items),
    ]
