"""Where the figures of a scorecard come from: the person's own, the design log, the store's KPIs, or typed by hand.

Each source is declared once with its unit and direction. A figure of the store is the same for everybody who is judged
by it, and the card says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.growth.scoring import rounded
from shopdesk.domain.kpi.declarations import KPIS
from shopdesk.domain.kpi.kinds import Better, Unit
from shopdesk.domain.text import Text

TYPED = "typed"
_STORE = "kpi."


class Whose(StrEnum):
    """Whose figure it is."""

    OWN = "own"
    DESIGN = "design"
    STORE = "store"
    TYPED = "typed"


WHOSE_NAMES: dict[Whose, Text] = {
    Whose.OWN: Text("the person's service report"),
    Whose.DESIGN: Text("the log of design jobs"),
    Whose.STORE: Text("a figure of the whole store"),
    Whose.TYPED: Text("typed by hand"),
}


@dataclass(frozen=True, slots=True)
class FigureSource:
    """One source: how it is called, reckoned and measured."""

    code: str
    name: Text
    formula: Text
    unit: Unit
    better: Better
    whose: Whose


_OWN: tuple[FigureSource, ...] = (
    FigureSource(
        "own.reply_rate",
        Text("Own reply rate"),
        Text("Customers replied ÷ customers received, sums of the month"),
        Unit.RATE,
        Better.HIGHER,
        Whose.OWN,
    ),
    FigureSource(
        "own.inquiry_conversion",
        Text("Own inquiry conversion"),
        Text("Buyers who asked and paid ÷ customers who asked, sums of the month"),
        Unit.RATE,
        Better.HIGHER,
        Whose.OWN,
    ),
    FigureSource(
        "own.satisfaction",
        Text("Own satisfaction"),
        Text("Good chat ratings ÷ chat ratings, sums of the month"),
        Unit.RATE,
        Better.HIGHER,
        Whose.OWN,
    ),
    FigureSource(
        "own.first_reply",
        Text("Own first reply"),
        Text("Mean seconds to the first reply, weighted by customers received"),
        Unit.SECONDS,
        Better.LOWER,
        Whose.OWN,
    ),
    FigureSource(
        "own.sales_share",
        Text("Own sales against the average colleague"),
        Text("Own sales ÷ mean sales of everybody in the service report"),
        Unit.RATE,
        Better.HIGHER,
        Whose.OWN,
    ),
    FigureSource(
        "own.refund_rate",
        Text("Refund rate of own orders"),
        Text("Refunds of own sales, as entered for the wages ÷ own sales"),
        Unit.RATE,
        Better.LOWER,
        Whose.OWN,
    ),
    FigureSource(
        "design.on_time",
        Text("Design jobs on time"),
        Text("Jobs delivered by their day ÷ jobs due in the month"),
        Unit.RATE,
        Better.HIGHER,
        Whose.DESIGN,
    ),
    FigureSource(
        "design.pass_rate",
        Text("Design jobs passed at the first try"),
        Text("Jobs that passed at the first try ÷ jobs delivered in the month"),
        Unit.RATE,
        Better.HIGHER,
        Whose.DESIGN,
    ),
)

_BY_HAND = FigureSource(
    TYPED,
    Text("Typed by hand"),
    Text("Nobody but a person knows it"),
    Unit.RATE,
    Better.HIGHER,
    Whose.TYPED,
)

SOURCES: dict[str, FigureSource] = {
    source.code: source
    for source in (
        _BY_HAND,
        *_OWN,
        *(
            FigureSource(f"{_STORE}{item.code}", item.name, item.formula, item.unit, item.better, Whose.STORE)
            for item in KPIS
            if item.better is not Better.NEITHER
        ),
    )
}
"""Every source by its code; one that is no longer known is typed by hand."""


def source_of(code: str) -> FigureSource:
    """The source of a code."""
    return SOURCES.get(code, _BY_HAND)


def kpi_of(code: str) -> str:
    """The KPI that a source reads; empty where it reads none."""
    return code.removeprefix(_STORE) if code.startswith(_STORE) and code in SOURCES else ""


def in_card_unit(value: int | Decimal | None, unit: Unit) -> Decimal | None:
    """A figure as cards hold it: rates in per cent, money in yuan; two decimals, half-up."""
    if value is None:
        return None
    exact = Decimal(value)
    if unit is Unit.RATE:
        exact *= 100
    elif unit is Unit.MONEY:
        exact /= 100
    return rounded(exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentMonth:
    """What the service reports state of one account in one month; sums over its days, ``None`` where none states it.

    ``timed_seconds`` are seconds to the first reply times customers, over ``timed_chats`` customers.
    """

    account: str
    month: date
    received: int | None = None
    replied: int | None = None
    inquiries: int | None = None
    paid_inquiries: int | None = None
    ratings: int | None = None
    good_ratings: int | None = None
    timed_seconds: int | None = None
    timed_chats: int | None = None
    sales_fen: int | None = None


def own_figures(
    accounts: Iterable[str], agents: Iterable[AgentMonth], refunds_fen: int | None, sales_fen: int | None
) -> dict[str, Decimal | None]:
    """The figures of a person in a month, by source.

    Args:
        accounts: the person's names in the service reports.
        agents: every account of the month; the whole team's own line is not among them.
        refunds_fen: refunds of own sales, where somebody entered them.
        sales_fen: own sales, where somebody entered them; they go before those of the reports.
    """
    everybody = list(agents)
    names = set(accounts)
    mine = [agent for agent in everybody if agent.account in names]
    sold = _added(agent.sales_fen for agent in mine) if sales_fen is None else sales_fen
    sellers = [agent.sales_fen for agent in everybody if agent.sales_fen is not None]
    mean = Decimal(sum(sellers)) / len(sellers) if sellers else None
    own = _added(agent.sales_fen for agent in mine)
    return {
        "own.reply_rate": _share(mine, "replied", "received"),
        "own.inquiry_conversion": _share(mine, "paid_inquiries", "inquiries"),
        "own.satisfaction": _share(mine, "good_ratings", "ratings"),
        "own.first_reply": _divided(*_sums(mine, "timed_seconds", "timed_chats"), Unit.SECONDS),
        "own.sales_share": _divided(own, mean, Unit.RATE),
        "own.refund_rate": _divided(refunds_fen, sold, Unit.RATE),
    }


def _share(agents: Iterable[AgentMonth], part: str, whole: str) -> Decimal | None:
    return _divided(*_sums(agents, part, whole), Unit.RATE)


def _sums(agents: Iterable[AgentMonth], part: str, whole: str) -> tuple[int | None, int | None]:
    """Both sums over the accounts that state both; a share of sums, never a mean of shares."""
    both = [(getattr(agent, part), getattr(agent, whole)) for agent in agents]
    known = [(one, other) for one, other in both if one is not None and other is not None]
    return (sum(one for one, _ in known), sum(other for _, other in known)) if known else (None, None)


def _added(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _divided(part: int | Decimal | None, whole: int | Decimal | None, unit: Unit) -> Decimal | None:
    if part is None or whole is None or whole <= 0:
        return None
    return in_card_unit(Decimal(part) / Decimal(whole), unit)
