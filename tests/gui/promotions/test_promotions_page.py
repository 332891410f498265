"""What the user notices on the promotions tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.extras import (
    MilestoneForm,
    MilestoneRulesForm,
    NoticeForm,
    OwnDaysDialog,
    read_rules,
)
from shopdesk.gui.pages.promotions.gates_dialog import GatesDialog
from shopdesk.gui.pages.promotions.heroes_dialog import HeroesDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.gui.pages.promotions.year_list import Column

Settle = Callable[[], None]
S = CampaignState


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> Iterator[PromotionsPage]:
    shown = PromotionsPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitExposed(shown)
    settle()
    yield shown
    settle()


@pytest.fixture
def campaign(page: PromotionsPage, settle: Settle) -> Campaign:
    made = page.context.services.campaigns.create(
        Campaign(store_id=page.context.store_id, name="聚划算", kind=CampaignKind.GROUP_BUY, state=S.PLANNED,
                 start=date(2026, 3, 20), end=date(2026, 3, 24))
    )  # fmt: skip
    page.grid.select(made.id)
    settle()
    return made


def click(qtbot: QtBot, root: QWidget, name: str) -> None:
    button = root.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def open_dialog(page: PromotionsPage, kind: type[QDialog]) -> QDialog:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found, kind
    return found[-1]


def steps(page: PromotionsPage) -> list[str]:
    names = [b.objectName() for b in page.panel.steps.findChildren(QPushButton) if b.isVisible()]
    return [name.rpartition(".")[2] for name in names if name.startswith("promotions.step.")]


def test_only_the_allowed_steps_are_offered_and_a_rejection_needs_its_reason(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    assert steps(page) == ["applied", "preparing", "idea"]
    click(qtbot, page, "promotions.step.applied")
    click(qtbot, page, "promotions.stepConfirm")
    settle()
    qtbot.waitUntil(lambda: steps(page) == ["approved", "rejected"])
    click(qtbot, page, "promotions.step.rejected")
    box = page.panel.steps
    assert not box.confirm.isEnabled()
    box.who.setText("小李")
    qtbot.keyClicks(box.note, "rating too low")
    click(qtbot, page, "promotions.stepConfirm")
    settle()
    qtbot.waitUntil(lambda: "rating too low" in page.panel.facts.text())
    kept = page.context.services.campaigns.view(campaign.id or 0)
    assert kept.campaign.state is S.REJECTED
    assert (kept.events[-1].who, kept.events[-1].day) == ("小李", date(2026, 3, 16))
    assert "Applied → Rejected" in page.panel.history.text()


def test_milestones_are_ticked_with_the_space_bar_and_ones_own_added(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    view = page.panel.milestones.view
    model = page.panel.milestones.model
    assert model.rowCount() == 17
    assert "(late)" in model.index(0).data()
    view.setCurrentIndex(model.index(0))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    settle()
    qtbot.waitUntil(lambda: model.item(0).done_on == date(2026, 3, 16))
    assert page.panel.tabs.tabText(0) == "Milestones (16)"
    click(qtbot, page, "promotions.addMilestone")
    form = open_dialog(page, MilestoneForm)
    assert isinstance(form, MilestoneForm)
    form.what.setText("Send samples")
    form.offset.setValue(-9)
    click(qtbot, form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: model.rowCount() == 18)
    titles = [model.item(row).title_en for row in range(model.rowCount())]
    view.setCurrentIndex(model.index(titles.index("Send samples")))
    click(qtbot, page, "promotions.removeMilestone")
    settle()
    qtbot.waitUntil(lambda: model.rowCount() == 17)


def test_products_show_what_speaks_against_their_price_and_the_entry_rules_answer(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    page.panel.tabs.setCurrentIndex(1)
    click(qtbot, page, "promotions.addProduct")
    form = open_dialog(page, ProductForm)
    assert isinstance(form, ProductForm)
    click(qtbot, form, "form.ok")
    assert "product number" in form.problem.text()
    form.number.setText("6012")
    form.quantity.setText("100")
    form.money["price_fen"].set_fen(8950)
    form.money["list_fen"].set_fen(19900)
    form.money["cost_fen"].set_fen(9000)
    click(qtbot, form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "loses 0.50 yuan" in page.panel.products.warnings.text())
    click(qtbot, page, "promotions.gates")
    settle()
    gates = open_dialog(page, GatesDialog)
    assert isinstance(gates, GatesDialog)
    gates.programme.setCurrentIndex(gates.programme.findData("aigou"))
    settle()
    assert "Raise the quantity to 112 at this price." in gates.answers.text()
    credit = gates.findChild(QWidget, "promotions.gates.credit")
    credit.setText("300")
    click(qtbot, gates, "promotions.gates.check")
    settle()
    assert "it is 300 points (1 diamond(s))" in gates.answers.text()
    assert page.context.services.stores.setting(page.context.store_id, "gate.credit") == "300"
    gates.accept()


def test_a_form_says_what_is_wrong_and_stays_open(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.toolbar.new.trigger()
    form = open_dialog(page, CampaignForm)
    assert isinstance(form, CampaignForm)
    click(qtbot, form, "form.ok")
    assert form.problem.text() == "Give the campaign a name."
    form.name.setText("x")
    form.end.setText("2026-02-30")
    click(qtbot, form, "form.ok")
    assert "is not a day" in form.problem.text()
    form.end.setText("2026-03-01")
    click(qtbot, form, "form.ok")
    assert "Choose a later end" in form.problem.text()
    assert form.isVisible()
    form.reject()


def test_an_edit_is_shown_and_kept(qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign) -> None:
    click(qtbot, page, "promotions.edit")
    form = open_dialog(page, CampaignForm)
    assert isinstance(form, CampaignForm)
    form.offer.setText("30 off over 200")
    form.kind.setCurrentIndex(list(CampaignKind).index(CampaignKind.LIVE))
    form.shipping.setCurrentIndex(1)
    form.budget.set_fen(300_000)
    click(qtbot, form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "Budget 3,000.00 yuan" in page.panel.facts.text())
    kept = page.context.services.campaigns.get(campaign.id or 0)
    assert (kept.kind, kept.free_shipping, kept.budget_fen) == (CampaignKind.LIVE, True, 300_000)


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
    page.toolbar.month.setCurrentIndex(11)
    page.toolbar.month.activated.emit(11)
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
    click(qtbot, page, "promotions.view.year")
    settle()
    qtbot.mouseDClick(page.year, Qt.MouseButton.LeftButton, pos=page.year.day_rect(date(2026, 6, 18)).center())
    settle()
    assert page.toolbar.place == (2026, 6)
    assert "618" in page.day_panel.body.text()
    click(qtbot, page, "promotions.view.list")
    settle()
    page.list.search.setText("聚划算")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert page.list.model.index(0, Column.STATE).data() == "◇ Planned"
    page.list.table.setCurrentIndex(page.list.model.index(0, 0))
    settle()
    qtbot.waitUntil(lambda: page.panel.name.text() == "聚划算")
    page.list.table.activated.emit(page.list.model.index(0, 0))
    settle()
    assert page.toolbar.place == (2026, 3)


def test_the_list_model_is_sound_and_sorts(page: PromotionsPage, settle: Settle, qtmodeltester) -> None:
    page.show_view("list")
    settle()
    qtmodeltester.check(page.list.model)
    qtmodeltester.check(page.panel.milestones.model)
    page.list.model.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    names = [page.list.model.row(row).name for row in range(page.list.model.rowCount())]
    assert names == sorted(names, reverse=True)
    breaks = [r for r in (page.list.model.row(i) for i in range(len(names))) if r.name == "Spring Festival (off)"]
    assert [(row.first, row.last) for row in breaks] == [(date(2026, 2, 15), date(2026, 2, 23))]
    page.list.table.selectRow(0)
    page.list.copy()


def test_the_notice_is_pasted_and_own_days_are_marked(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.go_to_day(date(2027, 2, 9))
    settle()
    assert "notice is not entered" in page.day_panel.body.text()
    page.toolbar.notice.trigger()
    form = open_dialog(page, NoticeForm)
    assert isinstance(form, NoticeForm)
    assert form.year.value() == 2027
    click(qtbot, form, "form.ok")
    settle()
    assert "No holiday was found" in form.problem.text()
    form.text.setPlainText("一、春节:2月5日至11日放假调休。1月31日(周日)上班。")
    click(qtbot, form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "Spring Festival (off)" in page.day_panel.body.text())

    page.toolbar.own_days.trigger()
    settle()
    own = open_dialog(page, OwnDaysDialog)
    assert isinstance(own, OwnDaysDialog)
    click(qtbot, own, "promotions.ownDays.add")
    settle()
    assert "name" in own.problem.text()
    own.name.setText("Anniversary")
    click(qtbot, own, "promotions.ownDays.add")
    settle()
    qtbot.waitUntil(lambda: "Anniversary" in page.day_panel.body.text())
    own.list.setCurrentRow(0)
    click(qtbot, own, "promotions.ownDays.remove")
    settle()
    qtbot.waitUntil(lambda: "Anniversary" not in page.day_panel.body.text())
    own.accept()


def test_heroes_are_listed_with_their_least_stock(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.toolbar.heroes.trigger()
    settle()
    dialog = open_dialog(page, HeroesDialog)
    assert isinstance(dialog, HeroesDialog)
    click(qtbot, dialog, "promotions.heroes.add")
    settle()
    assert "product number" in dialog.problem.text()
    dialog.number.setText("6012")
    dialog.minimum.setText("50")
    click(qtbot, dialog, "promotions.heroes.add")
    settle()
    assert dialog.list.item(0).text() == "6012: at least 50 pcs"
    assert [hero.minimum_pieces for hero in page.context.services.campaigns.heroes(page.context.store_id)] == [50]
    dialog.list.setCurrentRow(0)
    click(qtbot, dialog, "promotions.heroes.remove")
    settle()
    assert dialog.list.count() == 0
    dialog.accept()


def test_milestones_of_a_kind_are_edited_as_lines(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.toolbar.rules.trigger()
    settle()
    form = open_dialog(page, MilestoneRulesForm)
    assert isinstance(form, MilestoneRulesForm)
    form.kind.setCurrentIndex(list(CampaignKind).index(CampaignKind.LIVE))
    settle()
    assert form.text.toPlainText().splitlines()[0] == "S-7 Choose the products"
    form.text.setPlainText("S-3 Rehearse\nsoon")
    click(qtbot, form, "form.ok")
    assert "cannot be read" in form.problem.text()
    form.text.setPlainText("S-3 Rehearse\nE+7 Review the campaign")
    click(qtbot, form, "form.ok")
    settle()
    rules = page.context.services.campaigns.milestone_rules(page.context.store_id, CampaignKind.LIVE)
    assert [(rule.offset_days, rule.title_en) for rule in rules] == [(-3, "Rehearse"), (7, "Review the campaign")]
    known = read_rules("E+7 Review the campaign", 1, CampaignKind.LIVE, rules)
    assert known[0].title_zh == rules[1].title_zh


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


def test_the_year_is_exported(page: PromotionsPage, settle: Settle, tmp_path: Path, campaign: Campaign) -> None:
    target = tmp_path / "2026.ics"
    page.export_to(target)
    settle()
    assert "聚划算" in target.read_text("utf-8")
    assert "written to" in page.context.messages.text


def test_a_deleted_campaign_can_be_taken_back_and_one_that_ran_asks_first(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    service = page.context.services.campaigns
    service.save_products(campaign.id or 0, [CampaignProduct(store_id=0, campaign_id=0, product_id="1")])
    for to in (S.PREPARING, S.RUNNING, S.ENDED):
        service.advance(campaign.id or 0, to, day=date(2026, 3, 24))
    settle()
    page.refresh()
    settle()
    click(qtbot, page, "promotions.delete")
    assert page.question.isVisible()
    qtbot.mouseClick(page.question.yes, Qt.MouseButton.LeftButton)
    settle()
    assert service.of_store(page.context.store_id) == []
    page.context.services.history.undo()
    settle()
    assert service.view(campaign.id or 0).campaign.state is S.ENDED


def test_every_control_has_a_name_of_its_own(page: PromotionsPage, settle: Settle) -> None:
    for button in page.findChildren(QPushButton):
        assert button.objectName(), button.text()
        assert button.text() or button.accessibleName()
