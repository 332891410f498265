"""One person's month in its order: lines, gross, what is taken off, net, and what the employer pays in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from shopdesk.domain.payroll import bonus as bonuses
from shopdesk.domain.payroll.absence import sick_leave, unpaid_leave
from shopdesk.domain.payroll.adjustments import adjustment_lines, deducted_lines
from shopdesk.domain.payroll.base import base_line
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.compensation import below_least, compensation_line
from shopdesk.domain.payroll.components import FURTHER, component_line, typed_lines
from shopdesk.domain.payroll.income_tax import Withholding, tax_line, withhold
from shopdesk.domain.payroll.inputs import BonusTax
from shopdesk.domain.payroll.insurance import OWN_RATES, employer_parts, fund_line, insured, social_line
from shopdesk.domain.payroll.overtime import KINDS, overtime_line
from shopdesk.domain.payroll.own_commission import own_commission
from shopdesk.domain.payroll.performance import performance_line
from shopdesk.domain.payroll.silent_pool import Pool, pool_line, takes_part
from shopdesk.domain.payroll.slip import (
    DEDUCTIONS,
    LINE_NAMES,
    BonusComparison,
    Code,
    Missing,
    MissingFigures,
    PayLine,
    Payslip,
)
from shopdesk.domain.payroll.team_commission import team_commission
from shopdesk.domain.payroll.trace import Node, Unit, at_least, at_most, given, minus, nothing, total
from shopdesk.domain.payroll.words import money
from shopdesk.domain.text import NO_DATA, Text

Made = PayLine | None | Iterable[PayLine]


@dataclass(slots=True)
class _Sheet:
    """The lines of a slip while it is made; a rule that misses figures leaves a line without an amount."""

    lines: list[PayLine] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def put(self, code: Code, make: Callable[[], Made]) -> None:
        try:
            made = make()
        except MissingFigures as error:
            self.miss(error)
            names = "; ".join(str(entry.figure) for entry in error.missing)
            figures = [entry.figure for entry in error.missing]
            explanation = Text("Missing: {figure}.", figure=figures[0] if len(set(figures)) == 1 else names)
            self.lines.append(PayLine(code=code, trace=None, explanation=explanation))
            return
        if isinstance(made, PayLine):
            self.lines.append(made)
        elif made is not None:
            self.lines.extend(made)

    def miss(self, error: MissingFigures) -> None:
        self.missing.extend(entry for entry in error.missing if entry not in self.missing)

    def sum_of(self, label: Text, codes: Iterable[Code]) -> Node | None:
        wanted = frozenset(codes)
        traces = [line.trace for line in self.lines if line.code in wanted]
        known = [trace for trace in traces if trace is not None]
        return total(label, *known) if len(known) == len(traces) else None

    def trace(self, code: Code) -> Node | None:
        return next((line.trace for line in self.lines if line.code is code), None)


def compute_slip(case: Case, pool: Pool | None, pool_missing: MissingFigures | None) -> Payslip:
    """The payslip of one person.

    ``pool_missing`` says why there is no pool where one is due.

    Raises:
        UserError: the person carries both marks of the tax year.
    """
    sheet = _Sheet()
    _earnings(case, sheet, pool, pool_missing)
    gross = sheet.sum_of(
        Text("gross wage"),
        (code for code in Code if code not in DEDUCTIONS and code is not Code.OWN_COMMISSION_CARRIED),
    )
    if gross is not None:
        wage = gross
        sheet.put(Code.COMPENSATION, lambda: compensation_line(case, wage))
    if insured(case):
        for code, rule in OWN_RATES:
            sheet.put(code, lambda code=code, rule=rule: social_line(case, code, rule))  # type: ignore[misc]
        sheet.put(Code.HOUSING_FUND, lambda: fund_line(case))
    sheet.lines.extend(deducted_lines(case))
    insurance = sheet.sum_of(Text("own insurance and fund"), (*(code for code, _ in OWN_RATES), Code.HOUSING_FUND))
    tax = _tax(case, sheet, gross, insurance)
    net, short = _net(case, sheet, gross)
    cost, parts = _cost(case, sheet, gross)
    year = tax.year if tax is not None else None
    apart = int(case.person.inputs.year_end_bonus.value) if bonuses.apart(case) else 0
    found = (_low(case, gross), _short(short), _second_bonus(case, apart), _rule_ended(case, apart))
    notices = [notice for notice in found if notice is not None]
    person = case.person
    return Payslip(
        person_id=person.id,
        name=person.name,
        mark=person.mark,
        department=person.department,
        role=person.role,
        days_employed=len(case.days),
        lines=tuple(sheet.lines),
        gross=gross,
        taxable_cumulative=None if tax is None else tax.taxable,
        tax_cumulative=None if tax is None else tax.cumulative,
        net=net,
        employer_cost=cost,
        employer_parts=parts,
        year=None if year is None else replace(year, bonus_apart_fen=year.bonus_apart_fen + apart),
        carried_fen=_carried(case, sheet),
        open_advance_fen=_open_advance(case, sheet, short),
        bonus=_comparison(case, gross, insurance),
        missing=tuple(sheet.missing),
        notices=tuple(notices),
    )


def _earnings(case: Case, sheet: _Sheet, pool: Pool | None, pool_missing: MissingFigures | None) -> None:
    def of_the_pool() -> PayLine | None:
        if pool_missing is not None and takes_part(case):
            raise pool_missing
        return pool_line(case, pool)

    if case.inputs.off_cycle:
        sheet.put(Code.ADJUSTMENT, lambda: adjustment_lines(case))
        return
    sheet.put(Code.BASE, lambda: base_line(case))
    base = sheet.trace(Code.BASE)
    sheet.put(Code.ABSENCE, lambda: unpaid_leave(case, base))
    unpaid = next((line for line in sheet.lines if line.code is Code.ABSENCE and line.trace is not None), None)
    sheet.put(Code.ABSENCE, lambda: sick_leave(case, base, unpaid))
    for kind in KINDS:
        sheet.put(Code.OVERTIME, lambda kind=kind: overtime_line(case, *kind))  # type: ignore[misc]
    sheet.put(Code.OWN_COMMISSION, lambda: own_commission(case))
    sheet.put(Code.TEAM_COMMISSION, lambda: team_commission(case))
    sheet.put(Code.SILENT_POOL, of_the_pool)
    sheet.put(Code.PERFORMANCE, lambda: performance_line(case))
    for component in case.scheme.components if case.days else ():
        if component.basis in FURTHER:
            sheet.put(Code.COMPONENT, lambda part=component: component_line(case, part))  # type: ignore[misc]
    sheet.put(Code.AWARD, lambda: typed_lines(case))
    sheet.put(Code.ADJUSTMENT, lambda: adjustment_lines(case))


def _tax(case: Case, sheet: _Sheet, gross: Node | None, insurance: Node | None) -> Withholding | None:
    bonus = sheet.trace(Code.YEAR_END_BONUS)
    found: list[Withholding] = []

    if gross is None or insurance is None:
        waits = Text("Waits for the figures that are missing above.")
        sheet.lines.append(PayLine(code=Code.INCOME_TAX, trace=None, explanation=waits))
        return None
    apart = bonus if bonus is not None and bonuses.apart(case) else None
    income = gross if apart is None else minus(Text("gross wage without the bonus"), gross, apart)

    def wage_tax() -> PayLine:
        found.append(withhold(case, income, insurance))
        return tax_line(found[0])

    sheet.put(Code.INCOME_TAX, wage_tax)
    if apart is not None:
        sheet.put(Code.INCOME_TAX, lambda: bonuses.bonus_tax_line(case, apart))
    return found[0] if found else None


def _net(case: Case, sheet: _Sheet, gross: Node | None) -> tuple[Node | None, int]:
    """Net, and by how much the wage falls short of insurance and tax."""
    taken = sheet.sum_of(Text("taken off"), DEDUCTIONS)
    figure = case.person.inputs.other_deduction
    if gross is None or taken is None:
        if figure.value:
            waits = Text("Waits for the figures that are missing above.")
            sheet.lines.append(PayLine(code=Code.OTHER_DEDUCTION, trace=None, explanation=waits))
        return None, 0
    left = minus(Text("left after compensation, insurance and tax"), gross, taken)
    rest = at_least(Text("not below zero"), left, nothing())
    if not figure.value:
        return rest, max(0, -left.fen)
    asked = given(figure.value, Unit.FEN, LINE_NAMES[Code.OTHER_DEDUCTION], figure.sources)
    amount = at_most(Text("not more than is left"), asked, rest)
    sheet.lines.append(
        PayLine(
            code=Code.OTHER_DEDUCTION,
            trace=amount,
            not_taken_fen=asked.fen - amount.fen,
            explanation=Text("{reason}", reason=case.person.inputs.deduction_reason or NO_DATA),
        )
    )
    return minus(Text("net wage"), rest, amount), max(0, -left.fen)


def _cost(case: Case, sheet: _Sheet, gross: Node | None) -> tuple[Node | None, tuple[Node, ...]]:
    try:
        parts = employer_parts(case) if insured(case) else ()
    except MissingFigures as error:
        sheet.miss(error)
        return None, ()
    return (None if gross is None else total(Text("cost of the employer"), gross, *parts)), parts


def _carried(case: Case, sheet: _Sheet) -> int | None:
    if case.inputs.off_cycle:
        # The month's wages have settled the commission; what they left goes on untouched.
        before = case.person.inputs.carried
        return None if before is None else int(before.value)
    lines = [line for line in sheet.lines if line.code in (Code.OWN_COMMISSION, Code.OWN_COMMISSION_CARRIED)]
    if any(line.trace is None for line in lines):
        return None
    return sum(line.trace.fen for line in lines if line.trace and line.code is Code.OWN_COMMISSION_CARRIED)


def _open_advance(case: Case, sheet: _Sheet, short: int) -> int | None:
    before = case.person.inputs.open_advance
    line = next((line for line in sheet.lines if line.code is Code.OTHER_DEDUCTION), None)
    if before is None or (line is not None and line.amount_fen is None):
        return None
    asked = int(case.person.inputs.other_deduction.value)
    taken = 0 if line is None or line.amount_fen is None else line.amount_fen
    # What was asked for beyond what was known to be open is an advance that nobody had entered before.
    return max(int(before.value), asked) - taken + short


def _comparison(case: Case, gross: Node | None, insurance: Node | None) -> BonusComparison | None:
    bonus = case.person.inputs.year_end_bonus
    if gross is None or insurance is None or not bonus.value or case.person.inputs.year is None:
        return None
    wage = minus(Text("gross wage without the bonus"), gross, given(bonus.value, Unit.FEN, Text("year-end bonus")))
    return bonuses.compare(case, wage, insurance)


def _low(case: Case, gross: Node | None) -> Text | None:
    return None if gross is None else below_least(case, gross)


def _short(short: int) -> Text | None:
    if not short:
        return None
    return Text(
        "Insurance and tax exceed what was earned by {amount}. The net wage is zero, the rest an open advance.",
        amount=money(short),
    )


def _rule_ended(case: Case, apart: int) -> Text | None:
    inputs = case.person.inputs
    if apart or not inputs.year_end_bonus.value or inputs.bonus_tax is BonusTax.WITHIN:
        return None
    return Text("The rule that taxes a year-end bonus apart has ended; the bonus was taxed within the wages.")


def _second_bonus(case: Case, apart: int) -> Text | None:
    year = case.person.inputs.year
    if not apart or year is None or not year.bonus_apart_fen:
        return None
    return Text(
        "A bonus of {amount} was taxed apart this year already. The law allows it once a year.",
        amount=money(year.bonus_apart_fen),
    )
