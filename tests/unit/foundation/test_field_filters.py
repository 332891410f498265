"""A word in a filter row: part of the text, a comparison, a range, or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.domain.field_filters import accepts
from shopdesk.domain.fields import Reader, written
from shopdesk.domain.people import PERSON

READER = Reader(today=date(2026, 3, 16))
AMOUNTS = [None, 100_000, 250_000, 1_200_000]
DAYS = [date(2025, 3, 1), date(2026, 3, 1), date(2026, 3, 31)]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("", AMOUNTS), ("-", [None]), (">2500", [1_200_000]), ("≥2500", [250_000, 1_200_000]), ("<=1000", [100_000]),
        ("=1.2w", [1_200_000]), ("1000..2500", [100_000, 250_000]), ("<1000", []), ("2,5", [250_000]), ("nobody", []),
        (">a lot", []),
    ],
)  # fmt: skip
def test_amounts(word: str, found: list[int | None]) -> None:
    field = PERSON.field("base_fen")
    test = accepts(word, field, READER)
    kept = [one for one in AMOUNTS if test is None or test(one, lambda one=one: written(field, one))]
    assert kept == found


@pytest.mark.parametrize(
    ("word", "found"),
    [("2026-03", DAYS[1:]), (">3-1", DAYS[2:]), ("2025-1-1..2026-3-1", DAYS[:2]), ("<2026/3/1", DAYS[:1])],
)
def test_days(word: str, found: list[date]) -> None:
    test = accepts(word, PERSON.field("hired_on"), READER)
    assert test is not None
    assert [day for day in DAYS if test(day, day.isoformat)] == found


def test_words_are_found_whatever_their_case_and_signs_are_words_in_texts() -> None:
    test = accepts("LI", PERSON.field("name"), READER)
    assert test is not None and test("x", lambda: "Li Na") and not test("x", lambda: "Wang")
    sign = accepts(">5", PERSON.field("name"), READER)
    assert sign is not None and sign("x", lambda: "a>5b") and not sign("9", lambda: "9")
