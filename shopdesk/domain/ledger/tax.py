"""What the platform told the tax office of a quarter, beside the store's own figures and what was declared.

It compares; it does not advise. What no cause explains stands there with its amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import round_half_up
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.records import Kept
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text


class DeclaredBasis(StrEnum):
    """What the declared amount was taken from."""

    PAID = "paid"
    CONFIRMED = "confirmed"
    RECEIVED = "received"
    AFTER_FEES = "after_fees"


BASIS_NAMES: dict[DeclaredBasis, Text] = {
    DeclaredBasis.PAID: Text("orders by the day they were paid"),
    DeclaredBasis.CONFIRMED: Text("orders by the day they were confirmed"),
    DeclaredBasis.RECEIVED: Text("money received, before fees"),
    DeclaredBasis.AFTER_FEES: Text("money received, after fees"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxQuarter(Kept):
    """What the owner knows of a quarter, in fen: the platform's report, and what was declared.

    ``quarter`` is its first day. ``net_fen`` is the platform's own net figure, where it gives one.
    ``without_vat`` says that ``declared_fen`` was entered without the tax, ``vat_rate`` which rate it bears.
    ``outside_fen`` are sales outside the platform that the declared amount holds as well, tax included.
    ``fees_fen`` are the commissions and fees of the platform's report; they are only compared.
    """

    store_id: int
    quarter: date
    income_fen: int | None = None
    returned_fen: int | None = None
    net_fen: int | None = None
    declared_fen: int | None = None
    without_vat: bool = True
    vat_rate: Decimal | None = None
    basis: DeclaredBasis | None = None
    outside_fen: int | None = None
    fees_fen: int | None = None
    note: str = ""

    @property
    def platform_net(self) -> int | None:
        """The platform's net sales: its own figure, else income less what was returned."""
        if self.net_fen is not None:
            return self.net_fen
        if self.income_fen is None:
            return None
        return self.income_fen - (self.returned_fen or 0)


@dataclass(frozen=True, slots=True)
class VatRate:
    """A rate of value-added tax that held from one day to another; ``group`` is whose: ``small`` or ``general``."""

    group: str
    rate: Decimal
    valid_from: date
    valid_to: date | None
    source: Wording
    as_of: date
    verified: bool


def parse_vat_rates(data: Mapping[str, Any]) -> tuple[VatRate, ...]:
    """The rates of their file."""
    return tuple(
        VatRate(
            row["group"],
            Decimal(row["rate"]),
            row["valid_from"],
            row.get("valid_to"),
            Wording(row["source_zh"], row["source_en"]),
            row["as_of"],
            row.get("verified", False),
        )
        for row in data["rate"]
    )


def rates_on(rates: Iterable[VatRate], quarter: Period) -> tuple[VatRate, ...]:
    """The rates that held at any time of a quarter, the lowest first."""
    found = [
        one
        for one in rates
        if one.valid_from <= quarter.end and (one.valid_to is None or one.valid_to >= quarter.start)
    ]
    return tuple(sorted(found, key=lambda one: one.rate))


def quarter_of(day: date) -> Period:
    """The quarter with ``day`` in it."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, month_of(first.replace(month=first.month + 2)).end)


def quarter_label(day: date) -> str:
    """``2026-Q1`` for the quarter with ``day`` in it."""
    return f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}"


def parse_quarter(text: str) -> Period:
    """A quarter written ``2026-Q1``.

    Raises:
        UserError: it is not written so.
    """
    found = re.fullmatch(r"(\d{4})-?Q([1-4])", text.strip().upper())
    if not found or int(found[1]) < 1:
        raise UserError(Text("“{text}” is not a quarter. Write it like 2026-Q1.", text=text))
    return quarter_of(date(int(found[1]), int(found[2]) * 3, 1))


@dataclass(frozen=True, slots=True)
class Column:
    """One view of the quarter: everything that came in, what went back, and the difference; ``None`` is not known."""

    total_fen: int | None = None
    returned_fen: int | None = None

    @property
    def net_fen(self) -> int | None:
        """What is left after what went back."""
        if self.total_fen is None or self.returned_fen is None:
            return None
        return self.total_fen - self.returned_fen


class Cause(StrEnum):
    """Why the platform's figure and the declared one differ."""

    VAT = "vat"
    FEES = "fees"
    COUPONS = "coupons"
    TIMING = "timing"
    REFUNDS = "refunds"
    OUTSIDE = "outside_sales"
    NOT_EXPLAINED = "not_explained"


CAUSE_NAMES: dict[Cause, Text] = {
    Cause.VAT: Text("VAT: the platform counts with it, the declaration without"),
    Cause.FEES: Text("Commissions and fees: the platform does not take them off"),
    Cause.COUPONS: Text("Coupons and subsidies: the platform does not take them off"),
    Cause.TIMING: Text("Timing at the quarter's ends"),
    Cause.REFUNDS: Text("Refunds counted differently"),
    Cause.OUTSIDE: Text("Sales outside the platform are in the declaration only"),
    Cause.NOT_EXPLAINED: Text("Not explained: ask your accountant"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One cause with its amount in fen, as it goes from the declared amount up to the platform's.

    ``counted`` is false where the amount is only pointed out, because nobody said that it applies: then it is still
    within “not explained”. ``fen`` is ``None`` where it cannot be known.
    """

    cause: Cause
    fen: int | None
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxBridge:
    """The columns of a quarter and why the platform's net sales are not what was declared.

    ``declared_fen`` and ``declared_with_vat_fen`` are the declared amount without and with the tax.
    ``fees_fen`` and ``coupons_fen`` are what the statement of the quarter took, costs positive.
    """

    quarter: Period
    figures: TaxQuarter
    platform: Column
    paid: Column
    confirmed: Column
    received: Column
    fees_fen: int | None
    coupons_fen: int | None
    declared_fen: int | None
    declared_with_vat_fen: int | None
    differences: tuple[Difference, ...]
    rates: tuple[VatRate, ...] = ()
    rate_known: bool = False

    @property
    def label(self) -> str:
        """``2026-Q1``."""
        return quarter_label(self.quarter.start)

    @property
    def difference_fen(self) -> int | None:
        """The platform's net sales less the declared amount without the tax."""
        net = self.figures.platform_net
        return None if net is None or self.declared_fen is None else net - self.declared_fen

    @property
    def not_explained_fen(self) -> int | None:
        """What no cause explains; ``None`` where the two figures are not both known."""
        return next((one.fen for one in self.differences if one.cause is Cause.NOT_EXPLAINED), None)

    @property
    def empty(self) -> bool:
        """Whether nothing is known of the quarter at all."""
        columns = (self.platform, self.paid, self.confirmed, self.received)
        return self.declared_fen is None and all(one.total_fen is None for one in columns)


COMPARISON_ONLY = Text(
    "This page compares figures. It is no tax advice; what is not explained is a question for your accountant."
)
"""What every form of the bridge says."""


def columns_of(found: TaxBridge) -> tuple[tuple[Text, Column], ...]:
    """The columns with their names, in the order in which they are read."""
    return (
        (Text("Reported by the platform"), found.platform),
        (Text("Orders by the day they were paid"), found.paid),
        (Text("Orders by the day they were confirmed"), found.confirmed),
        (Text("Received on the statement"), found.received),
    )


def fees_beside(found: TaxBridge) -> tuple[tuple[Text, int | None], ...]:
    """The fees of the platform's report beside those of the statement; empty where the report says none."""
    reported, charged = found.figures.fees_fen, found.fees_fen
    if reported is None:
        return ()
    return (
        (Text("Fees reported by the platform"), reported),
        (Text("Fees on the statement"), charged),
        (Text("Fees reported more than charged"), _minus(reported, charged)),
    )


def with_and_without(figures: TaxQuarter) -> tuple[int | None, int | None]:
    """The declared amount without and with the tax: amount ÷ (1 + rate), half-up to the fen.

    Without a rate only what was entered is known.
    """
    declared, rate = figures.declared_fen, figures.vat_rate
    if declared is None:
        return None, None
    if rate is None:
        return (declared, None) if figures.without_vat else (None, declared)
    if figures.without_vat:
        return declared, round_half_up(declared * (1 + rate))
    return round_half_up(declared / (1 + rate)), declared


def bridge(
    quarter: Period,
    figures: TaxQuarter,
    *,
    paid: Column,
    confirmed: Column,
    received: Column,
    fees_fen: int | None,
    coupons_fen: int | None,
    rates: Iterable[VatRate] = (),
) -> TaxBridge:
    """Hold the columns of a quarter against each other and name the causes of the difference.

    The platform's figure is compared with orders by the day they were paid; what was declared may rest on another
    view of the same orders, and :attr:`TaxQuarter.basis` says which. From that view to the paid orders leads timing
    (confirmed or received instead of paid) and, where the declared amount is what was left after fees, fees and
    coupons. Where nobody said the basis, these amounts are pointed out but not taken off what is unexplained.
    """
    without, with_vat = with_and_without(figures)
    vat = None if without is None or with_vat is None else with_vat - without
    basis = figures.basis
    seen = {DeclaredBasis.PAID: paid, DeclaredBasis.CONFIRMED: confirmed}.get(basis, received) if basis else confirmed
    timing = _minus(paid.total_fen, seen.total_fen)
    back = _minus(seen.returned_fen, paid.returned_fen)
    after = basis is DeclaredBasis.AFTER_FEES
    net = figures.platform_net
    refunds = _minus(paid.returned_fen, figures.returned_fen) if figures.net_fen is None else None
    refunds = back if refunds is None else refunds if back is None else refunds + back
    outside = None if figures.outside_fen is None else -figures.outside_fen
    causes = [
        Difference(Cause.VAT, vat),
        Difference(Cause.FEES, fees_fen, counted=after),
        Difference(Cause.COUPONS, coupons_fen, counted=after),
        Difference(Cause.TIMING, timing, counted=basis is not None),
        Difference(Cause.REFUNDS, refunds, counted=basis is not None),
        Difference(Cause.OUTSIDE, outside),
    ]
    rest: int | None = None
    if net is not None and without is not None:
        rest = net - without - sum(one.fen or 0 for one in causes if one.counted)
    return TaxBridge(
        quarter=quarter,
        figures=figures,
        platform=Column(figures.income_fen, figures.returned_fen),
        paid=paid,
        confirmed=confirmed,
        received=received,
        fees_fen=fees_fen,
        coupons_fen=coupons_fen,
        declared_fen=without,
        declared_with_vat_fen=with_vat,
        differences=(*causes, Difference(Cause.NOT_EXPLAINED, rest)),
        rates=rates_on(rates, quarter),
        rate_known=figures.vat_rate is not None,
    )


def _minus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other
