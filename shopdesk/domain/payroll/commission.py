"""A rate or bands applied to a basis, with cap and floor: what all commissions share."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.inputs import PersonMonth
from shopdesk.domain.payroll.schemes import MONEY_BASES, BandMode, Basis, Component, SalesBasis
from shopdesk.domain.payroll.slip import Code, Missing, MissingFigures
from shopdesk.domain.payroll.trace import (
    Node,
    SchemeRef,
    Unit,
    apply,
    at_least,
    at_most,
    given,
    minus,
    nothing,
    over,
    rounded,
    term,
    times,
)
from shopdesk.domain.text import Text


def net_sales(person: PersonMonth, sales: SalesBasis, code: Code) -> Node:
    """The sales of a person that count, in fen; below zero when more was refunded than sold.

    Refunds granted as goodwill do not count as refunds. Somebody who was not there has no sales.

    Raises:
        MissingFigures: sales or refunds are missing; all that are missing at once.
    """
    inputs = person.inputs
    if sales is SalesBasis.CONFIRMED:
        if inputs.confirmed_sales is None:
            raise MissingFigures(Missing(code.value, Text("own sales confirmed by buyers"), person.id))
        return given(
            inputs.confirmed_sales.value,
            Unit.FEN,
            Text("own sales confirmed by buyers"),
            inputs.confirmed_sales.sources,
        )
    lacking = []
    if inputs.own_sales is None:
        lacking.append(Missing(code.value, Text("own sales"), person.id))
    if inputs.own_refunds is None and sales is SalesBasis.AFTER_REFUNDS:
        lacking.append(Missing(code.value, Text("refunds of own sales"), person.id))
    if lacking or inputs.own_sales is None:
        raise MissingFigures(*lacking)
    sold = given(inputs.own_sales.value, Unit.FEN, Text("own sales"), inputs.own_sales.sources)
    if sales is SalesBasis.PAID or inputs.own_refunds is None:
        return sold
    refunds = given(inputs.own_refunds.value, Unit.FEN, Text("refunds of own sales"), inputs.own_refunds.sources)
    if inputs.goodwill_refunds.value:
        goodwill = given(
            inputs.goodwill_refunds.value,
            Unit.FEN,
            Text("refunds granted as goodwill"),
            inputs.goodwill_refunds.sources,
        )
        refunds = at_least(
            Text("refunds that count"), minus(Text("refunds without goodwill"), refunds, goodwill), nothing()
        )
    return minus(Text("own sales after refunds"), sold, refunds)


def paid_by(case: Case, component: Component, basis: Node) -> tuple[Node, Node | None]:
    """What a component pays on a basis, rounded to the fen, and the node of the rate that was applied.

    The rate is ``None`` where slices have several.
    """
    ref = case.scheme.ref
    amount, rate = _by_rate(component, basis, ref)
    if component.prorated and component.basis is Basis.FIXED:
        amount = _prorated(case, amount)
    if component.cap_fen is not None:
        amount = at_most(Text("not above the cap"), amount, _bound(case, component, component.cap_fen, Text("cap")))
    if component.floor_fen is not None:
        floor = _bound(case, component, component.floor_fen, Text("floor"))
        amount = at_least(Text("not below the floor"), amount, floor)
    return rounded(Text("rounded to the fen"), amount), rate


def _by_rate(component: Component, basis: Node, ref: SchemeRef) -> tuple[Node, Node | None]:
    unit = Unit.RATE if component.basis in MONEY_BASES else Unit.FEN
    if not component.bands:
        rate = term(component.rate or 0, unit, Text("rate of the scheme"), ref)
        if component.basis is Basis.FIXED:
            return rate, None
        return times(Text("basis times rate"), basis, rate), rate
    if component.mode is BandMode.SLICES:
        return apply("slices", Text("each slice at its rate"), basis, bands=component.table, scheme=ref), None
    rate = apply("band", Text("rate of the band reached"), basis, unit=unit, bands=component.table, scheme=ref)
    if component.basis is Basis.SCORE:
        return rate, rate
    return times(Text("basis times rate"), basis, rate), rate


def _bound(case: Case, component: Component, fen: int, label: Text) -> Node:
    bound = term(fen, Unit.FEN, label, case.scheme.ref)
    return _prorated(case, bound) if component.prorated else bound


def _prorated(case: Case, amount: Node) -> Node:
    share = over(Text("share of the month employed"), case.days_node, case.month_days_node, Unit.RATE)
    return times(Text("for the days employed"), amount, share)
