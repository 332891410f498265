"""Every figure that a weekly or monthly report states is what its rows come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.conditions import Condition
from shopdesk.domain.kpi.rows import Wish
from shopdesk.domain.periods import Period, month_of, week_of
from shopdesk.domain.report.records import PeriodReport
from shopdesk.domain.report.stated import PAY, PROFIT, TARGETS, Stated, stated
from shopdesk.domain.text import Text
from shopdesk.infra.clock import FixedClock
from tests.conftest import MONDAY
from tests.gui.sample_store import make_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The sample store."""
    made = open_app(make_sample(tmp_path_factory.mktemp("sample") / "data", "en"), "en", clock=FixedClock(MONDAY))
    yield made
    made.close()


def _wish(one: Stated) -> Wish:
    if one.agent:
        return Wish(conditions=(("agent", Condition((("in", (one.agent,)),))),))
    if one.channel is not None:
        return Wish(conditions=(("channel", Condition((("in", (one.channel,)),))),))
    if one.product is not None:
        return Wish(conditions=(("product_id", Condition((("in", (one.product[0],)),))),))
    return Wish()


@pytest.mark.parametrize("span", [week_of(date(2026, 3, 9)), month_of(date(2026, 2, 1))], ids=["week", "month"])
def test_every_figure_of_a_report_is_what_its_rows_come_to(sample: App, span: Period) -> None:
    (store,) = sample.services.stores.all()
    store_id, reports = store.id or 0, sample.services.reports
    make: Callable[[int, Period], PeriodReport] = reports.weekly if span.length == 7 else reports.monthly
    sample.services.targets.set_months(store_id, span.end + timedelta(days=1), {"conversion": 30_000})
    report = make(store_id, span)
    found = stated(report)
    assert {one.item.code for one in found if one.item} >= {figure.kpi.code for figure in report.key_figures}
    assert {one.channel for one in found} > {None} and any(one.product for one in found)
    assert any(one.agent for one in found)
    assert {one.place for one in found} == {(), TARGETS, PAY, PROFIT}
    for one in found:
        if one.place:
            assert one.sheet in (Text("People"), Text("Profit"), report.words.plan)
            continue
        if one.kinds:
            lines = sample.services.ledger.lines(store_id, one.period.start, one.period.end, kinds=one.kinds, limit=1)
            assert lines.amount == one.value, one
            continue
        assert one.item is not None
        rows = sample.services.figure_rows.totals(store_id, one.item, one.period, one.basis, 0, _wish(one))
        whole = one.channel is None and one.product is None and not one.agent
        assert (rows.figure if whole else rows.wished.amount) == one.value, one
