"""Provinces against weights: what each courier takes, the cheapest of each weight marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from shopdesk.domain.ledger.couriers import Cheapest, CourierRate, weight_text
from shopdesk.domain.money import format_yuan
from shopdesk.domain.provinces import EVERYWHERE
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme
    from shopdesk.services.ledger.couriers import CourierBoard

NAME = "setup.couriers.table"
_BEST = "✓"
_FIRST = 3
"""So many columns stand before the prices."""


@dataclass(frozen=True, slots=True)
class Row:
    """A province with what each courier takes for each weight, ``None`` without a price, and who is cheapest."""

    place: str
    orders: int
    chosen: str | None
    own_choice: bool
    prices: dict[tuple[int, str], int | None]
    cheapest: dict[int, Cheapest | None]
    lines: dict[str, CourierRate | None]

    @property
    def id(self) -> str:
        """What it is known by when the rows come anew."""
        return self.place


def rows_of(board: CourierBoard, weights: Sequence[int], day: date) -> list[Row]:
    """All rows of a board on a day."""
    book = board.book
    return [
        Row(
            place,
            board.orders_to(place),
            book.chosen(place, day),
            len(book.couriers) > 1 and place != EVERYWHERE and book.own_choice(place, day) is not None,
            {(grams, one): book.price(one, place, grams, day) for grams in weights for one in book.couriers},
            {grams: book.cheapest(place, grams, day) for grams in weights},
            {one: book.line(one, place, day) for one in book.couriers},
        )
        for place in board.places
    ]


def place_text(place: str) -> str:
    """A province as it is shown."""
    return place or tr("all others", context="provinces")


def courier_text(courier: str) -> str:
    """A courier as it is shown."""
    return courier or tr("without a name", context="courier")


class CourierTable(RecordTable):
    """A table for these couriers and weights; others need another one."""

    def __init__(self, theme: Theme, couriers: Sequence[str], weights: Sequence[int]) -> None:
        """Without rows."""
        self.couriers, self.weights = tuple(couriers), tuple(weights)
        self._good = theme.good
        columns: list[Column[Row]] = [
            Column(tr("Province"), lambda row: row.place, said=lambda row: place_text(row.place), name="place",
                   order=lambda place: place),
            Column(tr("Orders"), lambda row: row.orders or None, numeric=True, name="orders",
                   header_tip=tr("Paid in the last 90 days")),
            Column(tr("Ships with"), lambda row: row.chosen, said=_chosen, name="chosen"),
        ]  # fmt: skip
        columns += [self._column(grams, one) for grams in self.weights for one in self.couriers]
        super().__init__(RecordTableModel(columns), NAME, tr("Prices by province and weight"))

    def _column(self, grams: int, courier: str) -> Column[Row]:
        weight = weight_text(grams)
        return Column(
            weight if len(self.couriers) == 1 else f"{weight} · {courier_text(courier)}",
            lambda row: row.prices[grams, courier],
            said=partial(self._said, grams, courier),
            numeric=True,
            ink=lambda row: self._good if self._is_best(grams, courier, row) else None,
            header_tip=tr("What {courier} takes for a parcel up to {weight}, in yuan",
                          courier=courier_text(courier), weight=weight),
            tip=partial(self._tip, grams, courier),
            name=f"{grams}.{courier}",
        )  # fmt: skip

    def _is_best(self, grams: int, courier: str, row: Row) -> bool:
        found = row.cheapest[grams]
        return len(self.couriers) > 1 and found is not None and courier in found.couriers

    def _said(self, grams: int, courier: str, row: Row) -> str | None:
        line, price = row.lines[courier], row.prices[grams, courier]
        if line is not None and line.unserved:
            return tr("not served")
        if price is None:
            return None
        # A sign beside the colour: whoever sees no colours reads it, too.
        return f"{_BEST} {format_yuan(price)}" if self._is_best(grams, courier, row) else format_yuan(price)

    def _tip(self, grams: int, courier: str, row: Row) -> str:
        line, price, best = row.lines[courier], row.prices[grams, courier], row.cheapest[grams]
        if line is None or line.unserved or price is None or best is None:
            return "" if line is None or line.unserved else tr("The list of this courier ends below this weight.")
        since = tr("holds from {day}", day=line.valid_from)
        if price == best.fen:
            return since
        more = tr("{more} yuan more than {courier}", more=format_yuan(price - best.fen),
                  courier=in_a_row([courier_text(one) for one in best.couriers]))  # fmt: skip
        return f"{more}; {since}"

    @property
    def line(self) -> CourierRate | None:
        """The line of the list that the cell under the cursor was read from."""
        row, column = self.current(), self.currentIndex().column() - _FIRST
        if row is None or not self.couriers:
            return None
        courier = self.couriers[column % len(self.couriers)] if column >= 0 else row.chosen
        return row.lines.get(courier) if courier is not None else None

    @property
    def courier(self) -> str | None:
        """The courier whose column the cursor is in; else the one of the row."""
        row, column = self.current(), self.currentIndex().column() - _FIRST
        if column >= 0 and self.couriers:
            return self.couriers[column % len(self.couriers)]
        return row.chosen if row is not None else None


def _chosen(row: Row) -> str | None:
    if row.chosen is None:
        return tr("not chosen")
    name = courier_text(row.chosen)
    return tr("{courier} (own choice)", courier=name) if row.own_choice else name
