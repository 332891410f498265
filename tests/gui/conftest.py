"""What the window's tests share: the surroundings of a page, on a real data folder with real tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App
from shopdesk.domain.stores import Store
from shopdesk.gui.events import Events
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.task_runner import Task, TaskRunner
from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.message_bar import MessageBar
from tests.gui import hands
from tests.gui.hands import ModelRules


@pytest.fixture
def page_context(qtbot: QtBot, qapp: QApplication, app: App, store: Store) -> Iterator[PageContext]:
    """Everything a page needs; a task that nobody handles fails the test."""
    theme = Theme(dark=False)
    qapp.setFont(base_font())
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    messages = MessageBar(window)
    events = Events()
    app.services.ctx.listeners.append(events.committed)
    tasks = TaskRunner()
    unhandled: list[Task] = []
    tasks.failed.connect(unhandled.append)
    yield PageContext(app=app, tasks=tasks, messages=messages, theme=theme, events=events, window=window, store=store)
    tasks.stop()
    app.services.ctx.listeners.remove(events.committed)
    assert not unhandled, unhandled[0].report


@pytest.fixture
def settle(qtbot: QtBot, page_context: PageContext) -> Callable[[], None]:
    """Wait until every task is answered, and also those that a commit or an answer sets off."""
    return lambda: hands.settle(qtbot, page_context.tasks)


@pytest.fixture
def rules() -> Iterator[ModelRules]:
    """Item models are watched until the test ends."""
    watching = ModelRules()
    yield watching
    watching.let_go()
