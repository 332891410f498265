"""The backtest of the forecast on real orders says what can be reckoned from the file alone."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.periods import Period
from shopdesk.infra.clock import FixedClock

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "backtest.py"


@pytest.fixture
def backtest(monkeypatch: pytest.MonkeyPatch) -> Any:
    spec = importlib.util.spec_from_file_location("backtest", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "backtest", module)  # a dataclass looks for its module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def real(backtest: Any, tmp_path: Path, shared_data: Path) -> Any:
    app: App = open_app(tmp_path / "data", "en", clock=FixedClock(backtest.NOW))
    store = app.services.stores.create("店").id or 0
    app.services.imports.run_file(shared_data / "real" / "taobao_orders_2018.xls", app.services.stores.all()[0])
    backtest.count_received(app, store)
    span = app.services.kpi.data_range(store)
    assert span is not None
    backtest.lay_campaigns(app, store, span)
    yield backtest.tried(app, store)
    app.close()


def test_each_campaign_is_forecast_from_those_before_it(backtest: Any, real: list[Any], shared_data: Path) -> None:
    frame = pd.read_excel(shared_data / "real" / "taobao_orders_2018.xls", engine="calamine")
    made = frame[frame["订单付款时间"].notna()].copy()
    made["day"] = made["订单付款时间"].dt.date
    made["fen"] = (made["买家实际支付金额"] * 100).round().astype("int64")
    by_day = made.groupby("day")["fen"].sum().to_dict()
    times: list[Decimal] = []
    assert len(real) >= 6
    for one in real:
        days: Period = one.days
        told = [by_day[day] for day in days.days() if day in by_day]
        assert one.came == pytest.approx(Decimal(int(sum(told))) / len(told)), "the days with sales"
        expected = None if not times else one.ordinary * Decimal(median(times))
        assert one.own == expected, "of no campaign that was still to come"
        times.append(one.came / one.ordinary)
        assert one.last_year is None, "the file begins with the year"
    lines = backtest.table(real)
    assert len(lines) == len(real) + 3 and lines[2].endswith("| — |")
    assert lines[-1].startswith("| middle | |")
