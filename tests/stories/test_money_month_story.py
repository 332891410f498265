"""Story: a month is closed; a later statement changes it; the import is taken back, or the change accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from shopdesk.services.daily.papers import EACH_ROLE, PaperWish, daily_papers
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
    # What was narrow while nothing had changed can be read now.
    for table, column, row in ((months.figures, 4, shown.records[0]), (months.table, 1, months.table.current())):
        said = str(table.records_model.columns[column].shown(row))
        assert table.columnWidth(column) > min(200, table.fontMetrics().horizontalAdvance(said)), said

    # The printed form of the day says so too; that of a role, whom the money is not for, does not.
    today = shop.clock.today()
    wish = PaperWish(store_ids=(shop.store_id,), day=today, filled=False)
    papers = daily_papers(services, wish) + daily_papers(services, replace(wish, day=today - timedelta(days=1)))
    papers += daily_papers(services, replace(wish, role=EACH_ROLE))
    told, *others = [paper.news for paper in papers]
    assert len(told) == 1 and "2026-02 was closed" in told[0] and not any(others)

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
