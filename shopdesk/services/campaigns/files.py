"""What a campaign keeps beside its figures: photos and files, and the milestones that it takes from one held before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from shopdesk.domain.campaigns.again import ordered_again, own_rules, owned_again
from shopdesk.domain.campaigns.moving import milestones_for
from shopdesk.domain.campaigns.nouns import CAMPAIGN_FILE
from shopdesk.domain.campaigns.records import Campaign, CampaignFile, CampaignProduct, Milestone, MilestoneRule
from shopdesk.domain.campaigns.war_room import Stock
from shopdesk.domain.text import Text
from shopdesk.services.attachments import Source, keep_all, path_of, take_off
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries.war_room import stock_before
from shopdesk.storage.repositories.campaigns import CampaignFiles, Campaigns, Milestones


class CampaignPapers:
    """Copies files into the data folder and notes them with their campaign."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx

    def of(self, campaign_id: int) -> tuple[CampaignFile, ...]:
        """Those of one campaign, oldest first."""
        with self._ctx.read() as uow:
            return tuple(uow.repository(CampaignFiles).of(campaign_id))

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

    def attach_all(self, campaign_id: int, files: Sequence[Source]) -> list[Text]:
        """Keep copies with a campaign; what can be kept is, in one step to undo, and of the others it says why not.

        Raises:
            NotFound: the campaign is gone.
            EnvironmentFault: a copy could not be written.
        """
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
        copies, refused = keep_all(self._ctx, files)
        if copies:
            reason = Text("{count} files kept with campaign “{name}”", count=len(copies), name=campaign.name)
            if len(copies) == 1:
                reason = Text("{file} kept with campaign “{name}”", file=copies[0][0], name=campaign.name)
            with self._ctx.open_uow(reason) as uow:
                kept, now = uow.repository(CampaignFiles), self._ctx.clock.now()
                for name, stored in copies:
                    file = CampaignFile(
                        store_id=campaign.store_id,
                        campaign_id=campaign_id,
                        at=now,
                        who=uow.actor.strip(),
                        name=name,
                        stored=stored,
                    )
                    kept.add(CAMPAIGN_FILE.tidy(file))
                uow.commit()
        return refused

    def detach(self, file_id: int) -> None:
        """Take a file off its campaign; the kept copy stays, so that this can be undone.

        Raises:
            NotFound: it is gone.
        """
        take_off(self._ctx, CampaignFiles, file_id, lambda name: Text("{file} taken off a campaign", file=name))

    def path_of(self, file: CampaignFile) -> Path:
        """Where a kept file lies.

        Raises:
            UserError: outside of the data folder.
        """
        return path_of(self._ctx, file.stored)


def keep_milestones_like(
    milestones: Milestones, campaign: Campaign, rules: Sequence[MilestoneRule], held: Sequence[Milestone]
) -> None:
    """Add a new campaign's milestones: those of its rules and those added by hand to one that was held, as ordered."""
    fresh = owned_again(milestones_for(campaign, [*rules, *own_rules(campaign.kind, held)]), held)
    saved = [milestones.add(one) for one in fresh]
    for one in ordered_again(saved, held):
        milestones.update(one)
