"""The figures of a month that can be typed: what is refused, how they are kept, days as spans, corrections."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.payroll.adjustments import ADJUSTMENT, check_adjustment, corrected_by
from shopdesk.domain.payroll.month_figures import (
    PERSON_FIGURES,
    STORE_FIGURES,
    MonthFigure,
    check_figure,
    day_spans,
    declared_figure,
    stored_value,
)
from shopdesk.domain.text import Text

MARCH = date(2026, 3, 1)


@settings(max_examples=60)
@given(st.sets(st.integers(0, 30)))
def test_days_as_spans_are_those_days(numbers):
    days = [MARCH + timedelta(days=number) for number in numbers]
    found = [str(one) for one in day_spans(reversed(days))]
    told = []
    for span in found:
        first, _, last = span.partition("–")
        start = date.fromisoformat(f"2026-{first}")
        end = date.fromisoformat(f"2026-{last or first}")
        assert not last or start < end
        told.append([start + timedelta(days=step) for step in range((end - start).days + 1)])
    assert [day for span in told for day in span] == sorted(days)
    # No two spans touch.
    assert all(after[0] - before[-1] > timedelta(days=1) for before, after in pairwise(told))


def test_spans_as_they_are_read():
    days = [date(2026, 3, number) for number in (1, 12, 13, 14, 31)] + [date(2026, 4, 1)]
    assert str(day_spans(days)) == "03-01, 03-12–03-14, 03-31–04-01"


@pytest.mark.parametrize(
    ("name", "value", "employed", "refused"),
    [
        ("unpaid_days", Decimal("10"), 10, None),
        ("unpaid_days", Decimal("10.5"), 10, "Unpaid leave: 10.5 days are more than the 10 on which"),
        ("sick_days", Decimal("3"), 2, "Sick leave: 3 days are more than the 2 on which"),
        ("unpaid_days", Decimal("20"), None, None),
        # Only leave is held against the days; and every figure against its own limits.
        ("hours", Decimal("100"), 10, None),
        ("sick_days", Decimal("-1"), 10, "Sick leave: "),
        ("bad_reviews", -1, 10, "Bad reviews: "),
        ("award", -1, 10, "Award: "),
    ],
)
def test_a_typed_figure_is_held_against_its_limits_and_the_days_at_work(name, value, employed, refused):
    field = declared_figure(name, of_store=False)
    if refused is None:
        assert check_figure(field, value, employed) == value
    else:
        with pytest.raises(FieldError) as caught:
            check_figure(field, value, employed)
        assert str(caught.value).startswith(refused)


def test_a_figure_that_there_is_not_is_refused_with_those_that_there_are():
    assert declared_figure("paid", of_store=True) in STORE_FIGURES
    for name, of_store, offered in (("paid", False, PERSON_FIGURES), ("award", True, STORE_FIGURES)):
        with pytest.raises(UserError) as caught:
            declared_figure(name, of_store=of_store)
        assert all(field.name in str(caught.value) for field in offered)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (True, "yes"), (False, "no"), (0, "0"), (1, "1"), (-250, "-250"), (Decimal("1E+2"), "100"),
        (Decimal("0.50"), "0.50"),
    ],
)  # fmt: skip
def test_a_figure_is_kept_as_plain_text(value, kept):
    assert stored_value(value) == kept


@pytest.mark.parametrize(
    ("needed", "value", "missing"), [(True, None, True), (True, 0, False), (False, None, False), (False, 1, False)]
)
def test_only_what_is_needed_and_not_there_keeps_a_month_open(needed, value, missing):
    figure = MonthFigure(
        person_id=1, who="白露", field=PERSON_FIGURES[0], value=value, known=None, typed=False, reason="",
        origin=Text("x"), needed=needed,
    )  # fmt: skip
    assert figure.missing is missing


@pytest.mark.parametrize(
    ("original", "code", "fen", "refused"),
    [
        (date(2026, 2, 1), "base", 100, None),
        (date(2026, 2, 1), "base", -100, None),
        (date(2026, 3, 1), "base", 100, "2026-03 is not before 2026-03."),
        (date(2026, 4, 1), "base", 100, "2026-04 is not before 2026-03."),
        (date(2026, 2, 1), "base", 0, "An adjustment of 0 changes nothing."),
        (date(2026, 2, 1), "income_tax", 100, "Income tax is withheld cumulatively"),
        (date(2026, 2, 1), "adjustment", 100, "The line adjustment cannot be adjusted. Choose one of: base, "),
        # What was taken for a loss may be given back; more of it has to keep to the limits of law.
        (date(2026, 2, 1), "compensation", 100, None),
        (date(2026, 2, 1), "compensation", -100, "More of a loss is entered as loss compensation of the open month"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(original, code, fen, refused):
    if refused is None:
        check_adjustment(MARCH, original, code, fen)
        return
    with pytest.raises(UserError) as caught:
        check_adjustment(MARCH, original, code, fen)
    assert str(caught.value).startswith(refused)


def test_an_amount_may_be_given_or_taken():
    field = ADJUSTMENT.field("amount_fen")
    assert field.lowest == -field.highest < 0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("2026-02 base hand-3", (date(2026, 2, 1), "base", False)),
        ("2025-12 performance late-new-0", (date(2025, 12, 1), "performance", True)),
        ("an older program's", None),
    ],
)
def test_a_source_says_what_it_has_corrected(source, wanted):
    assert corrected_by(source) == wanted
