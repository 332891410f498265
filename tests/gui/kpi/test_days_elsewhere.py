"""Days without lines lead to others, the calendar of data follows the days, and an alert says why it has no record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.ledger.alerts import Unclassified, money_alerts
from shopdesk.domain.periods import Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage
from tests.gui.hands import click
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import lively_store

SUNDAY = date(2026, 3, 15)
Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> KpiPage:
    """The page of a store with sixty days of figures."""
    lively_store(page_context.services.ctx, page_context.store_id, SUNDAY)
    return open_kpi_page(qtbot, page_context, settle)


def test_an_alert_that_nobody_can_judge_says_why(page: KpiPage, settle: Settle) -> None:
    page.tabs.open("alerts")
    settle()
    (lines,) = money_alerts(Period(SUNDAY, SUNDAY), [], [], Unclassified(2, -300))
    tab = page.tabs.part("alerts")
    tab.show_alerts([lines])
    said = [label.text() for label in tab.findChildren(QLabel) if "Statement lines of no known kind" in label.text()]
    assert said == [
        "Statement lines of no known kind: 2, -3.00 together. Add a rule for them.\nHow often it rang before cannot be "
        "told: a rule counts for older lines too, so nobody can tell on which day they had none."
    ]
    menu = tab.findChild(QToolButton, "kpi.alertActs.not_classified").menu()
    assert [act.text() for act in menu.actions()] == ["Make a problem of it", "Seen"]


@pytest.mark.parametrize("name", ["channels", "products"])
def test_days_without_lines_lead_to_the_nearest_that_have_some(page: KpiPage, settle: Settle, name: str) -> None:
    """The last figures are of Sunday: a span after it, as long, that ends there is one click away."""
    after = Period(SUNDAY + timedelta(days=20), SUNDAY + timedelta(days=29))
    page.range.choose(Range.CUSTOM, after)
    page.tabs.open(name)
    settle()
    empty = page.tabs.part(name).empty
    assert empty.isVisible() and empty.button.isVisible()
    assert empty.button.text() == "Show 2026-03-06 to 2026-03-15"
    click(page, f"kpi.{name}Near")
    settle()
    assert page.range.selection.period == Period(date(2026, 3, 6), SUNDAY)
    assert page.tabs.part(name).view.isVisible() and not empty.isVisible()


def test_the_list_of_products_is_reached_where_no_report_has_any(page: KpiPage, settle: Settle) -> None:
    page.range.choose(Range.CUSTOM, Period(SUNDAY + timedelta(days=20), SUNDAY + timedelta(days=29)))
    page.tabs.open("products")
    settle()
    (way,) = [one for one in page.findChildren(QPushButton) if one.text() == "List of products…" and one.isVisible()]
    way.click()
    settle()
    dialog = page.tabs.part("products").dialog
    assert dialog is not None and dialog.isVisible()
    dialog.close()


def test_the_calendar_of_data_opens_in_the_month_that_is_shown_above(page: KpiPage, settle: Settle) -> None:
    page.range.choose(Range.CUSTOM, Period(date(2026, 2, 1), date(2026, 2, 20)))
    settle()
    page.tabs.open("gaps")
    settle()
    calendar = page.tabs.part("gaps")
    assert calendar.month.month == date(2026, 2, 1)
    calendar.month.choose(date(2026, 1, 1))
    calendar.show_table(page._view.table)
    assert calendar.month.month == date(2026, 1, 1), "what the reader chose stays"
    page.range.choose(Range.CUSTOM, Period(date(2026, 3, 1), date(2026, 3, 10)))
    settle()
    assert calendar.month.month == date(2026, 3, 1)
