"""What the budget says and what does not fit together in it, in sentences that name the cause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from shopdesk.domain.money import format_yuan
from shopdesk.domain.setup.budget import KIND_NAMES, BudgetLine, Outlook, Tie
from shopdesk.domain.setup.cash import CashCurve
from shopdesk.domain.setup.plan_templates import LaidOut
from shopdesk.domain.setup.total_check import Cause, Part, TotalCheck
from shopdesk.infra.i18n import in_a_row, pick, sentences, tr
from shopdesk.services.setup.budget import BudgetView


def line_name(line: BudgetLine) -> str:
    """What a line is called: its own name, else its kind."""
    return line.name or tr(KIND_NAMES[line.kind])


def total_sentence(check: TotalCheck) -> str:
    """Whether the stated total is the sum of the phases, and what explains it where it is not.

    Empty while no total is stated.
    """
    if check.stated_fen is None:
        return ""
    said = []
    if check.agrees:
        said.append(tr("The phases add up to the stated total."))
    else:
        amounts = {
            "stated": format_yuan(check.stated_fen),
            "sum": format_yuan(check.sum_fen),
            "amount": format_yuan(abs(check.difference_fen)),
        }
        if check.difference_fen > 0:
            said.append(
                tr("The stated total of {stated} is {amount} more than the phases add up to ({sum}).", **amounts)
            )
        else:
            said.append(
                tr("The stated total of {stated} is {amount} less than the phases add up to ({sum}).", **amounts)
            )
        said.append(_causes(check.causes))
    return sentences(said)


def _causes(causes: Sequence[Cause]) -> str:
    if not causes:
        return tr("No line, kind or phase explains the difference.")
    told = [in_a_row(part_name(part) for part in cause.parts) for cause in causes]
    if len(told) > 1:
        either = tr(" or ", context="between causes").join(told)
        if causes[0].twice:
            return tr("It agrees if one of these is counted twice: {parts}.", parts=either)
        return tr("It agrees if one of these is left out: {parts}.", parts=either)
    if causes[0].twice:
        return tr("The total counts twice: {parts}.", parts=told[0])
    return tr("The total leaves out: {parts}.", parts=told[0])


def part_name(part: Part) -> str:
    """A part with its amount."""
    if part.phase is not None:
        name = tr("the whole phase {title}", title=part.phase.title)
    elif part.kind is not None:
        name = tr(KIND_NAMES[part.kind])
    else:
        name = line_name(part.lines[0])
    return tr("{name} ({amount})", name=name, amount=format_yuan(part.fen))


def stated_parts(laid: LaidOut) -> list[str]:
    """Where a plan's own division of its total says something else than its lines."""
    return [
        tr(
            "For {part} the plan says {stated}; its lines come to {lines}.",
            part=pick(one.title.zh, one.title.en),
            stated=format_yuan(one.stated_fen),
            lines=format_yuan(one.lines_fen),
        )
        for one in laid.parts
    ]


def lowest_sentence(view: BudgetView, outlook: Outlook) -> str:
    """The lowest point of the cash with its day, and whether the money at the start is enough; empty without phases."""
    curve = view.curves.get(outlook)
    if curve is None:
        return ""
    day, least = curve.lowest.day.isoformat(), curve.lowest.cash_fen
    if view.plan.start_money_fen is None:
        return tr(
            "{amount} is needed at the start: the cash is lowest on {day}.", amount=format_yuan(max(-least, 0)), day=day
        )
    if least < 0:
        return tr("The cash is lowest on {day}: {amount} are missing.", amount=format_yuan(-least), day=day)
    return tr("The cash is lowest on {day}: {amount} are left.", amount=format_yuan(least), day=day)


def parts_sentence(curve: CashCurve) -> str:
    """What has become of the money by the lowest day."""
    low = curve.lowest
    return tr(
        "By then {spent} are spent, {bound} bound in goods, {returnable} lie as deposits.",
        spent=format_yuan(low.spent_fen),
        bound=format_yuan(low.bound_fen),
        returnable=format_yuan(low.returnable_fen),
    )


def findings(view: BudgetView) -> list[str]:
    """What does not fit together, besides the stated total; nothing where all does."""
    said = [*_of_lines(view), *_of_phases(view)]
    if view.plan.net_share < 0:
        said.append(tr("A sale costs more than it brings: more turnover makes the cash less, in every outlook."))
    expected = view.curves.get(Outlook.EXPECTED)
    if expected is not None:
        said += [
            tr(
                "{name} of {amount} comes back on {day}, after the end of the plan.",
                name=line_name(move.line),
                amount=format_yuan(move.fen),
                day=move.day.isoformat(),
            )
            for move in expected.later
        ]
    return said


def _of_lines(view: BudgetView) -> list[str]:
    said = []
    if view.check.unknown:
        said.append(tr("{count} lines have no amount yet and are in no sum.", count=view.check.unknown))
    for money in view.phases:
        phase = money.phase
        for line in money.lines:
            day = line.on_day or phase.starts_on
            if not phase.starts_on <= day <= phase.ends_on:
                said.append(
                    tr(
                        "{name} is paid on {day}, outside of its phase {title}.",
                        name=line_name(line), day=day.isoformat(), title=phase.title,
                    )
                )  # fmt: skip
            if line.returns_on is not None and line.tie is not Tie.RETURNABLE:
                said.append(
                    tr("{name} has a day on which it comes back, but does not come back.", name=line_name(line))
                )
            elif line.returns_on is not None and line.returns_on < day:
                said.append(tr("{name} comes back before it is paid.", name=line_name(line)))
    return said


def _of_phases(view: BudgetView) -> list[str]:
    said = []
    ordered = sorted((money.phase for money in view.phases), key=lambda one: (one.starts_on, one.position))
    for first, second in pairwise(ordered):
        if second.starts_on <= first.ends_on:
            said.append(
                tr(
                    "{first} and {second} overlap from {day} on: on these days their targets are added.",
                    first=first.title, second=second.title, day=second.starts_on.isoformat(),
                )
            )  # fmt: skip
    unknown = [phase.title for phase in ordered if phase.month_target_fen is None]
    if unknown:
        said.append(tr("No target is known yet for: {phases}. It counts as no sales.", phases=in_a_row(unknown)))
    return said


def payback_rule() -> str:
    """By which rule the payback is reckoned."""
    return tr(
        "Payback is the first month at whose end the profit so far covers what is spent, after the last payment of the "
        "plan. Profit = turnover x net share - fixed costs; deposits and goods are not spent."
    )


def break_even_rule() -> str:
    """By which rule the break-even is reckoned."""
    return tr("Break-even = fixed costs ÷ what is left of each yuan of turnover.")
