"""Stories play on the same ground as the window's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from tests.gui.conftest import page_context, rules, settle
from tests.gui.sample_store import make_sample
from tests.gui.shell.conftest import Start, start
from tests.gui.shell.support import close, with_store
from tests.gui.shell.support import settle as settle_window
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
def sample_desktop(qtbot: QtBot, qapp: QApplication, clock: FixedClock, tmp_path: Path) -> Iterator[Desktop]:
    """The window on a sample store in Chinese, as of the clock's Monday."""
    app = bootstrap.prepare(make_sample(tmp_path / "data", "zh_CN", settled=True), "zh_CN", clock=clock)
    qapp.setFont(base_font())
    opened = Desktop(qapp, app)
    opened.window.show()
    opened.open_data()
    settle_window(qtbot, opened)
    yield opened
    close(opened)
    i18n.set_language("en")


@pytest.fixture
def shop(open_shop: Callable[[], Shop]) -> Shop:
    return open_shop()
