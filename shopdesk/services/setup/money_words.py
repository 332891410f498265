"""The plan's money in sentences, the same for the window, for paper and for the workbook."""

from __future__ import annotations

from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.setup.break_even import BreakEven
from shopdesk.domain.setup.payback import HORIZON_MONTHS, Payback, Return, Verdict
from shopdesk.infra.i18n import tr


def return_sentence(payback: Payback, back: Return) -> str:
    """When money comes back, or why it cannot be said."""
    if back.verdict is Verdict.BACK and back.after is not None:
        month = payback.months[back.after - 1].month
        return tr("after {months} months ({month})", months=back.after, month=f"{month:%Y-%m}")
    if back.verdict is Verdict.NOTHING_PUT_IN:
        return tr("nothing put in yet")
    if back.verdict is Verdict.NO_SALES:
        return tr("no phase has a target yet")
    if back.verdict is Verdict.LOSING:
        return tr("never: the last target does not pay the running costs")
    return tr("not within {years} years", years=HORIZON_MONTHS // 12)


def cash_sentences(payback: Payback) -> list[str]:
    """On which day the most money is bound, and what the plan takes for granted."""
    sentences = []
    if payback.peak_on is not None:
        sentences.append(
            tr(
                "Most is bound on {day}: money goes out on its own day or its phase's first, a month's profit comes at "
                "its end.",
                day=payback.peak_on.isoformat(),
            )
        )
    sentences += [
        tr("No sales are planned from {start} to {end}.", start=gap.start.isoformat(), end=gap.end.isoformat())
        for gap in payback.gaps
    ]
    if payback.goes_on_from is not None:
        sentences.append(
            tr("From {day} on, the last phase's target is taken to go on.", day=payback.goes_on_from.isoformat())
        )
    return sentences


def break_even_sentence(even: BreakEven) -> str:
    """What the break-even sales have to pay, and whose shares they are reckoned with."""
    if even.year_fen is None:
        return tr("Nothing is left of a yuan of sales, so no sales pay the fixed costs.")
    shares = tr("the fee rules' shares") if even.by_rules else tr("the budget's commission")
    if not even.fixed_year_fen:
        earns = percent_text(even.margin)
        return tr("No fixed costs are entered, so every sale earns {margin} ({shares}).", margin=earns, shares=shares)
    return tr(
        "Fixed costs of {fixed} a year at {margin} left of each yuan ({shares}).",
        fixed=format_yuan(even.fixed_year_fen),
        margin=percent_text(even.margin),
        shares=shares,
    )
