"""The repositories of ads budgets and affiliate plans."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.ads.records import AdsBudget, AdsChannel, AffiliatePlan
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.ads import ads_budgets, affiliate_plans


class AdsBudgets(RecordRepository[AdsBudget]):
    """What may be spent."""

    table = ads_budgets
    record_type = AdsBudget

    def of_store(self, store_id: int) -> list[AdsBudget]:
        """All of a store, the newest month first."""
        c = ads_budgets.c
        return self.find(c.store_id == store_id, order_by=c.month.desc())

    def between(self, store_id: int, first: date, last: date) -> list[AdsBudget]:
        """Those of the months that begin from ``first`` to ``last``."""
        c = ads_budgets.c
        return self.find(c.store_id == store_id, c.month.between(first, last), order_by=c.month)

    def same(self, store_id: int, month: date, channel: AdsChannel, plan: str) -> AdsBudget | None:
        """That of a whole programme in a month."""
        c = ads_budgets.c
        found = self.find(
            c.store_id == store_id, c.month == month, c.channel == channel, c.plan == plan, c.product_id == ""
        )
        return found[0] if found else None


class AffiliatePlans(RecordRepository[AffiliatePlan]):
    """Plans of affiliates."""

    table = affiliate_plans
    record_type = AffiliatePlan

    def of_store(self, store_id: int) -> list[AffiliatePlan]:
        """All of a store, in the order in which they were entered."""
        return self.find(affiliate_plans.c.store_id == store_id, order_by=affiliate_plans.c.id)
