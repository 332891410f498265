"""What a campaign keeps beside its figures: photos and files, and the milestones that it takes from one held before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shopdesk.domain.campaigns.again import ordered_again, own_rules, owned_again
from shopdesk.domain.campaigns.moving import milestones_for
from shopdesk.domain.campaigns.nouns import CAMPAIGN_FILE
from shopdesk.domain.campaigns.records import Campaign, CampaignFile, CampaignProduct, Milestone, MilestoneRule
from shopdesk.domain.campaigns.war_room import Stock
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.kept_files import FilesOf, KeptFiles
from shopdesk.storage.queries.war_room import stock_before
from shopdesk.storage.repositories.campaigns import CampaignFiles, Campaigns, Milestones


def _kept_words(campaign: Campaign, names: Sequence[str]) -> Text:
    if len(names) == 1:
        return Text("{file} kept with campaign “{name}”", file=names[0], name=campaign.name)
    return Text("{count} files kept with campaign “{name}”", count=len(names), name=campaign.name)


_FILES: FilesOf[Campaign, CampaignFile] = FilesOf(
    Campaigns,
    CampaignFiles,
    lambda campaign, told: CAMPAIGN_FILE.tidy(
        CampaignFile(store_id=campaign.store_id, campaign_id=campaign.id or 0, **told)
    ),
    _kept_words,
    lambda name: Text("{file} taken off a campaign", file=name),
)


class CampaignPapers:
    """Copies files into the data folder and notes them with their campaign; ``kept`` are these files."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx
        self.kept = KeptFiles(ctx, _FILES)

    def of(self, campaign_id: int, store_id: int | None = None) -> tuple[CampaignFile, ...]:
        """Those of one campaign, oldest first; ``store_id`` is its store, where that is known."""
        with self._ctx.read() as uow:
            return tuple(uow.repository(CampaignFiles).of(campaign_id, store_id))

    @property
    def today(self) -> date:
        """The day from which stock is looked back."""
        return self._ctx.clock.today()

    def stock_of(self, products: Sequence[CampaignProduct]) -> dict[str, Stock]:
        """The newest stock of each product that a report of the last week knows."""
        if not products:
            return {}
        with self._ctx.read() as uow:
            numbers = {one.product_id for one in products}
            return stock_before(uow.connection, products[0].store_id, numbers, self.today)


def keep_milestones_like(
    milestones: Milestones, campaign: Campaign, rules: Sequence[MilestoneRule], held: Sequence[Milestone]
) -> None:
    """Add a new campaign's milestones: those of its rules and those added by hand to one that was held, as ordered."""
    fresh = owned_again(milestones_for(campaign, [*rules, *own_rules(campaign.kind, held)]), held)
    saved = [milestones.add(one) for one in fresh]
    for one in ordered_again(saved, held):
        milestones.update(one)
