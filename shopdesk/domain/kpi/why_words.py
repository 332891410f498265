"""Why sales moved, in words for a meeting: every figure in them is one of the parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.decompose import AOV, DAYS, REST, VISITORS, Part, Split
from shopdesk.domain.kpi.slices import Cut, Slice
from shopdesk.domain.kpi.wholeness import Shortfall
from shopdesk.domain.ledger.profit_words import listed
from shopdesk.domain.money import format_yuan, percent_text, ratio, signed_yuan
from shopdesk.domain.periods import Period
from shopdesk.domain.text import NO_DATA, Text


def factor_name(code: str) -> Text:
    """What a cause of the change of sales is called."""
    return {
        DAYS: Text("Days with visitor figures"),
        VISITORS: kpi("visitors_per_day").name,
        AOV: Text("Amount per buyer and day"),
        REST: Text("Days without visitor figures"),
    }.get(code) or kpi(code).name


def signed(text: str) -> str:
    """A figure with its sign in front."""
    return text if text.startswith(("-", NO_DATA)) else f"+{text}"


def effect_words(name: Text | str, part: Part) -> Text:
    """A cause and what it did: ``Conversion +1,234.50``."""
    return Text("{name} {effect}", name=name, effect=signed_yuan(part.effect))


def why_words(split: Split | None, period: Period, before: Period, lacking: Shortfall | None = None) -> list[Text]:
    """The sentences about a change: what it came to, and what brought and what took sales, the largest first.

    A span that is known too little has no change (``lacking`` says which); one without sales has nothing to say but so.
    """
    days, past = _days(period), _days(before)
    if split is None:
        return [
            Text(
                "Why sales moved cannot be said: both {past} and {days} need sales and visitors or paid orders.",
                days=days,
                past=past,
            )
        ]
    levels: dict[str, Any] = {
        "days": days,
        "past": past,
        "now": format_yuan(split.after),
        "before": format_yuan(split.before),
    }
    if lacking is not None:
        return [
            Text("In {days} the paid amount was {now}, in {past} {before}.", **levels),
            lacking.sentence,
        ]
    whole, *rest = percent_text(ratio(abs(split.change), abs(split.before)), 1).split(".")
    # A rise from next to nothing has thousands, parted as on the tile.
    rate = ".".join([f"{int(whole):,}", *rest]) if rest else whole
    moved = {**levels, "amount": format_yuan(abs(split.change)), "rate": rate}
    if split.change > 0:
        found = [
            Text("In {days} the paid amount was {now}, {amount} ({rate}) more than in {past} ({before}).", **moved)
        ]
    elif split.change < 0:
        found = [
            Text("In {days} the paid amount was {now}, {amount} ({rate}) less than in {past} ({before}).", **moved)
        ]
    else:
        found = [Text("In {days} the paid amount was {now}, the same as in {past}.", **levels)]
    causes = sorted(split.parts, key=lambda part: -abs(part.effect))
    gave, took = ([one for one in causes if one.effect * sign > 0] for sign in (1, -1))
    if gave:
        found.append(Text("What brought sales: {parts}.", parts=listed([_cause(one) for one in gave])))
    if took:
        found.append(Text("What took sales: {parts}.", parts=listed([_cause(one) for one in took])))
    return found


def slice_words(slices: Sequence[Slice]) -> list[Text]:
    """The sentences about what moved against the rest: how far each is from what the rest led one to expect."""
    more, less = ([one for one in slices if one.surprise * sign > 0] for sign in (1, -1))
    found = []
    if more:
        found.append(
            Text("More than the rest led one to expect: {parts}.", parts=listed([_slice(one) for one in more]))
        )
    if less:
        found.append(
            Text("Less than the rest led one to expect: {parts}.", parts=listed([_slice(one) for one in less]))
        )
    return found


def _slice(one: Slice) -> Text:
    name = CHANNEL_NAMES[Channel(one.name)] if one.cut is Cut.CHANNEL else one.name
    return Text("{name} {effect}", name=name, effect=signed_yuan(one.surprise))


def _cause(part: Part) -> Text:
    return effect_words(factor_name(part.factor), part)


def _days(period: Period) -> Text | str:
    if period.length == 1:
        return period.start.isoformat()
    return Text("{start} to {end}", start=period.start.isoformat(), end=period.end.isoformat())
