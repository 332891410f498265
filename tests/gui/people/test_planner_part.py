"""The tier planner as its user sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.ladder_model import FINDING_ROLE
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.gui.pages.people.role_choice import RoleChoice
from shopdesk.infra import i18n
from tests.gui.hands import ModelRules, click, press

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> PeoplePage:
    people, store_id = page_context.services.people, page_context.store_id
    for name in ("李娜", "王芳", "赵磊"):
        people.hire(store_id, name, "service", date(2025, 3, 1), base_fen=200_000)
    page = PeoplePage(page_context)
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    page.show_planner()
    settle()
    return page


def enter(qtbot: QtBot, page: PeoplePage, settle: Settle, text: str) -> None:
    page.planner.turnover.selectAll()
    qtbot.keyClicks(page.planner.turnover, text)
    qtbot.keyClick(page.planner.turnover, Qt.Key.Key_Return)
    settle()


def findings(page: PeoplePage) -> list[str]:
    view = page.planner.ladder.table.findings
    return [view.item(row).text() for row in range(view.count())]


def copy(qtbot: QtBot, page: PeoplePage, settle: Settle) -> QAbstractItemModel:
    qtbot.mouseClick(page.planner.ladder.copy, Qt.MouseButton.LeftButton)
    settle()
    return page.planner.ladder.table.model


def test_tab_goes_on_typing_while_the_last_cell_is_saved(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    copy(qtbot, page, settle)
    grid = page.planner.ladder.table.grid
    grid.setCurrentIndex(grid.model().index(3, 0))
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_1)
    first = grid.findChild(QLineEdit)
    assert first is not None
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    settle()
    assert grid.state() == grid.State.EditingState, "the next cell is open and stays so"
    assert grid.currentIndex().column() == 1
    assert grid.model().index(3, 0).data() == "1"


def test_without_a_turnover_the_page_says_what_to_do(page: PeoplePage) -> None:
    assert not page.planner.answer.isVisible()
    assert "Enter a monthly turnover" in page.planner.empty.text()
    assert findings(page), "the table and its findings are there all the same"


def test_a_turnover_gives_tier_cost_band_gap_and_next(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    enter(qtbot, page, settle, "200000")
    planner = page.planner
    assert planner.headline.text() == "Tier 200,000: 6 people"
    assert planner.cost_line.text() == (
        "It costs 16,500.00 a month, 8.25% of this turnover: above the band, 12,000 to 14,000."
    )
    assert planner.next_line.text() == "The next tier begins at 300,000; 100,000 more a month are needed."
    assert planner.gap.sentences()[:4] == [
        "Customer service: promote 1 of the team to lead",
        "Design: hire 1",
        "Promotion: hire 1",
        "Logistics: hire 1",
    ]
    assert "Tier 8.25%" not in str(planner.gauge.reader_points())
    assert "8.25%" in str(planner.gauge.reader_points())
    assert "Customer service: wanted 3, today 3, 8,000 a month" in str(planner.structure.reader_points())


def test_typing_alone_is_enough_after_a_moment(qtbot: QtBot, page: PeoplePage) -> None:
    qtbot.keyClicks(page.planner.turnover, "350000")
    qtbot.waitUntil(lambda: page.planner.headline.text() == "Tier 300,000: 7 people")
    assert page.planner.turnover.text() == "350000", "what is being typed is left alone"


def test_below_the_first_tier_it_is_said_to_be_not_reached(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    enter(qtbot, page, settle, "60000")
    assert "not reached yet" in page.planner.headline.text()
    assert page.planner.next_line.text() == "The tier begins at 100,000; 40,000 a month are still missing."


def test_nonsense_changes_nothing(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    enter(qtbot, page, settle, "200000")
    enter(qtbot, page, settle, "many")
    assert page.planner.headline.text() == "Tier 200,000: 6 people"


def test_both_presets_side_by_side_and_the_choice_is_kept(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    enter(qtbot, page, settle, "80000")
    cards = {
        card.objectName(): card for card in page.planner.findChildren(QAbstractButton) if "choice" in card.objectName()
    }
    lean = cards["people.planner.choice.lean"]
    assert lean.accessibleDescription() == "Tier 80,000 · 7 people, 17,500 a month · 21.88%, above the band"
    qtbot.mouseClick(lean, Qt.MouseButton.LeftButton)
    settle()
    assert page.planner.headline.text() == "Tier 80,000: 7 people"
    assert page_context.services.tiers.chosen(page_context.store_id) == "lean"


def test_a_preset_cannot_be_typed_into_but_its_copy_can(
    qtbot: QtBot, page: PeoplePage, settle: Settle, rules: ModelRules
) -> None:
    model = page.planner.ladder.table.model
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    copied = copy(qtbot, page, settle)
    assert copied.flags(copied.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not copied.flags(copied.index(copied.rowCount() - 1, 0)) & Qt.ItemFlag.ItemIsEditable, (
        "the ratio is computed"
    )
    assert page.planner.ladder.name.text() == "Standard, own 1"
    rules.watch(copied)


def test_a_wrong_total_is_marked_in_its_cell_and_said_beneath(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    copy(qtbot, page, settle)
    model = page.planner.ladder.table.model
    cell = model.index(model.total_row, 3)
    assert model.setData(cell, "15,000")
    settle()
    assert any("15,000, but the departments add up to 16,500; 1,500 too little" in text for text in findings(page))
    cell = model.index(model.total_row, 3)
    assert str(cell.data(FINDING_ROLE)) == "error"
    assert "add up to 16,500" in cell.data(int(Qt.ItemDataRole.ToolTipRole))
    assert cell.data(int(Qt.ItemDataRole.BackgroundRole)) is not None


def test_typing_into_a_cell_by_keyboard(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    copy(qtbot, page, settle)
    grid = page.planner.ladder.table.grid
    grid.setCurrentIndex(grid.model().index(3, 1))
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_4)
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.model().index(3, 1).data() == "4")
    settle()
    assert page_context.services.tiers.choices(page_context.store_id)[-1].ladder.steps[0].post("service").staff == 4
    assert grid.currentIndex().row() == 3, "the cell stays chosen"


@pytest.mark.parametrize(
    ("row", "column", "text", "sentence"), [(3, 1, "1.5", "whole numbers"), (0, 0, "much", "not an amount")]
)
def test_nonsense_in_a_cell_is_refused_in_words(
    qtbot: QtBot, page: PeoplePage, settle: Settle, row: int, column: int, text: str, sentence: str
) -> None:
    copy(qtbot, page, settle)
    model = page.planner.ladder.table.model
    before = model.index(row, column).data()
    heard: list[str] = []
    model.refused.connect(heard.append)
    assert not model.setData(model.index(row, column), text)
    assert sentence in heard[0]
    assert model.index(row, column).data() == before


def test_tiers_are_added_dropped_reset_and_the_table_removed(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    copy(qtbot, page, settle)

    def press(what: str) -> None:
        click(page.planner, f"people.planner.{what}")
        settle()

    model = page.planner.ladder.table.model
    press("add")
    assert model.columnCount() == 15
    page.planner.ladder.table.grid.setCurrentIndex(model.index(0, 0))
    press("drop")
    assert model.columnCount() == 12
    assert model.index(0, 0).data() == "200,000"
    press("reset")
    assert model.index(0, 0).data() == "100,000"
    press("remove")
    assert len(page_context.services.tiers.choices(page_context.store_id)) == 2
    page_context.services.history.undo()
    settle()
    qtbot.waitUntil(lambda: len(page_context.services.tiers.choices(page_context.store_id)) == 3)
    settle()


def test_a_sentence_leads_to_its_cell(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    table = page.planner.ladder.table
    table.findings.setCurrentRow(1)
    table.findings.setFocus()
    press(Qt.Key.Key_Return)
    assert (table.grid.currentIndex().row(), table.grid.currentIndex().column()) == (1, 3)


def test_renaming_an_own_table(qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle) -> None:
    copy(qtbot, page, settle)
    name = page.planner.ladder.name
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Next year")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    settle()
    assert page_context.services.tiers.choices(page_context.store_id)[-1].name == "Next year"


def test_the_diagrams_draw_in_both_themes(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    enter(qtbot, page, settle, "500000")
    for widget in (page.planner.gauge, page.planner.structure):
        picture: QPixmap = widget.grab()
        image = picture.toImage()
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert len(colours) > 3, "something is drawn"


def test_the_target_of_the_month_is_offered_and_taken_by_a_click(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    page_context.services.targets.set_month(page_context.store_id, date(2026, 3, 1), 32_000_000)
    settle()
    hint = page.planner.findChild(QPushButton, "people.planner.hint.target")
    assert hint is not None
    assert hint.text() == "Target 2026-03: 320,000"
    enter(qtbot, page, settle, "100000")
    assert page.planner.headline.text() == "Tier 100,000: 2 people"
    hint = next(
        button for button in page.planner.findChildren(QPushButton, "people.planner.hint.target") if button.isVisible()
    )
    qtbot.mouseClick(hint, Qt.MouseButton.LeftButton)
    settle()
    assert page.planner.headline.text() == "Tier 300,000: 7 people"


def test_it_speaks_chinese(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    i18n.set_language("zh_CN")
    enter(qtbot, page, settle, "200000")
    assert page.planner.headline.text() == "200,000 档：6 人"
    assert "客服：从组内提拔 1 名组长" in page.planner.gap.sentences()
    assert any("比预算 14,000 多 2,500" in text for text in findings(page))


def test_tables_are_chosen_by_arrow_keys(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    enter(qtbot, page, settle, "100000")
    standard = page.planner.findChild(QAbstractButton, "people.planner.choice.standard")
    assert standard is not None
    standard.setFocus()
    qtbot.keyClick(standard, Qt.Key.Key_Right)
    settle()
    assert page_context.services.tiers.chosen(page_context.store_id) == "lean"
    assert page.planner.headline.text() == "Tier 100,000: 12 people"


def test_a_turnover_out_of_bounds_is_said_and_what_was_said_leaves_when_it_is_right(
    qtbot: QtBot, page: PeoplePage, settle: Settle
) -> None:
    planner = page.planner
    planner.turnover.clear()
    qtbot.keyClicks(planner.turnover, "-5")
    planner._on_typed()
    assert planner.turnover.property("invalid")
    assert planner.context.messages.text == planner.turnover.refusal() != ""
    planner.turnover.selectAll()
    qtbot.keyClicks(planner.turnover, "200000")
    assert not planner.turnover.property("invalid")
    assert planner.context.messages.isHidden()
    planner._on_typed()
    settle()


def test_f2_in_a_shipped_table_says_why_nothing_is_edited(qtbot: QtBot, page: PeoplePage, settle: Settle) -> None:
    grid = page.planner.ladder.table.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(3, 1))
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    assert "Copy and edit" in page.planner.context.messages.text
    copy(qtbot, page, settle)
    grid.setCurrentIndex(grid.model().index(3, 1))
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    assert grid.viewport().findChild(QLineEdit) is not None


def test_roles_stand_inside_of_their_departments(qtbot: QtBot, page_context: PageContext) -> None:
    catalogue = page_context.services.people.catalogue
    departments, roles = catalogue.departments(page_context.store_id), catalogue.roles(page_context.store_id)
    choice = RoleChoice(departments, roles)
    qtbot.addWidget(choice)
    model, delegate = choice.model(), choice.itemDelegate()
    shown = []
    for row in range(choice.count()):
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, model.index(row, 0))
        shown.append((bool(choice.itemData(row)), option.text.startswith("\N{EM SPACE}"), option.font.bold()))
    assert (False, False, True) in shown
    assert all(inside is chosen and bold is not chosen for chosen, inside, bold in shown)
