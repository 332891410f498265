"""The discounts of a campaign's product as its further figures: how each is typed, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from shopdesk.domain.campaigns.discounts import DISCOUNT_NAMES, Discount, DiscountKind
from shopdesk.domain.campaigns.price_safety import MOST_YUAN, fact_fen, read_amount
from shopdesk.domain.fields import Field, FieldError, Kind
from shopdesk.domain.text import Text

PIECES = "pieces"
_MOST_PIECES = Decimal(1000)
_OFF, _RATE, _FROM, _SHARE = "_off", "_rate", "_from", "_share"

_PARTS: dict[DiscountKind, tuple[str, ...]] = {
    DiscountKind.MEMBER: (_RATE, _SHARE),
    DiscountKind.ITEM_COUPON: (_OFF, _FROM),
    DiscountKind.STORE_COUPON: (_OFF, _FROM),
    DiscountKind.THRESHOLD: (_OFF, _FROM, _SHARE),
    DiscountKind.PLATFORM_COUPON: (_OFF, _FROM, _SHARE),
    DiscountKind.COINS: (_RATE, _SHARE),
}
"""What is said of each kind. Coupons of item and store are the store's own."""


def _label(kind: DiscountKind, part: str) -> Text:
    name = DISCOUNT_NAMES[kind]
    if part == _OFF:
        return Text("{discount}, yuan off", discount=name)
    if part == _RATE:
        return Text("{discount}, % off", discount=name)
    if part == _FROM:
        return Text("{discount}, from yuan", discount=name)
    return Text("{discount}, % borne by the store", discount=name)


def _field(kind: DiscountKind, part: str) -> Field:
    label = _label(kind, part)
    if part in (_RATE, _SHARE):
        return Field(kind.value + part, Kind.RATE, label)
    return Field(kind.value + part, Kind.DECIMAL, label, lowest=Decimal(0), highest=MOST_YUAN)


DISCOUNT_FIELDS: dict[str, Field] = {
    PIECES: Field(PIECES, Kind.DECIMAL, Text("Pieces in an order"), lowest=Decimal(1), highest=_MOST_PIECES),
    **{kind.value + part: _field(kind, part) for kind, parts in _PARTS.items() for part in parts},
}
"""By the code under which a figure is kept."""

YUAN_CODES = frozenset(code for code in DISCOUNT_FIELDS if code.endswith((_OFF, _FROM)))
"""The codes whose figures are amounts, which have no parts of a fen."""


def discounts_of(facts: Mapping[str, str]) -> list[Discount]:
    """The discounts that the figures say, in the order of the page; nothing said is no discount.

    A platform's coupon is the platform's unless somebody says which part the store bears; all others are the store's.
    """
    found = []
    for kind in _PARTS:
        off, rate = fact_fen(facts.get(kind.value + _OFF)) or 0, _share(facts, kind, _RATE)
        if not off and not rate:
            continue
        share = _share(facts, kind, _SHARE)
        if share is None:
            share = Decimal(0 if kind is DiscountKind.PLATFORM_COUPON else 1)
        found.append(
            Discount(
                kind=kind,
                off_fen=off,
                off_rate=rate or Decimal(0),
                from_fen=fact_fen(facts.get(kind.value + _FROM)) or 0,
                repeats=kind is DiscountKind.THRESHOLD,
                store_share=share,
            )
        )
    return found


def pieces_of(facts: Mapping[str, str]) -> int:
    """How many pieces the order has that is reckoned with; one where nobody said."""
    value = read_amount(facts.get(PIECES))
    return int(value) if value is not None and 1 <= value <= _MOST_PIECES else 1


def check_discounts(facts: Mapping[str, str]) -> None:
    """Refuse what no platform offers.

    Raises:
        FieldError: pieces in parts, or an amount off for every amount that is not smaller than it.
    """
    pieces = read_amount(facts.get(PIECES))
    if pieces is not None and pieces != int(pieces):
        raise FieldError(DISCOUNT_FIELDS[PIECES], Text("Say how many pieces in whole numbers."))
    kind = DiscountKind.THRESHOLD
    off, start = fact_fen(facts.get(kind.value + _OFF)), fact_fen(facts.get(kind.value + _FROM))
    if off and (not start or off >= start):
        raise FieldError(
            DISCOUNT_FIELDS[kind.value + _FROM],
            Text("Say for every how many yuan it is taken off: more than is taken off."),
        )


def _share(facts: Mapping[str, Any], kind: DiscountKind, part: str) -> Decimal | None:
    value = read_amount(facts.get(kind.value + part))
    return value if value is not None and 0 <= value <= 1 else None
