"""The weekly and the monthly report as an Excel workbook: sheets in the order in which the meeting reads them."""

from __future__ import annotations

from pathlib import Path

from shopdesk.domain.kpi.kinds import BASIS_NAMES
from shopdesk.domain.report.records import PeriodReport
from shopdesk.infra.garbage import without_search
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.period.campaigns import add_campaigns
from shopdesk.reporting.period.causes import add_causes
from shopdesk.reporting.period.checks import add_checks
from shopdesk.reporting.period.competitors import add_competitors
from shopdesk.reporting.period.days import add_days
from shopdesk.reporting.period.money import add_money
from shopdesk.reporting.period.notes import add_notes
from shopdesk.reporting.period.overview import fill_overview, start_overview
from shopdesk.reporting.period.people import add_people
from shopdesk.reporting.period.plan import add_plan
from shopdesk.reporting.period.products import add_products
from shopdesk.reporting.period.traffic import add_traffic


def about_line(report: PeriodReport) -> str:
    """Of which store and span the report is, how orders count, and when it was made."""
    return tr(
        "{store} · {report} {span} · {start} to {end} · orders {basis} · made {made}",
        store=report.store,
        report=report.words.report,
        span=report.label,
        start=report.period.start.isoformat(),
        end=report.period.end.isoformat(),
        basis=tr(BASIS_NAMES[report.basis]),
        made=f"{report.made_at:%Y-%m-%d %H:%M}",
    )


def build(report: PeriodReport) -> Book:
    """The workbook in memory, in the language in use."""
    book = Book(f"{tr(report.words.report)} {report.label}")
    about = about_line(report)
    overview = start_overview(book, about)
    days = add_days(book, report, about)
    fill_overview(overview, report, days)
    add_traffic(book, report, about)
    add_competitors(book, report, about)
    add_products(book, report, about)
    add_campaigns(book, report, about)
    add_checks(book, report, about)
    add_people(book, report, about)
    add_money(book, report, about)
    add_causes(book, report, about)
    add_plan(book, report, about)
    add_notes(book, report, about)
    book.workbook.active = 0
    return book


def write_workbook(report: PeriodReport, target: Path) -> Book:
    """Write the workbook to ``target``, wholly or not at all.

    Raises:
        EnvironmentFault: the file is open in another program or cannot be written.
    """
    # Thousands of cells are made that stay until the file is there.
    with without_search():
        book = build(report)
        book.write(target)
    return book
