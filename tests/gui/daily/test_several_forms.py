"""Several forms on one day: what else is to be filled in is named and one press away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.daily.checklist import FormUse
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.print_dialog import DailyPrintDialog, open_print_dialog
from tests.gui.hands import choose, choose_data, click

Settle = Callable[[], None]
TODAY = date(2026, 3, 16)


def start_campaign(context: PageContext) -> None:
    context.services.campaigns.create(
        Campaign(store_id=context.store_id, name="春季焕新", start=TODAY, end=TODAY, state=CampaignState.RUNNING)
    )


def test_on_a_campaign_day_its_form_is_named_until_it_is_complete(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    assert today.also.isHidden()
    start_campaign(page_context)
    settle()
    assert today.also.isVisible()
    (button,) = today.also.buttons
    assert button.text() == "Campaign day  0/11"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert today.sheet.checklist.code == "campaign_day"
    assert today.bar.form.currentText() == "Campaign day"
    assert today.table.hasFocus()
    assert [one.text().split("  ")[0] for one in today.also.buttons] == ["Normal day"]
    for line in today.sheet.lines:
        page_context.services.daily.answer(
            today.sheet, line.item.code, Result.NOT_APPLICABLE, reason="a small campaign", who="小满"
        )
    settle()
    choose(today.bar.form, 0)
    settle()
    assert today.sheet.checklist.code == "normal"
    assert today.also.isHidden()


def test_when_a_form_is_asked_is_chosen_with_the_form_and_saved_as_a_version(
    page: DailyPage, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    view = page.show_view("templates")
    settle()
    assert not view.use.box.isEnabled(), "the daily form is asked every day"
    assert view.use.box.currentText() == "Every day"
    closing = next(one.checklist.id for one in view.loaded.views if one.checklist.code == "closing")
    view.forms.choose(closing)
    settle()
    assert view.use.box.isEnabled()
    assert view.use.box.currentText() == "When chosen"
    place = view.use.box.findData(FormUse.EVERY_DAY.value)
    choose(view.use.box, place)
    assert view.save_bar.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert view.save_bar.isHidden()
    assert page_context.services.checklists.versions(closing)[0].form.use is FormUse.EVERY_DAY
    page.show_view("today")
    settle()
    assert [one.objectName() for one in page.view("today").also.buttons] == ["daily.also.closing"]


def test_the_form_in_view_is_printed_alone_where_the_day_does_not_ask_for_it(
    today: Any, settle: Settle, page_context: PageContext
) -> None:
    closing = next(one.id for one in today.sheet.checklists if one.code == "closing")
    dialog = open_print_dialog(page_context, TODAY)
    settle()
    assert dialog.which.currentText() == "All forms of the day"
    assert [len(paper.rows) for paper in dialog.papers] == [33]
    choose_data(dialog.which, closing)
    settle()
    assert [len(paper.rows) for paper in dialog.papers] == [8]
    dialog.close()
    choose(today.bar.form, today.bar.form.findText("Closing"))
    settle()
    click(today, "daily.print")
    settle()
    (opened,) = [one for one in page_context.window.findChildren(DailyPrintDialog) if one.isVisible()]
    assert opened.which.currentText() == "Closing"
    assert [len(paper.rows) for paper in opened.papers] == [8]
    opened.close()
