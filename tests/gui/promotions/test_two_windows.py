"""Two windows on one data folder, and hands that do not look at the other one: nothing is lost, and words say it all.

Each is a program of its own with its own connection. What one wrote the other hears by asking, which it does more often
than once a second; here it is asked when the test says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from shopdesk.bootstrap import open_app
from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState
from shopdesk.domain.errors import UserError
from shopdesk.gui.events import Events
from shopdesk.gui.foreign_changes import ForeignChanges
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.extras import MilestoneForm, MilestoneRulesForm
from shopdesk.gui.pages.promotions.forecast_form import ForecastForm
from shopdesk.gui.pages.promotions.gates_dialog import GatesDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.price_form import PriceForm
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.gui.pages.promotions.sheet_dialog import SheetDialog
from shopdesk.gui.pages.promotions.war_room import WarRoomWindow
from shopdesk.gui.task_runner import Task, TaskRunner
from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.message_bar import MessageBar
from shopdesk.gui.widgets.their_edits import TheirEdits
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click, settle
from tests.gui.shell.support import with_store

START = date(2026, 3, 20)
ORDERS = (
    "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
    "1,178.8,178.8,上海,2026/3/16 8:50,2026/3/16 8:55,0\n"
)


class Seat:
    """One of the two windows and whoever sits before it."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock) -> None:
        self.qtbot, self.app = qtbot, open_app(folder, "en", clock=clock)
        self.services = self.app.services
        self.window, self.events, self.tasks, theme = QWidget(), Events(), TaskRunner(), Theme(dark=False)
        qtbot.addWidget(self.window)
        self.services.ctx.listeners.append(self.events.committed)
        self.foreign = ForeignChanges(self.app, self.tasks, self.events, self.window)
        assert self.foreign._timer.interval() < 1_000, "it asks more often than once a second"
        (store,) = self.services.stores.all()
        self.messages = MessageBar(self.window)
        self.unhandled: list[Task] = []
        self.tasks.failed.connect(self.unhandled.append)
        self.page = PromotionsPage(
            PageContext(app=self.app, tasks=self.tasks, messages=self.messages, theme=theme, events=self.events,
                        window=self.window, store=store)
        )  # fmt: skip
        self.window.messages = self.messages  # type: ignore[attr-defined]
        QVBoxLayout(self.window).addWidget(self.page)
        self.window.resize(1280, 800)
        self.window.show()
        self.hear()

    def close(self) -> None:
        self.tasks.stop()
        self.app.close()
        faults = [task.report for task in self.unhandled if not isinstance(task.error, UserError)]
        assert not faults, faults[0]

    def wait(self) -> None:
        settle(self.qtbot, self.tasks)

    def hear(self) -> None:
        """The question about news, which comes more than once a second by itself."""
        self.foreign.ask()
        self.wait()

    def choose(self, campaign: Campaign) -> None:
        self.page.go_to_day(campaign.start)
        self.page.grid.select(campaign.id)
        self.wait()

    def dialog(self, kind: type[Any]) -> Any:
        """The open dialog of a kind."""
        self.wait()
        found = [one for one in self.page.findChildren(kind) if one.isVisible()]
        assert found, f"{kind.__name__} is not open"
        return found[-1]

    def edit(self) -> Any:
        self.page.edit_campaign()
        return self.dialog(CampaignForm)

    def product(self, name: str, kind: type[QDialog]) -> Any:
        """A form on the first product of the campaign in view: ``editProduct`` or ``price``."""
        self.page.panel.tabs.setCurrentIndex(1)
        self.page.panel.products.table.selectRow(0)
        self.wait()
        click(self.page, f"promotions.{name}")
        return self.dialog(kind)

    def save(self, form: Any) -> None:
        click(form, "form.ok")
        self.wait()

    def told(self) -> str:
        return self.messages.text


Two = tuple[Seat, Seat]


@pytest.fixture
def two(qtbot: QtBot, qapp: QApplication, clock: FixedClock, tmp_path: Path) -> Iterator[Two]:
    folder = with_store(tmp_path / "data", clock)
    qapp.setFont(base_font())
    first, second = (Seat(qtbot, folder, clock) for _ in range(2))
    yield first, second
    for seat in (first, second):
        seat.close()


@pytest.fixture
def campaign(two: Two) -> Campaign:
    """A campaign with one product, in view in both windows."""
    here, there = two
    store = here.page.context.store_id
    made = here.services.campaigns.create(
        Campaign(store_id=store, name="聚划算", kind=CampaignKind.GROUP_BUY, state=CampaignState.PLANNED, start=START,
                 end=START + timedelta(days=4)),
        [CampaignProduct(store_id=store, campaign_id=0, product_id="6012", title="羽绒服", price_fen=20_000,
                         list_fen=25_000, cost_fen=6_000, facts={"sold": "30"})],
    )  # fmt: skip
    for seat in (here, there):
        seat.hear()
        seat.choose(made)
    return made


def asked(form: Any) -> str:
    """What a form shows of the values that somebody else saved in the same fields."""
    theirs = form.findChild(TheirEdits)
    assert theirs is not None and theirs.isVisible()
    return "\n".join(label.text() for label in theirs.findChildren(QLabel))


def kept(seat: Seat, campaign: Campaign) -> Campaign:
    return seat.services.campaigns.get(campaign.id or 0)


def products(seat: Seat, campaign: Campaign) -> list[CampaignProduct]:
    return list(seat.services.campaigns.view(campaign.id or 0).products)


def test_two_edits_of_one_campaign_are_both_kept(two: Two, campaign: Campaign) -> None:
    here, there = two
    mine, theirs = here.edit(), there.edit()
    mine["offer"].setText("满200减20")
    theirs["name"].setText("聚划算 秋")
    there.save(theirs)
    here.save(mine)
    now = kept(here, campaign)
    assert (now.offer, now.name) == ("满200减20", "聚划算 秋")
    assert "Both are kept" in here.told()
    there.hear()
    assert there.page.panel.facts.text().count("满200减20") == 1, "the other window shows it"


def test_of_one_field_that_both_edit_the_later_is_asked(two: Two, campaign: Campaign) -> None:
    here, there = two
    mine, theirs = here.edit(), there.edit()
    mine["name"].setText("我的名字")
    theirs["name"].setText("别人的名字")
    there.save(theirs)
    here.save(mine)
    assert mine.isVisible() and mine["name"].text() == "我的名字", "what was typed is still there"
    assert kept(here, campaign).name == "别人的名字"
    click(mine, "form.theirs.take.name")
    here.save(mine)
    assert not isValid(mine) and kept(here, campaign).name == "别人的名字"


def test_a_product_that_another_window_put_in_stays_where_one_is_edited_here(two: Two, campaign: Campaign) -> None:
    here, there = two
    form = here.product("editProduct", ProductForm)
    there.services.campaigns.products.save(
        campaign.id or 0, [CampaignProduct(store_id=0, campaign_id=0, product_id="7001", title="围巾")]
    )
    form["quantity"].setText("300")
    here.save(form)
    assert {(one.product_id, one.quantity) for one in products(here, campaign)} == {("6012", 300), ("7001", None)}
    twin = here.product("addProduct", ProductForm)
    twin["product_id"].setText("7001")
    here.save(twin)
    assert "in the list already" in twin.said(), "also where only the other window knew of it a moment ago"


def test_figures_of_one_product_typed_in_two_forms_are_both_kept(two: Two, campaign: Campaign) -> None:
    here, there = two
    mine, theirs = here.product("price", PriceForm), there.product("price", PriceForm)
    mine["price_fen"].setText("180")
    theirs["shipping"].setText("6")
    there.save(theirs)
    here.save(mine)
    (now,) = products(here, campaign)
    assert (now.price_fen, now.facts["shipping"], now.facts["sold"]) == (180_00, "6", "30")
    assert "Both are kept" in here.told()


def test_the_same_figure_typed_in_two_forms_is_asked_about(two: Two, campaign: Campaign) -> None:
    here, there = two
    mine, theirs = here.product("price", PriceForm), there.product("price", PriceForm)
    mine["shipping"].setText("5")
    theirs["shipping"].setText("6")
    there.save(theirs)
    here.save(mine)
    assert mine.isVisible() and mine["shipping"].text() == "5"
    assert "Shipping per piece: 6" in asked(mine)
    (now,) = products(here, campaign)
    assert now.facts["shipping"] == "6"
    here.save(mine)
    (now,) = products(here, campaign)
    assert now.facts["shipping"] == "5", "pressed again, it is meant"


def test_a_price_saved_elsewhere_is_in_the_open_form_unless_something_is_typed_there(
    two: Two, campaign: Campaign
) -> None:
    here, there = two
    mine, theirs = here.product("price", PriceForm), there.product("price", PriceForm)
    mine["shipping"].setText("5")
    theirs["price_fen"].setText("150")
    theirs["shipping"].setText("6")
    there.save(theirs)
    here.hear()
    assert mine["price_fen"].text() == "150.00" and mine["shipping"].text() == "5"
    assert "150.00 yuan a piece" in mine.answer.text()
    here.save(mine)
    assert mine.isVisible(), "both typed the shipping: it is asked about"


def test_the_price_page_knows_that_the_campaign_was_moved(two: Two, campaign: Campaign) -> None:
    here, there = two
    store = here.page.context.store_id
    later = Campaign(store_id=store, name="四月店庆", kind=CampaignKind.DISCOUNT, state=CampaignState.PLANNED,
                     start=date(2026, 4, 20), end=date(2026, 4, 22))  # fmt: skip
    offer = CampaignProduct(store_id=store, campaign_id=0, product_id="6012", title="羽绒服", price_fen=150_00)
    other = there.services.campaigns.create(later, [offer])
    here.hear()
    form = here.product("price", PriceForm)
    assert "四月店庆" not in form.answer.text(), "it begins more than 15 days after this one"
    there.services.campaigns.move(other.id or 0, date(2026, 3, 30))
    here.hear()
    assert "四月店庆" in form.answer.text() and "15 days" in form.answer.text()
    there.services.campaigns.move(campaign.id or 0, date(2026, 5, 20))
    here.hear()
    assert "四月店庆" not in form.answer.text()


def test_the_forecast_knows_that_the_campaign_was_moved_and_keeps_the_new_days(two: Two, campaign: Campaign) -> None:
    here, there = two
    here.page.show_forecast()
    form = here.dialog(ForecastForm)
    for name, words in {"visitors": "1000", "rate": "2", "value_fen": "100"}.items():
        form[name].setText(words)
    there.services.campaigns.resize(campaign.id or 0, START, START)
    here.hear()
    here.save(form)
    now = kept(here, campaign)
    assert not isValid(form) and now.end == START, "the plan does not bring the old days back"
    assert now.plan_orders == 20, "of one day of 1,000 visitors, not of five"


def test_two_forecasts_of_one_campaign_do_not_write_over_each_other(two: Two, campaign: Campaign) -> None:
    here, there = two
    forms = []
    for seat, visitors in ((here, "1000"), (there, "9000")):
        seat.page.show_forecast()
        form = seat.dialog(ForecastForm)
        for name, words in {"visitors": visitors, "rate": "2", "value_fen": "100"}.items():
            form[name].setText(words)
        forms.append(form)
    there.save(forms[1])
    planned = kept(here, campaign).plan_orders
    here.save(forms[0])
    assert forms[0].isVisible() and "changed meanwhile" in forms[0].said()
    assert forms[0]["visitors"].text() in ("1000", "1,000"), "what was typed is still there"
    assert kept(here, campaign).plan_orders == planned


OPENED: dict[str, Callable[[Seat], Any]] = {
    "campaign": lambda seat: seat.edit(),
    "product": lambda seat: seat.product("editProduct", ProductForm),
    "price": lambda seat: seat.product("price", PriceForm),
    "forecast": lambda seat: (seat.page.show_forecast(), seat.dialog(ForecastForm))[1],
    "milestone": lambda seat: (seat.page._on_milestone(), seat.dialog(MilestoneForm))[1],
}
FILLED = {
    "campaign": {"name": "新名"},
    "product": {"quantity": "5"},
    "price": {"price_fen": "99"},
    "forecast": {"visitors": "1000", "rate": "2", "value_fen": "100"},
    "milestone": {"title_en": "Pack", "offset_days": "3"},
}


@pytest.mark.parametrize("name", OPENED)
def test_what_is_saved_of_a_campaign_that_was_deleted_elsewhere_is_refused_in_words(
    two: Two, campaign: Campaign, name: str
) -> None:
    here, there = two
    form = OPENED[name](here)
    for field, words in FILLED[name].items():
        form[field].setText(words)
    there.services.campaigns.delete(campaign.id or 0)
    here.hear()
    here.save(form)
    assert form.isVisible(), "what was typed is still there to be copied"
    assert "no longer there" in form.said() or "took this product out" in form.said()
    there.services.history.undo()
    here.hear()
    back = kept(here, campaign)
    assert (back.name, back.start) == ("聚划算", START) and len(products(here, campaign)) == 1


def test_windows_that_show_a_campaign_say_that_it_was_deleted(two: Two, campaign: Campaign) -> None:
    here, there = two
    shown: list[Any] = [SheetDialog(here.page.context, campaign.id or 0, here.page)]
    shown[0].show()
    here.page.show_war_room()
    shown.append(here.dialog(WarRoomWindow))
    gates = GatesDialog(here.page.context, campaign, here.page)
    open_once(gates)
    here.wait()
    there.services.campaigns.delete(campaign.id or 0)
    here.hear()
    assert here.page.side.currentWidget() is here.page.day_panel, "the page shows the day instead"
    assert "no longer there" in gates.problem.text()
    for one in (gates, *shown):
        one.close()


def test_an_undo_that_would_take_the_others_work_back_is_refused_in_words(two: Two, campaign: Campaign) -> None:
    here, there = two
    mine = here.edit()
    mine["offer"].setText("满200减20")
    here.save(mine)
    there.hear()
    theirs = there.edit()
    theirs["offer"].setText("满300减50")
    there.save(theirs)
    here.hear()
    here.page._undo()
    here.wait()
    assert kept(here, campaign).offer == "满300减50"
    assert "Change it by hand" in here.told(), here.told()


def test_a_milestone_edited_in_both_windows(two: Two, campaign: Campaign) -> None:
    here, there = two
    first = here.services.campaigns.view(campaign.id or 0).milestones[0]
    forms = []
    for seat in two:
        seat.page._on_milestone(next(one for one in seat.page._view.milestones if one.id == first.id))
        forms.append(seat.dialog(MilestoneForm))
    forms[0]["note"].setPlainText("先问仓库")
    forms[1]["offset_days"].setText("-40")
    there.save(forms[1])
    here.save(forms[0])
    now = next(one for one in here.services.campaigns.view(campaign.id or 0).milestones if one.id == first.id)
    assert (now.note, now.offset_days) == ("先问仓库", -40)


def test_milestones_of_new_campaigns_changed_elsewhere_are_not_written_over(two: Two, campaign: Campaign) -> None:
    here, there = two
    form = MilestoneRulesForm(here.page.context, here.page)
    open_once(form)
    here.wait()
    kind = form.kind
    rules = there.services.campaigns.milestone_rules(there.page.context.store_id, kind)
    form._changed[kind] = tuple(rules[1:])
    there.services.campaigns.save_milestone_rules(there.page.context.store_id, kind, rules[:3])
    here.save(form)
    assert "Somebody changed the milestones" in form.said()
    assert len(here.services.campaigns.milestone_rules(here.page.context.store_id, kind)) == 3
    form.close()
    click(form, "form.discard")


def test_an_import_by_the_other_program_stands_in_the_open_war_room(
    two: Two, campaign: Campaign, clock: FixedClock, tmp_path: Path
) -> None:
    here, there = two
    there.services.campaigns.move(campaign.id or 0, clock.today())
    here.hear()
    here.page.show_war_room()
    room = here.dialog(WarRoomWindow)
    assert room.paid.text() == "—"
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    (store,) = there.services.stores.all()
    there.services.imports.run([file], store)
    here.hear()
    assert room.paid.text() == "178.80", "after one question, which comes within a second"
    room.close()
