"""A campaign with all that goes on its sheet, in one read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopdesk.domain.fields import Reader
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.campaign_sheet import CampaignFacts

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


def campaign_facts(services: Services, campaign_id: int) -> tuple[CampaignFacts, Reader]:
    """What the papers of a campaign say, and who reads its fields: the programmes have their names.

    Raises:
        NotFound: it is gone.
    """
    with services.reading():
        view = services.campaigns.view(campaign_id)
        campaign = view.campaign
        files = services.campaigns.files
        facts = CampaignFacts(
            store=services.stores.get(campaign.store_id).name,
            campaign=campaign,
            products=view.products,
            milestones=view.milestones,
            events=view.events,
            files=files.of(campaign_id, campaign.store_id),
            stock=files.stock_of(view.products),
        )
        gates, today = services.campaigns.gates.of_store(campaign.store_id), files.today
    programmes = {gate.code: gate.name(current_language()) for gate in gates}
    return facts, Reader(today=today, say=tr, names={"programme": programmes})
