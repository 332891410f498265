"""Photos as teams give them: screenshots pasted, files copied and dropped, looked at large, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.new_dialog import NewProblemDialog
from shopdesk.gui.pages.daily.problems.view import ProblemsPart
from shopdesk.gui.photos.viewer import PhotoViewer
from shopdesk.infra import i18n
from shopdesk.infra.atomic import explain_os_error

Settle = Callable[[], None]
Make = Callable[..., Problem]
TODAY = date(2026, 3, 16)
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def clipboard(qapp: object) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def view(page: DailyPage, settle: Settle, make_problem: Make) -> ProblemsPart:
    make_problem("Banner")
    found = page.show_view("problems")
    settle()
    assert isinstance(found, ProblemsPart)
    return found


def picture(width: int = 64, height: int = 48) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    return image


def copy_files(*paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(data)


def paste(qtbot: QtBot, widget: QWidget) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, Key.Key_V, CTRL)


def names(view: ProblemsPart) -> list[str]:
    entries = view.detail.files.files_model
    return [entries.item(row).text().replace("\u200b", "") for row in range(entries.rowCount())]


def kept(view: ProblemsPart, context: PageContext) -> list[str]:
    return [file.name for file in context.services.problems.view(view.detail.problem_id).files]


def drop(widget: Any, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, button, modifier)
    QApplication.sendEvent(widget, entered)
    assert entered.isAccepted(), "the panel takes what is dragged over it"
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, modifier))


# --- pasting ----------------------------------------------------------------------------------------------------------


def test_a_pasted_screenshot_is_kept_as_png_under_a_speaking_name_and_shown(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    QGuiApplication.clipboard().setImage(picture())
    paste(qtbot, view.detail.title)
    settle()
    assert names(view) == ["screenshot-20260316-0900.png"]
    assert not view.detail.files.files_model.item(0).icon().isNull()
    (file,) = page_context.services.problems.view(view.detail.problem_id).files
    assert QImage(str(page_context.services.problems.files.path_of(file))).size() == picture().size()
    assert view.detail.title.text() == "Banner"


def test_in_chinese_the_screenshot_has_a_chinese_name(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    i18n.set_language("zh_CN")
    QGuiApplication.clipboard().setImage(picture())
    paste(qtbot, view.detail.words)
    settle()
    assert kept(view, page_context) == ["截图-20260316-0900.png"]


def test_on_a_card_and_in_the_list_a_screenshot_goes_to_the_chosen_problem(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    QGuiApplication.clipboard().setImage(picture())
    view.board.focus_first()
    focus = view.window().focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Key.Key_V, CTRL)
    settle()
    view.filter.in_list.click()
    paste(qtbot, view.table)
    settle()
    assert len(kept(view, page_context)) == 2


def test_copied_files_are_kept_and_their_addresses_never_written_into_a_field(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    paths = [tmp_path / "一.png", tmp_path / "聊天.txt"]
    assert picture().save(str(paths[0]))
    paths[1].write_text("words", encoding="utf-8")
    copy_files(*paths)
    for field in (view.detail.words, view.detail.title, view.detail.activity.words):
        paste(qtbot, field)
        settle()
    assert kept(view, page_context) == ["一.png", "聊天.txt"] * 3
    assert view.detail.words.toPlainText() == ""
    assert view.detail.title.text() == "Banner"
    assert view.detail.activity.words.text() == ""
    page_context.services.history.undo()
    settle()
    assert len(names(view)) == 4, "files pasted together go together"


def test_words_are_still_pasted_as_words(view: ProblemsPart, qtbot: QtBot, settle: Settle) -> None:
    data = QMimeData()
    data.setText("since Monday")
    data.setImageData(picture())  # as a spreadsheet copies its cells
    QGuiApplication.clipboard().setMimeData(data)
    paste(qtbot, view.detail.words)
    paste(qtbot, view.detail.activity.words)
    settle()
    assert view.detail.words.toPlainText() == "since Monday"
    assert view.detail.activity.words.text() == "since Monday"
    assert names(view) == []


def test_what_cannot_be_kept_gets_a_sentence_and_costs_nothing_typed(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, tmp_path: Path, page_context: PageContext
) -> None:
    trouble, strip = view.detail.files.trouble, view.detail.files
    view.detail.activity.words.setText("half a comm")

    def said(words: str) -> None:
        settle()
        assert trouble.isVisible()
        assert words in trouble.text()

    QGuiApplication.clipboard().clear()
    paste(qtbot, strip.add)
    said("The clipboard is empty")
    QGuiApplication.clipboard().setText("only words")
    paste(qtbot, strip.add)
    said("holds words, no picture")
    QGuiApplication.clipboard().setImage(picture(10_000, 6_000))
    paste(qtbot, strip.add)
    said("60 megapixels")
    film = tmp_path / "film.mp4"
    with film.open("wb") as content:
        content.truncate(2 * 1024**3)
    good = tmp_path / "good.png"
    assert picture().save(str(good))
    copy_files(tmp_path, film, tmp_path / "gone.png", good)
    paste(qtbot, strip.add)
    said("is a folder")
    said("film.mp4 is larger than 50 MB")
    said("gone.png is no longer there")
    assert kept(view, page_context) == ["good.png"], "the good one is not lost with the others"
    data = QMimeData()
    data.setUrls([QUrl("https://example.invalid/a.png")])
    QGuiApplication.clipboard().setMimeData(data)
    paste(qtbot, strip.add)
    said("Only files of this computer")
    assert view.detail.activity.words.text() == "half a comm"


def test_a_full_disk_is_said_beside_the_photos(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(target: Path, _content: bytes, **_more: object) -> None:
        raise explain_os_error(OSError(28, "No space left on device"), target)

    monkeypatch.setattr("shopdesk.infra.atomic.write_bytes", full)
    QGuiApplication.clipboard().setImage(picture())
    paste(qtbot, view.detail.files.add)
    settle()
    assert "is full" in view.detail.files.trouble.text()
    assert kept(view, page_context) == []


# --- the other two places ---------------------------------------------------------------------------------------------


def test_a_new_problem_takes_screenshots_and_drops_along(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    view.new_problem()
    (dialog,) = page_context.window.findChildren(NewProblemDialog)
    qtbot.keyClicks(dialog.title, "Courier")
    QGuiApplication.clipboard().setImage(picture())
    paste(qtbot, dialog.words)
    drop(dialog, tmp_path)
    settle()
    assert "is a folder" in dialog.problem.text()
    assert dialog.title.text() == "Courier"
    photo = tmp_path / "b.png"
    assert picture().save(str(photo))
    drop(dialog, photo)
    settle()
    assert dialog.photos.strip.entries.rowCount() == 2
    qtbot.keyClick(dialog.words, Key.Key_Return, CTRL)
    settle()
    assert view.detail.title.text() == "Courier"
    assert kept(view, page_context) == ["screenshot-20260316-0900.png", "b.png"]


def test_a_photo_that_vanished_keeps_the_new_problem_open_with_all_its_words(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    photo = tmp_path / "b.png"
    assert picture().save(str(photo))
    view.new_problem()
    (dialog,) = page_context.window.findChildren(NewProblemDialog)
    qtbot.keyClicks(dialog.title, "Courier")
    drop(dialog, photo)
    settle()
    photo.unlink()
    qtbot.keyClick(dialog.title, Key.Key_Return)
    settle()
    assert dialog.isVisible()
    assert "no longer there" in dialog.problem.text()
    assert dialog.title.text() == "Courier"
    qtbot.keyClick(dialog.photos.strip, Key.Key_Delete)
    qtbot.keyClick(dialog.title, Key.Key_Return)
    settle()
    assert view.detail.title.text() == "Courier"


def test_a_failed_check_takes_several_screenshots_to_its_problem(
    page: DailyPage, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    today = page.view("today")
    code = next(
        line.item.code
        for line in today.sheet.lines
        if line.item.kind is AnswerKind.YES_NO and line.answer is None and not line.item.auto
    )
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_2)
    for _ in range(2):
        QGuiApplication.clipboard().setImage(picture())
        paste(qtbot, today.panel.title)
    settle()
    assert today.panel.photos.strip.entries.rowCount() == 2
    qtbot.keyClicks(today.panel.title, "Shelf empty")
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert len(page_context.services.problems.view(problem.id or 0).files) == 2


def test_the_next_item_does_not_inherit_the_photo_of_the_one_before(
    page: DailyPage, settle: Settle, qtbot: QtBot
) -> None:
    today = page.view("today")
    qtbot.keyClick(today.table, Key.Key_2)
    QGuiApplication.clipboard().setImage(picture())
    paste(qtbot, today.panel.title)
    settle()
    assert today.unsaved()
    qtbot.keyClick(today.panel.title, Key.Key_Escape)
    qtbot.keyClick(today.table, Key.Key_2)
    assert today.panel.photos.given == []


# --- looking ----------------------------------------------------------------------------------------------------------


def opened_viewer(view: ProblemsPart, settle: Settle, qtbot: QtBot, row: int) -> PhotoViewer:
    files = view.detail.files.list
    files.setFocus()
    files.setCurrentIndex(view.detail.files.files_model.index(row, 0))
    qtbot.keyClick(files, Key.Key_Return)
    settle()
    viewer = view.findChild(PhotoViewer)
    assert isinstance(viewer, PhotoViewer)
    return viewer


def test_photos_are_looked_at_one_after_the_other_and_a_copy_saved(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    sizes = {"a.png": (3000, 2000), "b.png": (40, 30)}
    for name, size in sizes.items():
        assert picture(*size).save(str(tmp_path / name))
    (tmp_path / "c.txt").write_text("x", encoding="utf-8")
    drop(view.detail, tmp_path / "a.png", tmp_path / "c.txt", tmp_path / "b.png")
    settle()
    viewer = opened_viewer(view, settle, qtbot, 0)
    assert viewer.canvas.percent < 100, "fitted"
    assert "a.png · 1 of 2" in viewer.where.text()
    qtbot.keyClick(viewer, Key.Key_1)
    assert viewer.canvas.percent == 100
    qtbot.keyClick(viewer, Key.Key_0)
    assert viewer.canvas.percent < 100
    qtbot.keyClick(viewer, Key.Key_Right)
    settle()
    assert viewer.windowTitle() == "b.png"
    assert viewer.canvas.percent == 100, "a small one is not blown up"
    assert not viewer.after.isEnabled()
    viewer.save(tmp_path / "copy.png")
    settle()
    assert QImage(str(tmp_path / "copy.png")).size().toTuple() == sizes["b.png"]
    viewer.save(tmp_path / "nowhere" / "copy.png")
    settle()
    assert "does not exist" in viewer.trouble.text()
    qtbot.keyClick(viewer, Key.Key_Escape)
    assert not viewer.isVisible()
    assert view.window().focusWidget() is view.detail.files.list


def test_another_file_is_left_to_the_systems_program(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url))
    note = tmp_path / "聊天.txt"
    note.write_text("x", encoding="utf-8")
    drop(view.detail, note)
    settle()
    view.detail.files.list.setCurrentIndex(view.detail.files.files_model.index(0, 0))
    qtbot.keyClick(view.detail.files.list, Key.Key_Return)
    settle()
    assert [Path(url.toLocalFile()).read_text(encoding="utf-8") for url in seen] == ["x"]


def test_a_photo_missing_from_the_data_folder_is_a_calm_state(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    # Two pictures, for the same one is kept once.
    for width, name in enumerate(("a.png", "b.png"), start=64):
        assert picture(width).save(str(tmp_path / name))
    drop(view.detail, tmp_path / "a.png", tmp_path / "b.png")
    settle()
    first, _second = page_context.services.problems.view(view.detail.problem_id).files
    page_context.services.problems.files.path_of(first).unlink()
    view.refresh()
    settle()
    assert names(view) == ["(missing) a.png", "b.png"]
    said = view.detail.files.files_model.item(0).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "a.png: the file is missing"
    view.detail.files.list.setCurrentIndex(view.detail.files.files_model.index(0, 0))
    qtbot.keyClick(view.detail.files.list, Key.Key_Return)
    settle()
    assert "copy the folder “attachments” along" in view.detail.files.trouble.text()
    viewer = opened_viewer(view, settle, qtbot, 1)
    assert "1 of 1" in viewer.where.text()


def test_taking_the_last_file_off_leaves_the_keyboard_in_the_panel(
    view: ProblemsPart, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    assert picture().save(str(tmp_path / "a.png"))
    drop(view.detail, tmp_path / "a.png")
    settle()
    view.detail.files.list.setFocus()
    qtbot.keyClick(view.detail.files.list, Key.Key_Delete)
    settle()
    assert view.detail.files.add.hasFocus()


def test_fields_let_drops_through_to_the_panel(view: ProblemsPart) -> None:
    fields = [view.detail.words, *view.detail.findChildren(QLineEdit)]
    assert not any(field.acceptDrops() for field in fields)
    assert isinstance(view.detail.files.trouble, QLabel)


def test_what_a_fault_of_the_machine_kept_from_being_kept_waits_and_is_kept_later(
    view: ProblemsPart,
    settle: Settle,
    qtbot: QtBot,
    page_context: PageContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert picture().save(str(tmp_path / "a.png"))

    def cut(*_given: object) -> None:
        raise EnvironmentFault(Text("The line is broken."), FileState.UNREACHABLE)

    files = view.detail.files
    with monkeypatch.context() as broken:
        broken.setattr(page_context.services.problems, "attach_all", cut)
        drop(view.detail, tmp_path / "a.png")
        settle()
        qtbot.mouseClick(files.again, Qt.MouseButton.LeftButton)  # the line is still broken
        settle()
        assert files.trouble.text() == "The line is broken. What was added is not kept yet and waits here."
        assert files.again.text() == "Keep what waits (1)" and not files.again.isHidden()
        assert view.unsaved() == "Photos or files of a problem are not kept yet."
    qtbot.mouseClick(files.again, Qt.MouseButton.LeftButton)
    settle()
    assert names(view) == ["a.png"] and files.again.isHidden() and view.unsaved() == ""
