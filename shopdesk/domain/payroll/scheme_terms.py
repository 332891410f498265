"""The terms of a scheme and of its components as forms show them: flat records, their fields, and the way back.

A form shows only what the basis can use; what it does not show is left as a component begins, so that nothing hidden
changes what is paid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.payroll.scheme_checks import USUAL_COMMISSION
from shopdesk.domain.payroll.scheme_text import BASIS_NAMES, SALES_NAMES
from shopdesk.domain.payroll.schemes import (
    MONEY_BASES,
    Band,
    BandMode,
    Basis,
    Component,
    Performance,
    PoolBy,
    Proration,
    SalesBasis,
    Scheme,
)
from shopdesk.domain.people import HIGHEST_BASE_FEN
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text


class Way(StrEnum):
    """How a component turns its basis into an amount."""

    RATE = "rate"
    WHOLE = "whole"
    SLICES = "slices"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeTerms:
    """A scheme without its components. Money in fen."""

    name_zh: str
    name_en: str = ""
    valid_from: date
    base_fen: int | None = None
    allowance_fen: int | None = None
    proration: Proration = Proration.CALENDAR_DAYS
    own_and_team: bool = False
    rating_bonus_fen: int = 300_00
    step_up_fen: int = 100_00
    step_down_fen: int = 200_00
    neutral_fen: int = 100_00
    bad_fen: int = 300_00
    step: Decimal = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentTerms:
    """A component without its bands.

    ``rate`` is the share of a basis in money, ``unit_fen`` what each piece, day, hour or point brings, or the fixed
    amount of a month; the one that does not fit the basis is ``None``.
    """

    name_zh: str
    name_en: str = ""
    basis: Basis = Basis.OWN_SALES
    way: Way = Way.RATE
    rate: Decimal | None = None
    unit_fen: int | None = None
    sales: SalesBasis = SalesBasis.AFTER_REFUNDS
    pool_by: PoolBy = PoolBy.DAYS
    points: Decimal = Decimal(1)
    cap_fen: int | None = None
    floor_fen: int | None = None
    prorated: bool = False


_HIGHEST_POINTS = Decimal(1000)
NONE = Text("none", context="amount")
"""What stands in an empty amount that need not be there."""


def _pay(name: str, label: Text, **more: object) -> Field:
    return Field(name, Kind.MONEY, label, highest=HIGHEST_BASE_FEN, **more)  # type: ignore[arg-type]


SCHEME = Noun(
    "pay_schemes",
    SchemeTerms,
    Text("Pay scheme"),
    (
        Field("name_zh", Kind.LINE, Text("Chinese name"), key="c", required=True, longest=60),
        Field("name_en", Kind.LINE, Text("English name"), key="e", longest=60),
        Field("valid_from", Kind.DAY, Text("Holds from"), key="f", required=True),
        Field(
            "proration",
            Kind.CHOICE,
            Text("Part of a month by"),
            required=True,
            choices={
                Proration.CALENDAR_DAYS: Text("calendar days"),
                Proration.WORKDAYS: Text("due workdays"),
                Proration.PAID_DAYS: Text("21.75 workdays"),
            },
        ),
        _pay("base_fen", Text("Base pay"), key="b", placeholder=Text("as agreed with each person")),
        _pay("allowance_fen", Text("Post allowance"), key="p", placeholder=NONE),
        Field("own_and_team", Kind.FLAG, Text("Leads get the commission on own sales as well as the team's")),
        _pay("rating_bonus_fen", Text("Rating bonus"), key="r", required=True),
        Field(
            "step",
            Kind.DECIMAL,
            Text("Size of a rating step"),
            required=True,
            lowest=Decimal("0.01"),
            highest=Decimal(5),
        ),
        _pay("step_up_fen", Text("For each step up"), required=True),
        _pay("step_down_fen", Text("Less for each step down"), required=True),
        _pay("neutral_fen", Text("Less for each neutral review"), required=True),
        _pay("bad_fen", Text("Less for each bad review"), required=True),
    ),
    titles=("name_zh", "name_en"),
)

COMPONENT = Noun(
    "pay_components",
    ComponentTerms,
    Text("Component of a pay scheme"),
    (
        Field("name_zh", Kind.LINE, Text("Chinese name"), key="c", required=True, longest=60),
        Field("name_en", Kind.LINE, Text("English name"), key="e", longest=60),
        Field("basis", Kind.CHOICE, Text("Reckoned from"), key="r", required=True, choices=BASIS_NAMES),
        Field(
            "way",
            Kind.CHOICE,
            Text("Paid by"),
            key="p",
            required=True,
            choices={
                Way.RATE: Text("one rate"),
                Way.WHOLE: Text("bands: the rate reached holds for the whole"),
                Way.SLICES: Text("bands: each slice at its own rate"),
            },
        ),
        Field("sales", Kind.CHOICE, Text("Sales that count"), key="s", required=True, choices=SALES_NAMES),
        Field(
            "rate",
            Kind.RATE,
            Text("Rate", context="commission"),
            key="a",
            required=True,
            unit=Text("%"),
            usual=USUAL_COMMISSION,
        ),
        _pay("unit_fen", Text("Amount"), key="a", required=True),
        Field(
            "pool_by",
            Kind.CHOICE,
            Text("Shared by"),
            required=True,
            choices={
                PoolBy.DAYS: Text("calendar days employed"),
                PoolBy.HEADS: Text("equal heads"),
                PoolBy.POINTS: Text("points of the schemes"),
            },
        ),
        Field("points", Kind.DECIMAL, Text("Points"), required=True, lowest=Decimal(0), highest=_HIGHEST_POINTS),
        _pay("cap_fen", Text("At most a month"), key="t", placeholder=NONE),
        _pay("floor_fen", Text("At least a month"), key="l", placeholder=NONE),
        Field("prorated", Kind.FLAG, Text("By the days employed where the month is not whole")),
    ),
    titles=("name_zh", "name_en"),
)


def shown_fields(basis: Basis, way: Way) -> frozenset[str]:
    """The fields of a component that mean something for a basis and a way of paying."""
    shown = {"name_zh", "name_en", "basis"}
    if basis not in (Basis.FIXED, Basis.SILENT_ORDERS):
        shown |= {"way", "cap_fen", "floor_fen"}
    if basis is not Basis.SILENT_ORDERS:
        shown.add("prorated")
    if basis in (Basis.OWN_SALES, Basis.TEAM_SALES):
        shown.add("sales")
    if basis is Basis.SILENT_ORDERS:
        shown |= {"pool_by", "points"}
    if way_for(basis, way) is Way.RATE:
        shown.add("rate" if basis in MONEY_BASES else "unit_fen")
    return frozenset(shown)


def way_for(basis: Basis, way: Way) -> Way:
    """The way that a basis can be paid by: a pool and a fixed amount have no bands, a score has no slices."""
    if basis in (Basis.FIXED, Basis.SILENT_ORDERS):
        return Way.RATE
    return Way.WHOLE if basis is Basis.SCORE and way is Way.SLICES else way


def scheme_terms(scheme: Scheme) -> SchemeTerms:
    """What the form of a scheme begins with."""
    terms = scheme.performance
    return SchemeTerms(
        name_zh=scheme.name.zh,
        name_en=scheme.name.en,
        valid_from=scheme.valid_from,
        base_fen=scheme.base_fen,
        allowance_fen=scheme.allowance_fen,
        proration=scheme.proration,
        own_and_team=scheme.own_and_team,
        rating_bonus_fen=terms.rating_bonus_fen,
        step_up_fen=terms.step_up_fen,
        step_down_fen=terms.step_down_fen,
        neutral_fen=terms.neutral_fen,
        bad_fen=terms.bad_fen,
        step=terms.step,
    )


def with_terms(scheme: Scheme, terms: SchemeTerms) -> Scheme:
    """The scheme with what its form says; code, roles, person and components stay."""
    return replace(
        scheme,
        name=Wording(terms.name_zh, terms.name_en),
        valid_from=terms.valid_from,
        base_fen=terms.base_fen,
        allowance_fen=terms.allowance_fen,
        proration=terms.proration,
        own_and_team=terms.own_and_team,
        performance=Performance(
            rating_bonus_fen=terms.rating_bonus_fen,
            step_up_fen=terms.step_up_fen,
            step_down_fen=terms.step_down_fen,
            neutral_fen=terms.neutral_fen,
            bad_fen=terms.bad_fen,
            step=terms.step,
        ),
    )


def component_terms(part: Component) -> ComponentTerms:
    """What the form of a component begins with."""
    way = Way.RATE if not part.bands else Way.SLICES if part.mode is BandMode.SLICES else Way.WHOLE
    in_money = part.basis in MONEY_BASES
    return ComponentTerms(
        name_zh=part.name.zh,
        name_en=part.name.en,
        basis=part.basis,
        way=way,
        rate=part.rate if in_money else None,
        unit_fen=None if in_money or part.rate is None else int(part.rate),
        sales=part.sales,
        pool_by=part.pool_by,
        points=part.points,
        cap_fen=part.cap_fen,
        floor_fen=part.floor_fen,
        prorated=part.prorated,
    )


def component_of(code: str, terms: ComponentTerms, bands: tuple[Band, ...]) -> Component:
    """The component that a form and its bands say."""
    way = way_for(terms.basis, terms.way)
    shown = shown_fields(terms.basis, way)
    rate = terms.rate if "rate" in shown else None
    if "unit_fen" in shown and terms.unit_fen is not None:
        rate = Decimal(terms.unit_fen)
    part = Component(code=code, name=Wording(terms.name_zh, terms.name_en), basis=terms.basis, rate=rate)
    more: dict[str, Any] = {
        name: getattr(terms, name)
        for name in ("sales", "pool_by", "points", "cap_fen", "floor_fen", "prorated")
        if name in shown
    }
    if way is not Way.RATE:
        more |= {"bands": bands, "mode": BandMode.SLICES if way is Way.SLICES else BandMode.WHOLE}
    return replace(part, **more)
