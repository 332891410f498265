"""Fees in words: each figure with its rule, what is not confirmed, and what becomes another figure later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.setup.fee_history import FeeChange
from shopdesk.domain.setup.fee_scenario import TOTAL_NAMES, TOTAL_OF, ComparedRow
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, FeeEstimate, FeeItem, FeeLine, FeeNote
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import in_a_row, pick, sentences, tr

if TYPE_CHECKING:
    from shopdesk.services.setup.fee_scenarios import FeeAnswer, FeeDesk, FeesTaken

_SIDES = "AB"


def figure_words(line: FeeLine) -> str:
    """The amount or the share; a dash where it is not known."""
    if line.amount_fen is not None:
        return format_yuan(line.amount_fen)
    if line.rate is not None:
        return percent_text(line.rate)
    return tr("not charged") if line.year_fen == 0 else NO_DATA


def year_words(line: FeeLine) -> str:
    """What it comes to in a year, with what comes back of it."""
    if line.item is FeeItem.DEPOSIT:
        return tr("once, comes back") if line.amount_fen is not None else ""
    if line.year_fen is None or not line.known:
        return ""
    text = tr("{amount} a year", amount=format_yuan(line.year_fen))
    if line.refund_fen:
        text += " " + tr("after {amount} back", amount=format_yuan(line.refund_fen))
    return text


def standing_words(line: FeeLine) -> tuple[str, str]:
    """How sure a figure is, and the tone of it: own, agreed upon, not confirmed, or not known."""
    if not line.known:
        return (tr("Not charged"), "neutral") if line.year_fen == 0 else (tr("Not known"), "warning")
    if line.own:
        return (tr("Own figure"), "accent") if line.verified else (tr("Own figure, not confirmed"), "warning")
    return (tr("Sources agree"), "good") if line.verified else (tr("Not confirmed"), "warning")


def rule_words(line: FeeLine) -> str:
    """By which rule, from which day, where it is known from and as of when; what ships instead of an own figure."""
    parts = []
    if line.rule_set is not None:
        parts.append(pick(line.rule_set.title.zh, line.rule_set.title.en))
    if line.begins is not None:
        parts.append(tr("from {day} on", day=line.begins.isoformat()))
    source = pick(line.source.zh, line.source.en)
    if source:
        parts.append(source)
    if line.as_of is not None:
        parts.append(tr("as of {day}", day=line.as_of.isoformat()))
    parts.extend(steps_words(line))
    if line.figure is not None and line.figure.note:
        parts.append(line.figure.note)
    if line.shipped is not None and line.shipped.known:
        parts.append(tr("shipped: {figure}", figure=figure_words(line.shipped)))
    return " · ".join(parts)


def steps_words(line: FeeLine) -> list[str]:
    """The steps at which the yearly fee comes back, and how far the next one is."""
    return [
        tr("from {sales} of sales {share} back", sales=format_yuan(step.sales_fen), share=percent_text(step.share, 0))
        for step in line.refunds
    ]


def doubt_words(estimate: FeeEstimate, items: Sequence[FeeItem], *, told: bool) -> str:
    """What a figure made of ``items`` lacks, and which of them nobody confirmed; empty where all are sure.

    ``told`` says that there is such a figure: then no sales are asked for.
    """
    missing, doubts = estimate.missing(items), estimate.doubts(items)
    said = [
        tr("Not known: {fees}", fees=_names(missing)) if missing else "",
        tr("Enter the expected sales.") if not told and estimate.without_sales(items) else "",
        tr("! Not confirmed: {fees}", fees=_names(doubts)) if doubts else "",
    ]
    return " · ".join(filter(None, said))


def total_doubts(estimate: FeeEstimate) -> list[str]:
    """A sentence for each total that holds a figure nobody confirmed, or lacks one."""
    fen = {"tied": estimate.tied_up_fen, "year": estimate.year_cost_fen, "cash": estimate.first_year_cash_fen}
    found = [
        (TOTAL_NAMES[code], doubt_words(estimate, items, told=fen.get(code, 0) is not None))
        for code, items in TOTAL_OF.items()
    ]
    return [f"{tr(name)}: {said}" for name, said in found if said]


def change_words(change: FeeChange) -> str:
    """What a figure becomes on a day."""
    said = {"day": change.day.isoformat(), "fee": tr(FEE_ITEM_NAMES[change.item]), "after": figure_words(change.after)}
    back = steps_words(change.after)
    if change.before is None:
        text = tr("From {day}: {fee} {after}", **said)
    else:
        text = tr("From {day}: {fee} {after}, before {before}", before=figure_words(change.before), **said)
    return " · ".join([text, *back, standing_words(change.after)[0]])


def note_words(note: FeeNote) -> str:
    """Something known beside the figures, with how sure it is."""
    sure = tr("Sources agree") if note.verified else tr("Not confirmed")
    said = (sure, pick(note.source.zh, note.source.en), tr("as of {day}", day=note.as_of.isoformat()))
    return f"{pick(note.text.zh, note.text.en)} ({' · '.join(said)})"


def side_name(side: int) -> str:
    """What one of two stores is called."""
    return _SIDES[side]


def value_words(row: ComparedRow, side: int) -> str:
    """A figure of one of the two."""
    return _amount(row, row.values[side])


def difference_words(row: ComparedRow) -> str:
    """How much more or less the second is, with a sign that needs no colour; where it cannot be said, that it is so."""
    if not row.differs:
        return NO_DATA if row.values[0] is None else "="
    found = row.difference
    if found is None:
        return tr("≠ not known")
    sign = "▲ +" if found > 0 else "▼ −"
    return f"{sign}{_amount(row, found if found > 0 else -found)}"


def _amount(row: ComparedRow, value: int | Decimal | None) -> str:
    if value is None:
        return NO_DATA
    return percent_text(Decimal(value)) if row.rate else format_yuan(int(value))


def doubts_words(answers: Sequence[FeeAnswer], row: ComparedRow) -> str:
    """What is not sure of a figure, store by store."""
    said = [
        doubt_words(answer.estimate, row.items, told=value is not None or row.code == "break_even")
        for answer, value in zip(answers, row.values, strict=False)
    ]
    if said and all(one == said[0] for one in said):
        return said[0]
    return " · ".join(f"{side_name(side)}: {one}" for side, one in enumerate(said) if one)


def answer_words(answer: FeeAnswer) -> str:
    """By which rules a store was reckoned, and what becomes another figure after its day."""
    rules, day = answer.rule_set, answer.scenario.day
    said = [
        tr(
            "Rule set: {title}, valid from {start}, as of {day}.",
            title=pick(rules.title.zh, rules.title.en),
            start=rules.valid_from.isoformat(),
            day=rules.as_of.isoformat(),
        )
    ]
    if not rules.covers(day):
        said.append(tr("No rules of {day} are known.", day=day.isoformat()))
    said.extend(tr("Later: {change}", change=change_words(change)) for change in answer.later)
    return sentences(said)


def taken_words(desk: FeeDesk, answer: FeeAnswer, taken: FeesTaken) -> str:
    """What was taken over, and what was not."""
    scenario = answer.scenario
    said = [
        tr("The plan has trademark, category and sales of the chosen store."),
        tr("The deposit is not known, so the budget's stays as it was.")
        if taken.deposit_fen is None
        else tr("The budget's deposit is {amount}, in the phase “{phase}”.",
                amount=format_yuan(taken.deposit_fen), phase=taken.phase),
    ]  # fmt: skip
    if taken.other_deposits:
        said.append(tr("The budget has {count} more deposits: look whether they still belong.",
                       count=taken.other_deposits))  # fmt: skip
    if (scenario.platform, scenario.store_type) != (desk.store.platform, desk.store.store_type):
        said.append(
            tr(
                "The store itself stays {platform} · {kind}: that is changed in the store's own form.",
                platform=tr(PLATFORM_NAMES[desk.store.platform]),
                kind=tr(TYPE_NAMES[desk.store.store_type]),
            )
        )
    return sentences(said)


def _names(items: Iterable[FeeItem]) -> str:
    return in_a_row([tr(FEE_ITEM_NAMES[item]) for item in items])
