"""What stands around a figure of a plan: where its clause ends, of what time it is, whether it is in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.plan_near import as_written, clauses, earlier_time, is_aside, time_of

LONGEST = 400


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", [("", "\n")]),
        ("访客20万，转化率3%", [("访客20万", "，"), ("转化率3%", "\n")]),
        ("访客20万。转化率3%。", [("访客20万", "。"), ("转化率3%", "。"), ("", "\n")]),
        # A comma or a point within a number ends nothing.
        ("sales 200,000, roi 2.5. more", [("sales 200,000", ","), (" roi 2.5", "."), (" more", "\n")]),
        # So long a clause is cut where no sign stands; one that is just as long as it may be is not.
        ("字" * LONGEST + "，", [("字" * LONGEST, "，"), ("", "\n")]),
        ("字" * (LONGEST + 1) + "。", [("字" * LONGEST, "，"), ("字", "。"), ("", "\n")]),
        ("字" * (LONGEST + 1), [("字" * LONGEST, "\n"), ("字", "\n")]),
    ],
)
def test_clauses_end_at_their_signs(words, wanted):
    assert [(words[start:end], sign) for start, end, sign in clauses(words)] == wanted


@given(st.lists(st.sampled_from(["，", "。", "\n", "1,2", "3.5", "访客", "字" * 150, "字" * 399]), max_size=12))
def test_clauses_leave_nothing_out_and_say_nothing_twice(parts):
    words = "".join(parts)
    place = 0
    for start, end, sign in clauses(words):
        assert start == place and start <= end <= start + LONGEST
        place = end + 1 if words[end : end + 1] == sign and end < len(words) else end
    assert place == len(words)


@pytest.mark.parametrize(
    ("lead", "tail", "wanted"),
    [
        ("去年销售额", "", "year"), ("上月销售额", "", "month"), ("平时", "", "usual"), ("销售额", "", ""),
        ("销售额", "(去年)", "year"), ("销售额", " last year", "year"),
        # What is said of this year after the last one is of this year; the other way round it is of the last one.
        ("去年75万，今年", "", ""), ("今年90万，去年", "", "year"),
        ("转化率从", "提升到", "usual"), ("转化率", "，提升到", ""),
    ],
)  # fmt: skip
def test_of_which_earlier_time_a_figure_is(lead, tail, wanted):
    assert earlier_time(lead, tail) == wanted


@pytest.mark.parametrize(
    ("part", "wanted"), [("search ads", "Search Ads"), ("q1", "Q1"), ("social", "social"), ("", "")]
)
def test_a_part_has_its_capital_letters_back(part, wanted):
    text = "Search Ads and Q1"
    assert as_written(text, text.casefold(), part) == wanted


@pytest.mark.parametrize(
    ("lead", "tail", "wanted"),
    [
        ("每天访客", "", "day"), ("访客", "/天", "day"), ("每月访客", "", "month"), ("sales", " per month", "month"),
        ("访客", "", ""), ("每天", "每月", "day"),
        # Words that stand too far away are of another figure.
        ("每天" + "字" * 18, "", "day"), ("每天" + "字" * 19, "", ""),
        ("", "字" * 12 + "每天", "day"), ("", "字" * 13 + "每天", ""),
    ],
)  # fmt: skip
def test_whether_a_figure_is_of_a_day_or_of_a_month(lead, tail, wanted):
    assert time_of(lead, tail) == wanted


@pytest.mark.parametrize(
    ("lead", "wanted"),
    [
        ("销售额90万(广告费", True), ("9(广告费", True), ("90 万元 (广告费", True), ("转化率3%(", True),
        ("90万(广告费)、", False), ("90万、", False), ("90万 ", False), ("(广告费", False), ("销售额(广告费", False),
        ("90万(预热)，广告费(", False), ("90万(广告费\n访客", False), ("\n90万(广告费", True),
        # A bracket opened long ago is not this figure's.
        ("9(" + "字" * 198, True), ("9(" + "字" * 199, False),
    ],
)  # fmt: skip
def test_what_stands_in_brackets_behind_a_figure_is_aside(lead, wanted):
    assert is_aside(f"{lead}15万)", len(lead)) is wanted
