"""Edits of a form, and what a newer shipped form does to a store's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily import editing
from shopdesk.domain.daily.checklist import (
    AnswerKind,
    Area,
    Form,
    Item,
    check_form,
    form_from_plain,
    form_to_plain,
    merge_shipped,
    new_code,
)
from shopdesk.domain.daily.timetable import Rhythm, TimetableEntry
from shopdesk.domain.errors import UserError

A, B = Area(code="a", zh="甲", en="A"), Area(code="b", zh="乙", en="B")


def item(code: str, **values: object) -> Item:
    return Item(code=code, area=code[0], zh=f"检查{code}", en=f"Check {code}", **values)  # type: ignore[arg-type]


FORM = Form(areas=(A, B), items=(item("a1"), item("a2"), item("a3"), item("b1"), item("b2")))


def codes(form: Form) -> list[str]:
    return [one.code for one in form.asked_on(date(2026, 3, 16))]


def test_items_move_within_their_area_and_over_into_the_next() -> None:
    assert codes(editing.shift_item(FORM, "a2", -1)) == ["a2", "a1", "a3", "b1", "b2"]
    over = editing.shift_item(FORM, "a3", 1)
    assert codes(over) == ["a1", "a2", "a3", "b1", "b2"]
    assert over.item("a3").area == "b"  # type: ignore[union-attr]
    back = editing.shift_item(over, "a3", -1)
    assert back == FORM
    assert editing.shift_item(FORM, "a1", -1) == FORM
    assert editing.shift_item(FORM, "b2", 1) == FORM


def test_areas_move_with_their_items() -> None:
    assert codes(editing.shift_area(FORM, "b", -1)) == ["b1", "b2", "a1", "a2", "a3"]


def test_a_new_item_comes_below_the_chosen_one_with_a_code_of_its_own() -> None:
    form, fresh = editing.add_item(FORM, "a", "a1")
    assert codes(form) == ["a1", fresh.code, "a2", "a3", "b1", "b2"]
    again, second = editing.add_item(form, "a")
    assert second.code != fresh.code
    assert again.item(second.code) is not None


def test_areas_can_be_added_renamed_and_removed_with_their_items() -> None:
    form, area = editing.add_area(FORM, "新", "New")
    assert form.areas[-1] == area
    renamed = editing.change_area(form, replace(area, zh="仓库"))
    assert renamed.area_name(area.code, "zh_CN") == "仓库"
    assert codes(editing.remove_area(FORM, "a")) == ["b1", "b2"]


def test_switching_off_keeps_the_item() -> None:
    form = editing.switch(FORM, ["a2"], on=False)
    assert codes(form) == ["a1", "a3", "b1", "b2"]
    assert editing.switch(form, ["a2"], on=True) == FORM


def test_a_change_of_area_puts_the_item_last_there() -> None:
    moved = editing.change_item(FORM, "a1", replace(FORM.items[0], area="b"))
    assert codes(moved) == ["a2", "a3", "b1", "b2", "a1"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["a1", "a2", "a3", "b1", "b2"]), st.sampled_from("ab"), st.integers(-1, 7)),
        max_size=12,
    )
)
def test_moving_loses_and_doubles_nothing(moves: list[tuple[str, str, int]]) -> None:
    form = FORM
    for code, area, place in moves:
        form = editing.put_item(form, code, area, place)
        assert sorted(one.code for one in form.items) == ["a1", "a2", "a3", "b1", "b2"]
        assert form == editing.in_order(form)
        assert form.item(code).area == area  # type: ignore[union-attr]
    check_form(form, language="en")


def test_the_timetable_keeps_the_order_of_the_day() -> None:
    late, early = TimetableEntry(time=time(20), zh="晚", en="Late"), TimetableEntry(time=time(8), zh="早", en="Early")
    kept = editing.with_timetable(FORM, [late, early]).timetable
    assert [one.zh for one in kept] == ["早", "晚"]
    assert [one.code for one in kept] == ["at0800", "at2000"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"zh": "", "en": " "}, "no text"),
        ({"area": "gone"}, "no area"),
        ({"weekdays": ()}, "no day of the week"),
        ({"opens": time(10), "due": time(9)}, "before its time begins"),
        ({"minimum": Decimal(5), "maximum": Decimal(4)}, "exclude every number"),
    ],
)
def test_a_form_that_cannot_be_filled_in_is_refused(change: dict[str, object], words: str) -> None:
    bad = replace(FORM, items=(replace(FORM.items[0], **change), *FORM.items[1:]))  # type: ignore[arg-type]
    with pytest.raises(UserError, match=words):
        check_form(bad, language="en")


def test_a_form_survives_being_written_down() -> None:
    full = item(
        "a9", opens=time(8, 5), due=time(9, 30), weekdays=(1, 5), kind=AnswerKind.NUMBER, minimum=Decimal("4.70"),
        unit_zh="分", unit_en="points", auto="shipped", verify=True, off=True, role="design",
    )  # fmt: skip
    form = replace(
        FORM, items=(*FORM.items, full), timetable=(
            TimetableEntry(code="at0820", time=time(8, 20), zh="晨会", en="Meeting"),
            TimetableEntry(
                code="own", time=time(9), end=time(18), zh="看", en="Look", purpose_zh="盯", purpose_en="Watch",
                role="data", rhythm=Rhythm.HOURLY, reminds=False,
            ),
        ),
    )  # fmt: skip
    assert form_from_plain(form_to_plain(form)) == form


# --- the news of a shipped form ---------------------------------------------------------------------------------------


def test_own_edits_stay_and_the_rest_follows_the_shipped_form() -> None:
    mine = replace(FORM.items[0], zh="我的写法")
    own = replace(FORM, items=(mine, *FORM.items[1:3], replace(FORM.items[3], off=True), FORM.items[4]))
    shipped = Form(
        areas=(A, B, Area(code="c", zh="丙", en="C")),
        items=(
            replace(FORM.items[0], zh="新写法"),
            replace(FORM.items[1], due=time(9)),
            item("a4"),
            replace(FORM.items[3], zh="新乙"),
            item("c1"),
        ),
    )
    merged = merge_shipped(own, FORM, shipped)
    assert merged.item("a1") == mine
    assert merged.item("a2").due == time(9)  # type: ignore[union-attr]
    assert merged.item("a3") is None
    assert merged.item("b1").zh == "新乙"  # type: ignore[union-attr]
    assert merged.item("b1").off  # type: ignore[union-attr]
    assert [area.code for area in merged.areas] == ["a", "b", "c"]
    assert [one.code for one in merged.items if one.area == "a"] == ["a1", "a2", "a4"]
    news = editing.shipped_news(own, FORM, shipped)
    assert [one.code for one in news.added] == ["a4", "c1"]
    assert [fresh.code for _old, fresh in news.changed] == ["a2", "b1"]
    assert [one.code for one in news.removed] == ["a3", "b2"]
    assert [one.code for one in news.kept_own] == ["a1"]
    assert editing.differences(*news.changed[0]) == ("due",)


@pytest.mark.parametrize(
    "change",
    [
        {"opens": time(10)}, {"due": time(9)}, {"opens": time(9), "due": time(9, 1)}, {"minimum": Decimal(5)},
        {"minimum": Decimal(5), "maximum": Decimal(5)},
    ],
)  # fmt: skip
def test_a_form_with_one_time_or_limit_can_be_filled_in(change: dict[str, object]) -> None:
    check_form(replace(FORM, items=(replace(FORM.items[0], **change),)), language="en")  # type: ignore[arg-type]


def test_an_own_edit_or_item_of_which_the_shipped_form_says_nothing_new_is_no_news() -> None:
    edited = replace(FORM, items=(replace(FORM.items[0], zh="我的写法"), *FORM.items[1:]))
    own, _fresh = editing.add_item(edited, "a")
    assert editing.shipped_news(own, FORM, FORM) == editing.shipped_news(FORM, FORM, FORM)


def test_what_the_store_took_off_or_added_stays_so() -> None:
    own, fresh = editing.add_item(editing.remove_item(FORM, "a2"), "a")
    merged = merge_shipped(own, FORM, FORM)
    assert merged.item("a2") is None
    assert merged.item(fresh.code) == fresh


@given(st.sets(st.sampled_from([one.code for one in FORM.items])), st.sets(st.integers(0, 4)))
def test_taking_over_twice_changes_nothing_more(removed: set[str], edited: set[int]) -> None:
    own = replace(
        FORM,
        items=tuple(
            replace(one, zh="改") if place in edited else one
            for place, one in enumerate(FORM.items)
            if one.code not in removed
        ),
    )
    shipped = replace(FORM, items=(*FORM.items[1:], item("b9")))
    once = merge_shipped(own, FORM, shipped)
    assert merge_shipped(once, shipped, shipped) == once
    assert len({one.code for one in once.items}) == len(once.items)


def test_codes_of_own_items_are_never_taken_twice() -> None:
    form = replace(FORM, items=(*FORM.items, item("a.own1")))
    assert new_code(form, "a") == "a.own2"


@pytest.mark.parametrize(("times", "new"), [((), 9), ((8,), 9), ((8, 13), 14), ((22,), 23), ((23,), 23)])
def test_a_new_block_stands_an_hour_after_the_last_one_and_never_on_the_next_day(
    times: tuple[int, ...], new: int
) -> None:
    entries = [TimetableEntry(time=time(hour), zh="看", en="Look") for hour in times]
    assert editing.next_entry(entries).time == time(new)
