"""Both ends of a figure in one cell, as competitors' tables show them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.competitors import COMPETITOR_LOOK, CompetitorLook
from shopdesk.domain.fields import Reader
from shopdesk.domain.pasting import read_rows
from shopdesk.domain.typed import read_number, read_range
from tests.conftest import MONDAY


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("1万-2万", ("1万", "2万")),
        ("10000~20000", ("10000", "20000")),
        ("1-2万", ("1万", "2万")),
        ("9000-1万", ("9000", "1万")),
        ("1,000 至 2,000", ("1,000", "2,000")),
        ("１０００～２０００", ("1000", "2000")),
        ("¥100—¥200元", ("100", "200")),
        ("1w到1.5w", ("1w", "1.5w")),
        ("5000+", ("5000", "")),
        ("1万以上", ("1万", "")),
        ("≥300", ("300", "")),
        ("100以下", ("", "100")),
        ("<50", ("", "50")),
        ("¥100元-￥200元", ("100", "200")),
        ("1万元-2万元", ("1万", "2万")),
        ("1-2万元", ("1万", "2万")),
        ("from 100", ("100", "")),
        ("From ￥1,000.50", ("1,000.50", "")),
        ("¥100+", ("100", "")),
        ("100元以上", ("100", "")),
        ("100元+", ("100", "")),
        ("￥100起", ("100", "")),
        ("up to 100", ("", "100")),
        ("≤￥50元", ("", "50")),
        ("50元以内", ("", "50")),
        ("¥100", None),
        ("100元", None),
        ("from", None),
        ("12000", None),
        ("-5", None),
        ("1-2-3", None),
        ("2026-03-01", None),
        ("about 5", None),
        ("", None),
    ],
)
def test_a_range_is_read_as_it_is_written(written: str, ends: tuple[str, str] | None) -> None:
    assert read_range(written) == ends


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from("-~至到–"), st.sampled_from(("", "万", "k")))
def test_no_range_is_turned_round_or_made_larger_than_it_was_written(low: int, high: int, sign: str, unit: str) -> None:
    first, last = sorted((low, high))
    ends = read_range(f"{first}{sign}{last}{unit}")
    assert ends is not None
    begin, end = map(read_number, ends)
    assert begin is not None
    assert end == read_number(f"{last}{unit}")
    assert begin in (first, read_number(f"{first}{unit}"))
    assert begin <= end


def test_a_pasted_cell_fills_both_ends_and_a_column_of_its_own_goes_before() -> None:
    heading = "Day\tVisitors of the day from\tVisitors of the day to\tPaid that day from\tIts pieces in 30 days to"
    rows = [
        "2026-03-09\t1万-2万\t\t5000-6000\t100+",
        "2026-03-10\t1-2\t9\t\t",
        "2026-03-11\tx-y\t\t\t",
    ]
    pasted = read_rows(
        "\n".join([heading, *rows]), COMPETITOR_LOOK, [], Reader(today=MONDAY.date(), say=str), [],
        start={"store_id": 1, "competitor_id": 1},
    )  # fmt: skip
    first, second, third = pasted.rows
    assert (first.record.visitors_low, first.record.visitors_high) == (10_000, 20_000)
    assert (first.record.paid_low_fen, first.record.paid_high_fen) == (5000_00, 6000_00)
    assert (first.record.best_sold_low, first.record.best_sold_high) == (100, None)
    assert (second.record.visitors_low, second.record.visitors_high) == (1, 9)
    assert third.record is None


OPEN = [("100+", (100, None)), ("from 100", (100, None)), ("100元以上", (100, None)), ("300以下", (None, 300)),
        ("100-300", (100, 300)), ("", (200, 900)), ("—", (None, 900))]  # fmt: skip


@pytest.mark.parametrize(("written", "ends"), OPEN)
def test_an_open_end_takes_away_the_end_that_was_kept_and_an_empty_cell_does_not(
    written: str, ends: tuple[int | None, int | None]
) -> None:
    kept = CompetitorLook(
        id=7, store_id=1, competitor_id=1, day=MONDAY.date(), visitors_low=200, visitors_high=900, note="kept"
    )
    pasted = read_rows(
        f"Day\tVisitors of the day from\tNote\n{MONDAY.date()}\t{written}\tnew", COMPETITOR_LOOK, [],
        Reader(today=MONDAY.date(), say=str), [kept], start={"store_id": 1, "competitor_id": 1},
    )  # fmt: skip
    (row,) = pasted.rows
    assert row.old == kept
    assert (row.record.visitors_low, row.record.visitors_high, row.record.note) == (*ends, "new")
