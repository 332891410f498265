"""The store's products: what the owner says of them, what the files know, and which of them to order anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.kpi.breakdown import ProductLine
from shopdesk.domain.kpi.product_charts import few_products
from shopdesk.domain.kpi.wholeness import uneven
from shopdesk.domain.ledger.costs import CostBook
from shopdesk.domain.ledger.parts import ProfitRow
from shopdesk.domain.periods import Period
from shopdesk.domain.product_figures import (
    SHOWN_DAYS,
    ProductFigures,
    bringing_most,
    few_visited,
    shares_so_far,
    traffic,
    with_stock,
)
from shopdesk.domain.products import PRODUCT, Product
from shopdesk.domain.reorder import WEEKS, Advice, ReorderFacts, reorder, season_left
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import kpi_breakdown, product_groups, product_lines
from shopdesk.storage.repositories.campaigns import Heroes
from shopdesk.storage.repositories.costs import UnitCosts
from shopdesk.storage.repositories.products import Products

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ProductBoard:
    """Every product: those of which something is said, and behind them those that only reports know (without an id).

    Attributes:
        products: in that order, the latter by sales.
        figures: of each of them, by number.
        period: the newest thirty days with product figures; ``None`` where no report was imported.
        of_items: whether pieces and sales of all products are from the items of paid orders, because the store has no
            product report at all; the two are never mixed.
        comparable: whether the thirty days before are known on as many days, nearly.
        said: which few products bring most of the sales and of the visitors, in words.
        best: these products by number, the best first: of the sales, and of the visitors a day.
    """

    products: tuple[Product, ...]
    figures: Mapping[str, ProductFigures]
    period: Period | None
    comparable: bool = True
    said: tuple[Text, ...] = ()
    of_items: bool = False
    best: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class ProductAdvice:
    """What is left of each product's sales after ads, and whether to order it anew, by number.

    ``waiting``: these days where a month of them is still to be reckoned; then ``rows`` are empty.
    """

    rows: Mapping[str, ProfitRow]
    advice: Mapping[str, Advice]
    waiting: Period | None = None


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """A product as it is chosen somewhere, with what a form that asks for it wants to know of it; fen."""

    product_id: str
    title: str
    merchant_code: str = ""
    role: ProductRole | None = None
    list_fen: int | None = None
    cost_fen: int | None = None


class ProductService:
    """Answers about products; keeps what the owner says of them."""

    def __init__(self, ctx: ServiceContext, profit: ProfitService) -> None:
        """Work within ``ctx``; what is left after ads is a figure of ``profit``."""
        self._ctx = ctx
        self._profit = profit

    @one_read
    def board(self, store_id: int) -> ProductBoard:
        """The products, with what the last thirty days of the reports and the owner's lists know of them."""
        today = self._ctx.clock.today()
        return self._ctx.known(("products", store_id, today), lambda: self._board(store_id))

    def _board(self, store_id: int) -> ProductBoard:
        with self._ctx.read() as uow:
            said = uow.repository(Products).of_store(store_id)
            last = product_groups.last_day(uow.connection, store_id)
            if last is None:
                return self._board_of_items(uow, store_id, said)
            period = Period(last - timedelta(days=SHOWN_DAYS - 1), last)
            before = _before(period)
            lines = kpi_breakdown.products(uow.connection, store_id, period, before)
            products = _listed(store_id, said, lines)
            visited = traffic(lines)
            figures = self._figures(uow, store_id, {one.product_id: one for one in products}, lines, visited)
            counted = product_lines.known_days(uow.connection, store_id, (period, before))
        few = uneven(counted[0], period.length, counted[1], before.length)
        words = (*few_products(one.sales_fen for one in lines), *few_visited(visited.values()))
        return ProductBoard(products, figures, period, few is None, words, best=_best(lines))

    def _board_of_items(self, uow: UnitOfWork, store_id: int, said: Sequence[Product]) -> ProductBoard:
        """The board of a store without any product report."""
        from shopdesk.storage.queries import item_lines

        span = item_lines.known_span(uow.connection, store_id)
        if span is None:
            return ProductBoard(tuple(said), self._figures(uow, store_id, {one.product_id: one for one in said}), None)
        first, last = span
        period = Period(last - timedelta(days=SHOWN_DAYS - 1), last)
        before = _before(period)
        # Orders that begin within the days before would make a trend out of nothing.
        whole = first <= before.start
        lines = item_lines.item_lines(uow.connection, store_id, period, before if whole else None)
        left_out = item_lines.without_number(uow.connection, store_id, period)
        products = _listed(store_id, said, lines)
        figures = self._figures(uow, store_id, {one.product_id: one for one in products}, lines)
        words = [
            Text("There is no product report: pieces and sales are those of the items of paid orders."),
            Text("Rows open behind figures of product reports only."),
            *few_products(one.sales_fen for one in lines),
        ]
        if left_out:
            words.append(Text("{count} items have no product number and are left out.", count=left_out))
        return ProductBoard(products, figures, period, whole, tuple(words), True, _best(lines))

    def _figures(
        self,
        uow: UnitOfWork,
        store_id: int,
        products: Mapping[str, Product],
        lines: Sequence[ProductLine] = (),
        visited: Mapping[str, int] | None = None,
    ) -> dict[str, ProductFigures]:
        today = self._ctx.clock.today()
        costs = CostBook(uow.repository(UnitCosts).of_store(store_id))
        heroes = {one.product_id: one for one in uow.repository(Heroes).of_store(store_id)}
        by_number = {one.product_id: one for one in lines}
        so_far = shares_so_far({one.product_id: one.sales_fen for one in lines})
        of_traffic = shares_so_far(visited or {})
        found = {}
        for number, product in products.items():
            hero, cost = heroes.get(number), costs.unit(number, "", product.merchant_code, today)
            found[number] = ProductFigures(
                title=by_number[number].title if number in by_number else product.title or number,
                line=with_stock(by_number.get(number), product),
                cost_fen=None if cost is None else cost.cost_fen,
                hero=hero is not None,
                reserve=hero.minimum_pieces if hero is not None and hero.minimum_pieces else product.reserve_pieces,
                up_to_here=so_far.get(number),
                traffic_so_far=of_traffic.get(number),
            )
        return found

    @one_read
    def advice(self, store_id: int, *, patient: bool = True) -> ProductAdvice:
        """What is left of the sales of the same thirty days after ads, and which products to order anew.

        ``patient``: whether it may take seconds; a page is not, and gets what is left later.
        """
        # The list stands before its advice: what only that is made of is loaded then.
        from shopdesk.domain.ledger.profit_table import Split

        board, today = self.board(store_id), self._ctx.clock.today()
        rows: dict[str, ProfitRow] = {}
        weeks: Mapping[str, list[tuple[int | None, int]]] = {}
        waiting = None
        if board.period is not None:
            table = self._profit.table(
                store_id, board.period.start, board.period.end, Split.PRODUCT, patient=patient
            )  # fmt: skip
            waiting = board.period if table.waiting else None
            # Part of the days would be taken for all of them.
            rows = {} if waiting else {row.key: row for row in table.rows if row.key}
            with self._ctx.read() as uow:
                weeks = self._weeks(uow, store_id, board)
        advice = {}
        for product in board.products:
            figures, row = board.figures[product.product_id], rows.get(product.product_id)
            line = figures.line
            advice[product.product_id] = reorder(
                ReorderFacts(
                    **_recent(board, line, weeks.get(product.product_id, ())),
                    season_days=season_left(product.season_end, today),
                    all_year=product.all_year,
                    pieces=None if line is None else line.pieces,
                    pieces_before=None if line is None else line.pieces_before,
                    comparable=board.comparable,
                    contribution_fen=None if row is None else row.contribution,
                    missing=() if row is None else row.missing,
                    stock=figures.stock,
                    lead_days=product.lead_days,
                    reserve=figures.reserve,
                )
            )
        return ProductAdvice(rows, advice, waiting)

    def _weeks(self, uow: UnitOfWork, store_id: int, board: ProductBoard) -> Mapping[str, list[tuple[int | None, int]]]:
        if board.period is None:
            return {}
        if not board.of_items:
            return product_lines.weeks(uow.connection, store_id, board.period.end, WEEKS)
        from shopdesk.storage.queries import item_lines

        span = item_lines.known_span(uow.connection, store_id)
        return {} if span is None else item_lines.weeks(uow.connection, store_id, *span, WEEKS)

    @one_read
    def named(self, store_id: int) -> tuple[NamedProduct, ...]:
        """Every product that a report, an order or the owner knows, by name, to be chosen from."""
        from shopdesk.storage.queries import list_prices, product_titles

        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            said = {one.product_id: one for one in uow.repository(Products).of_store(store_id)}
            titles = product_titles.product_titles(uow.connection, store_id)
            costs = CostBook(uow.repository(UnitCosts).of_store(store_id))
            prices = list_prices.list_prices(uow.connection, store_id, today)
        found = {}
        for number in {**titles, **said}:
            one = said.get(number) or Product(store_id=store_id, product_id=number)
            title, cost = titles.get(number, number), costs.unit(number, "", one.merchant_code, today)
            found[number] = NamedProduct(
                number,
                one.title if title == number and one.title else title,
                one.merchant_code,
                one.role,
                prices[number].fen if number in prices else None,
                None if cost is None else cost.cost_fen,
            )
        return tuple(sorted(found.values(), key=lambda one: (one.title, one.product_id)))

    @one_read
    def list_price(self, store_id: int, product_id: str) -> int | None:
        """What a piece of a product is listed at, in fen."""
        from shopdesk.storage.queries import list_prices

        with self._ctx.read() as uow:
            found = list_prices.list_prices(uow.connection, store_id, self._ctx.clock.today(), (product_id,))
        return found[product_id].fen if product_id in found else None

    def keep(self, product: Product) -> Product:
        """Keep what is said of a product; a stock that was counted anew without a day was counted today.

        Raises:
            UserError: a field is outside its limits, or the product is in the list already.
        """
        product = PRODUCT.tidy(product)
        with self._ctx.open_uow(Text("Product {product} kept", product=product.product_id)) as uow:
            products = uow.repository(Products)
            before = None if product.id is None else products.get(product.id)
            product = product.counted(before, self._ctx.clock.today())
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


def _recent(board: ProductBoard, line: ProductLine | None, weeks: Sequence[tuple[int | None, int]]) -> dict[str, Any]:
    """What was sold in two weeks and in each of four: of the reports, or of the items where these are all there is."""
    if not board.of_items:
        sold, days = (None, 0) if line is None else (line.recent_pieces, line.recent_days)
        return {"sold": sold, "sold_days": days, "weeks": weeks}
    known = [(pieces, days) for pieces, days in weeks[:2] if pieces is not None]
    sold = sum(pieces for pieces, _days in known) if len(known) == 2 else None
    return {"sold": sold, "sold_days": sum(days for _pieces, days in known) if sold is not None else 0, "weeks": weeks}


def _best(lines: Sequence[ProductLine]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return bringing_most({one.product_id: one.sales_fen for one in lines}), bringing_most(traffic(lines))


def _listed(store_id: int, said: Sequence[Product], lines: Sequence[ProductLine]) -> tuple[Product, ...]:
    """The products of which something is said, then those that only files know, in their order."""
    known = {one.product_id for one in said}
    loose = (one.product_id for one in lines if one.product_id not in known)
    return (*said, *(Product(store_id=store_id, product_id=number) for number in loose))


def _before(period: Period) -> Period:
    return Period(period.start - timedelta(days=period.length), period.start - timedelta(days=1))
