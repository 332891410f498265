"""Story: an alert says since when it stands; it becomes a problem on the board, and another is explained."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.detail import ProblemDetail
from shopdesk.gui.pages.daily.problems.loading import load
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.infra.clock import FixedClock
from tests.gui.conftest import page_context  # noqa: F401 - the fixture
from tests.gui.hands import click
from tests.kpi_data import add_store_days

LAST = date(2026, 3, 15)


def test_one_alert_becomes_a_problem_and_one_is_explained(
    qtbot: QtBot,
    page_context: PageContext,  # noqa: F811
    clock: FixedClock,
) -> None:
    context = page_context
    clock.set(datetime(2026, 3, 16, 9, 0))
    add_store_days(
        context.services.ctx,
        context.store_id,
        [
            {
                "day": LAST - timedelta(days=age),
                "visitors": 700 if age < 7 else 1000,
                "buyers": 7 if age < 7 else 40,
                "dsr_service": "4.9",
            }
            for age in range(100)
        ],
    )
    page = KpiPage(context)
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    qtbot.waitUntil(lambda: context.tasks.idle() and page.alert_link.text() == "Alerts: 2", timeout=10_000)
    page.tabs.open("alerts")
    tab = page.tabs.part("alerts")

    def choose(code: str, words: str) -> None:
        """Choose from the menu of an alert."""
        made = tab.findChild(QToolButton, f"kpi.alertActs.{code}")
        (act,) = [act for act in made.menu().actions() if act.text() == words]
        act.trigger()

    said = [label.text() for label in tab.findChildren(QLabel) if "Stands since" in label.text()]
    assert len(said) == 2
    assert "In 180 days it rang 1 time: 0 became problems" in said[0]

    choose("conversion_low", "Make a problem of it")
    qtbot.waitUntil(lambda: context.tasks.idle() and page.alert_link.text() == "Alerts: 1", timeout=10_000)
    (problem,) = context.services.problems.open(context.store_id)
    assert problem.title.startswith("Conversion of the last 7 days: 1.00%, 75% less")
    assert "KPIs › Alerts" in problem.detail

    # The problem leads back to the figure, on the days for which it rang.
    detail = ProblemDetail(context)
    qtbot.addWidget(detail)
    detail.show()
    loaded = load(context.services, context.store_id, date(2026, 3, 16))
    detail.show_view(context.services.problems.view(problem.id or 0), loaded, {})
    with qtbot.waitSignal(context.events.alert_wanted) as asked:
        click(detail, "problems.figure")
    page.show_alert(*asked.args)
    qtbot.waitUntil(context.tasks.idle, timeout=10_000)
    assert page.tabs.current == "trend"
    assert page.range.selection.period.end == LAST
    other = context.services.problems.create(Problem(store_id=context.store_id, title="Other", opened_on=LAST))
    detail.show_view(context.services.problems.view(other.id or 0), loaded, {})
    assert not detail.figure.isVisible()
    page.tabs.open("alerts")

    choose("visitors_low", "That was the campaign")
    qtbot.waitUntil(lambda: context.tasks.idle() and not page.alert_link.isVisible(), timeout=10_000)
    assert tab.empty.isVisible()


def test_a_low_rating_says_since_when_and_how_often(
    qtbot: QtBot,
    page_context: PageContext,  # noqa: F811
    clock: FixedClock,
) -> None:
    context = page_context
    clock.set(datetime(2026, 3, 16, 9, 0))
    rows = [
        {"day": LAST - timedelta(days=age), "visitors": 1000, "dsr_service": "4.5" if age < 5 or age == 40 else "4.9"}
        for age in range(100)
    ]
    add_store_days(context.services.ctx, context.store_id, rows)
    page = KpiPage(context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: context.tasks.idle() and page.alert_link.text() == "Alerts: 1", timeout=10_000)
    page.tabs.open("alerts")
    tab = page.tabs.part("alerts")
    (said,) = [label.text() for label in tab.findChildren(QLabel) if "Stands since" in label.text()]
    assert "Stands since 2026-03-11. In 180 days it rang 2 times: 0 became problems" in said
    made = tab.findChild(QToolButton, "kpi.alertActs.dsr_service_low")
    assert [act.text() for act in made.menu().actions()] == ["Make a problem of it", "Seen", "That was the campaign"]
