"""The store makes the form its own: every field of the editor, several forms, versions, news of the shipped form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind, Form, Item
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.templates.name_dialog import NameDialog
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily import checklists as checklists_module
from shopdesk.services.daily.checklist_templates import ShippedForm, shipped_form
from tests.gui.hands import choose

Key = Qt.Key
MONDAY = date(2026, 3, 16)
TUESDAY = MONDAY + timedelta(days=1)


class Editor:
    """The forms view, handled as a user handles it."""

    def __init__(self, page: DailyPage, context: PageContext, wait: Callable[[], None]) -> None:
        self.page, self.context, self.wait = page, context, wait
        self.view = page.show_view("templates")
        wait()

    def field(self, name: str) -> Any:
        found = self.page.findChild(QWidget, f"templates.{name}")
        assert found is not None, name
        return found

    def type(self, name: str, words: str) -> None:
        """Write into an empty or filled field, words as an input method sends them."""
        field = self.field(name)
        assert field.isVisible(), f"{name} is not to be seen"
        field.setFocus()
        field.selectAll()
        typed = QInputMethodEvent()
        typed.setCommitString(words)
        QApplication.sendEvent(field, typed)

    def choose(self, name: str, data: str) -> None:
        box: QComboBox = self.field(name)
        place = box.findData(data)
        assert place >= 0, f"{data} is not offered"
        choose(box, place)

    def press(self, name: str) -> None:
        button = self.page.findChild(QPushButton, f"templates.{name}")
        assert isinstance(button, QPushButton)
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def stand_on(self, code: str) -> None:
        self.view.form_tab.tree.go_to(code)
        assert self.view.form_tab.tree.current_code() == code
        self.view.form_tab.tree.setFocus()

    def save(self) -> None:
        QTest.keyClick(self.view, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.wait()

    def drag(self, code: str, area: str, place: int) -> None:
        """Drop the line of an item or area at a place, with the data that a drag carries."""
        model = self.view.form_tab.tree.form_model
        data = model.mimeData([model.index_of(code)])
        target = model.index_of(area) if area else model.index(-1, -1)
        assert model.dropMimeData(data, Qt.DropAction.MoveAction, place, 0, target)

    def saved(self, place: int = 0) -> Form:
        """The form in the data file."""
        return self.context.services.checklists.all(self.context.store_id)[place].version.form

    def shown(self) -> list[str]:
        """The items of the tree, area by area, in their order, from the screen's model."""
        model = self.view.form_tab.tree.form_model
        rows = []
        for row in range(model.rowCount()):
            area = model.index(row, 0)
            rows += [model.item_at(model.index(place, 0, area)).code for place in range(model.rowCount(area))]
        return rows


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]) -> DailyPage:
    found = DailyPage(page_context)
    qtbot.addWidget(found)
    found.resize(1200, 760)
    with qtbot.waitActive(found):
        found.show()
        found.activateWindow()
    wait()
    return found


@pytest.fixture
def editor(page: DailyPage, page_context: PageContext, wait: Callable[[], None]) -> Editor:
    return Editor(page, page_context, wait)


def show_day(page: DailyPage, clock: FixedClock, moment: datetime, wait: Callable[[], None]) -> Any:
    clock.set(moment)
    today = page.show_view("today")
    today.tick()
    wait()
    return today


def item(form: Form, code: str) -> Item:
    found = form.item(code)
    assert found is not None
    return found


def test_an_own_item_with_every_field_is_asked_as_it_was_written(
    editor: Editor, page: DailyPage, clock: FixedClock, wait: Callable[[], None]
) -> None:
    i18n.set_language("zh_CN")
    editor.stand_on("service.reviews")
    editor.press("addItem")
    editor.type("zh", "直播间预告已发")
    editor.type("en", "Live stream announced")
    editor.type("requirementZh", "至少提前两小时")
    editor.type("requirementEn", "Two hours ahead")
    editor.choose("role", "promotion")
    editor.type("opens", "9点")
    editor.type("due", "1030")
    editor.field("due").flush()
    for number in (6, 7):
        QTest.mouseClick(editor.field(f"day.{number}"), Qt.MouseButton.LeftButton)
    assert not editor.field("minimum").isVisible(), "limits are for numbers"
    editor.choose("kind", AnswerKind.NUMBER.value)
    editor.type("minimum", "3")
    editor.type("maximum", "1,200.5")
    editor.type("unitZh", "场")
    editor.type("unitEn", "streams")
    QTest.mouseClick(
        editor.field("verify"), Qt.MouseButton.LeftButton, pos=QPoint(8, editor.field("verify").height() // 2)
    )
    assert "第 2 版" in editor.view.save_bar.words.text()
    editor.save()
    assert not editor.view.save_bar.isVisible()
    fresh = next(one for one in editor.saved().items if one.zh == "直播间预告已发")
    assert (fresh.en, fresh.requirement_zh, fresh.requirement_en) == (
        "Live stream announced",
        "至少提前两小时",
        "Two hours ahead",
    )
    assert (fresh.area, fresh.role, fresh.opens, fresh.due) == ("service", "promotion", time(9), time(10, 30))
    assert fresh.weekdays == (1, 2, 3, 4, 5)
    assert (fresh.kind, fresh.minimum, fresh.maximum) == (AnswerKind.NUMBER, Decimal(3), Decimal("1200.5"))
    assert (fresh.unit_zh, fresh.unit_en, fresh.verify) == ("场", "streams", True)
    codes = [one.code for one in editor.saved().items]
    assert codes.index(fresh.code) == codes.index("service.reviews") + 1

    # Today's form asks it so: in its place, with its words, its window, its limits.
    today = show_day(page, clock, datetime(2026, 3, 16, 9, 30), wait)
    assert len(today.sheet.lines) == 34
    row = today.table.sheet_model.row_of(fresh.code)
    cells = [str(today.table.sheet_model.index(row, column).data()) for column in range(4)]
    assert "直播间预告已发" in cells
    assert "09:00–10:30" in cells
    today.table.go_to(fresh.code)
    today.table.setFocus()
    QTest.keyClick(today.table, Key.Key_1)
    QTest.keyClicks(today.panel.value, "2")
    QTest.keyClick(today.panel.value, Key.Key_Return)
    assert today.panel.title.text() == "直播间预告已发：2 场", "two are too few"
    QTest.keyClick(today.panel.title, Key.Key_Return)
    wait()
    line = editor.context.services.daily.sheet(editor.context.store_id, MONDAY).line(fresh.code)
    assert (line.answer.result, line.answer.number) == (Result.FAIL, Decimal(2))
    # On Saturday nobody is asked.
    saturday = show_day(page, clock, datetime(2026, 3, 21, 9, 30), wait)
    assert saturday.sheet.line(fresh.code) is None
    assert len(saturday.sheet.lines) == 33


def test_what_cannot_be_filled_in_is_refused_with_a_sentence(editor: Editor) -> None:
    versions = len(editor.context.services.checklists.versions(editor.view.forms.current_id))
    editor.stand_on("pages.spot_check")
    editor.type("minimum", "ten")
    assert editor.field("minimum").property("invalid") is True
    assert item(editor.view.draft, "pages.spot_check").minimum == Decimal(10), "nonsense leaves the old limit"
    editor.type("minimum", "20")
    editor.type("maximum", "10")
    editor.save()
    assert "exclude every number" in editor.view.save_bar.trouble.text()
    editor.type("maximum", "")
    editor.stand_on("meeting.review")
    for number in range(1, 8):
        QTest.mouseClick(editor.field(f"day.{number}"), Qt.MouseButton.LeftButton)
    editor.save()
    assert "no day of the week" in editor.view.save_bar.trouble.text()
    assert len(editor.context.services.checklists.versions(editor.view.forms.current_id)) == versions
    editor.press("reset")
    assert not editor.view.save_bar.isVisible()
    assert editor.view.draft.items == editor.saved().items


def test_the_order_by_drag_is_the_order_of_the_day_and_past_days_keep_theirs(
    editor: Editor, page: DailyPage, clock: FixedClock, wait: Callable[[], None], page_context: PageContext
) -> None:
    today = show_day(page, clock, datetime(2026, 3, 16, 9, 0), wait)
    today.bar.who.setCurrentText("LiNa")
    for code in ("meeting.review", "pages.notices"):
        today.table.go_to(code)
        today.table.setFocus()
        QTest.keyClick(today.table, Key.Key_1)
        wait()
    monday = [line.item.code for line in today.sheet.lines]

    clock.set(datetime(2026, 3, 17, 8, 0))
    page.show_view("templates")
    wait()
    editor.drag("service.online", "service", 4)
    editor.drag("meeting.new", "pages", 1)
    editor.drag("warehouse", "", 0)
    editor.stand_on("operations.sales")
    QTest.keyClick(editor.view.form_tab.tree, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    editor.stand_on("meeting.review")
    QTest.keyClick(editor.view.form_tab.tree, Key.Key_Delete)
    editor.save()
    saved = [one.code for one in editor.saved().items]
    assert editor.shown() == saved
    assert editor.saved().areas[0].code == "warehouse"
    assert item(editor.saved(), "meeting.new").area == "pages"
    assert saved.index("meeting.new") == saved.index("pages.notices") + 1
    assert saved.index("operations.sales") < saved.index("operations.traffic")
    assert "meeting.review" not in saved

    today = show_day(page, clock, datetime(2026, 3, 17, 9, 0), wait)
    rows = [row.line.item.code for row in today.table.sheet_model.rows if row.line is not None]
    assert rows == [one.code for one in editor.saved().asked_on(TUESDAY)]
    assert [line.number for line in today.sheet.lines] == list(range(1, 33))
    today.bar.go(MONDAY)
    wait()
    assert [line.item.code for line in today.sheet.lines] == monday, "Monday keeps the form it was filled with"
    services = page_context.services
    sheet = services.daily.sheet(page_context.store_id, MONDAY)
    assert {line.item.code for line in sheet.lines if line.answer and not line.answer.auto} == {
        "meeting.review",
        "pages.notices",
    }
    kept = services.checklists.versions(sheet.checklist.id)
    assert [one.number for one in kept] == [2, 1]
    assert kept[0].valid_from == TUESDAY


def test_several_forms_each_with_its_own_day(
    editor: Editor, page: DailyPage, clock: FixedClock, wait: Callable[[], None], page_context: PageContext
) -> None:
    editor.press("new")
    (dialog,) = page_context.window.findChildren(NameDialog)
    QTest.keyClicks(dialog.name, "Live day")
    QTest.keyClick(dialog.name, Key.Key_Return)
    wait()
    assert editor.view.name.text() == "Live day"
    assert editor.view.draft.items == ()
    editor.stand_on("pages")
    for words in ("Camera ready", "Gifts packed"):
        editor.press("addItem")
        editor.type("en", words)
    editor.press("save")
    wait()
    assert not editor.view.save_bar.isVisible()
    today = show_day(page, clock, datetime(2026, 3, 16, 9, 0), wait)
    place = next(n for n in range(today.bar.form.count()) if today.bar.form.itemText(n) == "Live day")
    choose(today.bar.form, place)
    wait()
    assert [line.item.en for line in today.sheet.lines] == ["Camera ready", "Gifts packed"]
    QTest.keyClick(today.table, Key.Key_1)
    wait()
    live = page_context.services.daily.sheet(page_context.store_id, MONDAY, today.sheet.checklist.id)
    assert [line.done for line in live.lines] == [True, False]
    normal = page_context.services.checklists.all(page_context.store_id)[0].checklist
    other = page_context.services.daily.sheet(page_context.store_id, MONDAY, normal.id)
    assert not any(line.answer is not None and not line.answer.auto for line in other.lines), "each keeps its own"
    # Put away it is offered no longer, and the day that was filled with it keeps it.
    page.show_view("templates")
    wait()
    editor.press("putAway")
    wait()
    today = show_day(page, clock, datetime(2026, 3, 17, 9, 0), wait)
    assert "Live day" not in [today.bar.form.itemText(n) for n in range(today.bar.form.count())]
    kept = page_context.services.daily.sheet(page_context.store_id, MONDAY, live.checklist.id)
    assert [line.done for line in kept.lines] == [True, False]


def test_news_of_the_shipped_form_are_offered_and_own_edits_stay(
    editor: Editor,
    page: DailyPage,
    page_context: PageContext,
    wait: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    i18n.set_language("zh_CN")
    editor.stand_on("pages.banners")
    editor.type("zh", "横幅按我们自己的清单检查")
    editor.stand_on("pages.window")
    QTest.keyClick(editor.view.form_tab.tree, Key.Key_Space)
    editor.stand_on("meeting.new")
    QTest.keyClick(editor.view.form_tab.tree, Key.Key_Delete)
    editor.save()
    shipped = shipped_form("normal")
    items = {one.code: one for one in shipped.form.items}
    items["pages.banners"] = replace(items["pages.banners"], zh="轮播图（新）")
    items["pages.window"] = replace(items["pages.window"], due=time(9, 45), role="design")
    items["pages.notices"] = replace(items["pages.notices"], requirement_zh="新要求")
    del items["service.floor"]
    fresh = replace(items["pages.notices"], code="pages.video", zh="主图视频可播放", en="Main video plays")
    newer = replace(shipped.form, items=(*items.values(), fresh))

    def next_revision(code: str) -> ShippedForm:
        found = shipped_form(code)
        return replace(found, revision=found.revision + 1, form=newer) if code == "normal" else found

    monkeypatch.setattr(checklists_module, "shipped_form", next_revision)
    editor.view.refresh()
    wait()
    strip = editor.view.update_strip
    assert strip.isVisible()
    assert "您自己的修改会保留" in strip.words.text()
    editor.press("updateMore")
    told = re.sub("<[^>]+>", "\n", strip.details.text())
    assert "主图视频可播放" in told
    assert "横幅按我们自己的清单检查" in told
    assert "负责岗位、截止时间" in told, "fields are listed with Chinese punctuation"
    assert ", " not in told
    editor.press("takeUpdate")
    wait()
    form = editor.saved()
    assert item(form, "pages.banners").zh == "横幅按我们自己的清单检查", "the own wording stays"
    assert item(form, "pages.window").off, "what was switched off stays off"
    assert item(form, "pages.window").due == time(9, 45)
    assert item(form, "pages.notices").requirement_zh == "新要求"
    assert form.item("meeting.new") is None, "what was removed does not come back"
    assert form.item("service.floor") is None
    assert item(form, "pages.video").en == "Main video plays"
    assert not strip.isVisible()
    assert "主图视频可播放" in [
        editor.view.form_tab.tree.form_model.index_of("pages.video").data(),
    ]
    # It is one step that can be taken back.
    page_context.services.history.undo()
    wait()
    assert editor.saved().item("pages.video") is None
    assert strip.isVisible()
