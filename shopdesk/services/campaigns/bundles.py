"""What is bought together in a store, and what two of its products cost and bring alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.bundle_price import Bundle
from shopdesk.domain.campaigns.bundles import Pair, pairs, sizes
from shopdesk.domain.ledger.costs import CostBook
from shopdesk.domain.periods import Period
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import bundles as queries
from shopdesk.storage.repositories.costs import UnitCosts

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

MOST_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class Together:
    """The pairs of a span, the most frequent first and not more than ``MOST_SHOWN`` of ``found``.

    ``paid`` orders of the span, of which ``told`` have known items and ``several`` hold more than one product;
    ``items``: whether any report brought items of orders.
    """

    period: Period
    pairs: tuple[Pair, ...]
    found: int
    paid: int
    told: int
    several: int
    items: bool


class Bundles:
    """Counts what is bought together."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def together(self, store_id: int, period: Period) -> Together:
        """The pairs in the paid orders of a span, named."""
        with self._ctx.read() as uow:
            held = queries.held(uow.connection, store_id, period)
            paid = queries.paid_orders(uow.connection, store_id, period)
            items = bool(held.combos) or queries.has_items(uow.connection, store_id)
            found, counted = pairs(held.combos), sizes(held.combos)
            shown = {product for one in found[:MOST_SHOWN] for product in (one.first, one.second)}
            titles = queries.titles(uow.connection, store_id, {one: held.examples[one] for one in shown})
        named = tuple(
            replace(
                one,
                first_title=titles.get(one.first, one.first),
                second_title=titles.get(one.second, one.second),
            )
            for one in found[:MOST_SHOWN]
        )
        return Together(period, named, len(found), paid, counted.total(), counted[True], items)

    @one_read
    def begun(self, store_id: int, pair: Pair, period: Period) -> Bundle:
        """What a bundle of a pair begins with: prices and costs as far as they are known, at the sum of the prices."""
        with self._ctx.read() as uow:
            prices = queries.prices(uow.connection, store_id, (pair.first, pair.second), period)
            book = CostBook(uow.repository(UnitCosts).of_store(store_id))
        first, second = prices.get(pair.first), prices.get(pair.second)
        return Bundle(
            first_fen=first,
            second_fen=second,
            first_cost_fen=self._cost(book, pair.first),
            second_cost_fen=self._cost(book, pair.second),
            price_fen=None if first is None or second is None else first + second,
        )

    def _cost(self, book: CostBook, product: str) -> int | None:
        """Of a product by its number; one that reports know by its merchant code alone has no number."""
        today = self._ctx.clock.today()
        found = book.unit(product, "", "", today) or book.unit("", "", product, today)
        return None if found is None else found.cost_fen
