"""What the campaign service hands to pages: a campaign with everything that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.domain.campaigns.gates import GateAnswer
    from shopdesk.domain.campaigns.overlap import Overlap
    from shopdesk.domain.campaigns.price_neighbours import Neighbour
    from shopdesk.domain.campaigns.price_safety import PriceAnswer
    from shopdesk.domain.campaigns.records import Campaign, CampaignEvent, CampaignProduct, CampaignState, Milestone
    from shopdesk.storage.queries.gate_figures import Imported


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """One campaign to look at.

    ``neighbours`` are its products' offers around it, ``due_step`` is the step that should have been taken by now.
    """

    campaign: Campaign
    products: tuple[CampaignProduct, ...]
    events: tuple[CampaignEvent, ...]
    milestones: tuple[Milestone, ...]
    overlaps: tuple[Overlap, ...]
    neighbours: tuple[Neighbour, ...]
    prices: tuple[PriceAnswer, ...]
    due_step: CampaignState | None

    @property
    def open_milestones(self) -> int:
        """How many milestones are still to be done."""
        return sum(milestone.done_on is None for milestone in self.milestones)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMilestone:
    """An open milestone with its campaign's name and whether it is late."""

    milestone: Milestone
    campaign: Campaign
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductGate:
    """A product's answers to one programme's entry rules; ``imported`` are the figures that nobody typed."""

    product: CampaignProduct
    answer: GateAnswer
    imported: tuple[Imported, ...] = ()
