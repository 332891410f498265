"""The services through which the sample store is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shopdesk.services.ads import AdsService
    from shopdesk.services.assortment import AssortmentService
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.competitors import CompetitorService
    from shopdesk.services.daily.inspections import InspectionService
    from shopdesk.services.daily.meetings import MeetingService
    from shopdesk.services.daily.standing_tasks import StandingTaskService
    from shopdesk.services.growth.service import GrowthService
    from shopdesk.services.handbook.service import HandbookService
    from shopdesk.services.history import HistoryService
    from shopdesk.services.keywords import KeywordService
    from shopdesk.services.ledger.costs import CostService
    from shopdesk.services.ledger.couriers import CourierService
    from shopdesk.services.ledger.matching import MatchingService
    from shopdesk.services.ledger.taxes import TaxService
    from shopdesk.services.payroll.service import PayrollService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.products import ProductService
    from shopdesk.services.setup.preparation import PreparationService
    from shopdesk.services.setup.service import SetupService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.targets import TargetService
    from shopdesk.services.title_tests import TitleTestService


class Nouns(Protocol):
    """What the sample needs of the registry."""

    @property
    def ads(self) -> AdsService:
        """Keeps budgets of ads and plans of affiliates."""

    @property
    def assortment(self) -> AssortmentService:
        """Plans the range by quarter."""

    @property
    def campaigns(self) -> CampaignService:
        """Plans campaigns."""

    @property
    def competitors(self) -> CompetitorService:
        """Keeps what was seen of other stores."""

    @property
    def costs(self) -> CostService:
        """Keeps unit costs, courier prices, rent."""

    @property
    def couriers(self) -> CourierService:
        """Keeps whole price lists of couriers."""

    @property
    def growth(self) -> GrowthService:
        """Scores, logs design jobs, trains."""

    @property
    def handbook(self) -> HandbookService:
        """Keeps what is written down once."""

    @property
    def history(self) -> HistoryService:
        """Forgets that the sample was made, so that it is no edit to undo."""

    @property
    def inspections(self) -> InspectionService:
        """Keeps inspection rounds."""

    @property
    def keywords(self) -> KeywordService:
        """Says what each search word is for."""

    @property
    def matching(self) -> MatchingService:
        """Holds orders against the statements, closes months."""

    @property
    def meetings(self) -> MeetingService:
        """Writes down what meetings decided."""

    @property
    def payroll(self) -> PayrollService:
        """Computes and locks months."""

    @property
    def people(self) -> PeopleService:
        """Hires the team."""

    @property
    def preparation(self) -> PreparationService:
        """Ticks what is ready for the opening."""

    @property
    def products(self) -> ProductService:
        """Says what each product is for in the range."""

    @property
    def setup(self) -> SetupService:
        """Starts the opening checklist."""

    @property
    def standing(self) -> StandingTaskService:
        """Keeps standing tasks."""

    @property
    def stores(self) -> StoreService:
        """Makes the store."""

    @property
    def taxes(self) -> TaxService:
        """Keeps what the platform reported of a quarter."""

    @property
    def targets(self) -> TargetService:
        """Sets targets."""

    @property
    def title_tests(self) -> TitleTestService:
        """Keeps changes of titles that are watched."""
