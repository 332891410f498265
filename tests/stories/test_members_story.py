"""Who buys again: the months of first orders, who is due, and a level that the owner defines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.market.part import MarketPart
from tests.gui.hands import click
from tests.kpi_data import add_orders, order

FIRST, SECOND, HASHED = "sample-15023", "sample-15047", "0123456789abcdef" * 4
PAID = (
    (FIRST, date(2026, 1, 5)), (FIRST, date(2026, 2, 20)), (SECOND, date(2026, 1, 9)), (HASHED, date(2026, 2, 3)),
)  # fmt: skip


def test_the_owner_sees_who_comes_back_and_defines_a_level(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]
) -> None:
    market = MarketPart(page_context)
    qtbot.addWidget(market)
    market.resize(1100, 700)
    with qtbot.waitExposed(market):
        market.show()
    wait()
    members = market.tabs.part("members")
    assert members.stack.currentIndex() == 1, "without orders the page says what to do"
    rows = [order(f"k{number}", day, paid=day, buyer=code) for number, (code, day) in enumerate(PAID)]
    add_orders(page_context.services.ctx, page_context.store_id, rows)
    wait()

    # January's two first buyers: one of them came back, in the month after.
    assert "1 of 3 buyers paid on more than one day: 33.3%" in members.said.text()
    cells = members.cohorts.records_model.as_text().splitlines()
    assert cells[-1].split("\t")[:5] == ["2026-01", "2", "50.0%", "50.0%", "0.0%"]
    due = [line.split("\t")[0] for line in members.due.records_model.as_text().splitlines()[1:]]
    assert due == [FIRST, "0123456789…", SECOND], "who paid most comes first, and no two are called the same"
    assert "3 buyers" in members.due_said.text()

    market.tabs.open("levels")
    wait()
    levels = market.tabs.part("levels")
    click(levels, "kpi.market.levels.new")
    form = levels.dialog
    form["name"].setText("Regular")
    form.ok.click()
    wait()
    assert "Enter from how many orders" in form.said()
    form["orders_from"].setText("2")
    form.ok.click()
    wait()
    assert "2 of 3 buyers are in no level" in levels.said.text()
    market.tabs.open("members")
    wait()
    assert "Regular: 1" in members.said.text()
