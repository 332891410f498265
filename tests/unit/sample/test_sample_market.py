"""The invented market: search words and what was seen of competitors, the same for a seed in every release."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from shopdesk.domain.figures import KeywordDay
from shopdesk.domain.keywords import SPANS
from shopdesk.domain.sample.market import KEYWORD_DAYS, SampleKeyword, keyword_days, look_days, span_around
from shopdesk.domain.sample.shape import Shape

LAST = date(2026, 3, 15)
SHAPE = Shape(LAST - timedelta(days=400), LAST, [], [])
STEADY = SampleKeyword("台灯", None, "1", 50, 0, 12, None)
PAID = SampleKeyword("护眼灯", None, "1", 50, 20, 3, 80)


def figures(*words: SampleKeyword) -> list[KeywordDay]:
    return list(keyword_days(1, 11, SHAPE, list(words)))


def test_every_word_has_enough_days_for_the_longest_comparison() -> None:
    found = figures(STEADY, PAID)
    days = sorted({one.day for one in found})
    assert (days[0], days[-1], len(days)) == (LAST - timedelta(days=KEYWORD_DAYS - 1), LAST, KEYWORD_DAYS)
    assert len(found) == 2 * KEYWORD_DAYS > 4 * max(SPANS)


def test_a_word_brings_its_share_of_the_visitors_and_a_few_of_them_buy() -> None:
    for one in figures(STEADY):
        expected = SHAPE.visitors(one.day) * 50 / 1000
        assert one.visitors is not None and one.clicks is not None and one.impressions is not None
        assert 0.84 * expected - 1 < one.visitors < 1.16 * expected + 1
        assert one.visitors <= one.clicks < one.impressions
        assert 0 <= (one.buyers or 0) < one.visitors / 10
        assert one.spend_fen is None, "nobody pays for it"
        assert one.rank is not None and abs(one.rank - 12) <= 1


def test_a_paid_word_costs_by_the_click_and_a_growing_one_grows() -> None:
    found = figures(PAID)
    assert all(one.spend_fen == (one.clicks or 0) * 80 for one in found)
    even = figures(replace(PAID, trend=0))
    grown = [(one.visitors or 0) / (same.visitors or 1) for one, same in zip(found, even, strict=True)]
    assert grown[0] == pytest.approx(1.2 ** (1 / 30), abs=0.03)
    assert grown[-1] == pytest.approx(1.2 ** (KEYWORD_DAYS / 30), abs=0.03)


def test_competitors_were_looked_at_every_two_weeks_and_lately() -> None:
    days = look_days(SHAPE)
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(days=14)] * 4
    assert days[-1] == LAST - timedelta(days=2)


@pytest.mark.parametrize(
    ("figure", "span"), [(0.0, (0, 500)), (499.9, (0, 500)), (500.0, (500, 1000)), (1234.0, (1000, 1500))]
)
def test_a_platform_shows_full_steps(figure: float, span: tuple[int, int]) -> None:
    assert span_around(figure, 500) == span


def test_the_words_are_the_same_in_every_release() -> None:
    found = [
        (one.day, one.impressions, one.clicks, one.visitors, one.buyers, one.rank) for one in figures(STEADY, PAID)
    ]
    assert found[0][-1] != Decimal(12)
    assert hashlib.sha256(repr(found).encode()).hexdigest()[:12] == "1aa6689e4b4a"
