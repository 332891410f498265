"""Days that do not go as planned, through the whole window: nothing is lost, nothing is doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.periods import Period
from shopdesk.infra.settings import REMINDERS_SAID
from tests.gui.hands import choose, choose_data
from tests.gui.shell.support import dialog
from tests.stories.shop import MONDAY, Key, Shop
from tests.stories.test_daily_reminders_story import TrayOnTheDesk


def test_midnight_comes_while_a_problem_is_half_typed(shop: Shop) -> None:
    shop.at("23:58")
    shop.is_checker("LiNa")
    shop.answer("meeting.review")
    shop.stand_on("pages.notices")
    shop.press(Key.Key_2, "Notice still shows")
    shop.at("00:01", MONDAY + timedelta(days=1))
    assert shop.today.panel.isVisible()
    assert shop.today.panel.title.text() == "Notice still shows"
    assert shop.today.sheet.day == MONDAY, "what is typed stays on the form it was begun on"
    shop.press(" Sunday", Key.Key_Return)
    assert shop.today.panel.isHidden()
    shop.at("00:02", MONDAY + timedelta(days=1))
    assert shop.today.sheet.day == MONDAY + timedelta(days=1), "then the new day's form comes by itself"
    assert shop.today.bar.edit.text() == "2026-03-17"
    assert shop.today.carried.isVisible(), "with yesterday's problem on top"
    assert {code: one.result for code, one in shop.given().items()} == {
        "meeting.review": Result.PASS,
        "pages.notices": Result.FAIL,
    }
    assert shop.given(MONDAY + timedelta(days=1)) == {}
    (problem,) = shop.services.problems.open(shop.store_id)
    assert (problem.title, problem.opened_on, problem.opened_by) == ("Notice still shows Sunday", MONDAY, "LiNa")
    shop.nothing_doubled()


def test_the_pc_sleeps_from_six_in_the_evening_to_half_past_nine_two_days_later(
    open_shop: Callable[[], Shop], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopdesk.gui.reminders.QSystemTrayIcon", TrayOnTheDesk)
    monkeypatch.setattr("shopdesk.gui.desktop._BELL_AFTER_MS", 0)
    shop = open_shop()
    qtbot.waitUntil(lambda: shop.desktop.reminders is not None)
    reminders: Any = shop.desktop.reminders
    shop.at("09:00")
    shop.is_checker("LiNa")
    shop.answer("meeting.review")
    shop.stand_on("pages.notices")
    shop.press(Key.Key_2, "Old notice", Key.Key_Return)
    shop.at("18:00")
    reminders.look()
    shop.wait()
    said = len(reminders.tray.said)
    before = shop.given()

    wednesday = MONDAY + timedelta(days=2)
    shop.at("09:30", wednesday)
    reminders.look()
    shop.wait()
    assert shop.today.sheet.day == wednesday
    assert "03-17" in shop.today.missed.text(), "the day that nobody filled in is named"
    assert shop.today.missed.isVisible()
    assert "03-16" not in shop.today.missed.text()
    assert shop.given() == before
    assert shop.given(wednesday) == {}
    assert len(reminders.tray.said) == said + 1, "one message for everything that became due meanwhile"
    assert "Problem overdue: Old notice" in reminders.tray.said[-1]
    assert not any("2026-03-16" in key or "2026-03-17" in key for key in _said_items(shop))
    reminders.look()
    shop.wait()
    assert len(reminders.tray.said) == said + 1
    shop.nothing_doubled()


def _said_items(shop: Shop) -> list[str]:
    return [key for key in shop.desktop.app.settings.get(REMINDERS_SAID).split("\n") if key.startswith("item:")]


def test_one_person_looks_after_two_stores(shop: Shop) -> None:
    first = shop.store_id
    shop.desktop.tasks.database(lambda: shop.services.stores.create("Second House"))
    shop.wait()
    second = next(store.id for store in shop.services.stores.all() if store.id != first)
    shop.is_checker("LiNa")
    shop.answer("meeting.review")
    shop.stand_on("pages.notices")
    shop.press(Key.Key_2, "Half")

    def switch(to: int) -> None:
        box = shop.desktop.window.findChild(QComboBox, "stores.current")
        choose(box, to)
        shop.wait()

    switch(1)
    question = dialog(shop.desktop, "unsaved")
    QTest.mouseClick(question.findChild(QPushButton, "unsaved.stay"), Qt.MouseButton.LeftButton)
    shop.wait()
    assert shop.store_id == first
    assert shop.today.panel.title.text() == "Half", "what is half typed is not lost by looking at another store"
    shop.desktop.window.activateWindow()
    shop.wait()
    shop.today.panel.title.setFocus()
    shop.press(" a notice", Key.Key_Return)
    switch(1)
    assert shop.store_id == second
    assert shop.today.sheet.store_id == second
    assert shop.given(store_id=second) == {}
    assert shop.today.bar.checker == "LiNa", "the same person goes on"
    shop.answer("meeting.review", Key.Key_3)
    assert {code: one.result for code, one in shop.given(store_id=second).items()} == {
        "meeting.review": Result.NOT_APPLICABLE
    }
    assert shop.given(store_id=first)["meeting.review"].result is Result.PASS
    assert [one.title for one in shop.services.problems.open(first)] == ["Half a notice"]
    assert shop.services.problems.open(second) == []
    switch(0)
    assert shop.today.sheet.line("meeting.review").answer.result is Result.PASS
    assert shop.services.lookback.span(second, _day(MONDAY)).people[0].answered == 1
    shop.nothing_doubled()


def _day(day: date) -> Any:
    return Period(day, day)


def test_the_second_shift_goes_on_where_the_first_stopped(open_shop: Callable[[], Shop]) -> None:
    shop = open_shop()
    shop.at("09:00")
    shop.is_checker("LiNa")
    shop.today.table.setFocus()
    early = []
    for minute in range(3):
        shop.clock.set(datetime(2026, 3, 16, 9, minute))
        early.append(shop.today.table.current_line().item.code)
        shop.press(Key.Key_1)
    stopped_at = shop.today.table.current_line().item.code

    # The second shift starts the program anew in the afternoon.
    shop.clock.set(datetime(2026, 3, 16, 15, 0))
    shop = open_shop()
    assert shop.today.table.current_line().item.code == stopped_at
    assert f"{shop.today.sheet.answered}/33" in shop.today.bar.state.text()
    shop.is_checker("Wang")
    shop.today.table.setFocus()
    late = []
    for minute in range(2):
        shop.clock.set(datetime(2026, 3, 16, 15, minute))
        late.append(shop.today.table.current_line().item.code)
        shop.press(Key.Key_1)
    answers = shop.given()
    assert [(answers[code].who, answers[code].at.strftime("%H:%M")) for code in early + late] == [
        *(("LiNa", f"09:{minute:02}") for minute in range(3)),
        *(("Wang", f"15:{minute:02}") for minute in range(2)),
    ]
    assert len(answers) == 5
    # Who answered is on the screen as well, and in looking back.
    line = shop.today.sheet.line(early[0])
    found = shop.today.table.sheet_model
    row = found.row_of(line.item.code)
    assert "LiNa · 09:00" in " ".join(str(found.index(row, column).data()) for column in range(found.columnCount()))
    people = shop.services.lookback.span(shop.store_id, _day(MONDAY)).people
    assert {one.who: one.answered for one in people} == {"LiNa": 3, "Wang": 2}
    shop.nothing_doubled()


def test_the_clock_is_set_back_by_two_hours_and_by_a_day(shop: Shop) -> None:
    shop.at("12:00")
    shop.is_checker("LiNa")
    shop.answer("meeting.review")
    shop.stand_on("pages.notices")
    shop.press(Key.Key_2, "Old notice", Key.Key_Return)
    shop.at("10:00")
    assert shop.today.sheet.day == MONDAY
    assert set(shop.given()) == {"meeting.review", "pages.notices"}
    shop.answer("meeting.target")
    shop.answer("meeting.review", Key.Key_3)
    monday = shop.given()
    assert {code: (one.result, one.at.hour) for code, one in monday.items()} == {
        "meeting.review": (Result.NOT_APPLICABLE, 10),
        "meeting.target": (Result.PASS, 10),
        "pages.notices": (Result.FAIL, 12),
    }
    sunday = MONDAY - timedelta(days=1)
    shop.at("10:00", sunday)
    assert shop.today.sheet.day == sunday, "the form of the day that the clock shows"
    assert shop.given(sunday) == {}
    assert shop.given() == monday
    assert not shop.today.carried.isVisible(), "a problem of tomorrow is not an old one"
    shop.answer("meeting.review")
    shop.at("10:05")
    assert shop.today.sheet.day == MONDAY
    assert shop.given() == monday
    assert set(shop.given(sunday)) == {"meeting.review"}
    assert len(shop.services.problems.open(shop.store_id)) == 1
    shop.nothing_doubled()


def test_the_form_is_edited_at_noon(shop: Shop) -> None:
    shop.at("09:10")
    shop.is_checker("LiNa")
    for code in ("meeting.review", "meeting.target", "pages.navigation"):
        shop.answer(code)
    shop.stand_on("pages.notices")
    shop.press(Key.Key_2, "Old notice", Key.Key_Return)
    shop.stand_on("pages.spot_check")
    shop.press(Key.Key_1, "12", Key.Key_Return)
    before = shop.given()
    assert set(before) == {
        "meeting.review",
        "meeting.target",
        "pages.navigation",
        "pages.notices",
        "pages.spot_check",
    }

    shop.at("12:00")
    forms = shop.page.show_view("templates")
    shop.wait()
    tree, editor = forms.form_tab.tree, forms.form_tab.editor
    tree.go_to("meeting.review")
    tree.setFocus()
    QTest.keyClick(tree, Key.Key_Delete)  # taken out although it was answered
    tree.go_to("pages.notices")
    QTest.keyClick(tree, Key.Key_Delete)  # the failed one, too
    tree.go_to("meeting.target")
    QTest.keyClick(tree, Key.Key_Insert)
    QTest.keyClicks(editor.item["en"], "Live stream announced")
    tree.go_to("pages.navigation")
    choose_data(editor.item["area"], "service")
    tree.go_to("pages.spot_check")
    editor.item["minimum"].setFocus()
    editor.item["minimum"].selectAll()
    QTest.keyClicks(editor.item["minimum"], "15")
    QTest.keyClick(forms, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shop.wait()
    assert not forms.save_bar.isVisible()

    shop.page.show_view("today")
    shop.wait()
    assert shop.given() == before, "no answer is lost, also of what is not asked any more"
    sheet = shop.today.sheet
    for code in ("meeting.review", "pages.notices"):
        assert sheet.line(code).item.off
        assert shop.today.table.sheet_model.row_of(code) >= 0, "it is still to be seen"
    assert sheet.line("pages.navigation").item.area == "service"
    assert sheet.line("pages.spot_check").answer.number == 12
    assert sheet.line("pages.spot_check").answer.result is Result.PASS, "judged by the limits of its hour"
    fresh = next(line for line in sheet.lines if line.item.en == "Live stream announced")
    assert fresh.answer is None
    assert len(sheet.lines) == 34
    shop.answer(fresh.item.code)
    shop.stand_on("pages.spot_check")
    shop.press(Key.Key_1)
    shop.press("14", Key.Key_Return)
    assert shop.today.panel.isVisible(), "typed anew it is judged by the new limits"
    shop.press(Key.Key_Escape)
    assert set(shop.given()) == {*before, fresh.item.code}
    assert [one.title for one in shop.services.problems.open(shop.store_id)] == ["Old notice"]

    # On the next day the past form still shows them, the new one asks for them no longer.
    tuesday = MONDAY + timedelta(days=1)
    shop.at("09:00", tuesday)
    assert len(shop.today.sheet.lines) == 32
    assert shop.today.table.sheet_model.row_of("meeting.review") == -1
    assert shop.today.carried.isVisible()
    shop.today.bar.go(MONDAY)
    shop.wait()
    assert shop.today.sheet.line("meeting.review").answer.who == "LiNa"
    assert shop.today.sheet.line("pages.notices").problem.title == "Old notice"
    look = shop.services.lookback.span(shop.store_id, _day(MONDAY))
    assert look.people[0].answered == 6
    shop.nothing_doubled()


def test_people_leave_with_open_problems(shop: Shop) -> None:
    people = shop.services.people
    hired = {name: people.hire(shop.store_id, name, "service", date(2025, 3, 1)) for name in ("LiNa", "Wang", "Zhao")}
    shop.today.refresh()
    shop.wait()
    shop.is_checker("Zhao")
    for code, title, owner in (
        ("pages.notices", "Old notice", "LiNa"),
        ("pages.banners", "Dead banner", "LiNa"),
        ("pages.navigation", "Dead link", "Wang"),
    ):
        shop.stand_on(code)
        shop.press(Key.Key_2, title, Key.Key_Tab, owner, Key.Key_Return)
    assert Counter(one.owner for one in shop.services.problems.open(shop.store_id)) == {"LiNa": 2, "Wang": 1}

    shop.desktop.window.open_page("people")
    shop.wait()
    for name, successor in (("LiNa", "Zhao"), ("Wang", "")):
        team = shop.page.team
        team.choose(hired[name].id)
        shop.wait()
        team.ask("leave")
        shop.wait()
        leaving: Any = team.dialog
        assert leaving.open_work.text().startswith("Open: 2 problems" if successor else "Open: 1 problem,")
        leaving.successor.setCurrentIndex(max(0, leaving.successor.findText(successor)) if successor else 0)
        leaving.day.set_day(MONDAY)
        QTest.mouseClick(leaving.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
        shop.wait()

    shop.desktop.window.open_page("daily")
    shop.at("09:00", MONDAY + timedelta(days=1))
    problems = {one.title: one for one in shop.services.problems.open(shop.store_id)}
    assert {title: one.owner for title, one in problems.items()} == {
        "Old notice": "Zhao",
        "Dead banner": "Zhao",
        "Dead link": "Wang",
    }
    assert [one.opened_by for one in problems.values()] == ["Zhao"] * 3
    assert {one.title for one in shop.today.sheet.carried} == set(problems), "all stand on the next day's form"
    assert shop.today.bar.who.findText("LiNa") == -1, "nobody who left is offered for checking"
    # What keeps a name of somebody gone is found by it, and can be given to somebody else.
    shop.page.show_problem(problems["Dead link"].id)
    shop.wait()
    view = shop.page.view("problems")
    assert view.filter.owner.findData("Wang") > 0
    view.detail.owner.setEditText("Zhao")
    QTest.keyClick(view.detail.owner.lineEdit(), Qt.Key.Key_Return)
    shop.wait()
    assert {one.owner for one in shop.services.problems.open(shop.store_id)} == {"Zhao"}
    assert len(shop.given()) == 3
    shop.nothing_doubled()
