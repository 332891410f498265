"""Which rows of the ads reports a figure of the window on ads is made of, in which words, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from shopdesk.domain.ads.affiliates import AffiliateLine
from shopdesk.domain.ads.spend import Programme, called, programme_name
from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.kpi.chart_answer import Behind, one_of
from shopdesk.domain.kpi.rows import BEYOND, FILLED
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.periods import Period
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.gui.widgets.record_model import Column
from shopdesk.infra.i18n import tr

_SHOWN = {Kind.MONEY: format_yuan, Kind.RATE: lambda rate: percent_text(rate, 1), Kind.COUNT: "{:,}".format}
_LEAST = -(10**15)


def spent_rows(
    month: Period,
    programme: Programme | None,
    subjects: tuple[str, ...] | None = None,
    *,
    beyond: tuple[str, ...] = (),
    about: str = "",
) -> Behind:
    """The rows of a programme's spend, or of all ads; ``about`` says of which product.

    What a report says of a whole channel beyond its parts stands in no row by itself: then the rows are the channel's,
    and those of the whole count with what they say ``beyond`` these subjects.
    """
    said: str | Text = about or ("" if programme is None else programme_name(programme))
    channels = (
        AD_CHANNELS if programme is None or programme.channel not in AD_CHANNELS else (Channel(programme.channel),)
    )
    if subjects is not None:
        only = (("channel", one_of(*channels)), ("subject", one_of(*subjects)))
        return Behind("channel_spend_fen", month, only, said)
    if beyond:
        why = tr("rows of a whole channel count with what other programmes and products leave of them")
        said = " · ".join(filter(None, (tr(said) if isinstance(said, Text) else said, why)))
        rest = (BEYOND, one_of(*beyond))
        if programme is None:
            return Behind("ad_spend", month, (rest,), said)
        return Behind("channel_spend_fen", month, (("channel", one_of(*channels)), rest), said)
    if programme is None or programme.channel is None:
        # What names no programme is what the table of days tells where no report of a channel does.
        return Behind("ad_spend", month, () if programme is None else ((FILLED, one_of()),), said)
    return Behind("channel_spend_fen", month, (("channel", one_of(*channels)),), said)


def affiliate_rows(year: Period, line: AffiliateLine, code: str) -> Behind:
    """The rows of what a plan cost or brought, or of all affiliates."""
    only: tuple[tuple[str, Any], ...] = (("channel", one_of(Channel.AFFILIATES)),)
    if line.plan is not None and line.subjects:
        only += (("subject", one_of(*line.subjects)),)
    return Behind(code, year, only, "" if line.plan is None else line.plan.name)


def figure(
    name: str, title: str, get: Callable[[Any], Any], kind: Kind = Kind.MONEY, *, adds_up: bool = True, **more: Any
) -> Column[Any]:
    """A column of a figure that is reckoned; it may lie below zero."""
    field = Field(name, kind, lowest=None if kind is Kind.RATE else _LEAST, additive=adds_up)
    return Column(title, get, text=_SHOWN[kind], numeric=True, name=name, field=field, **more)


def money(fen: int | None) -> str:
    """An amount, or a dash."""
    return NO_DATA if fen is None else format_yuan(fen)


def names(programmes: Sequence[Programme]) -> dict[Programme, str]:
    """What programmes are called where they stand beside each other: a channel beside own names is the rest of it."""
    return {one: said if isinstance(said, str) else tr(said) for one, said in called(programmes).items()}
