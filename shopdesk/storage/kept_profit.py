"""Months of profit as kept answers (:mod:`shopdesk.storage.kept_answers`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from shopdesk.domain.ledger.parts import Amount, Cell, Origin, Part
from shopdesk.domain.ledger.profit_facts import UnknownOrder
from shopdesk.domain.periods import Period
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import PROFIT, PROFIT_CELLS


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


def key(period: Period) -> str:
    """Under what a month, as it is cut, is kept."""
    return f"{period.start}/{period.end}"


def read(connection: Connection, store_id: int, period: Period, asked: Period) -> KeptMonth | None:
    """A kept month, ``None`` where it is none; of one that is asked for in part only the cells of that part."""
    whole = asked.start <= period.start and period.end <= asked.end

    def month(value: list[Any]) -> KeptMonth:
        days, products, unknown, titles, campaigns = value
        orders = tuple(UnknownOrder(date.fromordinal(day), number, fen) for day, number, fen in unknown)
        sums = (_cells(days), _cells(products)) if whole else ((), ())
        return KeptMonth(period, *sums, (), orders, dict(titles), dict(campaigns))

    def part(rows: list[list[Any]]) -> tuple[Cell, ...]:
        first, last = asked.start.toordinal(), asked.end.toordinal()
        return _cells(row for row in rows if first <= row[0] <= last)

    found = kept_answers.find(connection, PROFIT, store_id, key(period), month)
    if found is None or whole:
        return found
    cells = kept_answers.find(connection, PROFIT_CELLS, store_id, key(period), part)
    return None if cells is None else replace(found, cells=cells)


def keep(connection: Connection, store_id: int, kept: KeptMonth) -> None:
    """Keep a month that was reckoned within this transaction, in the place of what was kept of it."""
    unknown = [[one.day.toordinal(), one.order_no, one.fen] for one in kept.unknown]
    month = [_plain(kept.days), _plain(kept.products), unknown, kept.titles, kept.campaigns]
    kept_answers.keep(connection, PROFIT, store_id, key(kept.period), month)
    kept_answers.keep(connection, PROFIT_CELLS, store_id, key(kept.period), _plain(kept.cells))


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
