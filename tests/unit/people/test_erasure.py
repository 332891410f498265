"""Taking a name out of words, and when it may be done."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.erasure import Eraser, Keeping, outlook, rule_on, years_later
from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.template import Wording

RULE = Keeping(
    code="pay_records", years=2, valid_from=date(1995, 1, 1), source=Wording(), as_of=date(2026, 1, 1), verified=True
)
LETTERS = st.text(alphabet="王小明李ab ", min_size=0, max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(LETTERS, max_size=4), st.text(alphabet="王小明", min_size=2, max_size=3), st.lists(LETTERS, max_size=3))
def test_no_name_is_left_but_within_the_names_of_others(parts: list[str], name: str, others: list[str]) -> None:
    eraser = Eraser({name: "#1"}, [other for other in others if other != name])
    made = eraser.within(name.join(parts) + name)
    for other in sorted({one for one in others if name in one and one != name}, key=len, reverse=True):
        made = made.replace(other, "")
    assert name not in made
    assert eraser.inside({"name": [name, 7, None]}) == {"name": ["#1", 7, None]}


def test_one_character_is_replaced_only_where_it_stands_alone() -> None:
    eraser = Eraser({"李": "#1"})
    assert eraser.within("李") == "#1" and eraser.within("李子") == "李子"


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_keeping_period_ends_no_earlier_than_the_same_day(last: date) -> None:
    day = years_later(last, 2)
    assert (day.year, day.month, day.day) >= (last.year + 2, last.month, last.day)
    assert outlook(RULE, day, [last], employed=False).allowed
    assert not outlook(RULE, date.fromordinal(day.toordinal() - 1), [last], employed=False).allowed


def test_who_is_employed_or_has_no_entry_is_not_erased() -> None:
    for view in (outlook(RULE, date(2030, 1, 1), [date(2020, 1, 1)], employed=True),
                 outlook(RULE, date(2030, 1, 1), [], employed=False)):  # fmt: skip
        assert not view.allowed
        with pytest.raises(UserError, match="still works"):
            view.check("A")


def test_a_rule_holds_from_its_day() -> None:
    assert rule_on([RULE], "pay_records", date(2026, 1, 1)) is RULE
    with pytest.raises(KeyError):
        rule_on([RULE], "pay_records", date(1990, 1, 1))


def test_no_day_is_lost_where_a_year_has_no_29_february() -> None:
    assert years_later(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_later(date(2026, 3, 16), 2) == date(2028, 3, 16)
