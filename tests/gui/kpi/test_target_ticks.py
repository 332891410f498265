"""The tick beside a month's target, by mouse: the month keeps its target when the year is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from tests.kpi_data import lively_store
from tests.stories.test_targets_story import open_targets

MARCH = date(2026, 3, 1)


def test_a_month_that_is_ticked_stays_and_one_that_is_not_gives_way(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, targets = page_context.store_id, page_context.services.targets
    lively_store(page_context.services.ctx, store, date(2026, 3, 15))
    targets.set_year(store, 2026, 1_200_000_00)
    tab = open_targets(qtbot, page_context, settle)
    stays = tab._rows[2][2]

    def tick() -> None:
        qtbot.mouseClick(stays, Qt.MouseButton.LeftButton, pos=QPoint(10, stays.height() // 2))
        settle()

    def kept() -> list[date]:
        return [one.month for one in targets.months(store, 2026) if one.locked]

    before = targets.month(store, MARCH)
    tick()
    assert (kept(), stays.isChecked()) == ([MARCH], True)
    targets.set_year(store, 2026, 2_400_000_00)
    assert targets.month(store, MARCH) == before
    tick()
    assert (kept(), stays.isChecked()) == ([], False)
    targets.set_year(store, 2026, 3_600_000_00)
    assert targets.month(store, MARCH) != before
