"""The pool of silent orders: a share of what nobody sold, divided among those whose scheme takes part."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.inputs import PayrollInputs
from shopdesk.domain.payroll.schemes import Basis, Component, PoolBy
from shopdesk.domain.payroll.slip import Code, Missing, MissingFigures, PayLine
from shopdesk.domain.payroll.trace import (
    Node,
    SchemeRef,
    Unit,
    apply,
    at_least,
    counted,
    given,
    minus,
    nothing,
    rounded,
    term,
    times,
    total,
)
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Pool:
    """The pool of a month: basis, rate and amount, and who takes part, by staff id, with the weights."""

    basis: Node
    rate: Node
    amount: Node
    people: tuple[int, ...]
    weights: tuple[Node, ...]
    component: Component


def silent_pool(inputs: PayrollInputs) -> Pool | None:
    """The pool, or ``None`` where nobody takes part.

    Raises:
        MissingFigures: a figure of the store, or own sales that would make up for one, are missing.
        UserError: two schemes give different rates or ways of dividing one pool.
    """
    found = _taking_part(inputs)
    if not found:
        return None
    component, ref = found[0][1], found[0][0].scheme.ref
    for case, other in found[1:]:
        if (other.rate, other.pool_by) != (component.rate, component.pool_by):
            raise UserError(
                Text(
                    "The schemes {one} and {other} divide the silent orders in different ways. One pool needs one rate "
                    "and one way of dividing: make them equal.",
                    one=ref.code,
                    other=case.scheme.code,
                )
            )
    basis = silent_orders(inputs)
    rate = term(component.rate or 0, Unit.RATE, Text("share of the silent orders"), ref)
    amount = rounded(Text("pool of silent orders"), times(Text("silent orders times share"), basis, rate))
    weights = tuple(_weight(case, other, case.scheme.ref) for case, other in found)
    return Pool(basis, rate, amount, tuple(case.person.id for case, _ in found), weights, component)


def silent_orders(inputs: PayrollInputs) -> Node:
    """The amount of silent orders: typed, or what the store was paid less what service sold, not below zero.

    Raises:
        MissingFigures: neither is known.
    """
    store = inputs.figures
    if store.silent_orders is not None:
        return given(store.silent_orders.value, Unit.FEN, Text("silent orders as typed"), store.silent_orders.sources)
    lacking: list[Missing] = []
    if store.paid is None:
        lacking.append(Missing(Code.SILENT_POOL.value, Text("paid amount of the store")))
    service: Node | None = None
    try:
        service = service_sales(inputs)
    except MissingFigures as error:
        lacking.extend(error.missing)
    if store.paid is None or service is None:
        raise MissingFigures(*lacking)
    paid = given(store.paid.value, Unit.FEN, Text("paid amount of the store"), store.paid.sources)
    rest = minus(Text("paid amount less sales of customer service"), paid, service)
    return at_least(Text("silent orders, not below zero"), rest, nothing())


def service_sales(inputs: PayrollInputs) -> Node:
    """What customer service sold: typed, or the sum of own sales before refunds.

    Raises:
        MissingFigures: nothing is typed and own sales of somebody are missing.
    """
    typed = inputs.figures.service_sales
    if typed is not None:
        return given(typed.value, Unit.FEN, Text("sales of customer service as typed"), typed.sources)
    return own_sales_sum(inputs)


def own_sales_sum(inputs: PayrollInputs) -> Node:
    """The sum of own sales before refunds over the service department.

    Raises:
        MissingFigures: with everybody whose sales are missing.
    """
    parts: list[Node] = []
    lacking: list[Missing] = []
    for person in inputs.team():
        sales = person.inputs.own_sales
        if sales is not None:
            parts.append(given(sales.value, Unit.FEN, Text("own sales"), sales.sources))
        elif Case(inputs, person).days:
            lacking.append(Missing(Code.SILENT_POOL.value, Text("own sales"), person.id))
    if lacking:
        raise MissingFigures(*lacking)
    return total(Text("own sales of all of customer service"), *parts)


def pool_line(case: Case, pool: Pool | None) -> PayLine | None:
    """The share of a person; ``None`` for those who take no part."""
    if pool is None or case.person.id not in pool.people:
        return None
    place = pool.people.index(case.person.id)
    share = apply("share", Text("share by largest remainder"), pool.amount, *pool.weights, place=place)
    mine, all_weights = pool.weights[place], sum(weight.value for weight in pool.weights)
    return PayLine(
        code=Code.SILENT_POOL,
        trace=share,
        basis=pool.basis,
        rate=pool.rate,
        explanation=Text(
            "{basis} × {rate} = {pool} for {people} people; {mine} of {all} parts.",
            basis=money(pool.basis),
            rate=percent(pool.rate),
            pool=money(pool.amount),
            people=len(pool.people),
            mine=str(mine.value),
            all=str(all_weights),
        ),
    )


def takes_part(case: Case) -> bool:
    """Whether the scheme of the person shares in the pool and the person was employed."""
    return bool(case.days) and case.scheme.component(Basis.SILENT_ORDERS) is not None


def _taking_part(inputs: PayrollInputs) -> list[tuple[Case, Component]]:
    found = []
    for person in sorted(inputs.people, key=lambda one: one.id):
        case = Case(inputs, person)
        component = case.scheme.component(Basis.SILENT_ORDERS)
        if component is not None and takes_part(case):
            found.append((case, component))
    return found


def _weight(case: Case, component: Component, ref: SchemeRef) -> Node:
    if component.pool_by is PoolBy.HEADS:
        return counted(1, Unit.COUNT, Text("one head"))
    if component.pool_by is PoolBy.POINTS:
        return term(component.points, Unit.COUNT, Text("points of the scheme"), ref)
    return case.days_node
