"""A row of tabs stands where there is room for its words, whatever becomes of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.wrapping_tabs import WrappingTabBar

NAMES = ("Account", "Bridge", "Orders", "Months", "Profit", "Costs")


@pytest.fixture
def tabs(qtbot: QtBot, qapp: QApplication) -> QTabWidget:
    qapp.setFont(base_font())
    Theme(dark=False).apply(qapp)
    made = QTabWidget()
    qtbot.addWidget(made)
    made.setTabBar(WrappingTabBar(made))
    for name in NAMES:
        made.addTab(QWidget(), name)
    made.resize(260, 200)
    made.show()
    return made


def larger_letters(tabs: QTabWidget) -> None:
    font = tabs.tabBar().font()
    font.setPointSize(font.pointSize() * 2)
    tabs.tabBar().setFont(font)


@pytest.mark.parametrize(
    "change",
    [
        lambda tabs: None,
        lambda tabs: tabs.setTabText(2, "Orders without money, and money without orders"),
        lambda tabs: tabs.setCurrentIndex(4),
        lambda tabs: tabs.removeTab(1),
        lambda tabs: tabs.addTab(QWidget(), "Tax"),
        lambda tabs: tabs.resize(200, 200),
        larger_letters,
    ],
    ids=["nothing", "words", "another current", "one less", "one more", "narrower", "letters"],
)
def test_every_tab_has_room_for_its_words_beside_the_others(
    tabs: QTabWidget, qapp: QApplication, change: Callable[[QTabWidget], object]
) -> None:
    bar = tabs.tabBar()
    assert bar.tabRect(len(NAMES) - 1).top() > bar.tabRect(0).top(), "they take two lines"
    change(tabs)
    qapp.processEvents()
    places = [bar.tabRect(at) for at in range(bar.count())]
    for at, place in enumerate(places):
        wanted = bar.tabSizeHint(at)
        assert place.width() >= bar.fontMetrics().horizontalAdvance(bar.tabText(at)), bar.tabText(at)
        assert place.size() == wanted or place.width() < wanted.width(), "as large as it is now"
        assert not any(place.contains(other.center()) for other in places if other is not place), bar.tabText(at)
        assert bar.tabAt(place.center()) == at
