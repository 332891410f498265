"""Changed definitions: what is shipped is sourced, what the owner says is kept, comparisons across a day are told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi import KPIS
from shopdesk.domain.kpi.definitions import (
    MOST_OWN,
    DefinitionChange,
    OwnChange,
    all_changes,
    between,
    read_own,
    with_own,
    within,
    written_own,
)
from shopdesk.domain.periods import Period
from shopdesk.services.kpi_definitions import shipped_changes

DAY = date(2026, 3, 10)
CHANGE = (DefinitionChange(codes=("visitors", "conversion"), day=DAY, en="x", zh="y"),)


def span(first: int, last: int) -> Period:
    """Days counted from the day of the change."""
    return Period(DAY + timedelta(days=first), DAY + timedelta(days=last))


def test_what_is_shipped_names_its_figures_its_source_and_what_is_not_sure() -> None:
    found = shipped_changes()
    assert {one.day for one in found} == {date(2023, 12, 14), date(2024, 6, 30)}
    assert all(one.source and one.en and one.zh and not one.own for one in found)
    (replaced,) = [one for one in found if one.day == date(2024, 6, 30)]
    assert {"dsr_description", "dsr_service", "dsr_logistics", "experience"} <= set(replaced.codes)
    assert not replaced.verified and "year" in replaced.words("en") and "年份" in replaced.words("zh_CN")


def test_a_comparison_reaches_over_the_day_only_where_days_lie_on_both_sides() -> None:
    assert within(CHANGE, "visitors", span(-3, 3)) == CHANGE
    assert within(CHANGE, "visitors", span(0, 3)) == (), "from its day on all days mean the same"
    assert within(CHANGE, "visitors", span(-3, -1)) == () and within(CHANGE, "orders", span(-3, 3)) == ()
    assert between(CHANGE, "conversion", span(-7, -1), span(0, 6)) == CHANGE
    assert between(CHANGE, "conversion", span(-14, -8), span(-7, -1)) == ()
    assert between(CHANGE, "conversion", span(0, 6), span(7, 13)) == ()


_OWN = some.builds(
    OwnChange,
    code=some.sampled_from([item.code for item in KPIS]),
    day=some.dates(),
    words=some.text(min_size=1, max_size=20),
)


@settings(max_examples=20)
@given(some.lists(_OWN, max_size=6))
def test_what_the_owner_says_is_kept_once_for_a_figure_and_day(said: list[OwnChange]) -> None:
    kept: list[OwnChange] = []
    for one in said:
        kept = with_own(kept, one)
    assert list(read_own(written_own(kept))) == kept
    assert {(one.code, one.day): one.words for one in kept} == {(one.code, one.day): one.words for one in said}
    assert [one.day for one in all_changes((), kept)] == sorted(one.day for one in kept)


def test_what_cannot_be_read_or_is_too_much_is_refused() -> None:
    for kept in ("{}", "[1]", '[{"code": "aov"}]', '[{"code": "aov", "day": "soon", "words": ""}]'):
        with pytest.raises(ValueError, match=r"no list|no change|soon"):
            read_own(kept)
    assert read_own('[{"code": "gone", "day": "2026-03-10", "words": "x"}]') == ()
    many = [OwnChange(code="aov", day=DAY + timedelta(days=place), words="x") for place in range(MOST_OWN + 1)]
    with pytest.raises(UserError, match="200 changed definitions"):
        written_own(many)
