"""What is searched for is found in either width, and a pasted number is found whatever is wrapped around it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.field_filters import accepts
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.searching import folded, number_typed, spellings
from shopdesk.domain.text import Text
from shopdesk.infra.pinyin import place_of
from tests.unit.foundation.test_typed import READER

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


@pytest.mark.parametrize(
    "pasted",
    ["2001000000000000001", "２００１００００００００００００００１", "2001 0000 0000 0000 001", "'2001000000000000001",
     '="2001000000000000001"', "　2001000000000000001\t"],
)  # fmt: skip
def test_a_number_is_found_however_it_was_copied(pasted: str) -> None:
    assert number_typed(pasted) == "2001000000000000001"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=12))
def test_either_width_is_found_in_either_width(text: str) -> None:
    wide = text.translate(_WIDE)
    assert folded(wide) == folded(text)
    assert place_of(text, wide) == place_of(wide, text) == 0
    assert text in spellings(wide)
    field = Field("name", Kind.LINE, Text("Name"))
    for typed, shown in ((text, wide), (wide, text)):
        found = accepts(typed, field, Reader(today=READER.today))
        assert found is None or typed.strip() in ("-", "－") or found(shown, lambda shown=shown: f"x{shown}y")


def test_brackets_are_looked_for_as_chinese_writes_them_and_as_programs_do() -> None:
    for typed in ("天猫佣金(类目)", "天猫佣金（类目）"):
        assert {"天猫佣金(类目)", "天猫佣金（类目）"} <= set(spellings(typed))
    assert unicodedata.is_normalized("NFKC", spellings("（类目）")[1])
