"""What stands beside the lines of the trend, and the slices of “why”, reckoned a second time from the bare rows.

Earlier spans are written down here by hand. A further earlier span, window or cut without a reckoning fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from shopdesk.bootstrap import App, open_app, prepare
from shopdesk.domain.kpi import KPIS, Basis, Unit
from shopdesk.domain.kpi.beside import WINDOWS, Against, Wanted
from shopdesk.domain.kpi.slices import Cut
from shopdesk.domain.periods import By, Period
from shopdesk.gui.charts.data import Line, beside, chart_data
from shopdesk.gui.pages.kpi.beside import load_beside
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW, make_sample
from tests.kpi_data import sum_orders
from tests.storage.test_every_chart_real_files import rows_of
from tests.storage.test_every_kpi_second_reckoning import FORMULAS, NAMES, STORE, Cell, Raw, holed
from tests.storage.test_imports_real_files import FILES

CODES = [item.code for item in KPIS]
DAYS = Period(date(2026, 2, 2), date(2026, 3, 15))
MONTHS = Period(date(2025, 12, 1), date(2026, 2, 28))
EARLIER: dict[Against, tuple[tuple[By, Period, Period], ...]] = {
    Against.BEFORE: (
        (By.DAY, DAYS, Period(date(2025, 12, 22), date(2026, 2, 1))),
        (By.WEEK, DAYS, Period(date(2025, 12, 22), date(2026, 2, 1))),
        (By.MONTH, MONTHS, Period(date(2025, 9, 1), date(2025, 11, 30))),
    ),
    Against.YEAR: (
        (By.DAY, DAYS, Period(date(2025, 2, 3), date(2025, 3, 16))),
        (By.WEEK, DAYS, Period(date(2025, 2, 3), date(2025, 3, 16))),
        (By.MONTH, MONTHS, Period(date(2024, 12, 1), date(2025, 2, 28))),
    ),
    # The first day of the Spring Festival: 17 February 2026, 29 January 2025.
    Against.FESTIVAL: ((By.DAY, DAYS, Period(date(2025, 1, 14), date(2025, 2, 24))),),
}
"""By what stands beside: the step, the span that is shown, and the earlier one."""
UNSMOOTHED = {"aov", "followers", "members", *(one for one in CODES if one.startswith(("dsr_", "experience")))}
"""Levels need no mean, and an amount per person would need people counted once over each window."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The sample store with holes, so that known and unknown figures are both met."""
    app = prepare(make_sample(tmp_path_factory.mktemp("lines"), "en"), "en", clock=FixedClock(NOW))
    holed(app.paths.database, 1)
    app.open()
    sum_orders(app.services.ctx, STORE)
    yield app
    app.close()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[App]:
    """A store with all real files."""
    app = open_app(tmp_path_factory.mktemp("real"), "en", clock=FixedClock(NOW))
    store = app.services.stores.create("real", opened_on=date(2017, 1, 1))
    for name in FILES:
        app.services.imports.run_file(shared_data / "real" / name, store)
    yield app
    app.close()


@cache
def reckoned(app: App, basis: Basis) -> Raw:
    """The bare rows of a data file, read once."""
    return Raw(app.paths.database, basis.value)


def drawn(app: App, period: Period, by: By, basis: Basis, wanted: Wanted) -> dict[tuple[str, Line], tuple[Any, ...]]:
    """The lines of the trend of every KPI with what is wanted beside them."""
    table = app.services.kpi.periods(STORE, period.start, period.end, by, basis)
    found = load_beside(app.services, (STORE, period, by, basis, wanted))
    data = beside(chart_data(table, CODES), found.past, found.means, wanted.window)
    return {
        (one.item.code, one.line): tuple(None if value is None else Decimal(value) for value in one.values)
        for one in data.series
    }


def parts(span: Period, by: By) -> list[tuple[str, str]]:
    """The first and last days of its days, whole weeks or whole months."""
    days = pd.date_range(span.start, span.end, freq={By.DAY: "D", By.WEEK: "W-MON", By.MONTH: "MS"}[by])
    ends = [one - timedelta(days=1) for one in days[1:]] + [pd.Timestamp(span.end)]
    return [(f"{one:%Y-%m-%d}", f"{end:%Y-%m-%d}") for one, end in zip(days, ends, strict=True)]


def compare_earlier(app: App, raw: Raw, basis: Basis, asked: tuple[tuple[Against, By, Period, Period], ...]) -> int:
    """Hold each earlier line against pandas; how many values were known."""
    seen = 0
    for against, by, period, earlier in asked:
        lines = drawn(app, period, by, basis, Wanted(against))
        for code in CODES:
            theirs = tuple(FORMULAS[code](raw, first, last) for first, last in parts(earlier, by))
            assert lines[code, Line.EARLIER] == theirs, (code, against, by)
            seen += sum(value is not None for value in theirs)
    return seen


@pytest.mark.parametrize("basis", list(Basis))
def test_earlier_lines_of_the_sample_store_are_what_pandas_says(sample: App, basis: Basis) -> None:
    assert EARLIER.keys() == set(Against) - {Against.NOTHING}
    asked = tuple((against, *one) for against, of_one in EARLIER.items() for one in of_one)
    assert compare_earlier(sample, reckoned(sample, basis), basis, asked) > 3000


@pytest.mark.parametrize("basis", list(Basis))
def test_earlier_lines_of_the_real_files_are_what_pandas_says(real: App, basis: Basis) -> None:
    asked = (
        (By.DAY, (2018, 6, 11), (2018, 6, 17), (2018, 6, 4), (2018, 6, 10)),
        (By.DAY, (2020, 2, 17), (2020, 2, 23), (2020, 2, 10), (2020, 2, 16)),
        (By.MONTH, (2020, 2, 1), (2020, 2, 29), (2020, 1, 1), (2020, 1, 31)),
    )
    before = tuple(
        (Against.BEFORE, by, Period(date(*start), date(*end)), Period(date(*first), date(*last)))
        for by, start, end, first, last in asked
    )
    assert compare_earlier(real, reckoned(real, basis), basis, before) > 20


def mean_of(raw: Raw, code: str, unit: Unit, last: date, window: int) -> Cell:
    """A figure over the days up to ``last``, all of which have to be known."""
    first = last - timedelta(days=window - 1)
    names = NAMES.get(FORMULAS[code], ("buyers",))
    days = raw.span(first.isoformat(), last.isoformat())
    if sum(all(day.get(name) is not None for name in names) for day in days) < window:
        return None
    if len(names) == 2 or code == "visitors_per_day":
        return FORMULAS[code](raw, first.isoformat(), last.isoformat())
    found = sum((day[names[0]] or Decimal(0) for day in days), Decimal(0)) / window
    return found.quantize(Decimal(1) if unit is Unit.MONEY else Decimal("0.000001"), rounding=ROUND_HALF_UP)


def compare_means(app: App, raw: Raw, basis: Basis, period: Period, window: int) -> int:
    """Hold each moving mean against pandas; how many values were known."""
    lines = drawn(app, period, By.DAY, basis, Wanted(window=window))
    assert {code for code, line in lines if line is Line.MEAN}.isdisjoint(UNSMOOTHED)
    seen = 0
    for item in KPIS:
        theirs = tuple(
            None if item.code in UNSMOOTHED else mean_of(raw, item.code, item.unit, day, window)
            for day in period.days()
        )
        nothing = (None,) * period.length
        assert lines.get((item.code, Line.MEAN), nothing) == theirs, (item.code, window)
        seen += sum(value is not None for value in theirs)
    return seen


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("basis", list(Basis))
def test_moving_means_are_what_pandas_says(sample: App, real: App, basis: Basis, window: int) -> None:
    assert compare_means(sample, reckoned(sample, basis), basis, DAYS, window) > 100
    orders = Period(date(2020, 2, 1), date(2020, 2, 29))
    seen = compare_means(real, reckoned(real, basis), basis, orders, window)
    assert seen > 20 or window > 7


Read = Callable[[str, str], pd.DataFrame]


def by_channel(read: Read, _basis: Basis) -> pd.Series:
    found = read("channel_days", "day").dropna(subset=["sales_fen"])
    whole = set(zip(*(found[found.subject == ""][name] for name in ("channel", "day")), strict=True))
    counts = [not one.subject or (one.channel, one.day) not in whole for one in found.itertuples()]
    return found[pd.Series(counts, index=found.index, dtype=bool)].groupby("channel").sales_fen.sum()


def paid_orders(read: Read, basis: Basis) -> pd.DataFrame:
    found = read("orders", "created_day" if basis is Basis.CREATED else "paid_day")
    found = found[found.paid_day.notna()]
    return found.assign(fen=(found.received_fen + found.refund_fen).fillna(found.gross_fen))


def by_region(read: Read, basis: Basis) -> pd.Series:
    found = paid_orders(read, basis)
    found = found[found.province.notna() & (found.province != "")]
    return found.groupby("province").fen.sum(min_count=1).dropna()


def by_product(read: Read, basis: Basis) -> pd.Series:
    items = read("order_items", "")
    items = items[items.order_no.isin(paid_orders(read, basis).order_no)]
    key = items.product_id.where(items.product_id != "").fillna(items.title.where(items.title != ""))
    fen = (items.received_fen + items.refund_fen).fillna(items.payable_fen)
    return fen.groupby(key).sum(min_count=1)


CUTS: dict[Cut, Callable[[Read, Basis], pd.Series]] = {
    Cut.CHANNEL: by_channel, Cut.REGION: by_region, Cut.PRODUCT: by_product,
}  # fmt: skip


def names_of(cut: Cut, read: tuple[Read, Read], found: pd.DataFrame) -> pd.DataFrame:
    """Products under their titles, with the number where two share one."""
    if cut is not Cut.PRODUCT:
        return found
    titles: dict[str, str] = {}
    for one in read:
        items = one("order_items", "")
        items = items if len(items) else one("product_days", "day")
        titles.update(items[items.product_id.notna()].sort_values("title").groupby("product_id").title.last().to_dict())
    named = {key: titles.get(key) or key for key in found.index}
    twice = pd.Series(named).value_counts()
    return found.rename(index={key: name if twice[name] == 1 else f"{name} ({key})" for key, name in named.items()})


@cache
def frame(app: App, table: str) -> pd.DataFrame:
    """All rows of a table of the store."""
    return rows_of(app.paths.database, STORE, DAYS)(table, "")


def slices(app: App, period: Period, before: Period, basis: Basis) -> list[tuple[str, str, int, int, int]]:
    """The slices that pandas finds: 5 to 50 % of sales in the span where they are more, against the way of the rest."""

    def of_span(span: Period) -> Read:
        def read(table: str, day: str) -> pd.DataFrame:
            rows = frame(app, table)
            return rows[rows[day].between(span.start.isoformat(), span.end.isoformat())] if day else rows

        return read

    read = (of_span(before), of_span(period))
    found = []
    for cut, reckon in CUTS.items():
        old, new = (reckon(one, basis) for one in read)
        if cut is Cut.PRODUCT and not (len(old) and len(new)):
            reports = (one("product_days", "day").groupby("product_id").paid_fen for one in read)
            old, new = (one.sum(min_count=1).dropna() for one in reports)
        if not (len(old) and len(new)):
            continue
        both = names_of(cut, read, pd.DataFrame({"old": old, "new": new}).fillna(0).astype("int64"))
        rest = both.sum() - both
        share = (both / both.sum()).max(axis=1)
        moved, others = both.new - both.old, rest.new - rest.old
        chosen = both[(moved * others < 0) & (rest.old > 0) & (share >= 0.05) & (share <= 0.5)]
        for name, row in chosen.iterrows():
            meant = Decimal(int(row.old)) * int(rest.new[name]) / int(rest.old[name])
            expected = int(meant.to_integral_value(ROUND_HALF_UP))
            found.append((cut.value, str(name), int(row.old), int(row.new), expected))
    return sorted(found, key=lambda one: (-abs(one[3] - one[4]), one[0], one[1]))[:6]


@pytest.mark.parametrize("basis", list(Basis))
def test_slices_of_why_are_what_pandas_says(sample: App, real: App, basis: Basis) -> None:
    assert CUTS.keys() == set(Cut)
    seen: set[str] = set()
    spans = [
        (sample, NOW.date() - timedelta(days=1 + back), length) for length in (7, 28) for back in range(0, 300, 13)
    ]
    spans += [(real, date(2020, 2, 16), 7), (real, date(2020, 2, 23), 7)]
    for app, end, length in spans:
        period = Period(end - timedelta(days=length - 1), end)
        before = Period(period.start - timedelta(days=length), period.start - timedelta(days=1))
        why = app.services.kpi.split(STORE, period, basis, against=before)
        ours = [(one.cut.value, one.name, one.before, one.after, one.expected) for one in why.slices]
        theirs = [] if why.moved.lacking is not None else slices(app, period, before, basis)
        assert ours == theirs, (period, basis)
        seen.update(one[0] for one in ours)
    assert seen == {cut.value for cut in Cut}, "a cut that never shows a slice proves nothing"
