"""What the report calls its span: one set of words for a week, one for a month."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.periods import By
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanWords:
    """The words in which a week and a month differ, each said once and worn by every sheet."""

    report: Text
    this: Text
    before: Text
    last_year: Text
    whole: Text
    sales_before: Text
    check: Text
    past: Text
    past_one: Text
    past_chart: Text
    plan: Text
    meeting: Text
    brought: Text
    direction: Text
    no_figures: Text
    no_sales: Text
    no_causes: Text
    no_products: Text
    none_fell: Text
    no_channels: Text
    no_agents: Text
    no_checks: Text
    no_gaps: Text
    ended: Text
    none_ended: Text
    none_running: Text
    coming: Text
    none_coming: Text
    closed_since: Text
    agents: Text
    people: Text
    account: Text
    not_over: Text


WEEK_WORDS = SpanWords(
    report=Text("Weekly report"),
    this=Text("This week"),
    before=Text("Week before"),
    last_year=Text("Same week last year"),
    whole=Text("Whole week"),
    sales_before=Text("Sales, week before"),
    check=Text("Check: this week less the week before"),
    past=Text("The last weeks"),
    past_one=Text("Week"),
    past_chart=Text("Paid amount by week (yuan)"),
    plan=Text("Next week and agenda"),
    meeting=Text("Agenda of the weekly meeting"),
    brought=Text("1. What last week brought"),
    direction=Text("5. Next week's target and direction"),
    no_figures=Text("No figures for this week. Import the platform's exports first."),
    no_sales=Text("No sales figures for this week."),
    no_causes=Text("Sales, visitors or orders are missing in this week or the one before."),
    no_products=Text("No product report covers this week."),
    none_fell=Text("No product sold less than the week before."),
    no_channels=Text("No channel or ad report covers this week."),
    no_agents=Text("No customer service report covers this week."),
    no_checks=Text("No daily worksheet was filled in before the end of this week."),
    no_gaps=Text("No gaps: every source covers every day of the week."),
    ended=Text("Ended this week: plan against actual"),
    none_ended=Text("No campaign ended this week."),
    none_running=Text("No campaign runs beyond this week."),
    coming=Text("Coming in the next four weeks"),
    none_coming=Text("No campaign is planned for the next four weeks."),
    closed_since=Text("Open at the end of the week, closed since"),
    agents=Text("Customer service this week"),
    people=Text("People cost, month to date"),
    account=Text("In and out of the account this week, in yuan"),
    not_over=Text("The week is not over; its last days are missing."),
)

MONTH_WORDS = SpanWords(
    report=Text("Monthly report"),
    this=Text("This month"),
    before=Text("Month before"),
    last_year=Text("Same month last year"),
    whole=Text("Whole month"),
    sales_before=Text("Sales, month before"),
    check=Text("Check: this month less the month before"),
    past=Text("The last months"),
    past_one=Text("Month"),
    past_chart=Text("Paid amount by month (yuan)"),
    plan=Text("Next month and agenda"),
    meeting=Text("Agenda of the monthly meeting"),
    brought=Text("1. What the month brought"),
    direction=Text("5. Next month's target and direction"),
    no_figures=Text("No figures for this month. Import the platform's exports first."),
    no_sales=Text("No sales figures for this month."),
    no_causes=Text("Sales, visitors or orders are missing in this month or the one before."),
    no_products=Text("No product report covers this month."),
    none_fell=Text("No product sold less than the month before."),
    no_channels=Text("No channel or ad report covers this month."),
    no_agents=Text("No customer service report covers this month."),
    no_checks=Text("No daily worksheet was filled in before the end of this month."),
    no_gaps=Text("No gaps: every source covers every day of the month."),
    ended=Text("Ended this month: plan against actual"),
    none_ended=Text("No campaign ended this month."),
    none_running=Text("No campaign runs beyond this month."),
    coming=Text("Coming next month"),
    none_coming=Text("No campaign is planned for the next month."),
    closed_since=Text("Open at the end of the month, closed since"),
    agents=Text("Customer service this month"),
    people=Text("People cost of the month"),
    account=Text("In and out of the account this month, in yuan"),
    not_over=Text("The month is not over; its last days are missing."),
)


def words_of(by: By) -> SpanWords:
    """The words of the weekly or of the monthly report."""
    return MONTH_WORDS if by is By.MONTH else WEEK_WORDS
