"""The services by noun: what the window and the command line ask, and through what a service asks another."""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

from shopdesk.domain.changes import ChangeKind, ChangeSet
from shopdesk.domain.errors import UserError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from shopdesk.services.backups import BackupService
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.daily.checklists import ChecklistService
    from shopdesk.services.daily.lookback import LookbackService
    from shopdesk.services.daily.problems import ProblemService
    from shopdesk.services.daily.service import DailyService
    from shopdesk.services.demo.service import DemoService
    from shopdesk.services.history import HistoryService
    from shopdesk.services.imports.service import ImportService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.reading import Reading
    from shopdesk.services.reports.service import ReportService
    from shopdesk.services.roster.service import RosterService
    from shopdesk.services.setup.service import SetupService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.targets import TargetService
    from shopdesk.services.tiers import TierService

_log = logging.getLogger(__name__)
_SERVICES = {
    "backups": "backups:BackupService",
    "calendar": "calendar:CalendarService",
    "campaigns": "campaigns.service:CampaignService",
    "checklists": "daily.checklists:ChecklistService",
    "daily": "daily.service:DailyService",
    "demo": "demo.service:DemoService",
    "history": "history:HistoryService",
    "imports": "imports.service:ImportService",
    "kpi": "kpi:KpiService",
    "lookback": "daily.lookback:LookbackService",
    "people": "people.service:PeopleService",
    "problems": "daily.problems:ProblemService",
    "reports": "reports.service:ReportService",
    "roster": "roster.service:RosterService",
    "setup": "setup.service:SetupService",
    "stores": "stores:StoreService",
    "targets": "targets:TargetService",
    "tiers": "tiers:TierService",
}


class Services:
    """The services by noun, each imported and made when first asked for."""

    backups: BackupService
    calendar: CalendarService
    campaigns: CampaignService
    checklists: ChecklistService
    daily: DailyService
    demo: DemoService
    history: HistoryService
    imports: ImportService
    kpi: KpiService
    lookback: LookbackService
    people: PeopleService
    problems: ProblemService
    reports: ReportService
    roster: RosterService
    setup: SetupService
    stores: StoreService
    targets: TargetService
    tiers: TierService

    def __init__(self, ctx: ServiceContext) -> None:
        """Serve from ``ctx``; a service that needs another asks for it here."""
        self.ctx = ctx

    def reading(self) -> AbstractContextManager[Reading]:
        """One moment for everything that this thread asks within, with a note of the tables it came from."""
        return self.ctx.reading()

    def follow(self, change_set: ChangeSet) -> None:
        """What other nouns have to do after a commit; a fault in it is no fault of what was committed."""
        if change_set.kind in (ChangeKind.IMPORT, ChangeKind.UNDO, ChangeKind.REDO):
            try:
                self.daily.follow(change_set)
            except UserError as error:
                _log.warning("the daily form could not follow the news: %s", error)

    def __getattr__(self, noun: str) -> Any:
        """Make the service of a noun; from then on it is an ordinary attribute."""
        if noun not in _SERVICES:
            raise AttributeError(noun)
        module, name = _SERVICES[noun].split(":")
        service = getattr(importlib.import_module(f"shopdesk.services.{module}"), name)(self.ctx)
        setattr(self, noun, service)
        return service
