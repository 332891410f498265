"""Fees in words: each figure with its rule, what is not confirmed, and what becomes another figure later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.setup.fee_history import FeeChange
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, FeeEstimate, FeeItem, FeeLine, FeeNote
from shopdesk.infra.i18n import in_a_row, pick, tr

NO_DATA = "—"


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
    if line.year_fen is None:
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


def doubt_words(estimate: FeeEstimate, items: Sequence[FeeItem]) -> str:
    """What a figure made of ``items`` lacks, or which of them nobody confirmed; empty where all are sure."""
    missing, doubts = estimate.missing(items), estimate.doubts(items)
    if missing:
        return tr("Not known: {fees}", fees=_names(missing))
    return tr("! Not confirmed: {fees}", fees=_names(doubts)) if doubts else ""


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
    return f"{pick(note.text.zh, note.text.en)} ({sure} · {tr('as of {day}', day=note.as_of.isoformat())})"


def _names(items: Iterable[FeeItem]) -> str:
    return in_a_row([tr(FEE_ITEM_NAMES[item]) for item in items])
