"""Money says what it lacks: a statement of that time, an order on these days; and it leads to days with orders."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.ledger.bridge import Step
from shopdesk.domain.ledger.matched import OrderFilter
from shopdesk.domain.ledger.matching import OrderState
from shopdesk.domain.periods import By, Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.part import MoneyPart
from tests.gui.hands import click, settle
from tests.import_files import write_xlsx
from tests.stories.money_shop import LINES, MISSING, NO_MONEY, orders_file, statement_file

FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))


def money(qtbot: QtBot, context: PageContext, part: str, days: Period = FEBRUARY) -> MoneyPart:
    """The page with one part in view, on days that another part may choose."""
    chosen = [days]
    made = MoneyPart(context, lambda: chosen[0], lambda: By.MONTH)

    def choose(period: Period) -> None:
        chosen[0] = period
        made.days_changed()

    made.days_wanted.connect(choose)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.tabs.open(part)
    made.show()
    settle(qtbot, context.tasks)
    return made


def take_in(context: PageContext, *files: Path) -> None:
    for file in files:
        context.services.imports.run_file(file, context.store)


def states(made: MoneyPart) -> list[str]:
    table = made.tabs.shown.table  # type: ignore[union-attr]
    column = next(one for one in table.records_model.columns if one.name == "state")
    return [column.shown(row) for row in table.records_model.records]


def test_without_a_statement_nobody_says_that_money_is_still_to_come(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    take_in(page_context, orders_file(tmp_path))
    made = money(qtbot, page_context, "orders")
    orders, found = made.tabs.shown, states(made)
    assert found == ["No statement"] * 5
    assert orders.chips.buttons["no_statement"].text() == "No statement 5", "a sum would be what is lacking"
    assert orders.chips.buttons["waiting"].text() == "Waiting 0"
    assert "nobody can say which orders' money came" in orders.said.text()
    orders.table.select(lambda row: row.order.order_no == NO_MONEY)
    settle(qtbot, page_context.tasks)
    assert "No statement covers that time" in orders.about.text()
    assert "still to come" not in orders.about.text()
    assert "Difference" not in orders.about.text(), "what is not known is no difference"


@pytest.mark.parametrize("confirmed", ["2026-01-20", "2026-06-20"])
def test_an_order_outside_of_what_the_statements_cover_is_not_judged(
    page_context: PageContext, tmp_path: Path, confirmed: str
) -> None:
    take_in(page_context, statement_file(tmp_path))
    file = tmp_path / "ExportOrderList2.csv"
    rows = (
        "订单编号,总金额,买家实付金额,订单状态,订单创建时间,订单付款时间,确认收货时间",
        f"1900000000000000001,50.00,50.00,交易成功,2026-01-05 10:00:00,2026-01-05 10:00:00,{confirmed} 10:00:00",
    )
    file.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    take_in(page_context, file)
    page = page_context.services.matching.orders(page_context.store_id, OrderFilter(number="1900000000000000001"))
    assert [str(order.state_name) for order in page.orders] == ["No statement"]
    (unstated,) = page.unstated
    assert unstated.orders == 1
    everything, judged = OrderFilter(stated=False), OrderFilter(stated=True)
    orders = page_context.services.matching.orders
    assert [one.order_no for one in orders(page_context.store_id, everything).orders] == ["1900000000000000001"]
    assert len(orders(page_context.store_id, judged).orders) == sum(one.orders for one in page.counts)
    assert not [one for one in page.counts if one.state in (OrderState.WAITING, OrderState.NO_MONEY)]


def test_orders_of_days_without_statement_have_a_button_of_their_own(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    take_in(page_context, statement_file(tmp_path))
    file = tmp_path / "ExportOrderList3.csv"
    rows = (
        "订单编号,总金额,买家实付金额,订单状态,订单创建时间,订单付款时间,确认收货时间",
        "1900000000000000001,50.00,50.00,交易成功,2026-01-05 10:00:00,2026-01-05 10:00:00,2026-01-20 10:00:00",
        "1900000000000000002,70.00,70.00,买家已付款,2026-06-20 10:00:00,2026-06-20 10:00:00,",
    )
    file.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    take_in(page_context, file)
    made = money(qtbot, page_context, "orders", Period(date(2026, 1, 1), date(2026, 6, 30)))
    orders = made.tabs.shown
    assert orders.chips.buttons["no_statement"].text() == "No statement 2"
    assert orders.chips.buttons["waiting"].text() == "Waiting 0"
    assert orders.chips.buttons["no_money"].text() == "No money 0"
    orders.chips.choose("no_statement")
    settle(qtbot, page_context.tasks)
    assert states(made) == ["No statement"] * 2


@pytest.mark.parametrize("part", ["orders", "profit"])
@pytest.mark.parametrize("year", [2024, 2027])
def test_days_without_orders_name_the_nearest_with_orders(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path, part: str, year: int
) -> None:
    take_in(page_context, orders_file(tmp_path))
    made = money(qtbot, page_context, part, Period(date(year, 5, 1), date(year, 5, 31)))
    shown = made.tabs.shown
    assert shown is not None
    offered = shown.findChild(QAbstractButton, "emptyState.elsewhere")
    assert offered is not None and offered.text() == "Show 2026-02, the nearest with orders"
    click(shown, "emptyState.elsewhere")
    settle(qtbot, page_context.tasks)
    assert shown.stack.currentIndex() == 0, "the days with orders stand there"  # type: ignore[attr-defined]
    assert not offered.isVisible()


def test_a_month_of_the_bridge_without_anything_leads_to_the_nearest(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    take_in(page_context, orders_file(tmp_path))
    bridge = money(qtbot, page_context, "bridge").tabs.shown
    bridge.month.choose(date(2025, 3, 1))
    settle(qtbot, page_context.tasks)
    click(bridge, "emptyState.elsewhere")
    settle(qtbot, page_context.tasks)
    assert (bridge.month.month, bridge.stack.currentIndex()) == (date(2026, 2, 1), 0)


def test_a_store_without_any_order_is_offered_no_days(qtbot: QtBot, page_context: PageContext) -> None:
    shown = money(qtbot, page_context, "orders").tabs.shown
    assert not shown.findChild(QAbstractButton, "emptyState.elsewhere").isVisible()
    assert shown.findChild(QAbstractButton, "emptyState.action").isVisible()


def test_the_bridge_of_a_month_without_a_statement_claims_nothing_of_its_money(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    take_in(page_context, orders_file(tmp_path))
    bridge = money(qtbot, page_context, "bridge").tabs.shown
    assert bridge.month.month == FEBRUARY.start
    assert "nobody can say what came in" in bridge.said.text() and "explained" not in bridge.said.text()
    amounts = {step.what.step: step.fen for step in bridge.way.records_model.records}
    assert amounts[Step.PAID_ORDERS] == 59_000 and amounts[Step.NOT_YET_CONFIRMED] == -8_000
    for step in (Step.CONFIRMED_NOT_RECEIVED, Step.RECEIVED, Step.FEES, Step.CHANGE_OF_BALANCE):
        assert amounts[step] is None, step
    state, difference = (one for one in bridge.orders.records_model.columns if one.name in ("state", "difference"))
    rows = bridge.orders.records_model.records
    assert {(state.shown(row), difference.shown(row)) for row in rows} == {("No statement", "—")}

    # A statement that has no line of these days says that nothing came: that is known.
    statement = statement_file(tmp_path, left_out=(MISSING, *LINES))
    take_in(page_context, statement)
    settle(qtbot, page_context.tasks)
    assert next(step.fen for step in bridge.way.records_model.records if step.what.step is Step.RECEIVED) == 0


def test_what_no_statement_tells_of_an_order_is_not_nothing(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    take_in(page_context, orders_file(tmp_path))
    table = money(qtbot, page_context, "orders").tabs.shown.table
    shown = [one for one in table.records_model.columns if one.name in ("received", "refunded", "fees")]
    row = next(one for one in table.records_model.records if one.order.order_no == NO_MONEY)
    assert [one.shown(row) for one in shown] == ["—"] * 3
    take_in(page_context, statement_file(tmp_path))
    settle(qtbot, page_context.tasks)
    row = next(one for one in table.records_model.records if one.order.order_no == NO_MONEY)
    assert [one.shown(row) for one in shown] == ["0.00"] * 3


def test_orders_that_name_no_product_are_no_product_without_a_cost(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    take_in(page_context, orders_file(tmp_path))
    costs = money(qtbot, page_context, "costs").tabs.shown
    assert "Orders of 590.00 name no product that is known" in costs.said.text()
    assert "without a unit cost" not in costs.said.text()
    assert costs.lists["uncosted"].table.records_model.rowCount() == 0


def test_a_cost_table_without_rows_is_said_to_have_none(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    costs = money(qtbot, page_context, "costs").tabs.shown
    book = write_xlsx(tmp_path / "快递.xlsx", {"快递": [["快递公司", "省份", "首重价格", "续重价格"]]})
    costs.read_workbook(book)
    settle(qtbot, page_context.tasks)
    assert costs.question_box.text() == "快递.xlsx has the heading of a cost table and no row below it."
    assert costs.question_box.findChild(QAbstractButton, "kpi.money.costs.takeThem") is None
    costs.question_box.reject()
