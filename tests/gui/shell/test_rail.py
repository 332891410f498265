"""The rail of pages gives up its words, not its meaning, where pages need the room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from shopdesk.gui.navigation import PAGES, Navigation
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr

_WORDED, _PICTURED = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


def test_a_narrow_rail_shows_pictures_and_says_the_words_in_tips_and_aloud(qtbot: QtBot) -> None:
    rail = Navigation()
    qtbot.addWidget(rail)
    rail.dress(Theme(dark=False))
    rail.show()
    buttons = rail.findChildren(QToolButton)
    rail.fit(1000)
    whole = rail.sizeHint()
    assert {one.toolButtonStyle() for one in buttons} == {_WORDED}
    rail.fit(whole.width())
    assert rail.sizeHint() == whole
    rail.fit(whole.width() - 1)
    assert rail.sizeHint().width() < whole.width() / 2
    for entry, one in zip(PAGES, buttons, strict=True):
        interface = QAccessible.queryAccessibleInterface(one)
        assert one.toolButtonStyle() == _PICTURED and not one.icon().isNull()
        assert tr(entry.title) in one.toolTip()
        assert interface is not None and interface.text(QAccessible.Text.Name) == tr(entry.title)
    rail.fit(whole.width())
    assert rail.sizeHint() == whole


def test_nothing_in_the_rail_moves_when_the_pictures_come(qtbot: QtBot) -> None:
    rail = Navigation()
    qtbot.addWidget(rail)
    rail.show()
    buttons = rail.findChildren(QToolButton)
    before: list[QSize] = [one.sizeHint() for one in buttons]
    rail.dress(Theme(dark=False))
    assert [one.sizeHint() for one in buttons] == before
