"""Rows that another process hands over by column are the rows that it read."""

from __future__ import annotations

import datetime as dt
import string

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.importing.blocks import BATCH, MARK, Joined, Rows, in_blocks, joined, rows_of

cells = st.one_of(
    st.sampled_from(["", MARK, f"a{MARK}", "\n", "中", "1"]),
    st.text(string.printable, max_size=3),
    st.sampled_from([0, 1.5, True, None, dt.date(2026, 3, 1)]),
)
tables = st.integers(0, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(tables, st.integers(0, 5))
def test_joined_columns_are_the_rows(table: list[list[object]], left_out: int) -> None:
    handed = joined(table)

    assert handed is not None
    block = Joined(*handed)
    assert block.rows == table
    assert list(map(list, block.columns())) == list(map(list, Rows(table).columns()))
    assert list(map(list, block.columns()[1:])) == list(map(list, Rows(table).columns()))[1:]
    rest = min(left_out, len(table) - 1)
    assert block.after(rest).rows == Rows(table).after(rest).rows == table[rest:]
    assert block.after(rest).count == len(table) - rest


def test_rows_of_different_lengths_are_not_joined() -> None:
    assert joined([["a"], ["b", "c"]]) is None


def test_blocks_keep_every_row_in_its_place() -> None:
    rows = [[str(number)] for number in range(2 * BATCH + 1)]

    blocks = list(in_blocks(iter(rows)))

    assert [block.count for block in blocks] == [BATCH, BATCH, 1]
    assert list(rows_of(blocks)) == rows
