"""Whatever the figures, causes add up to the change; people of several days are never added up."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.kpi import KPIS, Facts, Figures, Rebuild
from shopdesk.domain.kpi.compare import compared_with
from shopdesk.domain.kpi.decompose import OTHER, split_by_name, split_change
from shopdesk.domain.periods import Period
from tests.architecture.sources import ROOT, modules

START = date(2026, 1, 1)
PEOPLE = ("visitors", "buyers", "cart_buyers", "favourite_buyers", "product_visitors")


@given(st.dates(), st.integers(0, 4000))
@settings(max_examples=80, deadline=None)
def test_every_span_of_the_calendar_has_one_to_be_compared_with(start: date, more: int) -> None:
    period = Period(start, date.fromordinal(min(start.toordinal() + more, date.max.toordinal())))
    before = compared_with(period)
    assert before.end < period.start or period.start == date.min


_NAMES = st.dictionaries(st.sampled_from("abcdefghijklm"), st.integers(-(10**9), 10**9), max_size=13)


@given(_NAMES, _NAMES, st.integers(-(10**11), 10**11), st.integers(1, 9))
@settings(max_examples=100, deadline=None)
def test_the_parts_by_name_add_up_to_the_change(
    before: dict[str, int], after: dict[str, int], change: int, limit: int
) -> None:
    parts = split_by_name(before, after, limit, change=change)
    assert sum(part.effect for part in parts) == change
    assert len(parts) <= limit + 2
    told = sum(after.values()) - sum(before.values())
    assert sum(part.effect for part in parts if part.factor == OTHER) == change - told


_DAY = st.tuples(
    st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**5), st.none() | st.integers(0, 10**9),
    st.none() | st.integers(0, 10**5),
)  # fmt: skip


@given(st.lists(_DAY, min_size=4, max_size=14))
@settings(max_examples=100, deadline=None)
def test_the_causes_add_up_for_any_figures(days: list[tuple[int | None, ...]]) -> None:
    columns = dict(zip(("visitors", "day_buyers", "paid_fen", "paid_orders"), zip(*days, strict=True), strict=True))
    facts = Facts([START + timedelta(days=n) for n in range(len(days))], columns)
    half = len(days) // 2
    before = Figures(facts, Period(START, START + timedelta(days=half - 1)))
    after = Figures(facts, Period(START + timedelta(days=half), START + timedelta(days=len(days) - 1)))
    found = split_change(before, after)
    if found is not None:
        assert sum(part.effect for part in found.parts) == found.change
        assert found.change == (after.base_sum("paid_fen") or 0) - (before.base_sum("paid_fen") or 0)
        level = next((part.after for part in found.parts if part.factor == "visitors"), None)
        assert level is None or level <= max(value or 0 for value in columns["visitors"])


def test_no_declaration_adds_people_of_several_days() -> None:
    for item in KPIS:
        if item.figure in (*PEOPLE, "day_buyers", "store_buyers", "new_buyers", "returning_buyers", "ad_new_buyers"):
            assert item.rebuild is not Rebuild.SUM, item.code


def test_no_query_adds_people_of_several_days() -> None:
    """Rates may be rebuilt from sums, in one place; a sum of people is never a figure that a query hands out."""
    adding = re.compile(r"func\.sum\([^()]*\.(" + "|".join(PEOPLE) + r")\b")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in modules("shopdesk/storage")
        for match in adding.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
