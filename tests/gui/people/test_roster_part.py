"""The roster as a user meets it: keys, ranges, what the checks say, undo, shifts, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import open_app
from shopdesk.domain.people import LeaveReason, Person
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.gui.pages.people.post_dialogs import LeaveDialog
from shopdesk.gui.pages.people.roster.delegate import TONES
from shopdesk.gui.pages.people.roster.note_dialog import NoteDialog
from shopdesk.gui.pages.people.roster.shifts_dialog import ShiftsDialog
from shopdesk.gui.pages.people.roster.view import RosterPart
from shopdesk.gui.widgets.status_pill import tone_colors
from tests.gui.hands import ModelRules, click, press

Settle = Callable[[], None]
Key = Qt.Key
MONDAY = date(2026, 3, 16)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]


@pytest.fixture
def team(page_context: PageContext) -> list[Person]:
    people, store_id = page_context.services.people, page_context.store_id
    return [
        people.hire(store_id, name, role, date(2025, 3, 1))
        for name, role in (("谷雨", "service"), ("小满", "service_lead"), ("立夏", "design"))
    ]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, team: list[Person], settle: Settle) -> PeoplePage:
    found = PeoplePage(page_context)
    qtbot.addWidget(found)
    found.resize(1180, 760)
    with qtbot.waitActive(found):
        found.show()
        found.activateWindow()
    found.show_roster()
    settle()
    return found


@pytest.fixture
def roster(page: PeoplePage) -> RosterPart:
    return page.roster


def shown(roster: RosterPart, row: int = 0) -> list[str]:
    return [roster.model.index(row, column).data() for column in range(7)]


def hours(roster: RosterPart, row: int = 0) -> str:
    text: str = roster.model.index(row, 7).data()
    return text


def stored(context: PageContext, person: Person, day: date = MONDAY) -> str:
    entry = context.services.roster.week(context.store_id, day).entry(person.id or 0, day)
    return entry.duty if entry else ""


def select(roster: RosterPart, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Select a rectangle as Shift and the arrows do."""
    from PySide6.QtCore import QItemSelection

    model = roster.model
    roster.grid.go_to(model.index(*first))
    chosen = QItemSelection(model.index(*first), model.index(*last))
    roster.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_a_week_is_typed_in_one_go(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext, team: list[Person]
) -> None:
    grid = roster.grid
    assert grid.hasFocus()
    assert grid.currentIndex() == roster.model.index(0, 0), "the cursor waits on today"
    qtbot.keyClicks(grid, "1123oLs")
    settle()
    assert shown(roster) == ["Early", "Early", "Late", "Day", "Off", "On leave", "Sick leave"]
    assert hours(roster) == "30.5"
    assert stored(page_context, team[0], WEEK[2]) == "late"
    assert grid.currentIndex() == roster.model.index(1, 0), "after Sunday the next person's Monday"
    qtbot.keyClicks(grid, "0")
    settle()
    assert shown(roster, 1)[0] == "Off"
    assert hours(roster, 1) == "0"
    assert hours(roster, 2) == "—"


def test_who_goes_over_what_another_program_put_there_is_told_and_may_undo_it(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext, team: list[Person]
) -> None:
    messages, cell = page_context.messages, (team[0].id or 0, MONDAY)
    qtbot.keyClicks(roster.grid, "1")
    roster.grid.go_to(roster.model.index(0, 0))
    qtbot.keyClicks(roster.grid, "2")
    settle()
    assert not messages.isVisible(), "two keys of one hand are nobody else's"
    other = open_app(page_context.app.paths.data, "en", clock=page_context.clock)
    other.services.roster.set(page_context.store_id, [cell], "off")
    other.close()
    roster.grid.go_to(roster.model.index(0, 0))
    qtbot.keyClicks(roster.grid, "1")
    settle()
    assert stored(page_context, team[0]) == "early"
    assert "somebody else changed it to “Off” meanwhile" in "\n".join(
        one.text() for one in messages.findChildren(QLabel)
    )
    page_context.services.history.undo()
    assert stored(page_context, team[0]) == "off"


def test_wrong_keys_change_nothing_and_move_nothing(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext
) -> None:
    qtbot.keyClicks(roster.grid, "4x7 ")
    settle()
    assert roster.grid.currentIndex() == roster.model.index(0, 0)
    assert shown(roster) == [""] * 7


def test_the_arrows_with_shift_select_and_one_key_fills_and_clears(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext, team: list[Person]
) -> None:
    grid = roster.grid
    for key in (*[Key.Key_Right] * 4, Key.Key_Down):
        qtbot.keyClick(grid, key, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Key.Key_1)
    settle()
    assert shown(roster, 0) == ["Early"] * 5 + [""] * 2
    assert shown(roster, 1) == ["Early"] * 5 + [""] * 2
    assert shown(roster, 2) == [""] * 7
    assert len(grid.cells()) == 10, "what was selected stays selected"
    page_context.services.history.undo()
    settle()
    assert shown(roster, 1) == [""] * 7
    page_context.services.history.redo()
    settle()
    qtbot.keyClick(grid, Key.Key_Delete)
    settle()
    assert shown(roster, 0) == [""] * 7
    assert stored(page_context, team[0]) == ""


def test_a_press_on_a_name_or_a_day_selects_all_of_it(qtbot: QtBot, roster: RosterPart, settle: Settle) -> None:
    across, down = roster.grid.horizontalHeader(), roster.grid.verticalHeader()
    place = QPoint(across.sectionViewportPosition(2) + 20, across.height() // 2)
    qtbot.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(roster.grid, Key.Key_0)
    settle()
    assert [shown(roster, row)[2] for row in range(3)] == ["Off"] * 3
    place = QPoint(20, down.sectionViewportPosition(1) + 10)
    qtbot.mouseClick(down.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(roster.grid, Key.Key_2)
    settle()
    assert shown(roster, 1) == ["Late"] * 7
    assert hours(roster, 1) == "52.5 !"


def test_the_mouse_gives_the_same_duties_from_a_menu(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext, team: list[Person]
) -> None:
    select(roster, (0, 1), (1, 2))
    menu = roster.grid.menu()
    named = {action.text(): action for action in menu.actions()}
    assert list(named) == [
        "Early 09:00–17:30\t1",
        "Late 13:30–22:00\t2",
        "Day 09:00–18:00\t3",
        "Off\t0",
        "On leave\tL",
        "Sick leave\tS",
        "Clear\tDelete",
        "Note…\tN",
    ]
    named["Late 13:30–22:00\t2"].trigger()
    settle()
    assert [shown(roster, row)[:3] for row in (0, 1)] == [["", "Late", "Late"]] * 2
    named["Clear\tDelete"].trigger()
    settle()
    assert stored(page_context, team[0], WEEK[1]) == ""


def test_the_checks_say_what_is_wrong_and_lead_to_the_day(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext
) -> None:
    assert roster.sentences() == ["·  This week has no roster yet: everybody employed counts as on duty."]
    select(roster, (0, 0), (0, 6))
    qtbot.keyClick(roster.grid, Key.Key_1)
    settle()
    assert "✕  谷雨 has no day of rest this week. Give one day off." in roster.sentences()
    assert "!  谷雨 works 52.5 hours this week. More than 44 is overtime." in roster.sentences()
    assert hours(roster) == "52.5 !"
    assert roster.cover.texts() == ["✕ 17:30–22:00"] * 7
    said = roster.model.index(0, 6).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("谷雨, Sun 03-22, Early, 09:00–17:30, ")
    assert "no day of rest" in said
    rest = next(row for row, text in enumerate(roster.sentences()) if "day of rest" in text)
    roster.findings.setCurrentRow(rest)
    roster.findings.setFocus()
    press(Key.Key_Return)
    assert roster.grid.currentIndex() == roster.model.index(0, 6)
    assert roster.grid.hasFocus()
    select(roster, (1, 0), (1, 6))
    qtbot.keyClick(roster.grid, Key.Key_2)
    settle()
    assert roster.cover.texts() == ["✓ 1–2"] * 7
    assert "Mon ✓ 1–2" in roster.cover.accessibleName()


def test_in_order_is_said_too(qtbot: QtBot, roster: RosterPart, settle: Settle) -> None:
    for row, key in ((0, Key.Key_1), (1, Key.Key_2)):
        select(roster, (row, 0), (row, 4))
        qtbot.keyClick(roster.grid, key)
    settle()
    assert roster.sentences() == ["✓  Nothing found: hours, days of rest and cover are in order."]


def test_last_week_is_copied_with_one_press_and_the_weeks_are_leafed_through(
    qtbot: QtBot, page: PeoplePage, roster: RosterPart, settle: Settle, page_context: PageContext
) -> None:
    qtbot.keyClicks(roster.grid, "111")
    settle()
    click(page, "people.roster.weekAfter")
    settle()
    assert roster.title.text() == "2026-W13 · 03-23 – 03-29"
    assert shown(roster) == [""] * 7
    click(page, "people.roster.copy")
    settle()
    assert shown(roster) == ["Early"] * 3 + [""] * 4
    assert page_context.messages.text == "3 days copied from last week."  # type: ignore[attr-defined]
    click(page, "people.roster.copy")
    settle()
    assert page_context.messages.text.startswith("Nothing to copy")  # type: ignore[attr-defined]
    qtbot.keyClick(roster.grid, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(roster.grid, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert roster.title.text() == "2026-W11 · 03-09 – 03-15"
    click(page, "people.roster.copy")
    settle()
    assert page_context.messages.kind == "error"  # type: ignore[attr-defined]
    assert "2026-03-02 has no roster" in page_context.messages.text  # type: ignore[attr-defined]
    assert roster.this_week.isEnabled()
    click(page, "people.roster.thisWeek")
    settle()
    assert roster.days[0] == MONDAY
    assert not roster.this_week.isEnabled()


def test_today_and_what_happens_are_named_above_the_days(
    roster: RosterPart, settle: Settle, page_context: PageContext
) -> None:
    from shopdesk.domain.campaigns.records import Campaign

    page_context.services.campaigns.create(
        Campaign(store_id=page_context.store_id, name="春季上新", start=WEEK[1], end=WEEK[2])
    )
    settle()
    heads = [roster.model.headerData(column, Qt.Orientation.Horizontal) for column in range(7)]
    assert heads[0] == "Today 03-16\n"
    assert heads[1] == "Tue 03-17\n春季上新"
    assert heads[2].endswith("春季上新")


def test_a_note_is_written_shown_and_read_aloud(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext
) -> None:
    qtbot.keyClick(roster.grid, Key.Key_N)
    assert page_context.messages.text.startswith("Give a shift first")  # type: ignore[attr-defined]
    qtbot.keyClicks(roster.grid, "1")
    settle()
    roster.grid.go_to(roster.model.index(0, 0))
    qtbot.keyClick(roster.grid, Key.Key_N)
    form = roster.dialog
    assert isinstance(form, NoteDialog)
    qtbot.keyClicks(form.text, "refunds to the late shift")
    qtbot.mouseClick(form.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
    settle()
    tip = roster.model.index(0, 0).data(int(Qt.ItemDataRole.ToolTipRole))
    assert tip.splitlines() == ["谷雨, Mon 03-16", "Early", "09:00–17:30", "refunds to the late shift"]


def test_shifts_and_opening_hours_are_edited(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext
) -> None:
    roster.open_shifts()
    form = roster.dialog
    assert isinstance(form, ShiftsDialog)
    assert [row.hours.text() for row in form.rows] == ["7.5 h", "7.5 h", "8 h"]
    form.rows[0].ends.setText("18:00")
    assert form.rows[0].hours.text() == "8 h"
    form.rows[2].used.setChecked(False)
    form.closes.setText("23")
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    night = form.rows[3]
    night.name.setText("Early")
    night.starts.setText("22")
    night.ends.setText("6")
    ok = form.findChild(QPushButton, "form.ok")
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    settle()
    assert form.problem.text() == "There is already a shift called “Early”."
    night.name.setText("Night")
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    settle()
    assert "1 Early 09:00–18:00, 2 Late 13:30–22:00, 3 Night 22:00–06:00" in roster.keys.text()
    assert "Open 09:00–23:00" in roster.keys.text()
    qtbot.keyClicks(roster.grid, "3")
    settle()
    assert shown(roster)[0] == "Night"
    assert hours(roster) == "7"


def test_who_is_not_employed_cannot_be_given_a_shift(
    qtbot: QtBot, roster: RosterPart, settle: Settle, page_context: PageContext, team: list[Person]
) -> None:
    page_context.services.people.leave(team[0].id or 0, WEEK[1], LeaveReason.RESIGNED)
    settle()
    roster.grid.go_to(roster.model.index(0, 3))
    qtbot.keyClicks(roster.grid, "1")
    settle()
    assert page_context.messages.text.startswith("谷雨 does not work in the store on 2026-03-19")  # type: ignore[attr-defined]
    assert "not employed" in roster.model.index(0, 3).data(int(Qt.ItemDataRole.AccessibleTextRole))


def test_the_leave_form_says_how_many_rostered_days_go(
    qtbot: QtBot, page: PeoplePage, roster: RosterPart, settle: Settle, page_context: PageContext, team: list[Person]
) -> None:
    page_context.services.roster.set(page_context.store_id, [(team[0].id or 0, day) for day in WEEK[:5]], "early")
    settle()
    page.show_person(team[0].id or 0)
    settle()
    page.team.ask("leave")
    settle()
    form = page.team.dialog
    assert isinstance(form, LeaveDialog)
    assert form.rostered.text() == "! The leave takes 4 days after that off the roster."
    form.day.setFocus()
    form.day.selectAll()
    press(WEEK[6].isoformat())
    settle()
    assert form.rostered.isHidden()


def test_a_press_in_the_meeting_asks_for_the_week_of_its_day(
    qtbot: QtBot, page: PeoplePage, roster: RosterPart, settle: Settle
) -> None:
    page.show_team()
    page.show_roster(WEEK[6] + timedelta(days=3))
    settle()
    assert page.tabs.current == "roster"
    assert roster.title.text() == "2026-W13 · 03-23 – 03-29"


def test_another_store_has_its_own_week(
    page: PeoplePage, roster: RosterPart, settle: Settle, page_context: PageContext
) -> None:
    page_context.store = page_context.services.stores.create("二店")
    page_context.events.store_changed.emit(page_context.store)
    settle()
    assert roster.body.currentWidget() is roster.empty
    assert not roster.print.isEnabled()


def test_the_week_is_saved_as_pdf(
    roster: RosterPart, settle: Settle, page_context: PageContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "week.pdf"), ""))
    roster.print.click()
    settle()
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF")
    assert "week.pdf" in page_context.messages.text  # type: ignore[attr-defined]


def test_the_model_keeps_qts_rules(qtbot: QtBot, roster: RosterPart, settle: Settle, rules: ModelRules) -> None:
    qtbot.keyClicks(roster.grid, "123")
    settle()
    rules.watch(roster.model)


def test_after_the_shifts_the_keyboard_is_in_the_grid_again(
    roster: RosterPart, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    opener = roster.findChild(QPushButton, "people.roster.shifts")
    assert opener is not None
    opener.setFocus()
    qtbot.keyClick(opener, Key.Key_Space)
    form = roster.dialog
    assert isinstance(form, ShiftsDialog)
    form.reject()
    settle()
    assert roster.window().focusWidget() is roster.grid


def test_five_shifts_have_five_colours(roster: RosterPart) -> None:
    grounds = {tone_colors(roster.context.theme, tone)[1].name() for tone in TONES}
    assert len(grounds) == len(TONES) == 5


def test_rows_grow_into_a_high_window(roster: RosterPart, qtbot: QtBot, settle: Callable[[], None]) -> None:
    roster.window().resize(1180, 340)
    settle()
    low = roster.grid.verticalHeader().defaultSectionSize()
    roster.window().resize(1600, 1000)
    settle()
    assert roster.grid.verticalHeader().defaultSectionSize() > low
    assert roster.findings.geometry().bottom() <= roster.body.height()


def test_day_and_date_share_two_lines_where_a_day_is_narrow(
    roster: RosterPart, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    head = roster.grid.horizontalHeader()
    low = head.height()
    font = head.font()
    font.setPointSize(font.pointSize() * 2)
    head.setFont(font)
    head._fit()
    assert head.height() > low * 3 // 2
