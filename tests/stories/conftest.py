"""Stories play on the same ground as the window's tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.infra.clock import FixedClock
from tests.gui.conftest import page_context, rules, settle
from tests.gui.shell.conftest import Start, start
from tests.gui.shell.support import with_store
from tests.stories.shop import Shop

__all__ = ["page_context", "rules", "settle", "start"]


@pytest.fixture
def wait(settle: Callable[[], None]) -> Callable[[], None]:
    """Wait until all that was asked for is answered."""
    return settle


@pytest.fixture
def open_shop(qtbot: QtBot, start: Start, clock: FixedClock, tmp_path: Path) -> Callable[[], Shop]:
    """Start the program on the folder ``data``, with a store."""

    def begin() -> Shop:
        folder = with_store(tmp_path / "data", clock)
        return Shop(qtbot, start(folder), clock)

    return begin


@pytest.fixture
def shop(open_shop: Callable[[], Shop]) -> Shop:
    return open_shop()
