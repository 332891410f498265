"""What another program wrote is on screen after one question, on every page and in every part within it.

The window asks more often than once a second; how long an answer takes is the machine's affair, so questions are
counted here and seconds are not. A usual run writes for one of each part and for every third of those beside it;
``SHOPDESK_EXTREMES=all`` for each.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App, open_app
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.look import Look
from shopdesk.gui.navigation import PAGES, PageEntry
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle
from tests.gui.walk import views

EVERY = os.environ.get("SHOPDESK_EXTREMES") == "all"
_NEVER = 3_600_000


def in_view(desktop: Desktop) -> list[Look]:
    """What the page in view asks and shows."""
    page = desktop.window.pages.current
    return [one for one in page.findChildren(Look) if one._widget.isVisible() and one.tables]


def name(look: Look) -> str:
    """The widget that asks and what is asked."""
    return f"{type(look._widget).__name__}.{look._load.__name__}"


def own_table(look: Look, looks: list[Look]) -> str:
    """The table of a look that fewest others read, so that it is this one that has to notice."""
    readers = Counter(table for one in looks for table in one.tables or ())
    return min(sorted(look.tables or ()), key=lambda table: readers[table])


def write_elsewhere(other: App, table: str) -> None:
    """Commit something about a table, as a command does in a process of its own."""
    with other.services.ctx.open_uow("elsewhere") as uow:
        uow.touch(table)
        uow.commit()


def refreshed(qtbot: QtBot, desktop: Desktop, other: App, look: Look) -> bool:
    """Whether a look shows its answer anew after one question to the data."""
    shown: list[object] = []
    show = look._show
    look._show = lambda answer: (shown.append(answer), show(answer))
    write_elsewhere(other, own_table(look, in_view(desktop)))
    assert not shown
    desktop.foreign.ask()
    settle(qtbot, desktop)
    look._show = show
    return bool(shown) and look.stands


@pytest.mark.timeout(400)
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_what_another_program_wrote_is_shown_after_one_question(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, entry: PageEntry
) -> None:
    clock = FixedClock(NOW)
    with on_sample(qtbot, qapp, tmp_path / "data", "en", clock) as desktop:
        assert desktop.foreign._timer.interval() < 1_000, "it asks more often than once a second"
        desktop.foreign._timer.setInterval(_NEVER)
        other = open_app(desktop.app.paths.data, "en", clock=clock)
        tried: set[int] = set()
        stale: list[str] = []
        for view in views(desktop, lambda: settle(qtbot, desktop), entry.name):
            fresh = [look for look in in_view(desktop) if id(look) not in tried]
            tried.update(map(id, fresh))
            for look in fresh if EVERY else fresh[::3]:
                if not refreshed(qtbot, desktop, other, look):
                    stale.append(f"{view}: {name(look)}")
        other.close()
        page = desktop.window.pages.current
        left = [name(one) for one in page.findChildren(Look) if id(one) not in tried and one.answered and one.tables]
    assert not stale, "\n".join(stale)
    assert tried and not left, f"nobody looked at {left}"
