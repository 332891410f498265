"""What a figure of profit is made of: each order's share in it, charges of no order, ads, and what holds for days.

The shares are taken from the same reckoning as the cells, step by step, so they add up to the figure to the fen,
whichever rows of whichever split are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shopdesk.domain.ledger.parts import OPEN_ENDED, Amount, Origin, Part
from shopdesk.domain.ledger.profit import CellSum, Sums, add_ads, add_days, add_line, add_order, campaign_of
from shopdesk.domain.ledger.profit_facts import CampaignSpan, ProfitFacts
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text


class Cause(StrEnum):
    """What gives a share."""

    ORDER = "order"
    LINE = "line"
    SPEND = "spend"
    DAY = "day"


CAUSE_NAMES: dict[Cause, Text] = {
    Cause.ORDER: Text("order", context="share of profit"),
    Cause.LINE: Text("statement lines of no order"),
    Cause.SPEND: Text("ads report"),
    Cause.DAY: Text("by day", context="share of profit"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of profit: a part on some days, of all rows or of one product or campaign.

    ``product`` and ``campaign`` (its id as text) are ``None`` for any and empty for what belongs to none.
    """

    period: Period
    part: Part
    product: str | None = None
    campaign: str | None = None

    def takes(self, day: date, product: str, campaigns: Iterable[CampaignSpan]) -> bool:
        """Whether what a product did on a day is in it."""
        if day not in self.period or self.product not in (None, product):
            return False
        return self.campaign is None or self.campaign == str(campaign_of(campaigns, day, product) or "")


@dataclass(frozen=True, slots=True)
class Share:
    """What a product of an order, or something of a day, gives to a part of profit, in fen, signed like the part.

    ``fen`` is ``None`` where nobody knows it and the figure is therefore unknown. ``whole`` is what all products of the
    order give together; an order with one product gives its share whole. ``product`` is empty for what has none.
    """

    cause: Cause
    day: date
    product: str
    order_no: str
    fen: int | None
    whole: int | None
    origin: Origin

    @property
    def id(self) -> tuple[str, date, str, str]:
        """What tells it from the other shares of a figure."""
        return self.cause, self.day, self.order_no, self.product


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares in a figure, by day, with the names of products by number or merchant code."""

    found: tuple[Share, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """What the shares that are known come to, in fen."""
        return sum(one.fen or 0 for one in self.found)

    @property
    def unknown(self) -> int:
        """How many shares nobody knows."""
        return sum(one.fen is None for one in self.found)


def shares(facts: ProfitFacts, figure: Figure) -> Shares:
    """What makes up a figure, out of facts that reach over its days; what gives nothing is left out."""
    part = figure.part
    taker = _Taker(part, lambda day, product: figure.takes(day, product, facts.campaigns))
    sums: Sums = defaultdict(CellSum)
    for order in facts.orders:
        own: Sums = defaultdict(CellSum)
        add_order(own, order, facts)
        taker.take(Cause.ORDER, own, order.order_no)
        _merge(sums, own)
    for line in facts.lines:
        own = defaultdict(CellSum)
        add_line(own, line, facts.period)
        taker.take(Cause.LINE, own)
        _merge(sums, own)
    for cause, step in ((Cause.SPEND, add_ads), (Cause.DAY, add_days)):
        before = {key: one.amounts.get(part) for key, one in sums.items()}
        step(sums, facts)
        taker.take(
            cause, {key: one for key, one in sums.items() if one.amounts.get(part) != before.get(key)}, "", before
        )
    found = sorted(taker.found.values(), key=lambda one: (one.day, one.order_no, one.product, one.cause))
    return Shares(tuple(found), {one.product: facts.titles.get(one.product, one.product) for one in found})


def _merge(sums: Sums, own: Sums) -> None:
    for key, one in own.items():
        for part, amount in one.amounts.items():
            sums[key].add(part, amount.fen, amount.origin)


class _Taker:
    """Takes the shares in a part out of sums."""

    def __init__(self, part: Part, wanted: Callable[[date, str], bool]) -> None:
        self._part, self._wanted = part, wanted
        self.found: dict[tuple[str, date, str, str], Share] = {}

    def take(
        self, cause: Cause, sums: Sums, order_no: str = "", before: dict[tuple[date, str], Amount | None] | None = None
    ) -> None:
        """Take what stands in ``sums`` and did not ``before``."""
        amounts = {key: found for key, one in sums.items() if (found := one.amounts.get(self._part)) is not None}
        whole = _added([one.fen for one in amounts.values()]) if cause is Cause.ORDER else None
        for (day, product), amount in amounts.items():
            if not self._wanted(day, product):
                continue
            fen = amount.fen
            old = before.get((day, product)) if before is not None else None
            if fen is not None and old is not None:
                fen -= old.fen or 0
            if fen == 0 or (fen is None and self._part in OPEN_ENDED):
                continue
            share = Share(cause, day, product, order_no, fen, whole, amount.origin)
            same = self.found.get(share.id)
            if same is not None:
                share = Share(cause, day, product, order_no, _added([same.fen, fen]), whole, amount.origin)
            self.found[share.id] = share


def _added(fens: list[int | None]) -> int | None:
    return None if None in fens else sum(fen or 0 for fen in fens)
