"""One walk through every view of the window: names, keys, Tab and what a screen reader finds are looked at in each.

Opening a view costs far more than looking at it, so all that only looks goes along on the same walk; what it looks for
is said in the modules that the looks come from. A usual run walks in Chinese, dialogs being opened in English
(test_every_dialog.py); ``SHOPDESK_EXTREMES=all`` in both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from tests.gui.keys_in_place import KeyRound
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle
from tests.gui.test_every_control import ambiguous_keys
from tests.gui.test_screen_reader import reader_faults
from tests.gui.test_tab_round import lost_by_tab
from tests.gui.walk import unnamed, views

LANGUAGES = ["zh_CN", "en"] if os.environ.get("SHOPDESK_EXTREMES") == "all" else ["zh_CN"]


@pytest.fixture(params=LANGUAGES)
def desktop(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store, in front."""
    with on_sample(qtbot, qapp, tmp_path / "data", request.param, FixedClock(NOW)) as opened:
        opened.window.activateWindow()
        qtbot.waitUntil(opened.window.isActiveWindow)
        yield opened


@pytest.mark.timeout(400)
def test_every_view_is_named_heard_walked_round_and_answers_its_keys(qtbot: QtBot, desktop: Desktop) -> None:
    wrong: dict[str, str] = {}
    keys = KeyRound()
    seen = nodes = 0
    for view in views(desktop, lambda: settle(qtbot, desktop)):
        seen += 1
        found = unnamed(desktop.window) + ambiguous_keys(desktop.window)
        heard, faulty = reader_faults(desktop.window)
        nodes += heard
        found += faulty + lost_by_tab(desktop.window, view) + keys.in_place(desktop.window)
        for line in found:
            wrong.setdefault(line, view)
    assert not wrong, "\n".join(f"{view}: {line}" for line, view in wrong.items())
    assert seen >= 18, "some views were not opened"
    assert nodes > 2_000
    assert keys.pressed > 400
