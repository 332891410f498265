"""Spans that are known on very different shares of their days are not compared."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.kpi.wholeness import Shortfall, shortfall, uneven
from shopdesk.domain.periods import Period


def test_a_year_is_not_compared_with_119_days() -> None:
    first = date(2025, 9, 4)  # 119 days of 2025 have figures, then all of 2026
    days = [first + timedelta(days=number) for number in range(119 + 365)]
    facts = Facts(days, {"paid_fen": [100] * len(days), "visitors": [10] * len(days), "day_buyers": [1] * len(days)})
    now = Figures(facts, Period(date(2026, 1, 1), date(2026, 12, 31)))
    before = Figures(facts, Period(date(2025, 1, 1), date(2025, 12, 31)))
    found = shortfall(kpi("paid_amount"), now, before)
    assert found == Shortfall(119, 365, before=True)
    assert str(found.brief) == "then 119 of 365 days"
    assert "119 of the 365 days before" in str(found.sentence)
    assert shortfall(kpi("conversion"), now, before) is None
    turned = shortfall(kpi("paid_amount"), before, now)
    assert turned == Shortfall(119, 365, before=False)
    assert "119 of these 365 days" in str(turned.sentence)


def test_a_missing_day_of_a_week_and_a_shorter_month_are_compared() -> None:
    assert uneven(7, 7, 6, 7) is None
    assert uneven(28, 28, 31, 31) is None
    assert uneven(7, 7, 5, 7) == Shortfall(5, 7, before=True)
    assert uneven(0, 7, 7, 7) is None  # no data has no change to begin with


@given(st.integers(1, 400), st.integers(1, 400), st.data())
@settings(max_examples=50, deadline=None)
def test_the_span_named_is_the_one_that_is_known_less(days: int, days_before: int, data: st.DataObject) -> None:
    known, known_before = data.draw(st.integers(1, days)), data.draw(st.integers(1, days_before))
    found = uneven(known, days, known_before, days_before)
    if found is None:
        assert (uneven(known_before, days_before, known, days)) is None
    else:
        assert found.before == (known_before * days < known * days_before)
        assert (found.known, found.days) == ((known_before, days_before) if found.before else (known, days))
