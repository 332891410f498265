"""The calendar of data over real imports: partial, whole, quiet, doubled and missing days, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.kpi.coverage import Cover, CoverSource
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from tests.asked import asked_of
from tests.import_files import SHORT, short_row, write_csv
from tests.kpi_data import add_keyword_days, add_product_days, add_store_days

MARCH = Period(date(2026, 3, 1), date(2026, 3, 8))
ORDERS = CoverSource.ORDERS


def order_file(folder: Path, name: str, *numbered: tuple[int, int]) -> Path:
    """An order report with these orders on these days of March."""
    rows: list[Sequence[Any]] = [SHORT]
    for number, day in numbered:
        row = short_row(number)
        row[4] = row[5] = f"2026/3/{day} 10:00"
        rows.append(row)
    return write_csv(folder / name, rows)


def store_file(folder: Path, name: str, *rows: tuple[int, object, object]) -> Path:
    """The platform's table of the store by day."""
    return write_csv(
        folder / name,
        [
            ("统计日期", "访客数", "支付金额", "描述相符评分"),
            *((f"2026-03-0{day}", who, fen, "") for day, who, fen in rows),
        ],
    )


@pytest.fixture
def known(app: App, store: Store, clock: FixedClock) -> Any:
    """What is known of the first days of March, as one sign for each day."""

    def signs(source: CoverSource) -> str:
        found = app.services.coverage.calendar(store.id or 0, MARCH).days[source]
        return "".join(found[day].value[0] for day in MARCH.days())

    clock.set(datetime(2026, 3, 7, 12, 0))
    return signs


def test_orders_are_partial_on_the_day_of_the_export_and_whole_after_the_next(
    app: App, store: Store, tmp_path: Path, clock: FixedClock, known: Any
) -> None:
    path = order_file(tmp_path, "ExportOrderList202603041400.csv", (1, 1), (2, 2), (4, 4))
    app.services.imports.run_file(path, store)
    assert known(ORDERS) == "wwqpmmoo"  # the third day has no order, the seventh is not over
    cover, (one,) = app.services.coverage.day(store.id or 0, ORDERS, date(2026, 3, 4))
    assert (cover, one.file_name, one.rows, one.whole) == (Cover.PARTIAL, path.name, 1, False)
    assert one.made == datetime(2026, 3, 4, 14, 0)
    gaps = app.services.coverage.calendar(store.id or 0).gaps
    assert [(gap.cover, gap.days) for gap in gaps] == [
        (Cover.MISSING, Period(date(2026, 3, 5), date(2026, 3, 6))),
        (Cover.PARTIAL, Period(date(2026, 3, 4), date(2026, 3, 4))),
    ]
    late = order_file(tmp_path, "b.csv", (4, 4), (5, 4), (6, 6))
    run = app.services.imports.run_file(late, store).run
    assert known(ORDERS) == "wwqwqwoo"
    _, found = app.services.coverage.day(store.id or 0, ORDERS, date(2026, 3, 4))
    assert [(one.file_name, one.rows) for one in found] == [("b.csv", 1), (path.name, 1)]
    app.services.imports.undo(run.id or 0)
    assert known(ORDERS) == "wwqpmmoo"


def test_a_whole_export_that_lacked_orders_is_told_from_one_that_was_made_too_early(
    app: App, store: Store, tmp_path: Path, known: Any
) -> None:
    app.services.imports.run_file(order_file(tmp_path, "a.csv", (1, 1), (2, 3)), store)
    app.services.imports.run_file(order_file(tmp_path, "b.csv", (1, 1), (3, 3), (4, 4)), store)
    assert known(ORDERS) == "wqdwmmoo"


def test_replaced_figures_of_a_day_are_two_exports_that_differ_and_filled_in_ones_are_not(
    app: App, store: Store, tmp_path: Path, known: Any
) -> None:
    app.services.imports.run_file(store_file(tmp_path, "a.csv", (1, 300, "900.00"), (2, 310, ""), (3, 320, "")), store)
    app.services.imports.run_file(store_file(tmp_path, "b.csv", (1, 301, "900.00"), (2, 310, "800.00")), store)
    assert known(CoverSource.STORE_DAYS) == "dwwmmmoo"
    assert known(CoverSource.RATINGS) == "nnnnnnoo"
    assert known(CoverSource.PRODUCT_DAYS) == "nnnnnnoo"
    assert {gap.source for gap in app.services.coverage.calendar(store.id or 0).gaps} == {CoverSource.STORE_DAYS}


def test_figures_typed_in_are_there_and_a_store_without_any_has_no_calendar(app: App, store: Store, known: Any) -> None:
    key = store.id or 0
    assert app.services.coverage.calendar(key).period is None
    assert app.services.coverage.day(key, ORDERS, date(2026, 3, 4)) == (Cover.OUTSIDE, ())
    add_store_days(app.services.ctx, key, [{"day": date(2026, 3, 3), "visitors": 5, "dsr_service": "4.8"}])
    add_product_days(
        app.services.ctx,
        key,
        [{"day": date(2026, 3, day), "product_id": name} for day in (3, 5, 6) for name in ("a", "b")],
    )
    assert known(CoverSource.STORE_DAYS) == known(CoverSource.RATINGS) == "oowmmmoo"
    assert known(CoverSource.PRODUCT_DAYS) == "oowmwwoo"
    cover, (one,) = app.services.coverage.day(key, CoverSource.PRODUCT_DAYS, date(2026, 3, 5))
    assert (cover, one.import_id, one.rows, one.whole) == (Cover.WHOLE, None, 2, True)


def test_a_wrongly_typed_year_makes_no_calendar_of_centuries(app: App, store: Store, known: Any) -> None:
    key = store.id or 0
    add_store_days(app.services.ctx, key, [{"day": date(year, 1, 1), "visitors": 5} for year in (1, 2026, 9999)])
    found = app.services.coverage.calendar(key)
    assert found.period is not None
    assert found.period.end == date(2026, 3, 7)
    assert found.period.start.year == 2016
    assert found.days[CoverSource.STORE_DAYS][date(2026, 1, 1)] is Cover.WHOLE


def test_keywords_are_missed_from_the_first_day_they_were_kept_whichever_days_are_looked_at(
    app: App, store: Store, known: Any
) -> None:
    key, keywords = store.id or 0, CoverSource.KEYWORD_DAYS
    add_store_days(app.services.ctx, key, [{"day": date(2026, 1, 1), "visitors": 5}])
    add_keyword_days(
        app.services.ctx, key, [{"day": date(2026, *day), "word": "dress"} for day in ((2, 10), (3, 4), (3, 5))]
    )
    assert known(keywords) == "mmmwwmoo", "they were kept in February, so the first of March are gaps"
    days = app.services.coverage.calendar(key).days[keywords]
    assert [days[date(2026, 2, day)] for day in (9, 10, 11)] == [Cover.OUTSIDE, Cover.WHOLE, Cover.MISSING]
    for day, cover in days.items():
        assert app.services.coverage.day(key, keywords, day)[0] is cover, f"{day} is the same when it is opened"


def test_the_imports_of_all_sources_are_one_question(app: App, store: Store, tmp_path: Path) -> None:
    app.services.imports.run_file(order_file(tmp_path, "a.csv", (1, 1)), store)
    with app.services.reading() as reading:
        asked = asked_of(reading.uow.connection)
        app.services.coverage.calendar(store.id or 0, MARCH)
    assert len([one for one in asked if "\nFROM imports" in one]) == 1
    assert len(asked) <= 25, "over a slow line each costs its way there and back"
