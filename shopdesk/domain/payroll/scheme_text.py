"""A pay scheme as text to print and sign: written from its terms, with an example that the rules themselves compute."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.payroll.inputs import (
    Figure,
    MonthInputs,
    PayData,
    PayrollInputs,
    PayTerms,
    PersonMonth,
    StoreMonth,
)
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.rules import Rulebook
from shopdesk.domain.payroll.scheme_checks import bound_words
from shopdesk.domain.payroll.schemes import (
    MONEY_BASES,
    Band,
    BandMode,
    Basis,
    Component,
    PoolBy,
    Proration,
    SalesBasis,
    Scheme,
)
from shopdesk.domain.payroll.shipped import BEGINNING
from shopdesk.domain.payroll.slip import PayLine, Payslip
from shopdesk.domain.payroll.words import money, percent, yuan
from shopdesk.domain.people import Level
from shopdesk.domain.periods import month_of
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Either, Text

BASIS_NAMES: dict[Basis, Text] = {
    Basis.OWN_SALES: Text("own sales"),
    Basis.TEAM_SALES: Text("sales of the team"),
    Basis.STORE_SALES: Text("paid amount of the store"),
    Basis.SILENT_ORDERS: Text("silent orders"),
    Basis.PIECES: Text("pieces"),
    Basis.DAYS: Text("days employed"),
    Basis.HOURS: Text("hours worked"),
    Basis.FIXED: Text("a fixed amount"),
    Basis.SCORE: Text("score"),
}
"""What a component is reckoned from, in words."""

SALES_NAMES: dict[SalesBasis, Text] = {
    SalesBasis.PAID: Text("as paid"),
    SalesBasis.AFTER_REFUNDS: Text("after refunds"),
    SalesBasis.CONFIRMED: Text("confirmed by the buyers"),
}
"""Which sales count, in words."""
_PRORATION: dict[Proration, Text] = {
    Proration.CALENDAR_DAYS: Text("For a part of a month it counts by calendar days."),
    Proration.WORKDAYS: Text("For a part of a month it counts by due workdays."),
    Proration.PAID_DAYS: Text("For a part of a month it counts by workdays of 21.75 a month."),
}
_POOL: dict[PoolBy, Text] = {
    PoolBy.DAYS: Text("It is shared among all who take part by the calendar days employed in the month."),
    PoolBy.HEADS: Text("It is shared among all who take part in equal parts."),
    PoolBy.POINTS: Text("It is shared among all who take part by the points of their schemes."),
}
EXAMPLE_SALES = 100_000_00
"""Fen: own sales, and silent orders, of the worked example."""
_STORE_PAID = 200_000_00
_WHEN = date(2026, 3, 1)


def scheme_text(scheme: Scheme, rules: Rulebook) -> tuple[Text, ...]:
    """The scheme sentence by sentence: title and version, base pay, components, performance, and an example."""
    lines = [
        wording_text(scheme.name),
        _since(scheme.valid_from),
        *_base(scheme),
        *(sentence for part in scheme.components for sentence in _component(part, scheme)),
        *_performance(scheme),
        Text("Worked example:"),
    ]
    slip = example_slip(scheme, rules)
    for line in slip.lines:
        if line.trace is not None:
            lines.append(
                Text(
                    "{name}: {amount}. {explanation}",
                    name=line_name(line),
                    amount=money(line.trace),
                    explanation=line.explanation,
                )
            )
    if slip.gross is not None:
        lines.append(Text("Gross wage: {amount}.", amount=money(slip.gross)))
    return tuple(lines)


def example_slip(scheme: Scheme, rules: Rulebook) -> Payslip:
    """What somebody alone in the scheme gets for a month of round figures; 4,000 where it names no base pay."""
    silent = scheme.component(Basis.SILENT_ORDERS) is not None
    leads = scheme.component(Basis.TEAM_SALES) is not None
    month = month_of(_WHEN)
    since = min(scheme.valid_from, month.start)
    base = 4000_00 if scheme.base_fen is None else None
    person = PersonMonth(
        id=1,
        name="",
        department="planning" if silent else "service",
        role="",
        level=Level.LEAD if leads else Level.STAFF,
        terms=(PayTerms(valid_from=since, scheme=scheme, base_fen=base),),
        employments=((month.start - timedelta(days=365), None),),
        pay=PayData(),
        inputs=MonthInputs(
            own_sales=Figure(EXAMPLE_SALES),
            own_refunds=Figure(0),
            confirmed_sales=Figure(EXAMPLE_SALES),
            pieces=Figure(100),
            hours=Figure(Decimal(160)),
            score=Figure(Decimal(90)),
            insured=False,
        ),
    )
    figures = StoreMonth(
        paid=Figure(_STORE_PAID),
        silent_orders=Figure(EXAMPLE_SALES),
        rating_before=Figure(Decimal("4.7")),
        rating_now=Figure(Decimal("4.8")),
    )
    inputs = PayrollInputs(store="", month=month, people=(person,), figures=figures, rules=rules)
    return compute_month(inputs).slips[0]


def wording_text(name: Wording) -> Text:
    """A name in the language of the reader, or the one that there is."""
    return Text("{name}", name=Either(name.zh, name.en))


def line_name(line: PayLine) -> Text:
    """What a line of a payslip is called: a further component by its own name."""
    return line.name if line.component is None else wording_text(line.component)


def _since(day: date) -> Text:
    if day == BEGINNING:
        return Text("The version that ships with the program; it holds until the store makes one of its own.")
    return Text("Version of {day}; it holds from that day until a later version.", day=day.isoformat())


def _base(scheme: Scheme) -> list[Text]:
    if scheme.base_fen is None:
        first = Text("Base pay: as agreed with each person.")
    else:
        first = Text("Base pay: {amount} a month.", amount=money(scheme.base_fen))
    lines = [first]
    if scheme.allowance_fen:
        lines.append(Text("Post allowance: {amount} a month.", amount=money(scheme.allowance_fen)))
    return [*lines, _PRORATION[scheme.proration]]


def _component(part: Component, scheme: Scheme) -> list[Text]:
    name, in_money = wording_text(part.name), part.basis in MONEY_BASES
    basis: Text = BASIS_NAMES[part.basis]
    if part.basis in (Basis.OWN_SALES, Basis.TEAM_SALES):
        basis = Text("{basis} {which}", basis=basis, which=SALES_NAMES[part.sales])
    rate = Decimal(part.rate or 0)
    if part.bands:
        how = (
            Text("each slice at its own rate")
            if part.mode is BandMode.SLICES
            else Text("the whole at the rate reached")
        )
        if part.basis is Basis.SCORE:
            how = Text("the amount of the band reached")
        lines = [Text("{name}: {basis}, {how}:", name=name, basis=basis, how=how)]
        lines += [_band(part, band) for band in part.bands]
    elif part.basis is Basis.FIXED:
        lines = [Text("{name}: {amount} a month.", name=name, amount=yuan(rate))]
    else:
        shown = percent(rate) if in_money else yuan(rate)
        lines = [Text("{name}: {basis} × {rate}.", name=name, basis=basis, rate=shown)]
    return [*lines, *_who_gets_it(part, scheme), *_bounds(part)]


def _who_gets_it(part: Component, scheme: Scheme) -> list[Text]:
    if part.basis is Basis.TEAM_SALES:
        lines = [Text("It is paid from lead level on.")]
        if scheme.component(Basis.OWN_SALES) is not None:
            lines.append(
                Text("A lead gets the commission on own sales as well.")
                if scheme.own_and_team
                else Text("A lead gets it instead of the commission on own sales.")
            )
        return lines
    if part.basis is not Basis.SILENT_ORDERS:
        return []
    lines = [_POOL[part.pool_by]]
    if part.pool_by is PoolBy.POINTS:
        lines.append(Text("This scheme has {points} points.", points=f"{part.points:f}"))
    return [*lines, Text("The shares add up to the amount to the fen.")]


def _bounds(part: Component) -> list[Text]:
    lines = []
    if part.cap_fen is not None:
        lines.append(Text("Not more than {amount} a month.", amount=money(part.cap_fen)))
    if part.floor_fen is not None:
        lines.append(Text("Not less than {amount} a month.", amount=money(part.floor_fen)))
    if part.prorated:
        lines.append(Text("For a part of a month these amounts count by the calendar days employed."))
    return lines


def _band(part: Component, band: Band) -> Text:
    bound = bound_words(part.basis).bound
    rate = percent(band.rate) if part.basis in MONEY_BASES else yuan(band.rate)
    if band.end is None:
        return Text("above {start}: {rate}", start=bound(band.start), rate=rate)
    return Text("above {start} up to {end}: {rate}", start=bound(band.start), end=bound(band.end), rate=rate)


def _performance(scheme: Scheme) -> list[Text]:
    terms = scheme.performance
    return [
        Text(
            "Performance: a rating bonus of {bonus}; {up} more for each full {step} that the rating rises, {down} "
            "less for each that it falls; {neutral} less for each neutral and {bad} less for each bad review that the "
            "person is to blame for.",
            bonus=money(terms.rating_bonus_fen),
            up=money(terms.step_up_fen),
            step=str(terms.step),
            down=money(terms.step_down_fen),
            neutral=money(terms.neutral_fen),
            bad=money(terms.bad_fen),
        ),
        Text("It is never below zero, and what lies below zero is neither a debt nor a deduction."),
    ]
