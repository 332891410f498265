"""What does not agree within an assortment plan, and between it and the targets, in words with both numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shopdesk.domain.assortment import PLAN_ROLE_NAMES, AssortmentRow, by_quarter, quarter_months, sums_of
from shopdesk.domain.money import divide_fen, format_yuan, percent_text, ratio
from shopdesk.domain.text import NO_DATA, Text

_SHARE_STEP = Decimal("0.0005")
"""Shares are typed to a tenth of a percent: half of that is rounding."""
_PRICE_STEP = Decimal("0.01")
"""Prices of plans are round: a hundredth is rounding."""


def plan_contradictions(rows: Sequence[AssortmentRow], months: Mapping[int, int], year_total: int | None) -> list[Text]:
    """Every contradiction, by quarter; then the year's.

    Args:
        rows: the plan of a year.
        months: the sales targets of its months, in fen.
        year_total: its own sales target; where it has none, that of all twelve months.
    """
    found: list[Text] = []
    quarters = by_quarter(rows)
    for quarter, those in quarters.items():
        for row in those:
            found += _of_row(row)
        found += _of_shares(quarter, those)
        found += _of_months(quarter, those, months)
    if year_total is None and len(months) == 12:
        year_total = sum(months.values())
    amounts = [sums_of(those).whole_fen for those in quarters.values()]
    if year_total is not None and len(amounts) == 4 and None not in amounts:
        planned = sum(amount or 0 for amount in amounts)
        if planned != year_total:
            found.append(
                Text(
                    "The four quarters come to {planned} yuan, the year's target is {target} yuan: {apart} yuan apart.",
                    planned=format_yuan(planned),
                    target=format_yuan(year_total),
                    apart=format_yuan(abs(planned - year_total)),
                )
            )
    return found


def row_name(row: AssortmentRow) -> Text:
    """Which row is meant."""
    return Text(
        "Quarter {quarter}, {group}, {role}",
        quarter=row.quarter,
        group=row.product_group or Text("no group"),
        role=PLAN_ROLE_NAMES[row.role],
    )


def _of_row(row: AssortmentRow) -> Iterator[Text]:
    name = row_name(row)
    if row.pieces is not None and row.price_fen is not None and row.amount_fen is not None:
        reckoned = row.pieces * row.price_fen
        if abs(reckoned - row.amount_fen) > _PRICE_STEP * max(reckoned, row.amount_fen):
            fits = divide_fen(row.amount_fen, row.pieces)
            yield Text(
                "{row}: {pieces} pieces at {price} yuan are {reckoned} yuan, planned are {amount} yuan. "
                "With these pieces a price of {fits} yuan would agree.",
                row=name,
                pieces=f"{row.pieces:,}",
                price=format_yuan(row.price_fen),
                reckoned=format_yuan(reckoned),
                amount=format_yuan(row.amount_fen),
                fits=NO_DATA if fits is None else format_yuan(fits),
            )
    if row.products is not None and row.pieces is not None and row.pieces < row.products:
        yield Text(
            "{row}: {pieces} pieces cannot be of {products} products.",
            row=name,
            pieces=f"{row.pieces:,}",
            products=f"{row.products:,}",
        )


def _of_shares(quarter: int, rows: Sequence[AssortmentRow]) -> Iterator[Text]:
    wanted = [one.share for one in rows if one.share is not None]
    total = sum(wanted, Decimal(0))
    if wanted and (total > 1 + _SHARE_STEP or (len(wanted) == len(rows) and total < 1 - _SHARE_STEP)):
        yield Text("Quarter {quarter}: the wanted shares come to {total}, not 100%.", quarter=quarter,
                   total=percent_text(total, 1))  # fmt: skip
    amount = sums_of(rows).whole_fen
    for row in rows:
        real = ratio(row.amount_fen, amount)
        if row.share is not None and real is not None and abs(real - row.share) > _SHARE_STEP:
            yield Text(
                "{row}: {amount} yuan are {real} of the quarter, wanted are {share}.",
                row=row_name(row),
                amount=format_yuan(row.amount_fen or 0),
                real=percent_text(real, 1),
                share=percent_text(row.share, 1),
            )


def _of_months(quarter: int, rows: Sequence[AssortmentRow], months: Mapping[int, int]) -> Iterator[Text]:
    planned = sums_of(rows).whole_fen
    known = [months[month] for month in quarter_months(quarter) if month in months]
    if planned is not None and len(known) == 3 and sum(known) != planned:
        yield Text(
            "Quarter {quarter}: {planned} yuan are planned, the targets of its months come to {target} yuan.",
            quarter=quarter,
            planned=format_yuan(planned),
            target=format_yuan(sum(known)),
        )
