"""Pay schemes: what a role, or one person, is paid for, in versions by date.

Money in fen, rates as a share of one (0.002 is 0.2 %). The defaults are those of the published plans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from shopdesk.domain.payroll.trace import Bands, SchemeRef
from shopdesk.domain.setup.template import Wording


class Basis(StrEnum):
    """What a component is reckoned from."""

    OWN_SALES = "own_sales"
    TEAM_SALES = "team_sales"
    STORE_SALES = "store_sales"
    SILENT_ORDERS = "silent_orders"
    PIECES = "pieces"
    DAYS = "days"
    HOURS = "hours"
    FIXED = "fixed"
    SCORE = "score"


MONEY_BASES = frozenset({Basis.OWN_SALES, Basis.TEAM_SALES, Basis.STORE_SALES, Basis.SILENT_ORDERS})
"""Bases in fen, whose rate is a share; the rate of the others is fen for each piece, day, hour or point."""


class SalesBasis(StrEnum):
    """Which sales count: as paid, after refunds, or confirmed by the buyer."""

    PAID = "paid"
    AFTER_REFUNDS = "after_refunds"
    CONFIRMED = "confirmed"


class BandMode(StrEnum):
    """Whether the band reached holds for the whole amount, or each band for its own slice."""

    WHOLE = "whole"
    SLICES = "slices"


class Proration(StrEnum):
    """What a part of a month is measured by."""

    CALENDAR_DAYS = "calendar_days"
    WORKDAYS = "workdays"
    PAID_DAYS = "paid_days"


class PoolBy(StrEnum):
    """What a shared pool is divided by."""

    DAYS = "days"
    HEADS = "heads"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the basis from ``start`` (excluded, 0 for the first) to ``end`` (included, ``None``: without end).

    ``rate`` as in :class:`Component`; bounds in the unit of the basis (fen for money).
    """

    start: Decimal
    end: Decimal | None
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One thing a scheme pays for.

    ``rate``: a share for bases in money, fen for each unit of the others; for ``FIXED`` the monthly amount in fen.
    Bands take the place of the rate. ``cap_fen`` and ``floor_fen`` bound the result of the month. ``prorated``: a
    fixed amount, cap and floor follow the calendar days employed. ``points`` weigh a share of a pool.
    """

    code: str
    name: Wording
    basis: Basis
    rate: Decimal | None = None
    bands: tuple[Band, ...] = ()
    mode: BandMode = BandMode.WHOLE
    cap_fen: int | None = None
    floor_fen: int | None = None
    prorated: bool = False
    sales: SalesBasis = SalesBasis.AFTER_REFUNDS
    pool_by: PoolBy = PoolBy.DAYS
    points: Decimal = Decimal(1)

    @property
    def table(self) -> Bands:
        """The bands as the tree looks them up; a plain rate is one band without end."""
        if not self.bands:
            return ((None, Fraction(self.rate or 0)),)
        return tuple((None if band.end is None else Fraction(band.end), Fraction(band.rate)) for band in self.bands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """Rating bonus and what is added to or taken from it; all in fen, never below zero together."""

    rating_bonus_fen: int = 300_00
    step_up_fen: int = 100_00
    step_down_fen: int = 200_00
    neutral_fen: int = 100_00
    bad_fen: int = 300_00
    step: Decimal = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One version of a scheme: it holds from ``valid_from`` until the next version of the same code begins.

    It belongs to roles, or to one person (``person_id``), whose own scheme goes before the role's. ``base_fen`` is
    proposed where the person has no base pay of their own; ``None``: no figure, which is not nothing.
    ``own_and_team``: a lead gets the commission on own sales as well as the team's.
    """

    id: int | None = None
    store_id: int | None = None
    code: str
    name: Wording
    roles: tuple[str, ...] = ()
    person_id: int | None = None
    valid_from: date
    base_fen: int | None = None
    allowance_fen: int | None = None
    proration: Proration = Proration.CALENDAR_DAYS
    components: tuple[Component, ...] = ()
    performance: Performance = Performance()
    own_and_team: bool = False

    @property
    def ref(self) -> SchemeRef:
        """How a calculation names this version."""
        return SchemeRef(self.code, self.valid_from)

    def component(self, basis: Basis) -> Component | None:
        """The first component of a basis, or ``None``."""
        return next((component for component in self.components if component.basis is basis), None)


def scheme_for(schemes: Iterable[Scheme], person_id: int | None, role: str, day: date) -> Scheme | None:
    """The version that holds for a person in a role on a day: the person's own before the role's, the latest first."""
    valid = [scheme for scheme in schemes if scheme.valid_from <= day]
    own = [scheme for scheme in valid if person_id is not None and scheme.person_id == person_id]
    of_role = [scheme for scheme in valid if scheme.person_id is None and role in scheme.roles]
    return max(own or of_role, key=lambda scheme: scheme.valid_from, default=None)
