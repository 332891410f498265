"""What is copied, what counts as learned, what is due to be looked at, and in which order the booklet stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.handbook.records import (
    LOOK_AGAIN_DAYS,
    HandbookEntry,
    HandbookKind,
    HandbookTick,
    Learned,
    Use,
    digest_of,
    in_order,
    learned,
    old_ones,
    to_copy,
)
from shopdesk.gui.pages.daily.handbook.searching import rank

TODAY = date(2026, 3, 16)
ENTRY = HandbookEntry(
    id=1, store_id=1, title="几天能到？", text="您好，{store} 三天能到。", topic="物流", words="多久 快递"
)
GREETING = HandbookEntry(id=2, store_id=1, kind=HandbookKind.GREETING, title="招呼", text="欢迎光临{store}！")
TICK = HandbookTick(store_id=1, entry_id=1, person_id=7, digest=digest_of(ENTRY), learned_on=TODAY)


def test_a_copy_carries_the_stores_name_and_the_greeting_once() -> None:
    assert to_copy(ENTRY, "云裳") == "您好，云裳 三天能到。"
    assert to_copy(ENTRY, "云裳", GREETING) == "欢迎光临云裳！\n您好，云裳 三天能到。"
    assert to_copy(GREETING, "云裳", GREETING) == "欢迎光临云裳！"


@pytest.mark.parametrize("change", [{"title": "几天到？"}, {"text": "两天"}, {"limit_fen": 2_000}])
def test_whoever_learned_it_learns_it_anew_when_it_says_something_else(change: dict[str, object]) -> None:
    changed = replace(ENTRY, **change)
    assert (learned(ENTRY, TICK), learned(changed, TICK), learned(ENTRY, None)) == (
        Learned.YES,
        Learned.CHANGED,
        Learned.NO,
    )
    assert learned(replace(changed, **{name: getattr(ENTRY, name) for name in change}), TICK) is Learned.YES


def test_looking_at_it_again_changes_nothing_for_who_learned_it() -> None:
    assert (
        learned(replace(ENTRY, checked_on=TODAY, checked_by="小满", topic="售前", words="", version=9), TICK)
        is Learned.YES
    )


def test_title_and_text_do_not_run_into_each_other() -> None:
    one, other = replace(ENTRY, title="ab", text="c"), replace(ENTRY, title="a", text="bc")
    assert digest_of(one) != digest_of(other)


def test_what_nobody_looked_at_for_half_a_year_is_old() -> None:
    days = (0, LOOK_AGAIN_DAYS, LOOK_AGAIN_DAYS + 1)
    entries = [replace(ENTRY, id=place, checked_on=TODAY - timedelta(days=back)) for place, back in enumerate(days)]
    never = replace(ENTRY, id=9)
    assert [one.id for one in old_ones([*entries, never], TODAY)] == [2, 9]


KINDS = st.sampled_from(list(HandbookKind))


@given(st.lists(st.tuples(KINDS, st.sampled_from("ab"), st.integers(0, 3)), max_size=12))
def test_kinds_and_topics_stand_together_and_what_is_used_most_comes_first(
    drawn: list[tuple[HandbookKind, str, int]],
) -> None:
    entries = [
        HandbookEntry(id=place, store_id=1, kind=kind, topic=topic, title=f"{place:02}", text="x")
        for place, (kind, topic, _count) in enumerate(drawn)
    ]
    uses = {place: Use(count, TODAY) for place, (_kind, _topic, count) in enumerate(drawn) if count}
    found = in_order(entries, uses)
    assert sorted(one.id or 0 for one in found) == list(range(len(drawn)))
    kinds = list(HandbookKind)
    counted = [(kinds.index(one.kind), one.topic, -(drawn[one.id or 0][2])) for one in found]
    assert counted == sorted(counted)


@pytest.mark.parametrize("typed", ["几天", "jitian", "jt", "快递", "kuaidi", "物流", "三天能到", "wl kd"])
def test_an_entry_is_found_by_words_pinyin_and_initials(typed: str) -> None:
    assert rank(ENTRY, typed.split()) is not None


@pytest.mark.parametrize("typed", ["退货", "tuihuo", "几天 退货"])
def test_an_entry_that_says_nothing_of_it_is_not_found(typed: str) -> None:
    assert rank(ENTRY, typed.split()) is None


def test_a_hit_in_the_name_comes_before_one_in_the_text() -> None:
    in_text = replace(ENTRY, title="别的", text="几天能到都可以", topic="", words="")
    named, said = rank(ENTRY, ["几天"]), rank(in_text, ["几天"])
    assert named is not None and said is not None and named < said
