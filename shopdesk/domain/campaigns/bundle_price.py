"""What two products cost together: discount, margin, and what the bundle adds to an order with the first alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.campaigns.bundles import Pair
from shopdesk.domain.campaigns.price_words import Passage
from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.money import decimal_text, format_yuan, percent_text, ratio, signed_yuan
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One piece of each of two products at one price. In fen; ``None``: not known."""

    first_fen: int | None = None
    second_fen: int | None = None
    first_cost_fen: int | None = None
    second_cost_fen: int | None = None
    price_fen: int | None = None


def _price(name: str, label: Text) -> Field:
    return Field(name, Kind.MONEY, label, additive=False, column=None)


BUNDLE = Noun(
    "bundles",
    Bundle,
    Text("Bundle"),
    (
        _price("first_fen", Text("Price of A alone")),
        _price("second_fen", Text("Price of B alone")),
        _price("first_cost_fen", Text("Cost of A")),
        _price("second_cost_fen", Text("Cost of B")),
        _price("price_fen", Text("Price of both")),
    ),
)
"""Typed for one look and kept nowhere."""


@dataclass(frozen=True, slots=True)
class BundleAnswer:
    """What a bundle comes to, in fen; ``None`` where a figure that it needs is missing.

    Attributes:
        alone_fen: what both cost one by one.
        discount_fen: how much less the bundle costs; below zero it is dearer.
        discount: the same as a share of ``alone_fen``.
        cost_fen: what both cost the store.
        margin_fen: what is left of the price after the goods.
        margin: the same as a share of the price.
        alone_margin: what is left of both one by one, as a share of ``alone_fen``.
        adds_fen: what the bundle adds to the amount of an order with A alone.
        adds_margin_fen: what it adds to what is left of such an order.
    """

    alone_fen: int | None
    discount_fen: int | None
    discount: Decimal | None
    cost_fen: int | None
    margin_fen: int | None
    margin: Decimal | None
    alone_margin: Decimal | None
    adds_fen: int | None
    adds_margin_fen: int | None

    @property
    def below_cost(self) -> bool | None:
        """Whether the goods cost more than the bundle brings; ``None`` where that cannot be told."""
        return None if self.margin_fen is None else self.margin_fen < 0


def answer(bundle: Bundle) -> BundleAnswer:
    """What a bundle comes to."""
    alone = _sum(bundle.first_fen, bundle.second_fen)
    cost = _sum(bundle.first_cost_fen, bundle.second_cost_fen)
    discount, margin = _less(alone, bundle.price_fen), _less(bundle.price_fen, cost)
    return BundleAnswer(
        alone_fen=alone,
        discount_fen=discount,
        discount=ratio(discount, alone),
        cost_fen=cost,
        margin_fen=margin,
        margin=ratio(margin, bundle.price_fen),
        alone_margin=ratio(_less(alone, cost), alone),
        adds_fen=_less(bundle.price_fen, bundle.first_fen),
        adds_margin_fen=_less(margin, _less(bundle.first_fen, bundle.first_cost_fen)),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def bundle_words(bundle: Bundle, pair: Pair) -> list[Passage]:
    """The verdict first, then what buyers save, what is left and what it adds, and how both sold so far."""
    found = answer(bundle)
    passages = [_verdict(bundle, found)]
    for heading, lines in (
        (Text("What buyers save"), _saved(found)),
        (Text("What is left"), _left(found)),
        (Text("What it adds to an order with A alone"), _added(found)),
        (Text("How both were bought so far"), _so_far(pair)),
    ):
        told = tuple(lines)
        if told:
            passages.append(Passage(heading, told))
    return passages


def _verdict(bundle: Bundle, found: BundleAnswer) -> Passage:
    if found.below_cost and found.cost_fen is not None and found.margin_fen is not None:
        loss = Text(
            "The goods cost {cost} yuan: every bundle loses {loss} yuan before shipping and commission.",
            cost=format_yuan(found.cost_fen),
            loss=format_yuan(-found.margin_fen),
        )
        return Passage(Text("Below cost"), (loss,), good=False)
    lacks = tuple(_lacking(bundle))
    if lacks:
        return Passage(Text("Figures are missing"), lacks)
    if found.adds_margin_fen is not None and found.adds_margin_fen < 0:
        less = Text(
            "It leaves {less} yuan less than A alone does.",
            less=format_yuan(-found.adds_margin_fen),
        )
        return Passage(Text("Think again"), (less,), good=False)
    if found.discount_fen is not None and found.discount_fen <= 0:
        return Passage(Text("Think again"), (Text("Buyers save nothing: both cost no more one by one."),), good=False)
    return Passage(Text("The bundle brings more than A alone"), (), good=True)


def _lacking(bundle: Bundle) -> Iterator[Text]:
    if bundle.price_fen is None:
        yield Text("Say the price of both.")
    if bundle.first_fen is None or bundle.second_fen is None:
        yield Text("Without the price of each alone no discount can be told.")
    if bundle.first_cost_fen is None or bundle.second_cost_fen is None:
        yield Text("Without the cost of each nobody knows what is left. Costs are entered under KPIs, Money.")


def _saved(found: BundleAnswer) -> Iterator[Text]:
    if found.discount_fen is None or found.alone_fen is None:
        return
    alone = format_yuan(found.alone_fen)
    if found.discount_fen < 0:
        yield Text("{more} yuan more than one by one ({alone}).", more=format_yuan(-found.discount_fen), alone=alone)
    else:
        yield Text(
            "{off} yuan of {alone}: {share} off.",
            off=format_yuan(found.discount_fen),
            alone=alone,
            share=percent_text(found.discount, 1),
        )


def _left(found: BundleAnswer) -> Iterator[Text]:
    if found.margin_fen is None:
        return
    left = format_yuan(found.margin_fen)
    if found.margin is None:
        yield Text("{left} yuan after the goods.", left=left)
    else:
        yield Text("{left} yuan after the goods, {share} of the price.", left=left, share=percent_text(found.margin, 1))
    if found.alone_margin is not None:
        yield Text("One by one {share} of the prices are left.", share=percent_text(found.alone_margin, 1))
    yield Text("Shipping, commission and ads are not taken off.")


def _added(found: BundleAnswer) -> Iterator[Text]:
    if found.adds_fen is not None:
        yield Text("{amount} yuan to the amount of the order.", amount=signed_yuan(found.adds_fen))
    if found.adds_margin_fen is not None:
        yield Text("{amount} yuan to what is left of it after the goods.", amount=signed_yuan(found.adds_margin_fen))


def _so_far(pair: Pair) -> Iterator[Text]:
    yield Text(
        "{orders} orders with both: {first} of A's orders, {second} of B's.",
        orders=f"{pair.orders:,}",
        first=percent_text(pair.first_share, 1),
        second=percent_text(pair.second_share, 1),
    )
    if pair.lift is not None:
        yield Text("{times} times as often as by chance.", times=decimal_text(pair.lift))
    if pair.both_fen is not None and pair.first_fen is not None:
        yield Text(
            "An order with both was paid with {both} yuan on average, one with A without B with {alone}.",
            both=format_yuan(pair.both_fen),
            alone=format_yuan(pair.first_fen),
        )
