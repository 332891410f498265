"""Profit and the quarter for the tax office as scripts read them: money as text with two decimals, no data as null."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shopdesk.domain.ledger.parts import COSTS_OF_A_SALE, RUNNING_COSTS, Part, ProfitRow
from shopdesk.domain.ledger.profit_table import ProfitTable, Split
from shopdesk.domain.ledger.tax import Column, TaxBridge
from shopdesk.domain.money import format_yuan

FIGURES = (
    Part.SALES.value,
    *(part.value for part in COSTS_OF_A_SALE),
    "contribution",
    *(part.value for part in RUNNING_COSTS),
    "profit",
    "sales_with_unknown_cost",
)
"""The figures of a row, in the order of the reckoning."""

_LISTS = {Split.PRODUCT: "products", Split.CAMPAIGN: "campaigns"}


def plain_row(row: ProfitRow) -> dict[str, Any]:
    """The figures of a row with where each part comes from."""
    amounts: dict[str, int | None] = {part.value: row[part] for part in Part}
    amounts |= {
        "contribution": row.contribution,
        "profit": row.profit,
        "sales_with_unknown_cost": None if row[Part.SALES] is None else row.unknown_sales,
    }
    return {
        **{name: _money(amounts[name]) for name in FIGURES},
        "from": {part.value: row.origins[part].value for part in Part},
    }


def plain_table(table: ProfitTable, store: str) -> dict[str, Any]:
    """The whole document: ``periods``, ``products`` or ``campaigns``; what belongs to none has a null name."""
    name = _LISTS.get(table.by, "periods")
    return {
        "store": store,
        "from": table.asked.start.isoformat(),
        "to": table.asked.end.isoformat(),
        "by": table.by.value,
        name: [{**_named(row, table.by), **plain_row(row)} for row in table.rows],
        "totals": None if table.empty else plain_row(table.total),
        "not_classified": _left_out(table.left_out),
        "orders_in_no_report": _left_out(table.unknown_orders),
    }


def _left_out(found: tuple[int, int]) -> dict[str, Any]:
    return {"count": found[0], "amount": _money(found[1])}


def _named(row: ProfitRow, by: Split) -> dict[str, Any]:
    if by is Split.PRODUCT:
        return {"product": row.key or None, "title": row.title or None}
    if by is Split.CAMPAIGN:
        return {"campaign": row.title or None}
    return {"period": row.key}


def plain_bridge(found: TaxBridge, store: str) -> dict[str, Any]:
    """The quarter: every column with what came in, went back and stayed, the declared amount, and the differences."""
    return {
        "store": store,
        "quarter": found.label,
        "platform": _column(found.platform) | {"net": _money(found.figures.platform_net)},
        "orders_by_paid_day": _column(found.paid),
        "orders_by_confirmed_day": _column(found.confirmed),
        "received": _column(found.received),
        "fees": _money(found.fees_fen),
        "fees_reported": _money(found.figures.fees_fen),
        "coupons": _money(found.coupons_fen),
        "declared": {
            "without_vat": _money(found.declared_fen),
            "with_vat": _money(found.declared_with_vat_fen),
            "vat_rate": None if found.figures.vat_rate is None else f"{found.figures.vat_rate:.6f}",
            "basis": None if found.figures.basis is None else found.figures.basis.value,
        },
        "difference": _money(found.difference_fen),
        "differences": [
            {"cause": one.cause.value, "amount": _money(one.fen), "counted": one.counted} for one in found.differences
        ],
        "not_explained": _money(found.not_explained_fen),
        "vat_rates": [
            {
                "rate": f"{rate.rate:.6f}",
                "group": rate.group,
                "from": rate.valid_from.isoformat(),
                "to": None if rate.valid_to is None else rate.valid_to.isoformat(),
            }
            for rate in found.rates
        ],
    }


def plain_quarters(found: Iterable[TaxBridge], store: str) -> dict[str, Any]:
    """Many quarters, each as :func:`plain_bridge` has it without its causes and rates."""
    quarters = [plain_bridge(one, store) for one in found]
    for one in quarters:
        for name in ("store", "differences", "vat_rates"):
            del one[name]
    return {"store": store, "quarters": quarters}


def _column(column: Column) -> dict[str, str | None]:
    return {
        "total": _money(column.total_fen),
        "returned": _money(column.returned_fen),
        "net": _money(column.net_fen),
    }


def _money(fen: int | None) -> str | None:
    return None if fen is None else format_yuan(fen, grouped=False)
