"""KPIs of a store: series, totals, comparisons, and why they moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.domain.kpi import Basis, Facts, Figures, KpiTable, Rebuild, Source, Value, kpi
from shopdesk.domain.kpi.bases import PEOPLE, sources_of
from shopdesk.domain.kpi.breakdown import ChannelLine, ProductLine
from shopdesk.domain.kpi.compare import Change, Comparison, compared_with
from shopdesk.domain.kpi.decompose import Part, Split, split_by_name, split_change
from shopdesk.domain.periods import By, Period, split
from shopdesk.domain.text import Names, Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.columns import read_value
from shopdesk.storage.kept_answers import ADS_SPENT, BUYERS
from shopdesk.storage.queries import kpi as queries
from shopdesk.storage.queries import kpi_breakdown as breakdown
from shopdesk.storage.queries import order_months
from shopdesk.storage.repositories.stores import StoreSettings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shopdesk.domain.kpi.chosen import Tile
    from shopdesk.domain.kpi.slices import Slice
    from shopdesk.domain.kpi.tree import Node

_NEAR_DAYS = 31
_TILES_KEY = "kpi.tiles"
FAST_SOURCES = frozenset({Source.ORDERS, Source.STORE_DAYS, Source.CHANNELS})
"""What tiles and the first chart need; product and service tables are larger and can follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why sales moved from the span ``before`` to ``period``: by factor, and by channel, region and product.

    Each of them adds up to the change of the paid amount on the chosen basis, and is empty where nothing is known.
    ``moved`` is that change, or says that one of the spans is known too little to speak of a rise or fall. ``tree`` is
    what drives sales, down to the last driver that the sources know, ``slices`` those that moved against the rest.
    """

    period: Period
    before: Period
    split: Split | None
    moved: Change
    tree: Node
    by_channel: tuple[Part, ...] = ()
    by_region: tuple[Part, ...] = ()
    by_product: tuple[Part, ...] = ()
    slices: tuple[Slice, ...] = ()


class KpiService:
    """Figures of the stores; everything is rebuilt from daily base figures, people are counted once per span."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def data_range(self, store_id: int) -> Period | None:
        """From the first to the last day with any figure; ``None`` for a store without figures."""
        with self._ctx.read() as uow:
            return queries.data_range(uow.connection, store_id)

    def periods(
        self,
        store_id: int,
        start: date,
        end: date,
        by: By = By.DAY,
        basis: Basis = Basis.CREATED,
        *,
        sources: Collection[Source] = queries.ALL_SOURCES,
        count_people: bool = True,
    ) -> KpiTable:
        """The figures of every day, week or month from ``start`` to ``end`` that has any, and of the whole span.

        Args:
            store_id: the store.
            start: the first day that counts.
            end: the last day that counts.
            by: the step. A week or month that the span cuts holds the asked days only.
            basis: the day an order counts on.
            sources: which tables to read; leaving some out is quicker.
            count_people: whether to count buyers once over each week, month and the whole span, which reads the orders.

        Raises:
            UserError: the end lies before the start.
        """
        asked = Period(start, end)
        with self._ctx.read() as uow:
            facts = queries.read_facts(uow.connection, store_id, asked, basis, sources)
            people = People(self._ctx, uow.connection, store_id, basis, facts) if count_people else None
            if by is By.DAY:
                rows = [Figures(facts, Period(day, day)) for day in facts.days]
            else:
                # Only where there are figures: a span of centuries has few of them, and the calendar ends somewhere.
                known = [Period(max(facts.days[0], start), min(facts.days[-1], end))] if facts.days else []
                parts = [
                    Period(max(part.start, start), min(part.end, end)) for span in known for part in split(span, by)
                ]
                rows = [Figures(facts, part, _counted(people, part)) for part in parts if not _empty(facts, part)]
            totals = Figures(facts, asked, _counted(people, asked))
        return KpiTable(store_id, asked, by, basis, tuple(rows), totals, facts.days, facts.filled)

    def totals(self, store_id: int, start: date, end: date, basis: Basis = Basis.CREATED) -> Figures:
        """The figures of one span."""
        key = ("totals", store_id, start, end, basis)
        return self._ctx.once(key, lambda: self.spans(store_id, [Period(start, end)], basis)[0])

    def ads_spent(self, store_id: int, period: Period) -> int | None:
        """What ads cost over a span of any length, in fen: the key figure, without all facts of its days."""
        known = [fen for day, fen in self.ads_by_day(store_id).items() if day in period]
        return sum(known) if known else None

    def ads_by_day(self, store_id: int) -> dict[date, int]:
        """What ads cost on each day that knows it, in fen."""

        def reckoned() -> dict[date, int]:
            from shopdesk.storage.queries.ads_account import spent_by_day

            with self._ctx.read() as uow:
                return spent_by_day(uow.connection, store_id)

        def plain(found: dict[date, int]) -> dict[str, int]:
            return {day.isoformat(): fen for day, fen in found.items()}

        def read(kept: Any) -> dict[date, int]:
            return {date.fromisoformat(day): int(fen) for day, fen in kept.items()}

        return self._ctx.answer(ADS_SPENT, store_id, "", reckoned, plain, read)

    def compare(
        self,
        store_id: int,
        period: Period,
        basis: Basis = Basis.CREATED,
        *,
        against: Period | None = None,
        within: KpiTable | None = None,
    ) -> Comparison:
        """A span against the span it is fairly compared with (see ``compared_with``), or against a given one.

        ``within`` is a table from all sources on the same basis that holds both, so that only people are read.
        """
        now, before = self.spans(store_id, [period, against or compared_with(period)], basis, within)
        return Comparison(now, before)

    def daily_values(self, store_id: int, period: Period, code: str, basis: Basis = Basis.CREATED) -> dict[date, int]:
        """One additive KPI by day, of the days that have it."""
        item = kpi(code)
        sources = FAST_SOURCES & sources_of(item.figure, item.per)

        def read() -> Facts:
            with self._ctx.read() as uow:
                return queries.read_facts(uow.connection, store_id, period, basis, sources)

        facts = self._ctx.once(("fast days", store_id, period, basis, sources), read)
        if item.rebuild is Rebuild.SUM:  # a day is what stands there
            values: Iterable[Value] = facts.columns.get(item.figure, ())
        else:
            values = [Figures(facts, Period(day, day))[code] for day in facts.days]
        return {day: int(value) for day, value in zip(facts.days, values, strict=False) if value is not None}

    def tiles(self, store_id: int) -> tuple[Tile, ...]:
        """The key figures that were chosen for a store, in order; none where nobody chose any."""
        with self._ctx.read() as uow:
            kept = uow.repository(StoreSettings).value(store_id, _TILES_KEY)
        if not kept:
            return ()
        from shopdesk.domain.kpi.chosen import read_tiles

        return read_value(read_tiles, kept, Text("the chosen figures"))

    def choose_tiles(self, store_id: int, tiles: Sequence[Tile], was: Sequence[Tile] | None = None) -> None:
        """Keep which key figures stand above the sections; none for those that the program proposes.

        ``was`` is what stood there when the choice began.

        Raises:
            UserError: there are too many of them.
            ChangedMeanwhile: somebody else chose other ones than ``was``; nothing is kept.
        """
        from shopdesk.domain.kpi.chosen import read_tiles, written_tiles

        kept = written_tiles(tiles)
        with self._ctx.open_uow(Text("Figures above the sections chosen")) as uow:
            written = uow.repository(StoreSettings).value(store_id, _TILES_KEY) if was is not None else None
            now: tuple[Tile, ...] = ()
            with suppress(UserError):  # what cannot be read any more is nobody's choice
                now = read_value(read_tiles, written, Text("the chosen figures")) if written else ()
            if now and was is not None and now not in (tuple(was), tuple(tiles)):
                names = Names(tuple(kpi(one.code).name for one in now))
                said = Text("Somebody else chose other figures: {figures}. Save again to have yours.", figures=names)
                raise ChangedMeanwhile(said, mine=tuple(tiles), now=now, who="", at=None)
            uow.repository(StoreSettings).put(store_id, _TILES_KEY, kept if tiles else None)
            uow.commit()

    # Looking closer ----------------------------------------------------------------------------------------------

    def split(
        self, store_id: int, period: Period, basis: Basis = Basis.CREATED, *, against: Period | None = None
    ) -> Why:
        """Why sales moved between a span and the span it is compared with, to the fen."""
        from shopdesk.domain.kpi.sales_tree import SALES_TREE  # knows the rows behind figures; a first page shows none
        from shopdesk.domain.kpi.slices import Cut, against_the_rest, most_surprising
        from shopdesk.domain.kpi.tree import grow

        before = against or compared_with(period)
        compared = self.compare(store_id, period, basis, against=before)
        with self._ctx.read() as uow:
            self._ctx.ask_ahead(
                lambda: breakdown.regions(uow.connection, store_id, period, basis),
                lambda: breakdown.regions(uow.connection, store_id, before, basis),
                lambda: [breakdown.channel_sales(uow.connection, store_id, span) for span in (before, period)],
                lambda: breakdown.product_sales(uow.connection, store_id, period, before, basis),
                lambda: breakdown.product_sales(uow.connection, store_id, before, period, basis),
            )
            places = breakdown.regions(uow.connection, store_id, period, basis)
            past = breakdown.regions(uow.connection, store_id, before, basis)
            ways_past, ways = (breakdown.channel_sales(uow.connection, store_id, span) for span in (before, period))
            goods_past, goods = breakdown.product_sales(uow.connection, store_id, period, before, basis)
        moved = compared.change(kpi("paid_amount"))
        whole = None if moved.now is None or moved.before is None else int(moved.now - moved.before)
        cuts = {
            Cut.CHANNEL: (ways_past, ways),
            Cut.REGION: (
                _known({line.province: line.paid_fen for line in past}),
                _known({line.province: line.paid_fen for line in places}),
            ),
            Cut.PRODUCT: (goods_past, goods),
        }
        return Why(
            period=period,
            before=before,
            split=split_change(compared.before, compared.now),
            moved=moved,
            tree=grow(SALES_TREE, compared.before, compared.now),
            by_channel=_by_name(*cuts[Cut.CHANNEL], whole),
            by_region=_by_name(*cuts[Cut.REGION], whole),
            by_product=_by_name(*cuts[Cut.PRODUCT], whole),
            slices=()
            if moved.lacking is not None
            else most_surprising(
                one for cut, (old, new) in cuts.items() if old and new for one in against_the_rest(cut, old, new)
            ),
        )

    def channels(self, store_id: int, period: Period, *, against: Period | None = None) -> list[ChannelLine]:
        """What each channel did, with its sales in the span before."""
        with self._ctx.read() as uow:
            return breakdown.channels(uow.connection, store_id, period, against or compared_with(period))

    def ads(self, store_id: int, period: Period) -> Figures:
        """The key figures that the rows of the ads alone make, over one span: of all ads together."""
        sources, by = frozenset({Source.CHANNELS}), By.MONTH
        return self.periods(store_id, period.start, period.end, by, sources=sources, count_people=False).totals

    def products(self, store_id: int, period: Period, *, against: Period | None = None) -> list[ProductLine]:
        """What each product did, with its sales in the span before."""
        with self._ctx.read() as uow:
            return breakdown.products(uow.connection, store_id, period, against or compared_with(period))

    def spans(
        self,
        store_id: int,
        spans: list[Period],
        basis: Basis = Basis.CREATED,
        within: KpiTable | None = None,
    ) -> list[Figures]:
        """The figures of several spans from one reading; ``within`` is a table that holds them, see :meth:`compare`."""
        found: dict[Period, Figures] = {}
        with self._ctx.read() as uow:
            for whole in _together(spans):
                known = within is not None and whole.start in within.period and whole.end in within.period
                facts = within.facts if within and known else queries.read_facts(uow.connection, store_id, whole, basis)
                people = People(self._ctx, uow.connection, store_id, basis, facts)
                for span in spans:
                    if span.start in whole:
                        found[span] = Figures(facts, span, _counted(people, span))
        return [found[span] for span in spans]


class People:
    """Buyers over spans, where the orders of every day with sales name their buyers."""

    def __init__(self, ctx: ServiceContext, connection: Connection, store_id: int, basis: Basis, facts: Facts) -> None:
        """Nobody counted yet; ``facts`` say on which days there were sales."""
        self._ctx = ctx
        self._connection = connection
        self._store_id = store_id
        self._basis = basis
        self._facts = facts
        self._known: dict[Period, set[Any]] = {}

    def count(self, period: Period) -> int | None:
        """How many different people paid; ``None`` where that cannot be said."""
        if not self.named(period):
            return None
        kept = order_months.buyers(self._connection, self._store_id, period, self._basis)
        if kept is not None:
            return kept[0] or None
        if not period.is_long:
            return self._counted(period)
        key = f"{self._basis.value}/{period.start}/{period.end}"
        return self._ctx.answer(BUYERS, self._store_id, key, lambda: self._counted(period), _count, _count)

    def _counted(self, period: Period) -> int | None:
        parts = [part for part in self._known if part.start >= period.start and part.end <= period.end]
        if parts and sum(self._days(part) for part in parts) == self._days(period):
            found: set[Any] | None = set().union(*(self._known[part] for part in parts))
        else:
            found = queries.buyers(self._connection, self._store_id, period, self._basis)
        if found is None:
            return None
        self._known[period] = found
        return len(found) or None

    def named(self, period: Period) -> bool:
        """Whether every day of a span with paid orders names buyers; single orders may still lack theirs."""
        low, high = self._facts.span(period)
        paid, buyers = self._facts.columns.get("paid_orders"), self._facts.columns["order_buyers"]
        if paid is None:
            return False
        days = [bool(who) for orders, who in zip(paid[low:high], buyers[low:high], strict=True) if orders]
        return bool(days) and all(days)

    def _days(self, period: Period) -> int:
        """How many days with figures the span has."""
        low, high = self._facts.span(period)
        return high - low


def _count(value: int | None) -> int | None:
    return None if value is None else int(value)


def _known(found: Mapping[str, int | None]) -> dict[str, int]:
    return {name: fen for name, fen in found.items() if fen is not None}


def _by_name(before: Mapping[str, int], after: Mapping[str, int], change: int | None) -> tuple[Part, ...]:
    """The change by name; a span without any figures is unknown, not zero: then there is nothing to split."""
    return tuple(split_by_name(before, after, change=change)) if before and after and change is not None else ()


def _counted(people: People | None, period: Period) -> Mapping[str, int]:
    count = people.count(period) if people is not None else None
    return {} if count is None else {PEOPLE: count}


def _together(spans: Sequence[Period]) -> list[Period]:
    """Spans that hold these, one for those near each other: reading some days more is less than asking again."""
    found: list[Period] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and (span.start - found[-1].end).days <= _NEAR_DAYS:
            found[-1] = Period(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _empty(facts: Facts, period: Period) -> bool:
    low, high = facts.span(period)
    return low == high
