"""The setup page as its user sees it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk.domain.setup.records import StepState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.clock_dialog import ClockDialog
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.pages.setup.step_model import StepColumn, StepFilter
from shopdesk.infra import i18n
from tests.gui.hands import ModelRules, choose, click_on
from tests.gui.setup.support import Settle, button, form, label, press_ok, shown, step


def test_the_models_keep_qts_rules(page: SetupPage, rules: ModelRules) -> None:
    rules.watch(page.steps.model, page.documents.model)
    page.steps.show_filter(StepFilter.NEXT)
    page.steps.show_filter(StepFilter.ALL)


def test_first_sight_says_what_is_next_and_what_blocks(page: SetupPage) -> None:
    assert page.steps.tree.current_step() is not None
    assert "0 of 44 steps done (0%)" in label(page, "setup.facts")
    assert "Earliest opening 2026-05-18" in label(page, "setup.facts")
    assert page.steps.blockers.list.count() > 40
    first = page.steps.blockers.list.item(0)
    assert "Study the market" in first.toolTip()
    assert "can be started" in first.toolTip()


def test_space_walks_through_the_states_and_keeps_the_keyboard_where_it_is(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    tree = page.steps.tree
    tree.setFocus()
    for expected in (StepState.DOING, StepState.WAITING, StepState.DONE):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
        settle()
        assert step(page, "plan.market").step.state is expected
        current = tree.current_step()
        assert current is not None
        assert current.step.code == "plan.market"
    assert shown(page, "plan.market", StepColumn.STATE) == "✓ Done"
    assert "1 of 44 steps done (2%)" in label(page, "setup.facts")
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    current = tree.current_step()
    assert current is not None
    assert current.step.code == "plan.position"


def test_ticking_a_step_in_the_next_list_moves_to_the_one_after_it(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    qtbot.mouseClick(button(page, "setup.filter.next"), Qt.MouseButton.LeftButton)
    assert page.steps.model.shown == 2
    choose(page.steps.detail.state, list(StepState).index(StepState.DONE))
    settle()
    assert not page.steps.model.index_of("plan.market").isValid()
    assert page.steps.model.index_of("plan.position").isValid()
    current = page.steps.tree.current_step()
    assert current is not None
    assert current.step.code == "plan.position"


def test_a_step_done_too_early_is_pointed_out(page: SetupPage, settle: Settle, page_context: PageContext) -> None:
    page.steps.go_to("apply.form")
    choose(page.steps.detail.state, list(StepState).index(StepState.DONE))
    settle()
    texts = [found.text() for found in page_context.messages.findChildren(QLabel)]
    assert any("is done although it waits for" in text for text in texts)


def test_owner_and_due_date_of_several_steps_at_once(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    tree = page.steps.tree
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.steps.detail.title.text() == "2 steps chosen"
    owner = page.steps.detail.owner
    line = owner.lineEdit()
    assert isinstance(line, QLineEdit)
    owner.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Li Wen")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    qtbot.mouseClick(button(page, "setup.detail.due.7"), Qt.MouseButton.LeftButton)
    settle()
    for code in ("plan.market", "plan.position"):
        assert step(page, code).step.owner == "Li Wen"
        assert step(page, code).step.due_on == date(2026, 3, 23)
    assert step(page, "plan.platform").step.owner == ""


def test_a_half_typed_day_is_not_kept_and_a_typed_one_is(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    due = page.steps.detail.due
    due.setFocus()
    qtbot.keyClicks(due, "2026-4-1")
    settle()
    assert step(page, "plan.market").step.due_on is None
    qtbot.keyClicks(due, "5")
    qtbot.keyClick(due, Qt.Key.Key_Return)
    settle()
    assert step(page, "plan.market").step.due_on == date(2026, 4, 15)


def test_a_note_belongs_to_the_step_it_was_written_for(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    note = page.steps.detail.note
    note.setFocus()
    qtbot.keyClicks(note, "ask the agency")
    page.steps.go_to("plan.budget")
    settle()
    assert step(page, "plan.market").step.note == "ask the agency"
    assert step(page, "plan.budget").step.note == ""
    assert note.toPlainText() == ""


def test_enter_edits_and_leaves_the_shipped_wording_to_the_template(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    qtbot.keyClick(page.steps.tree, Qt.Key.Key_Return)
    dialog = form(page)
    days = dialog.findChild(QLineEdit, "setup.stepDialog.days")
    assert isinstance(days, QLineEdit)
    days.setText("9")
    press_ok(qtbot, dialog, settle)
    found = step(page, "plan.market").step
    assert found.typical_days == 9
    assert found.title is None
    assert found.what is None


def test_a_circle_is_refused_in_the_form(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    qtbot.keyClick(page.steps.tree, Qt.Key.Key_Return)
    dialog = form(page)
    waits = dialog.waits  # type: ignore[attr-defined]
    row = next(row for row in range(waits.count()) if waits.item(row).data(Qt.ItemDataRole.UserRole) == "plan.position")
    waits.item(row).setCheckState(Qt.CheckState.Checked)
    press_ok(qtbot, dialog, settle)
    assert dialog.isVisible()
    assert "would wait for each other" in dialog.problem.text()
    dialog.reject()


def test_an_own_step_is_added_moved_and_removed_with_undo(
    qtbot: QtBot, page: SetupPage, settle: Settle, page_context: PageContext
) -> None:
    page.actions_offered()[0].trigger()
    settle()
    dialog = form(page)
    title = dialog.findChild(QLineEdit, "setup.stepDialog.title")
    assert isinstance(title, QLineEdit)
    qtbot.keyClicks(title, "Rent a small warehouse")
    press_ok(qtbot, dialog, settle)
    current = page.steps.tree.current_step()
    assert current is not None
    assert current.title == "Rent a small warehouse"
    place = page.steps.tree.currentIndex().row()
    qtbot.keyClick(page.steps.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert page.steps.tree.currentIndex().row() == place - 1
    qtbot.keyClick(page.steps.tree, Qt.Key.Key_Delete)
    settle()
    assert not page.steps.model.index_of(current.step.code).isValid()
    page_context.services.history.undo()
    settle()
    assert page.steps.model.index_of(current.step.code).isValid()


def test_a_click_on_a_blocker_goes_there(page: SetupPage, settle: Settle) -> None:
    page.steps.show_filter(StepFilter.OVERDUE)
    assert label(page, "setup.nothing") == "Nothing is overdue."
    blockers = page.steps.blockers.list
    rows = {blockers.item(row).toolTip().splitlines()[0]: row for row in range(blockers.count())}
    click_on(blockers, blockers.model().index(rows["Pay the deposit"], 0))
    current = page.steps.tree.current_step()
    assert current is not None
    assert current.step.code == "apply.pay"
    click_on(blockers, blockers.model().index(rows["Business licence (unified)"], 0))
    assert page.tabs.shown is page.documents
    paper = page.documents.table.current()
    assert paper is not None
    assert paper.document.code == "doc.licence"


def test_overdue_is_said_in_the_header_and_shown_by_a_click(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    assert not page.header.overdue.isVisible()
    page.context.services.setup.set_due([step(page, "plan.market").step.id or 0], date(2026, 3, 13))
    settle()
    assert page.header.overdue.text() == "! 1 overdue"
    qtbot.mouseClick(page.header.overdue, Qt.MouseButton.LeftButton)
    assert page.steps.model.shown == 1
    assert shown(page, "plan.market", StepColumn.DUE) == "! 2026-03-13"


def test_a_time_limit_is_started_by_hand_and_shown(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    qtbot.mouseClick(button(page, "setup.clock.clock.topup"), Qt.MouseButton.LeftButton)
    dialog = form(page)
    dialog["started_on"].setText("2026-03-10")  # type: ignore[index]
    press_ok(qtbot, dialog, settle)
    assert "9 days left" in button(page, "setup.clock.clock.topup").text()


def test_a_time_limit_is_refused_at_its_fields_and_asks_before_closing(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    qtbot.mouseClick(button(page, "setup.clock.clock.topup"), Qt.MouseButton.LeftButton)
    dialog = form(page)
    assert isinstance(dialog, ClockDialog)
    dialog["days"].setText("0")
    dialog["started_on"].setText("1027-03-10")
    dialog["title"].setText("x" * 300)
    press_ok(qtbot, dialog, settle)
    assert dialog.isVisible()
    assert dialog.said().count("\n") == 2
    assert dialog["days"].text() == "0"
    dialog.reject()
    assert dialog.isVisible()
    qtbot.mouseClick(button(dialog, "form.discard"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert "1027" not in button(page, "setup.clock.clock.topup").text()


def test_an_unsaved_tick_of_what_a_step_waits_for_is_asked_about(qtbot: QtBot, page: SetupPage) -> None:
    qtbot.keyClick(page.steps.tree, Qt.Key.Key_Return)
    dialog = form(page)
    dialog.waits.item(1).setCheckState(Qt.CheckState.Checked)  # type: ignore[attr-defined]
    dialog.reject()
    assert dialog.isVisible()
    button(dialog, "form.discard").click()
    assert not dialog.isVisible()


def test_every_control_has_a_name(page: SetupPage) -> None:
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        for control in (*page.findChildren(QPushButton), *page.findChildren(QLineEdit)):
            if not control.isVisible() or control.objectName().startswith("qt_"):
                continue
            named = control.accessibleName() or control.text() or control.placeholderText()  # type: ignore[union-attr]
            assert named or isinstance(control.parent(), QWidget | QDialog)


def test_the_state_chosen_in_the_panel_counts_like_a_key(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    box = page.steps.detail.state
    choose(box, list(StepState).index(StepState.DONE))
    settle()
    assert step(page, "plan.market").step.done_on == date(2026, 3, 16)


def test_the_whole_page_speaks_chinese(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    i18n.set_language("zh_CN")
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.tabs.tabText(0) == "步骤"
    assert "已完成 0/44 步" in label(page, "setup.facts")
    assert shown(page, "plan.market", StepColumn.TITLE) == "调研市场与竞品"


def test_names_of_steps_keep_their_column_however_narrow(page: SetupPage, settle: Settle) -> None:
    tree = page.steps.tree
    tree.resize(200, 300)
    settle()
    assert tree.columnWidth(0) >= 188
    tree.resize(900, 300)
    settle()
    assert tree.columnWidth(0) > 400


def test_a_day_of_another_age_is_not_shown_as_if_it_were_kept(
    qtbot: QtBot, page: SetupPage, page_context: PageContext, settle: Settle
) -> None:
    opening = page.findChild(QLineEdit, "setup.openingDay")
    assert opening is not None
    opening.setFocus()
    qtbot.keyClicks(opening, "0001-01-01")
    qtbot.keyClick(opening, Qt.Key.Key_Return)
    settle()
    assert opening.property("invalid"), "it stands there as refused"
    assert page_context.services.setup.board(page_context.store_id).plan.opening_on is None
    opening.selectAll()
    qtbot.keyClicks(opening, "2026-06-01")
    qtbot.keyClick(opening, Qt.Key.Key_Return)
    settle()
    assert not opening.property("invalid")
    assert page_context.services.setup.board(page_context.store_id).plan.opening_on == date(2026, 6, 1)
