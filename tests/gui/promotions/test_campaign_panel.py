"""The selected campaign: its steps, milestones, products and forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.gate_metrics import METRICS, Unit
from shopdesk.domain.campaigns.gate_rules import GateRule, Operator
from shopdesk.domain.campaigns.records import Anchor, Campaign, CampaignKind, CampaignProduct, CampaignState
from shopdesk.domain.fields import Reader
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.extras import (
    MilestoneForm,
    MilestoneRulesForm,
)
from shopdesk.gui.pages.promotions.gate_editor import GateEditor, RuleTable
from shopdesk.gui.pages.promotions.gates_dialog import GatesDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.gui.pages.promotions.record_lists import HeroesDialog, ListedForm
from tests.gui.hands import click, edit_cell
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
    view = page.panel.milestones.table
    model = page.panel.milestones.model
    assert model.rowCount() == 17
    assert "(late)" in model.index(0, 2).data()
    view.setCurrentIndex(model.index(0, 2))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    settle()
    qtbot.waitUntil(lambda: model.record(0).done_on == date(2026, 3, 16))
    assert page.panel.tabs.tabText(0) == "Milestones (16)"
    click(page, "promotions.addMilestone")
    form = open_dialog(page, MilestoneForm)
    assert isinstance(form, MilestoneForm)
    click(form, "form.ok")
    assert "Say what" in form.said()
    form["title_en"].setText("Send samples")
    form["offset_days"].setText("-9")
    click(form, "form.ok")
    settle()
    qtbot.waitUntil(lambda: model.rowCount() == 18)
    titles = [model.record(row).title_en for row in range(model.rowCount())]
    view.setCurrentIndex(model.index(titles.index("Send samples"), 2))
    click(page, "promotions.removeMilestone")
    settle()
    qtbot.waitUntil(lambda: model.rowCount() == 17)


def test_a_milestone_has_somebody_in_charge_and_waits_for_another(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    table, model = page.panel.milestones.table, page.panel.milestones.model
    people = page.context.services.people
    people.hire(page.context.store_id, "谷雨", "service", date(2025, 1, 1))
    first, second = model.record(0), model.record(1)
    table.setCurrentIndex(model.index(1, 2))
    click(page, "promotions.changeMilestone")
    form = open_dialog(page, MilestoneForm)
    assert isinstance(form, MilestoneForm)
    assert form["title_en"].text() == second.title_en
    owner = form.editors["owner"].widget
    qtbot.waitUntil(lambda: owner.findText("谷雨") >= 0)
    owner.setEditText("谷雨")
    form.editors["after_id"].set_value(first.id)
    form.editors["anchor"].set_value(Anchor.WARM_UP)
    click(form, "form.ok")
    settle()
    names = lambda: [model.record(row).title_en for row in range(model.rowCount())]  # noqa: E731
    place = names().index(second.title_en)
    assert model.record(place).owner == "谷雨" and model.record(place).title_zh == second.title_zh
    assert f"(after “{first.title_en}”)" in model.index(place, 2).data()
    assert model.index(place, 3).data() == "谷雨"

    # Ticking it too early is refused in words; after the other one it is done.
    table.setCurrentIndex(model.index(place, 2))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settle()
    assert model.record(place).done_on is None
    assert "tick that one first" in page.context.messages.text
    for title in (first.title_en, second.title_en):
        table.setCurrentIndex(model.index(names().index(title), 2))
        qtbot.keyClick(table, Qt.Key.Key_Space)
        settle()
    assert model.record(names().index(second.title_en)).done_on == date(2026, 3, 16)

    # The other one cannot wait for it in its turn.
    table.setCurrentIndex(model.index(names().index(first.title_en), 2))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    form = open_dialog(page, MilestoneForm)
    assert isinstance(form, MilestoneForm)
    form.editors["after_id"].set_value(second.id)
    click(form, "form.ok")
    settle()
    assert form.isVisible() and "neither could ever be done" in form.said()
    form.reject()
    click(form, "form.discard")


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
    # All programmes first: a line for each product, a column for each programme, and each cell opens.
    qtbot.waitUntil(lambda: gates.board is not None and gates.board.table.records_model.rowCount() == 1)
    table = gates.board.table
    heads = [column.header for column in table.records_model.columns[1:]]
    assert heads == [gates.programme.itemText(place) for place in range(1, gates.programme.count())]
    assert not gates.edit.isVisible() and not gates.shipped.isVisible()
    place = heads.index(gates.programme.itemText(gates.programme.findData("aigou"))) + 1
    cell = table.records_model.index(0, place)
    assert cell.data().startswith("×") and cell.data(Qt.ItemDataRole.ToolTipRole)
    table.setCurrentIndex(cell)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert gates.programme.currentData() == "aigou" and gates.edit.isVisible()
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
    table, model = editor.rules.table, editor.rules.model
    credit = model.row_of(lambda rule: rule.metric == "credit")
    assert [model.index(credit, column).data() for column in range(4)] == ["Store credit", "≥ at least", "251", "—"]
    table.setCurrentIndex(model.index(credit, 2))
    cell = edit_cell(table, "soon")
    assert "soon” is not a number" in editor.rules.problem.text()
    assert cell.isVisible() and cell.text() == "soon", "nothing typed is lost"
    cell.setText("500")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    settle()
    editor["source"].setText("sign-up page")
    click(editor, "form.ok")
    settle()
    qtbot.waitUntil(lambda: "200 points too little" in gates.answers.text())
    assert "Your own version of 2026-03-16. sign-up page" in gates.source.text()
    click(gates, "promotions.gates.shipped")
    settle()
    qtbot.waitUntil(lambda: "at least 251 points" in gates.answers.text())
    gates.accept()


def test_every_shipped_rule_survives_the_editor(page: PromotionsPage) -> None:
    for gate in page.context.services.campaigns.gates.of_store(page.context.store_id):
        editor = GateEditor(page.context, page.context.store_id, gate, page)
        assert editor.values()["rules"] == gate.rules
        editor.show()
        assert not editor.dirty


def test_a_rule_follows_its_figure_and_its_comparison(page: PromotionsPage) -> None:
    table = RuleTable(Reader(date(2026, 3, 16)))
    shares = [code for code, metric in METRICS.items() if metric.unit is Unit.SHARE]
    yes = next(code for code, metric in METRICS.items() if metric.unit is Unit.YES_NO)
    rule = GateRule(metric=shares[0], operator=Operator.AT_LEAST, value=Decimal("0.1"))
    ranged = table.changed_entry(rule, "operator", Operator.BETWEEN)
    assert (ranged.value, ranged.upper) == (Decimal("0.1"), Decimal("0.1"))
    assert table.changed_entry(ranged, "operator", Operator.BELOW).upper is None
    known = table.changed_entry(ranged, "metric", yes)
    assert (known.operator, known.value, known.upper) == (Operator.YES, Decimal(1), None)
    assert table.changed_entry(known, "metric", "quantity").operator is Operator.AT_LEAST
    table.set_value([ranged, known])
    assert [table.model.index(0, column).data() for column in (2, 3)] == ["10%", "10%"]
    assert [table.model.index(1, column).data() for column in (2, 3)] == ["—", "—"]
    editable = [bool(table.model.index(1, column).flags() & Qt.ItemFlag.ItemIsEditable) for column in range(4)]
    assert editable == [True, False, False, False]


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
    page.toolbar.entries["heroes"].trigger()
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
    head = dialog.table.horizontalHeader()
    for place, one in enumerate(dialog.table.records_model.columns):
        words = head.fontMetrics().horizontalAdvance(one.header)
        assert dialog.table.isColumnHidden(place) or dialog.table.columnWidth(place) > words, one.header
    dialog.table.selectRow(0)
    click(dialog, "promotions.heroes.remove")
    settle()
    assert dialog.table.records_model.rowCount() == 0
    assert not dialog.edit.isEnabled()
    dialog.accept()


def test_milestones_of_a_kind_are_edited_in_their_cells(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    page.toolbar.entries["rules"].trigger()
    settle()
    form = open_dialog(page, MilestoneRulesForm)
    assert isinstance(form, MilestoneRulesForm)
    form["kind"].setCurrentIndex(form["kind"].findData(CampaignKind.LIVE.value))
    table, model = form.rules.table, form.rules.model
    assert [model.index(0, column).data() for column in range(3)] == [
        "The campaign's first day", "-7", "Choose the products",
    ]  # fmt: skip
    assert not form.dirty
    while model.rowCount() > 1:
        table.setCurrentIndex(model.index(0, 0))
        click(form, "promotions.milestoneRules.rules.remove")
    last = model.record(0)
    click(form, "promotions.milestoneRules.rules.add")
    QTest.keyClick(table.viewport().findChild(QComboBox), Qt.Key.Key_Escape)
    settle()
    click(form, "form.ok")
    assert "Say what is to be done" in form.said()
    for column, text in ((1, "-3"), (2, "Rehearse")):
        table.setCurrentIndex(model.index(1, column))
        edit_cell(table, text)
        settle()
    form["kind"].setCurrentIndex(form["kind"].findData(CampaignKind.PLATFORM.value))
    form["kind"].setCurrentIndex(form["kind"].findData(CampaignKind.LIVE.value))
    assert model.rowCount() == 2, "what is changed waits while another kind is looked at"
    assert form.dirty
    click(form, "form.ok")
    settle()
    rules = page.context.services.campaigns.milestone_rules(page.context.store_id, CampaignKind.LIVE)
    assert [(rule.offset_days, rule.title_en) for rule in rules] == [
        (last.offset_days, last.title_en), (-3, "Rehearse"),
    ]  # fmt: skip
    assert (rules[0].code, rules[0].title_zh) == (last.code, last.title_zh)


def test_who_is_in_charge_is_chosen_from_the_team(page: PromotionsPage, settle: Callable[[], None]) -> None:
    context = page.context
    context.services.people.hire(context.store_id, "谷雨", "service", date(2026, 3, 1))
    page.new_campaign(date(2026, 3, 20), date(2026, 3, 21))
    settle()
    form = page.findChild(CampaignForm)
    assert form is not None
    owner = form["owner"]
    assert [owner.itemText(row) for row in range(owner.count())] == ["谷雨"]
    form.reject()


def test_a_small_window_leaves_the_lists_of_a_campaign_some_rows(
    page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    products = [CampaignProduct(store_id=campaign.store_id, campaign_id=campaign.id or 0, product_id=f"{n}", quantity=9)
                for n in range(6)]  # fmt: skip
    page.context.services.campaigns.products.save(campaign.id or 0, products)
    page.resize(900, 560)
    settle()
    page.panel.tabs.setCurrentIndex(1)
    settle()
    table = page.panel.products.table
    assert table.viewport().height() >= 3 * table.rowHeight(0)
