"""Cells of a sheet as they are read from it: whole numbers are names as often as figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.fields import Field, Kind, Noun, Reader
from shopdesk.domain.ledger.cost_nouns import UNIT_COST
from shopdesk.domain.pasting import as_copied, read_rows
from shopdesk.domain.products import PRODUCT
from tests.conftest import MONDAY

READER = Reader(today=MONDAY.date(), say=str)


def copied(noun: Noun, *rows: list[Any]) -> list[str]:
    """The lines below the heading."""
    return as_copied(rows, noun, [], READER).split("\n")[1:]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**15 - 1), st.sampled_from((int, float, Decimal, lambda n: Decimal(f"{n}.0"))))
def test_a_whole_number_is_read_without_a_point_however_the_sheet_kept_it(number: int, kept: Any) -> None:
    assert copied(PRODUCT, ["product_id"], [kept(number)]) == [str(number)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(12.5, "12.5"), (0.1, "0.1"), (1e-7, "0.0000001"), (-3.0, "-3"), (True, "True"), ("12.0", "12.0"), ("007", "007")],
)
def test_other_cells_stay_what_they_are(cell: Any, text: str) -> None:
    assert copied(PRODUCT, ["product_group"], [cell]) == [text]


def test_a_number_in_a_column_of_rates_is_a_share_whichever_kind_of_number_it_is() -> None:
    rate = Field("role", Kind.RATE)
    rows = [[0.05], [Decimal("0.05")], [1], ["5%"]]
    assert as_copied(rows, PRODUCT, [rate], READER).split("\n") == ["5%", "5%", "100%", "5%"]


def test_a_product_and_its_merchant_code_are_found_by_numbers_of_a_sheet() -> None:
    heading = ["product_id", "merchant_code", "cost_fen", "valid_from"]
    text = as_copied([heading, [612345678901.0, 88.0, 12.0, "2026-03-01"]], UNIT_COST, [], READER)
    (row,) = read_rows(text, UNIT_COST, [], READER, [], start={"store_id": 1}).rows
    assert (row.record.product_id, row.record.merchant_code, row.record.cost_fen) == ("612345678901", "88", 1200)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**15),
    st.sampled_from(("{}", "{:,}", "{}.0", "{:,}.00", " {} ", "'{}", '="{}"')),
    st.booleans(),
)
def test_the_number_of_a_product_is_the_platforms_however_a_spreadsheet_showed_it(
    number: int, shown: str, wide: bool
) -> None:
    text = shown.format(number)
    if wide:
        text = text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    (row,) = read_rows(f"product_id\n{text}", PRODUCT, [], READER, [], start={"store_id": 1}).rows
    assert row.record.product_id == str(number)
    assert READER.shown(PRODUCT.field("product_id"), row.record.product_id) == str(number)


def test_the_number_of_a_product_that_lost_its_digits_is_refused_and_other_names_stay() -> None:
    rows = read_rows("product_id\n6.12346E+11\nAB-12,5\n0012", PRODUCT, [], READER, [], start={"store_id": 1}).rows
    assert rows[0].record is None
    assert "Format its column as text" in str(rows[0].problems[0].message)
    assert [row.record.product_id for row in rows[1:]] == ["AB-12,5", "0012"]
