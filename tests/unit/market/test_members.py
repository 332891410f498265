"""Members: levels in force, cohorts, and who is due, each at its border and without a database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.members import (
    AFTER,
    CARE_DAYS,
    MONTHS,
    Buyers,
    Cohort,
    MemberLevel,
    check_level,
    cohorts,
    due_for_repeat,
    in_force,
    level_counts,
    plain_members,
    read_members,
    sum_up,
)
from shopdesk.domain.periods import month_of

TODAY = date(2026, 3, 16)
Paid = tuple[date, str | None, int | None]


def buyers(*orders: Paid) -> Buyers:
    found = Buyers()
    rows = sorted(orders, key=lambda one: one[0])
    found.take(
        [(day.isoformat(), code) for day, code, _ in rows], [(code, fen) for _, code, fen in rows if code is not None]
    )
    return found


def level(number: int, name: str, orders: int | None, fen: int | None, since: date = TODAY) -> MemberLevel:
    return MemberLevel(id=number, store_id=1, name=name, orders_from=orders, paid_from_fen=fen, valid_from=since)


def test_a_level_holds_from_its_day_in_its_newest_form_the_lowest_first() -> None:
    old, new, ahead = (level(number, "gold", 1, number * 100, TODAY + timedelta(days=days))
                       for number, days in ((1, -9), (2, 0), (3, 1)))  # fmt: skip
    silver, free = level(4, "silver", 5, 50), level(5, "many", 9, None)
    assert in_force([ahead, new, silver, old, free], TODAY) == [free, silver, new]
    assert in_force([ahead, new, silver, old, free], TODAY - timedelta(days=1)) == [old]
    by_orders = [level(6, "b", 3, 100), level(7, "a", 2, 100), level(8, "c", 2, 100)]
    assert [one.name for one in in_force(by_orders, TODAY)] == ["a", "c", "b"]


@pytest.mark.parametrize(("orders", "fen", "fine"), [(None, None, False), (1, None, True), (None, 0, True)])
def test_a_level_that_everybody_is_in_is_refused(orders: int | None, fen: int | None, fine: bool) -> None:
    if fine:
        check_level(level(1, "x", orders, fen))
        return
    with pytest.raises(UserError):
        check_level(level(1, "x", orders, fen))


def test_a_buyer_is_in_the_highest_level_whose_conditions_are_all_met() -> None:
    levels = [level(1, "one", 1, None), level(2, "two", 2, 100), level(3, "rich", None, 1000)]
    known = buyers(
        (TODAY, "once", 99), (TODAY, "just", 50), (TODAY, "just", 50), (TODAY, "short", 49), (TODAY, "short", 50),
        (TODAY, "rich", 1000), (TODAY, "free", None), (TODAY, None, 5000),
    )  # fmt: skip
    assert dict(level_counts(known, levels)) == {1: 3, 2: 1, 3: 1}
    assert dict(level_counts(known, levels[1:])) == {2: 1, 3: 1}, "who meets none is in none"


def test_a_repeat_is_another_day_and_counts_in_its_month() -> None:
    january = date(2026, 1, 31)
    known = buyers(
        (january, "a", 1), (january, "a", 1), (january, "b", 1), (date(2026, 2, 1), "b", 1), (date(2026, 2, 9), "b", 1),
        (TODAY, "b", 1), (TODAY, "c", 1), (TODAY, None, 1),
    )  # fmt: skip
    found = sum_up(known, month_of(TODAY), 5)
    assert (found.buyers, found.repeating, found.nameless, found.first_day) == (3, 1, 1, january)
    first, second = cohorts(found, TODAY)
    assert (first.month, first.buyers, first.again, first.back) == (date(2026, 3, 1), 1, 0, ())
    assert (second.month, second.buyers, second.again, second.back) == (date(2026, 1, 1), 2, 1, (1, 1))
    assert (second.rate(1), second.rate(2), second.rate(3)) == (second.repeat_rate, second.repeat_rate, None)
    assert str(second.repeat_rate) == "0.500000"
    assert len(cohorts(found, date(2030, 1, 1))[1].back) == AFTER
    assert read_members(plain_members(found)) == found


def test_only_the_newest_months_of_first_orders_are_shown() -> None:
    known = buyers(*((date(2020 + number // 12, number % 12 + 1, 1), str(number), 1) for number in range(MONTHS + 1)))
    shown = cohorts(sum_up(known, month_of(TODAY), 5), TODAY)
    assert [one.month for one in (shown[0], shown[-1])] == [date(2023, 1, 1), date(2020, 2, 1)]
    assert len(shown) == MONTHS


@pytest.mark.parametrize(
    ("gaps", "middle"), [((), None), ((5,), 5), ((5, 9), 9), ((1, 5, 9), 5), ((1, 5, 5, 9), 5), ((1, 2, 8, 9), 8)]
)
def test_the_middle_gap_is_the_longer_of_two(gaps: tuple[int, ...], middle: int | None) -> None:
    start = date(2025, 1, 1)
    paid = [(start + timedelta(days=days), str(code), 1) for code, gap in enumerate(gaps) for days in (0, gap)]
    assert sum_up(buyers(*paid, (start, "once", 1)), month_of(TODAY), 5).median_gap == middle


def test_who_is_due_around_today_comes_by_what_was_paid() -> None:
    gap = 10
    day = TODAY - timedelta(days=gap)
    paid: list[Paid] = [(date(2024, 1, 1), "old", 900), (date(2024, 1, 11), "old", 900)]
    for name, off, fen in (("first", -CARE_DAYS, 5), ("early", -CARE_DAYS - 1, 90), ("last", CARE_DAYS, 7),
                           ("late", CARE_DAYS + 1, 80), ("now", 0, 7)):  # fmt: skip
        paid.append((day + timedelta(days=off), name, fen))
    known = sum_up(buyers(*paid), month_of(TODAY), 2)
    found, whole = due_for_repeat(known, TODAY, 2)
    assert [(one.code, one.paid_fen, one.orders, one.due) for one in found] == [
        ("last", 7, 1, TODAY + timedelta(days=CARE_DAYS)), ("now", 7, 1, TODAY),
    ]  # fmt: skip
    assert whole == 3
    assert due_for_repeat(sum_up(buyers((TODAY, "a", 1)), month_of(TODAY), 2), TODAY, 2) == ((), 0)


def test_of_buyers_of_whom_none_came_back_no_share_did() -> None:
    assert Cohort(date(2026, 3, 1), 10, 0, (0,)).repeat_rate == 0
    assert Cohort(date(2026, 3, 1), 10, 3, (2, 1)).repeat_rate == Decimal("0.3")
    assert Cohort(date(2026, 3, 1), 0, 0, ()).repeat_rate == 0
    cohort = Cohort(date(2026, 3, 1), 10, 3, (2, 1))
    assert [cohort.rate(after) for after in (1, 2, 3)] == [Decimal("0.2"), Decimal("0.1"), None]
