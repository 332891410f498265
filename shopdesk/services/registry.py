"""The services by noun: what the window and the command line ask, and through what a service asks another."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopdesk.domain.changes import ChangeKind, ChangeSet
from shopdesk.domain.errors import UserError
from shopdesk.infra.garbage import without_search

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from shopdesk.services.ads import AdsService
    from shopdesk.services.alerts import AlertService
    from shopdesk.services.assortment import AssortmentService
    from shopdesk.services.backups import BackupService
    from shopdesk.services.business import BusinessService
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns.results import CampaignResults
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.campaigns.war_room import WarRoomService
    from shopdesk.services.charts import ChartService
    from shopdesk.services.competitors import CompetitorService
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.coverage import CoverageService
    from shopdesk.services.daily.checklists import ChecklistService
    from shopdesk.services.daily.inspections import InspectionService
    from shopdesk.services.daily.lookback import LookbackService
    from shopdesk.services.daily.meetings import MeetingService
    from shopdesk.services.daily.problems import ProblemService
    from shopdesk.services.daily.service import DailyService
    from shopdesk.services.daily.standing_tasks import StandingTaskService
    from shopdesk.services.demo.service import DemoService
    from shopdesk.services.figure_rows import FigureRowsService
    from shopdesk.services.growth.service import GrowthService
    from shopdesk.services.handbook.service import HandbookService
    from shopdesk.services.history import HistoryService
    from shopdesk.services.imports.service import ImportService
    from shopdesk.services.kept import KeptService
    from shopdesk.services.keywords import KeywordService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.kpi_definitions import DefinitionService
    from shopdesk.services.kpi_dictionary import DictionaryService
    from shopdesk.services.ledger.costs import CostService
    from shopdesk.services.ledger.couriers import CourierService
    from shopdesk.services.ledger.matching import MatchingService
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.services.ledger.service import LedgerService
    from shopdesk.services.ledger.taxes import TaxService
    from shopdesk.services.members import MemberService
    from shopdesk.services.moving import MovingService
    from shopdesk.services.one_file.service import OneFileService
    from shopdesk.services.pay_lock import PayLockService
    from shopdesk.services.payroll.papers import PayPapersService
    from shopdesk.services.payroll.paydata import PayDataService
    from shopdesk.services.payroll.schemes import SchemeService
    from shopdesk.services.payroll.service import PayrollService
    from shopdesk.services.people.erasure import PersonDataService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.products import ProductService
    from shopdesk.services.reading import Reading
    from shopdesk.services.reports.service import ReportService
    from shopdesk.services.roster.service import RosterService
    from shopdesk.services.setup.preparation import PreparationService
    from shopdesk.services.setup.service import SetupService
    from shopdesk.services.setup.suppliers import SupplierService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.targets import TargetService
    from shopdesk.services.tiers import TierService
    from shopdesk.services.title_tests import TitleTestService

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """How a service is made: the class, as ``module:name``, and the nouns whose services it is given by name."""

    kind: str
    needs: tuple[str, ...] = ()


# Who needs whom. A noun may only need nouns that do not need it, so the services form no circle.
SERVICES: dict[str, Made] = {
    "ads": Made("ads:AdsService", ("alerts", "kpi", "ledger")),
    "alerts": Made("alerts:AlertService", ("calendar", "kpi", "matching", "problems", "profit", "stores", "targets")),
    "assortment": Made("assortment:AssortmentService", ("targets",)),
    "backups": Made("backups:BackupService"),
    "business": Made("business:BusinessService", ("kpi", "payroll", "people", "setup", "stores", "tiers")),
    "calendar": Made("calendar:CalendarService"),
    "campaign_results": Made("campaigns.results:CampaignResults", ("ads", "campaigns", "profit", "roster")),
    "campaigns": Made("campaigns.service:CampaignService", ("calendar",)),
    "charts": Made("charts:ChartService", ("definitions", "kpi")),
    "checklists": Made("daily.checklists:ChecklistService"),
    "competitors": Made("competitors:CompetitorService"),
    "costs": Made("ledger.costs:CostService"),
    "couriers": Made("ledger.couriers:CourierService"),
    "coverage": Made("coverage:CoverageService"),
    "daily": Made("daily.service:DailyService", ("campaigns", "growth", "kpi", "people", "roster", "setup", "targets")),
    "definitions": Made("kpi_definitions:DefinitionService"),
    "demo": Made("demo.service:DemoService"),
    "dictionary": Made("kpi_dictionary:DictionaryService", ("definitions", "growth")),
    "figure_rows": Made("figure_rows:FigureRowsService"),
    "growth": Made("growth.service:GrowthService", ("kpi", "people")),
    "handbook": Made("handbook.service:HandbookService", ("people", "stores")),
    "history": Made("history:HistoryService"),
    "imports": Made("imports.service:ImportService"),
    "inspections": Made("daily.inspections:InspectionService", ("people", "problems")),
    "kept": Made("kept:KeptService", ("members", "profit")),
    "keywords": Made("keywords:KeywordService"),
    "kpi": Made("kpi:KpiService"),
    "ledger": Made("ledger.service:LedgerService", ("kpi",)),
    "lookback": Made("daily.lookback:LookbackService", ("campaigns", "stores")),
    "matching": Made("ledger.matching:MatchingService"),
    "meetings": Made("daily.meetings:MeetingService", ("people", "problems")),
    "members": Made("members:MemberService"),
    "moving": Made("moving:MovingService"),
    "one_file": Made("one_file.service:OneFileService"),
    "pay_lock": Made("pay_lock:PayLockService"),
    "pay_papers": Made("payroll.papers:PayPapersService", ("payroll", "stores")),
    "paydata": Made("payroll.paydata:PayDataService"),
    "payroll": Made("payroll.service:PayrollService", ("calendar", "growth", "kpi", "people", "stores")),
    "people": Made("people.service:PeopleService"),
    "person_data": Made("people.erasure:PersonDataService", ("people", "stores")),
    "preparation": Made("setup.preparation:PreparationService", ("products",)),
    "problems": Made("daily.problems:ProblemService"),
    "products": Made("products:ProductService", ("profit",)),
    "profit": Made("ledger.profit:ProfitService"),
    "reports": Made(
        "reports.service:ReportService",
        (
            "alerts",
            "calendar",
            "campaigns",
            "competitors",
            "kpi",
            "ledger",
            "lookback",
            "matching",
            "meetings",
            "profit",
            "standing",
            "stores",
            "targets",
            "tiers",
        ),
    ),
    "roster": Made("roster.service:RosterService", ("calendar", "campaigns")),
    "schemes": Made("payroll.schemes:SchemeService", ("payroll", "people")),
    "setup": Made("setup.service:SetupService"),
    "standing": Made("daily.standing_tasks:StandingTaskService", ("people",)),
    "stores": Made("stores:StoreService"),
    "suppliers": Made("setup.suppliers:SupplierService"),
    "targets": Made("targets:TargetService", ("kpi", "stores")),
    "taxes": Made("ledger.taxes:TaxService"),
    "tiers": Made("tiers:TierService", ("kpi", "people", "targets")),
    "title_tests": Made("title_tests:TitleTestService", ("campaigns",)),
    "war_room": Made("campaigns.war_room:WarRoomService", ("campaigns", "problems", "roster")),
}


class Later:
    """A service that another needs, made when that one first asks it for something.

    What a page needs only perhaps, or only in its second answer, does not delay the first.
    """

    __slots__ = ("_noun", "_services")

    def __init__(self, services: Services, noun: str) -> None:
        """Stand for the service of ``noun``."""
        self._services = services
        self._noun = noun

    def __getattr__(self, name: str) -> Any:
        """Whatever that service has."""
        return getattr(getattr(self._services, self._noun), name)


class Services:
    """The services by noun, each imported and made when first asked for."""

    ads: AdsService
    alerts: AlertService
    assortment: AssortmentService
    backups: BackupService
    business: BusinessService
    calendar: CalendarService
    campaign_results: CampaignResults
    campaigns: CampaignService
    charts: ChartService
    checklists: ChecklistService
    competitors: CompetitorService
    costs: CostService
    couriers: CourierService
    coverage: CoverageService
    daily: DailyService
    definitions: DefinitionService
    demo: DemoService
    dictionary: DictionaryService
    figure_rows: FigureRowsService
    growth: GrowthService
    handbook: HandbookService
    history: HistoryService
    imports: ImportService
    inspections: InspectionService
    kept: KeptService
    keywords: KeywordService
    kpi: KpiService
    ledger: LedgerService
    lookback: LookbackService
    matching: MatchingService
    meetings: MeetingService
    members: MemberService
    moving: MovingService
    one_file: OneFileService
    pay_lock: PayLockService
    pay_papers: PayPapersService
    paydata: PayDataService
    payroll: PayrollService
    people: PeopleService
    person_data: PersonDataService
    preparation: PreparationService
    problems: ProblemService
    products: ProductService
    profit: ProfitService
    reports: ReportService
    roster: RosterService
    schemes: SchemeService
    setup: SetupService
    standing: StandingTaskService
    stores: StoreService
    suppliers: SupplierService
    targets: TargetService
    taxes: TaxService
    tiers: TierService
    title_tests: TitleTestService
    war_room: WarRoomService

    def __init__(self, ctx: ServiceContext) -> None:
        """Serve from ``ctx``."""
        self.ctx = ctx

    def reading(self) -> AbstractContextManager[Reading]:
        """One moment for everything that this thread asks within, with a note of the tables it came from."""
        return self.ctx.reading()

    def ask_ahead(self, *questions: Callable[[], object]) -> None:
        """Have what a load is about to ask answered in one round trip; see :meth:`ServiceContext.ask_ahead`."""
        self.ctx.ask_ahead(*questions)

    def follow(self, change_set: ChangeSet) -> None:
        """What other nouns have to do after a commit; a fault in it is no fault of what was committed."""
        from shopdesk.domain.setup.fees import RATE_TABLES  # not needed before the first change

        if change_set.kind in (ChangeKind.UNDO, ChangeKind.REDO) and "statement_rules" in change_set.nouns:
            # A rule that comes back or goes gives lines another kind, which no log of changes holds.
            for store in self.stores.all():
                self.ledger.reclassify(store.id or 0)
        if change_set.kind in (ChangeKind.IMPORT, ChangeKind.UNDO, ChangeKind.REDO):
            try:
                if "daily" in self.__dict__ or self._daily_begun():
                    self.daily.follow(change_set)
            except UserError as error:
                _log.warning("the daily form could not follow the news: %s", error)
        if change_set.nouns & RATE_TABLES:
            try:
                self.matching.follow(change_set)
            except UserError as error:
                _log.warning("the orders could not follow the commission rates: %s", error)

    def _daily_begun(self) -> bool:
        """Whether a form of today is begun: without one, the service would be loaded for nothing."""
        from shopdesk.storage.queries.daily import is_begun

        with self.ctx.read() as uow:
            return is_begun(uow.connection, self.ctx.clock.today())

    def __getattr__(self, noun: str) -> Any:
        """Make the service of a noun; from then on it is an ordinary attribute."""
        if noun not in SERVICES:
            raise AttributeError(noun)
        made = SERVICES[noun]
        module, name = made.kind.split(":")
        # Modules stay, and none of what their import makes is garbage: looking for it costs a tenth of the import.
        with without_search():
            kind = getattr(importlib.import_module(f"shopdesk.services.{module}"), name)
        service = kind(self.ctx, **{need: Later(self, need) for need in made.needs}, **self._more(noun))
        setattr(self, noun, service)
        return service

    def _more(self, noun: str) -> dict[str, Any]:
        """What a service is given beside other services: what it has others do, made when it is done."""
        if noun == "backups":
            return {"complete": lambda: self.stores.complete_all()}
        if noun == "demo":
            return {"nouns": self}
        if noun == "imports":
            return {"follow": lambda *told: self.matching.follow_import(*told)}
        if noun == "ledger":
            return {"follow": lambda *told: self.matching.follow_kinds(*told)}
        if noun == "people":
            return {"train": lambda uow, person: self.growth.training.begin_on_hire(uow, person)}
        if noun == "stores":
            return {
                "begin": (
                    lambda store: self.setup.start(store),
                    lambda store: self.checklists.ensure(store.id or 0),
                    lambda store: self.roster.shifts.ensure(store.id or 0),
                ),
                "staff": lambda store: self.people.catalogue.seed(store),
            }
        return {}
