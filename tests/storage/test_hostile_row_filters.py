"""Whatever is typed into the filters of the rows behind a figure, the data file answers with a part of the rows."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.fields import Reader
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.rows import Wish, columns_of
from shopdesk.domain.kpi.slice_figures import figure_of
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.gui.pages.kpi.rows_table import _condition
from tests import engines
from tests.kpi_data import (
    add_channel_days,
    add_keyword_days,
    add_orders,
    add_product_days,
    add_service_days,
    add_store_days,
    order,
)

DAY = date(2026, 3, 15)
SPAN = Period(DAY - timedelta(days=9), DAY)
HOSTILE = (
    "%", "_", "'", '"', "\\", engines.NUL, "=", "<", "..", "1..", "..1", "9" * 30, "=" + "9" * 30, ">-" + "9" * 30,
    "1e999", "=1e999", "NaN", "=nan", "∞", "１２", "½", "=½", "空", "-", "—", "1~2", "2..1", "2026-02-30",
    ">2026-02-30", "=0001-01-01", "9999-12-31..0001-01-01", "😀", "\ud83d", "a" * 5_000, "=1.5", "=99999999亿", ">0,5",
    "=是", "; DROP",
)  # fmt: skip
FIGURES = (
    "refund_amount",
    "bounce_rate",
    "channel_sales_fen",
    "product_sales",
    "service_sales",
    "word_rank",
    "word_visitors",
)
# Every text at two figures and more in a usual run, at each with SHOPDESK_EXTREMES=all.
EVERY = os.environ.get("SHOPDESK_EXTREMES") == "all"
TRIED = {code: HOSTILE if EVERY else HOSTILE[place % 3 :: 3] for place, code in enumerate(FIGURES)}


@pytest.fixture
def filled(app: App, store: Store) -> int:
    ctx, number = app.services.ctx, store.id or 0
    add_orders(ctx, number, [order("a'%", DAY, 900, paid=DAY, refund=100, buyer="b"), order("b_", DAY, 0, paid=None)])
    days = [{"day": DAY - timedelta(days=back)} for back in range(4)]
    add_store_days(ctx, number, [{**one, "visitors": 9, "bounce_rate": Decimal("0.5")} for one in days])
    add_channel_days(ctx, number, [{**one, "channel": "organic", "subject": "", "sales_fen": 5} for one in days])
    add_product_days(ctx, number, [{**one, "product_id": "7", "title": "款%", "paid_fen": 5} for one in days])
    add_service_days(ctx, number, [{**one, "agent": "小满", "sales_fen": 4} for one in days])
    words = [{**one, "word": "a'b%_\\", "visitors": 3, "rank": Decimal("1.5")} for one in days]
    add_keyword_days(ctx, number, words)
    return number


@pytest.mark.parametrize("code", FIGURES)
def test_no_filter_of_any_column_breaks_the_list(app: App, filled: int, code: str) -> None:
    item, rows, reader = figure_of(code), app.services.figure_rows, Reader(today=DAY, say=str)
    asked = (filled, item, SPAN, Basis.CREATED)
    part = rows.page(*asked, limit=9).parts[0]
    unfiltered = rows.totals(*asked)
    everything = unfiltered.wished.count
    assert everything
    for text in TRIED[code]:
        wishes = [Wish(text)]
        for field in columns_of(part):
            condition = _condition(text, field, reader)
            if condition is not None:
                wishes.append(Wish("", ((field.name, condition),)))
        for wish in wishes:
            page = rows.page(*asked, 0, wish, limit=9)
            found = rows.totals(*asked, 0, wish)
            assert len(page.rows) == found.wished.count <= everything, (text, wish)
            assert found.figure == unfiltered.figure, "a filter changes what is listed and never the figure"
