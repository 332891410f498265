"""What the tests of the daily page share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.view import ProblemsPart

TODAY = date(2026, 3, 16)


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]) -> DailyPage:
    """The daily page as it stands in the window, on today's form."""
    found = DailyPage(page_context)
    qtbot.addWidget(found)
    found.resize(1200, 760)
    with qtbot.waitActive(found):
        found.show()
        found.activateWindow()
    settle()
    return found


@pytest.fixture
def make_problem(page_context: PageContext) -> Callable[..., Problem]:
    """Open a problem in the data file."""

    def make(title: str, **values: object) -> Problem:
        start: dict[str, object] = {"store_id": page_context.store_id, "title": title, "opened_on": TODAY}
        return page_context.services.problems.create(Problem(**{**start, **values}))  # type: ignore[arg-type]

    return make


@pytest.fixture
def today(page: DailyPage) -> Any:
    """Today's form with somebody chosen as the checker and the keyboard on it."""
    found = page.view("today")
    found.bar.who.setCurrentText("小满")
    found.table.setFocus()
    return found


@pytest.fixture
def view(page: DailyPage, settle: Callable[[], None]) -> ProblemsPart:
    """The problems view in front."""
    found = page.show_view("problems")
    settle()
    assert isinstance(found, ProblemsPart)
    return found


@pytest.fixture
def show(view: ProblemsPart, settle: Callable[[], None]) -> Callable[[], ProblemsPart]:
    """Bring the problems view up to date."""

    def again() -> ProblemsPart:
        view.refresh()
        settle()
        return view

    return again
