"""One thing is spoken of in the singular."""

from __future__ import annotations

import pytest

from shopdesk.domain.text import Text
from shopdesk.infra.english import in_the_singular
from shopdesk.infra.i18n import set_language, tr


@pytest.mark.parametrize(
    ("template", "params", "said"),
    [
        ("{days} days left, until {day}", {"days": 1, "day": "2026-03-17"}, "1 day left, until 2026-03-17"),
        ("{days} days left, until {day}", {"days": 11, "day": "x"}, "11 days left, until x"),
        ("{days} days left", {"days": 0}, "0 days left"),
        ("{done} of {needed} steps done", {"done": 1, "needed": 44}, "1 of 44 steps done"),
        ("{count} people", {"count": "1"}, "1 person"),
        (
            "{count} orders were paid more than 24 hours ago and are not shipped.",
            {"count": 1},
            "1 order was paid more than 24 hours ago and is not shipped.",
        ),
        ("{count} rows look like one further up; they are kept.", {"count": 1},
         "1 row looks like one further up; it is kept."),
        ("{count} steps and {other} days-off", {"count": 1, "other": 1}, "1 step and 1 days-off"),
        ("{flag} days", {"flag": True}, "True days"),
    ],
)  # fmt: skip
def test_the_noun_follows_its_number(template: str, params: dict[str, object], said: str) -> None:
    assert in_the_singular(template, params).format(**params) == said


def test_sentences_and_what_is_within_them_are_said_so_in_english_only() -> None:
    set_language("en")
    assert tr("Undone: {what}", what=Text("{count} items", count=1)) == "Undone: 1 item"
    set_language("zh_CN")
    assert tr(Text("{count} items", count=1)) == tr(Text("{count} items", count=3)).replace("3", "1")
    set_language("en")
