"""Who is on duty today, as the morning meeting reads it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.people import Person
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.infra.i18n import set_language

Settle = Callable[[], None]
TODAY = date(2026, 3, 16)


@pytest.fixture
def team(page_context: PageContext) -> dict[str, Person]:
    people, store_id = page_context.services.people, page_context.store_id
    return {
        name: people.hire(store_id, name, role, date(2025, 3, 1))
        for name, role in (("小满", "service_lead"), ("谷雨", "service"), ("白露", "service_after"), ("立夏", "design"))
    }


def plan(context: PageContext, team: dict[str, Person], **duties: str) -> None:
    for name, duty in duties.items():
        context.services.roster.set(context.store_id, [(team[name].id or 0, TODAY)], duty)


def lines(page: DailyPage) -> list[str]:
    return [label.text() for label in page.view("today").meeting.findChildren(QLabel) if not label.isHidden()]


def absent(page: DailyPage) -> str:
    label = page.view("today").meeting.findChild(QLabel, "daily.absent")
    assert label is not None
    return "" if label.isHidden() else label.text()


def test_without_a_roster_everybody_employed_is_named(team: dict[str, Person], page: DailyPage, settle: Settle) -> None:
    assert "小满, 白露, 立夏, 谷雨" in lines(page)
    assert absent(page) == ""


def test_with_a_roster_names_stand_by_shift_and_who_is_away_below(
    team: dict[str, Person], page: DailyPage, settle: Settle, page_context: PageContext
) -> None:
    set_language("zh_CN")
    plan(page_context, team, 小满="early", 谷雨="early", 白露="off")
    settle()
    assert "早班 09:00–17:30：小满、谷雨" in lines(page)
    assert absent(page) == "休息：白露 · 未排班：立夏"
    plan(page_context, team, 小满="sick", 白露="late")
    settle()
    assert "早班 09:00–17:30：谷雨\n晚班 13:30–22:00：白露" in lines(page)
    assert absent(page) == "病假：小满 · 未排班：立夏"
    page_context.services.history.undo()
    settle()
    assert "早班 09:00–17:30：谷雨" in lines(page), "undo shows at once"


def test_somebody_ill_on_a_day_without_a_roster_is_not_on_duty(
    team: dict[str, Person], page: DailyPage, settle: Settle, page_context: PageContext
) -> None:
    plan(page_context, team, 小满="sick")
    settle()
    assert "白露, 立夏, 谷雨" in lines(page)
    assert absent(page) == "Sick leave: 小满"


def test_a_day_off_for_all_says_that_nobody_is_there(
    team: dict[str, Person], page: DailyPage, settle: Settle, page_context: PageContext
) -> None:
    plan(page_context, team, **dict.fromkeys(team, "off"))
    settle()
    assert "Nobody is on duty" in lines(page)


def test_a_press_opens_the_roster_of_the_days_week(
    qtbot: QtBot, team: dict[str, Person], page: DailyPage, settle: Settle, page_context: PageContext
) -> None:
    with qtbot.waitSignal(page_context.events.roster_wanted) as asked:
        qtbot.mouseClick(page.view("today").meeting.roster, Qt.MouseButton.LeftButton)
    assert asked.args == [TODAY]


def test_who_is_on_duty_comes_first_among_the_checkers(
    team: dict[str, Person], page: DailyPage, settle: Settle, page_context: PageContext
) -> None:
    plan(page_context, team, 谷雨="late", 立夏="day", 小满="off", 白露="off")
    settle()
    who = page.view("today").bar.who
    offered = [who.itemText(number) for number in range(who.count())]
    assert set(offered[:2]) == {"谷雨", "立夏"}
    assert set(offered) == set(team)
