"""Two windows on one data folder, two people who answer the same item by a key: neither loses the other's answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from tests.gui.shell.support import close, settle
from tests.stories.shop import MONDAY, Key, Shop

ITEM = "meeting.target"


class Seats:
    """Lina and Wang, each before a window of their own."""

    def __init__(self, lina: Shop, wang: Shop) -> None:
        self.lina, self.wang = lina, wang
        for shop, name in ((self.lina, "LiNa"), (self.wang, "Wang")):
            shop.desktop.foreign.stop()  # nothing is heard before the test says so
            shop.is_checker(name)

    def answers(self, shop: Shop, *keys: Key | str, item: str = ITEM) -> None:
        self.sit_down(shop)
        shop.stand_on(item)
        shop.press(*keys)

    def sit_down(self, shop: Shop) -> None:
        shop.desktop.window.activateWindow()
        shop.qtbot.waitUntil(shop.desktop.window.isActiveWindow)

    def stands(self, item: str = ITEM) -> tuple[str, Result]:
        found = self.wang.services.daily.sheet(self.wang.store_id, MONDAY).line(item).answer
        return found.who, found.result


@pytest.fixture
def seats(shop: Shop, qtbot: QtBot, qapp: QApplication, clock: FixedClock) -> Iterator[Seats]:
    beside = Desktop(qapp, bootstrap.prepare(shop.desktop.app.paths.data, "en", clock=clock))
    beside.window.show()
    beside.open_data()
    settle(qtbot, beside)
    yield Seats(shop, Shop(qtbot, beside, clock))
    close(beside)


def said(shop: Shop) -> str:
    return str(shop.desktop.window.messages.text)


def test_a_key_does_not_write_over_what_the_other_answered(seats: Seats) -> None:
    lina, wang = seats.lina, seats.wang
    seats.answers(wang, Key.Key_1)
    assert lina.today.sheet.line(ITEM).answer is None, "not known to her window yet"
    seats.answers(lina, Key.Key_3)
    assert seats.stands() == ("Wang", Result.PASS)
    assert "Wang answered" in said(lina)
    assert "09:00" in said(lina)
    assert lina.today.table.current_line().item.code == ITEM, "the cursor is where the next press belongs"
    assert lina.today.table.current_line().answer.who == "Wang", "the form shows what stands now"
    lina.press(Key.Key_3)
    assert seats.stands() == ("LiNa", Result.NOT_APPLICABLE)
    lina.services.history.undo()
    assert seats.stands() == ("Wang", Result.PASS)


def test_the_same_key_says_nothing_and_the_first_one_stands(seats: Seats) -> None:
    seats.answers(seats.wang, Key.Key_1)
    before = said(seats.lina)
    seats.answers(seats.lina, Key.Key_1)
    assert seats.stands() == ("Wang", Result.PASS)
    assert said(seats.lina) == before


def test_backspace_takes_back_only_what_is_in_view(seats: Seats) -> None:
    lina, wang = seats.lina, seats.wang
    seats.answers(lina, Key.Key_1)
    wang.today.tick()
    wang.wait()
    seats.answers(wang, Key.Key_3)
    assert seats.stands() == ("Wang", Result.NOT_APPLICABLE)
    seats.answers(lina, Key.Key_Backspace)
    assert seats.stands() == ("Wang", Result.NOT_APPLICABLE)
    assert "Wang answered" in said(lina)
    lina.press(Key.Key_Backspace)
    assert wang.services.daily.sheet(wang.store_id, MONDAY).line(ITEM).answer is None


def test_what_was_filled_in_stays_in_its_fields_for_one_more_press(seats: Seats) -> None:
    lina, wang = seats.lina, seats.wang
    seats.answers(wang, Key.Key_1)
    seats.answers(lina, Key.Key_2)
    lina.today.panel.title.setText("Nobody wrote the target down")
    lina.press(Key.Key_Return)
    assert seats.stands() == ("Wang", Result.PASS)
    assert "Wang answered" in lina.today.panel.trouble.text()
    assert lina.today.panel.title.text() == "Nobody wrote the target down"
    lina.today.panel.title.setFocus()
    lina.press(Key.Key_Return)
    assert seats.stands() == ("LiNa", Result.FAIL)
    assert [one.title for one in lina.services.problems.open(lina.store_id)] == ["Nobody wrote the target down"]


def test_whoever_corrects_a_slip_at_once_is_not_asked_about_it(seats: Seats) -> None:
    lina = seats.lina
    seats.sit_down(lina)
    lina.stand_on(ITEM)
    line = lina.today.table.current_line()
    lina.today.give(line, Result.PASS)
    lina.today.give(line, Result.NOT_APPLICABLE)  # the form was not loaded anew between the two
    lina.wait()
    assert seats.stands() == ("LiNa", Result.NOT_APPLICABLE)
    assert "answered" not in said(lina)
