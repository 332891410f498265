"""What the owner knows about costs: unit costs, couriers' prices, and costs with a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.couriers import ALWAYS, CourierBook, CourierChoice, CourierRate
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class CostKind(StrEnum):
    """What a cost with a day is for."""

    RENT = "rent"
    SOFTWARE = "software"
    PEOPLE = "people"
    ADS = "ads"
    FREIGHT = "freight"
    PACKING = "packing"
    OTHER = "other"


class Rhythm(StrEnum):
    """How often a cost comes."""

    MONTHLY = "monthly"
    ONCE = "once"
    PER_PARCEL = "per_parcel"


COST_KIND_NAMES: dict[CostKind, Text] = {
    CostKind.RENT: Text("Rent"),
    CostKind.SOFTWARE: Text("Software"),
    CostKind.PEOPLE: Text("People outside the payroll"),
    CostKind.ADS: Text("Ads without a report"),
    CostKind.FREIGHT: Text("Freight"),
    CostKind.PACKING: Text("Packing"),
    CostKind.OTHER: Text("Other costs"),
}

RHYTHM_NAMES: dict[Rhythm, Text] = {
    Rhythm.MONTHLY: Text("every month"),
    Rhythm.ONCE: Text("once"),
    Rhythm.PER_PARCEL: Text("for each parcel"),
}

PART_OF: dict[CostKind, Part] = {
    CostKind.RENT: Part.RENT_AND_OTHER,
    CostKind.SOFTWARE: Part.RENT_AND_OTHER,
    CostKind.PEOPLE: Part.PEOPLE,
    CostKind.ADS: Part.ADS,
    CostKind.FREIGHT: Part.FREIGHT,
    CostKind.PACKING: Part.FREIGHT,
    CostKind.OTHER: Part.RENT_AND_OTHER,
}
"""The part of profit that a kind of cost belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCost(Kept):
    """What one piece of a product costs from a day on.

    It is said for a product, for a SKU of it (``variant``, as the sub-order report words it) or for a merchant code.
    ``sellable``: the share of pieces of cancelled sales that came back fit to be sold again; ``None`` was not said and
    counts as all of them. ``weight_grams`` is what a courier weighs.
    """

    store_id: int
    product_id: str = ""
    variant: str = ""
    merchant_code: str = ""
    title: str = ""
    cost_fen: int
    valid_from: date = ALWAYS
    sellable: Decimal | None = None
    weight_grams: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCost(Kept):
    """A cost that no file states: every month, once, or for each parcel.

    ``last_day`` ends a monthly cost or one for each parcel. A cost that comes once counts on its first day, or is
    spread evenly over the days up to its last one (a year's rent paid ahead).
    """

    store_id: int
    kind: CostKind
    rhythm: Rhythm = Rhythm.MONTHLY
    amount_fen: int
    first_day: date
    last_day: date | None = None
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        last = self.first_day if self.rhythm is Rhythm.ONCE and self.last_day is None else self.last_day
        return self.first_day <= day and (last is None or day <= last)

    def of_day(self, day: date) -> int:
        """What it comes to on one day, in fen, without what depends on parcels.

        A month's amount is shared over all days of that month to the fen, so that a month that is wholly in force
        costs exactly its amount, and part of one costs its days.
        """
        if self.rhythm is Rhythm.PER_PARCEL or not self.holds(day):
            return 0
        if self.rhythm is Rhythm.ONCE:
            return daily_part(self.amount_fen, Period(self.first_day, self.last_day or self.first_day), day)
        return daily_part(self.amount_fen, month_of(day), day)


def daily_part(fen: int, period: Period, day: date) -> int:
    """The share of one day in an amount for a span of days; all days of the span add up to it, to the fen."""
    # The largest remainder of equal weights: the first days get the fen that are left over.
    whole, rest = divmod(abs(fen), period.length)
    part = whole + ((day - period.start).days < rest)
    return part if fen >= 0 else -part


def check_unit_cost(cost: UnitCost) -> None:
    """Refuse a unit cost that speaks of nothing.

    Raises:
        UserError: it names neither product nor merchant code, or a SKU without its product.
    """
    if not cost.product_id and not cost.merchant_code:
        raise UserError(Text("Say which product it is: its number or its merchant code."))
    if cost.variant and not cost.product_id:
        raise UserError(Text("A SKU belongs to a product. Enter the product's number, too."))


def check_dated_cost(cost: DatedCost) -> None:
    """Refuse a cost whose parts contradict each other.

    Raises:
        UserError: it ends before it begins, or a kind that has nothing to do with parcels is said for each of them.
    """
    if cost.last_day is not None and cost.last_day < cost.first_day:
        raise UserError(Text("It ends before it begins. Correct one of the two days."))
    if cost.rhythm is Rhythm.PER_PARCEL and PART_OF[cost.kind] is not Part.FREIGHT:
        raise UserError(Text("Only freight and packing can be said for each parcel."))


class CostBook:
    """All costs of a store, looked up by product, parcel and day."""

    def __init__(
        self,
        units: Iterable[UnitCost] = (),
        couriers: Iterable[CourierRate] = (),
        dated: Iterable[DatedCost] = (),
        choices: Iterable[CourierChoice] = (),
    ) -> None:
        """Look up among these."""
        self.dated = tuple(dated)
        self._units: dict[tuple[str, str, str], list[UnitCost]] = {}
        for cost in sorted(units, key=lambda one: one.valid_from, reverse=True):
            code = "" if cost.product_id else cost.merchant_code
            self._units.setdefault((cost.product_id, cost.variant, code), []).append(cost)
            if cost.product_id and cost.merchant_code and not cost.variant:
                # A line with both says it of that code of that product; it must not speak for other codes of it.
                self._units[(cost.product_id, "", "")].remove(cost)
                self._units.setdefault((cost.product_id, "", cost.merchant_code), []).append(cost)
        self.couriers = CourierBook(couriers, choices)
        self._by_parcel = [cost for cost in self.dated if cost.rhythm is Rhythm.PER_PARCEL]
        self._running = [cost for cost in self.dated if cost.rhythm is not Rhythm.PER_PARCEL]
        # Thousands of parcels leave on one day.
        self._parcels: dict[date, tuple[int | None, int]] = {}

    def unit(self, product_id: str, variant: str, merchant_code: str, day: date) -> UnitCost | None:
        """The unit cost of what was sold on a day: of its SKU, else its merchant code, else its product.

        Of several that hold the newest counts; one that begins later than the day says nothing about it.
        """
        wanted = []
        if product_id and variant:
            wanted.append((product_id, variant, ""))
        if merchant_code:
            wanted += [(product_id, "", merchant_code)] if product_id else []
            wanted.append(("", "", merchant_code))
        if product_id:
            wanted.append((product_id, "", ""))
        for key in wanted:
            for cost in self._units.get(key, ()):
                if cost.valid_from <= day:
                    return cost
        return None

    def parcel(self, province: str | None, grams: int | None, day: date) -> int | None:
        """Freight and packing of one parcel in fen; ``None`` where no freight is known for the day.

        The chosen courier's price goes before a price for each parcel. A weight that nobody entered counts as the first
        step. A monthly sum for freight makes the single parcel cost nothing more than its packing.
        """
        found = self.couriers.freight(province, grams, day)
        if day not in self._parcels:
            self._parcels[day] = self._typed_parcel(day)
        freight, packing = self._parcels[day]
        if found is None:
            found = freight
        return None if found is None else found + packing

    def _typed_parcel(self, day: date) -> tuple[int | None, int]:
        """Freight of a parcel of a day where no table says it, and its packing."""
        priced = [cost for cost in self._by_parcel if cost.holds(day)]
        freight = [cost.amount_fen for cost in priced if cost.kind is CostKind.FREIGHT]
        packing = sum(cost.amount_fen for cost in priced if cost.kind is CostKind.PACKING)
        if freight:
            return sum(freight), packing
        monthly = any(cost.kind is CostKind.FREIGHT and cost.holds(day) for cost in self._running)
        return 0 if monthly else None, packing

    def of_day(self, part: Part, day: date) -> int | None:
        """What dated costs of a part come to on a day; ``None`` where none of them holds on it."""
        found = [cost.of_day(day) for cost in self._running if PART_OF[cost.kind] is part and cost.holds(day)]
        return sum(found) if found else None
