"""The services by noun: what the window and the command line ask, and through what a service asks another."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopdesk.services.backups import BackupService
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns import CampaignService
    from shopdesk.services.checklists import ChecklistService
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.daily import DailyService
    from shopdesk.services.demo import DemoService
    from shopdesk.services.history import HistoryService
    from shopdesk.services.imports import ImportService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.lookback import LookbackService
    from shopdesk.services.people import PeopleService
    from shopdesk.services.problems import ProblemService
    from shopdesk.services.reports import ReportService
    from shopdesk.services.roster import RosterService
    from shopdesk.services.setup import SetupService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.targets import TargetService
    from shopdesk.services.tiers import TierService

_SERVICES = {
    "backups": "BackupService",
    "calendar": "CalendarService",
    "campaigns": "CampaignService",
    "checklists": "ChecklistService",
    "daily": "DailyService",
    "demo": "DemoService",
    "history": "HistoryService",
    "imports": "ImportService",
    "kpi": "KpiService",
    "lookback": "LookbackService",
    "people": "PeopleService",
    "problems": "ProblemService",
    "reports": "ReportService",
    "roster": "RosterService",
    "setup": "SetupService",
    "stores": "StoreService",
    "targets": "TargetService",
    "tiers": "TierService",
}


_QUICK_TO_CHECK = 64 * 1024 * 1024  # bytes; up to here every page is checked in a quarter of a second


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

    def __getattr__(self, noun: str) -> Any:
        """Make the service of a noun; from then on it is an ordinary attribute."""
        if noun not in _SERVICES:
            raise AttributeError(noun)
        kind = getattr(importlib.import_module(f"shopdesk.services.{noun}"), _SERVICES[noun])
        service = kind(self.ctx)
        setattr(self, noun, service)
        return service
