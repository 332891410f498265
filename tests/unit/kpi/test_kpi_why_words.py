"""The sentences about a change say the figures of its parts, all of them and no others."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.kpi.decompose import AOV, CONVERSION, REST, VISITORS, Part, Split
from shopdesk.domain.kpi.slices import Cut, Slice
from shopdesk.domain.kpi.wholeness import Shortfall
from shopdesk.domain.kpi.why_words import factor_name, slice_words, why_words
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import Period

NOW, PAST = Period(date(2026, 3, 8), date(2026, 3, 14)), Period(date(2026, 3, 1), date(2026, 3, 7))
FACTORS = (VISITORS, CONVERSION, AOV, REST)
effects = st.lists(st.integers(-(10**9), 10**9), min_size=4, max_size=4)


def split_of(before: int, moves: list[int]) -> Split:
    parts = [Part(factor=code, before=None, after=None, effect=fen) for code, fen in zip(FACTORS, moves, strict=True)]
    return Split(before=before, after=before + sum(moves), parts=tuple(parts))


@settings(max_examples=50)
@given(st.integers(0, 10**9), effects)
def test_every_figure_is_one_of_the_parts(before: int, moves: list[int]) -> None:
    split = split_of(before, moves)
    first, *causes = [str(one) for one in why_words(split, NOW, PAST)]
    assert format_yuan(split.after) in first
    word = " more than " if split.change > 0 else " less than " if split.change < 0 else "the same as"
    assert word in first and (not split.change or format_yuan(abs(split.change)) in first)
    said = {}
    for sentence in causes:
        brought = sentence.startswith("What brought sales: ")
        for name, figure in re.findall(r"(?:^|, )?([A-Z][A-Za-z ]+?) ([+-][\d,]+\.\d\d)", sentence.split(": ", 1)[1]):
            said[name] = int(figure.replace(",", "").replace(".", ""))
            assert (said[name] > 0) is brought
    assert said == {str(factor_name(code)): fen for code, fen in zip(FACTORS, moves, strict=True) if fen}


def test_a_span_that_is_known_too_little_did_not_move() -> None:
    said = [str(one) for one in why_words(split_of(100_00, [50_00, 0, 0, 0]), NOW, PAST, Shortfall(2, 7, before=True))]
    assert said == [
        "In 2026-03-08 to 2026-03-14 the paid amount was 150.00, in 2026-03-01 to 2026-03-07 100.00.",
        "Nothing is compared: figures are known for 2 of the 7 days before only.",
    ]


def test_a_rise_from_next_to_nothing_is_said_as_the_tile_shows_it() -> None:
    assert "862,663.76 (35,544.4%) more than" in str(why_words(split_of(2427_00, [86_266_376, 0, 0, 0]), NOW, PAST)[0])
    assert "100.00 (—) more than" in str(why_words(split_of(0, [100_00, 0, 0, 0]), NOW, PAST)[0])


def test_without_sales_nothing_is_said_to_have_moved() -> None:
    (said,) = why_words(None, NOW, PAST)
    assert "cannot be said" in str(said)


def test_what_moved_against_the_rest_is_said_by_how_far_it_is_from_what_was_expected() -> None:
    slices = (
        Slice(cut=Cut.CHANNEL, name="search_ads", before=100_00, after=300_00, expected=90_00),
        Slice(cut=Cut.REGION, name="浙江省", before=500_00, after=100_00, expected=550_00),
        Slice(cut=Cut.PRODUCT, name="Lamp {x}", before=100_00, after=10_00, expected=110_00),
    )
    assert [str(one) for one in slice_words(slices)] == [
        "More than the rest led one to expect: Search ads +210.00.",
        "Less than the rest led one to expect: 浙江省 -450.00, Lamp {x} -100.00.",
    ]
    assert slice_words(()) == []
