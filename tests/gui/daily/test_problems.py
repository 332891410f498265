"""Problems as a user meets them: board, list, details, steps, files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem, ProblemState, Severity
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.card_delegate import face, is_narrow, small_font
from shopdesk.gui.pages.daily.problems.card_model import MIME
from shopdesk.gui.pages.daily.problems.new_dialog import NewProblemDialog
from shopdesk.gui.pages.daily.problems.texts import due_text
from shopdesk.gui.pages.daily.problems.view import ProblemsPart
from shopdesk.gui.photos.viewer import PhotoViewer
from shopdesk.infra.settings import ACTOR
from tests.gui.hands import ModelRules, choose_data, click

Settle = Callable[[], None]
Make = Callable[..., Problem]
TODAY = date(2026, 3, 16)
S = ProblemState


def opened(page: DailyPage, settle: Settle) -> ProblemsPart:
    view = page.show_view("problems")
    settle()
    assert isinstance(view, ProblemsPart)
    return view


def titles(view: ProblemsPart, state: ProblemState) -> list[str]:
    return [problem.title for problem in view.board.columns[state].cards.problems]


def test_without_problems_the_view_says_how_one_comes(page: DailyPage, settle: Settle) -> None:
    view = opened(page, settle)
    assert view.stack.currentWidget() is view.empty
    assert view.empty.title.text() == "No problems"
    assert not view.detail.content.isVisible()


def test_the_board_has_four_columns_the_most_urgent_on_top(page: DailyPage, settle: Settle, make_problem: Make) -> None:
    make_problem("Soon", due=TODAY + timedelta(days=1))
    make_problem("Late", due=TODAY - timedelta(days=2), opened_on=TODAY - timedelta(days=5))
    make_problem("Being done", state=S.DOING)
    make_problem("Old", state=S.CLOSED, opened_on=TODAY - timedelta(days=90), closed_on=TODAY - timedelta(days=31))
    make_problem("Fresh", state=S.CLOSED, opened_on=TODAY - timedelta(days=9), closed_on=TODAY)
    view = opened(page, settle)
    assert titles(view, S.OPEN) == ["Late", "Soon"]
    assert titles(view, S.DOING) == ["Being done"]
    assert titles(view, S.TO_VERIFY) == []
    assert titles(view, S.CLOSED) == ["Fresh"]
    card = view.board.columns[S.OPEN].cards.index(0, 0)
    assert "2 days late" in card.data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert view.detail.title.text() == "Late", "the most urgent one is open beside the board"


def test_cards_move_by_alt_and_arrows_and_undo_brings_them_back(
    page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot, page_context: PageContext
) -> None:
    make_problem("Banner broken")
    view = opened(page, settle)
    view.board.focus_first()
    column = view.board.columns[S.OPEN]
    qtbot.keyClick(column, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    assert titles(view, S.DOING) == ["Banner broken"]
    page_context.services.history.undo()
    settle()
    assert titles(view, S.OPEN) == ["Banner broken"]


def test_closing_by_keyboard_asks_what_came_of_it(
    page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot, page_context: PageContext
) -> None:
    page_context.settings.set(ACTOR, "小满")
    problem = make_problem("Banner broken", state=S.TO_VERIFY)
    view = opened(page, settle)
    view.board.focus_first()
    qtbot.keyClick(view.board.columns[S.TO_VERIFY], Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    steps = view.detail.steps
    assert steps.asking.isVisible()
    qtbot.keyClicks(steps.note, "Link replaced")
    qtbot.keyClick(steps.note, Qt.Key.Key_Return)
    settle()
    kept = page_context.services.problems.view(problem.id or 0).problem
    assert (kept.state, kept.result, kept.closed_by) == (S.CLOSED, "Link replaced", "小满")
    assert titles(view, S.CLOSED) == ["Banner broken"]
    assert "Link replaced" in view.detail.activity.history.text()


def test_a_card_dropped_on_another_column_moves(page: DailyPage, settle: Settle, make_problem: Make) -> None:
    problem = make_problem("Banner broken")
    view = opened(page, settle)
    source, target = view.board.columns[S.OPEN].cards, view.board.columns[S.TO_VERIFY].cards
    data = source.mimeData([source.index(0, 0)])
    assert data.hasFormat(MIME)
    nowhere = QModelIndex()
    assert not source.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, nowhere), "not on its own column"
    assert target.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, nowhere)
    settle()
    assert [one.id for one in target.problems] == [problem.id]
    assert source.rowCount() == 0


def test_arrows_go_between_columns(page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot) -> None:
    make_problem("One")
    make_problem("Two", state=S.CLOSED, opened_on=TODAY - timedelta(days=3), closed_on=TODAY)
    view = opened(page, settle)
    view.board.focus_first()
    qtbot.keyClick(view.board.columns[S.OPEN], Qt.Key.Key_Right)
    settle()
    assert view.detail.title.text() == "Two"
    assert view.board.columns[S.OPEN].current() is None, "only one card is chosen on the whole board"


@pytest.mark.parametrize("width", [88, 101, 140, 260])
def test_what_a_card_says_fits_into_it_and_a_narrow_one_keeps_title_and_day(qapp: QApplication, width: int) -> None:
    problem = Problem(
        store_id=1, title="A banner's link does not open", owner="Guyu", opened_on=TODAY, due=TODAY + timedelta(days=1)
    )
    font, metrics = qapp.font(), QFontMetrics(qapp.font())
    shown = face(problem, "Banners: text fits product, price right", due_text(problem, TODAY), font, width)
    lines = (*shown.title, shown.due, shown.owner)
    assert max(metrics.horizontalAdvance(line) for line in lines) <= width
    assert QFontMetrics(small_font(font)).horizontalAdvance(shown.item) <= width
    assert metrics.horizontalAdvance(shown.owner) + metrics.horizontalAdvance(shown.due) <= width
    assert shown.title[0].startswith("A ban")
    assert shown.due.startswith("due 0"), "cut at its end, not at its beginning"
    if is_narrow(font, width):
        assert not shown.owner and not shown.item and len(shown.title) == 3
    else:
        assert len(shown.title) == 2 and shown.item


def test_only_steps_that_may_be_taken_are_offered(page: DailyPage, settle: Settle, make_problem: Make) -> None:
    make_problem("Needs two", needs_second=True)
    view = opened(page, settle)
    visible = {state for state, button in view.detail.steps.buttons.items() if button.isVisible()}
    assert visible == {S.DOING, S.TO_VERIFY}


def test_the_first_person_cannot_verify_and_is_told_so_beside_the_button(
    page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot, page_context: PageContext
) -> None:
    page_context.settings.set(ACTOR, "小满")
    problem = make_problem("Price differs", needs_second=True)
    page_context.services.problems.step(problem.id or 0, S.TO_VERIFY, who="小满")
    view = opened(page, settle)
    click(view, "problems.step.closed")
    click(view, "problems.keepStep")
    settle()
    assert view.detail.steps.trouble.text() == "Somebody else than 小满 has to verify this."
    view.detail.steps.who.setEditText("惊蛰")
    click(view, "problems.keepStep")
    settle()
    assert page_context.services.problems.view(problem.id or 0).problem.closed_by == "惊蛰"


def test_fields_are_kept_when_left_and_refusals_stand_beside_them(
    page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot, page_context: PageContext
) -> None:
    problem = make_problem("Banner", due=TODAY + timedelta(days=1))
    view = opened(page, settle)
    detail = view.detail
    detail.title.setFocus()
    detail.title.selectAll()
    qtbot.keyClicks(detail.title, "Banner links broken")
    detail.owner.setFocus()
    settle()
    detail.owner.setEditText("惊蛰")
    detail.words.setFocus()
    settle()
    qtbot.keyClicks(detail.words, "Since Monday")
    detail.box["severity"].setFocus()
    qtbot.keyClick(detail.box["severity"], Qt.Key.Key_Up)
    click(view, "problems.due.7")
    settle()
    kept = page_context.services.problems.view(problem.id or 0).problem
    assert (kept.title, kept.owner, kept.detail) == ("Banner links broken", "惊蛰", "Since Monday")
    assert (kept.severity, kept.due) == (Severity.HIGH, TODAY + timedelta(days=7))
    detail.due.setFocus()
    detail.due.setText("2026-01-01")
    detail.box.settle()
    settle()
    assert "lies before the day it was found" in detail.said()
    assert page_context.services.problems.view(problem.id or 0).problem.due == TODAY + timedelta(days=7)


def test_what_was_typed_is_kept_when_another_problem_is_chosen(
    page: DailyPage, settle: Settle, make_problem: Make, page_context: PageContext
) -> None:
    first = make_problem("First")
    second = make_problem("Second")
    view = opened(page, settle)
    view.show_problem(first.id or 0)
    settle()
    view.detail.words.setFocus()
    view.detail.words.setPlainText("typed for the first")
    view.show_problem(second.id or 0)
    settle()
    assert page_context.services.problems.view(first.id or 0).problem.detail == "typed for the first"
    assert page_context.services.problems.view(second.id or 0).problem.detail == ""
    assert view.detail.words.toPlainText() == ""


def test_comments_are_written_with_enter(
    page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot, page_context: PageContext
) -> None:
    problem = make_problem("Banner")
    view = opened(page, settle)
    qtbot.keyClicks(view.detail.activity.words, "Asked <design>")
    qtbot.keyClick(view.detail.activity.words, Qt.Key.Key_Return)
    settle()
    assert [one.words for one in page_context.services.problems.view(problem.id or 0).comments] == ["Asked <design>"]
    assert "Asked &lt;design&gt;" in view.detail.activity.history.text()
    assert view.detail.activity.words.text() == ""


def test_a_dropped_photo_shows_as_a_picture_opens_and_can_be_taken_off(
    page: DailyPage,
    settle: Settle,
    make_problem: Make,
    qtbot: QtBot,
    page_context: PageContext,
    tmp_path: Path,
) -> None:
    problem = make_problem("Banner")
    view = opened(page, settle)
    picture = tmp_path / "照片.png"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(picture))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    copy, button, modifier = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(QPoint(5, 5), copy, data, button, modifier),
        QDropEvent(QPointF(5, 5), copy, data, button, modifier),
    ):
        QApplication.sendEvent(view.detail, event)
    settle()
    (file,) = page_context.services.problems.view(problem.id or 0).files
    assert file.name == "照片.png"
    assert view.detail.files.files_model.rowCount() == 1
    files = view.detail.files.list
    files.setCurrentIndex(view.detail.files.files_model.index(0, 0))
    files.setFocus()
    qtbot.keyClick(files, Qt.Key.Key_Return)
    settle()
    viewer = view.findChild(PhotoViewer)
    assert viewer is not None
    assert viewer.windowTitle() == "照片.png"
    assert viewer.stack.currentWidget() is viewer.canvas
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    qtbot.keyClick(files, Qt.Key.Key_Delete)
    settle()
    assert page_context.services.problems.view(problem.id or 0).files == ()
    assert page_context.services.problems.files.path_of(file).is_file(), "undo must find it again"


def test_a_new_problem_by_ctrl_n_comes_into_view(
    page: DailyPage, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    view = opened(page, settle)
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = page_context.window.findChildren(NewProblemDialog)
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    settle()
    assert dialog.said() == "“Title” is empty. Fill it in."
    qtbot.keyClicks(dialog.title, "Courier did not come")
    dialog.owner.setEditText("惊蛰")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    settle()
    assert page_context.window.findChildren(NewProblemDialog) == []
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert (problem.title, problem.owner, problem.due) == ("Courier did not come", "惊蛰", date(2026, 3, 17))
    assert view.detail.title.text() == "Courier did not come"


def test_filters_narrow_board_and_list_and_showing_a_problem_widens_them(
    page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot
) -> None:
    make_problem("Late banner", owner="小满", due=TODAY - timedelta(days=1), opened_on=TODAY - timedelta(days=2))
    other = make_problem("Stock", owner="惊蛰", severity=Severity.HIGH)
    view = opened(page, settle)
    view.filter.overdue.click()
    assert titles(view, S.OPEN) == ["Late banner"]
    assert view.filter.count.text() == "1 of 2"
    view.filter.overdue.click()
    choose_data(view.filter.owner, "惊蛰")
    assert titles(view, S.OPEN) == ["Stock"]
    view.filter.owner.setCurrentIndex(0)
    view.filter.search.setText("banner")
    qtbot.waitUntil(lambda: titles(view, S.OPEN) == ["Late banner"])
    view.show_problem(other.id or 0)
    settle()
    assert view.detail.title.text() == "Stock"
    assert len(titles(view, S.OPEN)) == 2


def test_the_list_starts_with_the_overdue_and_copies_as_a_table(
    page: DailyPage, settle: Settle, make_problem: Make, qtbot: QtBot
) -> None:
    make_problem("Soon", due=TODAY + timedelta(days=1))
    make_problem("Late", due=TODAY - timedelta(days=2), opened_on=TODAY - timedelta(days=5))
    view = opened(page, settle)
    click(view, "problems.asList")
    settle()
    assert view.stack.currentWidget() is view.list
    assert [one.title for one in view.table.records_model.records] == ["Late", "Soon"]
    line = view.table.records_model.as_text([0]).splitlines()[1].split("\t")
    assert line[1:6] == ["Late", "Open", "—", "2026-03-14", "2"]
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.detail.title.hasFocus()


def test_another_store_shows_its_own_problems(
    page: DailyPage, settle: Settle, make_problem: Make, page_context: PageContext
) -> None:
    make_problem("Mine")
    view = opened(page, settle)
    page_context.store = page_context.services.stores.create("青禾专营店")
    page_context.events.store_changed.emit(page_context.store)
    settle()
    assert view.stack.currentWidget() is view.empty
    assert view.detail.problem_id == 0


def test_models_keep_qts_rules(page: DailyPage, settle: Settle, make_problem: Make, rules: ModelRules) -> None:
    make_problem("One")
    make_problem("Two")
    view = opened(page, settle)
    rules.watch(view.board.columns[S.OPEN].cards)
    rules.watch(view.table.records_model)


def test_every_control_has_a_name(page: DailyPage, settle: Settle, make_problem: Make) -> None:
    make_problem("One")
    view = opened(page, settle)
    unnamed = [
        button.text() for button in view.findChildren(QPushButton) if not button.objectName() and button.isVisible()
    ]
    assert unnamed == []
    assert all(field.accessibleName() for field in view.detail.content.findChildren(QLineEdit) if field.objectName()
               and not field.objectName().startswith("qt_"))  # fmt: skip
