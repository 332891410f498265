"""The window as a whole: first start, remembering, languages, undo, palette, one window for each folder."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.part import Part
from shopdesk.gui.single_instance import SingleInstance
from shopdesk.infra import i18n
from shopdesk.infra.settings import CURRENT_PAGE, LANGUAGE
from tests.gui.hands import choose_data
from tests.gui.shell.support import dialog, settle

Start = Callable[..., Desktop]


def make_store(qtbot: QtBot, desktop: Desktop, name: str) -> None:
    welcome = dialog(desktop, "firstStart")
    qtbot.keyClicks(welcome.findChild(QLineEdit, "store.name"), name)
    qtbot.mouseClick(welcome.findChild(QPushButton, "firstStart.start"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)


def trigger(desktop: Desktop, name: str) -> None:
    action = next(action for action in desktop.commands.actions if action.objectName() == name)
    assert action.isEnabled(), name
    action.trigger()


def test_escape_while_the_store_is_made_does_not_take_the_program_away(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    welcome = dialog(desktop, "firstStart")
    qtbot.mouseClick(welcome.findChild(QPushButton, "firstStart.start"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(welcome, Qt.Key.Key_Escape)
    settle(qtbot, desktop)
    assert desktop.window.isVisible()
    assert desktop.window.windowTitle() == "My store – ShopDesk"


def test_the_first_start_asks_for_a_store_and_the_next_one_does_not(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    desktop = start()
    welcome = dialog(desktop, "firstStart")
    welcome.findChild(QLineEdit, "store.name").clear()
    qtbot.mouseClick(welcome.findChild(QPushButton, "firstStart.start"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert "“Store name” is empty" in welcome.findChild(QLabel, "firstStart.problem").text()
    make_store(qtbot, desktop, "Lamp House")
    assert desktop.window.windowTitle() == "Lamp House – ShopDesk"
    store = desktop.app.services.stores.all()[0]
    assert desktop.app.services.setup.progress(store.id or 0).needed > 30
    desktop.window.open_page("people")
    settle(qtbot, desktop)
    again = start(tmp_path / "data")
    assert again.window.findChild(QWidget, "firstStart") is None
    assert again.window.windowTitle() == "Lamp House – ShopDesk"
    assert again.app.settings.get(CURRENT_PAGE) == "people"


def test_the_language_chosen_first_speaks_from_then_on(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    welcome = dialog(desktop, "firstStart")
    box = welcome.findChild(QComboBox, "firstStart.language")
    choose_data(box, "zh_CN")
    qtbot.waitUntil(lambda: desktop.window.findChild(QWidget, "firstStart") is not None)
    settle(qtbot, desktop)
    make_store(qtbot, desktop, "X")
    assert desktop.app.settings.get(LANGUAGE) == "zh_CN"
    assert i18n.current_language() == "zh_CN"
    titles = [
        menu.title() for menu in desktop.window.menuBar().findChildren(type(desktop.window.menuBar().addMenu("")))
    ]
    assert "文件(&F)" in titles


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_every_page_opens_on_an_empty_store_by_its_key(qtbot: QtBot, start: Start, entry: object) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Empty")
    number = PAGES.index(entry) + 1  # type: ignore[arg-type]
    action = next(a for a in desktop.window.findChildren(QAction) if a.objectName() == f"view.{entry.name}")  # type: ignore[attr-defined]
    assert action.shortcut().toString() == f"Ctrl+{number}"
    action.trigger()
    settle(qtbot, desktop)
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    assert desktop.window.pages.current.name == entry.name  # type: ignore[attr-defined]


def test_undo_names_the_store_where_it_is_not_the_one_in_view(qtbot: QtBot, start: Start) -> None:
    from shopdesk.domain.daily.problems import Problem

    desktop = start()
    make_store(qtbot, desktop, "One")
    services = desktop.app.services
    desktop.reload_stores(services.stores.create("Two"))
    settle(qtbot, desktop)
    assert desktop.window.windowTitle().startswith("Two")
    for store in services.stores.all():
        found = Problem(store_id=store.id or 0, title=f"in {store.name}", opened_on=desktop.app.clock.today())
        desktop.tasks.database(lambda found=found: services.problems.create(found))
    settle(qtbot, desktop)
    trigger(desktop, "edit.undo")
    settle(qtbot, desktop)
    assert desktop.window.messages.text == "Undone: Problem “in Two” opened"
    trigger(desktop, "edit.undo")
    settle(qtbot, desktop)
    assert desktop.window.messages.text == "Undone: Problem “in One” opened (in One)"


def test_undo_says_what_it_took_back_and_offers_redo(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    services, store = desktop.app.services, desktop.app.services.stores.all()[0]
    from dataclasses import replace

    desktop.tasks.database(lambda: services.stores.update(replace(store, name="Two")))
    settle(qtbot, desktop)
    assert desktop.window.windowTitle().startswith("Two")
    trigger(desktop, "edit.undo")
    settle(qtbot, desktop)
    assert desktop.window.messages.text == "Undone: Store “Two” edited"
    assert desktop.window.windowTitle().startswith("One")
    qtbot.mouseClick(desktop.window.messages.findChild(QPushButton, "messageBar.action"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert services.stores.all()[0].name == "Two"


def test_language_and_colours_change_in_place(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Shop")
    desktop.window.open_page("setup")
    settle(qtbot, desktop)
    first = desktop.window
    desktop.set_language("zh_CN")
    qtbot.waitUntil(lambda: desktop.window is not first)
    settle(qtbot, desktop)
    assert desktop.window.isVisible()
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    assert desktop.window.pages.current.name == "setup"
    second = desktop.window
    desktop.set_theme("dark")
    qtbot.waitUntil(lambda: desktop.window is not second)
    settle(qtbot, desktop)
    assert desktop.theme.dark


def test_the_palette_finds_pages_stores_and_figures(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Teahouse")
    desktop.show_palette()
    settle(qtbot, desktop)
    palette = dialog(desktop, "palette")
    field, found = palette.findChild(QLineEdit, "palette.field"), palette.findChild(QListWidget, "palette.list")
    qtbot.keyClicks(field, "teah")
    assert "Teahouse" in found.item(0).text()
    field.clear()
    qtbot.keyClicks(field, "visitors")
    assert "Figure" in found.item(0).text()
    field.clear()
    qtbot.keyClicks(field, "promotions")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, desktop)
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    assert desktop.window.pages.current.name == "promotions"


def test_a_second_start_on_the_folder_brings_the_first_window_forward(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.raised):
        second = SingleInstance(tmp_path)
        assert not second.claim()
    (tmp_path / "elsewhere").mkdir()
    assert SingleInstance(tmp_path / "elsewhere").claim()
    first.release()
    third = SingleInstance(tmp_path)
    assert third.claim()
    third.release()


def test_a_bug_shows_its_exact_report_without_the_home_folder(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Shop")
    desktop.tasks.database(lambda: {}["missing"])
    settle(qtbot, desktop)
    report = dialog(desktop, "crash").findChild(QPlainTextEdit, "crash.report").toPlainText()
    assert "KeyError: 'missing'" in report
    assert str(Path.home()) + "/" not in report
    qtbot.mouseClick(dialog(desktop, "crash").findChild(QPushButton, "crash.copy"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == report


def test_a_wrong_setting_of_the_folder_is_said_in_the_window(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    from shopdesk.storage.sqlite.driver import driver as sqlite3

    start()
    desktop = start(tmp_path / "other")
    desktop.app.close_data()
    raw = sqlite3.connect(tmp_path / "other" / "shopdesk.db")
    raw.execute("UPDATE alembic_version SET version_num='9999'")
    raw.commit()
    raw.close()
    again = start(tmp_path / "other")
    qtbot.waitUntil(lambda: again.window.findChild(QMessageBox, "dataFault") is not None)
    box = dialog(again, "dataFault")
    assert "newer ShopDesk" in box.text()
    # Nothing of the data is touched: there is nothing to restore, and trying again would change nothing.
    assert [one.objectName() for one in box.buttons()] == ["dataFault.leave"]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_every_page_says_how_it_is_used(qtbot: QtBot, start: Start, entry: object) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Helpful")
    desktop.window.open_page(entry.name)  # type: ignore[attr-defined]
    settle(qtbot, desktop)
    trigger(desktop, "help.page")
    assert len(dialog(desktop, "pageHelp").findChild(QLabel, "pageHelp.text").text()) > 100


def test_a_long_store_name_takes_neither_the_header_nor_the_page(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    name = "=A very long store name " * 2 + "/ 12345"
    make_store(qtbot, desktop, name)
    desktop.window.resize(1024, 640)
    desktop.window.open_page("setup")
    settle(qtbot, desktop)
    box = desktop.window.findChild(QComboBox, "stores.current")
    assert box.width() <= 360
    assert box.toolTip() == name
    page = desktop.window.pages.current if desktop.window.pages is not None else None
    assert page is not None
    assert page.minimumSizeHint().width() <= 1024 - 180


def test_undo_in_a_field_takes_back_the_typing_and_nothing_else(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    services, store = desktop.app.services, desktop.app.services.stores.all()[0]
    from dataclasses import replace

    desktop.tasks.database(lambda: services.stores.update(replace(store, name="Two")))
    desktop.window.open_page("setup")
    settle(qtbot, desktop)
    field = desktop.window.findChild(QPlainTextEdit, "setup.detail.note")
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desktop)
    assert field.toPlainText() == ""
    assert services.stores.all()[0].name == "Two"


@pytest.mark.parametrize("page", ["people", "setup"])
def test_a_page_takes_its_keys_as_soon_as_it_is_chosen(qtbot: QtBot, start: Start, page: str) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    desktop.window.activateWindow()
    desktop.window.open_page("kpi")
    settle(qtbot, desktop)
    desktop.window.navigation.findChild(QWidget, f"navigation.{page}").setFocus()
    trigger(desktop, f"view.{page}")
    settle(qtbot, desktop)
    current = desktop.window.pages.current if desktop.window.pages is not None else None
    assert current is not None
    focus = desktop.window.focusWidget()
    assert focus is not None
    assert current is focus or current.isAncestorOf(focus)
    qtbot.keyClick(focus, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desktop)
    assert any(dialog.isVisible() for dialog in desktop.window.findChildren(QDialog))


def test_another_language_leaves_nothing_of_the_one_before(qtbot: QtBot, start: Start) -> None:
    """Qt's words and the style of all windows were kept once more for every change: 4 MB in 50."""
    desktop = start()
    make_store(qtbot, desktop, "Shop")

    def kept() -> tuple[int, int]:
        gc.collect()
        styles = sum(isinstance(one, QStyle) for one in gc.get_objects())
        return len(desktop.findChildren(QTranslator)), styles

    def speak(language: str) -> None:
        before = desktop.window
        desktop.set_language(language)
        qtbot.waitUntil(lambda: desktop.window is not before)
        settle(qtbot, desktop)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    speak("zh_CN")
    first = kept()
    for language in ("en", "zh_CN", "en", "zh_CN"):
        speak(language)
    assert kept() == first == (1, first[1])


def test_no_part_of_a_page_stays_when_its_window_goes(qtbot: QtBot, start: Start) -> None:
    """Parts that nobody looked at were left behind, and with them all of the old window: 4 MB for each language."""

    def parts() -> list[Part]:
        return [one for one in QApplication.allWidgets() if isinstance(one, Part)]

    of_others = parts()  # what tests before it left is not this window's
    desktop = start()
    make_store(qtbot, desktop, "Shop")
    for entry in PAGES:
        desktop.window.open_page(entry.name)
        settle(qtbot, desktop)
    first = desktop.window
    desktop.set_language("zh_CN")
    qtbot.waitUntil(lambda: desktop.window is not first)
    settle(qtbot, desktop)

    def gone() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        own = [one for one in parts() if one not in of_others]
        assert [one.objectName() for one in own if one.window() is not desktop.window] == []

    # A page that was being read when its window went is held until its answer has come.
    qtbot.waitUntil(gone, timeout=30_000)
