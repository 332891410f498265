"""Bars of shares: no more than fourteen are drawn, and the widget says how many it leaves out."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.gui.theme import theme_for
from shopdesk.gui.widgets.share_bars import Bar, ShareBars


@pytest.mark.parametrize(("count", "last"), [(3, "P2: 0%"), (14, "P13: 0%"), (15, "and 1 more"), (40, "and 26 more")])
def test_what_is_not_drawn_is_counted(qtbot: QtBot, count: int, last: str) -> None:
    bars = ShareBars(theme_for("light", rise_is_red=True), "x", "Bars")
    qtbot.addWidget(bars)
    bars.set_bars([Bar("One", 0.5, "50%")])
    row = bars.sizeHint().height()
    bars.set_bars([Bar(f"P{place}", 0.0, "0%") for place in range(count)])
    told = bars.reader_points()
    assert (len(told), told[-1]) == (min(count, 15), last)
    assert bars.sizeHint().height() == len(told) * row, "the last line has its room"
    bars.resize(bars.sizeHint())
    with_rest = bars.grab().toImage()
    bars.more = 0
    assert (bars.grab().toImage() == with_rest) is (count <= 14), "it is drawn, too"
