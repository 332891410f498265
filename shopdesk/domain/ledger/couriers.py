"""What couriers take for a parcel: their prices by province and weight, which of them a store ships with, the cheapest.

One rule answers what a parcel costs (:meth:`CourierBook.freight`): the price of that day of the courier that the store
has chosen for the province. Profit, prices of campaigns and forecasts ask it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.provinces import EVERYWHERE, place_key
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text
from shopdesk.domain.typed import narrow, read_number, read_yuan

ALWAYS = date(2000, 1, 1)
"""The day from which a cost holds unless the owner says another: before any store."""

HEAVIEST = 10_000_000
"""Grams; nobody weighs more."""

_UNITS = {"kg": 1000, "公斤": 1000, "千克": 1000, "斤": 500, "市斤": 500, "g": 1, "克": 1}
_WEIGHT = r"([0-9.,]+)\s*(kg|公斤|千克|市斤|斤|g|克)"
_STEP = rf"{_WEIGHT}\s*[:=\s]\s*(\S+)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierRate(Kept):
    """What a courier takes to a province from a day on; an empty province stands for all that have no line of theirs.

    The first ``first_grams`` cost ``first_fen``; a parcel up to one of the ``steps`` costs what that says in all;
    beyond the last of them every begun ``next_grams`` cost ``next_fen`` more. ``next_fen`` is ``None`` where the list
    ends there: what a heavier parcel costs is not known. ``unserved``: the courier does not go there, for no price.
    """

    store_id: int
    province: str = EVERYWHERE
    first_grams: int = 1000
    first_fen: int | None = None
    steps: str = ""
    next_grams: int = 1000
    next_fen: int | None = 0
    valid_from: date = ALWAYS
    courier: str = ""
    unserved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierChoice(Kept):
    """With which courier the store ships to a province from a day on; without one: wherever no other is chosen."""

    store_id: int
    province: str = EVERYWHERE
    courier: str = ""
    valid_from: date = ALWAYS


def read_weight(written: str) -> int | None:
    """Grams of a weight with its unit (``1kg``, ``0.5公斤``, ``500g``); ``None`` for what is none."""
    found = re.fullmatch(_WEIGHT, narrow(written).casefold())
    return None if found is None else _grams(found[1], found[2])


def _grams(number: str, unit: str) -> int | None:
    value = read_number(number)
    grams = None if value is None else value * _UNITS[unit]
    if grams is None or grams != grams.to_integral_value() or not 0 < grams <= HEAVIEST:
        return None
    return int(grams)


def weight_text(grams: int) -> str:
    """A weight as it is written: ``500 g``, ``1.5 kg``."""
    if grams < 1000:
        return f"{grams} g"
    whole, rest = divmod(grams, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".") + " kg"


@cache
def read_steps(written: str) -> tuple[tuple[int, int], ...]:
    """Weight and price in all of each step, in grams and fen, the lightest first.

    Raises:
        UserError: it is not written like ``2kg 4.50; 3kg 5.50``, or a heavier parcel would cost less.
    """
    steps = []
    for part in filter(None, (one.strip() for one in re.split(r"[;；\n]", written))):
        found = re.fullmatch(_STEP, narrow(part).casefold())
        grams = None if found is None else _grams(found[1], found[2])
        fen = None if found is None else read_yuan(found[3])
        if grams is None or fen is None or fen < 0:
            raise UserError(
                Text("“{step}” is no weight with its price. Write each like 2kg 4.50, with ; between them.", step=part)
            )
        steps.append((grams, fen))
    return tuple(sorted(steps))


def steps_text(steps: Iterable[tuple[int, int]]) -> str:
    """Steps as they are kept and shown."""
    return "; ".join(f"{weight_text(grams).replace(' ', '')} {format_yuan(fen, grouped=False)}" for grams, fen in steps)


def checked_rate(rate: CourierRate) -> CourierRate:
    """A line as it is kept.

    Raises:
        UserError: it says neither a price nor that the courier does not go there, or both; a step cannot be read, is
            said twice, or lets a heavier parcel cost less.
    """
    steps = read_steps(rate.steps)
    if rate.unserved:
        if rate.first_fen is not None or steps:
            raise UserError(Text("The courier does not go there, so there is no price. Leave one of the two out."))
        return rate
    if rate.first_fen is None:
        raise UserError(Text("Say what the first weight costs, or that the courier does not go there."))
    grams, fen = rate.first_grams, rate.first_fen
    for heavier, dearer in steps:
        if heavier <= grams:
            raise UserError(
                Text("The price up to {weight} is there twice. Leave one of them.", weight=weight_text(heavier))
            )
        if dearer < fen:
            raise UserError(
                Text(
                    "Up to {heavier} it costs {less} yuan, less than the {more} yuan up to {lighter}. Look it up.",
                    heavier=weight_text(heavier),
                    less=format_yuan(dearer),
                    more=format_yuan(fen),
                    lighter=weight_text(grams),
                )
            )
        grams, fen = heavier, dearer
    return replace(rate, steps=steps_text(steps))


def price_by(rate: CourierRate, grams: int | None) -> int | None:
    """What a line asks for a parcel, in fen; ``None`` where it does not go there or its list ends below that weight.

    A weight that nobody entered counts as the first step.
    """
    weight = grams or 0
    if rate.unserved or rate.first_fen is None:
        return None
    last, fen = rate.first_grams, rate.first_fen
    if weight <= last:
        return fen
    for last, fen in _readable(rate.steps):
        if weight <= last:
            return fen
    if rate.next_fen is None:
        return None
    # A step of nothing can only come from outside the program; it costs nothing more.
    steps = -(-(weight - last) // rate.next_grams) if rate.next_grams > 0 else 0
    return fen + steps * rate.next_fen


def _readable(steps: str) -> tuple[tuple[int, int], ...]:
    """The steps of a kept line; what came from outside the program and cannot be read counts as none."""
    try:
        return read_steps(steps) if steps else ()
    except UserError:
        return ()


@dataclass(frozen=True, slots=True)
class Cheapest:
    """Who takes least for a parcel: the couriers, by name, and what they take in fen."""

    couriers: tuple[str, ...]
    fen: int


class CourierBook:
    """All prices and choices of a store, looked up by province, weight and day."""

    def __init__(self, rates: Iterable[CourierRate] = (), choices: Iterable[CourierChoice] = ()) -> None:
        """Look up among these; couriers keep the order of their first lines."""
        rates = tuple(rates)
        self.couriers: tuple[str, ...] = tuple(dict.fromkeys(one.courier for one in rates))
        self._lines: dict[tuple[str, str], list[CourierRate]] = {}
        for rate in sorted(rates, key=lambda one: one.valid_from, reverse=True):
            self._lines.setdefault((rate.courier, place_key(rate.province)), []).append(rate)
        self._choices: dict[str, list[CourierChoice]] = {}
        for choice in sorted(choices, key=lambda one: one.valid_from, reverse=True):
            # One whose courier has no prices any more says nothing.
            if choice.courier in self.couriers:
                self._choices.setdefault(place_key(choice.province), []).append(choice)

    def own_choice(self, province: str, day: date) -> CourierChoice | None:
        """What was chosen for just this province and holds on a day."""
        return next((one for one in self._choices.get(place_key(province), ()) if one.valid_from <= day), None)

    def chosen(self, province: str, day: date) -> str | None:
        """The courier that parcels to a province go with on a day; ``None`` where there are several and none is chosen.

        A store with one courier need not choose.
        """
        if len(self.couriers) == 1:
            return self.couriers[0]
        found = self.own_choice(province, day) or self.own_choice(EVERYWHERE, day)
        return None if found is None else found.courier

    def line(self, courier: str, province: str, day: date) -> CourierRate | None:
        """The courier's line of a province that holds on a day, else that of all other provinces."""
        for place in (place_key(province), EVERYWHERE):
            for rate in self._lines.get((courier, place), ()):
                if rate.valid_from <= day:
                    return rate
        return None

    def price(self, courier: str, province: str, grams: int | None, day: date) -> int | None:
        """What one courier takes for a parcel, in fen; ``None`` where it has no price for it."""
        rate = self.line(courier, province, day)
        return None if rate is None else price_by(rate, grams)

    def freight(self, province: str | None, grams: int | None, day: date) -> int | None:
        """What a parcel costs with the courier chosen for its province, in fen; ``None`` where no price is known.

        A parcel whose province nobody knows counts as one to all other provinces.
        """
        courier = self.chosen(province or EVERYWHERE, day)
        return None if courier is None else self.price(courier, province or EVERYWHERE, grams, day)

    def cheapest(self, province: str, grams: int, day: date) -> Cheapest | None:
        """Who takes least; ``None`` where nobody has a price."""
        prices: Mapping[str, int] = {
            courier: fen for courier in self.couriers if (fen := self.price(courier, province, grams, day)) is not None
        }
        if not prices:
            return None
        least = min(prices.values())
        return Cheapest(tuple(courier for courier, fen in prices.items() if fen == least), least)

    def named(self, day: date) -> tuple[str, ...]:
        """The provinces that any line or choice of that day names, each by the shortest way it is written."""
        found: dict[str, str] = {}
        written = [rate.province for lines in self._lines.values() for rate in lines if rate.valid_from <= day]
        written += [one.province for choices in self._choices.values() for one in choices if one.valid_from <= day]
        for province in sorted(written, key=len):
            if place_key(province):
                found.setdefault(place_key(province), province)
        return tuple(found.values())
