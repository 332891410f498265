"""Chinese numerals in a plan: their value, what their last digit counts, and letters that stand for others."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.plan_numbers import spoken
from shopdesk.domain.campaigns.plan_text import read

DIGITS = "零一二三四五六七八九"


def four(number: int) -> str:
    """A numeral of at most four digits."""
    words, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
        gap = not digit
    return words


def said(value: int) -> str:
    """A number as people say it."""
    words = ""
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, value = divmod(value, size)
        if part:
            words += ("零" if words and part < 1000 else "") + four(part) + name
    return words.removeprefix("一") if words.startswith("一十") else words


@given(st.one_of(st.integers(1, 10**12 - 1), st.integers(1, 9_999).map(lambda one: one * 10**5)))
def test_what_people_say_is_read_as_they_meant_it(value):
    found, step = spoken(said(value))
    assert found == value, said(value)
    # From ten thousand on zeros at the end say that it was rounded.
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    assert step == (10**zeros if value >= 10**4 else 1), said(value)


@pytest.mark.parametrize(
    ("words", "value", "step"),
    [
        ("三万", 30_000, 10_000), ("十万", 100_000, 100_000), ("三百五十万", 3_500_000, 100_000),
        ("三万五千", 35_000, 1_000), ("十二万三千四百五十六", 123_456, 1), ("两亿三千万", 230_000_000, 10_000_000),
        ("一亿五千万", 150_000_000, 10_000_000), ("一万亿", 10**12, 10**12), ("一万万", 10**8, 10**8),
        ("十五", 15, 1), ("三百", 300, 1), ("一万零五", 10_005, 1), ("一〇五", None, 1), ("一二", None, 1),
    ],
)  # fmt: skip
def test_numerals_of_plans(words, value, step):
    assert spoken(words) == (value, Fraction(step))


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("2萬", 20_000), ("3億", 300_000_000), ("２０万", 200_000), ("20\u3000万", 200_000), ("20\u00a0万", 200_000),
        ("￥150", 150), ("20Ｋ", 20_000), ("20K", 20_000), ("一亿五千万元", 150_000_000), ("三万元", 30_000),
        ("三万", 30_000),
    ],
)  # fmt: skip
def test_a_number_in_other_letters_is_the_same_number(number, value):
    (one,) = read(f"销售额 {number}").figures
    assert (one.number.low, one.number.high, one.words.strip()) == (value, value, number)
