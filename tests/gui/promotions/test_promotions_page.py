"""What the user notices on the promotions tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState
from shopdesk.gui.pages.promotions.extras import NoticeForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.record_lists import ListedForm, OwnDaysDialog
from shopdesk.infra import i18n
from tests.gui.hands import ModelRules, choose, click, press
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]
S = CampaignState


def test_filters_leave_only_the_wanted_campaigns(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    assert page.grid.bar_rects(campaign.id or 0)
    page.toolbar.kind.setCurrentIndex(page.toolbar.kind.findData(CampaignKind.LIVE))
    assert page.grid.bar_rects(campaign.id or 0) == []
    page.toolbar.kind.setCurrentIndex(page.toolbar.kind.findData(CampaignKind.GROUP_BUY))
    assert page.grid.bar_rects(campaign.id or 0)
    page.toolbar.state.setCurrentIndex(page.toolbar.state.findData(S.RUNNING))
    assert page.grid.bar_rects(campaign.id or 0) == []


def test_any_year_can_be_reached_and_outside_a_sentence_says_why(
    qtbot: QtBot, page: PromotionsPage, settle: Settle
) -> None:
    page.toolbar.year.setValue(2056)
    choose(page.toolbar.month, 11)
    settle()
    assert "Winter Solstice" in page.grid.tip_at(page.grid.rect_of(date(2056, 12, 21)).center())
    qtbot.mouseClick(page.toolbar.next, Qt.MouseButton.LeftButton)
    settle()
    assert "2000 to 2056" in page.context.messages.text
    assert page.toolbar.place == (2056, 12)
    page.toolbar.year.setValue(1995)
    settle()
    assert page.toolbar.place == (2000, 1)


def test_the_year_and_the_list_lead_to_the_month(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    page.grid.select(None)
    click(page, "promotions.view.year")
    settle()
    qtbot.mouseDClick(page.year, Qt.MouseButton.LeftButton, pos=page.year.day_rect(date(2026, 6, 18)).center())
    settle()
    assert page.toolbar.place == (2026, 6)
    assert "618" in page.day_panel.body.text()
    click(page, "promotions.view.list")
    settle()
    page.list.search.setText("聚划算")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert page.list.model.index(0, 5).data() == "◇ Planned"
    page.list.table.setCurrentIndex(page.list.model.index(0, 0))
    settle()
    qtbot.waitUntil(lambda: page.panel.name.text() == "聚划算")
    page.list.table.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert page.toolbar.place == (2026, 3)


def test_the_list_model_is_sound_and_sorts(page: PromotionsPage, settle: Settle, rules: ModelRules) -> None:
    page.show_view("list")
    settle()
    rules.watch(page.list.model)
    rules.watch(page.panel.milestones.model)
    page.list.table.sort_by([(3, True)])
    names = [page.list.model.record(row).name for row in range(page.list.model.rowCount())]
    assert names == sorted(names, reverse=True)
    breaks = [r for r in (page.list.model.record(i) for i in range(len(names))) if r.name == "Spring Festival (off)"]
    assert [(row.first, row.last) for row in breaks] == [(date(2026, 2, 15), date(2026, 2, 23))]
    page.list.table.selectRow(0)
    page.list.table.copy()


def test_the_notice_is_pasted_and_own_days_are_marked(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.go_to_day(date(2027, 2, 9))
    settle()
    assert "notice is not entered" in page.day_panel.body.text()
    page.toolbar.entries["notice"].trigger()
    form = open_dialog(page, NoticeForm)
    assert isinstance(form, NoticeForm)
    assert form["year"].currentData() == 2027
    click(form, "form.ok")
    settle()
    assert "No holiday was found" in form.said()
    form["text"].setPlainText("一、春节:2月5日至11日放假调休。1月31日(周日)上班。")
    click(form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "Spring Festival (off)" in page.day_panel.body.text())

    page.toolbar.entries["own_days"].trigger()
    settle()
    own = open_dialog(page, OwnDaysDialog)
    assert isinstance(own, OwnDaysDialog)
    click(own, "promotions.ownDays.add")
    entry = open_dialog(page, ListedForm)
    assert isinstance(entry, ListedForm)
    click(entry, "form.ok")
    assert "Name" in entry.said()
    entry["name"].setText("Anniversary")
    click(entry, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "Anniversary" in page.day_panel.body.text())
    own.table.selectRow(0)
    click(own, "promotions.ownDays.remove")
    settle()
    qtbot.waitUntil(lambda: "Anniversary" not in page.day_panel.body.text())
    own.accept()


def test_a_crowded_day_counts_what_it_cannot_show(page: PromotionsPage, settle: Settle) -> None:
    for number in range(9):
        page.context.services.campaigns.create(
            Campaign(store_id=page.context.store_id, name=f"c{number}", start=date(2026, 3, 18), end=date(2026, 3, 18))
        )
    settle()
    page.refresh()
    settle()
    drawn = sum(bool(page.grid.bar_rects(number)) for number in range(1, 10))
    assert drawn + sum(page.grid.hidden_counts().values()) == 9


def test_the_year_is_exported(
    qtbot: QtBot,
    page: PromotionsPage,
    settle: Settle,
    tmp_path: Path,
    campaign: Campaign,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "2026.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "2026"), ""))
    page.toolbar.entries["export"].trigger()
    settle()
    qtbot.waitUntil(lambda: "Written: 2026.ics" in page.context.messages.text)
    assert "聚划算" in target.read_text("utf-8")


def test_a_deleted_campaign_can_be_taken_back_and_one_that_ran_asks_first(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    service = page.context.services.campaigns
    service.products.save(campaign.id or 0, [CampaignProduct(store_id=0, campaign_id=0, product_id="1")])
    for to in (S.PREPARING, S.RUNNING, S.ENDED):
        service.advance(campaign.id or 0, to, day=date(2026, 3, 24))
    settle()
    page.refresh()
    settle()
    click(page, "promotions.delete")
    assert page.question_strip.isVisible()
    qtbot.mouseClick(page.question_strip.yes, Qt.MouseButton.LeftButton)
    settle()
    assert service.of_store(page.context.store_id) == []
    page.context.services.history.undo()
    settle()
    assert service.view(campaign.id or 0).campaign.state is S.ENDED


def test_every_control_has_a_name_of_its_own(page: PromotionsPage, settle: Settle) -> None:
    for button in page.findChildren(QPushButton):
        assert button.objectName(), button.text()
        assert button.text() or button.accessibleName()


def test_a_campaign_found_elsewhere_is_brought_into_view(page: PromotionsPage, settle: Settle) -> None:
    made = page.context.services.campaigns.create(
        Campaign(store_id=page.context.store_id, name="双11", start=date(2027, 11, 1), end=date(2027, 11, 11))
    )
    page.show_campaign(made)
    settle()
    assert page.toolbar.place == (2027, 11)
    assert page.panel.name.text() == "双11"


def test_the_page_speaks_chinese(qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign) -> None:
    i18n.set_language("zh_CN")
    page = PromotionsPage(page.context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.grid.select(campaign.id)
    settle()
    assert page.panel.kind.text() == "聚划算"
    assert [page.panel.milestones.model.index(0, at).data() for at in (1, 2)] == ["02-03", "下备货订单（已过期）"]
    page.grid.select(None)
    page.grid.go_to(date(2026, 3, 20))
    settle()
    assert page.day_panel.title.text() == "2026-03-20 周五"
    assert page.day_panel.lunar.text() == "农历二月初二"
    assert "二月二" in page.day_panel.body.text()
    page.grid.grab()
    for name in ("year", "list"):
        page.show_view(name)
        settle()
        page.views.currentWidget().grab()


def test_every_state_has_a_colour_of_its_own(page: PromotionsPage, settle: Settle) -> None:
    for number, state in enumerate(S):
        page.context.services.campaigns.create(
            Campaign(store_id=page.context.store_id, name=state.value, state=state,
                     start=date(2026, 3, 2 + 2 * number), end=date(2026, 3, 3 + 2 * number))
        )  # fmt: skip
    settle()
    page.refresh()
    settle()
    painted = page.grid.grab().toImage()
    colors = set()
    for bar in (page.grid.bar_rects(number)[0] for number in range(1, len(S) + 1)):
        colors.add(painted.pixelColor(bar.left() + 2, bar.center().y()).name())
    assert len(colors) == len(S)


@pytest.mark.parametrize(("width", "size"), [(420, 10), (420, 20), (900, 20), (1400, 10)])
def test_days_of_the_year_never_run_into_each_other(page: PromotionsPage, width: int, size: int) -> None:
    year = page.year
    font = year.font()
    font.setPointSize(size)
    year.setFont(font)
    year.setMinimumSize(0, 0)
    year.resize(width, 400)
    year._fit()
    year.resize(width, year.minimumHeight())
    letters = year.fontMetrics()
    for number in range(1, 13):
        place = year.day_rect(date(year.cursor_day.year, number, 28))
        assert place.width() >= letters.horizontalAdvance("28")
        assert place.height() >= letters.height()
        assert year.rect().contains(year.month_rect(number))
