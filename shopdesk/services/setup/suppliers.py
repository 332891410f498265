"""Suppliers set side by side: what each says to every term, who is best by the owner's weights, who is cheapest."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.supplier_choice import Term, Total, Verdict, total, verdict
from shopdesk.domain.setup.suppliers import (
    SUPPLIER,
    SUPPLIER_PRICE,
    SUPPLIER_TERM,
    TERM_WEIGHT,
    USUAL_WEIGHT,
    Supplier,
    SupplierFile,
    SupplierPrice,
    SupplierTerm,
    TermWeight,
    check_chosen,
    check_price,
)
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick
from shopdesk.services.kept_files import FilesOf, KeptFiles
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import product_titles
from shopdesk.storage.repositories.suppliers import (
    SupplierFiles,
    SupplierPrices,
    Suppliers,
    SupplierTerms,
    TermWeights,
)

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_OWN = "own-"
_MOST_OWN = 30


@dataclass(frozen=True, slots=True)
class SupplierBoard:
    """Everything that the page shows.

    Attributes:
        suppliers: as they were entered.
        terms: the shipped ones in the language in use, and behind them the owner's own.
        said: what a supplier says to a term, by both.
        totals: by supplier.
        verdict: who is best.
        prices: each supplier's steps by goods, from the lowest.
        goods: what prices are of: by number or name, what it is called.
        files: the papers, oldest first.
    """

    suppliers: tuple[Supplier, ...]
    terms: tuple[Term, ...]
    said: Mapping[tuple[int, str], SupplierTerm]
    totals: Mapping[int, Total]
    verdict: Verdict
    prices: tuple[SupplierPrice, ...]
    goods: Mapping[str, str]
    files: tuple[SupplierFile, ...]

    @property
    def points(self) -> dict[tuple[int, str], int]:
        """The points that were given, by supplier and term."""
        return points_of(self.said)

    def title_of(self, code: str) -> str:
        """What a term is called."""
        return next((term.title for term in self.terms if term.code == code), code)


_FILES: FilesOf[Supplier, SupplierFile] = FilesOf(
    Suppliers,
    SupplierFiles,
    lambda supplier, told: SupplierFile(store_id=supplier.store_id, supplier_id=supplier.id or 0, **told),
    lambda _supplier, names: Text("{count} papers of a supplier kept", count=len(names)),
    lambda name: Text("{file} taken off a supplier", file=name),
)


class SupplierService:
    """Keeps suppliers and sets them side by side; ``files`` are their papers."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self.files = KeptFiles(ctx, _FILES)

    @one_read
    def board(self, store_id: int) -> SupplierBoard:
        """All suppliers of a store."""
        with self._ctx.read() as uow:
            suppliers = uow.repository(Suppliers).of_store(store_id)
            terms = _terms(uow.repository(TermWeights).of_store(store_id))
            known = {term.code for term in terms}
            answers = uow.repository(SupplierTerms).of_store(store_id)
            prices = uow.repository(SupplierPrices).of_store(store_id)
            files = uow.repository(SupplierFiles).of_store(store_id)
            titles = (
                product_titles.product_titles(uow.connection, store_id) if any(one.product_id for one in prices) else {}
            )
        said = {(one.supplier_id, one.term): one for one in answers if one.term in known}
        ids, points = [one.id or 0 for one in suppliers], points_of(said)
        return SupplierBoard(
            suppliers=tuple(suppliers),
            terms=terms,
            said=said,
            totals={one: total(terms, one, points) for one in ids},
            verdict=verdict(terms, ids, points),
            prices=tuple(sorted(prices, key=lambda one: (one.supplier_id, one.called, one.from_pieces))),
            goods={one.called: one.goods or titles.get(one.product_id, one.product_id) for one in prices},
            files=tuple(files),
        )

    # Suppliers --------------------------------------------------------------------------------------------------------

    def keep(self, supplier: Supplier) -> Supplier:
        """Keep a new or changed supplier.

        Raises:
            UserError: a field is outside its limits, a choice has no reason, or there is one of that name.
        """
        supplier = SUPPLIER.tidy(supplier)
        check_chosen(supplier, self._ctx.clock.today())
        with self._ctx.open_uow(Text("Supplier “{name}” kept", name=supplier.name)) as uow:
            suppliers = uow.repository(Suppliers)
            kept = suppliers.update(supplier) if supplier.id is not None else suppliers.add(supplier)
            uow.commit()
        return kept

    def remove(self, supplier: Supplier) -> None:
        """Take a supplier away with everything that was written down; one undo brings all of it back."""
        with self._ctx.open_uow(Text("Supplier “{name}” removed", name=supplier.name)) as uow:
            for kind in (SupplierTerms, SupplierPrices, SupplierFiles):
                rows: Any = uow.repository(kind)
                for row in rows.of(supplier.id or 0):
                    rows.remove(row)
            uow.repository(Suppliers).remove(supplier)
            uow.commit()

    # Terms ------------------------------------------------------------------------------------------------------------

    def tell(self, supplier_id: int, term: str, **changed: Any) -> None:
        """Write down what a supplier says to a term (``said``) or how good that is (``points``); empty takes it away.

        Raises:
            UserError: a field is outside its limits, or the term is gone.
            NotFound: the supplier is gone.
        """
        with self._ctx.open_uow(Text("")) as uow:
            supplier = uow.repository(Suppliers).get(supplier_id)
            terms = _terms(uow.repository(TermWeights).of_store(supplier.store_id))
            title = next((one.title for one in terms if one.code == term), None)
            if title is None:
                raise UserError(Text("This term was removed meanwhile."))
            uow.reason = Text("“{name}”: {term}", name=supplier.name, term=title)
            answers = uow.repository(SupplierTerms)
            old = next((one for one in answers.of(supplier_id) if one.term == term), None)
            fresh = SUPPLIER_TERM.tidy(
                replace(
                    old or SupplierTerm(store_id=supplier.store_id, supplier_id=supplier_id, term=term), **changed
                )
            )  # fmt: skip
            if not fresh.said and fresh.points is None:
                if old is not None:
                    answers.remove(old)
            elif old is None:
                answers.add(fresh)
            elif fresh != old:
                answers.update(fresh)
            uow.commit()

    def weigh(self, store_id: int, term: str, weight: int | None) -> None:
        """Say how much a term counts, 0 to 9; nothing means as usual.

        Raises:
            UserError: it is outside these limits.
        """
        value = USUAL_WEIGHT if weight is None else weight
        with self._ctx.open_uow(Text("")) as uow:
            rows = uow.repository(TermWeights)
            kept = rows.of_store(store_id)
            title = next((one.title for one in _terms(kept) if one.code == term), term)
            uow.reason = Text("Weight of “{term}”", term=title)
            old = next((one for one in kept if one.term == term), None)
            fresh = TERM_WEIGHT.tidy(replace(old or TermWeight(store_id=store_id, term=term), weight=value))
            if old is None:
                rows.add(fresh)
            elif fresh != old:
                rows.update(fresh)
            uow.commit()

    def add_term(self, own: TermWeight) -> TermWeight:
        """Add a term of the owner's own.

        Raises:
            UserError: it has no name or one that is there, or there are thirty already.
        """
        own = TERM_WEIGHT.tidy(own)
        with self._ctx.open_uow(Text("Term “{term}” added", term=own.title)) as uow:
            rows = uow.repository(TermWeights)
            kept = rows.of_store(own.store_id)
            if not own.title or any(one.title == own.title for one in _terms(kept)):
                raise UserError(Text("Give the term a name that no other term has."))
            if sum(bool(one.title) for one in kept) >= _MOST_OWN:
                raise UserError(Text("{count} own terms are enough: remove one first.", count=_MOST_OWN))
            added = rows.add(replace(own, term=f"{_OWN}{uuid4().hex[:12]}"))
            uow.commit()
        return added

    def remove_term(self, store_id: int, term: str) -> None:
        """Take an own term away with what was said to it; it can be undone.

        Raises:
            UserError: it ships with the program; its weight may be 0.
        """
        with self._ctx.open_uow(Text("")) as uow:
            rows, answers = uow.repository(TermWeights), uow.repository(SupplierTerms)
            own = next((one for one in rows.of_store(store_id) if one.term == term and one.title), None)
            if own is None:
                raise UserError(Text("This term ships with the program. Give it the weight 0 if it does not count."))
            uow.reason = Text("Term “{term}” removed", term=own.title)
            for one in answers.of_store(store_id):
                if one.term == term:
                    answers.remove(one)
            rows.remove(own)
            uow.commit()

    # Prices and papers ------------------------------------------------------------------------------------------------

    def keep_price(self, price: SupplierPrice) -> SupplierPrice:
        """Keep a new or changed price step.

        Raises:
            UserError: a field is outside its limits, nothing is named, or there is such a step.
        """
        price = SUPPLIER_PRICE.tidy(price)
        check_price(price)
        with self._ctx.open_uow(Text("")) as uow:
            name = uow.repository(Suppliers).get(price.supplier_id).name
            uow.reason = Text("Price of “{name}” kept", name=name)
            prices = uow.repository(SupplierPrices)
            kept = prices.update(price) if price.id is not None else prices.add(price)
            uow.commit()
        return kept

    def remove_price(self, price: SupplierPrice) -> None:
        """Take a price step away; it can be undone."""
        with self._ctx.open_uow(Text("Price of a supplier removed")) as uow:
            uow.repository(SupplierPrices).remove(price)
            uow.commit()


def points_of(said: Mapping[tuple[int, str], SupplierTerm]) -> dict[tuple[int, str], int]:
    """The points among what was said."""
    return {key: one.points for key, one in said.items() if one.points is not None}


@cache
def _shipped() -> tuple[dict[str, Any], ...]:
    text = paths.resource("templates/setup/supplier_terms.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["term"])


def _terms(kept: Sequence[TermWeight]) -> tuple[Term, ...]:
    weights = {one.term: one.weight for one in kept}
    shipped = [
        Term(one["code"], pick(*one["title"]), pick(*one["ask"]), weights.get(one["code"], USUAL_WEIGHT))
        for one in _shipped()
    ]
    return (*shipped, *(Term(one.term, one.title, "", one.weight, own=True) for one in kept if one.title))
