"""The form on paper through the window: printed, filled in by hand, typed in again in the order of the paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App
from shopdesk.domain.daily.checklist import AnswerKind, Form
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.stores import Store
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.print_dialog import DailyPrintDialog
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.reporting.daily_sheet import day_in_words
from tests.gui.hands import press

Key = Qt.Key
TODAY = date(2026, 3, 16)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is missing; Debian has it in poppler-utils"
)


def edit(app: App, store: Store, change: Callable[[Form], Form]) -> None:
    view = app.services.checklists.all(store.id or 0)[0]
    app.services.checklists.save(view.checklist.id or 0, change(view.version.form))


@pytest.fixture
def open_page(qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]) -> Callable[[], DailyPage]:
    def begin() -> DailyPage:
        page = DailyPage(page_context)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        wait()
        return page

    return begin


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    target = tmp_path / "表单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    return target


def click(where: QWidget, name: str) -> None:
    button = where.findChild(QWidget, name)
    assert isinstance(button, QWidget), name
    assert button.isVisible(), name
    QTest.mouseClick(
        button,
        Qt.MouseButton.LeftButton,
        pos=button.rect().center() if isinstance(button, QPushButton) else _on_text(button),
    )


def _on_text(button: QWidget) -> object:
    place = button.rect().center()
    place.setX(min(place.x(), 40))
    return place


def the_dialog(context: PageContext) -> DailyPrintDialog:
    (found,) = [one for one in context.window.findChildren(DailyPrintDialog) if one.isVisible()]
    return found


def raw_text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", "", done.stdout)


def page_texts(pdf: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return [re.sub(r"\s+", "", page) for page in done.stdout.rstrip("\f").split("\f")]


@needs_poppler
def test_a_filled_paper_is_typed_in_in_the_order_in_which_it_was_printed(
    open_page: Callable[[], DailyPage],
    page_context: PageContext,
    wait: Callable[[], None],
    save_as: Path,
    clock: FixedClock,
    qtbot: QtBot,
) -> None:
    i18n.set_language("zh_CN")
    # The store's own order differs from the order of making: the last area comes first.
    app, store = page_context.app, page_context.store
    edit(app, store, lambda form: replace(form, areas=tuple(reversed(form.areas)), items=form.items[::-1]))
    page = open_page()
    today = page.view("today")
    click(page, "daily.print")
    wait()
    dialog = the_dialog(page_context)
    click(dialog, "dailyPrint.blank")
    click(dialog, "dailyPrint.back")
    wait()
    click(dialog, "dailyPrint.pdf")
    assert save_as.name in page_context.messages.text
    printed = raw_text(save_as)

    with qtbot.waitActive(page):
        page.activateWindow()
    today.bar.who.setCurrentText("小满")
    click(page, "daily.enterResults")
    assert today.table.hasFocus()
    today.table.go_to(today.sheet.lines[0].item.code)
    order, at = [], 0
    for number in range(1, 34):
        line = today.table.current_line()
        assert line is not None
        order.append(line.item.code)
        words = re.sub(r"\s+", "", f"{number}{line.item.text('zh_CN')}")
        place = printed.find(words, at)
        assert place >= 0, f"{words} is not the next on paper"
        at = place + len(words)
        clock.set(datetime(2026, 3, 16, 18, number))
        if number == 5:
            press(Key.Key_2)
            press("Broken")
            press(Key.Key_Return)
        elif line.item.kind is AnswerKind.NUMBER:
            press(Key.Key_1)
            press("12")
            press(Key.Key_Return)
        else:
            press(Key.Key_1)
            if not today.panel.isHidden():
                focus = QApplication.focusWidget()
                assert isinstance(focus, QLineEdit), "the data say otherwise: a reason"
                press("paper")
                press(Key.Key_Return)
        wait()
    assert "33/33" in today.bar.state.text()
    sheet = app.services.daily.sheet(store.id or 0, TODAY)
    answers = {line.item.code: line.answer for line in sheet.lines}
    assert len(answers) == 33
    typed = sorted(order, key=lambda code: answers[code].at)
    assert typed == order, "each answer was written down when its line was typed"
    assert {answers[code].who for code in order} == {"小满"}
    assert [code for code in order if answers[code].result is Result.FAIL] == [order[4]]


@needs_poppler
def test_one_store_all_stores_and_a_week_of_blank_forms(
    open_page: Callable[[], DailyPage],
    page_context: PageContext,
    wait: Callable[[], None],
    save_as: Path,
) -> None:
    i18n.set_language("zh_CN")
    page_context.services.stores.create("第二家店")
    page = open_page()
    click(page, "daily.print")
    wait()
    dialog = the_dialog(page_context)
    assert dialog.preview.pageCount() == 2
    click(dialog, "dailyPrint.allStores")
    click(dialog, "dailyPrint.back")
    wait()
    assert dialog.preview.pageCount() == 4
    click(dialog, "dailyPrint.week")
    wait()
    assert dialog.preview.pageCount() == 28
    assert "28" in dialog.count.text()
    click(dialog, "dailyPrint.pdf")
    assert not dialog.isVisible()
    pages = page_texts(save_as)
    assert len(pages) == 28
    days = [TODAY + timedelta(days=number) for number in range(7)]
    stores = [page_context.store.name, "第二家店"]
    signed = re.sub(r"\s+", "", i18n.tr("Supervisor (signature)"))
    for number, page_text in enumerate(pages):
        store, day = stores[number // 14], days[number % 14 // 2]
        assert store in page_text
        assert re.sub(r"\s+", "", day_in_words(day)) in page_text
        assert (signed in page_text) is (number % 2 == 1), "one line for signatures, at the end of the form"
    assert page_context.services.daily.sheet(page_context.store_id, TODAY).worksheet is None, "printing answers nothing"


@needs_poppler
def test_the_numbers_on_a_filled_form_are_those_that_were_typed(
    open_page: Callable[[], DailyPage], page_context: PageContext, wait: Callable[[], None], save_as: Path
) -> None:
    page = open_page()
    today = page.view("today")
    today.bar.who.setCurrentText("LiNa")
    assert today.table.go_to("pages.spot_check")
    today.table.setFocus()
    press(Key.Key_1)
    press("1234.50")
    press(Key.Key_Return)
    wait()
    click(page, "daily.print")
    wait()
    click(the_dialog(page_context), "dailyPrint.pdf")
    text = raw_text(save_as)
    answer = page_context.services.daily.sheet(page_context.store_id, TODAY).line("pages.spot_check").answer
    assert answer.number == Decimal("1234.5")
    assert "1234.5products" in text
    done = sum(line.done for line in page_context.services.daily.sheet(page_context.store_id, TODAY).lines)
    assert f":{done}of33checked" in text
    assert "LiNa" in text
