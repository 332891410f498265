"""The team as its user sees it: list, counts, search, forms, what is refused and how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.people import LeaveReason, Person
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.gui.pages.people.person_dialogs import HireDialog
from shopdesk.gui.pages.people.post_dialogs import LeaveDialog, PostDialog
from tests.gui.hands import ModelRules, click

Settle = Callable[[], None]


@pytest.fixture
def hired(page_context: PageContext) -> dict[str, Person]:
    people, store_id = page_context.services.people, page_context.store_id
    return {
        name: people.hire(store_id, name, role, date(2025, 3, 1), base_fen=base)
        for name, role, base in (("李娜", "service", 200_000), ("王芳", "service", 210_000), ("赵磊", "design", None))
    }


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, hired: dict[str, Person], settle: Settle) -> PeoplePage:
    return shown(qtbot, page_context, settle)


def shown(qtbot: QtBot, page_context: PageContext, settle: Settle) -> PeoplePage:
    page = PeoplePage(page_context)
    qtbot.addWidget(page)
    page.resize(1100, 740)
    page.show()
    settle()
    return page


def names(page: PeoplePage) -> list[str]:
    return [person.label for person in page.team.people_model.records]


def cell(page: PeoplePage, row: int, column: int) -> str:
    return str(page.team.department_model.index(row, column).data())


def save(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    dialog = page.team.dialog
    assert dialog is not None
    click(dialog, "form.ok")
    settle()


def test_the_list_is_in_the_order_of_departments_with_counts_beside_it(page: PeoplePage) -> None:
    assert names(page) == ["李娜", "王芳", "赵磊"]
    assert [cell(page, 0, column) for column in range(3)] == ["Whole team", "3", "4,100*"]
    rows = {
        cell(page, row, 0): (cell(page, row, 1), cell(page, row, 2))
        for row in range(page.team.department_model.rowCount())
    }
    assert rows["Customer service"] == ("2", "4,100")
    assert rows["Design"] == ("1", "—*"), "unknown pay is not nothing"
    assert rows["Finance"] == ("—", "—")


def test_the_models_behave(page: PeoplePage, rules: ModelRules) -> None:
    rules.watch(page.team.department_model)
    rules.watch(page.team.people_model)


def test_a_department_and_a_search_narrow_the_list(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    page.team.departments.selectRow(page.team.department_model.row_of("design"))
    assert names(page) == ["赵磊"]
    page.team.departments.selectRow(0)
    page.team.search.setText("pre-sale 王")
    qtbot.waitUntil(lambda: names(page) == ["王芳"])
    page.team.search.setText("nobody like this")
    qtbot.waitUntil(lambda: page.team.stack.currentWidget() is page.team.nothing_found)
    settle()
    assert page.team.panel.title.text() == "Nobody found", "not: choose somebody"


def test_an_empty_store_says_what_to_do(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    page = shown(qtbot, page_context, settle)
    assert page.team.stack.currentWidget() is page.team.empty
    assert page.team.panel.title.text() == "Nobody is entered yet" and "Hire…" in page.team.panel.post.text()
    qtbot.mouseClick(page.team.empty.button, Qt.MouseButton.LeftButton)
    assert isinstance(page.team.dialog, HireDialog)
    page.team.dialog.reject()


def test_hiring_by_keyboard_alone(qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle) -> None:
    page.team.open_hire()
    dialog = page.team.dialog
    assert isinstance(dialog, HireDialog)
    assert dialog.hired_on.day == date(2026, 3, 16), "today is the sensible first day"
    assert dialog.base.fen == 200_000, "the role's usual base pay is proposed"
    qtbot.keyClicks(dialog.name, "Sun Yue")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settle()
    assert "Sun Yue" in names(page)
    assert page.team.panel.title.text() == "Sun Yue", "the new person is shown"
    (kept,) = [p for p in page_context.services.people.everyone(page_context.store_id) if p.name == "Sun Yue"]
    assert (kept.role_code, kept.base_fen, kept.hired_on) == ("service", 200_000, date(2026, 3, 16))


def test_the_form_begins_with_a_role_of_the_chosen_department(page: PeoplePage) -> None:
    page.team.departments.selectRow(page.team.department_model.row_of("logistics"))
    page.team.open_hire()
    dialog = page.team.dialog
    assert isinstance(dialog, HireDialog)
    role = dialog.role.role()
    assert role is not None
    assert role.department_code == "logistics"
    dialog.reject()


def test_the_same_name_asks_for_a_note_and_is_refused_without(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    page.team.open_hire()
    dialog = page.team.dialog
    assert isinstance(dialog, HireDialog)
    assert not dialog.mark.isVisible()
    dialog.name.setText("李娜")
    assert dialog.mark.isVisible()
    assert "tells the two apart" in dialog.namesake.text()
    save(qtbot, page, settle)
    assert dialog.isVisible()
    assert "already somebody called 李娜" in dialog.problem.text()
    dialog.mark.setText("晚班")
    save(qtbot, page, settle)
    assert names(page).count("李娜 (晚班)") == 1


def test_nothing_and_nonsense_are_answered_in_the_form(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    page.team.open_hire()
    dialog = page.team.dialog
    assert isinstance(dialog, HireDialog)
    save(qtbot, page, settle)
    assert dialog.said() == "“Name” is empty. Fill it in."
    dialog.name.setText("Wu")
    dialog.base.setText("a lot")
    save(qtbot, page, settle)
    assert "1234.50" in dialog.said()
    assert "Name" not in dialog.said(), "what is right now is no longer complained of"
    dialog.base.setText("")
    dialog.hired_on.setText("31 February")
    save(qtbot, page, settle)
    assert "2026-03-16" in dialog.said()
    dialog.reject()
    click(dialog, "form.discard")
    assert "Wu" not in names(page)


def test_another_post_stays_in_the_history(
    qtbot: QtBot, page: PeoplePage, hired: dict[str, Person], settle: Settle
) -> None:
    page.team.choose(hired["李娜"].id)
    settle()
    page.team.ask("post")
    dialog = page.team.dialog
    assert isinstance(dialog, PostDialog)
    dialog.role.choose("service_lead")
    dialog.base.setText("2,500")
    save(qtbot, page, settle)

    def texts() -> str:
        return "\n".join(label.text() for label in page.team.panel.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: "Service lead · Customer service · base pay 2,500.00" in texts())
    assert "Pre-sale service · Customer service · base pay 2,000.00" in texts()
    assert page.team.panel.take_back.isVisible()


def test_leaving_hides_the_person_until_wanted_and_hiring_again_brings_back(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, hired: dict[str, Person], settle: Settle
) -> None:
    page.team.choose(hired["王芳"].id)
    settle()
    page.team.ask("leave")
    dialog = page.team.dialog
    assert isinstance(dialog, LeaveDialog)
    settle()
    assert dialog.open_work.text() == "Nothing is open."
    dialog.day.set_day(date(2026, 3, 13))
    save(qtbot, page, settle)
    assert names(page) == ["李娜", "赵磊"]
    page.team.former.click()
    assert names(page) == ["李娜", "王芳", "赵磊"]
    page.team.choose(hired["王芳"].id)
    settle()
    assert not page.team.panel.leave.isVisible()
    click(page, "people.person.again")
    save(qtbot, page, settle)
    page.team.former.click()
    assert "王芳" in names(page)
    assert [event.kind.value for event in page_context.services.people.history(hired["王芳"].id or 0)] == [
        "hired",
        "left",
        "rehired",
    ]


def test_taking_back_an_entry(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, hired: dict[str, Person], settle: Settle
) -> None:
    person_id = hired["李娜"].id or 0
    page_context.services.people.leave(person_id, date(2026, 3, 31), LeaveReason.RESIGNED)
    qtbot.waitUntil(lambda: any(p.left_on for p in page.team.people_model.records))
    page.team.choose(person_id)
    settle()
    click(page, "people.person.takeBack")
    settle()
    assert page_context.services.people.person(person_id).left_on is None


def test_the_optional_phone_is_off_until_wanted(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    def has_phone() -> bool:
        page.team.open_hire()
        dialog = page.team.dialog
        assert dialog is not None
        found = dialog.findChild(QLineEdit, "people.hire.phone") is not None
        dialog.reject()
        return found

    assert not has_phone()
    page.team.optional.click()
    settle()
    assert has_phone()


def test_departments_and_roles_can_be_renamed_and_added(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    page.team.open_catalogue()
    dialog = page.team.dialog
    assert dialog is not None
    tree = dialog.tree
    tree.setCurrentItem(tree.topLevelItem(1))
    dialog.name.setText("Customer experience")
    click(dialog, "people.catalogue.save")
    settle()
    assert (
        page_context.services.people.catalogue.department_names(page_context.store_id)["service"]
        == "Customer experience"
    )
    click(dialog, "people.catalogue.addRole")
    settle()
    dialog.name.setText("Call-back")
    click(dialog, "people.catalogue.save")
    settle()
    assert "Call-back" in page_context.services.people.catalogue.role_names(page_context.store_id).values()
    tree.setCurrentItem(tree.topLevelItem(1))
    dialog.hidden.setChecked(True)
    click(dialog, "people.catalogue.save")
    settle()
    assert "still work there" in dialog.problem.text()
    dialog.accept()


def test_a_department_name_that_is_too_long_is_refused_while_it_is_typed(page: PeoplePage, settle: Settle) -> None:
    page.team.open_catalogue()
    dialog = page.team.dialog
    assert dialog is not None
    before = dialog.name.text()
    dialog.name.setText("x" * 300)
    assert "40 fit" in dialog.problem.text()
    click(dialog, "people.catalogue.save")
    settle()
    assert dialog.name.text() == "x" * 300
    dialog.name.setText(before)
    assert dialog.problem.text() == ""
    dialog.accept()


def test_every_control_has_a_name_for_people_and_for_tests(page: PeoplePage) -> None:
    for kind in (QPushButton, QLineEdit):
        for widget in page.findChildren(kind):
            if widget.isVisible():
                assert widget.objectName(), widget
                assert widget.accessibleName(), widget.objectName()


def test_a_person_is_reached_from_outside_even_when_hidden(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, hired: dict[str, Person], settle: Settle
) -> None:
    page_context.services.people.leave(hired["王芳"].id or 0, date(2026, 1, 31), LeaveReason.RESIGNED)
    settle()
    page.show_planner()
    page.team.departments.selectRow(page.team.department_model.row_of("design"))
    page.show_person(hired["王芳"].id or 0)
    settle()
    assert page.tabs.currentIndex() == 0
    assert page.team.panel.title.text() == "王芳"
    assert page.team.chosen() is not None


def test_a_hire_is_shown_even_when_another_department_is_chosen(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    page.team.departments.selectRow(page.team.department_model.row_of("design"))
    page.team.open_hire()
    dialog = page.team.dialog
    assert isinstance(dialog, HireDialog)
    dialog.name.setText("Wu")
    dialog.role.choose("finance")
    save(qtbot, page, settle)
    assert page.team.panel.title.text() == "Wu"


def test_another_store_has_another_team(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    other = page_context.services.stores.create("乙店")
    page_context.store = other
    page_context.events.store_changed.emit(other)
    settle()
    assert names(page) == []
    assert page.team.stack.currentWidget() is page.team.empty


def test_a_tall_window_shows_what_is_ahead_and_enter_there_chooses_the_person(
    qtbot: QtBot, page_context: PageContext, page: PeoplePage, hired: dict[str, Person], settle: Settle
) -> None:
    team = page.tabs.shown
    assert not team.ahead.isVisible(), "the list of people keeps its room"
    today = page_context.clock.today()
    second = hired["王芳"].id or 0
    page_context.services.roster.set(
        page_context.store_id, [(second, today), (second, today + timedelta(days=1))], "off"
    )
    page.resize(1700, 1000)
    settle()
    assert team.ahead.isVisible()
    row = next(n for n, one in enumerate(team.ahead.table.records_model.everything) if one.person.id == second)
    cells = [team.ahead.table.records_model.index(row, column).data() for column in range(3)]
    assert cells == [f"{today} – {today + timedelta(days=1)}", "王芳", "Off"]
    team.ahead.table.selectRow(row)
    qtbot.keyClick(team.ahead.table, Qt.Key.Key_Return)
    chosen = team.chosen()
    assert chosen is not None and chosen.id == second
