"""Figures over several days are rebuilt from sums; what does not add up is not added."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.kpi import Facts, Figures
from shopdesk.domain.kpi.figures import missing_runs
from shopdesk.domain.periods import Period

MONDAY = date(2026, 3, 2)


def facts(**columns: list[int | Decimal | None]) -> Facts:
    size = len(next(iter(columns.values())))
    return Facts([MONDAY + timedelta(days=offset) for offset in range(size)], columns)


def over(found: Facts, days: int) -> Figures:
    return Figures(found, Period(MONDAY, MONDAY + timedelta(days=days - 1)))


def test_conversion_is_the_sum_of_buyers_by_the_sum_of_visitors_not_the_mean_of_rates() -> None:
    week = over(facts(day_buyers=[1, 90], visitors=[100, 1000]), 2)
    assert week["conversion"] == Decimal("0.082727")


def test_a_day_without_one_part_is_left_out_of_the_quotient() -> None:
    week = over(facts(day_buyers=[5, 50, None], visitors=[100, None, 900]), 3)
    assert week["conversion"] == Decimal("0.050000")
    assert week.known_days("conversion") == 1


def test_visitors_of_two_days_are_not_a_figure_but_their_mean_is() -> None:
    two = over(facts(visitors=[100, 101]), 2)
    assert two["visitors"] is None
    assert two["visitors_per_day"] == Decimal("100.500000")
    assert Figures(facts(visitors=[100, 101]), Period(MONDAY, MONDAY))["visitors"] == 100


def test_a_week_of_which_one_day_is_known_has_no_visitors_figure() -> None:
    assert over(facts(visitors=[100]), 7)["visitors"] is None


def test_buyers_of_a_span_come_only_from_a_count_over_it() -> None:
    found = facts(day_buyers=[3, 4], paid_fen=[30000, 40000])
    assert over(found, 2)["buyers"] is None
    counted = Figures(found, Period(MONDAY, MONDAY + timedelta(days=1)), {"day_buyers": 5})
    assert counted["buyers"] == 5
    assert counted["aov"] == 14000


def test_no_data_is_none_and_a_true_zero_is_zero() -> None:
    assert over(facts(paid_fen=[None, None]), 2)["paid_amount"] is None
    assert over(facts(paid_fen=[0, None]), 2)["paid_amount"] == 0


def test_dividing_by_zero_is_no_data() -> None:
    day = over(facts(paid_fen=[0], paid_orders=[0], refund_fen=[0]), 1)
    assert day["amount_per_order"] is None
    assert day["refund_rate"] is None


def test_stay_and_bounce_are_weighted_by_visitors() -> None:
    two = over(facts(stay_seconds=[100, 10], bounce_rate=[Decimal("0.2"), Decimal("0.8")], visitors=[300, 100]), 2)
    assert two["stay_seconds"] == Decimal("77.500000")
    assert two["bounce_rate"] == Decimal("0.350000")


def test_a_score_is_that_of_the_last_known_day() -> None:
    scores: list[int | Decimal | None] = [Decimal("4.81"), Decimal("4.83"), None]
    assert over(facts(dsr_service=scores), 3)["dsr_service"] == Decimal("4.83")


def test_amount_per_order_rounds_half_up_to_the_fen() -> None:
    assert over(facts(paid_fen=[100, 101], paid_orders=[1, 1]), 2)["amount_per_order"] == 101


def test_filling_from_the_platform_table_is_counted() -> None:
    found = facts(paid_fen=[100, None, None])
    found.fill("paid_fen", [900, 50, None])
    assert list(found.columns["paid_fen"]) == [100, 50, None]
    assert found.filled == {"paid_fen": 1}


@given(st.lists(st.tuples(st.none() | st.integers(0, 10**7), st.none() | st.integers(0, 500)), min_size=1, max_size=40))
def test_any_cut_of_a_span_adds_up_to_the_whole(days: list[tuple[int | None, int | None]]) -> None:
    found = facts(paid_fen=[fen for fen, _ in days], paid_orders=[count for _, count in days])
    whole = over(found, len(days))
    for cut in range(1, len(days)):
        first = Figures(found, Period(MONDAY, MONDAY + timedelta(days=cut - 1)))
        second = Figures(found, Period(MONDAY + timedelta(days=cut), MONDAY + timedelta(days=len(days) - 1)))
        parts = [part for part in (first["paid_amount"], second["paid_amount"]) if part is not None]
        assert (sum(parts) if parts else None) == whole["paid_amount"]


def test_missing_days_come_as_runs() -> None:
    have = {MONDAY, MONDAY + timedelta(days=3)}
    runs = missing_runs(Period(MONDAY, MONDAY + timedelta(days=4)), have)
    assert [(run.start.day, run.end.day) for run in runs] == [(3, 4), (6, 6)]


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 99), st.none() | st.integers(0, 999), st.none() | st.integers(0, 9)),
        min_size=1,
        max_size=9,
    )
)
def test_a_quotient_is_that_of_the_days_on_which_both_parts_are_known(
    days: list[tuple[int | None, int | None, int | None]],
) -> None:
    found = facts(day_buyers=[one for one, _, _ in days], visitors=[two for _, two, _ in days],
                  paid_fen=[three for _, _, three in days])  # fmt: skip
    for length in range(1, len(days) + 1):
        both = [(one, two) for one, two, _ in days[:length] if one is not None and two is not None]
        bottom = sum(two for _, two in both)
        exact = Decimal(sum(one for one, _ in both)) / bottom if bottom else None
        wanted = None if exact is None else exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)
        assert over(found, length)["conversion"] == wanted
        paid = [three for _, _, three in days[:length] if three is not None]
        assert over(found, length)["paid_amount"] == (sum(paid) if paid else None)
