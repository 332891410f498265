"""What may be added up of a file, and that no row of it is lost in the count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.import_fields import FIELDS, Cell
from shopdesk.domain.imports import SkipReason, Tally
from shopdesk.domain.text import Text

TWICE = SkipReason(message=Text("twice"), count=2, first_rows=(3, 4))


def test_money_and_counts_are_added_up_and_people_never() -> None:
    for kind, held in FIELDS.items():
        for field in held.fields:
            is_sum = field.cell in (Cell.MONEY, Cell.COUNT) and not field.people
            assert field.additive is is_sum, (kind, field.name)
    people = {field.name for held in FIELDS.values() for field in held.fields if field.people}
    # One visitor or buyer may stand in several rows.
    assert {"visitors", "buyers"} <= people and not any(name.endswith("_fen") for name in people)


def test_a_tally_in_which_every_row_is_told_is_as_it_is() -> None:
    tally = Tally(rows=10, new=4, updated=3, unchanged=1, skipped=2, added=1, reasons=(TWICE,))
    assert tally.checked() is tally and tally.left_out == 1 and tally.changes_something
    assert not Tally(rows=1, unchanged=1).checked().changes_something


@pytest.mark.parametrize("wrong", [{"rows": 11}, {"new": 3}, {"skipped": 1, "rows": 9}, {"reasons": ()}])
def test_a_tally_that_loses_a_row_stops_the_import(wrong: dict[str, object]) -> None:
    tally = Tally(rows=10, new=4, updated=3, unchanged=1, skipped=2, reasons=(TWICE,))
    with pytest.raises(AssertionError):
        replace(tally, **wrong).checked()  # type: ignore[arg-type]
