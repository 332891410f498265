"""What the tests of the people page share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext


@pytest.fixture
def settle(qtbot: QtBot, page_context: PageContext) -> Callable[[], None]:
    """Wait until tasks are answered, and also those that a commit or an answer sets off."""

    def wait() -> None:
        for _ in range(4):
            QTest.qWait(0)
            qtbot.waitUntil(page_context.tasks.idle, timeout=15_000)

    return wait
