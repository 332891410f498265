"""Whatever is pasted as a plan is answered in a moment and raises nothing."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.campaigns.plan_checks import check
from shopdesk.domain.campaigns.plan_figures import LONGEST, MOST_FIGURES

TODAY = date(2026, 3, 16)
MOST = 0.2
"""Seconds of processor time for a hundred thousand characters."""
SIZE = 100_000
SIGNS = "0123456789.,-%万访客转化率销售额占()=+x×月日年\t\n 共天"
HOSTILE = {
    "digits": "1",
    "numbers": "1 ",
    "groups": "1,111",
    "days": "11.1-11.11 ",
    "weekdays": "11月1日(周三",
    "plan": "访客20万，转化率3%，客单价150，销售额90万。",
    "sums": "1+",
    "products": "20万×3%×150=",
    "brackets": "(",
    "blanks": " ",
    "lines": "\n",
    "emoji": "😀🎉20万访客",
    "turning": "\u202e20万访客\u202c",
    "half letters": "\ud800",
    "other digits": "١٢٣",
    "table": "访客\t转化率\t3%\n",
    "numerals": "一万二千三百四十五",
    "words": "访客",
    "halves of words": "转化转化率率",
    "months": "11月",
    "shares": "直通车40%，淘宝客30%，",
    "totals": "合计 5万；第一阶段 1万，第二阶段 2万；",
    "about": "约",
    "colons": "占比:",
    "times": "x ",
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_hostile_text_is_answered_in_a_moment(kind):
    text = (HOSTILE[kind] * SIZE)[:SIZE]
    taken = []
    for _turn in range(3):
        begun = time.process_time()
        plan, _findings = check(text, TODAY)
        taken.append(time.process_time() - begun)
    assert plan.cut
    assert len(plan.figures) <= MOST_FIGURES
    assert min(taken) < MOST


def test_any_mixture_of_signs_is_answered_in_a_moment():
    dice = random.Random(7)
    for letters in (SIGNS, [chr(code) for code in range(1, 0x3000)]):
        text = "".join(dice.choice(letters) for _ in range(SIZE))
        begun = time.process_time()
        check(text, TODAY)
        assert time.process_time() - begun < 2 * MOST


@settings(deadline=None, max_examples=300)
@given(text=st.text(alphabet=st.sampled_from(SIGNS + "11112026-/周一二三万k%～￥１２"), max_size=120) | st.text())
def test_no_text_raises_and_every_change_can_be_put_in(text):
    plan, findings = check(text, TODAY)
    for one in plan.figures:
        assert plan.text[one.number.start : one.number.end] == one.words
    for finding in findings:
        str(finding.sentence)
        for change in finding.proposals:
            assert 0 <= change.edit.start <= change.edit.end <= len(text)
            check(text[: change.edit.start] + change.edit.words + text[change.edit.end :], TODAY)


def test_what_lies_behind_the_end_is_said_to_be_left_out():
    assert not check("访客20万" + " " * (LONGEST - 5), TODAY)[0].cut
    assert check("访客20万" + " " * LONGEST, TODAY)[0].cut
