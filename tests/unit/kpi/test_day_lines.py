"""Lines by day: what is not known draws nothing, conversion is of people, and a title's new day is the first after."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.figures import KeywordDay
from shopdesk.domain.kpi.day_lines import KEYWORD_FIGURES, TITLE_FIGURES, keyword_lines, title_lines
from shopdesk.domain.periods import Period
from shopdesk.domain.title_tests import Comparison, ProductDay, TitleTest

FIRST = date(2026, 3, 1)
counts = st.one_of(st.none(), st.integers(0, 500))


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)


def rate(buyers: int | None, visitors: int | None) -> Decimal | None:
    """Buyers of a hundred visitors or the like, where both are known and somebody came."""
    return None if buyers is None or not visitors else round(Decimal(buyers) / visitors, 6)


@given(st.dictionaries(st.sampled_from(["连衣裙", "半身裙", "T恤"]), st.lists(st.tuples(counts, counts), max_size=6)))
def test_every_known_day_of_every_word_is_one_point(found):
    days = {
        word: [
            KeywordDay(store_id=1, word=word, day=day_of(number), visitors=visitors, buyers=buyers)
            for number, (visitors, buyers) in enumerate(rows)
        ]
        for word, rows in found.items()
    }
    for name, of in (("visitors", lambda visitors, _buyers: visitors), ("conversion", lambda v, b: rate(b, v))):
        answer = keyword_lines(name, Period(FIRST, day_of(5)), days)
        wanted = [
            (word, day_of(number), of(*row))
            for word, rows in found.items()
            for number, row in enumerate(rows)
            if of(*row) is not None
        ]
        assert [point.cells[:2] for point in answer.points] == [one[:2] for one in wanted]
        for point, (_word, _day, value) in zip(answer.points, wanted, strict=True):
            assert abs(point.cells[2] - value) <= Decimal("0.000001")
        names = answer.drawn["names"]
        assert [names[number] for number in answer.drawn["series"]] == [one[0] for one in wanted]
        assert answer.drawn["ends"] == tuple((point.cells[2], point.cells[2]) for point in answer.points)
        different = len({one[1] for one in wanted})
        assert [str(one) for one in answer.said] == ([f"{said(name)}, {different} days."] if wanted else [])


def said(name: str) -> str:
    """What a figure is called."""
    return str(next(one.label for one in KEYWORD_FIGURES if one.name == name))


def comparison(start: date) -> Comparison:
    test = TitleTest(store_id=1, product_id="7", old_title="旧", new_title="新", start=start)
    return Comparison(test=test, before=None, after=None)


@pytest.mark.parametrize("start", range(6))
def test_the_first_day_of_the_new_title_is_the_first_after(start):
    days = [ProductDay(day=day_of(number), visitors=10 + number, paid_fen=None) for number in range(5)]
    answer = title_lines("visitors", comparison(day_of(start)), days)
    sides = [(point.cells[0], point.cells[1], point.cells[2]) for point in answer.points]
    assert sides == [(int(number >= start), day_of(number), 10 + number) for number in range(5)]
    assert answer.drawn["series"] == tuple(int(number >= start) for number in range(5))
    assert (answer.drawn["first"], answer.drawn["last"]) == (FIRST, day_of(4))
    assert [str(one) for one in answer.said] == ["Visitors, 5 days.", "No whole day with the new title is over yet."]


def test_a_title_of_which_nothing_is_known_draws_and_says_nothing():
    days = [ProductDay(day=day_of(number), visitors=10) for number in range(3)]
    answer = title_lines("paid_fen", comparison(day_of(1)), days)
    assert (answer.points, answer.said) == ((), ())
    nothing = title_lines("visitors", comparison(day_of(1)), [])
    assert (nothing.drawn["first"], nothing.drawn["last"]) == (day_of(1), day_of(1))


def test_no_line_by_day_may_be_added_up():
    assert not [one.name for one in (*KEYWORD_FIGURES, *TITLE_FIGURES) if one.additive]
