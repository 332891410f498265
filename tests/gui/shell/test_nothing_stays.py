"""A window that another one took the place of goes with all its pages, whatever was looked at in it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle
from tests.gui.walk import views


def look_at_everything(qtbot: QtBot, desktop: Desktop) -> dict[str, weakref.ref[object]]:
    """Every part of every page once; the window and its pages as they may go."""
    kept: dict[str, weakref.ref[object]] = {"window": weakref.ref(desktop.window)}
    for view in views(desktop, lambda: settle(qtbot, desktop)):
        pages = desktop.window.pages
        assert pages is not None and pages.current is not None
        kept[view.split(" / ")[0]] = weakref.ref(pages.current)
    return kept


@pytest.mark.timeout(300)
def test_nothing_of_a_window_outlives_it(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with on_sample(qtbot, qapp, tmp_path / "data", "en", FixedClock(NOW)) as desktop:
        kept = look_at_everything(qtbot, desktop)
        assert len(kept) == 6
        desktop.set_language("zh_CN")
        settle(qtbot, desktop)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle(qtbot, desktop)
        gc.collect()
        assert [name for name, one in kept.items() if one() is not None] == []
