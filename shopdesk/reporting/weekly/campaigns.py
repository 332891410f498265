"""The sheet with the campaigns: run (plan against actual), running, coming, and what is to be done for them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES
from shopdesk.domain.report.records import CampaignLine, WeeklyReport
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.weekly.book import Book, Sheet, yuan

_WIDTHS = (30, 17, 12, 12, 14, 14, 11, 11, 11, 11, 14, 10)


def add_campaigns(book: Book, report: WeeklyReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("Campaigns"), about, _WIDTHS)
    for title, lines, empty in (
        (tr("Ended this week: plan against actual"), report.campaigns_run, tr("No campaign ended this week.")),
        (tr("Running on"), report.campaigns_running, tr("No campaign runs beyond this week.")),
    ):
        sheet.section(title)
        if lines:
            _judged(sheet, lines)
        else:
            sheet.nothing(empty)
    sheet.section(tr("Coming in the next four weeks"))
    if report.campaigns_coming:
        _coming(sheet, report.campaigns_coming)
    else:
        sheet.nothing(tr("No campaign is planned for the next four weeks."))
    lines = (*report.campaigns_run, *report.campaigns_running, *report.campaigns_coming)
    if any(line.open_milestones for line in lines):
        sheet.section(tr("Still to be done"))
        _milestones(sheet, report, lines)


def _judged(sheet: Sheet, lines: Sequence[CampaignLine]) -> None:
    sheet.head(
        (
            tr("Campaign"),
            tr("Kind"),
            tr("From"),
            tr("To"),
            tr("Planned sales"),
            tr("Actual sales"),
            tr("Reached"),
            tr("Planned orders"),
            tr("Actual orders"),
            tr("Reached"),
            tr("Spend"),
            tr("ROI"),
        )
    )
    for line in lines:
        row, campaign, review = sheet.row, line.campaign, line.review
        sheet.text(row, 1, campaign.name, kind="strong")
        sheet.text(row, 2, tr(KIND_NAMES[campaign.kind]), kind="middle")
        sheet.day(row, 3, campaign.start)
        sheet.day(row, 4, campaign.end)
        sheet.number(row, 5, yuan(campaign.plan_sales_fen), "money")
        sheet.number(row, 6, yuan(review.store.sales_fen if review else None), "money")
        _reached(sheet, row, 7, 5, 6, review.sales_against_plan if review else None)
        sheet.number(row, 8, campaign.plan_orders, "count")
        sheet.number(row, 9, review.store.orders if review else None, "count")
        _reached(sheet, row, 10, 8, 9, review.orders_against_plan if review else None)
        sheet.number(row, 11, yuan(campaign.spend_fen), "money")
        sheet.number(row, 12, review.roi if review else None, "multiple")
        sheet.row += 1
        if campaign.lessons:
            sheet.note(tr("Lessons: {text}", text=campaign.lessons))
    sheet.note(tr("Actual figures are the whole store's on these days; ROI is of the campaign's products where known."))
    sheet.row += 1


def _reached(sheet: Sheet, row: int, column: int, plan: int, actual: int, expected: Decimal | None) -> None:
    formula = f"ROUND({sheet.place(actual, row)}/{sheet.place(plan, row)},6)"
    sheet.formula(row, column, formula, expected, "rate")


def _coming(sheet: Sheet, lines: Sequence[CampaignLine]) -> None:
    sheet.head(
        (
            tr("Campaign"),
            tr("Kind"),
            tr("From"),
            tr("To"),
            tr("State"),
            tr("Planned sales"),
            tr("Done", context="milestones"),
            tr("Open", context="milestones"),
            tr("Next due"),
            tr("Owner"),
        )
    )
    for line in lines:
        row, campaign = sheet.row, line.campaign
        sheet.text(row, 1, campaign.name, kind="strong")
        sheet.text(row, 2, tr(KIND_NAMES[campaign.kind]), kind="middle")
        sheet.day(row, 3, campaign.start)
        sheet.day(row, 4, campaign.end)
        sheet.text(row, 5, tr(STATE_NAMES[campaign.state]), kind="middle")
        sheet.number(row, 6, yuan(campaign.plan_sales_fen), "money")
        sheet.number(row, 7, line.done_milestones, "count")
        sheet.number(row, 8, len(line.open_milestones), "count")
        sheet.day(row, 9, line.open_milestones[0].due if line.open_milestones else None)
        sheet.text(row, 10, campaign.owner, kind="middle")
        sheet.row += 1
    sheet.row += 1


def _milestones(sheet: Sheet, report: WeeklyReport, lines: Sequence[CampaignLine]) -> None:
    sheet.head((tr("What is to be done"), tr("Campaign"), tr("Due"), tr("State")))
    open_ones = [(milestone, line.campaign) for line in lines for milestone in line.open_milestones]
    for milestone, campaign in sorted(open_ones, key=lambda pair: (pair[0].due, pair[1].start)):
        row = sheet.row
        sheet.text(row, 1, milestone.title(current_language()))
        sheet.text(row, 2, campaign.name)
        sheet.day(row, 3, milestone.due)
        late = milestone.due <= report.week.end
        sheet.text(row, 4, tr("overdue") if late else "", kind="middle")
        sheet.row += 1
    sheet.row += 1
