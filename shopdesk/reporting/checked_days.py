"""The table of daily checks day by day, as the weekly report and the look back show it."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.daily.lookback import DayCompletion
from shopdesk.domain.money import ratio
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Placed, Total, add_table
from shopdesk.reporting.book.values import quotient, weekday


def days_table(sheet: Sheet, days: Sequence[DayCompletion], total: str, *, freeze: bool = False) -> Placed:
    """Items asked, answered and failed on each day; what is still in its time today is not asked yet."""
    asked = sum(one.asked - one.waiting for one in days)
    answered = sum(one.answered for one in days)
    rate = quotient("answered", "asked")
    columns: list[Column[DayCompletion]] = [
        Column(title=tr("Date"), kind="date", value=lambda one: one.day),
        Column(title=tr("Weekday"), kind="middle", value=lambda one: weekday(one.day)),
        Column(title=tr("Asked"), kind="count", key="asked", value=lambda one: one.asked - one.waiting, total=True),
        Column(title=tr("Answered"), kind="count", key="answered", value=lambda one: one.answered, total=True),
        Column(title=tr("Failed"), kind="count", value=lambda one: one.failed, total=True),
        Column(
            title=tr("Completion"),
            kind="rate",
            key="completion",
            value=lambda one: ratio(one.answered, one.asked - one.waiting),
            formula=rate,
            total=Total(formula=rate, expected=ratio(answered, asked), of_totals=True),
        ),
    ]
    return add_table(sheet, columns, days, total=total if days else None, freeze=freeze)
