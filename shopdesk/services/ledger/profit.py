"""Profit of a store by day, week, month, product and campaign, and the products that lose money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.loss_alert import loss_alert
from shopdesk.domain.ledger.parts import ProfitRow, add_up
from shopdesk.domain.ledger.profit_table import ProfitTable, Reckoned, Split, costed, loss_makers, put_together
from shopdesk.domain.periods import Period, month_of
from shopdesk.services.ledger.profit_months import keep_some, profit_of, waiting
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import ledger_profit as queries
from shopdesk.storage.queries import profit_sources as sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from shopdesk.domain.ledger.profit_shares import Figure, Shares
    from shopdesk.services.context import ServiceContext

LOSS_DAYS = 30
"""Over how many days of figures a product is judged."""


class ProfitService:
    """Reckons profit, and keeps the months of it that nothing changed since."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def table(
        self, store_id: int, first: date, last: date, by: Split = Split.MONTH, *, patient: bool = True
    ) -> ProfitTable:
        """Profit from ``first`` to ``last`` by ``by``; only days between the store's first and last figures count.

        Args:
            store_id: the store.
            first: the first day.
            last: the last day.
            by: the split.
            patient: whether it may take seconds; a page is not, and leaves out the months that are still to be kept
                where they would take long (``ProfitTable.waiting``).

        Raises:
            UserError: the end lies before the start.
        """
        asked = Period(first, last)
        # The splits of a page ask for the same days one after the other.
        left_out = () if patient else self._waiting(store_id, asked)
        known = self._ctx.known(("profit", store_id, asked, left_out), lambda: self._cells(store_id, asked, left_out))
        if known is None:
            return ProfitTable(store_id=store_id, asked=asked, period=None, by=by, rows=(), total=add_up("total", ()))
        rows, total = put_together(known, by)
        return ProfitTable(
            store_id=store_id,
            asked=asked,
            period=known.period,
            by=by,
            rows=rows,
            total=total,
            covered=known.covered,
            left_out=known.left_out,
            unknown_orders=known.unknown_orders,
            costed=costed(known),
            waiting=left_out,
        )

    def _waiting(self, store_id: int, asked: Period) -> tuple[Period, ...]:
        with self._ctx.read() as uow:
            traded = queries.traded_span(uow.connection, store_id)
            return () if traded is None or not traded.overlaps(asked) else waiting(uow, store_id, traded, asked)

    def _cells(self, store_id: int, asked: Period, left_out: Collection[Period]) -> Reckoned | None:
        with self._ctx.reading() as reading:
            uow = reading.uow
            traded = queries.traded_span(uow.connection, store_id)
            if traded is None or not traded.overlaps(asked):
                return None
            period = Period(max(asked.start, traded.start), min(asked.end, traded.end))
            found = profit_of(uow, store_id, traded, period, left_out)
            covered = sources.covered_days(uow.connection, store_id, period)
            return Reckoned(
                period,
                found.cells,
                found.days,
                found.titles,
                found.campaigns,
                Period(min(covered), max(covered)) if covered else None,
                queries.not_classified(uow.connection, store_id, period),
                found.unknown_orders,
            )

    @one_read
    def shares(self, store_id: int, figure: Figure) -> Shares:
        """What makes up a figure of :meth:`table`: the known shares add up to it, to the fen. It may take seconds."""
        from shopdesk.domain.ledger.profit_shares import Shares, shares
        from shopdesk.services.ledger.profit_facts import campaign_spans, read_facts

        with self._ctx.read() as uow:
            days: Period | None = figure.period
            if figure.campaign:
                spans = campaign_spans(uow, store_id, figure.period)
                ran = next((one.period for one in spans if str(one.id) == figure.campaign), None)
                days = ran and Period(max(ran.start, figure.period.start), min(ran.end, figure.period.end))
            facts = read_facts(uow, store_id, days) if days is not None else None
        return Shares() if facts is None else shares(facts, figure)

    def keep_months(self, store_ids: Iterable[int], until: float, wanted: Period | None = None) -> bool:
        """Reckon months that are to be kept, the newest first, until all are or a moment of ``monotonic`` has come.

        Args:
            store_ids: the stores.
            until: the moment.
            wanted: a span that somebody waits for; its months come first.

        Returns:
            Whether more is left to do.
        """
        with self._ctx.open_uow("") as uow:
            more = any(keep_some(uow, store_id, until, wanted) for store_id in store_ids)
            # Nothing that anybody could see was changed, and no history is to tell of it.
            uow.make_lasting()
        return more

    def account(self, store_id: int, period: Period) -> dict[LineKind, int]:
        """What came in and went out by kind of line in a span, in fen, out negative; empty without a statement."""
        with self._ctx.read() as uow:
            return queries.kind_sums(uow.connection, store_id, period)

    def has_costs(self, store_id: int) -> bool:
        """Whether any unit cost was entered, without which no product has a profit."""
        with self._ctx.read() as uow:
            return sources.has_unit_costs(uow.connection, store_id)

    @one_read
    def losing(self, store_id: int, until: date | None = None) -> tuple[ProfitRow, ...]:
        """The products that lost money over the last 30 days of figures up to ``until`` (today), worst first.

        Only products whose parts are all known can lose; without unit costs or statements the answer is empty.
        """
        return self._losing(store_id, until)[0]

    @one_read
    def loss_alert(self, store_id: int, until: date | None = None) -> Alert | None:
        """The products that lose money as an alert; ``None`` where none does."""
        rows, period = self._losing(store_id, until)
        return None if period is None else loss_alert(rows, period)

    def lost_months(self, store_id: int, span: Period) -> tuple[dict[date, bool], bool]:
        """By the last day of each month that ends in a span, whether any product lost money in that month.

        Only of months that are known whole, that are kept, and in which any product's parts are all known. The second
        answer says whether none of the months still waits to be reckoned.
        """
        found: dict[date, bool] = {}
        month, whole = month_of(span.start), True
        while month.end <= span.end:
            table = self.table(store_id, month.start, month.end, Split.PRODUCT, patient=False)
            told = [row for row in table.rows if row.key and row.contribution is not None]
            whole = whole and not table.waiting
            if told and table.period == month and not table.waiting:
                found[month.end] = bool(loss_makers(told))
            month = month_of(month.end + timedelta(days=1))
        return found, whole

    def _losing(self, store_id: int, until: date | None) -> tuple[tuple[ProfitRow, ...], Period | None]:
        last_asked = until or self._ctx.clock.today()
        with self._ctx.read() as uow:
            known = queries.traded_span(uow.connection, store_id)
        if not self.has_costs(store_id) or known is None or known.start > last_asked:
            return (), None
        last = min(known.end, last_asked)
        period = Period(last - timedelta(days=LOSS_DAYS - 1), last)
        return loss_makers(self.table(store_id, period.start, last, Split.PRODUCT).rows), period
