"""What people type is read as they mean it or refused in a sentence: never guessed, never cut, never a crash."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN, Field, FieldError, Kind, Noun, Reader, check, doubt, show, written
from shopdesk.domain.nouns import NOUNS
from shopdesk.domain.people import PERSON, Person
from shopdesk.domain.text import Text
from shopdesk.domain.typed import parse, read_day, read_number, read_time

TODAY = date(2026, 3, 16)
READER = Reader(today=TODAY)
MONEY, COUNT = Field("amount_fen", Kind.MONEY, Text("Amount")), Field("pieces", Kind.COUNT, Text("Pieces"))
DAY, LINE = Field("day", Kind.DAY, Text("Day")), Field("name", Kind.LINE, Text("Name"), longest=5)
RATE, FLAG = Field("rate", Kind.RATE, Text("Rate")), Field("free", Kind.FLAG, Text("Free shipping"))
quick = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("300万", 300_000_000), ("3百万", 300_000_000), ("1.2w", 1_200_000), ("0.3万", 300_000), ("1,234.5", 123_450),
        ("１２３４．５", 123_450), ("￥88", 8_800), ("¥ 88.8 元", 8_880), ("2千", 200_000), ("1亿", 10_000_000_000),
        ("1,2345", 1_234_500), (".5", 50), ("12.", 1_200), ("12.3400", 1_234),
        ("0.05000", 5), ("1.2345万", 1_234_500), ("12.340000000000002", 1_234),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(text: str, fen: int) -> None:
    assert parse(MONEY, text, READER) == fen


@pytest.mark.parametrize(
    "text",
    ["1e400", "nan", "inf", "-inf", "1,2", "12,34,5", "1.2.3", "a lot", "万", "--5", "1w万", "9" * 20, "-1", "9" * 99],
)
def test_what_is_no_amount_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse(MONEY, text, READER)
    assert refused.value.field is MONEY
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("12.345", "12.35"),
        ("0.005", "0.01"),
        ("１２．３４４", "12.34"),
        ("1.2345678万", "12,345.68"),
        ("12.3333333", "12.33"),
    ],
)
def test_what_is_finer_than_a_fen_is_refused_with_what_to_type(text: str, near: str) -> None:
    with pytest.raises(FieldError, match=f"at most two decimals: enter {near}"):
        parse(MONEY, text, READER)


@quick
@given(st.sampled_from(list(NOUNS.values())), st.decimals(0, 900, places=5, allow_nan=False))
def test_no_amount_of_any_record_is_rounded_unasked(noun: Noun, yuan: Decimal) -> None:
    for field in noun.fields:
        if field.kind is Kind.MONEY:
            try:
                fen = parse(field, f"{yuan:f}", READER)
            except FieldError:
                continue
            assert Decimal(fen) == yuan * 100


@pytest.mark.parametrize("digits", [29, 40, 59])
def test_more_digits_than_an_amount_can_have_are_out_of_bounds(digits: int) -> None:
    with pytest.raises(FieldError, match="At most"):
        parse(MONEY, "9" * digits, READER)


def test_the_number_of_a_product_is_kept_in_half_width() -> None:
    for noun in ("unit_costs", "campaign_products", "title_tests", "keywords"):
        field = NOUNS[noun].field("product_id")
        assert parse(field, "６００１２３４５６７８９", READER) == "600123456789", noun


def test_twenty_digits_are_out_of_bounds_and_the_bound_is_said() -> None:
    with pytest.raises(FieldError, match=r"At most 1,000,000,000,000\.00") as refused:
        parse(MONEY, "9" * 20, READER)
    assert refused.value.limit
    assert parse(MONEY, "1,000,000,000,000", READER) == HIGHEST_FEN


def test_counts_are_whole() -> None:
    assert parse(COUNT, "1.2万", READER) == 12_000
    assert parse(COUNT, "", READER) is None
    with pytest.raises(FieldError, match="whole number"):
        parse(COUNT, "1.5", READER)


def test_rates_are_typed_in_percent() -> None:
    assert parse(RATE, "5", READER) == parse(RATE, "5%", READER) == parse(RATE, "５％", READER) == Decimal("0.05")
    assert written(RATE, Decimal("0.045")) == "4.5%"
    with pytest.raises(FieldError, match="At most 100%"):
        parse(RATE, "101", READER)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)), ("2026/3/1", date(2026, 3, 1)), ("2026年3月1日", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)), ("3-1", date(2026, 3, 1)), ("３月１日", date(2026, 3, 1)),
        ("今天", TODAY), ("明天", date(2026, 3, 17)),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["2026-03", "2026/3", "2026年3月", "202603", "3月", "2026-03-31", "3-9", "今天"])
def test_months_as_people_write_them_are_their_first_day(text: str) -> None:
    assert parse(Field("month", Kind.MONTH, Text("Month")), text, READER) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2026-13", "2026", "March", "3", "2026-00"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="Enter a month like 2026-03"):
        parse(Field("month", Kind.MONTH, Text("Month")), text, READER)


def test_where_only_the_future_makes_sense_a_day_is_the_coming_one() -> None:
    assert read_day("3-1", TODAY, ahead=True) == date(2027, 3, 1)
    assert read_day("3-16", TODAY, ahead=True) == TODAY, "today is still to come"
    assert read_day("2-29", TODAY, ahead=True) == date(2028, 2, 29)
    assert read_day("2025-3-1", TODAY, ahead=True) == date(2025, 3, 1), "a year that was written counts"
    assert read_day("2-29", TODAY) is None


def test_days_keep_to_a_century_that_somebody_means() -> None:
    assert parse(DAY, "1990-01-01", READER) == date(1990, 1, 1)
    for text, words in (("1800-01-01", "1990-01-01 or later"), ("2100-01-01", "2099-12-31 or earlier")):
        with pytest.raises(FieldError, match=words):
            parse(DAY, text, READER)


def test_a_first_day_before_there_were_shops_is_asked_about_not_refused() -> None:
    first_day = PERSON.field("hired_on")
    assert parse(first_day, "1995-05-01", READER) == date(1995, 5, 1)
    question = doubt(first_day, date(1995, 5, 1))
    assert question is not None and "1995-05-01" in str(question)
    assert doubt(first_day, TODAY) is None


def test_texts_are_trimmed_and_never_cut() -> None:
    assert parse(LINE, "  a  b ", READER) == "a b"
    with pytest.raises(FieldError, match="6 characters, 5 fit"):
        parse(LINE, "abcdef", READER)
    assert parse(LINE, " ", READER, empty="") == ""


def test_yes_and_no_in_the_readers_words() -> None:
    chinese = Reader(today=TODAY, say=lambda text: {"yes": "是", "no": "否"}.get(text.template, str(text)))
    assert [parse(FLAG, word, chinese) for word in ("是", "√", "No", "0")] == [True, True, False, False]
    with pytest.raises(FieldError):
        parse(FLAG, "maybe", chinese)


def test_codes_and_choices_are_read_by_their_names() -> None:
    reader = Reader(today=TODAY, names={"role_code": {"service": "售前客服", "own-1": "Packer"}})
    role = PERSON.field("role_code")
    assert parse(role, "售前客服", reader) == "service"
    assert parse(role, "packer", reader) == "own-1"
    assert show(role, "own-1", reader) == "Packer"
    with pytest.raises(FieldError, match="Packer"):
        parse(role, "King", reader)
    level = NOUNS["roles"].field("level")
    assert parse(level, "Lead", reader) == "lead"


def test_a_record_from_a_command_is_held_to_the_same_limits() -> None:
    person = Person(store_id=1, name="  李  娜 ", department_code="service", role_code="service", hired_on=TODAY)
    assert PERSON.tidy(person).name == "李 娜"
    with pytest.raises(UserError, match="Name: The text has 41 characters, 40 fit"):
        PERSON.tidy(Person(store_id=1, name="x" * 41, department_code="a", role_code="b", hired_on=TODAY))
    with pytest.raises(UserError, match=r"Base pay: At most 1,000,000\.00"):
        PERSON.tidy(Person(store_id=1, name="x", department_code="a", role_code="b", hired_on=TODAY, base_fen=10**17))


EVERY = [field for noun in NOUNS.values() for field in noun.fields if field.kind not in (Kind.KEY, Kind.DATA)]
NUMERIC = st.from_regex(r"[+-]?[0-9０-９,.]{0,24}[万亿w百千kKeE%]{0,2}", fullmatch=True)


@quick
@given(field=st.sampled_from(EVERY), text=st.one_of(st.text(max_size=60), NUMERIC))
def test_anything_typed_anywhere_is_a_value_or_a_sentence(field: Field, text: str) -> None:
    try:
        value = parse(field, text, READER)
    except FieldError:
        return
    if value is not None:
        assert check(field, value) == value
        assert show(field, value, READER)


@quick
@given(st.integers(min_value=0, max_value=HIGHEST_FEN))
def test_an_amount_shown_is_read_as_the_same_amount(fen: int) -> None:
    assert parse(MONEY, written(MONEY, fen), READER) == fen


@quick
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)), st.times())
def test_days_and_times_shown_are_read_as_the_same(day: date, moment: time) -> None:
    assert parse(DAY, written(DAY, day), READER) == day
    whole = moment.replace(second=0, microsecond=0, fold=0)
    assert read_time(f"{whole:%H:%M}") == whole


@quick
@given(st.decimals(min_value=0, max_value=1, places=6, allow_nan=False))
def test_a_rate_shown_is_read_as_the_same_rate(rate: Decimal) -> None:
    assert parse(RATE, written(RATE, rate), READER) == rate


@quick
@given(st.text(max_size=80))
def test_reading_a_number_never_fails_and_is_never_infinite(text: str) -> None:
    number = read_number(text)
    assert number is None or number.is_finite()
