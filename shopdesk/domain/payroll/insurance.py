"""Social insurance and housing fund: rate times the base within the city's range, the person's and the employer's."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.slip import Code, PayLine
from shopdesk.domain.payroll.trace import Node, Unit, apply, at_least, at_most, given, rounded, times
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.text import Text

OWN_RATES = (
    (Code.SOCIAL_PENSION, Rule.PENSION),
    (Code.SOCIAL_MEDICAL, Rule.MEDICAL),
    (Code.SOCIAL_UNEMPLOYMENT, Rule.UNEMPLOYMENT),
)
EMPLOYER_RATES = (
    Rule.EMPLOYER_PENSION,
    Rule.EMPLOYER_MEDICAL,
    Rule.EMPLOYER_UNEMPLOYMENT,
    Rule.EMPLOYER_INJURY,
)


def insured(case: Case) -> bool:
    """Whether the month is insured: the owner's mark of the month, and somebody who was there on one of its days."""
    return case.person.inputs.insured and bool(case.days)


def social_line(case: Case, code: Code, rule: Rule) -> PayLine:
    """The person's part of one kind of insurance.

    Raises:
        MissingFigures: base, rate or the city's range are missing.
    """
    base = social_base(case, code)
    rate = case.rule(code, rule)
    return _line(code, rounded(Text("insurance of the person"), times(Text("base times rate"), base, rate)), base, rate)


def fund_line(case: Case) -> PayLine:
    """The person's part of the housing fund, in whole yuan where the city says so.

    Raises:
        MissingFigures: base, rate or the city's range are missing.
    """
    base, rate = fund_base(case), _own_fund_rate(case)
    return _line(Code.HOUSING_FUND, _fund(case, Text("housing fund of the person"), base, rate), base, rate)


def employer_parts(case: Case) -> tuple[Node, ...]:
    """What the employer pays on top: four kinds of insurance and the fund, each rounded.

    Raises:
        MissingFigures: base, rate or the city's range are missing.
    """
    base = social_base(case, Code.SOCIAL_PENSION)
    parts = []
    for rule in EMPLOYER_RATES:
        rate = case.rule(Code.SOCIAL_PENSION, rule)
        parts.append(rounded(Text("insurance of the employer"), times(Text("base times rate"), base, rate)))
    own = case.found(Rule.EMPLOYER_FUND)
    rate = _own_fund_rate(case) if own is None else own.node()
    parts.append(_fund(case, Text("housing fund of the employer"), fund_base(case), rate))
    return tuple(parts)


def social_base(case: Case, code: Code) -> Node:
    """The insurance base within the city's range.

    Raises:
        MissingFigures: it or the range is missing; a base that is not there is not the wage.
    """
    return _clamped(
        case, code, case.person.pay.social_base_fen, Text("insurance base"), Rule.SOCIAL_FLOOR, Rule.SOCIAL_CEILING
    )


def fund_base(case: Case) -> Node:
    """The housing fund base within the city's range.

    Raises:
        MissingFigures: it or the range is missing.
    """
    fen = case.person.pay.fund_base_fen
    return _clamped(case, Code.HOUSING_FUND, fen, Text("housing fund base"), Rule.FUND_FLOOR, Rule.FUND_CEILING)


def _clamped(case: Case, code: Code, fen: int | None, label: Text, floor: Rule, ceiling: Rule) -> Node:
    if fen is None:
        raise case.missing(code, label)
    lifted = at_least(Text("not below the range"), given(fen, Unit.FEN, label), case.rule(code, floor))
    return at_most(Text("not above the range"), lifted, case.rule(code, ceiling))


def _own_fund_rate(case: Case) -> Node:
    rate = case.person.pay.fund_rate
    if rate is None:
        raise case.missing(Code.HOUSING_FUND, Text("housing fund rate"))
    return given(rate, Unit.RATE, Text("housing fund rate"))


def _fund(case: Case, label: Text, base: Node, rate: Node) -> Node:
    amount = times(Text("base times rate"), base, rate)
    whole = case.found(Rule.FUND_WHOLE_YUAN)
    if whole is None or not whole.value:
        return rounded(label, amount)
    return apply("round_yuan", label, amount, rule=whole.ref)


def _line(code: Code, amount: Node, base: Node, rate: Node) -> PayLine:
    explanation = Text("{base} × {rate}.", base=money(base), rate=percent(rate))
    return PayLine(code=code, trace=amount, basis=base, rate=rate, explanation=explanation)
