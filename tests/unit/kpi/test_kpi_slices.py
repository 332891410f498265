"""Which slices moved against the rest, and in which order they are shown."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.kpi.slices import LEAST_SHARE, MOST_SHARE, Cut, Slice, against_the_rest, most_surprising

sales = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 10**7), min_size=1)


def test_one_fell_while_the_others_rose() -> None:
    """The rest rose from 600 to 900, by half; quilts were 400 and should be 600, but are 300.

    The rest is more than half of all, so it did not move against the quilts.
    """
    found = against_the_rest(Cut.PRODUCT, {"quilt": 400, "sheet": 600}, {"quilt": 300, "sheet": 900})
    assert found == [
        Slice(cut=Cut.PRODUCT, name="quilt", before=400, after=300, expected=600),
    ]
    assert [one.surprise for one in found] == [-300]


def test_what_is_small_or_moved_with_the_rest_is_no_surprise() -> None:
    assert not against_the_rest(Cut.REGION, {"a": 49, "b": 951}, {"a": 0, "b": 1951})
    assert [one.name for one in against_the_rest(Cut.REGION, {"a": 50, "b": 950}, {"a": 0, "b": 1950})] == ["a"]
    assert not against_the_rest(Cut.REGION, {"a": 500, "b": 500}, {"a": 600, "b": 501})
    assert not against_the_rest(Cut.REGION, {"a": 500}, {"a": 600})
    assert not against_the_rest(Cut.REGION, {}, {})


def test_equal_surprises_stand_by_name_whatever_the_order_they_came_in() -> None:
    same = [
        Slice(cut=cut, name=name, before=10, after=5, expected=9) for cut in (Cut.REGION, Cut.CHANNEL) for name in "ba"
    ]
    order = [(one.cut.value, one.name) for one in most_surprising(same)]
    assert order == sorted(order) == [(one.cut.value, one.name) for one in most_surprising(reversed(same))]
    assert len(most_surprising(same, 2)) == 2


@settings(max_examples=60)
@given(sales, sales)
def test_every_slice_shown_did_move_the_other_way(before: dict[str, int], after: dict[str, int]) -> None:
    for one in against_the_rest(Cut.CHANNEL, before, after):
        rest = (sum(after.values()) - one.after) - (sum(before.values()) - one.before)
        assert (one.after > one.before) == (rest < 0) and rest
        # Whoever moved with the rest would be on the other side of what it was.
        assert (one.expected - one.before) * (one.after - one.before) <= 0
        shares = [Fraction(part, sum(every.values()))
                  for part, every in ((one.before, before), (one.after, after)) if sum(every.values())]  # fmt: skip
        assert LEAST_SHARE <= max(shares) <= MOST_SHARE
