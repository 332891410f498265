"""Every table of the data file; importing this module makes the metadata complete."""

from __future__ import annotations

from shopdesk.storage.columns import metadata
from shopdesk.storage.tables import (
    campaigns,
    changes,
    costs,
    daily,
    erasures,
    figures,
    growth,
    imports,
    kept,
    ledger,
    market,
    matching,
    meetings,
    orders,
    pay_guard,
    payroll,
    people,
    roster,
    setup,
    stores,
    targets,
)

__all__ = [
    "campaigns",
    "changes",
    "costs",
    "daily",
    "erasures",
    "figures",
    "growth",
    "imports",
    "kept",
    "ledger",
    "market",
    "matching",
    "meetings",
    "metadata",
    "orders",
    "pay_guard",
    "payroll",
    "people",
    "roster",
    "setup",
    "stores",
    "targets",
]
