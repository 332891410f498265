"""Whatever count can be typed, pasted or imported fits its column in every engine, or is refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Column, Integer

from shopdesk.domain.fields import HIGHEST_COUNT, Field, FieldError, Kind, Reader, check
from shopdesk.domain.import_fields import FIELDS, Cell
from shopdesk.domain.nouns import NOUNS
from shopdesk.domain.typed import parse
from shopdesk.importing.cells import CellError, count
from shopdesk.storage.columns import metadata
from shopdesk.storage.queries.imports import TARGETS
from shopdesk.storage.tables import everything  # noqa: F401

READER = Reader(today=date(2026, 3, 16))
TYPED = [
    pytest.param(field, metadata.tables[noun.table].c[field.name], id=f"{noun.table}.{field.name}")
    for noun in NOUNS.values()
    for field in noun.fields
    if field.kind in (Kind.COUNT, Kind.MONEY)
]
IMPORTED = [
    pytest.param(target.table.c[field.name], id=f"{kind}.{field.name}")
    for kind, target in TARGETS.items()
    for field in FIELDS[kind].fields
    if field.cell is Cell.COUNT and field.stored
]


def most_of(column: Column[int]) -> int:
    """The largest number that PostgreSQL keeps in a column."""
    held = getattr(column.type, "impl", column.type)
    assert isinstance(held, Integer), column
    return 2 ** (63 if isinstance(held, BigInteger) else 31) - 1


@pytest.mark.parametrize(("field", "column"), TYPED)
def test_the_largest_that_a_form_takes_fits_and_one_more_is_refused(field: Field, column: Column[int]) -> None:
    low, high = field.limits
    assert -most_of(column) <= low <= high <= most_of(column)
    assert check(field, high) == high
    for text in ("9" * 20, f"{high + 1}"):
        with pytest.raises(FieldError, match="At most"):
            parse(field, text, READER)


@pytest.mark.parametrize("column", IMPORTED)
def test_every_count_of_a_file_fits_its_column(column: Column[int]) -> None:
    assert most_of(column) >= HIGHEST_COUNT


@given(st.integers(-(10**21), 10**21), st.sampled_from((str, float, "{:,}".format, "{}.0".format)))
def test_a_count_is_read_as_it_is_or_refused_in_words(number: int, written: object) -> None:
    cell = written(number)  # type: ignore[operator]
    if abs(number) <= HIGHEST_COUNT:
        assert count(cell) == number
    else:
        with pytest.raises(CellError, match=r"“.*”"):
            count(cell)
