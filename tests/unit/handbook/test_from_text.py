"""Questions and answers in running text are found whole, however a store wrote them down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.handbook.from_text import MOST, Pair, pairs_in

WORDS = st.text(alphabet="发货几天能到好的abc xyz，。", min_size=1, max_size=12).map(str.strip).filter(bool)
PAIRS = st.lists(st.builds(Pair, st.sampled_from(["物流", "售后"]), WORDS, WORDS), min_size=1, max_size=8)
ASKED = ("问：", "Q: ", "q.", "问题1：", "question: ")
ANSWERED = ("答：", "A: ", "a.", "回答：", "answer: ")


@given(PAIRS, st.sampled_from(range(len(ASKED))), st.sampled_from(["# {}", "【{}】", "[{}]"]), st.booleans())
def test_marked_ones_come_back_as_they_were_written(pairs: list[Pair], style: int, heading: str, spaced: bool) -> None:
    lines: list[str] = []
    for pair in pairs:
        lines += [heading.format(pair.topic), f"{ASKED[style]}{pair.title}", f"{ANSWERED[style]}{pair.text}"]
        lines += [""] if spaced else []
    found = pairs_in("\r\n".join(lines))
    assert found == [Pair(one.topic, " ".join(one.title.split(" ")), one.text) for one in pairs]


@given(PAIRS)
def test_blocks_between_empty_lines_come_back_as_they_were_written(pairs: list[Pair]) -> None:
    text = "\n\n".join(f"【{pair.topic}】\n{pair.title}\n{pair.text}" for pair in pairs)
    assert pairs_in(text) == pairs


def test_an_answer_of_several_lines_stays_one() -> None:
    (pair,) = pairs_in("问：尺码？\n答：请看表。\n\n1. 小号\n2. 大号")
    assert pair == Pair("", "尺码？", "请看表。\n\n1. 小号\n2. 大号")


def test_a_heading_within_a_question_does_not_swallow_it() -> None:
    assert pairs_in("# 物流\nQ: 几天？\nA: 三天\n# 售后\nQ: 能退吗？\nA: 能") == [
        Pair("物流", "几天？", "三天"),
        Pair("售后", "能退吗？", "能"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No question with an answer was found"),
        ("   \n\n ", "No question with an answer was found"),
        ("# 物流\n\n【售后】", "No question with an answer was found"),
        ("问：几天？\n答：\n问：能退吗？\n答：能", "“几天？” has no answer"),
        ("几天能到？", "“几天能到？” has no answer"),
        ("\n".join(f"问：{number}\n答：是" for number in range(MOST + 1)), f"{MOST + 1} entries, {MOST} fit"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        pairs_in(text)
