"""Quarters and months as they are written in tables: what each way of writing means, and what cannot be meant."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.tax_periods import TaxSpan, plain, read_span, settled, year_in

ENGLISH = (
    ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may", "may"), ("jun", "june"),
    ("jul", "july"), ("aug", "august"), ("sep", "september"), ("oct", "october"), ("nov", "november"),
    ("dec", "december"),
)  # fmt: skip


def quarter(year: int, number: int) -> TaxSpan:
    """A quarter by its number."""
    return TaxSpan(date(year, (1, 4, 7, 10)[number - 1], 1), 3)


def month(year: int, number: int) -> TaxSpan:
    """A month."""
    return TaxSpan(date(year, number, 1), 1)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-Q1", quarter(2026, 1)),
        ("Q4 2026", quarter(2026, 4)),
        ("3Q 2026", quarter(2026, 3)),
        ("2026 quarter 2", quarter(2026, 2)),
        ("2026年第三季度", quarter(2026, 3)),
        ("2026年四季度", quarter(2026, 4)),
        ("2026年2季", quarter(2026, 2)),
        ("2000-Q1", quarter(2000, 1)),
        ("2100-Q4", quarter(2100, 4)),
        ("2026年1-3月", quarter(2026, 1)),
        ("2026年10月至12月", quarter(2026, 4)),
        ("2026年5月-5月", month(2026, 5)),
        ("2026年12月", month(2026, 12)),
        ("2026-03", month(2026, 3)),
        ("202611", month(2026, 11)),
        ("2026-01-01 - 2026-03-31", quarter(2026, 1)),
        ("2026/10/1～2026/12/31", quarter(2026, 4)),
        ("2026-02-01 - 2026-02-28", month(2026, 2)),
        ("2024-02-01 - 2024-02-29", month(2024, 2)),
        ("2026-04 - 2026-06", quarter(2026, 2)),
        ("2026-12-01 - 2026-12-31", month(2026, 12)),
        ("2026-03-31", TaxSpan(date(2026, 3, 31), 1, by_day=True)),
        ("20260401", TaxSpan(date(2026, 4, 1), 1, by_day=True)),
        ("2026-12-01 - 2026", TaxSpan(date(2026, 12, 1), 1, by_day=True)),
        ("anything", None),
        ("2026", None),
    ],
)
def test_what_a_cell_names(text: str, span: TaxSpan | None) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("一季度", quarter(2025, 1)),
        ("Q3", quarter(2025, 3)),
        ("7-9月", quarter(2025, 3)),
        ("1月", month(2025, 1)),
        ("12月", month(2025, 12)),
        *((name, month(2025, number)) for number, names in enumerate(ENGLISH, 1) for name in names),
    ],
)
def test_a_cell_without_a_year_is_of_the_tables_year_and_names_nothing_without_one(text: str, span: TaxSpan) -> None:
    assert read_span(text, 2025) == span
    assert read_span(text) is None
    assert read_span(f"{text} 2026" if text.isascii() else f"2026年{text}", 2025) == TaxSpan(
        span.first.replace(year=2026), span.months
    )


@pytest.mark.parametrize(
    "text",
    [
        "1999-Q4", "2101-Q1", "2026年0月", "2026年13月", "2026年2-4月", "2026年1-2月", "2026年3-1月", "2026年0-2月",
        "2026年1-4月", "2026-01-02 - 2026-03-31", "2026-01-01 - 2026-03-30", "2026-01-01 - 2026-12-31",
        "2025-12-01 - 2026-02-28", "2026-11-01 - 2027-01-31", "2026-01-01 - 2027-01-31", "2026-01-01 - 2027-03-31",
        "2026-13", "2026-00-10", "2026-01-01 2026-02-01 2026-03-31",
    ],
)  # fmt: skip
def test_days_that_are_no_quarter_and_no_month_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_span(text)


@pytest.mark.parametrize(("length", "shown"), [(40, 40), (41, 40)])
def test_a_long_cell_is_named_by_its_beginning(length: int, shown: int) -> None:
    text = "2026年2-4月" + "很" * (length - 9)
    with pytest.raises(UserError) as caught:
        read_span(text)
    told = str(caught.value).split("”")[0].removeprefix("“")
    assert len(told) == shown
    assert told == text if length == 40 else told == f"{text[:39]}…"


def test_days_are_quarters_only_where_each_of_them_begins_or_ends_one() -> None:
    def days(*told: date) -> list[TaxSpan]:
        return settled([TaxSpan(day, 1, by_day=True) for day in told])

    assert days(date(2026, 1, 1), date(2026, 4, 1)) == [quarter(2026, 1), quarter(2026, 2)]
    assert days(date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31)) == [
        quarter(2026, 1), quarter(2026, 2), quarter(2026, 4),
    ]  # fmt: skip
    assert days(date(2026, 1, 1), date(2026, 2, 1)) == [month(2026, 1), month(2026, 2)]
    assert days(date(2026, 7, 2)) == [month(2026, 7)]
    assert days(date(2026, 3, 30)) == [month(2026, 3)]
    assert days(date(2026, 1, 31)) == [month(2026, 1)]
    assert days(date(2026, 5, 31), date(2026, 6, 30)) == [month(2026, 5), month(2026, 6)]
    # What says its span itself is left as it is, and decides nothing about the days.
    mixed = settled([month(2026, 5), TaxSpan(date(2026, 9, 30), 1, by_day=True)])
    assert mixed == [month(2026, 5), quarter(2026, 3)]


def test_a_year_is_taken_from_a_heading_that_names_one_only() -> None:
    assert year_in("2026年度平台涉税信息") == 2026
    assert year_in("1-3月") is None
    assert year_in("2025—2026") is None
    assert year_in("２０２６ 年") == 2026
    assert year_in("订单 12026") is None


def test_width_case_spaces_and_dashes_make_no_difference() -> None:
    assert plain(" Ｑ１ — 2026～ ") == "q1-2026-"


def test_the_quarter_of_a_month() -> None:
    for number in range(1, 13):
        assert month(2026, number).quarter == date(2026, (1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10)[number - 1], 1)
