"""Who is the best supplier by the owner's own weights, and who is the cheapest for so many pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.money import ratio
from shopdesk.domain.setup.suppliers import SupplierPrice

Points = Mapping[tuple[int, str], int]
"""Points by supplier and term; what is not judged is not in it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with what to ask for and its weight; 0 counts for nothing. ``own``: the owner added it."""

    code: str
    title: str
    ask: str
    weight: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """How good a supplier is in all.

    Attributes:
        mean: the weighted mean of the points of the terms that are judged, 0 to 5; ``None`` where none is.
        missing: the terms that count and are not judged, in their order.
    """

    mean: Decimal | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The suppliers with the best total, and what keeps that from being sure.

    Attributes:
        best: by id, several where they are equal; empty where nobody is judged.
        missing: of each of these, the terms that were judged of somebody else and not of them.
    """

    best: tuple[int, ...]
    missing: Mapping[int, tuple[str, ...]]

    @property
    def sure(self) -> bool:
        """Whether those in front were judged on everything that anybody was judged on."""
        return bool(self.best) and not any(self.missing.values())


def total(terms: Sequence[Term], supplier: int, points: Points) -> Total:
    """A supplier's total: sum of weight x points over sum of weights, of the terms that are judged.

    A term that nobody asked about counts neither for nor against; which ones they are stands beside it.
    """
    counting = [term for term in terms if term.weight]
    judged = [term for term in counting if (supplier, term.code) in points]
    reached = sum(term.weight * points[supplier, term.code] for term in judged)
    return Total(
        ratio(reached, sum(term.weight for term in judged)),
        tuple(term.code for term in counting if term not in judged),
    )


def verdict(terms: Sequence[Term], suppliers: Sequence[int], points: Points) -> Verdict:
    """Whose total is the highest."""
    totals = {one: total(terms, one, points) for one in suppliers}
    means = [found.mean for found in totals.values() if found.mean is not None]
    if not means:
        return Verdict((), {})
    best = tuple(one for one, found in totals.items() if found.mean == max(means))
    asked = {code for _one, code in points}
    return Verdict(best, {one: tuple(code for code in totals[one].missing if code in asked) for one in best})


def best_of(term: str, suppliers: Iterable[int], points: Points) -> frozenset[int]:
    """Who has the most points of a term, where at least two are judged and not all are equal."""
    found = {one: points[one, term] for one in suppliers if (one, term) in points}
    if len(found) < 2 or len(set(found.values())) == 1:
        return frozenset()
    return frozenset(one for one, reached in found.items() if reached == max(found.values()))


@dataclass(frozen=True, slots=True)
class Offer:
    """What a supplier asks for a piece; ``price_fen`` is ``None`` below the first step, which ``lowest`` names."""

    price_fen: int | None
    lowest: int


def offers(prices: Iterable[SupplierPrice], goods: str, pieces: int) -> dict[int, Offer]:
    """What each supplier that offers the goods asks for a piece when so many are ordered at once, by id.

    The step that holds is the last one that begins at or below ``pieces``.
    """
    found: dict[int, Offer] = {}
    begun: dict[int, int] = {}
    for one in prices:
        if one.called != goods:
            continue
        known = found.get(one.supplier_id)
        lowest = min(one.from_pieces, known.lowest) if known is not None else one.from_pieces
        price = known.price_fen if known is not None else None
        if begun.get(one.supplier_id, 0) < one.from_pieces <= pieces:
            begun[one.supplier_id], price = one.from_pieces, one.price_fen
        found[one.supplier_id] = Offer(price, lowest)
    return found


def cheapest(found: Mapping[int, Offer]) -> frozenset[int]:
    """Who asks least, where at least two name a price."""
    named = {one: offer.price_fen for one, offer in found.items() if offer.price_fen is not None}
    if len(named) < 2:
        return frozenset()
    least = min(named.values())
    return frozenset(one for one, price in named.items() if price == least)
