"""Open refund requests of the sub-order report come up on the daily form; without a report nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.refunds import is_open_request
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock

ITEM = "service.refunds"
HEAD = "子订单编号,主订单编号,商品标题,商品价格,购买数量,订单状态,退款状态,退款金额,订单创建时间,订单付款时间"


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        ("买家已经申请退款，等待卖家同意", True),
        ("退款中", True),
        ("退款成功", False),
        ("退款关闭", False),
        ("没有申请退款", False),
        ("无退款申请", False),
        ("Something else", False),
        (None, False),
    ],
)
def test_only_requests_that_wait_count(status: str | None, is_open: bool) -> None:
    assert is_open_request(status) is is_open


def bring(app: App, store: Store, folder: Path, *statuses: str) -> None:
    file = folder / f"items-{len(statuses)}-{statuses[0]}.csv"
    lines = [
        f"{number},9{number},毛巾,39.90,1,等待卖家发货,{status},0,2026-03-15 10:0{number}:00,2026-03-15 11:0{number}:00"
        for number, status in enumerate(statuses)
    ]
    text = "\n".join([HEAD, *lines]) + "\n"
    file.write_text(text, encoding="utf-8")
    app.services.imports.run([file], store)


def test_without_a_report_nothing_is_said(app: App, store: Store, clock: FixedClock) -> None:
    assert ITEM not in app.services.daily.sheet(store.id or 0, clock.today()).findings


def test_open_requests_are_pointed_out(app: App, store: Store, clock: FixedClock, tmp_path: Path) -> None:
    bring(app, store, tmp_path, "退款中", "退款成功", "买家已经申请退款、等待卖家同意")
    finding = app.services.daily.sheet(store.id or 0, clock.today()).findings[ITEM]
    assert finding.result is None
    assert str(finding.sentence).startswith("2 refund requests are open")


def test_a_fresh_report_without_requests_answers_the_item(
    app: App, store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    bring(app, store, tmp_path, "没有申请退款", "退款成功")
    assert app.services.daily.sheet(store.id or 0, clock.today()).findings[ITEM].result is Result.PASS
