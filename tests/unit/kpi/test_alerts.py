"""When an owner is told to look: at the bar and not before, with the figures that say so, never from half a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.alerts import LIMITS, Alert, AlertLimits, Severity, find_alerts, stale_alert, waiting_alert
from shopdesk.domain.kpi.breakdown import ProductLine
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.stock_alert import MOST_TOLD, rang_by_stock, running_out, stock_alerts
from shopdesk.domain.periods import Period

LAST = date(2026, 3, 15)
TODAY = date(2026, 3, 16)
# How many days back a figure is asked for; the week is 0 to 6, the four weeks before are 7 to 34.
ByAge = Callable[[int], Value]


def facts(days: int = 35, **columns: ByAge) -> Facts:
    """Figures of the days up to Sunday, each column told by how many days ago it was."""
    ages = range(days - 1, -1, -1)
    return Facts(
        [LAST - timedelta(days=age) for age in ages],
        {name: [value(age) for age in ages] for name, value in columns.items()},
    )


def week(new: Value, old: Value) -> ByAge:
    return lambda age: new if age < 7 else old


def told(found: list[Alert]) -> dict[str, str]:
    return {one.code: str(one.text) for one in found}


@pytest.mark.parametrize(("buyers", "alarm"), [(33, True), (34, True), (35, False)])
def test_conversion_rings_at_a_fall_of_fifteen_per_cent(buyers: int, alarm: bool) -> None:
    found = find_alerts(facts(visitors=week(1000, 1000), day_buyers=week(buyers, 40)))
    assert [one.code for one in found] == (["conversion_low"] if alarm else [])
    if buyers == 34:
        (one,) = found
        assert str(one.text) == "Conversion of the last 7 days is 3.40%, 15% below the four weeks before (4.00%)."
        assert (one.period, one.severity) == (Period(date(2026, 3, 9), LAST), Severity.NOW)


def test_the_week_is_held_against_the_four_weeks_before_and_nothing_older() -> None:
    # What lies 35 days back and what lies in the week itself must not be part of the level before.
    figures = facts(40, visitors=week(1000, 1000), day_buyers=lambda age: 30 if age < 7 else 40 if age < 35 else 9000)
    assert "25% below the four weeks before (4.00%)" in told(find_alerts(figures))["conversion_low"]


@pytest.mark.parametrize(("known", "before", "alarm"), [(4, 14, True), (3, 14, False), (4, 13, False), (7, 28, True)])
def test_a_fall_is_told_only_from_half_of_the_days(known: int, before: int, alarm: bool) -> None:
    def buyers(age: int) -> int | None:
        if age < 7:
            return 20 if age < known else None
        return 40 if age < 7 + before else None

    found = find_alerts(facts(visitors=week(1000, 1000), day_buyers=buyers))
    assert ("conversion_low" in told(found)) == alarm


@pytest.mark.parametrize(("refunds", "alarm"), [(4999, False), (5000, True), (5001, True), (2000, False)])
def test_refunds_ring_when_they_are_a_quarter_more(refunds: int, alarm: bool) -> None:
    found = find_alerts(facts(paid_fen=week(100000, 100000), refund_fen=week(refunds, 4000)))
    assert [one.code for one in found] == (["refunds_high"] if alarm else [])
    if refunds == 5000:
        assert (
            str(found[0].text) == "The refund rate of the last 7 days is 5.00%; in the four weeks before it was 4.00%."
        )


@pytest.mark.parametrize(("visitors", "alarm"), [(901, False), (900, True), (1200, False)])
def test_visitors_ring_at_a_tenth_less_than_the_week_before(visitors: int, alarm: bool) -> None:
    # The weeks before that were twice as busy: only the one before counts.
    column = lambda age: visitors if age < 7 else 1000 if age < 14 else 2000  # noqa: E731
    found = find_alerts(facts(visitors=column))
    assert [one.code for one in found] == (["visitors_low"] if alarm else [])
    if alarm:
        assert str(found[0].text) == "Visitors fell 10% week on week, to 900 a day."


@pytest.mark.parametrize(("new", "old", "alarm"), [(5, 5, True), (4, 5, False), (5, 4, False)])
def test_visitors_are_compared_from_five_known_days(new: int, old: int, alarm: bool) -> None:
    def visitors(age: int) -> int | None:
        if age < 7:
            return 500 if age < new else None
        return 1000 if age < 7 + old else None

    assert ("visitors_low" in told(find_alerts(facts(visitors=visitors)))) == alarm


def test_half_of_the_visitors_gone_is_fifty_per_cent() -> None:
    (one,) = find_alerts(facts(visitors=week(1500, 3000)))
    assert str(one.text) == "Visitors fell 50% week on week, to 1,500 a day."


def test_nobody_at_all_is_no_comparison() -> None:
    assert find_alerts(facts(visitors=week(500, 0))) == []
    assert find_alerts(facts(visitors=week(1000, 1000), day_buyers=week(10, 0))) == []


def test_a_missed_target_is_counted_back_from_the_last_day() -> None:
    figures = facts(paid_fen=lambda age: 100 if age < 3 else 300)
    targets = dict.fromkeys(figures.days, 200)
    (one,) = find_alerts(figures, targets=targets)
    assert str(one.text) == "The paid amount missed its daily target 3 days in a row."
    assert one.period == Period(LAST - timedelta(days=2), LAST)
    assert one.severity is Severity.NOW
    assert find_alerts(facts(paid_fen=lambda age: 100 if age < 2 else 300), targets=targets) == []
    assert find_alerts(facts(paid_fen=lambda age: 200 if age < 3 else 300), targets=targets) == [], "just made"
    (more,) = find_alerts(facts(paid_fen=lambda age: 100 if age < 5 else 300), targets=targets)
    assert more.period.length == 5


def test_a_day_without_figure_or_target_ends_the_count() -> None:
    targets = {LAST - timedelta(days=age): 200 for age in range(10)}
    gap = facts(paid_fen=lambda age: None if age == 2 else 100)
    assert find_alerts(gap, targets=targets) == []
    del targets[LAST - timedelta(days=2)]
    assert find_alerts(facts(paid_fen=lambda _age: 100), targets=targets) == []


@pytest.mark.parametrize(("score", "alarm"), [("4.59", True), ("4.60", False), ("4.61", False)])
def test_a_rating_below_the_entry_bar_is_told(score: str, alarm: bool) -> None:
    found = find_alerts(facts(dsr_service=lambda age: Decimal(score) if age == 0 else Decimal("4.62")))
    assert [one.code for one in found] == (["dsr_service_low"] if alarm else [])
    if alarm:
        assert "is 4.59, below 4.60" in str(found[0].text)


@pytest.mark.parametrize(("now", "alarm"), [("4.85", True), ("4.86", False), ("4.95", False)])
def test_a_rating_on_its_way_down_is_told_before_it_is_too_low(now: str, alarm: bool) -> None:
    def score(age: int) -> Decimal:
        return Decimal(now) if age < 3 else Decimal("4.90") if age == 20 else Decimal("4.86")

    found = find_alerts(facts(dsr_service=score))
    assert told(found) == (
        {"dsr_service_fell": "Rating: service fell from 4.90 to 4.85 within five weeks."} if alarm else {}
    )
    assert find_alerts(facts(3, dsr_service=score)) == [], "nothing is known of the weeks before"


def test_one_rating_rings_once() -> None:
    found = find_alerts(
        facts(experience=week(Decimal("4.2"), Decimal("4.6")), dsr_service=week(Decimal(4), Decimal(5)))
    )
    assert sorted(told(found)) == ["dsr_service_low", "experience_fell"]


def test_a_score_is_rounded_as_its_page_rounds_it() -> None:
    found = find_alerts(facts(dsr_service=lambda _age: Decimal("4.585")))
    assert "is 4.59, below 4.60" in str(found[0].text)


@pytest.mark.parametrize(("known", "sales", "alarm"), [(4, 9999, True), (3, 9999, False), (7, 10000, False)])
def test_ads_that_bring_less_than_they_cost(known: int, sales: int, alarm: bool) -> None:
    figures = facts(
        ad_spend_fen=lambda age: 10000 if age < known else None,
        costed_sales_fen=lambda age: sales if age < known else None,
    )
    assert ("roi_low" in told(find_alerts(figures))) == alarm


def test_figures_that_stop_are_missed_after_two_days() -> None:
    assert stale_alert(LAST, LAST + timedelta(days=2), AlertLimits()) is None
    one = stale_alert(LAST, LAST + timedelta(days=3), AlertLimits())
    assert one is not None
    assert str(one.text) == "There are no figures after 2026-03-15: 2 days are missing. Import them."


@pytest.mark.parametrize(("stock", "alarm"), [(149, True), (150, False), (0, True), (None, False)])
def test_stock_for_fewer_days_than_reordering_takes(stock: int | None, alarm: bool) -> None:
    line = ProductLine(product_id="1", title="Lamp", recent_pieces=140, recent_days=14, stock_pieces=stock)
    found = stock_alerts(running_out([line], 15), LAST, 15)
    assert [one.key for one in found] == (["stock_low/1"] if alarm else [])


def test_many_products_that_run_out_are_few_alerts_and_a_count() -> None:
    lines = [
        ProductLine(product_id=f"{days:02}", title=f"Lamp {days}", recent_pieces=14, recent_days=14, stock_pieces=days)
        for days in range(14, 0, -1)
    ]
    found = stock_alerts(running_out(lines, 15), LAST, 15)
    assert [one.subject for one in found] == [f"{days:02}" for days in range(1, MOST_TOLD + 1)], "the soonest first"
    assert [str(one.text).endswith(" more.") for one in found] == [False] * (MOST_TOLD - 1) + [True]
    assert str(found[-1].text).endswith(f"So it is with {14 - MOST_TOLD} more.")


def test_the_record_of_a_stock_asks_the_rule_of_each_past_day() -> None:
    """40 days ago it was low for three days; two days without a report of the product say nothing."""

    def stock(age: int) -> int:
        return 100 if age < 5 or 40 <= age < 43 else 1000

    days = {LAST - timedelta(days=age): (10, stock(age)) for age in range(100) if age not in (41, 42)}
    rang = rang_by_stock(days, set(days), LAST, 15)
    rung = {(LAST - day).days for day, stood in rang.items() if stood}
    # Where no report came the last one stands: 40 was the first day with little.
    assert rung == {0, 1, 2, 3, 4, 40}
    assert rang[LAST - timedelta(days=120)] is None
    bare = rang_by_stock({LAST: (None, 5)}, {LAST}, LAST, 15)
    assert bare[LAST] is None, "nothing says how fast it sells"


def test_urgent_things_come_first_and_orders_that_wait_are_of_yesterday() -> None:
    figures = facts(visitors=week(500, 1000), dsr_service=lambda _age: Decimal("4.5"))
    assert [one.code for one in find_alerts(figures)] == ["dsr_service_low", "visitors_low"]
    assert find_alerts(Facts([], {})) == []
    waiting = waiting_alert(2, TODAY)
    assert waiting is not None and waiting.severity is Severity.NOW
    assert waiting.period == Period(LAST, LAST)
    assert waiting_alert(0, TODAY) is None


def test_days_of_a_campaign_are_left_out_of_traffic_only_and_that_is_said() -> None:
    busy = LAST - timedelta(days=10)
    figures = facts(
        visitors=lambda age: 90000 if age == 10 else 800 if age < 7 else 1000,
        day_buyers=lambda age: 9000 if age == 10 else 24 if age < 7 else 40,
    )
    found = told(find_alerts(figures, campaign_days={busy}))
    assert found["visitors_low"] == "Visitors fell 20% week on week, to 800 a day, campaign days left out."
    assert found["conversion_low"].endswith("25% below the four weeks before (4.00%), campaign days left out.")
    quiet = told(find_alerts(figures, campaign_days={LAST + timedelta(days=10)}))
    assert "left out" not in quiet["visitors_low"], "no day of the figures was left out"
    assert "left out" not in quiet["conversion_low"]


@pytest.mark.parametrize(
    "limits",
    [
        {"conversion_drop": "0"}, {"visitors_drop": "-0.1"}, {"refund_rise": "1.01"}, {"dsr_bar": "5.01"},
        {"dsr_bar": "-0.01"}, {"target_days": 0}, {"stock_days": 0}, {"stale_days": 0}, {"roi_bar": "-0.01"},
    ],
)  # fmt: skip
def test_bars_that_always_or_never_ring_are_refused(limits: dict[str, str | int]) -> None:
    wrong = {name: Decimal(value) if isinstance(value, str) else value for name, value in limits.items()}
    with pytest.raises(UserError):
        LIMITS.tidy(AlertLimits(**wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "limits",
    [
        {"conversion_drop": "1"}, {"visitors_drop": "0.01"}, {"dsr_bar": "0"}, {"dsr_bar": "5"},
        {"target_days": 1}, {"stock_days": 1}, {"stale_days": 1}, {"roi_bar": "0"},
    ],
)  # fmt: skip
def test_bars_at_the_ends_of_what_makes_sense_are_taken(limits: dict[str, str | int]) -> None:
    right = {name: Decimal(value) if isinstance(value, str) else value for name, value in limits.items()}
    wanted = AlertLimits(**right)  # type: ignore[arg-type]
    assert LIMITS.tidy(wanted) is wanted
