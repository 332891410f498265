"""What parcels cost where a store's orders go: the mean over provinces by their orders, and the dearest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from shopdesk.domain.ledger.costs import CostBook
from shopdesk.domain.ledger.couriers import weight_text
from shopdesk.domain.money import format_yuan, round_half_up
from shopdesk.domain.provinces import EVERYWHERE, province_of
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class ParcelCost:
    """What a parcel of ``grams`` costs on ``day``, freight and packing, in fen.

    ``mean_fen`` is over the orders whose province has a price, ``counted`` of them; without any orders it is the price
    to all other provinces. ``dearest`` is the province with the highest price among them. ``unpriced`` are the
    provinces of orders without a price, the most orders first. ``grams`` is ``None`` where no weight is known: the
    price of the first weight counts then.
    """

    day: date
    grams: int | None
    mean_fen: int
    counted: int = 0
    dearest: tuple[str, int] | None = None
    unpriced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParcelGrounds:
    """What the cost of a parcel is reckoned from.

    ``orders`` are those of the last 90 days by province, empty for orders that name none.
    """

    day: date
    costs: CostBook = field(default_factory=CostBook)
    orders: Mapping[str, int] = field(default_factory=dict)

    def parcel(self, product: str, pieces: int = 1) -> ParcelCost | None:
        """What a parcel with so many pieces of a product costs; ``None`` where no courier's price holds on the day.

        What depends on no courier (a price for each parcel, a monthly sum) answers nothing here: it says no more about
        one product than about another, and whoever enters it knows it.
        """
        # One that reports know by its merchant code alone has no number.
        unit = self.costs.unit(product, "", "", self.day) or self.costs.unit("", "", product, self.day)
        grams = None if unit is None or unit.weight_grams is None else unit.weight_grams * pieces
        known: list[tuple[str, int, int]] = []
        unpriced: list[str] = []
        for province, count in sorted(self.orders.items(), key=lambda one: (-one[1], one[0])):
            fen = self._fen(province, grams)
            if fen is None:
                unpriced.append(province)
            else:
                known.append((province, count, fen))
        if not known:
            anywhere = self._fen(EVERYWHERE, grams)
            return None if anywhere is None else ParcelCost(self.day, grams, anywhere, unpriced=tuple(unpriced))
        counted = sum(count for _place, count, _fen in known)
        mean = round_half_up(Decimal(sum(count * fen for _place, count, fen in known)) / counted)
        place, _count, most = max(known, key=lambda one: one[2])
        return ParcelCost(self.day, grams, mean, counted, (place, most), tuple(unpriced))

    def _fen(self, province: str, grams: int | None) -> int | None:
        if self.costs.couriers.freight(province, grams, self.day) is None:
            return None
        return self.costs.parcel(province, grams, self.day)


def parcel_words(cost: ParcelCost) -> list[Text]:
    """What a cost of parcels stands on."""
    said = [
        Text("A parcel of {weight} costs {price} yuan by the couriers' prices of {day}, packing in it.",
             weight=weight_text(cost.grams), price=format_yuan(cost.mean_fen), day=cost.day)
        if cost.grams is not None
        else Text("A parcel costs {price} yuan by the couriers' prices of {day}, packing in it. The weight is "
                  "not entered: the first one counts.", price=format_yuan(cost.mean_fen), day=cost.day)
    ]  # fmt: skip
    if cost.dearest is None:
        said.append(
            Text("No order of the last 90 days says where parcels go: the price is that to all other provinces.")
        )
    else:
        place, fen = cost.dearest
        said.append(
            Text(
                "That is the mean over {count} orders of the last 90 days; dearest: {province}, {price} yuan.",
                count=f"{cost.counted:,}",
                province=(province_of(place) or place) or Text("orders without a province"),
                price=format_yuan(fen),
            )
        )
    if cost.unpriced:
        first = cost.unpriced[0]
        named = Text("orders without a province") if first == EVERYWHERE else province_of(first) or first
        said.append(
            Text("{province} and {count} more have no price; their parcels are not in it.",
                 province=named, count=len(cost.unpriced) - 1)
            if len(cost.unpriced) > 1
            else Text("{province} has no price; its parcels are not in it.", province=named)
        )  # fmt: skip
    return said
