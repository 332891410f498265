"""The store's products as the owner orders them: role, stage of life, own group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.kpi.product_charts import ProductSum
from shopdesk.domain.periods import Period
from shopdesk.domain.products import PRODUCT, Product
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import kpi_charts, product_groups
from shopdesk.storage.repositories.market import Products

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_SHOWN_DAYS = 30


@dataclass(frozen=True, slots=True)
class ProductBoard:
    """Every product: those of which something is said, and behind them those that only reports know (without an id).

    ``sums`` are of the newest ``period`` with product figures, ``None`` where no report was imported.
    """

    products: tuple[Product, ...]
    sums: Mapping[str, ProductSum]
    period: Period | None


class ProductService:
    """Answers about products; keeps what the owner says of them."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def board(self, store_id: int) -> ProductBoard:
        """The products, with what the last 30 days of the reports know of them."""
        with self._ctx.read() as uow:
            said = uow.repository(Products).of_store(store_id)
            last = product_groups.last_day(uow.connection, store_id)
            if last is None:
                return ProductBoard(tuple(said), {}, None)
            period = Period(last - timedelta(days=_SHOWN_DAYS - 1), last)
            sums = {one.product_id: one for one in kpi_charts.product_sums(uow.connection, store_id, period)}
        known = {one.product_id for one in said}
        ranked = sorted(sums.values(), key=lambda one: (-(one.sales_fen or 0), one.product_id))
        loose = [Product(store_id=store_id, product_id=one.product_id) for one in ranked if one.product_id not in known]
        return ProductBoard((*said, *loose), sums, period)

    def keep(self, product: Product) -> Product:
        """Keep what is said of a product.

        Raises:
            UserError: a field is outside its limits, or the product is in the list already.
        """
        product = PRODUCT.tidy(product)
        with self._ctx.open_uow(Text("Product {product} kept", product=product.product_id)) as uow:
            products = uow.repository(Products)
            kept = products.update(product) if product.id is not None else products.add(product)
            uow.commit()
        return kept

    def remove(self, product: Product) -> None:
        """Take back what is said of a product; its figures stay. One of which nothing is said is left as it is."""
        if product.id is None:
            return
        with self._ctx.open_uow(Text("Product {product} taken off the list", product=product.product_id)) as uow:
            uow.repository(Products).remove(product)
            uow.commit()
