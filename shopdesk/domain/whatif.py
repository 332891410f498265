"""What if: a month's real figures with something changed, its team, pay and profit beside those of today.

Both sides are reckoned by the same rules: pay by :func:`~shopdesk.domain.payroll.month.compute_month` on replaced
inputs, the team by the tier planner, profit as the sum of its parts. A part that is not known stays unknown; so do the
sums that need it, and what is missing is said. Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.money import ratio, round_half_up
from shopdesk.domain.payroll.inputs import Figure, MonthInputs, PayrollInputs, PersonMonth
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.schemes import Basis, Component
from shopdesk.domain.payroll.shipped import ShippedScheme
from shopdesk.domain.payroll.slip import SOCIAL, Code, PayrollRun
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.records import Ladder
from shopdesk.domain.whatif_team import restaffed

_ONE = Decimal(1)
_SALES_BASES = frozenset({Basis.OWN_SALES, Basis.TEAM_SALES})


class Part(StrEnum):
    """The parts of the profit, in their order; costs are negative."""

    SALES = "sales"
    REFUNDS = "refunds"
    GOODS = "goods"
    PLATFORM = "platform"
    ADS = "ads"
    FREIGHT = "freight"
    PEOPLE = "people"
    OTHER = "other"


PART_NAMES: dict[Part, Text] = {
    Part.SALES: Text("Paid by buyers"),
    Part.REFUNDS: Text("Refunds"),
    Part.GOODS: Text("Cost of goods"),
    Part.PLATFORM: Text("Fees of the platform"),
    Part.ADS: Text("Advertising"),
    Part.FREIGHT: Text("Freight and packing"),
    Part.PEOPLE: Text("People"),
    Part.OTHER: Text("Rent, software, other"),
}
CONTRIBUTING = (Part.SALES, Part.REFUNDS, Part.GOODS, Part.PLATFORM, Part.ADS, Part.FREIGHT)
"""The parts of the contribution; with people and what else there is to pay it becomes the profit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the sales cost, the same for today and for what if; ``None`` is not known, which is not nothing.

    ``goods_share`` and ``platform_rate`` are shares of what is left after refunds, the goods at today's prices.
    ``freight_fen`` is for each paid order, ``other_fen`` and ``ads_fen`` are for the month.
    """

    goods_share: Decimal | None = None
    platform_rate: Decimal | None = None
    ads_fen: int | None = None
    freight_fen: int | None = None
    other_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is different. The rates are changes (0.1 is a tenth more); ``None`` leaves it as it is today.

    ``turnover`` changes how much is sold, ``price`` what it is sold for. ``refund_rate`` is the new share of the paid
    amount that is given back. ``tier`` is the place of a tier in the table. ``base`` changes every base pay,
    ``commission`` is the new rate on own and team sales, ``insured_base`` changes the bases of insurance and fund.
    """

    turnover: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    refund_rate: Decimal | None = None
    tier: int | None = None
    base: Decimal = Decimal(0)
    commission: Decimal | None = None
    insured_base: Decimal = Decimal(0)

    @property
    def volume(self) -> Decimal:
        """By what the number of things sold is multiplied."""
        return _ONE + self.turnover

    @property
    def sales(self) -> Decimal:
        """By what sales in money are multiplied."""
        return self.volume * (_ONE + self.price)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A month as it was: its payroll inputs, what was given back, how many orders were paid, and the tier table."""

    inputs: PayrollInputs
    refunds_fen: int | None
    orders: int | None
    costs: Costs
    ladder: Ladder
    schemes: tuple[ShippedScheme, ...] = ()

    @property
    def paid_fen(self) -> int | None:
        """What buyers paid in the month, before refunds."""
        paid = self.inputs.figures.paid
        return None if paid is None else int(paid.value)


@dataclass(frozen=True, slots=True)
class DepartmentPay:
    """A department: how many people were paid for at least a day, and what they cost."""

    code: str
    people: int
    cost_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One side of the comparison, money in fen for the month. ``parts`` are signed, so that they add up."""

    parts: dict[Part, int | None]
    departments: tuple[DepartmentPay, ...]
    people: int
    gross_fen: int | None
    insurance_fen: int | None
    fund_fen: int | None
    tax_fen: int | None
    net_fen: int | None
    employer_fen: int | None
    cost_fen: int | None
    ratio: Decimal | None
    missing: tuple[Text, ...]
    notices: tuple[Text, ...] = ()

    @property
    def unknown(self) -> tuple[Text, ...]:
        """What is not known, each once: parts without a figure, and the figures that the payroll misses."""
        without = [PART_NAMES[part] for part, fen in self.parts.items() if fen is None]
        return tuple(dict.fromkeys([*without, *self.missing]))

    @property
    def contribution_fen(self) -> int | None:
        """What the sales leave after all that they cost by themselves."""
        return _sum(self.parts[part] for part in CONTRIBUTING)

    @property
    def profit_fen(self) -> int | None:
        """What is left after people and everything else."""
        return _sum(self.parts.values())


def scenario(today: Today, changes: Changes | None = None) -> Scenario:
    """The month with something changed; without changes as it was.

    Raises:
        UserError: a figure of the payroll contradicts another.
    """
    wanted = changes or Changes()
    notices: list[Text] = []
    inputs = replaced(today, wanted, notices)
    run = compute_month(inputs)
    parts = _parts(today, wanted, run.turnover_fen, run.totals.employer_cost)
    return Scenario(
        parts=parts,
        departments=_departments(run),
        people=sum(1 for slip in run.slips if slip.days_employed),
        gross_fen=run.totals.gross,
        insurance_fen=_sum(slip.amount(*SOCIAL) for slip in run.slips),
        fund_fen=_sum(slip.amount(Code.HOUSING_FUND) for slip in run.slips),
        tax_fen=run.totals.income_tax,
        net_fen=run.totals.net,
        employer_fen=_less(run.totals.employer_cost, run.totals.gross),
        cost_fen=run.totals.employer_cost,
        ratio=ratio(run.totals.employer_cost, parts[Part.SALES]),
        missing=tuple(dict.fromkeys(entry.figure for entry in run.missing)),
        notices=tuple(notices),
    )


def replaced(today: Today, changes: Changes, notices: list[Text] | None = None) -> PayrollInputs:
    """The payroll inputs of the month with the changes in them; the very same where nothing of them changes.

    Args:
        today: the month as it was.
        changes: what is different.
        notices: takes what was assumed on the way.
    """
    inputs = today.inputs
    said = notices if notices is not None else []
    if changes.sales != _ONE or changes.refund_rate is not None:
        inputs = _scaled(today, changes, said)
    if changes.tier is not None:
        inputs = restaffed(inputs, today.ladder, changes.tier, today.schemes, said)
    if changes.base or changes.commission is not None or changes.insured_base:
        inputs = replace(inputs, people=tuple(_repaid(person, changes) for person in inputs.people))
    return inputs


# Sales and refunds


def _scaled(today: Today, changes: Changes, said: list[Text]) -> PayrollInputs:
    inputs, by = today.inputs, changes.sales
    before = ratio_of(today.refunds_fen, today.paid_fen)
    refunds: Decimal | None = by
    if changes.refund_rate is not None:
        refunds = None if not before else by * changes.refund_rate / before
        if refunds is None:
            said.append(
                Text("Today's refund rate is not known, so each person's refunds follow the new rate on own sales.")
            )

    def changed(inputs: MonthInputs) -> MonthInputs:
        sales = _times(inputs.own_sales, by)
        if refunds is not None:
            given_back = _times(inputs.own_refunds, refunds)
        else:
            given_back = _times(sales, changes.refund_rate or Decimal(0))
        return replace(
            inputs,
            own_sales=sales,
            own_refunds=given_back,
            goodwill_refunds=_times(inputs.goodwill_refunds, by if refunds is None else refunds) or Figure(0),
            confirmed_sales=_times(inputs.confirmed_sales, by),
        )

    figures = inputs.figures
    return replace(
        inputs,
        people=tuple(replace(person, inputs=changed(person.inputs)) for person in inputs.people),
        figures=replace(
            figures,
            paid=_times(figures.paid, by),
            service_sales=_times(figures.service_sales, by),
            silent_orders=_times(figures.silent_orders, by),
        ),
    )


def ratio_of(part: int | None, whole: int | None) -> Decimal | None:
    """A share as exact as a decimal is, not rounded for showing; ``None`` where it is not known."""
    return None if part is None or not whole else Decimal(part) / Decimal(whole)


def _times(figure: Figure | None, by: Decimal) -> Figure | None:
    if figure is None or by == _ONE:
        return figure
    return replace(figure, value=round_half_up(Decimal(figure.value) * by))


# Pay


def _repaid(person: PersonMonth, changes: Changes) -> PersonMonth:
    terms = tuple(
        replace(
            one,
            base_fen=_grown(one.base_fen, changes.base),
            scheme=replace(
                one.scheme,
                base_fen=_grown(one.scheme.base_fen, changes.base),
                components=tuple(_with_rate(part, changes.commission) for part in one.scheme.components),
            ),
        )
        for one in person.terms
    )
    pay = replace(
        person.pay,
        social_base_fen=_grown(person.pay.social_base_fen, changes.insured_base),
        fund_base_fen=_grown(person.pay.fund_base_fen, changes.insured_base),
    )
    return replace(person, terms=terms, pay=pay)


def _with_rate(component: Component, rate: Decimal | None) -> Component:
    """A component on sales at another rate; its bands, where it has any, give way to it."""
    if rate is None or component.basis not in _SALES_BASES:
        return component
    return replace(component, rate=rate, bands=())


def _grown(fen: int | None, by: Decimal) -> int | None:
    return fen if fen is None or not by else max(0, round_half_up(Decimal(fen) * (_ONE + by)))


# Profit


def with_costs(today: Today, was: Scenario) -> Scenario:
    """The month as it was, reckoned before, with the costs of ``today``: they change no wage."""
    return replace(was, parts=_parts(today, Changes(), was.parts[Part.SALES], was.cost_fen))


def _parts(today: Today, changes: Changes, paid: int | None, people: int | None) -> dict[Part, int | None]:
    costs = today.costs
    refunds = _refunds(today, changes, paid)
    kept = _less(paid, refunds)
    # Goods cost what they cost today, whatever they are sold for: only how many are kept counts.
    volume = None if kept is None else Decimal(kept) / (_ONE + changes.price)
    orders = None if today.orders is None else Decimal(today.orders) * changes.volume
    return {
        Part.SALES: paid,
        Part.REFUNDS: _cost(refunds, _ONE),
        Part.GOODS: _cost(volume, costs.goods_share),
        Part.PLATFORM: _cost(kept, costs.platform_rate),
        Part.ADS: _cost(costs.ads_fen, _ONE),
        Part.FREIGHT: _cost(orders, costs.freight_fen),
        Part.PEOPLE: _cost(people, _ONE),
        Part.OTHER: _cost(costs.other_fen, _ONE),
    }


def _refunds(today: Today, changes: Changes, paid: int | None) -> int | None:
    if changes.refund_rate is not None:
        return None if paid is None else round_half_up(Decimal(paid) * changes.refund_rate)
    return None if today.refunds_fen is None else round_half_up(Decimal(today.refunds_fen) * changes.sales)


def _cost(of: int | Decimal | None, rate: int | Decimal | None) -> int | None:
    """A cost, negative; ``None`` where one of the two is not known."""
    return None if of is None or rate is None else -round_half_up(Decimal(of) * Decimal(rate))


def _departments(run: PayrollRun) -> tuple[DepartmentPay, ...]:
    codes = dict.fromkeys(slip.department for slip in run.slips)
    return tuple(
        DepartmentPay(
            code,
            sum(1 for slip in run.slips if slip.department == code and slip.days_employed),
            _sum(slip.cost_fen for slip in run.slips if slip.department == code),
        )
        for code in codes
    )


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = list(amounts)
    return None if None in known else sum(amount for amount in known if amount is not None)
