"""Suppliers on paper: the terms with what each says, three suppliers beside each other, and their price steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.money import decimal_text, format_yuan
from shopdesk.domain.setup.supplier_choice import offers
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr
from shopdesk.reporting.paper_tables import PaperTable, tables_html

if TYPE_CHECKING:
    from shopdesk.domain.setup.suppliers import Supplier
    from shopdesk.services.setup.suppliers import SupplierBoard

_BESIDE = 3


def suppliers_html(board: SupplierBoard, title: str, day: date, verdict: Sequence[str], pieces: int) -> str:
    """The pages: who was chosen and why, the terms, what a piece costs when ``pieces`` are ordered, the price steps."""
    tables = [table for group in _groups(board.suppliers) for table in _tables(board, group, pieces)]
    contacts = [
        tr("{name}: {facts}", name=one.name, facts=" · ".join(part for part in _facts(one) if part))
        for one in board.suppliers
        if any(_facts(one))
    ]
    return tables_html(
        title, [str(day), *verdict, *contacts], tables, [one.note for one in board.suppliers if one.note]
    )


def _facts(one: Supplier) -> tuple[str, ...]:
    return one.goods, one.contact, one.phone, one.city


def _groups(suppliers: Sequence[Supplier]) -> Iterator[Sequence[Supplier]]:
    for first in range(0, len(suppliers), _BESIDE):
        yield suppliers[first : first + _BESIDE]


def _tables(board: SupplierBoard, group: Sequence[Supplier], pieces: int) -> Iterator[PaperTable]:
    numbers = [one.id or 0 for one in group]
    names = [one.name for one in group]
    rows = [[term.title, str(term.weight), *(_cell(board, one, term.code) for one in numbers)] for term in board.terms]
    means = [board.totals[one].mean for one in numbers]
    total = [tr("All together"), "", *(NO_DATA if mean is None else decimal_text(mean) for mean in means)]
    head = [tr("Term", context="supplier"), tr("Weight"), *names]
    yield PaperTable(tr("What each says, with its points"), head, rows, total, texts=len(head))
    found = {code: offers(board.prices, code, pieces) for code in board.goods}
    rows = [
        [board.goods[code], *(_price(by.get(one)) for one in numbers)]
        for code, by in found.items()
        if any(one in by for one in numbers)
    ]
    yield PaperTable(tr("Price, {count} at once", count=pieces), [tr("Goods", context="supplier"), *names], rows)
    steps = [
        [name, board.goods[one.called], f"{one.from_pieces:,}", format_yuan(one.price_fen)]
        for number, name in zip(numbers, names, strict=True)
        for one in board.prices
        if one.supplier_id == number
    ]
    head = [tr("Supplier"), tr("Goods", context="supplier"), tr("From pieces"), tr("Price of a piece")]
    yield PaperTable(tr("Price steps"), head, steps, texts=2)


def _cell(board: SupplierBoard, supplier: int, term: str) -> str:
    found = board.said.get((supplier, term))
    if found is None:
        return NO_DATA
    points = "" if found.points is None else f"★{found.points}"
    return f"{found.said} {points}".strip()


def _price(offer: object) -> str:
    price = getattr(offer, "price_fen", None)
    return NO_DATA if price is None else format_yuan(price)
