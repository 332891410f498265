"""Campaigns, their products, steps and milestones in the data file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, exists

from shopdesk.domain.campaigns.records import (
    Campaign,
    CampaignEvent,
    CampaignFile,
    CampaignKind,
    CampaignProduct,
    CampaignState,
    GateVersion,
    Hero,
    Milestone,
    MilestoneRule,
)
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.campaigns import (
    campaign_events,
    campaign_files,
    campaign_products,
    campaigns,
    gate_versions,
    heroes,
    milestone_rules,
    milestones,
)


class Campaigns(RecordRepository[Campaign]):
    """Campaigns, by first day."""

    table = campaigns
    record_type = Campaign

    def between(self, store_id: int, start: date, end: date) -> list[Campaign]:
        """Those that touch the days from ``start`` to ``end``."""
        c = campaigns.c
        return self.find(c.store_id == store_id, c.start <= end, c.end >= start, order_by=(c.start, c.end))

    def of_store(self, store_id: int) -> list[Campaign]:
        """All of a store."""
        return self.find(campaigns.c.store_id == store_id, order_by=(campaigns.c.start, campaigns.c.end))

    def in_year(self, year: int, store_id: int | None = None) -> list[Campaign]:
        """Those that touch a year, of one store or of all."""
        c = campaigns.c
        of_store = () if store_id is None else (c.store_id == store_id,)
        return self.find(c.start <= date(year, 12, 31), c.end >= date(year, 1, 1), *of_store, order_by=c.start)

    def ended_on(self, store_id: int, day: date) -> list[Campaign]:
        """Those whose last day was ``day``, except ideas and rejected ones."""
        c = campaigns.c
        dead = (CampaignState.IDEA, CampaignState.REJECTED)
        return self.find(c.store_id == store_id, c.end == day, c.state.not_in(dead), order_by=c.start)


class CampaignProducts(RecordRepository[CampaignProduct]):
    """The products in campaigns."""

    table = campaign_products
    record_type = CampaignProduct

    def of(self, campaign_id: int, store_id: int | None = None) -> list[CampaignProduct]:
        """Those of one campaign."""
        return self.find(campaign_products.c.campaign_id == campaign_id, *self.in_store(store_id))

    def of_campaigns(self, store_id: int, campaign_ids: list[int]) -> dict[int, list[CampaignProduct]]:
        """Those of several campaigns of a store, by campaign."""
        c = campaign_products.c
        found: dict[int, list[CampaignProduct]] = {campaign_id: [] for campaign_id in campaign_ids}
        for product in self.find(c.store_id == store_id, c.campaign_id.in_(campaign_ids)):
            found[product.campaign_id].append(product)
        return found


class CampaignEvents(RecordRepository[CampaignEvent]):
    """The steps of campaigns' lives."""

    table = campaign_events
    record_type = CampaignEvent

    def of(self, campaign_id: int, store_id: int | None = None) -> list[CampaignEvent]:
        """Those of one campaign, oldest first."""
        return self.find(
            campaign_events.c.campaign_id == campaign_id, *self.in_store(store_id), order_by=campaign_events.c.at
        )


class CampaignFiles(RecordRepository[CampaignFile]):
    """Photos and files kept with campaigns."""

    table = campaign_files
    record_type = CampaignFile

    def of(self, campaign_id: int, store_id: int | None = None) -> list[CampaignFile]:
        """Those of one campaign, oldest first."""
        return self.find(
            campaign_files.c.campaign_id == campaign_id, *self.in_store(store_id), order_by=campaign_files.c.at
        )


class Milestones(RecordRepository[Milestone]):
    """What is to be done for campaigns, by due day."""

    table = milestones
    record_type = Milestone

    def of(self, campaign_id: int, store_id: int | None = None) -> list[Milestone]:
        """Those of one campaign."""
        return self.find(milestones.c.campaign_id == campaign_id, *self.in_store(store_id), order_by=milestones.c.due)

    def open_until(self, store_id: int, day: date) -> list[Milestone]:
        """Open ones of live campaigns due by ``day``."""
        c, k = milestones.c, campaigns.c
        dead = (CampaignState.IDEA, CampaignState.REJECTED, CampaignState.REVIEWED)
        alive = and_(k.store_id == store_id, k.id == c.campaign_id, k.state.not_in(dead))
        return self.find(
            c.store_id == store_id, c.due <= day, c.done_on.is_(None), exists().where(alive),
            order_by=c.due,
        )  # fmt: skip

    def between(self, store_id: int, start: date, end: date) -> list[Milestone]:
        """All due on the days from ``start`` to ``end``."""
        c = milestones.c
        return self.find(c.store_id == store_id, c.due >= start, c.due <= end, order_by=c.due)


class MilestoneRules(RecordRepository[MilestoneRule]):
    """A store's own milestone rules."""

    table = milestone_rules
    record_type = MilestoneRule

    def of(self, store_id: int, kind: CampaignKind) -> list[MilestoneRule]:
        """Those of one kind, in order."""
        c = milestone_rules.c
        return self.find(c.store_id == store_id, c.kind == kind, order_by=c.position)


class Heroes(RecordRepository[Hero]):
    """The best sellers that must not run out."""

    table = heroes
    record_type = Hero

    def of_store(self, store_id: int) -> list[Hero]:
        """Those of one store."""
        return self.find(heroes.c.store_id == store_id)


class GateVersions(RecordRepository[GateVersion]):
    """A store's own versions of entry rules."""

    table = gate_versions
    record_type = GateVersion

    def of_store(self, store_id: int) -> list[GateVersion]:
        """Those of one store, the oldest first."""
        return self.find(gate_versions.c.store_id == store_id)
