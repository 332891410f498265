"""A service desk writes its handbook, answers with it all day, learns it, keeps it right, and prints it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from shopdesk.gui.command_palette import CommandPalette
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.handbook.view import HandbookPart
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.infra.i18n import set_language
from tests.gui.hands import click, press, write
from tests.stories.shop import Shop

Key = Qt.Key


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def part(qtbot: QtBot, language: str, page_context: PageContext, wait: Callable[[], None]) -> HandbookPart:
    set_language(language)
    page = DailyPage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    found: HandbookPart = page.show_view("handbook")
    wait()
    return found


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def printed(path: Path) -> str:
    """The words of a PDF, without the spaces and ends of lines between them."""
    found = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return "".join(found.stdout.split())


def search(qtbot: QtBot, part: HandbookPart, words: str) -> None:
    part.search.setFocus()
    part.search.clear()
    write(words)
    qtbot.waitUntil(lambda: not part.search.is_waiting())


def test_begin_with_what_ships_and_answer_by_keyboard(
    qtbot: QtBot, part: HandbookPart, page_context: PageContext, wait: Callable[[], None], language: str
) -> None:
    zh = language == "zh_CN"
    assert part.stack.currentIndex() == 1 and part.offer.isVisible() and not part.greeted.isEnabled()
    click(part, "daily.handbook.take")
    wait()
    assert part.stack.currentIndex() == 0 and not part.offer.isVisible()

    # Typed without waiting, Enter copies what fits best.
    part.search.setFocus()
    press("tuihuo" if zh else "send it back")
    press(Key.Key_Return)
    wait()
    assert ("7 天内" if zh else "Within 7 days") in clipboard()
    # With the greeting, in which the store's name stands.
    click(part, "daily.handbook.greeted")
    search(qtbot, part, "颜色" if zh else "colour")
    press(Key.Key_Return)
    wait()
    greeting, answer = clipboard().split("\n")
    assert page_context.store.name in greeting and "{store}" not in clipboard()
    assert answer == part.chosen.text
    # It was counted.
    uses = page_context.services.handbook.board(page_context.store_id).uses
    assert sorted(use.count for use in uses.values()) == [1, 1]
    assert ("已复制 1 次" if zh else "copied 1 time,") in part.pane.about.text()

    # Nothing fits: that is said, and Enter copies nothing.
    before = clipboard()
    search(qtbot, part, "火星")
    press(Key.Key_Return)
    wait()
    assert clipboard() == before and part.chosen is None
    assert part.pane.text.text() == ("手册中没有相符的条目。" if zh else "Nothing in the handbook is called so.")


def test_entries_come_from_a_chat_log_a_table_and_the_form(
    qtbot: QtBot, part: HandbookPart, page_context: PageContext, wait: Callable[[], None], tmp_path: Path, language: str
) -> None:
    handbook, store_id = page_context.services.handbook, page_context.store_id
    notes = tmp_path / "话术.txt"
    notes.write_bytes("【物流】\n问：几天能到？\n答：三天\n问：发什么快递？\n答：合作快递".encode("gb18030"))
    part.take_file(notes)
    wait()
    dialog = part.window_over
    assert dialog is not None
    box = dialog.findChild(QPlainTextEdit, "daily.handbook.fromText.box")
    assert box is not None and "几天能到" in box.toPlainText()
    click(dialog, "form.ok")
    wait()
    assert [(one.topic, one.title, one.text) for one in handbook.entries(store_id)] == [
        ("物流", "几天能到？", "三天"),
        ("物流", "发什么快递？", "合作快递"),
    ]
    heads = "类型\t分类\t问题\t答案" if language == "zh_CN" else "Kind\tChapter\tQuestion\tAnswer"
    kind = "页面规范" if language == "zh_CN" else "Page standard"
    QGuiApplication.clipboard().setText(f"{heads}\n{kind}\t首页\t主视觉\t一个主题")
    click(part, "daily.handbook.paste")
    wait()
    part.panel.dialog.ok.click()  # type: ignore[union-attr]
    wait()
    assert [one.title for one in handbook.entries(store_id)][-1] == "主视觉"
    click(part, "daily.handbook.new")
    form = part.dialog
    assert form is not None
    form["title"].setText("能退吗？")
    click(form, "form.ok")
    wait()
    assert form.isVisible() and form.said()  # an answer is missing
    form["text"].setPlainText("能")
    click(form, "form.ok")
    wait()
    assert len(handbook.entries(store_id)) == 4 and part.chosen.title == "能退吗？"


def test_a_rule_is_learned_changed_and_learned_anew(
    part: HandbookPart, page_context: PageContext, wait: Callable[[], None], language: str
) -> None:
    zh = language == "zh_CN"
    people, store_id = page_context.services.people, page_context.store_id
    for name in ("小满", "惊蛰"):
        people.hire(store_id, name, "service", page_context.clock.today())
    click(part, "daily.handbook.take")
    wait()
    part.table.select(lambda one: one.code == "rule.compensation")
    click(part, "daily.handbook.learned")
    dialog = part.window_over
    assert dialog is not None
    ticks = dialog.findChild(QListWidget, "daily.handbook.learned.people")
    assert ticks is not None
    first = ticks.item(0).data(Qt.ItemDataRole.UserRole)
    QTest.keyClick(ticks, Key.Key_Space)
    click(dialog, "form.ok")
    wait()
    learned = next(one.label for one in part.board.people if str(one.id) == first)
    assert part.pane.who.text().splitlines()[0] == f"{'已学会：' if zh else 'Learned by:'} {learned}"

    part.open_form(part.chosen)
    form = part.dialog
    assert form is not None
    form["limit_fen"].setText("50")
    click(form, "form.ok")
    wait()
    assert part.chosen.limit_fen == 5_000
    assert (f"改动之前学的，需重学： {learned}" if zh else f"Learned before it was changed: {learned}") in (
        part.pane.who.text()
    )
    click(part, "daily.handbook.history")
    dialog = part.window_over
    assert dialog is not None
    wait()
    said = dialog.findChild(QPlainTextEdit, "daily.handbook.history.said")
    assert said is not None and "20.00 → 50.00" in said.toPlainText()
    dialog.reject()
    click(part, "daily.handbook.checked")
    wait()
    assert part.chosen.checked_on == page_context.clock.today()


def test_the_booklet_is_printed_whole_or_as_it_is_shown(
    part: HandbookPart, wait: Callable[[], None], tmp_path: Path, language: str
) -> None:
    click(part, "daily.handbook.take")
    wait()
    part.kind.setCurrentIndex(part.kind.findData("after_sales"))
    assert part.print_shown()
    dialog = part.window_over
    assert dialog is not None
    whole = tmp_path / "whole.pdf"
    dialog.write(whole)
    click(dialog, "daily.handbook.paper.shown")
    part_of_it = tmp_path / "shown.pdf"
    dialog.write(part_of_it)
    dialog.reject()
    texts = {path: printed(path) for path in (whole, part_of_it)}
    rule, answer = (("破损的处理与索赔", "能便宜一点吗？") if language == "zh_CN"
                    else ("Damage,andtheclaimforit", "Canyoumakeitcheaper?"))  # fmt: skip
    assert rule in texts[whole] and answer in texts[whole]
    assert rule in texts[part_of_it] and answer not in texts[part_of_it]


def test_it_is_found_from_anywhere(shop: Shop) -> None:
    shop.services.handbook.take_shipped(shop.store_id)
    shop.desktop.window.open_page("kpi")
    shop.wait()
    shop.desktop.show_palette()
    shop.wait()
    (palette,) = [one for one in shop.desktop.window.findChildren(CommandPalette) if one.isVisible()]
    field = palette.findChild(QLineEdit, "palette.field")
    assert field is not None
    field.setFocus()
    press("Handling a request for a refund", Key.Key_Return)
    shop.wait()
    part = shop.page.view("handbook")
    assert part.isVisible() and part.chosen.code == "rule.refund"
