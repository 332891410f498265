"""A year is shown as a year: no separator stands in it."""

from __future__ import annotations

from shopdesk.domain.fields import Kind, show
from shopdesk.domain.nouns import NOUNS


def test_no_year_of_any_record_has_a_separator() -> None:
    fields = [field for noun in NOUNS.values() for field in noun.fields]
    years = [field for field in fields if field.name == "year" and field.kind is not Kind.KEY]
    assert years
    assert {str(show(field, 2026)) for field in years} == {"2026"}
