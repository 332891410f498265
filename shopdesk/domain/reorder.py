"""Whether a product is to be ordered anew, and how many pieces: a rule of five conditions, each with its own answer.

A product is reordered when at least twenty pieces a day are sold, and steadily so; when at least a month of its season
is left; when more is sold than before; and when something is left after ads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from shopdesk.domain.ledger.parts import PART_NAMES, Part
from shopdesk.domain.money import format_yuan, round_half_up, round_up
from shopdesk.domain.text import Names, Text

LEAST_A_DAY = 20
LEAST_SEASON = 30
"""Days: a month of the season."""
WEEKS = 4
"""So many weeks tell whether a product sells steadily: in each of them it sold as much a day."""
LEAST_OF_A_WEEK = 6
"""Days of a week that have to be known: six of seven count as the whole week, here as in all comparisons."""


class Answer(StrEnum):
    """Whether a condition holds."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorderFacts:
    """What the rule asks of a product; ``None`` where nobody knows.

    Attributes:
        sold: pieces of the last two weeks, on the ``sold_days`` that state them.
        sold_days: see ``sold``.
        weeks: pieces and days that state them of each of the last four weeks.
        season_days: how many days of the season are left, negative after its end; ``None`` also for a product that
            sells ``all_year``.
        all_year: whether it has no season.
        pieces: of the last thirty days.
        pieces_before: of the thirty days before.
        comparable: whether both spans are known on as many days, nearly.
        contribution_fen: what is left of its sales of these days after goods, fees, ads and freight.
        missing: the parts that keep this from being known.
        stock: pieces in stock.
        lead_days: how long a delivery takes.
        reserve: pieces that are to be left when it comes.
    """

    sold: int | None = None
    sold_days: int = 0
    weeks: Sequence[tuple[int | None, int]] = ()
    season_days: int | None = None
    all_year: bool = False
    pieces: int | None = None
    pieces_before: int | None = None
    comparable: bool = True
    contribution_fen: int | None = None
    missing: Sequence[Part] = ()
    stock: int | None = None
    lead_days: int | None = None
    reserve: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition: whether it holds, and in words by how much, or which figure is missing."""

    answer: Answer
    text: Text


@dataclass(frozen=True, slots=True)
class Advice:
    """The rule's answer: it fails where a condition does, and holds where all do.

    ``pieces`` are to be ordered where it holds and stock and delivery are known, 0 where there is enough; ``words``
    say how they are reckoned, which figure is missing for that, or that it will be sold out although it does not hold.
    """

    answer: Answer
    reasons: tuple[Reason, ...]
    pieces: int | None = None
    words: tuple[Text, ...] = ()


def season_left(season_end: date | None, today: date) -> int | None:
    """The days of a season that are left, today among them; negative or 0 after its last day."""
    return None if season_end is None else (season_end - today).days + 1


def reorder(facts: ReorderFacts) -> Advice:
    """Ask the five conditions, and where all hold, how many pieces to order."""
    reasons = (_sold(facts), _steady(facts), _season(facts), _rising(facts), _left(facts))
    answers = {one.answer for one in reasons}
    if Answer.FAILS in answers:
        return Advice(Answer.FAILS, reasons, words=_sold_out(facts))
    if Answer.UNKNOWN in answers:
        return Advice(Answer.UNKNOWN, reasons, words=_sold_out(facts))
    pieces, words = _pieces(facts)
    return Advice(Answer.HOLDS, reasons, pieces, words)


def _reason(holds: bool, good: Text, bad: Text) -> Reason:
    return Reason(Answer.HOLDS, good) if holds else Reason(Answer.FAILS, bad)


def _count(number: int) -> str:
    return f"{number:,}"


def _sold(facts: ReorderFacts) -> Reason:
    if facts.sold is None or not facts.sold_days:
        return Reason(
            Answer.UNKNOWN,
            Text("How many are sold a day is not known. Import the product report with paid pieces."),
        )
    least = LEAST_A_DAY * facts.sold_days
    said: dict[str, Any] = {"pieces": _count(facts.sold), "days": facts.sold_days, "least": _count(least)}
    return _reason(
        facts.sold >= least,
        Text("{pieces} pieces were sold in the last {days} days; {least} are asked ({a_day} a day).",
             a_day=LEAST_A_DAY, **said),
        Text("{pieces} pieces were sold in the last {days} days, {short} fewer than the {least} asked ({a_day} a day).",
             short=_count(least - facts.sold), a_day=LEAST_A_DAY, **said),
    )  # fmt: skip


def _steady(facts: ReorderFacts) -> Reason:
    known = [(pieces, days) for pieces, days in facts.weeks if pieces is not None and days >= LEAST_OF_A_WEEK]
    weakest = min(known, key=lambda week: Fraction(week[0], week[1]), default=None)
    if weakest is not None and weakest[0] < LEAST_A_DAY * weakest[1]:
        least = LEAST_A_DAY * weakest[1]
        return Reason(
            Answer.FAILS,
            Text(
                "Not steady: the weakest of the last {weeks} weeks sold {pieces} pieces, {short} fewer than {least}.",
                weeks=WEEKS, pieces=_count(weakest[0]), short=_count(least - weakest[0]), least=_count(least),
            ),
        )  # fmt: skip
    if weakest is None or len(known) < WEEKS:
        return Reason(
            Answer.UNKNOWN,
            Text("Whether it sells steadily is not known: the pieces of {known} of the last {weeks} weeks are.",
                 known=len(known), weeks=WEEKS),
        )  # fmt: skip
    return Reason(
        Answer.HOLDS,
        Text(
            "Steady: even the weakest of the last {weeks} weeks sold {pieces} pieces; {least} are asked.",
            weeks=WEEKS, pieces=_count(weakest[0]), least=_count(LEAST_A_DAY * weakest[1]),
        ),
    )  # fmt: skip


def _season(facts: ReorderFacts) -> Reason:
    if facts.all_year:
        return Reason(Answer.HOLDS, Text("It sells all year."))
    left = facts.season_days
    if left is None:
        return Reason(
            Answer.UNKNOWN, Text("Until when its season lasts is not known. Enter it, or that it sells all year.")
        )
    if left <= 0:
        return Reason(Answer.FAILS, Text("Its season is over."))
    return _reason(
        left >= LEAST_SEASON,
        Text("{days} days of its season are left; {least} are asked.", days=left, least=LEAST_SEASON),
        Text("{days} days of its season are left, {short} fewer than the {least} asked.",
             days=left, short=LEAST_SEASON - left, least=LEAST_SEASON),
    )  # fmt: skip


def _rising(facts: ReorderFacts) -> Reason:
    now, before = facts.pieces, facts.pieces_before
    if now is None or before is None:
        return Reason(Answer.UNKNOWN, Text("No trend yet: the pieces of both times thirty days have to be known."))
    if not facts.comparable:
        return Reason(
            Answer.UNKNOWN, Text("No trend: of one of both times thirty days too few days have product figures.")
        )
    said = {"now": _count(now), "before": _count(before)}
    return _reason(
        now > before,
        Text("Rising: {now} pieces in thirty days, {before} in the thirty before.", **said),
        Text("Not rising: {now} pieces in thirty days, {before} in the thirty before.", **said),
    )


def _left(facts: ReorderFacts) -> Reason:
    fen = facts.contribution_fen
    if fen is None and facts.missing:
        return Reason(
            Answer.UNKNOWN,
            Text("What is left after ads is not known; missing: {parts}.",
                 parts=Names(PART_NAMES[part] for part in facts.missing)),
        )  # fmt: skip
    if fen is None:
        return Reason(
            Answer.UNKNOWN, Text("What is left after ads is not known: no order of these days is known to hold it.")
        )
    return _reason(
        fen >= 0,
        Text("After goods, fees, ads and freight {amount} is left of thirty days.", amount=format_yuan(fen)),
        Text("After goods, fees, ads and freight {amount} was lost in thirty days.", amount=format_yuan(-fen)),
    )


def _sold_out(facts: ReorderFacts) -> tuple[Text, ...]:
    """A warning where the stock ends before a delivery could come: the rule says nothing of it."""
    if not facts.sold or not facts.sold_days or facts.stock is None or facts.lead_days is None:
        return ()
    lasts = round_half_up(Decimal(facts.stock * facts.sold_days) / facts.sold)  # as the list shows it
    if lasts >= facts.lead_days:
        return ()
    return (
        Text(
            "Sold out before a delivery comes: days of stock {days}, days of a delivery {lead}.",
            days=_count(lasts), lead=facts.lead_days,
        ),
    )  # fmt: skip


def _pieces(facts: ReorderFacts) -> tuple[int | None, tuple[Text, ...]]:
    lacking = []
    if facts.stock is None:
        lacking.append(Text("How many are in stock is not known: enter the count, or import a report with stock."))
    if facts.lead_days is None:
        lacking.append(Text("How long a delivery takes is not entered."))
    if facts.sold is None or facts.stock is None or facts.lead_days is None:
        return None, tuple(lacking)
    needed = round_up(Fraction(facts.sold * facts.lead_days, facts.sold_days))
    pieces = max(0, needed + (facts.reserve or 0) - facts.stock)
    said: dict[str, Any] = {
        "needed": _count(needed), "days": facts.lead_days, "stock": _count(facts.stock), "pieces": _count(pieces),
    }  # fmt: skip
    if facts.reserve is None:
        words = [
            Text("{needed} pieces for the {days} days of a delivery − {stock} in stock: {pieces} to order.", **said),
            Text("No reserve is entered, so none is in it."),
        ]
    else:
        words = [
            Text("{needed} pieces for the {days} days of a delivery + {reserve} reserve − {stock} in stock: "
                 "{pieces} to order.", reserve=_count(facts.reserve), **said)
        ]  # fmt: skip
    if not pieces:
        words.append(Text("There is enough in stock."))
    return pieces, tuple(words)
