"""What an order of several products comes to, in words: the verdict, what is paid, who bears it, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shopdesk.domain.campaigns.basket_search import MOST_PIECES, MOST_PRODUCTS
from shopdesk.domain.campaigns.baskets import BasketAnswer, BasketLine, BasketWay, Span
from shopdesk.domain.campaigns.discounts import DISCOUNT_NAMES
from shopdesk.domain.campaigns.price_words import Passage
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import Text


def basket_words(lines: Sequence[BasketLine], answer: BasketAnswer) -> list[Passage]:
    """All passages that have something to say, the verdict first."""
    found = [_verdict(lines, answer)]
    for heading, told in (
        (Text("What the buyer pays"), _paid(lines, answer)),
        (Text("What is left of each product"), _left(lines, answer)),
        (Text("Who bears the discounts, at the dearest"), _borne(lines, answer.dearest)),
        (Text("How discounts are shared out"), _rule(answer)),
    ):
        sentences = tuple(told)
        if sentences:
            found.append(Passage(heading, sentences))
    return found


def nothing_in_the_order() -> Passage:
    """What stands there while no product has pieces."""
    return Passage(Text("The order is empty"), (Text("Say how many pieces of which products a buyer takes."),))


def searched_words(*, level_fen: int | None, left_out: int) -> list[Text]:
    """What the search for the worst order looked at, and what it passed over; ``None`` where no amount is reached."""
    told = [
        Text(
            "Of all orders of at most {products} products and {pieces} pieces that just reach {level} yuan or another "
            "amount which a discount asks for, this one leaves least of its price.",
            products=MOST_PRODUCTS,
            pieces=MOST_PIECES,
            level=format_yuan(level_fen),
        )
        if level_fen is not None
        else Text(
            "No order of at most {products} products and {pieces} pieces reaches an amount that a coupon or an amount "
            "off asks for.",
            products=MOST_PRODUCTS,
            pieces=MOST_PIECES,
        )
    ]
    if left_out:
        told.append(Text("Left out, because price or unit cost is missing: {count}.", count=left_out))
    return told


def _verdict(lines: Sequence[BasketLine], answer: BasketAnswer) -> Passage:
    if answer.order_left is None:
        missing = tuple(
            Text("The unit cost of “{product}” is missing, so what is left is not known.", product=line.name)
            for line in lines
            if line.case.cost_fen is None
        )
        return Passage(Text("Figures are missing"), missing)
    worst = answer.order_left.low
    told = [
        Text("{left} yuan, {margin} of the campaign prices.", left=format_yuan(worst), margin=_margin(answer))
        if answer.order_left.low == answer.order_left.high
        else Text(
            "{worst} to {best} yuan by which discount the platform takes first; at worst {margin} of the campaign "
            "prices.",
            worst=format_yuan(worst),
            best=format_yuan(answer.order_left.high),
            margin=_margin(answer),
        )
    ]
    if worst < 0:
        return Passage(Text("This order loses money"), tuple(told), good=False)
    told += [
        Text("“{product}” loses {loss} yuan in it.", product=line.name, loss=format_yuan(-left.low))
        for line, left in zip(lines, answer.left, strict=True)
        if left is not None and left.low < 0
    ]
    if len(told) > 1:
        return Passage(Text("A product loses money in this order"), tuple(told), good=False)
    return Passage(Text("This order leaves something at worst"), tuple(told), good=True)


def _margin(answer: BasketAnswer) -> str:
    return percent_text(answer.margin, 1)


def _paid(lines: Sequence[BasketLine], answer: BasketAnswer) -> Iterator[Text]:
    low, high = sum(answer.lowest.paid_fen), sum(answer.highest.paid_fen)
    yield (
        Text("The order: {price} yuan.", price=format_yuan(low))
        if low == high
        else Text("The order: from {low} to {high} yuan.", low=format_yuan(low), high=format_yuan(high))
    )
    for line, span in zip(lines, answer.paid, strict=True):
        yield _of_line(line, span)
    yield Text("Lowest: {steps}", steps=_steps(answer, answer.lowest))
    if low != high:
        yield Text("Highest: {steps}", steps=_steps(answer, answer.highest))


def _steps(answer: BasketAnswer, way: BasketWay) -> Text:
    told = Text("{price}", price=format_yuan(answer.price_fen))
    for part in way.parts:
        if any(part.off_fen):
            told = Text(
                "{before} − {off} ({discount})",
                before=told,
                off=format_yuan(sum(part.off_fen)),
                discount=DISCOUNT_NAMES[part.kind],
            )
    return Text("{sum} = {paid}", sum=told, paid=format_yuan(sum(way.paid_fen)))


def _left(lines: Sequence[BasketLine], answer: BasketAnswer) -> Iterator[Text]:
    for line, span in zip(lines, answer.left, strict=True):
        if span is not None:
            yield _of_line(line, span)
    if any(span is not None for span in answer.left):
        yield Text("Shipping and advertising count per piece: as typed, or what its own parcel costs.")


def _borne(lines: Sequence[BasketLine], way: BasketWay) -> Iterator[Text]:
    for part in way.parts:
        name, off, store = DISCOUNT_NAMES[part.kind], sum(part.off_fen), sum(part.store_fen)
        if not off:
            yield Text("{discount}: not reached.", discount=name)
            continue
        yield Text(
            "{discount}: {off} yuan; the store bears {store}, the platform {platform}.",
            discount=name,
            off=format_yuan(off),
            store=format_yuan(store),
            platform=format_yuan(off - store),
        )
        if len(lines) > 1:
            for line, taken in zip(lines, part.off_fen, strict=True):
                if taken:
                    yield Text("of it {off} yuan on {product}", off=format_yuan(taken), product=line.name)


def _rule(answer: BasketAnswer) -> Iterator[Text]:
    if len(answer.paid) > 1:
        yield Text(
            "What counts the order is taken off its products by what is left to pay for each, to the fen; fen that are "
            "left over go to the largest parts of a fen, of equal ones to the product further up. Every order of "
            "the kinds of discounts was followed. A product for which a discount of the order is not said does not "
            "count for it."
        )


def _of_line(line: BasketLine, span: Span) -> Text:
    pieces = line.case.pieces
    return Text("{product} × {pieces}: {span} yuan", product=line.name, pieces=pieces, span=_span(span))


def _span(span: Span) -> Text:
    if span.low == span.high:
        return Text("{price}", price=format_yuan(span.low))
    return Text("{low} to {high}", low=format_yuan(span.low), high=format_yuan(span.high))
