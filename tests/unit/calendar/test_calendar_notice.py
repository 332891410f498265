"""The pasted official notice."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.domain.calendar.notice import read_notice
from shopdesk.domain.errors import UserError
from tests.unit.calendar.calendar_books import holiday_book

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。
二、春节:2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)放假调休,共9天。2月14日(周六)、2月28日(周六)上班。
三、清明节:4月4日(周六)至6日(周一)放假,共3天。
四、劳动节:5月1日(周五)至5日(周二)放假调休,共5天。5月9日(周六)上班。
五、端午节:6月19日(周五)至21日(周日)放假,共3天。
六、中秋节:9月25日(周五)至27日(周日)放假,共3天。
七、国庆节:10月1日(周四)至7日(周三)放假调休,共7天。9月20日(周日)、10月10日(周六)上班。
节假日期间,各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""


@pytest.mark.parametrize(
    "text",
    [
        NOTICE_2026,
        NOTICE_2026.replace(":", ":").replace("(", "(").replace(")", ")"),
        NOTICE_2026.replace("\n", ""),
        NOTICE_2026.replace("至", "—"),
    ],
    ids=["as published", "ASCII marks", "line breaks lost", "dashes"],
)
def test_the_pasted_notice_equals_the_shipped_data(text: str) -> None:
    notice = read_notice(text)
    shipped = holiday_book().notices[2026]
    assert notice.year == 2026
    assert [(r.zh, r.first, r.last, r.workdays) for r in notice.breaks] == [
        (r.zh, r.first, r.last, r.workdays) for r in shipped.breaks
    ]


def test_a_new_year_break_may_begin_in_the_year_before() -> None:
    notice = read_notice("一、元旦:2022年12月31日至2023年1月2日放假调休,共3天。", 2023)
    assert (notice.breaks[0].first, notice.breaks[0].last) == (date(2022, 12, 31), date(2023, 1, 2))


def test_two_holidays_in_one_break() -> None:
    notice = read_notice(
        "六、国庆节、中秋节:10月1日(周三)至8日(周三)放假调休,共8天。9月28日(周日)、10月11日(周六)上班。", 2025
    )
    assert notice.breaks[0].zh == "国庆节、中秋节"
    assert notice.breaks[0].workdays == (date(2025, 9, 28), date(2025, 10, 11))


def test_a_pasted_notice_changes_the_workdays() -> None:
    book = holiday_book().with_notices([read_notice("一、春节:2月5日至11日放假调休。1月31日(周日)上班。", 2027)])
    assert book.announced(2027)
    assert book.is_workday(date(2027, 1, 31))
    assert not book.is_workday(date(2027, 2, 9))


@pytest.mark.parametrize(
    ("text", "year", "sentence"),
    [
        ("一、元旦:1月1日放假。", None, "does not say its year"),
        ("大家好", 2027, "No holiday was found"),
        ("一、元旦:放假三天。", 2027, "cannot be read"),
        ("一、元旦:2月31日放假。", 2027, "cannot be read"),
        ("一、元旦:1月1日至3月1日放假。", 2027, "cannot be read"),
        ("一、元旦:1月1日至3日放假。1月5日上班。", 2027, "no weekend day"),
    ],
)
def test_a_notice_that_cannot_be_read_is_answered_with_a_sentence(text: str, year: int | None, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read_notice(text, year)


def test_a_break_over_new_year_without_years_ends_in_the_next() -> None:
    notice = read_notice("一、元旦:12月30日至1月1日放假。", 2028)
    assert (notice.breaks[0].first, notice.breaks[0].last) == (date(2028, 12, 30), date(2029, 1, 1))


def test_a_break_written_backwards_with_its_years_keeps_its_days() -> None:
    notice = read_notice("一、元旦:2028年1月3日至2028年1月1日放假。", 2028)
    assert (notice.breaks[0].first, notice.breaks[0].last) == (date(2028, 1, 1), date(2028, 1, 3))


@pytest.mark.parametrize("word", ["放假", "休息", "调休"])
def test_each_word_for_days_off_is_understood_and_other_sentences_are_not(word: str) -> None:
    notice = read_notice(f"一、元旦:1月1日至3日{word}。1月20日发布通知。", 2027)
    assert (notice.breaks[0].first, notice.breaks[0].last) == (date(2027, 1, 1), date(2027, 1, 3))


def test_the_make_up_day_before_new_year_lies_in_the_old_year() -> None:
    notice = read_notice("一、元旦:1月1日至3日放假。12月26日(周六)上班。", 2027)
    assert notice.breaks[0].workdays == (date(2026, 12, 26),)


def test_a_line_keeps_what_follows_a_second_colon() -> None:
    notice = read_notice("一、元旦:放假安排:1月1日至3日放假。", 2027)
    assert notice.breaks[0].last == date(2027, 1, 3)


def test_a_break_is_at_most_sixteen_days_long() -> None:
    assert len(list(read_notice("一、春节:2月1日至16日放假。", 2027).breaks[0].days_off())) == 16
    with pytest.raises(UserError, match="cannot be read"):
        read_notice("一、春节:2月1日至17日放假。", 2027)


@pytest.mark.parametrize(
    ("written", "worked"),
    [("7月31日", date(2027, 7, 31)), ("8月1日", date(2026, 8, 1))],
)
def test_a_make_up_day_half_a_year_after_its_break_was_meant_before_it(written: str, worked: date) -> None:
    notice = read_notice(f"一、春节:2月1日至7日放假。{written}上班。", 2027)
    assert notice.breaks[0].workdays == (worked,)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("十、元旦:1月1日放假。", date(2027, 1, 1), date(2027, 1, 1)),
        ("1.元旦:1月1日放假。", date(2027, 1, 1), date(2027, 1, 1)),
        ("元旦:1月1日到3日放假。", date(2027, 1, 1), date(2027, 1, 3)),
        ("一、元旦:1月1日、2日、4日放假。", date(2027, 1, 1), date(2027, 1, 4)),
        ("一、元旦:1月30日至2月1日、2日放假。", date(2027, 1, 30), date(2027, 2, 2)),
    ],
)
def test_days_without_a_month_are_of_the_month_before_them(text: str, first: date, last: date) -> None:
    (found,) = read_notice(text, 2027).breaks
    assert (found.first, found.last) == (first, last)
    with pytest.raises(UserError, match="cannot be read"):
        read_notice("一、元旦:1日至3日放假。", 2027)
    with pytest.raises(UserError, match="cannot be read"):
        read_notice("一、元旦:1月1日放假。3日上班。", 2027)


def test_the_year_of_the_text_goes_before_the_year_chosen() -> None:
    assert read_notice(NOTICE_2026, 2030).year == 2026
