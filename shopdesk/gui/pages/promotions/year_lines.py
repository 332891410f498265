"""The lines of a year for paper and workbook, and the workbook itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES
from shopdesk.gui.pages.promotions.calendar_data import CalendarData, load
from shopdesk.gui.pages.promotions.timeline_layout import stretch
from shopdesk.gui.pages.promotions.year_list import rows_of
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.infra.i18n import tr
from shopdesk.reporting.year_list import CampaignLine, DayLine

if TYPE_CHECKING:
    from pathlib import Path

    from shopdesk.gui.pages.promotions.page import PromotionsPage


def campaign_lines(data: CalendarData) -> list[CampaignLine]:
    """The campaigns by their first day, each from its warm-up to the last day of its after-sales stretch."""
    found = []
    for one in sorted(data.campaigns, key=lambda campaign: (campaign.start, campaign.id or 0)):
        whole = stretch(one)
        found.append(
            CampaignLine(
                name=one.name,
                kind=tr(KIND_NAMES[one.kind]),
                state=tr(STATE_NAMES[one.state]),
                warm_up=whole.first if whole.first < one.start else None,
                start=one.start,
                end=one.end,
                after=whole.last,
                owner=one.owner,
            )
        )
    return found


def day_lines(data: CalendarData) -> list[DayLine]:
    """Festivals, holidays, make-up workdays and own days, as the list of the year has them."""
    return [
        DayLine(row.first, row.last, row.name, row.kind, row.state) for row in rows_of(data) if row.entry is not None
    ]


def save_workbook(page: PromotionsPage) -> None:
    """Ask for a file and write the year in view into it."""
    year, store_id, services = page.toolbar.place[0], page.context.store_id, page.context.services
    title, about = tr("List of {year}", year=year), page.context.store.name

    def write(target: Path) -> None:
        from shopdesk.reporting.year_list import write_year

        with services.reading():
            data = load(services, store_id, date(year, 1, 1), date(year, 12, 31), None)
        write_year(title, about, campaign_lines(data), day_lines(data), target)

    save_file(
        page.context,
        page,
        title=tr("Export to Excel"),
        suggested=title,
        kind=FileKind.WORKBOOK,
        write=write,
        working=tr("Writing the workbook"),
    )
