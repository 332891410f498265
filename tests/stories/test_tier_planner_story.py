"""An owner hires a team, asks what 200,000 a month carries, makes an own table, and puts a mistake right.

From the first click to the database: every step is done in the window, and both the screen and the data are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App
from shopdesk.domain.stores import Store
from shopdesk.gui.events import Events
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.gui.pages.people.person_dialogs import HireDialog
from shopdesk.gui.task_runner import TaskRunner
from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.message_bar import MessageBar
from tests.gui import hands
from tests.gui.hands import click


@pytest.fixture
def context(qtbot: QtBot, qapp: QApplication, app: App, store: Store) -> Iterator[PageContext]:
    theme = Theme(dark=False)
    qapp.setFont(base_font())
    window = QWidget()
    qtbot.addWidget(window)
    events, tasks = Events(), TaskRunner()
    app.services.ctx.listeners.append(events.committed)
    failures: list[object] = []
    tasks.failed.connect(failures.append)
    yield PageContext(
        app=app, tasks=tasks, messages=MessageBar(window), theme=theme, events=events, window=window, store=store
    )
    tasks.stop()
    assert not failures


@pytest.fixture
def settle(qtbot: QtBot, qapp: QApplication, context: PageContext) -> Callable[[], None]:
    return lambda: hands.settle(qtbot, context.tasks)


def test_from_hiring_to_an_own_table_with_a_mistake_put_right(
    qtbot: QtBot, context: PageContext, settle: Callable[[], None]
) -> None:
    page = PeoplePage(context)
    qtbot.addWidget(page)
    page.resize(1180, 900)
    page.show()
    settle()

    # Two service people and a warehouse man are hired with the form.
    for name, role in (("李娜", "service"), ("王芳", "service_after"), ("周杰", "warehouse")):
        click(page, "people.hireButton")
        form = page.team.dialog
        assert isinstance(form, HireDialog)
        form.name.setText(name)
        form.role.choose(role)
        click(form, "form.ok")
        settle()
    assert page.team.people_model.rowCount() == 3
    assert len(context.services.people.active(context.store_id, context.clock.today())) == 3

    # What does 200,000 a month carry?
    page.show_planner()
    settle()
    qtbot.keyClicks(page.planner.turnover, "200000")
    qtbot.keyClick(page.planner.turnover, Qt.Key.Key_Return)
    settle()
    assert page.planner.headline.text() == "Tier 200,000: 6 people"
    assert page.planner.gap.sentences()[:4] == [
        "Customer service: promote 1 of the team to lead",
        "Customer service: hire 1",
        "Design: hire 1",
        "Promotion: hire 1",
    ]

    # Lean start is compared and chosen, copied, and the published slip of a zero typed in: 800,000.
    click_card = page.planner.findChild(QWidget, "people.planner.choice.lean")
    assert click_card is not None
    qtbot.mouseClick(click_card, Qt.MouseButton.LeftButton)
    settle()
    click(page, "people.planner.copy")
    settle()
    grid = page.planner.ladder.table.grid
    grid.setCurrentIndex(grid.model().index(0, 6))
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "800000")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.model().index(0, 6).data() == "800,000")
    settle()
    said = [
        page.planner.ladder.table.findings.item(row).text() for row in range(page.planner.ladder.table.findings.count())
    ]
    assert any("800,000 stands between 50,000 and 100,000. Did you mean 80,000?" in text for text in said)

    # Undo puts it right, on the screen and in the data; the own table stays.
    context.services.history.undo()
    settle()
    assert grid.model().index(0, 6).data() == "80,000"
    own = context.services.tiers.choices(context.store_id)[-1]
    assert [step.turnover_fen for step in own.ladder.steps] == [1_000_000, 5_000_000, 8_000_000, 10_000_000]
    assert context.services.tiers.chosen(context.store_id) == own.key

    # The next visit begins where this one ended.
    again = PeoplePage(context)
    qtbot.addWidget(again)
    again.show()
    again.show_planner()
    settle()
    assert again.planner.turnover.fen == 20_000_000
    assert again.planner.ladder.name.text() == own.name
