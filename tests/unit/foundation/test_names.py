"""Names in a sentence stand as the reader's language writes them, also when it was kept and is read later."""

from __future__ import annotations

import json

import pytest

from shopdesk.domain.payroll.scheme_text import wording_text
from shopdesk.domain.sentences import plain, sentence
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Names, Text
from shopdesk.infra import i18n

SAID = Text("Below the minimum: {names}.", names=Names(["广东省", Text("Search ads"), "浙江省"]))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh_CN", "低于下限：广东省、搜索推广、浙江省。"), ("en", "Below the minimum: 广东省, Search ads, 浙江省.")],
)
def test_names_have_the_commas_of_the_language(language: str, expected: str) -> None:
    speak = i18n.speaker(language)
    kept = sentence(json.loads(json.dumps(plain(SAID))))
    assert speak(SAID) == speak(kept) == expected
    assert kept == SAID


def test_names_are_english_where_no_language_is_said() -> None:
    assert str(SAID) == "Below the minimum: 广东省, Search ads, 浙江省."
    assert f"{Names(['a', 'b']):>6}" == "  a, b"
    assert not Names([])


@pytest.mark.parametrize(("zh", "en", "chinese", "english"), [
    ("客服薪酬方案", "Customer service", "客服薪酬方案", "Customer service"), ("提成", "", "提成", "提成"),
    ("", "Bonus", "Bonus", "Bonus"),
])  # fmt: skip
def test_a_name_in_both_languages_is_read_in_one(zh: str, en: str, chinese: str, english: str) -> None:
    said = wording_text(Wording(zh, en))
    kept = sentence(json.loads(json.dumps(plain(said))))
    assert kept == said
    assert [i18n.speaker("zh_CN")(one) for one in (said, kept)] == [chinese, chinese]
    assert [i18n.speaker("en")(one) for one in (said, kept)] == [english, english] == [str(said), str(kept)]
