"""The bridge from the platform's report to what was declared, reckoned by hand for each basis; months that changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.alerts import ChangedMonth, changed_words
from shopdesk.domain.ledger.months import MonthChange, differing, with_changes
from shopdesk.domain.ledger.profit_output import plain_bridge, plain_quarters
from shopdesk.domain.ledger.tax import (
    Cause,
    Column,
    DeclaredBasis,
    TaxBridge,
    TaxQuarter,
    VatRate,
    bridge,
    parse_quarter,
    quarter_label,
    quarter_of,
    rates_on,
    with_and_without,
)
from shopdesk.domain.periods import Period
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text

Q1 = Period(date(2026, 1, 1), date(2026, 3, 31))
FIGURES = TaxQuarter(
    store_id=1, quarter=Q1.start, income_fen=100_000, returned_fen=5_000, declared_fen=90_000, vat_rate=Decimal("0.01")
)


def held(figures: TaxQuarter) -> TaxBridge:
    """Paid 1000 less 60, confirmed 980 less 40, received 970 less 30; fees 20 and coupons 5 yuan."""
    return bridge(
        Q1,
        figures,
        paid=Column(100_000, 6_000),
        confirmed=Column(98_000, 4_000),
        received=Column(97_000, 3_000),
        fees_fen=2_000,
        coupons_fen=500,
    )


def test_what_scripts_read_of_a_quarter() -> None:
    told = plain_bridge(held(FIGURES), "店")
    assert (told["store"], told["declared"]["vat_rate"]) == ("店", "0.010000")
    assert told["orders_by_paid_day"] == {"total": "1000.00", "returned": "60.00", "net": "940.00"}
    assert plain_bridge(held(replace(FIGURES, vat_rate=None)), "店")["declared"]["vat_rate"] is None
    (quarter,) = plain_quarters([held(FIGURES)], "店")["quarters"]
    assert quarter == {name: one for name, one in told.items() if name not in ("store", "differences", "vat_rates")}


@pytest.mark.parametrize(
    ("basis", "timing", "refunds", "rest"),
    [
        # 950 by the platform, 900 declared, 9 of tax: 41 are left, less what the basis explains.
        (None, 2_000, -1_000, 4_100),
        (DeclaredBasis.PAID, 0, 1_000, 3_100),
        (DeclaredBasis.CONFIRMED, 2_000, -1_000, 3_100),
        (DeclaredBasis.RECEIVED, 3_000, -2_000, 3_100),
        (DeclaredBasis.AFTER_FEES, 3_000, -2_000, 600),
    ],
)
def test_the_causes_of_each_basis(basis: DeclaredBasis | None, timing: int, refunds: int, rest: int) -> None:
    found = held(replace(FIGURES, basis=basis))
    amounts = {one.cause: one.fen for one in found.differences}
    assert amounts == {
        Cause.VAT: 900, Cause.FEES: 2_000, Cause.COUPONS: 500, Cause.TIMING: timing, Cause.REFUNDS: refunds,
        Cause.OUTSIDE: None, Cause.NOT_EXPLAINED: rest,
    }  # fmt: skip
    counted = {one.cause for one in found.differences if one.counted}
    always = {Cause.VAT, Cause.OUTSIDE, Cause.NOT_EXPLAINED}
    views = set() if basis is None else {Cause.TIMING, Cause.REFUNDS}
    fees = {Cause.FEES, Cause.COUPONS} if basis is DeclaredBasis.AFTER_FEES else set()
    assert counted == always | views | fees
    assert found.difference_fen == 5_000 and found.not_explained_fen == rest
    assert found.rate_known and not found.empty and found.label == "2026-Q1"
    assert found.platform.net_fen == 95_000 and found.received.net_fen == 94_000


def test_sales_outside_and_a_net_figure_of_its_own() -> None:
    paid = replace(FIGURES, basis=DeclaredBasis.PAID)
    assert held(replace(paid, outside_fen=10_000)).not_explained_fen == 13_100
    own = held(replace(paid, net_fen=95_500))
    assert own.difference_fen == 5_500
    assert {one.cause: one.fen for one in own.differences}[Cause.REFUNDS] == 0 and own.not_explained_fen == 4_600
    # Nothing returned that the platform names is nothing taken off.
    assert held(replace(paid, returned_fen=None)).difference_fen == 10_000
    for unknown in (replace(paid, declared_fen=None), replace(paid, income_fen=None)):
        found = held(unknown)
        assert found.difference_fen is None and found.not_explained_fen is None and not found.empty
    # Without a rate the tax between both figures is not known.
    without_rate = {one.cause: one.fen for one in held(replace(paid, vat_rate=None)).differences}
    assert without_rate[Cause.VAT] is None
    nothing = bridge(Q1, TaxQuarter(store_id=1, quarter=Q1.start), paid=Column(), confirmed=Column(), received=Column(),
                     fees_fen=None, coupons_fen=None)  # fmt: skip
    assert nothing.empty and not nothing.rate_known
    assert all(one.fen is None for one in nothing.differences)
    assert Column(5, None).net_fen is None and Column(None, 5).net_fen is None


@pytest.mark.parametrize(
    ("declared", "rate", "without", "found"),
    [
        (None, "0.01", True, (None, None)),
        (10_000, None, True, (10_000, None)),
        (10_000, None, False, (None, 10_000)),
        (10_000, "0.03", True, (10_000, 10_300)),
        (10_300, "0.03", False, (10_000, 10_300)),
        (50, "0.01", True, (50, 51)),
        (11_300, "0.13", False, (10_000, 11_300)),
        (10_100, "0", False, (10_100, 10_100)),
    ],
)
def test_with_and_without_the_tax(
    declared: int | None, rate: str | None, without: bool, found: tuple[int | None, int | None]
) -> None:
    figures = replace(
        FIGURES, declared_fen=declared, vat_rate=None if rate is None else Decimal(rate), without_vat=without
    )
    assert with_and_without(figures) == found


def test_every_day_lies_in_its_quarter() -> None:
    for month in range(1, 13):
        day = date(2024, month, 15)
        number = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3, 10: 4, 11: 4, 12: 4}[month]
        assert quarter_label(day) == f"2024-Q{number}"
        ends = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}[number]
        assert quarter_of(day) == Period(date(2024, ends[0] - 2, 1), date(2024, *ends))
        assert parse_quarter(f" 2024-q{number} ") == parse_quarter(f"2024Q{number}") == quarter_of(day)
    assert parse_quarter("0001-Q1").start == date(1, 1, 1)
    for wrong in ("2026-Q0", "2026-Q5", "0000-Q1", "26-Q1", "2026", "2026-Q1x"):
        with pytest.raises(UserError):
            parse_quarter(wrong)


def test_rates_that_held_on_any_day_of_the_quarter() -> None:
    def rate(percent: int, begins: date, ends: date | None) -> VatRate:
        return VatRate("small", Decimal(percent), begins, ends, Wording("", ""), begins, True)

    old, new = rate(3, date(2020, 1, 1), Q1.start), rate(1, Q1.end, None)
    gone, coming = rate(4, date(2020, 1, 1), date(2025, 12, 31)), rate(5, date(2026, 4, 1), None)
    within = rate(2, date(2026, 2, 1), date(2026, 2, 2))
    assert rates_on([old, new, gone, coming, within], Q1) == (new, within, old)


def test_figures_of_a_closed_month_that_became_others() -> None:
    before = {"sale": 1, "refund": 2, "opening_balance": None, "gone": 3}
    after = {"sale": 1, "refund": 5, "opening_balance": 7, "new": 4}
    assert differing(before, after) == [("refund", 2, 5), ("opening_balance", None, 7)]
    change = MonthChange(
        store_id=1, month=Q1.start, code="refund", before_fen=2, after_fen=5, cause=Text("x"), at=None,  # type: ignore[arg-type]
    )  # fmt: skip
    assert change.difference == 3
    assert replace(change, before_fen=None).difference == 5 and replace(change, after_fen=None).difference == -2
    assert with_changes(before, [change, replace(change, after_fen=None)]) == {**before, "refund": None}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (1, "2026-03 was closed, and Refunds changed since by -1.50. By hand."),
        (2, "2026-03 was closed, and 2 of its figures changed since: Refunds by -1.50. By hand."),
    ],
)
def test_one_figure_or_several_that_changed(figures: int, said: str) -> None:
    assert str(changed_words(ChangedMonth(date(2026, 3, 1), figures, Text("Refunds"), -150, Text("By hand.")))) == said
