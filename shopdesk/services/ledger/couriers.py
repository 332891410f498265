"""Couriers: their prices by province and weight, which of them the store ships with, and what its parcels cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.cost_nouns import COURIER_CHOICE, COURIER_RATE
from shopdesk.domain.ledger.couriers import ALWAYS, CourierBook, CourierChoice, CourierRate, checked_rate
from shopdesk.domain.ledger.parcel_cost import ParcelGrounds
from shopdesk.domain.provinces import EVERYWHERE, PROVINCES, place_key
from shopdesk.domain.text import Text
from shopdesk.services.ledger.cost_book import read_grounds
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import ledger_profit as queries
from shopdesk.storage.repositories.costs import CourierChoices, CourierRates

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class CourierBoard:
    """All prices and choices, and the orders of the last 90 days by province, empty for orders that name none."""

    today: date
    rates: tuple[CourierRate, ...]
    choices: tuple[CourierChoice, ...]
    orders: Mapping[str, int]

    @cached_property
    def book(self) -> CourierBook:
        """Prices and choices to look up."""
        return CourierBook(self.rates, self.choices)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The provinces that anything is said of or that orders went to, in their usual order; first all others."""
        named = {place_key(one): one for one in (*self.orders, *self.book.named(self.today)) if place_key(one)}
        usual = [one for one in PROVINCES if named.pop(place_key(one), None) is not None]
        return (EVERYWHERE, *usual, *sorted(named.values()))

    def orders_to(self, province: str) -> int:
        """How many of the orders went there."""
        key = place_key(province)
        return sum(count for place, count in self.orders.items() if place_key(place) == key)


class CourierService:
    """Keeps what couriers take."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def board(self, store_id: int) -> CourierBoard:
        """Everything about couriers."""
        with self._ctx.read() as uow:
            today = self._ctx.clock.today()
            return CourierBoard(
                today,
                tuple(uow.repository(CourierRates).of_store(store_id)),
                tuple(uow.repository(CourierChoices).of_store(store_id)),
                dict(queries.parcels_lately(uow.connection, store_id, today)),
            )

    @one_read
    def grounds(self, store_id: int, day: date) -> ParcelGrounds | None:
        """What the cost of parcels is reckoned from on a day; ``None`` where no courier has a price."""
        with self._ctx.read() as uow:
            return read_grounds(uow, store_id, day, self._ctx.clock.today())

    def take(self, rates: Sequence[CourierRate]) -> int:
        """Keep lines of a price list, all of them as one step to undo; gives how many were written.

        Raises:
            UserError: one of them is out of bounds; nothing was kept then.
        """
        if not rates:
            return 0
        with self._ctx.open_uow(Text("Courier prices taken")) as uow:
            for rate in rates:
                put_rate(uow, checked_rate(COURIER_RATE.tidy(rate)))
            uow.commit()
        return len(rates)

    def choose(self, store_id: int, provinces: Iterable[str], courier: str, valid_from: date) -> None:
        """Ship to these provinces with a courier from a day on; what was shipped before keeps its price.

        Raises:
            UserError: the courier has no prices.
        """
        with self._ctx.open_uow(Text("Courier chosen")) as uow:
            if courier not in {one.courier for one in uow.repository(CourierRates).of_store(store_id)}:
                raise UserError(Text("“{courier}” has no prices yet. Enter or paste them first.", courier=courier))
            choices = uow.repository(CourierChoices)
            known = {(place_key(one.province), one.valid_from): one for one in choices.of_store(store_id)}
            for province in provinces:
                begun = CourierChoice(store_id=store_id, province=province, courier=courier, valid_from=valid_from)
                kept, new = known.get((place_key(province), valid_from)), COURIER_CHOICE.tidy(begun)
                if kept is None:
                    choices.add(new)
                elif kept.courier != courier:
                    choices.update(replace(kept, courier=courier))
            uow.commit()

    def as_all_others(self, store_id: int, provinces: Iterable[str]) -> None:
        """Ship to these provinces with whichever courier is chosen for all others: their own choices go."""
        keys = {place_key(one) for one in provinces} - {EVERYWHERE}
        with self._ctx.open_uow(Text("Courier chosen")) as uow:
            choices = uow.repository(CourierChoices)
            for one in choices.of_store(store_id):
                if place_key(one.province) in keys:
                    choices.remove(one)
            uow.commit()

    def rename(self, store_id: int, old: str, new: str) -> None:
        """Call a courier otherwise, in its prices and where it is chosen.

        Raises:
            UserError: the name is too long, or another courier has it.
        """
        new = COURIER_RATE.tidy(CourierRate(store_id=store_id, courier=new)).courier
        with self._ctx.open_uow(Text("Courier renamed")) as uow:
            rates, choices = uow.repository(CourierRates), uow.repository(CourierChoices)
            lines = rates.of_store(store_id)
            if new != old and new in {one.courier for one in lines}:
                raise UserError(Text("There is a courier “{courier}” already. Choose another name.", courier=new))
            for line in lines:
                if line.courier == old:
                    rates.update(replace(line, courier=new))
            for choice in choices.of_store(store_id):
                if choice.courier == old:
                    choices.update(replace(choice, courier=new))
            uow.commit()

    def remove(self, store_id: int, courier: str) -> int:
        """Take a courier away with all of its prices and choices; it can be undone. Gives how many prices went."""
        with self._ctx.open_uow(Text("Courier removed")) as uow:
            rates, choices = uow.repository(CourierRates), uow.repository(CourierChoices)
            gone = [one for one in rates.of_store(store_id) if one.courier == courier]
            for choice in choices.of_store(store_id):
                if choice.courier == courier:
                    choices.remove(choice)
            for rate in gone:
                rates.remove(rate)
            uow.commit()
        return len(gone)


def put_rate(uow: UnitOfWork, rate: CourierRate) -> CourierRate:
    """Keep a line of a courier.

    With the second courier of a store, the first one is chosen for all provinces that have no choice of theirs: prices
    that are entered to be compared change no parcel.
    """
    rates, choices = uow.repository(CourierRates), uow.repository(CourierChoices)
    kept = rates.update(rate) if rate.id is not None else rates.add(rate)
    others = [one.courier for one in rates.of_store(rate.store_id) if one.id != kept.id]
    names = {*others, kept.courier}
    if len(names) < 2:
        return kept
    default = [one for one in choices.of_store(rate.store_id) if not place_key(one.province)]
    if any(one.courier in names for one in default):
        return kept
    always = next((one for one in default if one.valid_from == ALWAYS), None)
    if always is None:
        choices.add(CourierChoice(store_id=rate.store_id, courier=others[0], valid_from=ALWAYS))
    else:
        choices.update(replace(always, courier=others[0]))
    return kept


def usual_courier(rates: Sequence[CourierRate], choices: Sequence[CourierChoice], today: date) -> str:
    """The courier that a line means which names none: the only one, else the one chosen for all other provinces."""
    return CourierBook(rates, choices).chosen(EVERYWHERE, today) or ""
