"""The parts of a report, put together from what the services say: pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.kpi import Figures, KpiTable, Source, Value, kpi
from shopdesk.domain.kpi.breakdown import ChannelLine, ProductLine
from shopdesk.domain.kpi.compare import Comparison
from shopdesk.domain.kpi.decompose import Part, split_by_name
from shopdesk.domain.kpi.wholeness import Shortfall, shortfall, uneven
from shopdesk.domain.periods import By, Period, split
from shopdesk.domain.report.records import (
    DAY_FIGURES,
    KEY_FIGURES,
    PAST_FIGURES,
    DayLine,
    KeyFigure,
    PastLine,
    SourceLine,
)

BEST = 15
_PAID = "paid_amount"


def key_figures(comparison: Comparison, past: Figures, targets: Mapping[str, Value]) -> tuple[KeyFigure, ...]:
    """The key figures that have a value in this span or the one before."""
    found = []
    for code in KEY_FIGURES:
        figure = KeyFigure(
            kpi=kpi(code),
            now=comparison.now[code],
            before=comparison.before[code],
            last_year=past[code],
            target=targets.get(code),
            before_short=shortfall(kpi(code), comparison.now, comparison.before),
            last_year_short=shortfall(kpi(code), comparison.now, past),
        )
        if figure.now is not None or figure.before is not None:
            found.append(figure)
    return tuple(found)


def day_lines(table: KpiTable, period: Period, by: By, plan: Mapping[date, int]) -> tuple[DayLine, ...]:
    """Every day of the span; those of a week beside the same weekday of the week before."""
    rows = {row.period.start: row for row in table.rows}
    lines = []
    for day in period.days():
        row = rows.get(day)
        past = rows.get(day - timedelta(days=7)) if by is By.WEEK else None
        values = {code: row[code] if row is not None else None for code in DAY_FIGURES}
        before = past[_PAID] if past is not None else None
        lines.append(
            DayLine(day=day, values=values, before=None if before is None else int(before), target=plan.get(day))
        )
    return tuple(lines)


def past_lines(table: KpiTable, span: Period, by: By) -> tuple[PastLine, ...]:
    """The last weeks or months up to this one that have any of the figures that are shown of them."""
    lines = (
        PastLine(period=part, values={code: figures[code] for code in PAST_FIGURES})
        for part, figures in ((part, table.figures(part)) for part in split(span, by))
    )
    return tuple(line for line in lines if any(value is not None for value in line.values.values()))


def uneven_sources(
    comparison: Comparison, now: Mapping[Source, set[date]], before: Mapping[Source, set[date]]
) -> dict[Source, Shortfall]:
    """The sources that do not cover both spans alike; the orders by the days on which the paid amount is known."""
    days, days_before = comparison.now.period.length, comparison.before.period.length
    found = {
        source: uneven(len(now[source]), days, len(before[source]), days_before)
        for source in (Source.CHANNELS, Source.PRODUCTS)
    }
    found[Source.ORDERS] = shortfall(kpi(_PAID), comparison.now, comparison.before)
    return {source: short for source, short in found.items() if short is not None}


def source_line(line: ChannelLine, visitors_a_day: Decimal | None, page_visits: int | None) -> SourceLine:
    """A source with the people of its mean day."""
    return SourceLine(line=line, visitors_a_day=visitors_a_day, page_visits=page_visits)


def best_sellers(products: Sequence[ProductLine]) -> tuple[tuple[ProductLine, ...], ProductLine | None, int]:
    """The best sellers, all other products together (without name or number), and how many these are."""
    best = tuple(line for line in products if line.sales_fen is not None or line.pieces is not None)[:BEST]
    names = {line.product_id for line in best}
    others = [line for line in products if line.product_id not in names]
    if not best or not others:
        return best, None, 0

    def known(values: Iterable[int | None]) -> int | None:
        found = [value for value in values if value is not None]
        return sum(found) if found else None

    together = ProductLine(
        product_id="",
        title="",
        page_views=known(line.page_views for line in others),
        pieces=known(line.pieces for line in others),
        sales_fen=known(line.sales_fen for line in others),
        at_list=others[0].at_list,
        sales_before_fen=known(line.sales_before_fen for line in others),
    )
    return best, together, len(others)


def channel_sales(channels: Sequence[ChannelLine]) -> dict[str, tuple[int | None, int | None]]:
    """Sales before and now by channel."""
    return {line.channel.value: (line.sales_before_fen, line.sales_fen) for line in channels}


def product_sales(products: Sequence[ProductLine]) -> dict[str, tuple[int | None, int | None]]:
    """Sales before and now by title; products that share a title are told apart by their number."""
    titles = Counter(line.title for line in products)
    return {
        line.title if titles[line.title] == 1 else f"{line.title} ({line.product_id})": (
            line.sales_before_fen,
            line.sales_fen,
        )
        for line in products
    }


def moves(sales: Mapping[str, tuple[int | None, int | None]]) -> tuple[Part, ...]:
    """Sales before and now by name, as parts of the change; nothing where either span is unknown altogether."""
    old = {name: before for name, (before, _now) in sales.items() if before is not None}
    new = {name: now for name, (_before, now) in sales.items() if now is not None}
    return tuple(split_by_name(old, new)) if old and new else ()
