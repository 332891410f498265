"""Products whose stock does not last until new goods are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.breakdown import STOCK_DAYS, ProductLine
from shopdesk.domain.kpi.chart_answer import Behind, one_of
from shopdesk.domain.kpi.learned import record_span
from shopdesk.domain.periods import Period, week_to
from shopdesk.domain.text import Text

MOST_TOLD = 8
"""How many products have an alert of their own; the last of them counts the others."""

Told = tuple[int | None, int | None]
"""What a report says of a product on a day: the pieces paid, and the stock."""


def running_out(lines: Iterable[ProductLine], bar: int) -> list[ProductLine]:
    """The products whose stock lasts less than ``bar`` days, those that run out first in front."""
    short = [(line.stock_days, line) for line in lines]
    found = [(days, line) for days, line in short if days is not None and days < bar]
    return [
        line for _days, line in sorted(found, key=lambda one: (one[0], -(one[1].sales_fen or 0), one[1].product_id))
    ]


def stock_alerts(lines: Sequence[ProductLine], last: date, bar: int) -> list[Alert]:
    """One alert each of the first :data:`MOST_TOLD` of ``lines``, the last of which says how many more there are."""
    told = lines[:MOST_TOLD]
    return [_alert(line, last, bar, len(lines) - len(told) if line is told[-1] else 0) for line in told]


def _alert(line: ProductLine, last: date, bar: int, others: int) -> Alert:
    words: dict[str, Any] = {
        "title": line.title,
        "days": f"{(line.stock_days or Decimal(0)).quantize(Decimal(1), rounding=ROUND_HALF_UP)}",
        "lead": bar,
    }
    text = (
        Text(
            "The stock of “{title}” lasts {days} days at the present sales; reordering takes {lead}. So it is with "
            "{others} more.",
            others=others,
            **words,
        )
        if others
        else Text("The stock of “{title}” lasts {days} days at the present sales; reordering takes {lead}.", **words)
    )
    # The days over which its pieces a day are counted, among them the newest one that states the stock.
    span = Period(date.fromordinal(last.toordinal() - STOCK_DAYS + 1), last)
    return Alert(
        code="stock_low", severity=Severity.SOON, text=text, kpi="product_pieces", period=week_to(last),
        rows=Behind("item_stock", span, (("product_id", one_of(line.product_id)),), line.title),
        subject=line.product_id,
    )  # fmt: skip


def rang_by_stock(
    told: Mapping[date, Told], reported: Collection[date], last: date, bar: int
) -> dict[date, bool | None]:
    """On which of the past days a product's stock did not last ``bar`` days; a day that cannot be judged is ``None``.

    Args:
        told: what the reports say of the product, by day.
        reported: the days with a report of any product.
        last: the last day of the record.
        bar: for how many days it has to last.
    """
    found: dict[date, bool | None] = {}
    for day in record_span(last).days():
        near = [day - timedelta(days=back) for back in range(STOCK_DAYS)]
        stated = next((told[one][1] for one in near if one in told and told[one][1] is not None), None)
        newest = next((one for one in near if one in reported), None)
        if newest is None:
            found[day] = None
            continue
        days = [newest - timedelta(days=back) for back in range(STOCK_DAYS)]
        pieces = [sold for one in days if one in told and (sold := told[one][0]) is not None]
        line = ProductLine(
            product_id="", title="", stock_pieces=stated, recent_pieces=sum(pieces) if pieces else None,
            recent_days=len(pieces),
        )  # fmt: skip
        lasts = line.stock_days
        found[day] = None if lasts is None else lasts < bar
    return found
