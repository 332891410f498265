"""File names made from names that people give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.infra.file_names import file_name


@pytest.mark.parametrize(
    ("given_name", "made"),
    [
        ("云裳旗舰店-2026-W11", "云裳旗舰店-2026-W11.xlsx"),
        ("=1+1/实店:<测试>*?", "=1+1-实店-测试.xlsx"),
        ('a\\b|c"d\n', "a-b-c-d.xlsx"),
        ("...", "ShopDesk.xlsx"),
        ("", "ShopDesk.xlsx"),
        ("COM1.店", "_COM1.店.xlsx"),
        ("Shop 😀", "Shop 😀.xlsx"),
    ],
)
def test_what_a_system_forbids_gives_way(given_name: str, made: str) -> None:
    assert file_name(given_name, ".xlsx") == made


@given(st.text(max_size=400))
def test_every_name_can_be_written_and_is_one_name(text: str) -> None:
    made = file_name(text, ".pdf")
    assert made.endswith(".pdf")
    assert len(made.encode("utf-8", "ignore")) <= 125
    assert not set(made) & set('<>:"/\\|?*\n\x00')
    assert made[:-4].strip(" .")
