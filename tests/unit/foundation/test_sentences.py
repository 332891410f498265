"""Sentences and lists put together in the punctuation of the language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shopdesk.infra.i18n import listed, sentences, set_language


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language spoken during the test; English again after it."""
    set_language(request.param)
    yield request.param
    set_language("en")


def test_no_space_stands_between_chinese_sentences(language: str) -> None:
    said = sentences(["One。" if language == "zh_CN" else "One.", "", "Two"])
    assert said == {"zh_CN": "One。Two", "en": "One. Two"}[language]


def test_things_are_listed_in_the_semicolon_of_the_language(language: str) -> None:
    assert listed(["a", "b"]) == {"zh_CN": "a；b", "en": "a; b"}[language]
