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
from shopdesk.domain.payroll.schemes import MONEY_BASES, Band, BandMode, Basis, Component, Proration, SalesBasis, Scheme
from shopdesk.domain.payroll.slip import Payslip
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.people import Level
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text

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

_SALES: dict[SalesBasis, Text] = {
    SalesBasis.PAID: Text("as paid"),
    SalesBasis.AFTER_REFUNDS: Text("after refunds"),
    SalesBasis.CONFIRMED: Text("confirmed by the buyers"),
}
_PRORATION: dict[Proration, Text] = {
    Proration.CALENDAR_DAYS: Text("For a part of a month it counts by calendar days."),
    Proration.WORKDAYS: Text("For a part of a month it counts by due workdays."),
    Proration.PAID_DAYS: Text("For a part of a month it counts by workdays of 21.75 a month."),
}
EXAMPLE_SALES = 100_000_00
"""Fen: own sales, and silent orders, of the worked example."""
_STORE_PAID = 200_000_00
_WHEN = date(2026, 3, 1)


def scheme_text(scheme: Scheme, rules: Rulebook) -> tuple[Text, ...]:
    """The scheme sentence by sentence: title and version, base pay, components, performance, and an example."""
    lines = [
        Text("{zh} ({en})", zh=scheme.name.zh, en=scheme.name.en),
        Text("Version of {day}; it holds from that day until a later version.", day=scheme.valid_from.isoformat()),
        *_base(scheme),
        *(sentence for part in scheme.components for sentence in _component(part)),
        *_performance(scheme),
        Text("Worked example:"),
    ]
    slip = example_slip(scheme, rules)
    for line in slip.lines:
        if line.trace is not None:
            lines.append(
                Text(
                    "{name}: {amount}. {explanation}",
                    name=line.name,
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


def _base(scheme: Scheme) -> list[Text]:
    if scheme.base_fen is None:
        first = Text("Base pay: as agreed with each person.")
    else:
        first = Text("Base pay: {amount} a month.", amount=money(scheme.base_fen))
    lines = [first]
    if scheme.allowance_fen:
        lines.append(Text("Post allowance: {amount} a month.", amount=money(scheme.allowance_fen)))
    return [*lines, _PRORATION[scheme.proration]]


def _component(part: Component) -> list[Text]:
    basis: Text = BASIS_NAMES[part.basis]
    if part.basis in (Basis.OWN_SALES, Basis.TEAM_SALES):
        basis = Text("{basis} {which}", basis=basis, which=_SALES[part.sales])
    lines = []
    if part.bands:
        how = (
            Text("each slice at its own rate")
            if part.mode is BandMode.SLICES
            else Text("the whole at the rate reached")
        )
        lines.append(Text("{zh} ({en}): {basis}, {how}:", zh=part.name.zh, en=part.name.en, basis=basis, how=how))
        lines += [_band(part, band) for band in part.bands]
    else:
        rate = percent(part.rate or Decimal(0)) if part.basis in MONEY_BASES else money(int(part.rate or 0))
        lines.append(Text("{zh} ({en}): {basis} × {rate}.", zh=part.name.zh, en=part.name.en, basis=basis, rate=rate))
    if part.basis is Basis.SILENT_ORDERS:
        lines.append(Text("The amount is shared among all who take part; the shares add up to it to the fen."))
    if part.cap_fen is not None:
        lines.append(Text("Not more than {amount} a month.", amount=money(part.cap_fen)))
    if part.floor_fen is not None:
        lines.append(Text("Not less than {amount} a month.", amount=money(part.floor_fen)))
    return lines


def _band(part: Component, band: Band) -> Text:
    in_money = part.basis in MONEY_BASES

    def bound(value: Decimal) -> str:
        return money(int(value)) if in_money else f"{value:f}"

    rate = percent(band.rate) if in_money else money(int(band.rate))
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


def check_bands(bands: tuple[Band, ...]) -> list[Text]:
    """What is wrong with bands, in words: gaps, overlaps, a start above zero, an end that is none."""
    wrong = []
    expected: Decimal | None = Decimal(0)
    for number, band in enumerate(bands, 1):
        if expected is None:
            wrong.append(Text("Band {number} comes after one without an end. Put it before.", number=number))
            break
        if band.start > expected:
            wrong.append(
                Text(
                    "Between {low} and {high} no band holds. Close the gap.",
                    low=f"{expected:f}",
                    high=f"{band.start:f}",
                )
            )
        elif band.start < expected:
            wrong.append(
                Text("Between {low} and {high} two bands hold. Part them.", low=f"{band.start:f}", high=f"{expected:f}")
            )
        if band.end is not None and band.end <= band.start:
            wrong.append(Text("Band {number} ends before it begins.", number=number))
        expected = band.end
    if expected is not None and bands:
        wrong.append(Text("The last band has an end; what lies above has no rate. Leave its end open."))
    return wrong


def slip_of_percent(rate: Decimal) -> Text | None:
    """A warning where a commission looks as if 0.2 percent had been typed as 0.2."""
    if rate < Decimal("0.05"):
        return None
    return Text(
        "{rate} of the sales is a lot: did you mean {small}? 0.2 as a share of one is twenty percent.",
        rate=percent(rate),
        small=percent(rate / 100),
    )
