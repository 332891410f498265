"""A row of sums that was copied along with a table becomes no competitor, keyword, level or line of a budget."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.domain.fields import Field, Kind, Noun, Reader
from shopdesk.domain.nouns import NOUNS
from shopdesk.domain.pasting import read_rows
from shopdesk.domain.totals import is_name_of_a_sum

READER = Reader(today=date(2026, 3, 16), say=str)
NAMES = [
    (f"{table}.{one.name}", noun, one)
    for table, noun in NOUNS.items()
    for one in noun.fields
    if one.kind is Kind.LINE and (one.required or one.name in noun.identity) and one.label is not None
]
NAMED = [pytest.param(noun, one, id=name) for name, noun, one in NAMES]
LISTED = [one for one in NAMED if one.id in ("competitors.name", "keywords.word", "member_levels.name")]
assert len(LISTED) == 3


def told(noun: Noun, one: Field, name: str, **start: int) -> list[str]:
    """What is said of a row that has this name."""
    (row,) = read_rows(f"{one.name}\n{name}", noun, [], READER, [], start=start).rows
    return [str(problem.message) for problem in row.problems if problem.field.name == one.name]


@pytest.mark.parametrize(("noun", "one"), NAMED)
@pytest.mark.parametrize("name", ["合计", "合计：", "总计", " 小计 ", "Total", "TOTAL:", "Grand total"])
def test_a_row_of_sums_is_left_out_wherever_names_are_pasted(noun: Noun, one: Field, name: str) -> None:
    assert any("sum of others" in said for said in told(noun, one, name))


@pytest.mark.parametrize(("noun", "one"), LISTED)
@pytest.mark.parametrize("name", ["合计旗舰店", "同行", "全部", "Totally", "总和平"])
def test_names_that_only_begin_alike_stay(noun: Noun, one: Field, name: str) -> None:
    assert not any("sum of others" in said for said in told(noun, one, name, store_id=1))


def test_the_words_are_read_in_any_case_and_with_a_colon() -> None:
    assert is_name_of_a_sum("合计:") and is_name_of_a_sum("Subtotal") and not is_name_of_a_sum("")
