"""Blocks of the day's timetable: when they come round, how long, what is refused, what a store's edits keep."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.checklist import Form, form_from_plain, form_to_plain, merge_shipped
from shopdesk.domain.daily.timetable import (
    Rhythm,
    TimetableEntry,
    check_blocks,
    entries_from_plain,
    entries_to_plain,
    turn_at,
    with_codes,
)
from shopdesk.domain.errors import UserError
from shopdesk.services.daily.checklist_templates import SHIPPED, shipped_form

TIMES = st.times(min_value=time(0), max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))


def block(start: str, end: str = "", rhythm: Rhythm = Rhythm.ONCE, **more: str) -> TimetableEntry:
    ends = time.fromisoformat(end) if end else None
    return TimetableEntry(time=time.fromisoformat(start), end=ends, zh="做", en="Do", rhythm=rhythm, **more)  # type: ignore[arg-type]


def test_a_block_comes_round_from_its_time_until_its_end() -> None:
    assert block("08:20", "08:30").turns == (time(8, 20),)
    assert block("09:00", "12:00", Rhythm.HOURLY).turns == (time(9), time(10), time(11))
    assert block("09:00", "10:00", Rhythm.HALF_HOURLY).turns == (time(9), time(9, 30))
    assert block("09:00", "10:01", Rhythm.HOURLY).turns == (time(9), time(10)), "the last turn may be short"
    assert block("09:00", "", Rhythm.HOURLY).turns == (time(9),)
    assert block("09:00", "09:00", Rhythm.HOURLY).turns == (time(9),)


def test_a_turn_lasts_until_the_next_one_the_end_or_half_an_hour() -> None:
    assert block("08:20", "08:30").until(time(8, 20)) == time(8, 30)
    assert block("08:20").until(time(8, 20)) == time(8, 50)
    assert block("23:45").until(time(23, 45)) == time(23, 59)
    hourly = block("09:00", "11:30", Rhythm.HOURLY)
    assert [hourly.until(turn) for turn in hourly.turns] == [time(10), time(11), time(11, 30)]
    assert block("09:00", "10:00", Rhythm.HALF_HOURLY).until(time(9)) == time(9, 30)


def test_the_turn_of_a_moment() -> None:
    hourly = block("09:00", "11:00", Rhythm.HOURLY)
    at = {
        moment: turn_at(hourly, time.fromisoformat(moment)) for moment in ("08:59", "09:00", "09:59", "10:00", "11:00")
    }
    assert at == {"08:59": None, "09:00": time(9), "09:59": time(9), "10:00": time(10), "11:00": None}


def test_what_cannot_be_followed_is_refused() -> None:
    with pytest.raises(UserError, match="ends before it begins"):
        check_blocks([block("09:00", "09:00")], language="en")
    for block_name, shown in (("Meeting", "“Meeting” ends"), ("", "“09:00” ends")):
        nameless = replace(block("09:00", "08:00"), zh=block_name, en=block_name)
        with pytest.raises(UserError, match=shown):
            check_blocks([nameless], language="en")
    with pytest.raises(UserError, match="Say until when"):
        check_blocks([block("09:00", "", Rhythm.HOURLY)], language="en")
    check_blocks([block("09:00"), block("09:00", "09:01"), block("09:00", "10:00", Rhythm.HOURLY)], language="en")


def test_blocks_of_earlier_programs_get_codes_and_are_written_as_they_were() -> None:
    old = [{"time": "08:20", "zh": "晨会", "en": "Meeting"}, {"time": "09:00", "zh": "看", "en": "Look"}]
    blocks = entries_from_plain(old)
    assert [one.code for one in blocks] == ["at0820", "at0900"]
    assert entries_to_plain(blocks) == old
    assert all(one.reminds and one.rhythm is Rhythm.ONCE and one.end is None for one in blocks)
    twice = entries_from_plain([old[0], old[0]])
    assert [one.code for one in twice] == ["at0820", "at0820-2"]


@given(st.lists(st.tuples(TIMES, TIMES, st.sampled_from(Rhythm), st.booleans()), max_size=6))
def test_every_timetable_survives_being_written_down(raw: list[tuple[time, time, Rhythm, bool]]) -> None:
    blocks = with_codes(
        [
            TimetableEntry(time=start, end=end, zh="甲", en="A", rhythm=rhythm, reminds=rings, purpose_zh="为")
            for start, end, rhythm, rings in raw
        ]
    )
    form = Form(timetable=blocks)
    assert form_from_plain(form_to_plain(form)) == form
    assert len({one.code for one in blocks}) == len(blocks)
    for one in blocks:
        assert one.turns[0] == one.time and list(one.turns) == sorted(set(one.turns))
        for turn in one.turns:
            assert one.end is None or one.end <= one.time or turn < one.until(turn) <= one.end


def test_words_and_purpose_fall_back_on_the_other_language() -> None:
    only_zh = TimetableEntry(time=time(9), zh="看", en="", purpose_zh="盯", purpose_en="")
    assert (only_zh.text("en"), only_zh.purpose("en"), only_zh.text("zh_CN")) == ("看", "盯", "看")
    only_en = TimetableEntry(time=time(9), zh="", en="Look", purpose_zh="", purpose_en="Watch")
    assert (only_en.text("zh_CN"), only_en.purpose("zh_CN"), only_en.text("en")) == ("Look", "Watch", "Look")
    assert (only_en.times, block("08:20", "08:30").times) == ("09:00", "08:20–08:30")


# --- the shipped forms ------------------------------------------------------------------------------------------------


# Without one of these a text names things and leaves open what is done with them.
DOING = re.compile(
    "查|看|核对|检查|对照|记|说明|讲|问|点|补|备|写|列|找|抽|办|处理|确认|"
    "统一|移出|安排|交接|告知|登记|清点|订货|恢复|提前|提醒|致歉|答|截图|"
    "下单|锁|够|不断线|没有一笔|预计|留"
)


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_item_says_what_is_to_be_done_in_both_languages(code: str) -> None:
    items = shipped_form(code).form.items
    asked = {item.code: (item.requirement_zh.strip(), item.requirement_en.strip()) for item in items}
    assert [name for name, (zh, en) in asked.items() if not (zh and en)] == []
    assert [zh for zh, _en in asked.values() if len(zh) < 6 or not DOING.search(zh)] == []
    assert [en for _zh, en in asked.values() if len(en.split()) < 3 or re.search("[\u4e00-\u9fff]", en)] == []
    for item in items:
        assert item.zh not in asked[item.code][0] and item.en not in asked[item.code][1], "it only says the item again"
    each = [zh for name, (zh, _en) in asked.items() if not name.endswith(".reviews")]
    assert len(set(each)) == len(each)


def test_the_daily_form_asks_33_items_and_says_what_each_requires() -> None:
    form = shipped_form("normal").form
    asked = [item for item in form.items if not item.off]
    assert len(asked) == 33
    assert all(item.requirement(language).strip() for item in asked for language in ("zh_CN", "en"))


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_block_has_an_end_and_a_purpose(code: str) -> None:
    blocks = shipped_form(code).form.timetable
    check_blocks(blocks, language="en")
    assert all(one.end and one.purpose_zh and one.purpose_en for one in blocks)
    assert len({one.code for one in blocks}) == len(blocks)


def test_the_shipped_timetable_has_what_the_day_needs() -> None:
    blocks = {one.code: one for one in shipped_form("normal").form.timetable}
    assert len(shipped_form("normal").form.items) - 5 == 33
    assert (blocks["page_plan"].time, blocks["page_plan"].end) == (time(9), time(10, 30))
    assert blocks["ads_review"].time >= time(20) and "search and display ads" in blocks["ads_review"].en
    assert "Gifts" in blocks["gifts"].en
    assert blocks["assistants"].rhythm is Rhythm.HOURLY
    assert blocks["rival_affiliates"].rhythm is Rhythm.HALF_HOURLY


def test_an_edited_block_keeps_the_edit_and_gets_the_rest() -> None:
    base = Form(timetable=entries_from_plain([{"time": "08:20", "zh": "晨会", "en": "Meeting"}]))
    (old,) = base.timetable
    fresh = replace(old, end=time(8, 30), purpose_zh="为", purpose_en="For", role="manager")
    shipped = Form(timetable=(fresh, block("20:40", "21:00", code="ads_review")))
    own = Form(timetable=(replace(old, zh="我们的晨会"), block("10:00", code="mine")))
    merged = merge_shipped(own, base, shipped).timetable
    assert [one.code for one in merged] == ["at0820", "mine", "ads_review"]
    assert (merged[0].zh, merged[0].en) == ("我们的晨会", "Meeting")
    assert (merged[0].end, merged[0].purpose_zh, merged[0].role) == (time(8, 30), "为", "manager")
    moved = replace(own, timetable=(replace(old, time=time(8)),))
    (kept,) = [one for one in merge_shipped(moved, base, shipped).timetable if one.code == "at0820"]
    assert (kept.time, kept.end, kept.purpose_zh) == (time(8), None, "为"), "its times are one thing"
