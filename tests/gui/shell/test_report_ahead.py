"""What is done ahead for the first weekly report of a window: it finds everything loaded and compiled."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import event

from shopdesk.bootstrap import open_app
from shopdesk.domain.periods import By
from shopdesk.gui.ahead import of_report
from shopdesk.infra.clock import FixedClock


def test_the_report_imports_and_compiles_nothing_then(tmp_path: Path, clock: FixedClock) -> None:
    app = open_app(tmp_path / "data", "en", clock=clock)
    store = app.services.stores.create("Lamp House")
    export = tmp_path / "ExportOrderList.csv"
    day = clock.today() - timedelta(days=8)
    rows = [f"{2_900_000_000_000_000_000 + n},12.50,12.50,{day} 10:00:00,{day} 10:01:00,0.00" for n in range(5)]
    headings = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额"
    export.write_text("\n".join([headings, *rows, ""]), encoding="gb18030")
    app.services.imports.run_file(export, store)
    services, store_id = app.services, store.id or 0
    compiled: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        if context.compiled is not None and context.cache_hit.name == "CACHE_MISS":
            compiled.append(statement)

    for piece in of_report(SimpleNamespace(services=services, store_id=store_id)):  # type: ignore[arg-type]
        piece()
    before = set(sys.modules)
    event.listen(services.ctx.engine, "before_cursor_execute", note)
    report = services.reports.weekly(store_id, services.reports.last_whole(store_id, By.WEEK))
    app.close()
    assert not report.empty
    assert compiled == []
    assert set(sys.modules) - before == set()


def test_a_store_without_figures_has_none_to_read(tmp_path: Path, clock: FixedClock) -> None:
    app = open_app(tmp_path / "data", "en", clock=clock)
    store = app.services.stores.create("Lamp House")
    for piece in of_report(SimpleNamespace(services=app.services, store_id=store.id or 0)):  # type: ignore[arg-type]
        assert piece() is None or piece() == []
    app.close()
