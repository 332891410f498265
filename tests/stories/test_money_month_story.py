"""Story: a month is closed; a later statement changes it; the import is taken back, or the change accepted."""

from __future__ import annotations

from pathlib import Path

from tests.gui.hands import click
from tests.stories.money_shop import LATE, MISSING, statement_file
from tests.stories.shop import Shop
from tests.stories.test_money_orders_story import with_february


def test_what_changes_a_closed_month_is_pointed_out(shop: Shop, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    months = money.tabs.open("months")
    shop.wait()
    assert f"{months.month.month:%Y-%m}" == "2026-02" and months.month.is_whole
    # What is about to be asserted stands there before anything is closed.
    sums = {one.code: (one.before, one.now) for one in months.figures.records_model.records}
    assert sums["sale"] == (None, 48_500) and sums["commission"] == (None, -2_200) and "coupons" not in sums
    click(months, "kpi.money.months.close")
    shop.wait()
    assert "nothing changed since" in months.said.text()
    sums = {one.code: (one.before, one.now) for one in months.figures.records_model.records}
    assert sums["sale"] == (48_500, 48_500)

    services = shop.services
    store = services.stores.get(shop.store_id)
    later = statement_file(tmp_path, "支付宝账务明细_02_新.csv", left_out=(MISSING,), more=(LATE,))
    shop.desktop.tasks.database(lambda: services.imports.run_file(later, store))
    shop.wait()
    changed = {change.change.code: change.change.difference for change in months.month.changes}
    assert changed["donation"] == -3_300
    shown = months.figures.records_model
    assert "支付宝账务明细_02_新.csv" in str(shown.columns[4].shown(shown.records[0]))

    click(months, "kpi.money.months.takeBack")
    shop.wait()
    assert months.month.closed is not None and not months.month.changes

    shop.desktop.tasks.database(lambda: services.imports.run_file(later, store))
    shop.wait()
    assert months.month.changes
    click(months, "kpi.money.months.accept")
    shop.wait()
    assert not months.month.changes and months.month.closed.figures["donation"] == -3_300
    click(months, "kpi.money.months.reopen")
    shop.wait()
    assert months.month.closed is None
