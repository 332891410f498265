"""The sheet with the campaigns: run (plan against actual), running, coming, and what is to be done for them."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES
from shopdesk.domain.campaigns.records import Campaign, Milestone
from shopdesk.domain.report.records import CampaignLine, PeriodReport
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, add_table
from shopdesk.reporting.book.values import quotient, yuan

_WIDTHS = (30, 17, 12, 12, 14, 14, 11, 11, 11, 11, 14, 10)


def add_campaigns(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Campaigns"), about, _WIDTHS)
    for title, lines, empty in (
        (tr(report.words.ended), report.campaigns_run, tr(report.words.none_ended)),
        (tr("Running on"), report.campaigns_running, tr(report.words.none_running)),
    ):
        sheet.section(title)
        if lines:
            _judged(sheet, lines)
        else:
            sheet.nothing(empty)
    sheet.section(tr(report.words.coming))
    if report.campaigns_coming:
        _coming(sheet, report.campaigns_coming)
    else:
        sheet.nothing(tr(report.words.none_coming))
    if report.open_milestones:
        sheet.section(tr("Still to be done"))
        _milestones(sheet, report)


def _judged(sheet: Sheet, lines: Sequence[CampaignLine]) -> None:
    columns: list[Column[CampaignLine]] = [
        *_who_and_when(),
        Column(
            title=tr("Planned sales"),
            kind="money",
            key="planned",
            value=lambda line: yuan(line.campaign.plan_sales_fen),
        ),
        Column(
            title=tr("Actual sales"),
            kind="money",
            key="sales",
            value=lambda line: yuan(line.review.store.sales_fen if line.review else None),
        ),
        Column(
            title=tr("Reached"),
            kind="rate",
            value=lambda line: line.review.sales_against_plan if line.review else None,
            formula=quotient("sales", "planned"),
        ),
        Column(title=tr("Planned orders"), kind="count", key="wanted", value=lambda line: line.campaign.plan_orders),
        Column(
            title=tr("Actual orders"),
            kind="count",
            key="orders",
            value=lambda line: line.review.store.orders if line.review else None,
        ),
        Column(
            title=tr("Reached"),
            kind="rate",
            value=lambda line: line.review.orders_against_plan if line.review else None,
            formula=quotient("orders", "wanted"),
        ),
        Column(title=tr("Spend"), kind="money", value=lambda line: yuan(line.campaign.spend_fen)),
        Column(title=tr("Sales ÷ spend"), kind="multiple", value=lambda line: line.review.roi if line.review else None),
    ]
    add_table(sheet, columns, lines)
    for line in lines:
        if line.campaign.lessons:
            sheet.note(tr("{campaign}, lessons: {text}", campaign=line.campaign.name, text=line.campaign.lessons))
    sheet.note(
        tr(
            "Actual figures are the whole store's on these days. Sales ÷ spend takes the campaign's own products where "
            "they are known, and all that the campaign cost; it is not the ROI of the ads."
        )
    )
    sheet.row += 1


def _who_and_when() -> list[Column[CampaignLine]]:
    return [
        Column(title=tr("Campaign"), kind="strong", value=lambda line: line.campaign.name),
        Column(title=tr("Kind"), kind="middle", value=lambda line: tr(KIND_NAMES[line.campaign.kind])),
        Column(title=tr("From"), kind="date", value=lambda line: line.campaign.start),
        Column(title=tr("To"), kind="date", value=lambda line: line.campaign.end),
    ]


def _coming(sheet: Sheet, lines: Sequence[CampaignLine]) -> None:
    columns: list[Column[CampaignLine]] = [
        *_who_and_when(),
        Column(title=tr("State"), kind="middle", value=lambda line: tr(STATE_NAMES[line.campaign.state])),
        Column(title=tr("Planned sales"), kind="money", value=lambda line: yuan(line.campaign.plan_sales_fen)),
        Column(title=tr("Done", context="milestones"), kind="count", value=lambda line: line.done_milestones),
        Column(title=tr("Open", context="milestones"), kind="count", value=lambda line: len(line.open_milestones)),
        Column(
            title=tr("Next due"),
            kind="date",
            value=lambda line: line.open_milestones[0].due if line.open_milestones else None,
        ),
        Column(title=tr("Owner"), kind="middle", value=lambda line: line.campaign.owner),
    ]
    add_table(sheet, columns, lines)
    sheet.row += 1


def _milestones(sheet: Sheet, report: PeriodReport) -> None:
    columns: list[Column[tuple[Milestone, Campaign]]] = [
        Column(title=tr("What is to be done"), value=lambda one: one[0].title(current_language())),
        Column(title=tr("Campaign"), value=lambda one: one[1].name),
        Column(title=tr("Due"), kind="date", value=lambda one: one[0].due),
        Column(
            title=tr("State"),
            kind="middle",
            value=lambda one: tr("overdue") if one[0].due < report.known_until else "",
        ),
    ]
    add_table(sheet, columns, report.open_milestones)
    sheet.row += 1
