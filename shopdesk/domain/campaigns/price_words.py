"""What a price comes to, in words: the verdict, what buyers pay, who bears the discounts, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopdesk.domain.campaigns.discounts import DISCOUNT_NAMES, Checkout, Ladder
from shopdesk.domain.campaigns.price_safety import PriceAnswer, PriceCase
from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with its sentences; ``good`` says whether they speak for the price, ``None`` where they only tell."""

    heading: Text
    lines: tuple[Text, ...]
    good: bool | None = None


def price_words(case: PriceCase, answer: PriceAnswer) -> list[Passage]:
    """All passages that have something to say, the verdict first; what fails first stands first."""
    found = [_verdict(answer)]
    for heading, lines in (
        (Text("What buyers pay"), _paid(case, answer)),
        (Text("Who bears the discounts, at the dearest"), _borne(answer.ladder)),
        (Text("What is left"), _left(case, answer)),
    ):
        told = tuple(lines)
        if told:
            found.append(Passage(heading, told))
    return found


def _verdict(answer: PriceAnswer) -> Passage:
    lines = [*answer.warnings]
    if answer.advice_fen is not None:
        lines.append(Text("At {price} yuan nothing speaks against it.", price=format_yuan(answer.advice_fen)))
    elif answer.warnings:
        lines.append(Text("No higher price up to the list price was found against which nothing speaks."))
    lines += answer.unknown
    heading = {
        True: Text("Nothing speaks against this price"),
        False: Text("Think again"),
        None: Text("Figures are missing"),
    }[answer.safe]
    return Passage(heading, tuple(lines), answer.safe)


def _paid(case: PriceCase, answer: PriceAnswer) -> Iterator[Text]:
    if answer.paid_fen is None or answer.highest_fen is None:
        return
    low, high = format_yuan(answer.paid_fen), format_yuan(answer.highest_fen)
    if answer.ladder is None or low == high:
        yield Text("{price} yuan a piece.", price=low)
    else:
        yield Text("From {low} to {high} yuan a piece, by which discount the platform takes first.", low=low, high=high)
        yield Text("Lowest: {steps}", steps=_steps(case, answer.ladder.lowest))
        yield Text("Highest: {steps}", steps=_steps(case, answer.ladder.highest))
    if answer.discount is not None:
        yield Text("That is {share} of the list price at the lowest.", share=percent_text(answer.discount, 1))


def _steps(case: PriceCase, way: Checkout) -> Text:
    """The way through the till as a sum: price, each discount by name, what is paid for the whole order."""
    told = Text("{price}", price=format_yuan((case.price_fen or 0) * case.pieces))
    for one in way.taken:
        if not one.off_fen:
            continue  # not reached
        told = Text(
            "{before} − {off} ({discount})",
            before=told,
            off=format_yuan(one.off_fen),
            discount=DISCOUNT_NAMES[one.discount.kind],
        )
    return Text("{sum} = {paid}", sum=told, paid=format_yuan(way.paid_fen))


def _borne(ways: Ladder | None) -> Iterator[Text]:
    if ways is None:
        return
    for one in ways.dearest.taken:
        name = DISCOUNT_NAMES[one.discount.kind]
        if not one.off_fen:
            yield Text("{discount}: not reached.", discount=name)
            continue
        yield Text(
            "{discount}: {off} yuan; the store bears {store}, the platform {platform}.",
            discount=name,
            off=format_yuan(one.off_fen),
            store=format_yuan(one.store_fen),
            platform=format_yuan(one.off_fen - one.store_fen),
        )


def _left(case: PriceCase, answer: PriceAnswer) -> Iterator[Text]:
    if answer.profit_fen is None or answer.best_fen is None:
        return
    margin = percent_text(ratio(answer.profit_fen, case.price_fen), 1)
    if answer.profit_fen == answer.best_fen:
        yield Text(
            "{profit} yuan a piece after all costs, {margin} of the price.",
            profit=format_yuan(answer.profit_fen),
            margin=margin,
        )
    else:
        yield Text(
            "{worst} to {best} yuan a piece after all costs; at worst {margin} of the price.",
            worst=format_yuan(answer.profit_fen),
            best=format_yuan(answer.best_fen),
            margin=margin,
        )
    if case.budget_fen:
        budget = format_yuan(case.budget_fen)
        yield (
            Text("No number of pieces earns the campaign's budget of {budget} yuan.", budget=budget)
            if answer.break_even_pieces is None
            else Text(
                "{pieces} pieces earn the campaign's budget of {budget} yuan.",
                pieces=answer.break_even_pieces,
                budget=budget,
            )
        )
