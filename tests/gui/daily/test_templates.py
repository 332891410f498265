"""The editor of the forms as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind, Form, Item
from shopdesk.domain.typed import read_time
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.templates.name_dialog import NameDialog
from shopdesk.gui.pages.daily.templates.view import TemplatesPart
from shopdesk.gui.widgets.time_edit import TimeEdit
from shopdesk.services.daily import checklists as checklists_module
from shopdesk.services.daily.checklist_templates import ShippedForm, shipped_form
from tests.gui.hands import ModelRules, choose, choose_data, click, edit_cell

Settle = Callable[[], None]
TODAY = date(2026, 3, 16)


@pytest.fixture
def view(page: DailyPage, settle: Settle) -> TemplatesPart:
    found = page.show_view("templates")
    settle()
    assert isinstance(found, TemplatesPart)
    return found


def saved(context: PageContext, place: int = 0) -> Form:
    return context.services.checklists.all(context.store_id)[place].version.form


def item(view: TemplatesPart, code: str) -> Item:
    found = view.draft.item(code)
    assert found is not None
    return found


def test_the_shipped_forms_are_listed_with_what_they_ask(view: TemplatesPart) -> None:
    rows = [view.forms.forms_model.item(row).text() for row in range(view.forms.forms_model.rowCount())]
    assert rows[0] == "Normal day\n33 items · version 1"
    assert [row.splitlines()[0] for row in rows[1:]] == ["Campaign day", "Closing"]
    assert not view.save_bar.isVisible()


def test_the_warehouse_is_offered_switched_off_and_one_tick_switches_it_on(
    view: TemplatesPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    tree = view.form_tab.tree
    tree.go_to("warehouse")
    line = tree.currentIndex()
    assert line.data() == "Warehouse  0 of 5 asked"
    assert Qt.CheckState(line.data(int(Qt.ItemDataRole.CheckStateRole))) is Qt.CheckState.Unchecked
    first = tree.form_model.index(0, 0, line)
    assert first.data().endswith("(off)")
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert tree.currentIndex().data() == "Warehouse  5"
    assert view.save_bar.isVisible()
    assert "version 2, valid from today (2026-03-16)" in view.save_bar.words.text()
    assert "Days filled in before keep the form they had" in view.save_bar.words.text()
    qtbot.keyClick(tree, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not view.save_bar.isVisible()
    assert len(saved(page_context).asked_on(TODAY)) == 38
    assert view.versions.currentText() == "Version 2, from 2026-03-16 (in use)"


def test_a_new_item_is_written_by_keyboard_alone(
    view: TemplatesPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    tree, editor = view.form_tab.tree, view.form_tab.editor
    tree.go_to(saved(page_context).items[1].code)
    qtbot.keyClick(tree, Qt.Key.Key_Insert)
    assert editor.item["en"].hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert view.save_bar.trouble.text().startswith("An item has no text")
    qtbot.keyClicks(editor.item["en"], "Live stream announced")
    choose_data(editor.item["kind"], AnswerKind.NUMBER.value)
    assert editor.item["minimum"].isVisible()
    qtbot.keyClicks(editor.item["minimum"], "3")
    editor.item["due"].setFocus()
    qtbot.keyClicks(editor.item["due"], "930")
    editor.item["due"].flush()
    editor.item["weekdays"].days[6].click()
    qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    fresh = saved(page_context).items[2]
    assert (fresh.en, fresh.minimum, fresh.due, fresh.weekdays) == (
        "Live stream announced", Decimal(3), time(9, 30), (1, 2, 3, 4, 5, 6),
    )  # fmt: skip
    assert [one.code for one in saved(page_context).items][1] == "meeting.review"


def test_items_are_ordered_by_alt_and_arrows_and_by_dragging(view: TemplatesPart, qtbot: QtBot) -> None:
    tree = view.form_tab.tree
    order = [one.code for one in view.draft.items]
    tree.go_to(order[1])
    qtbot.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.code for one in view.draft.items][:2] == [order[1], order[0]]
    assert tree.current_code() == order[1], "the cursor stays on the item"
    model = tree.form_model
    dragged = model.mimeData([model.index_of(order[0])])
    target = model.index(2, 0)
    assert model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, target)
    operations = [one.code for one in view.draft.items if one.area == "operations"]
    assert operations[0] == order[0]
    area = model.mimeData([model.index_of("service")])
    assert model.dropMimeData(area, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert view.draft.areas[0].code == "service"
    assert len(view.draft.items) == len(order)


def test_giving_up_brings_the_saved_form_back(view: TemplatesPart, qtbot: QtBot) -> None:
    tree = view.form_tab.tree
    tree.go_to("meeting.figures")
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert view.draft.item("meeting.figures") is None
    assert tree.current_code() == "meeting.review"
    assert "not saved" in view.forms.forms_model.item(0).text()
    click(view, "templates.reset")
    assert item(view, "meeting.figures")
    assert not view.save_bar.isVisible()


def test_unsaved_changes_wait_while_another_form_is_looked_at(
    view: TemplatesPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    view.form_tab.tree.go_to("meeting.figures")
    qtbot.keyClick(view.form_tab.tree, Qt.Key.Key_Space)
    view.forms.list.setCurrentIndex(view.forms.forms_model.index(2, 0))
    settle()
    assert view.name.text() == "Closing"
    assert not view.save_bar.isVisible()
    # A change elsewhere must not throw the edits away.
    page_context.services.checklists.add(page_context.store_id, "直播日")
    settle()
    view.forms.list.setCurrentIndex(view.forms.forms_model.index(0, 0))
    settle()
    assert view.save_bar.isVisible()
    assert item(view, "meeting.figures").off


def test_an_older_version_can_be_looked_at_and_taken_up_again(
    view: TemplatesPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    view.form_tab.tree.go_to("meeting.figures")
    qtbot.keyClick(view.form_tab.tree, Qt.Key.Key_Delete)
    view.save()
    settle()
    assert saved(page_context).item("meeting.figures") is None
    choose(view.versions, 1)
    assert view.save_bar.isVisible()
    assert item(view, "meeting.figures")
    view.save()
    settle()
    assert saved(page_context).item("meeting.figures") is not None
    assert len(page_context.services.checklists.versions(view.forms.current_id)) == 3


def test_undo_shows_the_form_as_it_was(
    view: TemplatesPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    view.form_tab.tree.go_to("meeting.figures")
    qtbot.keyClick(view.form_tab.tree, Qt.Key.Key_Delete)
    view.save()
    settle()
    page_context.services.history.undo()
    settle()
    assert item(view, "meeting.figures")
    assert not view.save_bar.isVisible()


def test_the_timetable_is_edited_in_its_cells_and_keeps_the_order_of_the_day(
    view: TemplatesPart, settle: Settle, page_context: PageContext, qtbot: QtBot
) -> None:
    view.tabs.setCurrentIndex(1)
    table, model = view.timetable.table, view.timetable.model
    rows = model.rowCount()
    last = model.index(rows - 1, 0)

    table.setCurrentIndex(last)
    edit_cell(table, "700")
    settle()
    assert model.index(0, 0).data() == "07:00"
    cell = edit_cell(table, "25:00")
    assert cell.isVisible() and cell.text() == "25:00", "no such time, and nothing typed is lost"
    assert "time like 8:30" in view.timetable.problem.text()
    qtbot.keyClick(cell, Qt.Key.Key_Escape)
    settle()
    assert model.index(0, 0).data() == "07:00"
    names = [column.name for column in model.columns]
    table.setCurrentIndex(model.index(0, names.index("end")))
    edit_cell(table, "745")
    settle()
    table.setCurrentIndex(model.index(0, names.index("en")))
    edit_cell(table, "Doors open")
    settle()
    view.save()
    settle()
    first = saved(page_context).timetable[0]
    assert (first.time, first.end, first.en) == (time(7), time(7, 45), "Doors open")
    assert len(saved(page_context).timetable) == rows


def test_the_timetable_is_whole_in_an_ordinary_window(view: TemplatesPart, settle: Settle, qtbot: QtBot) -> None:
    """A window of 1280 leaves the page so much; long texts go into a second line."""
    view.resize(1110, 680)
    view.show()
    view.tabs.setCurrentIndex(1)
    settle()
    table, model = view.timetable.table, view.timetable.model
    longest = max(range(model.rowCount()), key=lambda row: len(model.record(row).en))
    shortest = min(range(model.rowCount()), key=lambda row: len(model.record(row).en))
    qtbot.waitUntil(lambda: table.rowHeight(longest) > 2 * table.rowHeight(shortest))
    assert table.horizontalScrollBar().maximum() == 0
    assert {"en", "purpose_en", "reminds"} <= {model.columns[number].name for number in table.shown_columns()}


def test_forms_are_copied_renamed_and_put_away(
    view: TemplatesPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    click(view, "templates.copy")
    (dialog,) = page_context.window.findChildren(NameDialog)
    assert dialog.name.text() == "Copy of Normal day"
    dialog.name.clear()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settle()
    assert dialog.problem.text() == "Give the form a name."
    qtbot.keyClicks(dialog.name, "Live day")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settle()
    assert view.name.text() == "Live day"
    assert len(view.draft.items) == 38
    click(view, "templates.putAway")
    settle()
    names = [view.forms.forms_model.item(row).text() for row in range(view.forms.forms_model.rowCount())]
    assert names[-1] == "Live day\nput away"
    assert view.forms.away.text() == "Offer again"
    click(view, "templates.putAway")
    settle()
    assert page_context.services.checklists.put_away(page_context.store_id) == []


def test_news_of_the_shipped_form_are_shown_and_taken_over(
    page: DailyPage, settle: Settle, qtbot: QtBot, page_context: PageContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = shipped_form("normal")
    changed = replace(shipped.form.items[0], due=time(9))
    newer = replace(shipped.form, items=(changed, *shipped.form.items[1:], replace(changed, code="x", en="Brand new")))

    def next_revision(code: str) -> ShippedForm:
        found = shipped_form(code)
        return replace(found, revision=found.revision + 1, form=newer) if code == "normal" else found

    page_context.services.checklists.ensure(page_context.store_id)
    monkeypatch.setattr(checklists_module, "shipped_form", next_revision)
    view = page.show_view("templates")
    settle()
    assert view.update_strip.isVisible()
    assert "1 new, 1 changed, 0 dropped" in view.update_strip.words.text()
    click(view, "templates.updateMore")
    assert "Brand new" in view.update_strip.details.text()
    assert "Due at" in view.update_strip.details.text()
    click(view, "templates.takeUpdate")
    settle()
    assert not view.update_strip.isVisible()
    assert saved(page_context).item("x") is not None


def test_the_tree_keeps_qts_rules(view: TemplatesPart, rules: ModelRules) -> None:
    rules.watch(view.form_tab.tree.form_model)
    rules.watch(view.timetable.model)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("8", time(8)), ("830", time(8, 30)), ("0830", time(8, 30)), ("8:5", time(8, 5)), ("8：30", time(8, 30)),
     ("8点", time(8)), ("8点30", time(8, 30)), ("24:00", None), ("8:60", None), ("abc", None), ("", None)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, wanted: time | None) -> None:
    assert read_time(text) == wanted


def test_a_time_moves_by_quarters_and_an_unreadable_one_is_marked(qtbot: QtBot) -> None:
    field = TimeEdit()
    qtbot.addWidget(field)
    field.set_time(time(23, 50))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "23:50", "a day does not run over"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "23:35"
    field.setText("later")
    assert field.property("invalid") is True
    field.flush()
    assert field.text() == "later"
