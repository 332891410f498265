"""The selected campaign: its steps, milestones, products and forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.extras import (
    MilestoneForm,
    MilestoneRulesForm,
    read_rules,
)
from shopdesk.gui.pages.promotions.gate_editor import GateEditor, read_line, rule_line
from shopdesk.gui.pages.promotions.gates_dialog import GatesDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.gui.pages.promotions.record_lists import HeroesDialog, ListedForm
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]
S = CampaignState


def steps(page: PromotionsPage) -> list[str]:
    names = [b.objectName() for b in page.panel.steps.findChildren(QPushButton) if b.isVisible()]
    return [name.rpartition(".")[2] for name in names if name.startswith("promotions.step.")]


def test_only_the_allowed_steps_are_offered_and_a_rejection_needs_its_reason(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    assert steps(page) == ["applied", "preparing", "idea"]
    click(page, "promotions.step.applied")
    click(page, "promotions.stepConfirm")
    settle()
    qtbot.waitUntil(lambda: steps(page) == ["approved", "rejected"])
    click(page, "promotions.step.rejected")
    box = page.panel.steps
    assert not box.confirm.isEnabled()
    box.who.setText("小李")
    qtbot.keyClicks(box.note, "rating too low")
    click(page, "promotions.stepConfirm")
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
    click(page, "promotions.addMilestone")
    form = open_dialog(page, MilestoneForm)
    assert isinstance(form, MilestoneForm)
    click(form, "form.ok")
    assert "Say what" in form.said()
    form["title_zh"].setText("Send samples")
    form["offset_days"].setText("-9")
    click(form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: model.rowCount() == 18)
    titles = [model.item(row).title_en for row in range(model.rowCount())]
    view.setCurrentIndex(model.index(titles.index("Send samples")))
    click(page, "promotions.removeMilestone")
    settle()
    qtbot.waitUntil(lambda: model.rowCount() == 17)


def test_products_show_what_speaks_against_their_price_and_the_entry_rules_answer(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    page.panel.tabs.setCurrentIndex(1)
    click(page, "promotions.addProduct")
    form = open_dialog(page, ProductForm)
    assert isinstance(form, ProductForm)
    click(form, "form.ok")
    assert "Product number" in form.said()
    form["product_id"].setText("6012")
    form["quantity"].setText("100")
    form["price_fen"].set_fen(8950)
    form["list_fen"].set_fen(19900)
    form["cost_fen"].set_fen(9000)
    form["shipping"].setText("-6")
    form["sold"].setText("9" * 20)
    click(form, "form.ok")
    assert "At least 0" in form.said()
    assert "At most 1000000000" in form.said()
    form["shipping"].clear()
    form["sold"].setText("1.2万")
    click(form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "loses 0.50 yuan" in page.panel.products.warnings.text())
    click(page, "promotions.gates")
    settle()
    gates = open_dialog(page, GatesDialog)
    assert isinstance(gates, GatesDialog)
    gates.programme.setCurrentIndex(gates.programme.findData("aigou"))
    settle()
    assert "Offer free shipping." in gates.answers.text()
    credit = gates.findChild(QWidget, "promotions.gates.credit")
    credit.setText("300")
    click(gates, "promotions.gates.check")
    settle()
    assert "it is 300 points (1 diamond(s))" in gates.answers.text()
    assert page.context.services.stores.setting(page.context.store_id, "gate.credit") == "300"

    click(gates, "promotions.gates.edit")
    editor = gates.findChild(GateEditor)
    assert editor is not None
    assert "Store credit ≥ 251" in editor.text.toPlainText()
    editor.text.setPlainText("Store credit >= 500\nQuantity soon")
    click(editor, "form.ok")
    assert "cannot be read" in editor.problem.text()
    editor.text.setPlainText("Store credit >= 500")
    editor.source.setText("sign-up page")
    click(editor, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "200 points too little" in gates.answers.text())
    assert "Your own version of 2026-03-16. sign-up page" in gates.source.text()
    click(gates, "promotions.gates.shipped")
    settle()
    qtbot.waitUntil(lambda: "at least 251 points" in gates.answers.text())
    gates.accept()


def test_every_shipped_rule_survives_the_editor(page: PromotionsPage) -> None:
    rules = [
        rule for gate in page.context.services.campaigns.gates.of_store(page.context.store_id) for rule in gate.rules
    ]
    for rule in rules:
        read = read_line(rule_line(rule))
        assert (read.metric, read.operator, read.value, read.upper) == (
            rule.metric, rule.operator, rule.value, rule.upper,
        )  # fmt: skip


def test_a_form_says_what_is_wrong_and_stays_open(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.toolbar.new.trigger()
    form = open_dialog(page, CampaignForm)
    assert isinstance(form, CampaignForm)
    click(form, "form.ok")
    assert form.said() == "“Name” is empty. Fill it in."
    form["name"].setText("x")
    for typed, said in (
        ("2026-02-30", "Enter a day"), ("2026-03-01", "Choose a later end"), ("9999-12-31", "2056-12-31"),
        ("2036-03-16", "at most 366 fit"),
    ):  # fmt: skip
        form["end"].setText(typed)
        click(form, "form.ok")
        assert said in form.said()
        assert form["end"].text() == typed
    form["end"].setText("3月1日")
    assert form.editors["end"].value() == date(2027, 3, 1)
    form["budget_fen"].setText("9" * 20)
    form["plan_visitors"].setText("1e400")
    form["name"].setText("x" * 300)
    click(form, "form.ok")
    assert "At most 1,000,000,000,000.00" in form.said()
    assert "is not a whole number" in form.said()
    assert "60 fit" in form.said()
    assert form.isVisible()
    form.reject()
    click(form, "form.discard")


def test_ctrl_n_opens_the_form_on_the_marked_days(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.activateWindow()
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.grid, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = open_dialog(page, CampaignForm)
    assert isinstance(form, CampaignForm)
    assert (form["start"].day, form["end"].day) == (date(2026, 3, 16), date(2026, 3, 18))
    form.reject()


def test_an_edit_is_shown_and_kept(qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign) -> None:
    click(page, "promotions.edit")
    form = open_dialog(page, CampaignForm)
    assert isinstance(form, CampaignForm)
    form["offer"].setText("30 off over 200")
    form.editors["kind"].set_value(CampaignKind.LIVE)
    form["free_shipping"].setCurrentIndex(1)
    form["budget_fen"].setText("0.3万")
    click(form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "Budget 3,000.00 yuan" in page.panel.facts.text())
    kept = page.context.services.campaigns.get(campaign.id or 0)
    assert (kept.kind, kept.free_shipping, kept.budget_fen) == (CampaignKind.LIVE, True, 300_000)


def test_heroes_are_listed_with_their_least_stock(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.toolbar.heroes.trigger()
    settle()
    dialog = open_dialog(page, HeroesDialog)
    assert isinstance(dialog, HeroesDialog)
    click(dialog, "promotions.heroes.add")
    form = open_dialog(page, ListedForm)
    assert isinstance(form, ListedForm)
    click(form, "form.ok")
    assert "Product number" in form.said()
    form["product_id"].setText("6012")
    form["minimum_pieces"].setText("-1")
    click(form, "form.ok")
    assert "At least 0" in form.said()
    form["minimum_pieces"].setText("50")
    click(form, "form.ok")
    settle()
    assert dialog.table.records_model.as_text().splitlines()[1].split("\t") == ["6012", "—", "—", "50"]
    assert [hero.minimum_pieces for hero in page.context.services.campaigns.heroes.of_store(page.context.store_id)] == [
        50
    ]
    dialog.table.selectRow(0)
    click(dialog, "promotions.heroes.remove")
    settle()
    assert dialog.table.records_model.rowCount() == 0
    assert not dialog.edit.isEnabled()
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
    click(form, "form.ok")
    assert "cannot be read" in form.problem.text()
    form.text.setPlainText("S-3 Rehearse\nE+7 Review the campaign")
    click(form, "form.ok")
    settle()
    rules = page.context.services.campaigns.milestone_rules(page.context.store_id, CampaignKind.LIVE)
    assert [(rule.offset_days, rule.title_en) for rule in rules] == [(-3, "Rehearse"), (7, "Review the campaign")]
    known = read_rules("E+7 Review the campaign", 1, CampaignKind.LIVE, rules)
    assert known[0].title_zh == rules[1].title_zh
