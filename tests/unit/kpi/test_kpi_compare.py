"""Like is compared with like, and a change is told in the right words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.compare import Direction, change, compared_with, year_before
from shopdesk.domain.kpi.output import change_shown, plain, shown, shown_short
from shopdesk.domain.periods import Period


def span(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("asked", "against"),
    [
        (("2026-03-01", "2026-03-16"), ("2026-02-01", "2026-02-16")),
        (("2026-03-01", "2026-03-30"), ("2026-02-01", "2026-02-28")),
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31")),
        (("2025-12-01", "2026-02-28"), ("2025-09-01", "2025-11-30")),
        (("2025-12-01", "2026-02-27"), ("2025-09-03", "2025-11-30")),
        (("2026-01-01", "2026-03-16"), ("2025-01-01", "2025-03-16")),
        (("2026-03-09", "2026-03-15"), ("2026-03-02", "2026-03-08")),
        (("2026-03-16", "2026-03-18"), ("2026-03-09", "2026-03-11")),
        (("2026-03-10", "2026-03-14"), ("2026-03-05", "2026-03-09")),
        (("2026-03-01", "2026-03-01"), ("2026-02-28", "2026-02-28")),
    ],
)
def test_a_span_is_held_against_a_fair_one(asked: tuple[str, str], against: tuple[str, str]) -> None:
    assert compared_with(span(*asked)) == span(*against)


def test_the_year_before_of_a_leap_day() -> None:
    assert year_before(span("2024-02-29", "2024-03-01")) == span("2023-02-28", "2023-03-01")


def test_a_falling_refund_rate_is_good_news() -> None:
    moved = change(kpi("refund_rate"), Decimal("0.10"), Decimal("0.12"))
    assert moved.direction is Direction.DOWN
    assert moved.good is True
    assert change_shown(moved, points="pp") == "-2.00 pp"


def test_a_rise_from_nothing_has_no_percentage() -> None:
    moved = change(kpi("paid_amount"), 500, 0)
    assert moved.direction is Direction.UP
    assert change_shown(moved, points="pp") == "—"


def test_unknown_before_means_no_change_at_all() -> None:
    moved = change(kpi("paid_amount"), 500, None)
    assert moved.direction is None
    assert moved.good is None


@pytest.mark.parametrize(
    ("code", "value", "for_people", "for_scripts"),
    [
        ("paid_amount", 123450, "1,234.50", "1234.50"),
        ("orders", 11269, "11,269", 11269),
        ("conversion", Decimal("0.78154"), "78.15%", "0.781540"),
        ("roi", Decimal("57.857"), "57.86", "57.857000"),
        ("dsr_service", Decimal("4.8"), "4.80", "4.800000"),
        ("paid_amount", None, "—", None),
    ],
)
def test_values_as_people_and_scripts_read_them(
    code: str, value: int | Decimal | None, for_people: str, for_scripts: str | int | None
) -> None:
    assert shown(kpi(code), value) == for_people
    assert plain(kpi(code), value) == for_scripts


@pytest.mark.parametrize(
    ("code", "value", "chinese", "expected"),
    [
        ("paid_amount", 1_234_500, True, "1.23万"),
        ("paid_amount", 20_000_000_000, True, "2亿"),
        ("paid_amount", 1_234_500, False, "12.35k"),
        ("orders", 800, True, "800"),
        ("conversion", Decimal("0.035"), True, "3.5%"),
    ],
)
def test_axes_use_wan_in_chinese(code: str, value: int | Decimal, chinese: bool, expected: str) -> None:
    assert shown_short(kpi(code), value, chinese=chinese) == expected
