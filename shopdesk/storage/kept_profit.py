"""Months of profit that were reckoned once and are read until anything that they are made of changes.

A month is read only while it is *sure*. Every commit that touches one of ``profit_doubt.SOURCES`` ends that for all
months, in its own transaction, so no way of changing data can be forgotten, and nobody reads a month that is older than
what it is made of. They are reckoned anew while nobody waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from shopdesk.domain.ledger.parts import Amount, Cell, Origin, Part
from shopdesk.domain.ledger.profit import UnknownOrder
from shopdesk.domain.periods import Period
from shopdesk.storage.tables.profit import profit_months


@dataclass(frozen=True, slots=True)
class KeptMonth:
    """A month, or what of it lies between the first and the last figures of its store.

    ``days`` are its cells by day, ``products`` by product and campaign, ``cells`` by all three; each of the three comes
    to the whole. ``cells`` are empty where they were not asked for. ``unknown`` are the orders that no report knows.
    Titles and campaigns go by the keys of the cells.
    """

    period: Period
    days: tuple[Cell, ...]
    products: tuple[Cell, ...]
    cells: tuple[Cell, ...] = ()
    unknown: tuple[UnknownOrder, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)

    @property
    def month(self) -> date:
        """Its first day."""
        return self.period.start.replace(day=1)


def sure_months(connection: Connection, store_id: int, months: Collection[Period], made_by: str) -> set[date]:
    """The first days of those months, as they are to be cut, that are kept and sure."""
    c = profit_months.c
    query = select(c.month, c.first_day, c.last_day).where(
        c.store_id == store_id, c.sure, c.made_by == made_by, c.month.in_([one.start.replace(day=1) for one in months])
    )
    wanted = {(one.start, one.end) for one in months}
    return {month for month, first, last in connection.execute(query) if (first, last) in wanted}


def read(connection: Connection, store_id: int, month: date, *, whole: bool) -> KeptMonth:
    """A kept month; ``whole``: nothing is asked of a part of it, so its many cells stay where they are."""
    c = profit_months.c
    columns = [c.first_day, c.last_day, c.days, c.products, c.names, c.unknown, *([] if whole else [c.cells])]
    row = connection.execute(select(*columns).where(c.store_id == store_id, c.month == month)).one()
    return KeptMonth(
        Period(row.first_day, row.last_day),
        _cells(row.days),
        _cells(row.products),
        () if whole else _cells(row.cells),
        tuple(UnknownOrder(date.fromordinal(day), number, fen) for day, number, fen in row.unknown),
        dict(row.names["titles"]),
        dict(row.names["campaigns"]),
    )


def keep(connection: Connection, store_id: int, kept: KeptMonth, made_by: str) -> None:
    """Keep a month that was reckoned within this transaction, in the place of what was kept of it."""
    c = profit_months.c
    connection.execute(delete(profit_months).where(c.store_id == store_id, c.month == kept.month))
    connection.execute(
        insert(profit_months).values(
            store_id=store_id,
            month=kept.month,
            first_day=kept.period.start,
            last_day=kept.period.end,
            made_by=made_by,
            sure=True,
            names={"titles": kept.titles, "campaigns": kept.campaigns},
            days=_plain(kept.days),
            products=_plain(kept.products),
            cells=_plain(kept.cells),
            unknown=tuple([one.day.toordinal(), one.order_no, one.fen] for one in kept.unknown),
        )
    )


_PARTS, _ORIGINS = tuple(Part), tuple(Origin)
_PLACE_OF_PART = {part: place for place, part in enumerate(Part)}
_PLACE_OF_ORIGIN = {origin: place for place, origin in enumerate(Origin)}


def _plain(cells: Iterable[Cell]) -> tuple[list[Any], ...]:
    return tuple(
        [
            cell.day.toordinal(), cell.product, cell.campaign, cell.unknown_sales, cell.pieces, cell.parcels,
            cell.sent_fen, cell.sellable_fen,
            [
                [_PLACE_OF_PART[part], amount.fen, _PLACE_OF_ORIGIN[amount.origin], int(amount.filler)]
                for part, amount in cell.amounts.items()
            ],
        ]
        for cell in cells
    )  # fmt: skip


def _cells(rows: Iterable[list[Any]]) -> tuple[Cell, ...]:
    known: dict[tuple[int | None, int, int], Amount] = {}

    def amount(fen: int | None, origin: int, filler: int) -> Amount:
        key = fen, origin, filler
        if key not in known:
            known[key] = Amount(fen, _ORIGINS[origin], bool(filler))
        return known[key]

    return tuple(
        Cell(
            date.fromordinal(day),
            product,
            {_PARTS[place]: amount(fen, origin, filler) for place, fen, origin, filler in amounts},
            campaign,
            *numbers,
        )
        for day, product, campaign, *numbers, amounts in rows
    )
