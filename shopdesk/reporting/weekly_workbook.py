"""The weekly report as an Excel workbook: sheets in the order in which the meeting reads them."""

from __future__ import annotations

from pathlib import Path

from shopdesk.domain.kpi.kinds import BASIS_NAMES
from shopdesk.domain.periods import By, label
from shopdesk.domain.report.records import WeeklyReport
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.weekly.campaigns import add_campaigns
from shopdesk.reporting.weekly.causes import add_causes
from shopdesk.reporting.weekly.checks import add_checks
from shopdesk.reporting.weekly.days import add_days
from shopdesk.reporting.weekly.money import add_money
from shopdesk.reporting.weekly.next_week import add_next_week
from shopdesk.reporting.weekly.notes import add_notes
from shopdesk.reporting.weekly.overview import fill_overview, start_overview
from shopdesk.reporting.weekly.people import add_people
from shopdesk.reporting.weekly.products import add_products
from shopdesk.reporting.weekly.traffic import add_traffic


def build(report: WeeklyReport) -> Book:
    """The workbook in memory, in the language in use."""
    week = label(report.week.start, By.WEEK)
    book = Book(tr("Weekly report {week}", week=week))
    about = tr(
        "{store} · weekly report {week} · {start} to {end} · orders {basis} · made {made}",
        store=report.store,
        week=week,
        start=report.week.start.isoformat(),
        end=report.week.end.isoformat(),
        basis=tr(BASIS_NAMES[report.basis]),
        made=f"{report.made_at:%Y-%m-%d %H:%M}",
    )
    overview = start_overview(book, about)
    days = add_days(book, report, about)
    fill_overview(overview, report, days)
    add_traffic(book, report, about)
    add_products(book, report, about)
    add_campaigns(book, report, about)
    add_checks(book, report, about)
    add_people(book, report, about)
    add_money(book, report, about)
    add_causes(book, report, about)
    add_next_week(book, report, about)
    add_notes(book, report, about)
    book.workbook.active = 0
    return book


def write_workbook(report: WeeklyReport, target: Path) -> Book:
    """Write the workbook to ``target``, wholly or not at all.

    Raises:
        EnvironmentFault: the file is open in another program or cannot be written.
    """
    book = build(report)
    book.write(target)
    return book
