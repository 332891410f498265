"""What a declared field says of itself, how its values are shown and written, and rows that are pasted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.field_filters import accepts
from shopdesk.domain.fields import Audience, Field, FieldError, Kind, Noun, Reader, check, doubt, keys, show, written
from shopdesk.domain.orders import Order
from shopdesk.domain.pasting import MOST_ROWS, Pasted, read_rows
from shopdesk.domain.people import PERSON, Person
from shopdesk.domain.text import Text
from shopdesk.domain.typed import parse, read_day, read_number, read_time, read_yuan

TODAY = date(2026, 3, 16)
READER = Reader(today=TODAY)


def field(kind: Kind, **more: Any) -> Field:
    return Field("x", kind, Text("Figure"), **more)


# --- a field ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
def test_what_adds_up_and_what_is_searched_follows_the_kind_unless_said(kind: Kind) -> None:
    assert field(kind).adds_up is (kind in (Kind.MONEY, Kind.COUNT))
    searched = kind in (Kind.LINE, Kind.WORDS, Kind.CHOICE, Kind.REFERENCE)
    assert field(kind).searched is searched
    for said in (True, False):
        assert field(kind, additive=said).adds_up is said
        assert field(kind, searchable=said).searched is said


def test_names_of_lists_and_lengths_of_texts() -> None:
    assert (field(Kind.REFERENCE).codes, field(Kind.REFERENCE, refers="roles").codes) == ("x", "roles")
    assert [field(kind).most_characters for kind in (Kind.LINE, Kind.WORDS)] == [200, 4000]
    assert field(Kind.LINE, longest=7).most_characters == 7
    assert field(Kind.TIME).limits == (None, None)
    assert field(Kind.COUNT, lowest=2).limits == (2, 2**31 - 1)
    assert field(Kind.COUNT, highest=5).limits == (0, 5)


NOUN = Noun(
    "people",
    Person,
    Text("Person"),
    (
        *keys("mark"),
        Field("name", Kind.LINE, Text("Name")),
        Field("note", Kind.LINE, Text("Note"), column=None),
        Field("phone", Kind.LINE, Text("Phone"), audience=Audience.OPTIONAL),
        Field("email", Kind.LINE, None),
    ),
)


def test_a_table_offers_fields_that_have_a_name_and_are_not_kept_out() -> None:
    assert [one.name for one in NOUN.columns] == ["name", "phone"]
    assert [one.name for one in NOUN.chosen(["phone", "name"])] == ["phone", "name"]
    assert [one.name for one in NOUN.chosen(["phone", "name"], optional=False)] == ["name"]
    with pytest.raises(KeyError, match="people has no field shoe"):
        NOUN.field("shoe")


def test_nothing_is_kept_as_the_record_keeps_it() -> None:
    assert (PERSON.empty("base_fen"), PERSON.empty("note"), PERSON.empty("hired_on")) == (None, "", None)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.MONEY, 123_450, "1,234.50"),
        (Kind.COUNT, 1234, "1,234"),
        (Kind.RATE, Decimal("0.0450"), "4.5%"),
        (Kind.RATE, Decimal("1"), "100%"),
        (Kind.DECIMAL, Decimal("4.70"), "4.7"),
        (Kind.DECIMAL, Decimal("100"), "100"),
        (Kind.DAY, TODAY, "2026-03-16"),
        (Kind.MONTH, date(2026, 3, 1), "2026-03"),
        (Kind.TIME, time(8, 5, 59), "08:05"),
        (Kind.MOMENT, datetime(2026, 3, 16, 8, 5, 59), "2026-03-16 08:05"),
        (Kind.LINE, "a", "a"),
        # What a column should never hold is shown as it is.
        (Kind.MONEY, "soon", "soon"),
        (Kind.COUNT, 1.5, "1.5"),
        (Kind.RATE, "half", "half"),
        (Kind.DECIMAL, 3, "3"),
    ],
)
def test_a_value_is_written_as_somebody_would_type_it(kind: Kind, value: Any, text: str) -> None:
    assert written(field(kind), value) == text
    assert show(field(kind), value) == text


@pytest.mark.parametrize("value", [None, "", ()])
def test_nothing_is_shown_as_a_dash_and_written_as_nothing(value: Any) -> None:
    assert all(show(field(kind), value) == "—" for kind in Kind)
    assert written(field(Kind.MONEY), None) == ""
    # Words in the place of a number stay as they are.
    assert written(field(Kind.DECIMAL), "about 3") == "about 3"
    assert show(field(Kind.COUNT), 0) == "0"


def test_choices_and_references_are_shown_by_name_or_as_they_are() -> None:
    choice = field(Kind.CHOICE, choices={"a": Text("First")})
    assert [str(show(choice, value)) for value in ("a", "b")] == ["First", "b"]
    assert show(field(Kind.CHOICE), "a") == "a"
    reference = field(Kind.REFERENCE, choices={"": Text("nobody"), "a": Text("Fixed")})
    reader = Reader(today=TODAY, names={"x": {"a": "Listed", "b": "Other"}})
    assert [str(show(reference, value, reader)) for value in ("a", "b", "c")] == ["Fixed", "Other", "c"]
    assert show(field(Kind.REFERENCE), "b") == "b"
    assert show(field(Kind.REFERENCE), "b", reader) == "Other"
    assert reader.choices(reference) == {"a": "Fixed", "b": "Other", "": "nobody"}
    assert [str(show(field(Kind.FLAG), value)) for value in (True, False)] == ["yes", "no"]
    assert reader.choices(field(Kind.FLAG)) == {True: "yes", False: "no"}
    assert reader.shown(field(Kind.FLAG), True) == "yes"


@pytest.mark.parametrize(
    ("one", "value", "said"),
    [
        (field(Kind.LINE, required=True), " ", "“Figure” is empty. Fill it in."),
        (field(Kind.CHOICE, required=True), None, "Choose “Figure”."),
        (field(Kind.REFERENCE, required=True), "", "Choose “Figure”."),
        (field(Kind.CHOICE, choices={"a": Text("A")}), "b", "“b” is not among the choices. Choose one of them."),
        (field(Kind.DECIMAL), Decimal("NaN"), "“NaN” is not a number."),
        (field(Kind.COUNT, lowest=1), 0, "At least 1. Enter a larger value."),
        (field(Kind.COUNT, highest=1), 2, "At most 1. Enter a smaller value."),
        (field(Kind.TIME, lowest=time(8)), time(7, 59), "08:00 or later. Choose a later one."),
        (field(Kind.TIME, highest=time(8)), time(8, 1), "08:00 or earlier. Choose an earlier one."),
    ],
)
def test_a_value_that_is_not_taken_is_refused_in_words(one: Field, value: Any, said: str) -> None:
    with pytest.raises(FieldError) as refused:
        check(one, value)
    assert str(refused.value) == said
    assert refused.value.limit == (value not in (None, "", " "))


def test_texts_are_trimmed_and_a_line_has_single_blanks() -> None:
    assert check(field(Kind.LINE), " a  b\n") == "a b"
    assert check(field(Kind.WORDS), " a  b\n") == "a  b"
    assert check(field(Kind.CHOICE), "a") == "a"
    assert check(field(Kind.LINE), None, empty="") == ""
    with pytest.raises(FieldError, match=r"^Figure: At most 1"):
        check(field(Kind.COUNT, highest=1), 2, named=True)
    with pytest.raises(FieldError, match=r"^At most 1"):
        check(Field("x", Kind.COUNT, None, highest=1), 2, named=True)


@pytest.mark.parametrize(
    ("usual", "value", "asked"),
    [
        ((1, 3), 1, False),
        ((1, 3), 3, False),
        ((1, 3), 0, True),
        ((1, 3), 4, True),
        ((None, 3), -9, False),
        ((1, None), 99, False),
        ((None, 3), 4, True),
    ],
)
def test_only_what_lies_outside_is_asked_about(usual: tuple[Any, Any], value: int, asked: bool) -> None:
    assert (doubt(field(Kind.COUNT, usual=usual), value) is not None) is asked


@pytest.mark.parametrize(
    ("usual", "rate", "larger"),
    [
        (("0.05", "0.3"), "0.0005", "5%"),
        (("0.05", "0.3"), "0.003", "30%"),
        (("0.05", "0.3"), "0.0031", None),
        (("0.05", None), "0.01", "100%"),
        (("0.05", None), "0.0101", None),
        ((None, "0.3"), "0.4", None),
    ],
)
def test_a_rate_typed_as_a_share_is_taken_for_a_slip(
    usual: tuple[str | None, str | None], rate: str, larger: str | None
) -> None:
    low, high = (None if one is None else Decimal(one) for one in usual)
    asked = str(doubt(field(Kind.RATE, usual=(low, high)), Decimal(rate)))
    assert asked.endswith(
        "is unusual here. Is it right?" if larger is None else f"If you mean {larger}, type {larger}."
    )


# --- what people type -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "times"),
    [("", 1), ("十", 10), ("百", 100), ("千", 1000), ("k", 1000), ("K", 1000), ("万", 10**4), ("萬", 10**4),
     ("w", 10**4), ("十万", 10**5), ("百万", 10**6), ("千万", 10**7), ("亿", 10**8), ("億", 10**8), ("十亿", 10**9)],
)  # fmt: skip
def test_every_word_for_a_large_number_counts(suffix: str, times: int) -> None:
    assert read_number(f"1.5{suffix}") == Decimal("1.5") * times
    assert read_number(f"-2 {suffix}") == -2 * times


@pytest.mark.parametrize("length", [60, 61])
def test_no_number_that_somebody_means_is_longer_than_sixty_signs(length: int) -> None:
    assert (read_number("1" * length) is not None) is (length == 60)


@pytest.mark.parametrize(
    ("word", "days"),
    [("今天", 0), ("Today", 0), ("明天", 1), ("tomorrow", 1), ("后天", 2), ("昨天", -1), ("yesterday", -1)],
)
def test_days_near_today_have_words(word: str, days: int) -> None:
    read = read_day(word, TODAY)
    assert read is not None
    assert (read - TODAY).days == days


@pytest.mark.parametrize(
    ("text", "today", "ahead", "read"),
    [
        ("2-29", date(2027, 3, 1), False, None),
        ("2-29", date(2028, 3, 1), False, date(2028, 2, 29)),
        ("2-29", date(2096, 3, 1), True, date(2104, 2, 29)),
        ("3-15", TODAY, True, date(2027, 3, 15)),
        ("3-17", TODAY, True, date(2026, 3, 17)),
        ("13-1", TODAY, True, None),
        ("2026-2-29", TODAY, False, None),
    ],
)
def test_a_day_without_a_year_is_of_this_one_or_the_coming_one(
    text: str, today: date, ahead: bool, read: date | None
) -> None:
    assert read_day(text, today, ahead=ahead) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [("8", time(8)), ("830", time(8, 30)), ("0830", time(8, 30)), ("8:5", time(8, 5)), ("8点", time(8)),
     ("8时30分", time(8, 30)), ("23:59", time(23, 59)), ("24:00", None), ("8:60", None), ("", None), ("noon", None)],
)  # fmt: skip
def test_times_as_people_write_them(text: str, read: time | None) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize(
    ("text", "fen"),
    [("¥1.5", 150), ("-￥1.5", -150), ("1.5 元", 150), ("$2", 200), ("元", None)],
)
def test_an_amount_in_yuan_is_read_to_the_fen(text: str, fen: int | None) -> None:
    assert read_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-16 8:30", datetime(2026, 3, 16, 8, 30)),
        ("2026-03-16T08:30", datetime(2026, 3, 16, 8, 30)),
        ("2026-03-16", datetime(2026, 3, 16)),
        ("2026-03-16 25:00", None),
        ("soon 8:30", None),
    ],
)
def test_a_moment_is_a_day_and_perhaps_a_time(text: str, moment: datetime | None) -> None:
    if moment is not None:
        assert parse(field(Kind.MOMENT), text, READER) == moment
        return
    with pytest.raises(FieldError, match="Enter a day and a time"):
        parse(field(Kind.MOMENT), text, READER)


def test_a_choice_is_found_by_value_by_name_or_by_the_only_one_of_that_spelling() -> None:
    names = {"a": "Lead", "b": "STAFF", "c": "staff", "d": "Ｐacker", **{f"o{n}": f"Other {n}" for n in range(9)}}
    reader = Reader(today=TODAY, names={"x": names})
    one = field(Kind.REFERENCE)
    for text, code in (("a", "a"), ("lead", "a"), ("STAFF", "b"), ("staff", "c"), ("packer", "d")):
        assert parse(one, text, reader) == code
    with pytest.raises(FieldError) as refused:
        parse(one, "Staff", reader)
    assert str(refused.value) == ("“Staff” is not among the choices: Lead, STAFF, staff, Ｐacker, Other 0, Other 1.")
    assert parse(one, "—", reader) is None


@pytest.mark.parametrize(
    ("word", "found"),
    [("<2", [1]), ("<=2", [1, 2]), ("≤2", [1, 2]), (">2", [3]), (">=2", [2, 3]), ("≥2", [2, 3]), ("=2", [2]),
     ("2..3", [2, 3]), ("1~2", [1, 2]), ("1…1", [1]), ("3..1", []), ("-", [None]), ("空", [None])],
)  # fmt: skip
def test_a_filter_word_compares_with_the_border_in_it_or_out(word: str, found: list[int | None]) -> None:
    test = accepts(word, field(Kind.COUNT), READER)
    assert test is not None
    assert [value for value in (None, 1, 2, 3) if test(value, lambda value=value: str(value))] == found
    assert accepts(" ", field(Kind.COUNT), READER) is None


def test_a_filter_of_times_compares_and_one_of_no_field_finds_words() -> None:
    late = accepts(">8:30", field(Kind.TIME), READER)
    assert late is not None
    assert [late(time(8, minute), str) for minute in (30, 31)] == [False, True]
    words = accepts("2..3", None, READER)
    assert words is not None
    assert (words(2, lambda: "2"), words(0, lambda: "from 2..3 on")) == (False, True)
    half = accepts("2..x", field(Kind.COUNT), READER)
    assert half is not None
    assert (half(2, lambda: "2"), half(0, lambda: "2..X")) == (False, True)


# --- rows that are pasted ---------------------------------------------------------------------------------------------

LI = Person(id=1, store_id=1, name="Li", department_code="service", role_code="agent", hired_on=date(2025, 1, 1),
            base_fen=2000_00, note="early")  # fmt: skip
SHOWN = PERSON.chosen(["name", "mark", "department_code", "role_code", "hired_on", "base_fen"])
NAMES = Reader(today=TODAY, names={"department_code": {"service": "Service"}, "role_code": {"agent": "Agent"}})


def pasted(text: str, *, locked: tuple[str, ...] = ("role_code", "base_fen")) -> Pasted:
    return read_rows(text, PERSON, SHOWN, NAMES, [LI], start={"store_id": 1}, locked=locked)


def problems(found: Pasted) -> list[list[str]]:
    return [[f"{one.field.name}: {one.message}" for one in row.problems] for row in found.rows]


def test_columns_are_those_shown_or_those_that_the_heading_names() -> None:
    plain = pasted("Wang\t\tService\tAgent\t2026-3-1\t3000\nLi\t\t\t\t2025-2-1")
    assert [row.number for row in plain.rows] == [1, 2]
    new, changed = plain.rows
    assert (new.record.name, new.record.base_fen, new.record.store_id, new.old) == ("Wang", 3000_00, 1, None)
    assert (changed.old, changed.changed) == (LI, ("hired_on",))
    assert changed.record == replace(LI, hired_on=date(2025, 2, 1))
    assert (new.changed, len(plain.ready)) == ((), 2)
    headed = pasted("First day\tNAME\tShoe size\n2025-01-01\tLi\t42\n")
    assert [None if one is None else one.name for one in headed.fields] == ["hired_on", "name", None]
    (same,) = headed.rows
    assert (same.number, same.record, same.changed, headed.ready) == (2, LI, (), ())


def test_cells_that_lack_something_are_named_and_keep_the_row_out() -> None:
    found = pasted("Wang\t\tService\tAgent\tsoon\nZhao\nLi\t\t\tAgent\t\t2000\nLi\t\t\t\t\t3000")
    assert problems(found) == [
        ["hired_on: Enter a day like 2026-03-16."],
        ["department_code: “Department” is empty. Fill it in.", "role_code: “Role” is empty. Fill it in.",
         "hired_on: “First day” is empty. Fill it in."],
        [],
        ["base_fen: This is not changed by pasting, but with a date."],
    ]  # fmt: skip
    assert [row.record for row in found.rows] == [None, None, LI, None]
    assert found.ready == ()


def test_two_rows_for_one_person_are_pointed_out() -> None:
    found = pasted("Name\tNote\nLi\ta\nLi\tb")
    assert problems(found) == [[], ["name: Row 2 says the same one already."]]
    assert [row.number for row in found.ready] == [2]


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(UserError, match="no cells to paste"):
        pasted(" \r\n\n")
    assert len(pasted("\n".join(["Wang"] * MOST_ROWS)).rows) == MOST_ROWS == 5000
    with pytest.raises(UserError, match="5,001 rows are too many"):
        pasted("\n".join(["Wang"] * (MOST_ROWS + 1)))


# --- an order ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid", "gross", "received", "refund", "amount"),
    [
        (None, 10, 7, 3, None),
        (datetime(2026, 3, 1, 9), 99, 7, 3, 10),
        (datetime(2026, 3, 1, 9), 99, None, 3, 99),
        (datetime(2026, 3, 1, 9), 99, 7, None, 99),
        (datetime(2026, 3, 1, 9), None, None, None, None),
    ],
)
def test_what_was_paid_is_what_was_kept_and_given_back(
    paid: datetime | None, gross: int | None, received: int | None, refund: int | None, amount: int | None
) -> None:
    order = Order(store_id=1, order_key="1", created_at=datetime(2026, 3, 1, 8), created_day=date(2026, 3, 1),
                  paid_at=paid, gross_fen=gross, received_fen=received, refund_fen=refund)  # fmt: skip
    assert order.paid_fen == amount
