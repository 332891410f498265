"""The sample store's plan of the range: what each quarter of the year before sold, and a fifth more."""

from __future__ import annotations

from dataclasses import replace

from shopdesk.domain.assortment import AssortmentRow, check_row
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.repositories.assortment import AssortmentRows

_TENTHS = 12
_ROUND = 10
"""A plan is in tens of pieces and in whole yuan."""


def add_assortment(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Plan this year's quarters from those of the year before that are known, the others from this year's own."""
    store_id, year = store.id or 0, plan.today.year
    before, now = nouns.assortment.board(store_id, year - 1), nouns.assortment.board(store_id, year)
    rows: list[AssortmentRow] = []
    for quarter in (1, 2, 3, 4):
        for board in (before, now):
            lines = [one for one in board.lines if one.row.quarter == quarter and one.price_sold_fen is not None]
            if lines:
                break
        for line in lines:
            sold, price_fen = line.sold.pieces if line.sold is not None else None, line.price_sold_fen
            if not sold or price_fen is None:
                continue
            pieces = -(-sold * _TENTHS // (10 * _ROUND)) * _ROUND
            price = price_fen // 100 * 100
            rows.append(
                replace(line.row, id=None, year=year, products=line.now, pieces=pieces, price_fen=price,
                        amount_fen=pieces * price)
            )  # fmt: skip
    with ctx.open_uow(Text("Plan of the range of {year} entered", year=year)) as uow:
        repository = uow.repository(AssortmentRows)
        for row in rows:
            repository.add(check_row(row))
        uow.commit()
