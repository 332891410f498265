"""Reports on a store that sells on some days only: what cannot be mended is no gap, and no line stands empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.kpi.coverage import Cover, CoverSource
from shopdesk.domain.periods import By, Period, parse_month
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock

NOW = datetime(2020, 2, 12, 9, 30)
FEBRUARY = parse_month("2020-02")
SOLD_ON = (1, 2, 4, 5, 8)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[App]:
    """Orders of 1 to 8 February, none on the 3rd, 6th and 7th; products of a single day in November."""
    i18n.set_language("en")
    lines = ["订单编号,总金额,买家实际支付金额,退款金额,订单创建时间,订单付款时间"]
    lines += [f"{day},20,20,0,2020-02-{day:02d} 10:00:00,2020-02-{day:02d} 10:01:00" for day in SOLD_ON]
    (tmp_path / "orders.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "products.csv").write_text(
        "统计日期,商品ID,商品名称,商品访客数\n2019-11-05,77,茶,12\n", encoding="utf-8"
    )
    opened = open_app(tmp_path / "data", "en", clock=FixedClock(NOW))
    store = opened.services.stores.create("Tea")
    for name in ("orders.csv", "products.csv"):
        opened.services.imports.run_file(tmp_path / name, store)
    yield opened
    opened.close()


def test_a_day_without_orders_within_an_export_is_no_gap(shop: App) -> None:
    """The report and the calendar of data agree on what is missing: nobody can fill a day that sold nothing."""
    report = shop.services.reports.monthly(1, FEBRUARY)
    (gap,) = [one for one in report.gaps if "order report" in str(one.what)]
    missing = {day for run in gap.days for day in run.days()}
    assert missing == {date(2020, 2, day) for day in (9, 10, 11)}
    days = shop.services.coverage.calendar(1, Period(FEBRUARY.start, NOW.date())).days[CoverSource.ORDERS]
    assert missing == {day for day, cover in days.items() if cover is Cover.MISSING}


def test_a_month_of_which_nothing_is_shown_has_no_line(shop: App, tmp_path: Path) -> None:
    """November has visitors of a product alone, and the table of months shows sales."""
    shop.services.reports.write(1, FEBRUARY, By.MONTH, tmp_path / "month.xlsx")
    cells = [cell.value for row in load_workbook(tmp_path / "month.xlsx").worksheets[1].iter_rows() for cell in row]
    assert "2020-02" in cells
    assert "2019-11" not in cells


def test_in_chinese_the_monthly_report_does_not_speak_of_a_week(shop: App, tmp_path: Path) -> None:
    i18n.set_language("zh_CN")
    try:
        shop.services.reports.write(1, FEBRUARY, By.MONTH, tmp_path / "month.xlsx")
    finally:
        i18n.set_language("en")
    book = load_workbook(tmp_path / "month.xlsx")
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "期末未关闭" in said
    for text in said:
        assert "周末" not in text and "本周" not in text and "上周" not in text, text
