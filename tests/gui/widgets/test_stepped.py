"""Bars and gauge: the arrows go from figure to figure, and each is told as the description."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.gui.pages.kpi.effect_bars import Bar as Effect
from shopdesk.gui.pages.kpi.effect_bars import EffectBars
from shopdesk.gui.pages.people.gauge import Gauge
from shopdesk.gui.screen_reader import Drawn
from shopdesk.gui.theme import theme_for
from shopdesk.gui.widgets.share_bars import Bar, ShareBars
from shopdesk.gui.widgets.stepped import SteppedDrawing


def shares() -> ShareBars:
    made = ShareBars(theme_for("light", rise_is_red=True), "shares", "By area")
    made.set_bars([Bar("Floor", 0.5, "5 of 10"), Bar("Ads", 1.0, "3 of 3"), Bar("Chat", None, "—")])
    return made


def effects() -> EffectBars:
    made = EffectBars(theme_for("light", rise_is_red=True), "effects")
    made.set_bars([Effect("Visitors", "10 → 12", 300), Effect("Conversion", "2% → 1%", -200), Effect("Sum", "", 100)])
    return made


def gauge() -> Gauge:
    made = Gauge(theme_for("light", rise_is_red=True))
    made.show_ratios(Decimal("0.06"), Decimal("0.07"), Decimal("0.05"), Decimal("0.09"))
    return made


@pytest.mark.parametrize("make", [shares, effects, gauge])
def test_arrows_walk_and_say(qtbot: QtBot, make: Callable[[], SteppedDrawing]) -> None:
    drawing = make()
    qtbot.addWidget(drawing)
    drawing.show()
    assert isinstance(drawing, Drawn) and drawing.focusPolicy() & Qt.FocusPolicy.TabFocus
    points = drawing.reader_points()
    assert len(points) == 3
    told = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(drawing, key)
        told.append(drawing.accessibleDescription())
    assert told == [points[place] for place in (0, 1, 2, 2, 1, 0)]
    drawing.setFocus()
    drawing.grab()
