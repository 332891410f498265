"""The calendar of data: against counting day by day, and the moment at which an export was made."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.kpi.coverage import (
    COVER_NAMES,
    COVER_SIGNS,
    PLACES,
    TO_MEND,
    Cover,
    CoverRun,
    CoverSource,
    SourceFacts,
    counts,
    cover_days,
    cover_of,
    gaps,
    made_at,
)
from shopdesk.domain.periods import Period

FIRST = date(2026, 1, 1)
MONTH = Period(FIRST, FIRST + timedelta(days=39))
NOON = datetime(2026, 4, 17, 12, 0)

days = st.integers(0, 39).map(lambda n: FIRST + timedelta(days=n))
day_sets = st.frozensets(days, max_size=30)


@st.composite
def imports(draw: st.DrawFn) -> tuple[CoverRun, ...]:
    """Up to four imports, made within the days they reach over or after."""
    runs = []
    for key in range(1, draw(st.integers(0, 4)) + 1):
        first, last = sorted((draw(days), draw(days)))
        made = datetime.combine(last, datetime.min.time()) + timedelta(hours=draw(st.integers(-48, 72)))
        runs.append(CoverRun(import_id=key, file_name=f"{key}.csv", days=Period(first, last), made=made))
    return tuple(runs)


def by_hand(source: CoverSource, facts: SourceFacts, day: date, since: date, today: date) -> Cover:
    """What is known of a day, by asking every import about every hour of it."""
    last_moment = datetime(day.year, day.month, day.day, 23, 59, 59)
    reaching = [run for run in facts.runs if run.days.start <= day <= run.days.end]
    after = [run for run in reaching if run.made > last_moment]
    if day in facts.rows:
        if any(run.import_id in facts.changed.get(day, ()) for run in after):
            return Cover.DOUBLE
        return Cover.PARTIAL if day in facts.torn or (reaching and not after) else Cover.WHOLE
    if not since <= day < today:
        return Cover.OUTSIDE
    if reaching and source.value in ("orders", "order_items", "alipay_statement", "qianniu_statement"):
        return Cover.QUIET if after and day not in facts.torn else Cover.PARTIAL
    return Cover.MISSING


@settings(max_examples=60, deadline=None)
@given(
    source=st.sampled_from(CoverSource),
    rows=day_sets,
    runs=imports(),
    torn=day_sets,
    changed=st.dictionaries(days, st.frozensets(st.integers(1, 4))),
    since=days,
    kept_since=st.none() | days,
    today=days,
)
def test_every_day_is_what_counting_by_hand_says(
    source: CoverSource,
    rows: frozenset[date],
    runs: tuple[CoverRun, ...],
    torn: frozenset[date],
    changed: dict[date, frozenset[int]],
    since: date,
    kept_since: date | None,
    today: date,
) -> None:
    facts = SourceFacts(rows=rows, runs=runs, torn=torn, changed=changed, since=kept_since)
    found = cover_days(source, facts, MONTH, since, today)
    asked_from = since if kept_since is None else max(since, kept_since)
    expected = {day: by_hand(source, facts, day, asked_from, today) for day in MONTH.days()}
    assert {day: cover_of(source, facts, day, since, today) for day in MONTH.days()} == expected
    if not set(expected.values()) - {Cover.MISSING, Cover.OUTSIDE}:
        expected = {day: Cover.NEVER if one is Cover.MISSING else one for day, one in expected.items()}
    assert found == expected
    mending = [(gap.days.start + timedelta(days=n), gap.cover) for gap in gaps({source: found})
               for n in range(gap.days.length)]  # fmt: skip
    assert sorted(mending) == [(day, cover) for day, cover in expected.items() if cover in TO_MEND]
    assert sum(counts(found.values()).values()) == MONTH.length


def test_an_export_made_at_two_in_the_afternoon_leaves_its_day_partial_until_a_later_one_comes() -> None:
    early = CoverRun(import_id=1, file_name="", days=Period(FIRST, MONTH.end), made=datetime(2026, 2, 9, 14, 0))
    facts = SourceFacts(rows=frozenset(MONTH.days()), runs=(early,))
    today = MONTH.end + timedelta(days=3)
    assert cover_days(CoverSource.ORDERS, facts, MONTH, FIRST, today)[MONTH.end] is Cover.PARTIAL
    late = CoverRun(import_id=2, file_name="", days=Period(MONTH.end, MONTH.end), made=datetime(2026, 2, 10, 0, 0))
    both = SourceFacts(rows=facts.rows, runs=(early, late), changed={MONTH.end: frozenset({1})})
    assert set(cover_days(CoverSource.ORDERS, both, MONTH, FIRST, today).values()) == {Cover.WHOLE}


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("ExportOrderList202604162130.csv", datetime(2026, 4, 16, 21, 30)),
        ("ExportOrderList20260416213015.xlsx", datetime(2026, 4, 16, 21, 30, 15)),
        ("商品报表_20260416_213015.xlsx", datetime(2026, 4, 16, 21, 30, 15)),
        ("ExportOrderList202604172130.csv", NOON),  # younger than its import
        ("ExportOrderList12345678901.xlsx", NOON),
        ("【生意参谋平台】商品_全部_2026-04-16_2026-04-16.xls", NOON),
        ("20260401_20260416.csv", NOON),
        ("202699162130.csv", NOON),
    ],
)
def test_when_an_export_was_made_stands_in_its_name_or_is_its_import(name: str, made: datetime) -> None:
    assert made_at(name, NOON) == made


def test_each_state_has_a_sign_and_a_name_of_its_own_and_each_source_a_place() -> None:
    assert len(set(COVER_SIGNS.values())) == len(set(COVER_NAMES.values())) == len(Cover)
    assert set(PLACES) == set(CoverSource)


def test_three_years_of_all_sources_take_no_time() -> None:
    period = Period(date(2023, 1, 1), date(2025, 12, 31))
    runs = tuple(
        CoverRun(import_id=n, file_name="", days=Period(day, day + timedelta(days=6)), made=datetime(2026, 1, 1))
        for n, day in enumerate(list(period.days())[:-7:7], 1)
    )
    facts = SourceFacts(rows=frozenset(period.days()), runs=runs)
    begun = time.perf_counter()
    found = {source: cover_days(source, facts, period, period.start, date(2026, 1, 1)) for source in CoverSource}
    gaps(found)
    assert time.perf_counter() - begun < 1  # 0.02 s on a free machine
