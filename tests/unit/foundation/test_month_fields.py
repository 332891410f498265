"""A month is a month everywhere: no field of any noun shows it as its first day, and what is shown is read back."""

from __future__ import annotations

import csv
import dataclasses
import typing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from shopdesk.domain.fields import Field, Kind, Noun, Reader, written
from shopdesk.domain.nouns import NOUNS
from shopdesk.domain.target_plan import MONTH_PLAN
from shopdesk.domain.typed import parse
from shopdesk.infra import i18n
from shopdesk.infra.i18n import tr
from shopdesk.reporting.record_sheet import write_csv, write_records

TODAY = date(2026, 3, 16)
EVERY = [*NOUNS.values(), MONTH_PLAN]
MONTHS = [
    pytest.param(field, id=f"{noun.table}.{field.name}")
    for noun in EVERY
    for field in noun.fields
    if field.kind is Kind.MONTH
]


def is_month(noun: Noun, field: Field) -> bool:
    """Whether a field with a name for readers holds the first day of a month, as its name says."""
    held = typing.get_type_hints(noun.record)[field.name]
    return field.label is not None and date in (held, *typing.get_args(held)) and field.name.endswith("month")


@pytest.mark.parametrize("noun", [pytest.param(noun, id=noun.table) for noun in EVERY])
def test_what_is_called_a_month_is_declared_as_one(noun: Noun) -> None:
    for field in noun.fields:
        if field.name in {one.name for one in dataclasses.fields(noun.record)} and is_month(noun, field):
            assert field.kind is Kind.MONTH, field.name


def test_there_are_such_fields() -> None:
    assert len(MONTHS) >= 6


@pytest.mark.parametrize("field", MONTHS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_it_is_shown_as_a_month_and_read_back(field: Field, language: str, day: date) -> None:
    """As a table and a form show it, as a person writes it, and as the cell of a spreadsheet comes pasted."""
    month = day.replace(day=1)
    i18n.set_language(language)
    try:
        reader = Reader(today=TODAY, say=tr)
        shown = reader.shown(field, month)
        assert shown == written(field, month) == f"{month:%Y-%m}"
        for text in (shown, f"{month.year}年{month.month}月", f"{month:%Y/%m}", f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}"):
            assert parse(field, text, reader) == month, text
    finally:
        i18n.set_language("en")


def test_a_workbook_and_a_csv_file_hold_months(tmp_path: Path) -> None:
    """A spreadsheet shows the month and still sorts it as a day; a CSV file says it in words that are read back."""
    field = MONTH_PLAN.field("month")
    write_records(tmp_path / "a.xlsx", "Targets", ["Month"], [field.kind], [[date(2026, 3, 1)]])
    cell = load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert cell.value.date() == date(2026, 3, 1)
    assert cell.number_format == "yyyy-mm"
    write_csv(tmp_path / "a.csv", ["Month"], [field.kind], [[date(2026, 3, 1)]])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["Month"], ["2026-03"]]
