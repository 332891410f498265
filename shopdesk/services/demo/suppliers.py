"""The sample store's suppliers: two that were compared, and the one that was chosen."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from typing import Any

from shopdesk.domain.setup.suppliers import Supplier, SupplierPrice, SupplierTerm, TermWeight
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.repositories.suppliers import SupplierPrices, Suppliers, SupplierTerms, TermWeights

_BEFORE_OPENING = timedelta(days=50)


def add_suppliers(ctx: ServiceContext, store: Store, plan: SamplePlan) -> None:
    """Enter what both said; the choice fell some weeks before the opening."""
    text = paths.resource("templates/sample/suppliers.toml").read_text(encoding="utf-8")
    raw: dict[str, Any] = tomllib.loads(text)
    store_id = store.id or 0
    with ctx.open_uow(Text("Sample data written")) as uow:
        weights = [TermWeight(store_id=store_id, term=code, weight=one) for code, one in raw["weights"].items()]
        uow.repository(TermWeights).add_all(weights)
        for entry in raw["suppliers"]:
            words: dict[str, Any] = {name: pick(*entry[name]) for name in ("name", "goods", "contact", "city")}
            supplier = Supplier(store_id=store_id, **words)
            if "reason" in entry:
                chosen_on = plan.shape.first - _BEFORE_OPENING
                supplier = replace(supplier, chosen_on=chosen_on, reason=pick(*entry["reason"]))
            number = uow.repository(Suppliers).add(supplier).id or 0
            uow.repository(SupplierTerms).add_all(
                [
                    SupplierTerm(store_id=store_id, supplier_id=number, term=code, points=points, said=pick(zh, en))
                    for code, (points, zh, en) in entry["said"].items()
                ]
            )
            uow.repository(SupplierPrices).add_all(
                [
                    SupplierPrice(
                        store_id=store_id, supplier_id=number, product_id=product, from_pieces=pieces, price_fen=price
                    )
                    for product, pieces, price in entry["prices"]
                ]
            )
        uow.commit()
