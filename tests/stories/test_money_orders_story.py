"""Story: orders against their money, by state, with their lines; one is explained; the bridge opens to its orders."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.domain.ledger.bridge import Step
from shopdesk.domain.periods import Period
from shopdesk.domain.setup.fees import FeeItem
from tests.gui.hands import click, write
from tests.stories.money_shop import FINE, NO_MONEY, SHORT, UNKNOWN, orders_file, statement_file
from tests.stories.shop import Shop
from tests.stories.test_money_account_story import FEBRUARY


def with_february(shop: Shop, folder: Path) -> Any:
    """Orders and statement of February imported, the commission known, the page Money open."""
    services = shop.services
    store = services.stores.get(shop.store_id)
    shop.desktop.tasks.database(
        lambda: (
            services.imports.run_file(orders_file(folder), store),
            services.imports.run_file(statement_file(folder), store),
            services.setup.fees.add_own(shop.store_id, FeeItem.COMMISSION, rate=Decimal("0.05"), source="contract"),
        )
    )
    shop.wait()
    page: Any = shop.desktop.window.open_page("kpi")
    shop.wait()
    page.range.choose(page.range.selection.choice.CUSTOM, Period(FEBRUARY.start, FEBRUARY.end))
    page.open_money("orders")
    shop.wait()
    return page.tabs.shown


def test_orders_are_held_against_their_money(shop: Shop, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    orders = money.tabs.shown
    texts = {key: made.text() for key, made in orders.chips.buttons.items()}
    assert texts == {
        "all": "All 6",
        "settled": "Settled 2",
        "waiting": "Waiting 1 · -80.00",
        "short": "Short 1 · -10.00",
        "over": "Over 0",
        "refund_differs": "Refund differs 0",
        "fee_differs": "Fee differs 0",
        "unknown_order": "Unknown order 1 · +45.00",
        "no_money": "No money 1 · -60.00",
        "no_statement": "No statement 0",
    }

    def numbers() -> set[str]:
        return {row.order.order_no for row in orders.table.records_model.records}

    click(orders, "kpi.money.orders.open")
    shop.wait()
    assert numbers() == {SHORT, UNKNOWN, NO_MONEY}

    # One click on the chip, and the order stands there with all of its lines.
    click(orders, "kpi.money.orders.state.short")
    shop.wait()
    assert numbers() == {SHORT} and orders.about.text().startswith(SHORT)
    assert [one.line.amount for one in orders.lines.records_model.records] == [19_000, -950]

    click(orders, "kpi.money.orders.explain")
    shop.wait()
    assert orders.dialog["word"].hasFocus()
    write("差额微信已补")
    QTest.mouseClick(orders.dialog.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    assert numbers() == set()
    click(orders, "kpi.money.orders.open")
    shop.wait()
    assert (
        "差额微信已补" in orders.about.text() and "1 of them are explained" in orders.chips.buttons["short"].toolTip()
    )
    click(orders, "kpi.money.orders.unexplain")
    shop.wait()
    assert "差额微信已补" not in orders.about.text()

    # A number is found on whatever day it is.
    orders.show_order(FINE)
    shop.wait()
    assert numbers() == {FINE}
    # So is one that was copied with full-width digits and blanks, or out of a spreadsheet.
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in SHORT)
    for pasted, number in ((f" {wide[:4]} {wide[4:]}", SHORT), (f'="{NO_MONEY}"', NO_MONEY)):
        orders.show_order(pasted)
        shop.wait()
        assert numbers() == {number} and "all days" in orders.said.text()


def test_the_bridge_of_a_month_opens_to_its_orders(shop: Shop, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    bridge = money.tabs.open("bridge")
    shop.wait()
    assert f"{bridge.month.month:%Y-%m}" == "2026-02"
    steps = {step.what.step: step for step in bridge.way.records_model.records}
    assert steps[Step.PAID_ORDERS].fen == 59_000 and steps[Step.NOT_YET_CONFIRMED].fen == -8_000
    assert steps[Step.RECEIVED].fen == 48_500 and steps[Step.MISSING_STRETCH].fen == 8_800
    assert "-24.00" in bridge.way.records_model.columns[1].shown(steps[Step.NOT_CLASSIFIED])
    last = steps[Step.CHANGE_OF_BALANCE]
    assert last.fen == last.after == bridge.bridge.closing - bridge.bridge.opening

    assert bridge.way.select(lambda step: step.what.step is Step.CONFIRMED_NOT_RECEIVED)
    shop.wait()
    assert [row.order_no for row in bridge.orders.records_model.records] == [NO_MONEY]
    bridge.way.setFocus()
    QTest.keyClick(bridge.way, Qt.Key.Key_Return)
    assert bridge.orders.hasFocus()
    QTest.keyClick(bridge.orders, Qt.Key.Key_Return)
    shop.wait()
    assert money.tabs.current == "orders" and money.tabs.shown.order.order_no == NO_MONEY

    money.tabs.open("bridge")
    assert bridge.way.select(lambda step: step.what.step is Step.FEES)
    shop.wait()
    click(bridge, "kpi.money.bridge.lines")
    shop.wait()
    assert [one.line.amount for one in money.dialog.table.records_model.records] == [-500, -950, -750]
    money.dialog.reject()


def test_orders_stand_there_without_a_statement(shop: Shop, tmp_path: Path) -> None:
    """They are worked out when the page is first looked at; nobody can say whether their money came."""
    store = shop.services.stores.get(shop.store_id)
    shop.desktop.tasks.database(lambda: shop.services.imports.run_file(orders_file(tmp_path), store))
    shop.wait()
    page: Any = shop.desktop.window.open_page("kpi")
    shop.wait()
    page.range.choose(page.range.selection.choice.CUSTOM, Period(FEBRUARY.start, FEBRUARY.end))
    page.open_money("orders")
    shop.wait()
    orders = page.tabs.shown.tabs.shown
    filled = {key for key, pressed in orders.chips.buttons.items() if not pressed.text().endswith(" 0")}
    assert filled == {"all", "no_statement"}, [pressed.text() for pressed in orders.chips.buttons.values()]
    assert len(orders.table.records_model.records) == 5
    assert "No statement is imported yet" in orders.said.text()
